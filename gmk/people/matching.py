"""Who a name in a file is: people of the database and of the same file, told apart by institution and birth year."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlmodel import Session, col

from gmk.db import bulk
from gmk.db.keys import name_key
from gmk.db.tables import Educator, Employment
from gmk.people.directory import records_of
from gmk.people.names import person_key

Name = tuple[str, str, str | None]
"""Surname, first name, patronymic, as stored."""
SURNAMES_AT_ONCE = 100


@dataclass(slots=True, eq=False)
class Person:
    """Somebody known, or named in the file; `record` stays None until a row makes the person."""

    name: Name
    key: str
    birth_year: int | None = None
    record: dict[str, Any] | None = None
    institutions: tuple[int, ...] = ()
    posts: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_stored(self) -> bool:
        """Whether the database has the person already."""
        return self.record is not None and self.record["id"] > 0

    @property
    def token(self) -> str:
        """By which an answer refers to the person: the number in the database, else the folded name in the file."""
        return str(self.record["id"]) if self.record is not None and self.is_stored else self.key

    def works_at(self, institution_id: int) -> None:
        """Notes an institution where the person works or worked."""
        if institution_id not in self.institutions:
            self.institutions = (*self.institutions, institution_id)

    def __str__(self) -> str:
        return " ".join(part for part in self.name if part)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Several people fit, or one of whom it isn't sure; `elsewhere`: known only at other institutions."""

    people: tuple[Person, ...]
    elsewhere: bool = False


Found = tuple[Person, bool] | Doubt
"""The person, and whether the name was new; or a question."""


def is_short(name: Name) -> bool:
    """Whether the name has initials."""
    return name[1].endswith(".") or (name[2] is not None and name[2].endswith("."))


class People:
    """The people whom the names of one file may mean."""

    def __init__(self, people: Iterable[Person] = (), keys: dict[Name, str] | None = None) -> None:
        self._by_key: dict[str, list[Person]] = defaultdict(list)
        self._by_surname: dict[str, list[Person]] | None = None
        self._keys = keys or {}
        for person in people:
            self._add(person)

    def everybody(self) -> Iterator[Person]:
        """All of them."""
        return (person for same in self._by_key.values() for person in same)

    def full(self, name: Name, institution: int | None, birth_year: int | None) -> Found:
        """Who a full name is; somebody new where nobody fits."""
        found = self._full(name, institution, birth_year)
        if not isinstance(found, Doubt):
            _settle(found[0], institution, birth_year)
        return found

    def short(self, name: Name, institution: int | None, birth_year: int | None) -> Found:
        """Who a surname with initials is; somebody new with initials where nobody fits."""
        fits = [person for person in self._namesakes(name) if _may_be_short_for(name, birth_year, person)]
        if institution is not None:
            fits = [person for person in fits if institution in person.institutions]
        elif fits and not (len(fits) == 1 and fits[0].key == self._key(name)):
            return Doubt(tuple(fits))
        if len(fits) > 1:  # whoever such a row made stays the one: the same file again changes nothing
            fits = [person for person in fits if person.key == self._key(name)] or fits
        if len(fits) > 1:
            return Doubt(tuple(fits))
        return (fits[0], False) if fits else (self.introduce(name, institution, birth_year), True)

    def _full(self, name: Name, institution: int | None, birth_year: int | None) -> Found:
        same = self._by_key.get(self._key(name), [])
        fits = [person for person in same if _agrees(person, institution, birth_year)]
        if len(fits) > 1:
            fits = _closest(fits, institution, birth_year)
        if len(fits) == 1:
            return fits[0], False
        if fits:
            return Doubt(tuple(fits))
        possible = [person for person in same if not _is_other(person, birth_year)]
        if not possible:
            return self.introduce(name, institution, birth_year), True
        free = possible if institution is None else [person for person in possible if not person.institutions]
        if len(free) == 1:
            return free[0], False
        return Doubt(tuple(possible), elsewhere=institution is not None)

    def called(self, token: str, institution: int | None) -> Person | None:
        """Whom an answer means; of namesakes in the file the one at the institution."""
        if token.isdecimal():
            return next((person for person in self.everybody() if person.is_stored and person.token == token), None)
        same = self._by_key.get(token, [])
        return next((person for person in same if institution in person.institutions), same[0] if same else None)

    def introduce(self, name: Name, institution: int | None, birth_year: int | None) -> Person:
        """Somebody new, whoever else has the name."""
        person = Person(name, self._key(name), birth_year, institutions=() if institution is None else (institution,))
        self._add(person)
        return person

    def _namesakes(self, name: Name) -> list[Person]:
        if self._by_surname is None:
            self._by_surname = defaultdict(list)
            for person in self.everybody():
                self._by_surname[name_key(person.name[0])].append(person)
        return self._by_surname[name_key(name[0])]

    def _add(self, person: Person) -> None:
        self._by_key[person.key].append(person)
        if self._by_surname is not None:
            self._by_surname[name_key(person.name[0])].append(person)

    def _key(self, name: Name) -> str:
        key = self._keys.get(name)
        if key is None:
            key = self._keys[name] = person_key(*name)
        return key


