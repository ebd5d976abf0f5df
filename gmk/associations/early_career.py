"""Who is an early-career educator (молодой педагог): a rule that the office sets, printed under every figure.

Sources differ, so it is a setting: up to 35 years of age (ст. 2 Федерального закона от 30.12.2020 № 489-ФЗ), or less
than three years of teaching (the debut nomination of «Учитель года»), five in reports of some towns.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlmodel import Session

from gmk.access import Right, Scope, User, requires
from gmk.changes.journal import note_setting
from gmk.db.tables import Educator, Setting
from gmk.errors import Conflict, RuleBroken
from gmk.periods import school_year_of

SETTINGS_KEY = "early_career"
By = Literal["experience", "age"]
LIMITS: dict[By, tuple[int, int]] = {"experience": (1, 10), "age": (18, 45)}
"""The least and the largest limit of each rule, in years."""
TITLES = {"by": "Кого считать молодым педагогом", "limit": "Предел, лет"}


@dataclass(frozen=True, slots=True)
class EarlyCareerRule:
    """`experience`: fewer years of teaching than the limit; `age`: at most so many years old in the calendar year."""

    by: By = "experience"
    limit: int = 3
    version: int = 0

    @property
    def text(self) -> str:
        """The definition that is printed under a figure."""
        if self.by == "age":
            return f"Молодой педагог – не старше {self.limit} лет (по году рождения)."
        return f"Молодой педагог – с педагогическим стажем меньше {self.limit} лет (как указано в карточке)."

    def fits(self, person: Educator, on: date) -> bool | None:
        """Whether the person is one on the day; None where the card doesn't say."""
        if self.by == "age":
            return None if person.birth_year is None else on.year - person.birth_year <= self.limit
        years = person.experience_teaching_years
        return None if years is None else years < self.limit


@requires(Right.READ_FIGURES)
def early_career_rule(session: Session, *, scope: Scope) -> EarlyCareerRule:  # noqa: ARG001 - as all queries
    """The rule in force."""
    stored = session.get(Setting, SETTINGS_KEY)
    if stored is None:
        return EarlyCareerRule()
    return EarlyCareerRule(stored.value["by"], stored.value["limit"], stored.version)


@requires(Right.EDIT_REFERENCE)
def change_early_career_rule(session: Session, *, user: User, scope: Scope, version: int, by: By, limit: int) -> None:
    """Sets the rule; `version` is that of `early_career_rule`, 0 while nothing was ever set.

    Raises:
        Conflict: somebody changed it since `version`.
        RuleBroken: the limit is out of its bounds.
    """
    known = early_career_rule(session, scope=scope)
    if known.version != version:
        raise Conflict("Пока вы работали, правило изменил другой человек. Обновите страницу и внесите его снова.")
    least, most = LIMITS[by]
    if not least <= limit <= most:
        raise RuleBroken(f"Предел: {limit}. Введите число от {least} до {most}.")
    before, after = {"by": known.by, "limit": known.limit}, {"by": by, "limit": limit}
    if before == after:
        return
    note_setting(session, user, "Изменено правило «молодой педагог»", before, after, version=version + 1)
    stored = session.get(Setting, SETTINGS_KEY)
    if stored is None:
        session.add(Setting(key=SETTINGS_KEY, value=after))
    else:
        stored.value, stored.version = after, version + 1


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who came in a school year: the first day of work, and the last one if it is known."""

    educator_id: int
    came_on: date
    left_on: date | None


@dataclass(frozen=True, slots=True)
class Stayed:
    """Of `due` people for whom the anniversary has come, `stayed` still worked on it."""

    due: int
    stayed: int

    @property
    def share(self) -> float | None:
        """The share that stayed, 0..1; None while the day has come for nobody."""
        return self.stayed / self.due if self.due else None


@dataclass(frozen=True, slots=True)
class Retention:
    """Those who came in a school year, and how many of them stayed for a year and for three years."""

    school_year: int
    came: int
    one_year: Stayed
    three_years: Stayed


def leaves_known_since(newcomers: Iterable[Newcomer]) -> date | None:
    """The first day on which somebody is known to have left; None while nobody is.

    Whoever left before that isn't in the database at all: a share of those who came earlier would be too high.
    """
    return min((one.left_on for one in newcomers if one.left_on is not None), default=None)


def retention(newcomers: Sequence[Newcomer], on: date) -> list[Retention]:
    """By the school year in which they came, the latest first; of those who came since leaves are known.

    Whoever works on the anniversary has stayed.
    """
    since = leaves_known_since(newcomers)
    by_year: dict[int, list[Newcomer]] = {}
    for one in newcomers:
        if since is not None and one.came_on >= since:
            by_year.setdefault(school_year_of(one.came_on), []).append(one)
    return [
        Retention(year, len(came), _stayed(came, 1, on), _stayed(came, 3, on))
        for year, came in sorted(by_year.items(), reverse=True)
    ]


def _stayed(came: Iterable[Newcomer], years: int, on: date) -> Stayed:
    due = [one for one in came if anniversary(one.came_on, years) <= on]
    stayed = [one for one in due if one.left_on is None or one.left_on >= anniversary(one.came_on, years)]
    return Stayed(len(due), len(stayed))


def anniversary(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
