"""Questions about people: a name that fits several, or nearly that of a colleague. Likeness alone decides nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from gmk.excel.reading import Problem
from gmk.intake import messages
from gmk.intake.model import NEW_PERSON, PersonQuestion
from gmk.intake.workbench import Workbench
from gmk.people.likeness import one_letter_apart
from gmk.people.matching import Doubt, Name, Person, load_colleagues
from gmk.people.names import person_key

Alike = dict[Person, list[Person]]
"""New people, and the colleagues whose names are nearly the same."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a row says of a person, as far as it tells people apart."""

    name: Name
    institution_id: int | None
    birth_year: int | None

    @property
    def key(self) -> str:
        """What an answer refers to: the same for all rows that say the same."""
        return f"{person_key(*self.name)}|{self.institution_id or ''}|{self.birth_year or ''}"

    def __str__(self) -> str:
        return " ".join(part for part in self.name if part)


def answered_ids(bench: Workbench) -> list[int]:
    """The numbers of the people whom the answers name."""
    return [int(token) for token in bench.options.people.values() if token.isdecimal()]


def chosen(bench: Workbench, who: Asked) -> Person | None:
    """The person whom the user named for the row; None if nobody was, or somebody whom the user may not name."""
    token = bench.options.people.get(who.key)
    person = bench.people.called(token, who.institution_id) if token else None
    if person is None or not _may_be_named(bench, person):
        return None
    if who.institution_id is not None:
        person.works_at(who.institution_id)
    return person


def introduced(bench: Workbench, who: Asked) -> tuple[Person, bool] | None:
    """The newcomer, and whether this row is the first, if the user said that the name is nobody's known."""
    if bench.options.people.get(who.key) != NEW_PERSON:
        return None
    is_first = who.key not in bench.newcomers
    if is_first:
        bench.newcomers[who.key] = bench.people.introduce(who.name, who.institution_id, who.birth_year)
    return bench.newcomers[who.key], is_first


def ask_which(bench: Workbench, who: Asked, doubt: Doubt) -> Problem:
    """Notes the question which of them it is; what the row is told."""
    _ask(bench, who, [person for person in doubt.people if _may_be_named(bench, person)], is_open=True)
    return messages.ambiguous_person(str(who), doubt, _places_of(bench, doubt))


def ask_if_misspelt(bench: Workbench, who: Asked, like: Sequence[Person]) -> Problem | None:
    """Notes the question whether the name is a misspelt one; None if the user answered it."""
    if who.key in bench.options.people:
        return None
    _ask(bench, who, like, is_open=False)
    return messages.similar_person(str(who), [_label(bench, person) for person in like])


def alike(session: Session, bench: Workbench, new: Iterable[Person]) -> Alike:
    """New people, with colleagues of the database or of the file whose names are nearly theirs."""
    newcomers: dict[int, list[Person]] = defaultdict(list)
    for person in new:
        for place in person.institutions:
            newcomers[place].append(person)
    known = load_colleagues(session, [place for place in newcomers if place > 0])
    found: Alike = defaultdict(list)
    for place, there in newcomers.items():
        for person, other in _pairs(known.get(place, []), there):
            if _may_be_named(bench, other):
                found[person].append(other)
    return found


def _pairs(known: list[Person], new: list[Person]) -> Iterator[tuple[Person, Person]]:
    """Of nearly the same names the later one that is new, and the other."""
    people = [*known, *new]
    for pair in one_letter_apart([person.key for person in people]):
        first, second = sorted(pair)
        if second >= len(known) and not _differ_by_age(people[first], people[second]):
            yield people[second], people[first]


def _differ_by_age(one: Person, two: Person) -> bool:
    return one.birth_year is not None and two.birth_year is not None and one.birth_year != two.birth_year


def _may_be_named(bench: Workbench, person: Person) -> bool:
    """Whoever answers for some institutions alone takes nobody from others by an answer."""
    return not person.is_stored or bench.scope.everything or any(map(bench.scope.covers, person.institutions))


def _ask(bench: Workbench, who: Asked, people: Sequence[Person], *, is_open: bool) -> None:
    """Once for all rows that say the same."""
    if people:
        asked = bench.people_asked.get(who.key)
        place = bench.label(who.institution_id) if who.institution_id else ""
        bench.people_asked[who.key] = PersonQuestion(
            key=who.key,
            text=", ".join(filter(None, (str(who), place))),
            count=asked.count + 1 if asked else 1,
            is_open=is_open,
            candidates=tuple((person.token, _label(bench, person)) for person in people),
        )


def _label(bench: Workbench, person: Person) -> str:
    """Name, birth year and posts, as far as the user may know them."""
    posts = [
        ", ".join(filter(None, (post.get("position"), bench.label(post["institution_id"]))))
        for post in person.posts
        if bench.scope.covers(post["institution_id"])
    ]
    year = f"{person.birth_year} г. р." if person.birth_year else ""
    where = "" if person.is_stored else "из этого файла"
    return ", ".join(filter(None, (str(person), year, *dict.fromkeys(posts), where)))


def _places_of(bench: Workbench, doubt: Doubt) -> list[str]:
    """Where the people of a question work, as far as the user may know."""
    places = {place: None for person in doubt.people for place in sorted(person.institutions)}
    return [bench.label(place) for place in places if bench.scope.covers(place)]
