from dataclasses import replace
from datetime import date

import pytest

from gmk.charts.plan import execution_alt, execution_table, timeline_alt, timeline_table
from gmk.plan.comparison import content_of
from gmk.plan.execution import UNKNOWN, ExecutionBy, execution, quarter_of
from gmk.plan.rows import ActivityRow
from gmk.plan.timeline import timeline
from gmk.vocabulary import ActivityStatus
from tests.plan.test_rules import item

ON = date(2026, 11, 27)
BOTH = ("Петрова", "Иванов")
HELD, DONE, CANCELLED = ActivityStatus.HELD, ActivityStatus.DONE, ActivityStatus.CANCELLED


def plan() -> list[ActivityRow]:
    """Six items: done in time, done late, held, overdue, cancelled, still ahead."""
    return [
        item(
            "октябрь", id=1, direction="А", status=DONE, done_on=date(2026, 10, 31), responsible=("Петрова", "Иванов")
        ),
        item("октябрь", id=2, direction="А", status=DONE, done_on=date(2026, 11, 1), responsible=("Петрова",)),
        item("14 ноября", id=3, direction="А", status=HELD, responsible=("Иванов",)),
        item("26.11.2026", id=4, direction="Б", responsible=("Петрова",)),
        item("декабрь", id=5, direction="Б", status=CANCELLED),
        item("в течение года", id=6, section="Прочее"),
    ]


def figures(by: ExecutionBy) -> list[tuple[str, int, int, int, int, int, int]]:
    found = execution(plan(), by=by, on=ON, moved=frozenset({2}))
    return [(one.label, one.planned, one.done, one.in_time, one.held, one.overdue, one.cancelled) for one in found.rows]


def test_execution_by_direction_counts_each_item_once() -> None:
    assert figures(ExecutionBy.DIRECTION) == [
        ("А", 3, 2, 1, 1, 0, 0), ("Б", 1, 0, 0, 0, 1, 1), ("Прочее", 1, 0, 0, 0, 0, 0)
    ]  # fmt: skip
    total = execution(plan(), by=ExecutionBy.DIRECTION, on=ON, moved=frozenset({2})).total
    assert (total.planned, total.done, total.in_time, total.held, total.overdue) == (5, 2, 1, 1, 1)
    assert (total.cancelled, total.moved, total.share) == (1, 1, 0.4)


def test_an_item_of_two_people_is_in_the_row_of_each_and_once_in_the_whole() -> None:
    assert figures(ExecutionBy.RESPONSIBLE) == [
        ("Иванов", 2, 1, 1, 1, 0, 0), ("Петрова", 3, 2, 1, 0, 1, 0), (UNKNOWN, 1, 0, 0, 0, 0, 1)
    ]  # fmt: skip
    assert execution(plan(), by=ExecutionBy.RESPONSIBLE, on=ON).total.planned == 5


def test_quarters_are_those_of_the_calendar_in_which_an_item_is_due() -> None:
    assert [row[0] for row in figures(ExecutionBy.QUARTER)] == ["IV квартал 2026", "III квартал 2027"]
    assert quarter_of(item("31.03.2027")) == "I квартал 2027"
    assert quarter_of(item("01.04.2027")) == "II квартал 2027"
    assert quarter_of(item("по согласованию")) == UNKNOWN


def test_where_nothing_was_to_be_done_there_is_no_share() -> None:
    found = execution([item("октябрь", status=CANCELLED, direction="А")], by=ExecutionBy.DIRECTION, on=ON)
    assert (found.rows[0].share, found.total.share) == (None, None)
    assert execution_table(found).num_rows == 0
    assert execution([], by=ExecutionBy.FORM, on=ON).total.planned == 0


def test_the_bars_stand_on_each_other() -> None:
    found = execution(plan(), by=ExecutionBy.DIRECTION, on=ON)
    drawn = execution_table(found).to_pylist()
    assert [round(drawn[0][name], 3) for name in ("done", "held", "overdue")] == [0.667, 1, 1]
    assert drawn[0]["caption"] == "А – 2 из 3 (66,7\u00a0%)"
    assert "Б: 0 из 1 (0,0\u00a0%)" in execution_alt(found)


def test_a_moved_item_has_its_signed_days_behind_it() -> None:
    signed = {1: content_of(item("12.10.2026", id=1)), 2: content_of(item("октябрь", id=2))}
    now = [item("с 16 по 20 марта", id=1, title="Семинар"), item("октябрь", id=2), item("14 ноября", id=3)]
    rows = timeline(now, signed)
    assert [(row.activity_id, row.signed) for row in rows] == [(2, None), (3, None), (1, "12.10.2026")]
    moved = rows[-1]
    assert (moved.starts_on, moved.ends_on) == (date(2027, 3, 16), date(2027, 3, 20))
    assert (moved.signed_starts_on, moved.signed_ends_on) == (date(2026, 10, 12),) * 2
    drawn = timeline_table(rows).to_pylist()[-1]
    assert (drawn["ends"], drawn["signed_ends"]) == (date(2027, 3, 21), date(2026, 10, 13))
    assert "Семинар: было 12.10.2026, стало с 16 по 20 марта" in timeline_alt(rows)


@pytest.mark.parametrize("period", ["в течение года", "ежемесячно", "по согласованию", None])
def test_what_has_no_place_in_time_is_not_on_the_line(period: str | None) -> None:
    assert timeline([item(period)], {}) == []


def test_the_same_days_in_other_words_are_no_move() -> None:
    before = {1: content_of(item("12.10.2026"))}
    assert timeline([replace(item("12 октября"), id=1)], before)[0].signed is None
