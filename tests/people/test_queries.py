from collections.abc import Sequence
from datetime import date

import pytest
from sqlalchemy import Engine

from gmk.access import EVERYTHING, Scope
from gmk.db.keys import name_key
from gmk.db.session import read_session, write_session
from gmk.db.tables import (
    Educator,
    Employment,
    Institution,
    InstitutionAlias,
    Municipality,
    Table,
)
from gmk.people.names import person_key
from gmk.people.queries import educator, find_educators, ignored_names, institution_choices, institutions, posts_of

DAY = date(2026, 11, 25)
OWN = Scope(frozenset({1}))
NOTHING = Scope(frozenset())


def _institution(key: int, kind: str, number: int | None, name: str, **more: object) -> Institution:
    return Institution(id=key, kind=kind, number=number, name=name, name_key=name_key(name), **more)


def _educator(key: int, last: str, first: str, patronymic: str | None = None, **more: object) -> Educator:
    return Educator(
        id=key,
        last_name=last,
        first_name=first,
        patronymic=patronymic,
        name_key=person_key(last, first, patronymic),
        **more,
    )


@pytest.fixture
def town(database: Engine) -> None:
    """Two schools, a kindergarten and a closed school; Иванова works at both schools, Ёлкина has left the first."""
    layers: tuple[Sequence[Table], ...] = (
        [Municipality(id=1, name="Сосновый", name_key="сосновый")],
        [
            _institution(1, "school", 2, "МБОУ «СОШ № 2»", short_name="СОШ № 2", municipality_id=1, phone="2-22-22"),
            _institution(2, "school", 10, "МБОУ «СОШ № 10»"),
            _institution(3, "kindergarten", 1, "Детский сад № 1"),
            _institution(4, "school", 1, "СОШ № 1", closed_on=date(2020, 8, 31)),
            _institution(5, "school", None, "Вечерняя школа", closed_on=date(2026, 11, 26)),
        ],
        [
            InstitutionAlias(institution_id=1, alias="Вторая школа", alias_key="вторая школа"),
            InstitutionAlias(institution_id=1, alias="Академия", alias_key="академия"),
            InstitutionAlias(institution_id=2, alias="Десятка", alias_key="десятка"),
            InstitutionAlias(institution_id=None, alias="Лицей соседнего города", alias_key="лицей соседнего города"),
            _educator(1, "Иванова", "Анна", "Петровна", birth_year=1980, phone="+7 900 000-00-00"),
            _educator(2, "Ёлкина", "Вера", "Ивановна"),
            _educator(3, "Петрова-Водкина", "А.", "С."),
            _educator(4, "Свободин", "Пётр"),
        ],
        [
            Employment(id=1, educator_id=1, institution_id=1, position="учитель", subjects=["физика", "химия"]),
            Employment(id=2, educator_id=1, institution_id=1, position="завуч", position_key="завуч", kind="internal"),
            Employment(id=3, educator_id=1, institution_id=2, position="учитель", kind="external", valid_from=DAY),
            Employment(id=4, educator_id=2, institution_id=1, position="логопед", valid_to=date(2026, 11, 24)),
            Employment(id=5, educator_id=3, institution_id=2, position=None, leave="parental", valid_to=DAY),
            Employment(id=6, educator_id=2, institution_id=3, position="логопед", last_counted_on=date(2025, 5, 12)),
            Employment(id=7, educator_id=4, institution_id=2, position="сторож", valid_from=date(2026, 11, 26)),
        ],
    )
    with write_session() as session:
        for layer in layers:
            session.add_all(layer)
            session.flush()


def test_institutions_stand_by_kind_then_by_number_with_people_of_the_day(town: None) -> None:
    with read_session() as session:
        rows = institutions(session, scope=EVERYTHING, on=DAY)
    assert [(row.id, row.label, row.educators) for row in rows] == [
        (4, "СОШ № 1", 0),
        (1, "СОШ № 2", 1),
        (2, "МБОУ «СОШ № 10»", 2),
        (5, "Вечерняя школа", 0),
        (3, "Детский сад № 1", 1),
    ]
    assert (rows[1].municipality, rows[1].phone, rows[2].municipality) == ("Сосновый", "2-22-22", None)


def test_institutions_bring_the_names_they_were_taught(town: None) -> None:
    with read_session() as session:
        rows = institutions(session, scope=EVERYTHING, on=DAY)
    taught = {row.id: [alias.alias for alias in row.aliases] for row in rows}
    assert taught == {1: ["Академия", "Вторая школа"], 2: ["Десятка"], 3: [], 4: [], 5: []}


