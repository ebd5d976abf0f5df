"""The invented demonstration town: 28 institutions, 880 educators, their courses of many years, with some flaws.

Its schools have results of exams and of an olympiad (`gmk.db.demo_results`).
The same reference day gives the same town. Only invented people; the same words never name a real one but by chance.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import func, insert, select
from sqlmodel import Session

from gmk.db import demo_words as words
from gmk.db.demo_courses import Courses
from gmk.db.demo_results import contest_results, exam_results
from gmk.db.keys import name_key
from gmk.db.tables import (
    ContestResult,
    CourseRecord,
    Educator,
    Employment,
    ExamResult,
    Institution,
    InstitutionAlias,
    Municipality,
    QualificationCategory,
    ReferenceItem,
    Table,
)
from gmk.errors import RuleBroken
from gmk.vocabulary import Category, EmploymentKind, InstitutionKind, Leave

SEED = 20260901
ADULT, OLDEST = 22, 68

Record = dict[str, Any]


@dataclass(slots=True)
class Town:
    """The rows of the town by table, with ids from 1 on."""

    institutions: list[Record] = field(default_factory=list)
    educators: list[Record] = field(default_factory=list)
    employments: list[Record] = field(default_factory=list)
    categories: list[Record] = field(default_factory=list)
    courses: list[Record] = field(default_factory=list)


def build_town(session: Session, *, on: date) -> None:
    """Fills an empty database with the town as it stands on the day.

    Raises:
        RuleBroken: the database already holds institutions or educators.
    """
    if any(session.scalar(select(func.count()).select_from(table)) for table in (Institution, Educator)):
        raise RuleBroken("В этой базе уже есть данные. Учебный город создаётся только в пустой базе.")
    town = invent_town(on)
    _insert(session, Municipality, [{"name": words.MUNICIPALITY, "name_key": name_key(words.MUNICIPALITY)}])
    _insert(session, Institution, town.institutions)
    _insert(session, InstitutionAlias, _aliases())
    _insert(session, Educator, town.educators)
    _insert(session, Employment, town.employments)
    _insert(session, QualificationCategory, town.categories)
    _insert(session, CourseRecord, town.courses)
    _insert(session, ReferenceItem, _reference_items())
    _insert(session, ExamResult, exam_results(on))
    _insert(session, ContestResult, contest_results(on))


def _insert(session: Session, table: type[Table], records: Sequence[Record]) -> None:
    session.execute(insert(table), [*records])


def invent_town(on: date) -> Town:
    """The town as it stands on the day; nothing is stored."""
    random = Random(SEED)  # noqa: S311 - invents people, guards nothing
    town = Town(institutions=[_institution(place, random) for place in range(len(words.INSTITUTIONS))])
    people = _names(random)
    for place, (kind, _, _, short, size) in enumerate(words.INSTITUTIONS):
        staff = _Staff(town, place + 1, kind, short, on, random)
        covered = random.sample(range(size), round(size * _rate(place)))
        for number, position in enumerate(_positions(kind, short, size, random)):
            staff.hire(next(people), position, is_covered=number in covered)
    _second_posts(town, random)
    return town


def _rate(place: int) -> float:
    """The wished coverage of an institution: from 0.45 to 0.95, about 0.7 in the mean."""
    return 0.45 + 0.5 * ((place * 11 + 5) % 28) / 27


def _institution(place: int, random: Random) -> Record:
    kind, number, name, short, _ = words.INSTITUTIONS[place]
    domain = f"oo{place + 1}.lesoozersk.example"
    return {
        "municipality_id": 1,
        "kind": str(kind),
        "number": number,
        "name": name,
        "name_key": name_key(name),
        "short_name": short,
        "address": f"ул. {random.choice(words.STREETS)}, д. {random.randint(1, 90)}",
        "phone": f"8 (000) {random.randint(200, 799)}-{random.randint(10, 99)}-{random.randint(10, 99)}",
        "email": f"office@{domain}",
        "site": f"https://{domain}",
    }


def _aliases() -> list[Record]:
    return [
        {"institution_id": place + 1, "alias": alias, "alias_key": name_key(alias)} for place, alias in words.ALIASES
    ]


def _reference_items() -> list[Record]:
    positions = words.SCHOOL_POSITIONS + words.GARDEN_POSITIONS + words.ADDITIONAL_POSITIONS + words.SPORT_POSITIONS
    lists = {
        "positions": [name for name, _ in positions],
        "school_subjects": [name for name, _ in words.SCHOOL_SUBJECTS],
        "providers": list(words.PROVIDERS),
    }
    return [
        {"list_code": code, "name": name, "name_key": name_key(name)}
        for code, names in lists.items()
        for name in dict.fromkeys(names)
    ]


def _names(random: Random) -> Iterator[tuple[str, str, str]]:
    """Different names without end, seven of eight of them women's."""
    taken: set[tuple[str, str, str]] = set()
    while True:
        name = _woman(random) if random.random() < 0.875 else _man(random)
        if name not in taken:
            taken.add(name)
            yield name


