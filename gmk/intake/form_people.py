"""Whom the rows of a form name by their number in the database, whatever the name has become."""

from collections.abc import Iterable

from gmk.excel.reading import RowReading
from gmk.intake.person_questions import Asked
from gmk.intake.workbench import Workbench
from gmk.people.matching import Doubt, Found, Name, People, Person, is_short
from gmk.people.names import person_key


def numbers_of(rows: Iterable[RowReading]) -> list[int]:
    """The numbers that the rows carry."""
    return [number for row in rows if (number := row.values.get("educator_id"))]


def by_number(people: People) -> dict[int, Person]:
    """The people of the database by their numbers."""
    return {person.record["id"]: person for person in people.everybody() if person.record and person.is_stored}


def called_by_number(bench: Workbench, row: RowReading, who: Asked) -> Found | None:
    """The person of the number; None if the row carries none, or one that isn't to be trusted here.

    A number counts for somebody of the institution of the row, or for the very name. Where the name is that of a
    colleague, rows may have been mixed up: then it is asked.
    """
    person = bench.numbered.get(row.values.get("educator_id") or 0)
    if person is None:
        return None
    same_name = person.key == person_key(*who.name)
    if not (who.institution_id in person.institutions or (same_name and bench.scope.everything)):
        return None
    others = [] if same_name else _namesakes(bench, who, person)
    if who.institution_id is not None:
        person.works_at(who.institution_id)
    return Doubt((person, *others)) if others else (person, False)


def _namesakes(bench: Workbench, who: Asked, person: Person) -> list[Person]:
    key = person_key(*who.name)
    return [
        other
        for other in bench.numbered.values()
        if other is not person and other.key == key and who.institution_id in other.institutions
    ]


def new_name(person: Person, name: Name | None) -> Name | None:
    """What the person is called now; None if that is no news. Initials never replace a name."""
    if name is None or not person.is_stored or person_key(*name) == person.key:
        return None
    return None if is_short(name) else name