def test_a_coordinator_sees_own_institutions_only(town: None) -> None:
    with read_session() as session:
        assert [row.id for row in institutions(session, scope=OWN, on=DAY)] == [1]
        assert [one.label for one in institution_choices(session, scope=OWN, on=DAY)] == ["СОШ № 2"]
        assert institutions(session, scope=NOTHING, on=DAY) == []


def test_choices_leave_out_what_is_closed_on_the_day(town: None) -> None:
    with read_session() as session:
        assert [one.id for one in institution_choices(session, scope=EVERYTHING, on=DAY)] == [1, 2, 5, 3]
        assert [one.id for one in institution_choices(session, scope=EVERYTHING, on=date(2026, 11, 26))] == [1, 2, 3]


def test_names_to_pass_over_are_for_those_who_see_everything(town: None) -> None:
    with read_session() as session:
        assert [row.alias for row in ignored_names(session, scope=EVERYTHING)] == ["Лицей соседнего города"]
        assert ignored_names(session, scope=OWN) == []


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("иван", [1, 2]),
        ("ИВАНОВА А.П.", [1]),
        ("анна", [1]),
        ("анна иванова", [1]),
        ("Елк", [2]),
        ("водк", [3]),
        ("петрова а. с.", [3]),
        ("петр", [3, 1, 4]),
        ("ова", []),
        ("%", []),
        ("ив_н", []),
        ("  ", []),
        (".", []),
    ],
)
def test_people_are_found_by_beginnings_of_words_surnames_first(town: None, text: str, ids: list[int]) -> None:
    with read_session() as session:
        assert [found.id for found in find_educators(session, scope=EVERYTHING, text=text)] == ids


def test_a_found_person_comes_with_posts_of_the_scope_and_of_the_day(town: None) -> None:
    with read_session() as session:
        (everywhere,) = find_educators(session, scope=EVERYTHING, text="анна")
        (own,) = find_educators(session, scope=OWN, text="анна")
        (former,) = find_educators(session, scope=OWN, text="елкина")
        (gone,) = find_educators(session, scope=OWN, text="елкина", on=DAY)
    assert everywhere.name == "Иванова Анна Петровна"
    assert everywhere.institutions == ("СОШ № 2", "МБОУ «СОШ № 10»")
    assert everywhere.positions == ("учитель", "завуч")
    assert own.institutions == ("СОШ № 2",)
    assert former.positions == ("логопед",)
    assert (gone.institutions, gone.positions) == ((), ())


def test_a_coordinator_finds_nobody_of_other_institutions(town: None) -> None:
    with read_session() as session:
        assert [found.id for found in find_educators(session, scope=OWN, text="петр")] == [1]
        assert find_educators(session, scope=NOTHING, text="иванова") == []


def test_a_search_stops_at_its_limit(town: None) -> None:
    with read_session() as session:
        assert [found.id for found in find_educators(session, scope=EVERYTHING, text="петр", limit=2)] == [3, 1]


def test_an_educator_is_given_within_the_scope_only(town: None) -> None:
    with read_session() as session:
        own = educator(session, scope=OWN, educator_id=1)
        assert educator(session, scope=OWN, educator_id=3) is None
        assert educator(session, scope=EVERYTHING, educator_id=99) is None
    assert own is not None
    assert (own.last_name, own.birth_year, own.phone, own.version) == ("Иванова", 1980, "+7 900 000-00-00", 1)


def test_posts_of_a_person_are_those_of_the_scope_present_ones_first(town: None) -> None:
    with read_session() as session:
        vera = posts_of(session, scope=EVERYTHING, educator_id=2)
        own = posts_of(session, scope=OWN, educator_id=1)
        assert posts_of(session, scope=OWN, educator_id=3) == []
    assert [post.id for post in vera] == [6, 4]
    assert [post.id for post in own] == [1, 2]
    assert (own[0].institution, own[0].subjects, own[0].kind) == ("СОШ № 2", ("физика", "химия"), "main")


def test_an_empty_database_gives_empty_answers(database: Engine) -> None:
    with read_session() as session:
        assert institutions(session, scope=EVERYTHING, on=DAY) == []
        assert institution_choices(session, scope=EVERYTHING, on=DAY) == []
        assert ignored_names(session, scope=EVERYTHING) == []
        assert find_educators(session, scope=EVERYTHING, text="иванова") == []