def _woman(random: Random) -> tuple[str, str, str]:
    surname = random.choice(words.SURNAMES)
    surname = surname[:-2] + "ая" if surname.endswith(("ий", "ый")) else surname + "а"
    return surname, random.choice(words.WOMEN), random.choice(words.PATRONYMICS) + "на"


def _man(random: Random) -> tuple[str, str, str]:
    return random.choice(words.SURNAMES), random.choice(words.MEN), random.choice(words.PATRONYMICS) + "ич"


_POSITIONS: dict[InstitutionKind, tuple[tuple[str, int], ...]] = {
    InstitutionKind.SCHOOL: words.SCHOOL_POSITIONS,
    InstitutionKind.GYMNASIUM: words.SCHOOL_POSITIONS,
    InstitutionKind.LYCEUM: words.SCHOOL_POSITIONS,
    InstitutionKind.KINDERGARTEN: words.GARDEN_POSITIONS,
}


def _positions(kind: InstitutionKind, short: str, size: int, random: Random) -> list[str]:
    """As many posts as the institution has people; each position of its kind at least once."""
    positions = _POSITIONS.get(kind, words.SPORT_POSITIONS if short.startswith("ДЮСШ") else words.ADDITIONAL_POSITIONS)
    names, weights = [name for name, _ in positions], [weight for _, weight in positions]
    return names + random.choices(names, weights, k=size - len(names))