def _settle(person: Person, institution: int | None, birth_year: int | None) -> None:
    """What a row says of a person holds for the rows below."""
    if institution is not None:
        person.works_at(institution)
    if person.birth_year is None:
        person.birth_year = birth_year


def _agrees(person: Person, institution: int | None, birth_year: int | None) -> bool:
    if institution is not None and institution in person.institutions:
        return True
    return birth_year is not None and person.birth_year == birth_year


def _is_other(person: Person, birth_year: int | None) -> bool:
    return birth_year is not None and person.birth_year is not None and person.birth_year != birth_year


def _closest(people: list[Person], institution: int | None, birth_year: int | None) -> list[Person]:
    """Of namesakes those who aren't excluded by their birth year; if still several, those of the institution."""
    same_age = [person for person in people if not _is_other(person, birth_year)] or people
    exactly = [person for person in same_age if birth_year is not None and person.birth_year == birth_year] or same_age
    return [person for person in exactly if institution in person.institutions] or exactly


def _may_be_short_for(name: Name, birth_year: int | None, person: Person) -> bool:
    pairs = zip(name[1:], person.name[1:], strict=True)
    return all(_fits(short, whole) for short, whole in pairs) and not _is_other(person, birth_year)


def _fits(short: str | None, whole: str | None) -> bool:
    """Whether «А.» may be «Анна», «А.» or left out; a name in full must be the same."""
    if short is None:
        return True
    if whole is None:
        return False
    if short.endswith(".") or whole.endswith("."):
        return name_key(short[:1]) == name_key(whole[:1])
    return name_key(short) == name_key(whole)


def load_people(session: Session, full: Iterable[Name], short: Iterable[Name], ids: Iterable[int] = ()) -> People:
    """The people of the database who may be meant by the names, and those with the ids, with all their posts."""
    keys = {name: person_key(*name) for name in full}
    condition = bulk.among(session.connection(), col(Educator.name_key), keys.values())
    records = {record["id"]: record for record in records_of(session, Educator, condition)}
    if wanted := list(ids):
        named = records_of(session, Educator, bulk.among(session.connection(), col(Educator.id), wanted))
        records.update((record["id"], record) for record in named)
    for surnames in _portions({name_key(name[0]) for name in short}):
        records.update((record["id"], record) for record in records_of(session, Educator, _surname_is(surnames)))
    people = {
        key: Person((one["last_name"], one["first_name"], one["patronymic"]), one["name_key"], one["birth_year"], one)
        for key, one in records.items()
    }
    for post in records_of(session, Employment, bulk.among(session.connection(), col(Employment.educator_id), people)):
        people[post["educator_id"]].posts.append(post)
        people[post["educator_id"]].works_at(post["institution_id"])
    return People(people.values(), keys)


def load_colleagues(session: Session, institution_ids: Iterable[int]) -> dict[int, list[Person]]:
    """Everybody who works or worked at each of the institutions, with the posts there, to compare names with."""
    columns: list[Any] = [
        Employment.institution_id, Employment.position, Educator.id, Educator.last_name, Educator.first_name,
        Educator.patronymic, Educator.name_key, Educator.birth_year,
    ]  # fmt: skip
    here = bulk.among(session.connection(), col(Employment.institution_id), institution_ids)
    statement = select(*columns).join_from(Employment, Educator).where(here).order_by(*columns[2:3])
    colleagues: dict[int, dict[int, Person]] = defaultdict(dict)
    for place, position, key, last, first, patronymic, folded, year in session.connection().execute(statement):
        newly = Person((last, first, patronymic), folded, year, {"id": key}, (place,))
        person = colleagues[place].setdefault(key, newly)
        person.posts.append({"institution_id": place, "position": position})
    return {place: list(people.values()) for place, people in colleagues.items()}


def _portions(surnames: Iterable[str]) -> Iterator[list[str]]:
    waiting = iter(surnames)
    while portion := list(islice(waiting, SURNAMES_AT_ONCE)):
        yield portion


def _surname_is(surnames: list[str]) -> ColumnElement[bool]:
    return or_(*(col(Educator.name_key).startswith(f"{surname} ", autoescape=True) for surname in surnames))
