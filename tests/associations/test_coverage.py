"""Who is represented: counted by hand on four people, three institutions and two associations."""

from datetime import date

import pytest
from sqlalchemy import Engine

from gmk.associations.coverage import Matrix, SubjectCoverage, representation, subject_coverage
from gmk.db.session import write_session
from gmk.db.tables import Employment
from gmk.errors import NotAllowed
from gmk.reports.association_tables import matrix_table
from tests.associations.office import COORDINATOR, ON, VIEWER, join, load, open_office


@pytest.fixture(autouse=True)
def office(database: Engine) -> None:
    """Белова and Громова of school 1 in the ГМО, Белова in the council too, Ежова of school 2 until October."""
    open_office()
    join(1)
    join(2)
    join(1, association=2)
    join(3, until=date(2026, 10, 31))


def _matrix(on: date = ON, kind: str | None = None) -> Matrix:
    found: Matrix = load(representation, on=on, kind=kind)
    return found


def _cells(matrix: Matrix) -> list[tuple[str, tuple[int, ...], int]]:
    return [(row.institution, row.members, row.people) for row in matrix.rows]


def test_a_person_counts_once_in_each_association_and_once_in_all() -> None:
    matrix = _matrix()
    assert matrix.associations == ("ГМО учителей физики", "Совет")
    assert _cells(matrix) == [("СОШ № 1", (2, 1), 2), ("СОШ № 2", (0, 0), 0), ("СОШ № 3", (0, 0), 0)]
    assert matrix.not_represented == ["СОШ № 2", "СОШ № 3"]
    assert matrix.missing(1) == ["СОШ № 2", "СОШ № 3"]


def test_an_association_of_a_subject_misses_those_who_teach_it() -> None:
    """Физика is taught at schools 1 and 2; where nobody is known to teach it, all institutions are meant."""
    assert _matrix().missing(0) == ["СОШ № 2"]
    with write_session() as session:
        for key in (1, 2, 4):
            session.get_one(Employment, key).subjects = []
    assert _matrix().missing(0) == ["СОШ № 2", "СОШ № 3"]


@pytest.mark.parametrize(("on", "ezhova"), [(date(2026, 10, 31), 1), (ON, 0), (date(2025, 8, 31), 0)])
def test_who_belongs_on_the_day_is_represented(on: date, ezhova: int) -> None:
    assert _matrix(on).rows[1].members[0] == ezhova


def test_one_kind_of_associations_is_chosen() -> None:
    assert _cells(_matrix(kind="council")) == [("СОШ № 1", (1,), 1), ("СОШ № 2", (0,), 0), ("СОШ № 3", (0,), 0)]


def test_who_moved_stays_with_the_old_institution() -> None:
    with write_session() as session:
        post = session.get_one(Employment, 2)
        post.institution_id = 2
    assert _matrix().rows[0].people == 2


def test_members_are_counted_among_those_who_teach_the_subject() -> None:
    """Белова, Громова and Зимина teach физика, two of them belong; Ежова belonged in October and teaches химия."""
    october = load(subject_coverage, on=date(2026, 10, 31))
    assert october == [SubjectCoverage("ГМО учителей физики", "Физика", members=2, others=1, educators=3)]
    (row,) = load(subject_coverage, on=ON)
    assert (row.share, row.is_small, row.others) == (2 / 3, True, 0)


@pytest.mark.parametrize(
    ("educators", "share", "is_small"), [(0, None, False), (1, 1.0, True), (4, 0.25, True), (5, 0.2, False)]
)
def test_few_people_are_marked_and_nobody_is_no_share(educators: int, share: float | None, is_small: bool) -> None:
    row = SubjectCoverage("ГМО", "Физика", members=min(1, educators), others=0, educators=educators)
    assert (row.share, row.is_small) == (share, is_small)


def test_a_coordinator_sees_the_own_institution_alone() -> None:
    assert _cells(load(representation, COORDINATOR, on=ON)) == [("СОШ № 1", (2, 1), 2)]
    (row,) = load(subject_coverage, COORDINATOR, on=ON)
    assert (row.members, row.educators) == (2, 2)


def test_whoever_sees_no_people_sees_no_matrix() -> None:
    with pytest.raises(NotAllowed):
        load(representation, VIEWER, on=ON)


def test_the_table_has_a_column_for_each_association() -> None:
    spec = matrix_table(_matrix())
    assert [column.title for column in spec.columns] == [
        "Учреждение", "Всего людей", "ГМО учителей физики", "Совет"
    ]  # fmt: skip
    first, second = _matrix().rows[:2]
    assert [column.value(first) for column in spec.columns] == ["СОШ № 1", 2, 2, 1]
    assert [column.value(second) for column in spec.columns] == ["СОШ № 2", 0, None, None]