@dataclass(slots=True)
class _Staff:
    """Hires invented people into one institution of the town."""

    town: Town
    institution_id: int
    kind: InstitutionKind
    short: str
    on: date
    random: Random

    def hire(self, name: tuple[str, str, str], position: str, *, is_covered: bool) -> None:
        """One educator with a post, a category and courses."""
        courses = [*Courses(self.on, self.random, self.kind).of_person(is_covered=is_covered)]
        taught = self._years_since(courses[0]) if courses else 0
        age, total, teaching = self._career(taught)
        self.town.educators.append(self._educator(name, age, total, teaching))
        educator_id = len(self.town.educators)
        self.town.employments.append(self._employment(educator_id, position, teaching))
        self._award(educator_id, teaching)
        self.town.courses.extend(
            {"educator_id": educator_id, "institution_id": self.institution_id, "position": position, **course}
            for course in courses
            if self._years_since(course) <= teaching
        )

    def _years_since(self, course: Record) -> int:
        """So many years of teaching the course asks for: nobody takes one before the first school year."""
        year: int = course["year"] or course["finished_on"].year
        return self.on.year - year + 1

    def _career(self, taught: int) -> tuple[int, int, int]:
        """Age, years of work and of teaching of somebody who has taught for so many years at least."""
        age = min(OLDEST, max(ADULT, round(self.random.gauss(45, 11))))
        total = max(taught, age - ADULT - self.random.randint(0, 4))
        teaching = max(taught, total - self.random.choice((0, 0, 0, 1, 3, 6)))
        return max(age, ADULT + total), total, teaching

    def _educator(self, name: tuple[str, str, str], age: int, total: int, teaching: int) -> Record:
        last, first, patronymic = name
        if self.random.random() < 0.012:
            first, patronymic = f"{first[0]}.", f"{patronymic[0]}."
        return {
            "last_name": last,
            "first_name": first,
            "patronymic": patronymic,
            "name_key": name_key(f"{last} {first} {patronymic}"),
            "birth_year": self.on.year - age if self.random.random() < 0.97 else None,
            "education": self.random.choice(words.EDUCATION),
            "experience_total_years": total,
            "experience_teaching_years": teaching if self.random.random() < 0.96 else None,
            "phone": f"8 (000) 900-{self.random.randint(10, 99)}-{self.random.randint(10, 99)}",
            "email": None,
        }

    def _employment(self, educator_id: int, position: str, years: int) -> Record:
        hired_on = self._first_of_september(self.random.randint(0, years))
        left = self.random.random() < 0.02
        leave, subjects = self._leave(), self._subjects(position)
        last_day = self.on - timedelta(days=self.random.randint(20, 300)) if left else None
        if last_day and last_day < hired_on:
            hired_on = hired_on.replace(year=hired_on.year - 1)
        return {
            **post(educator_id, self.institution_id, position),
            "leave": leave,
            "subjects": subjects,
            "hired_on": hired_on,
            "valid_from": hired_on,
            "valid_to": last_day,
        }

    def _first_of_september(self, years_ago: int) -> date:
        day = date(self.on.year - years_ago, 9, 1)
        return day if day <= self.on else day.replace(year=day.year - 1)

    def _leave(self) -> str | None:
        chance = self.random.random()
        return str(Leave.PARENTAL) if chance < 0.03 else str(Leave.LONG) if chance < 0.035 else None

    def _subjects(self, position: str) -> list[str]:
        if position != "учитель" or self.random.random() < 0.015:
            return []
        names, weights = zip(*words.SCHOOL_SUBJECTS, strict=True)
        first = self.random.choices(names, weights)[0]
        second = words.PAIRED_SUBJECTS.get(first)
        return [first, second] if second and self.random.random() < 0.6 else [first]

    def _award(self, educator_id: int, years: int) -> None:
        """A category: the more experience, the higher; every tenth person's isn't known."""
        chance, seasoned = self.random.random(), years >= 5
        if chance < 0.1:
            return
        if years < 2 or chance < 0.3:
            category = Category.NONE if years < 2 else Category.POSITION_COMPLIANCE
        else:
            category = Category.HIGHEST if seasoned and chance < 0.62 else Category.FIRST
        self.town.categories.append({"educator_id": educator_id, "category": str(category), **self._order(category)})

    def _order(self, category: Category) -> Record:
        if category is Category.NONE:
            return {"awarded_on": None, "valid_until": None, "order_text": None}
        awarded_on = self.on - timedelta(days=self.random.randint(30, 1700))
        five_years = date(awarded_on.year + 5, awarded_on.month, min(awarded_on.day, 28))
        return {
            "awarded_on": awarded_on,
            "valid_until": five_years if category is Category.POSITION_COMPLIANCE else None,
            "order_text": f"№ {self.random.randint(10, 980)}-р от {awarded_on:%d.%m.%Y}",
        }


def post(educator_id: int, institution_id: int, position: str, kind: EmploymentKind = EmploymentKind.MAIN) -> Record:
    """A post of an educator, running since nobody knows when."""
    return {
        "educator_id": educator_id,
        "institution_id": institution_id,
        "position": position,
        "position_key": name_key(position),
        "kind": str(kind),
        "leave": None,
        "subjects": [],
        "hired_on": None,
        "valid_from": None,
        "valid_to": None,
    }


def _second_posts(town: Town, random: Random) -> None:
    """Every thirtieth person works at a second institution besides, every fortieth has a second post at the first."""
    for first in _every(town.employments, 30):
        there = (first["institution_id"] + random.randint(1, len(town.institutions) - 1)) % len(town.institutions) + 1
        there = there if there != first["institution_id"] else there % len(town.institutions) + 1
        position = "педагог дополнительного образования"
        town.employments.append(post(first["educator_id"], there, position, EmploymentKind.EXTERNAL))
    for first in _every(town.employments[7:880], 40):
        second = post(first["educator_id"], first["institution_id"], "педагог-организатор", EmploymentKind.INTERNAL)
        if first["position"] != second["position"]:
            town.employments.append(second)


def _every(records: Sequence[Record], number: int) -> Iterable[Record]:
    return [*records[::number]]
