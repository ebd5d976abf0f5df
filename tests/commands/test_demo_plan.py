"""The invented plan of the demonstration town, on days of different seasons."""

from collections import Counter
from datetime import date

import pytest
from sqlalchemy import Engine

from gmk import service
from gmk.access import CONSOLE
from gmk.commands.demo import make_demo
from gmk.plan.approval import is_unchanged
from gmk.plan.cyclogram_actions import cyclogram
from gmk.plan.queries import plan_of, since_signed, version_comparison
from gmk.plan.rows import ItemFate, Plan
from gmk.plan.rules import DIRECTIONS, is_overdue
from gmk.vocabulary import ActivityStatus, PlanState


def made(engine: Engine, on: date) -> Plan:
    make_demo(engine, on=on)
    return service.load(CONSOLE, plan_of, school_year=2026)


def test_in_autumn_the_plan_is_signed_corrected_and_partly_done(sqlite: Engine) -> None:
    on = date(2026, 11, 27)
    plan = made(sqlite, on)
    assert len(plan.items) == 142
    assert [version.state for version in plan.versions] == [PlanState.APPROVED] * 2
    first, second = plan.versions
    compared = service.load(CONSOLE, version_comparison, school_year=2026, before=first.id, after=second.id)
    assert [compared.count(fate) for fate in (ItemFate.ADDED, ItemFate.MOVED, ItemFate.CANCELLED)] == [2, 5, 3]
    assert all(one.reason for one in compared.differences)
    assert all(service.load(CONSOLE, is_unchanged, version_id=one.id) for one in plan.versions)
    assert not service.load(CONSOLE, since_signed, school_year=2026).differences
    found = Counter(item.status for item in plan.items)
    assert found[ActivityStatus.DONE] > 20
    assert found[ActivityStatus.HELD] > 0
    assert found[ActivityStatus.CANCELLED] == 3
    assert 0 < sum(is_overdue(item, on) for item in plan.items) < 10
    assert {item.direction for item in plan.items} == set(DIRECTIONS)
    assert {item.precision for item in plan.items} >= {"day", "range", "month", "year"}
    assert len(service.load(CONSOLE, cyclogram)) == 12


@pytest.mark.parametrize(("on", "versions"), [(date(2026, 9, 1), 1), (date(2027, 8, 31), 2)])
def test_the_town_can_be_built_on_the_first_and_the_last_day_of_a_year(sqlite: Engine, on: date, versions: int) -> None:
    assert len(made(sqlite, on).versions) == versions
