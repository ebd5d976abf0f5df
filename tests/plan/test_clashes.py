from datetime import date

import pytest
from sqlalchemy import Engine

from gmk import service
from gmk.errors import Conflict, NotAllowed, RuleBroken
from gmk.plan.check_settings import change_check_limits, check_limits
from gmk.plan.clashes import DEFAULT_PERIODS, Clash, ClashKind, Limits, clashes, unreadable_periods
from gmk.plan.rows import ActivityRow
from gmk.vocabulary import ActivityStatus
from tests.plan.office import CHAIR, METHODIST, do, open_office
from tests.plan.test_rules import item

QUIET = Limits(20, ())


def find(*items: ActivityRow, limits: Limits = QUIET) -> list[Clash]:
    return clashes(items, 2026, limits)


def kinds(*items: ActivityRow, limits: Limits = QUIET) -> list[ClashKind]:
    return [one.kind for one in find(*items, limits=limits)]


def test_one_person_cannot_be_at_two_items_on_a_day() -> None:
    one = item("14.10.2026", id=1, title="Семинар", responsible=("Петрова А. П.",))
    other = item("14 октября", id=2, title="Совет", responsible=("А.П. Петрова", "Иванов И. И."))
    (found,) = find(one, other)
    assert (found.kind, found.on, found.activity_ids) == (ClashKind.PERSON, date(2026, 10, 14), (1, 2))
    assert found.told == "А.П. Петрова: «Семинар» и «Совет». Перенесите одно из них."


def test_a_post_is_nobody_in_particular() -> None:
    assert not find(*(item("14.10.2026", id=i, responsible=("методисты ГМК",)) for i in (1, 2)))


def test_one_place_cannot_hold_two_items_on_a_day() -> None:
    found = find(item("14.10.2026", id=1, place="ЦРТ, каб. 12"), item("14.10.2026", id=2, place="црт, каб. 12"))
    assert [one.kind for one in found] == [ClashKind.PLACE]


@pytest.mark.parametrize(
    ("period", "collide"),
    [
        ("14.10.2026", True),
        ("13-15 октября", True),
        ("13-16 октября", False),
        ("12-13 октября", False),
        ("октябрь", False),
        ("до 14 октября", False),
        ("еженедельно", False),
    ],
)
def test_only_what_is_known_to_the_day_collides(period: str, collide: bool) -> None:
    found = kinds(item("14.10.2026", id=1, place="ЦРТ"), item(period, id=2, place="ЦРТ"))
    assert found == ([ClashKind.PLACE] if collide else [])


def test_two_items_that_share_three_days_are_one_finding() -> None:
    found = find(item("13-15 октября", id=1, place="ЦРТ"), item("13-15 октября", id=2, place="ЦРТ"))
    assert [one.on for one in found] == [date(2026, 10, 13)]


@pytest.mark.parametrize("status", [ActivityStatus.DONE, ActivityStatus.HELD, ActivityStatus.CANCELLED])
def test_what_is_over_or_cancelled_collides_with_nothing(status: ActivityStatus) -> None:
    assert not find(item("14.10.2026", id=1, place="ЦРТ"), item("14.10.2026", id=2, place="ЦРТ", status=status))


def week(count: int, **told: object) -> list[ActivityRow]:
    """Items from Monday, 12 October on, a day each."""
    return [item(f"{12 + number}.10.2026", id=number + 1, **told) for number in range(count)]


def test_a_week_bears_so_many_items_for_an_institution_and_no_more() -> None:
    ours = {"institution_ids": (1,), "institutions": ("СОШ № 1",)}
    limits = Limits(3, ())
    assert kinds(*week(3, **ours), limits=limits) == []
    (found,) = find(*week(4, **ours), limits=limits)
    assert (found.kind, found.on) == (ClashKind.INSTITUTION, date(2026, 10, 12))
    assert found.told == "СОШ № 1: 4\u00a0мероприятия за неделю с 12.10.2026, из них для всех 0."


def test_items_for_all_institutions_count_for_each() -> None:
    ours = item("16.10.2026", id=9, institution_ids=(1,), institutions=("СОШ № 1",))
    (found,) = find(*week(3), ours, limits=Limits(3, ()))
    assert found.told == "СОШ № 1: 4\u00a0мероприятия за неделю с 12.10.2026, из них для всех 3."
    (alone,) = find(*week(4), limits=Limits(3, ()))
    assert alone.told == "Все учреждения: 4\u00a0мероприятия за неделю с 12.10.2026."


@pytest.mark.parametrize(
    ("day", "kind"),
    [("25.10.2026", False), ("26.10.2026", True), ("03.11.2026", True), ("05.11.2026", False), ("08.01.2027", True)],
)
def test_holidays_and_exams_are_named(day: str, kind: bool) -> None:
    assert (ClashKind.PERIOD in kinds(item(day), limits=Limits(20, DEFAULT_PERIODS))) is kind


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("17.10.2026", "17.10.2026, суббота: «Семинар»."),
        ("18.10.2026", "18.10.2026, воскресенье: «Семинар»."),
        ("04.11.2026", "04.11.2026, праздничный день: «Семинар»."),
        ("08.03.2027", "08.03.2027, праздничный день: «Семинар»."),
        ("16-17 октября", "17.10.2026, суббота: «Семинар»."),
        ("16.10.2026", None),
    ],
)
def test_days_off_are_named(day: str, told: str | None) -> None:
    assert [one.told for one in find(item(day))] == ([told] if told else [])


def test_findings_come_by_day() -> None:
    found = find(item("18.10.2026", id=1, place="ЦРТ"), item("17.10.2026", id=2), item("18.10.2026", id=3, place="ЦРТ"))
    assert [(one.on.day, one.kind) for one in found] == [
        (17, ClashKind.DAY_OFF), (18, ClashKind.PLACE), (18, ClashKind.DAY_OFF), (18, ClashKind.DAY_OFF)
    ]  # fmt: skip


def test_the_usual_periods_can_be_read_in_every_year() -> None:
    assert [unreadable_periods(DEFAULT_PERIODS, year) for year in (2025, 2026, 2027)] == [[], [], []]
    assert unreadable_periods(["Каникулы: осенью", "без срока"], 2026) == ["Каникулы: осенью", "без срока"]


def test_the_office_sets_its_own_limits(database: Engine) -> None:
    open_office(database)
    told = {"most_per_week": 2, "periods": "Каникулы: с 1 по 5 октября\n\n", "school_year": 2026}
    do(METHODIST, change_check_limits, version=0, **told)
    assert service.load(CHAIR, check_limits) == (Limits(2, ("Каникулы: с 1 по 5 октября",)), 1)
    with pytest.raises(Conflict):
        do(METHODIST, change_check_limits, version=0, **told)
    with pytest.raises(RuleBroken, match="«Каникулы: осенью» непонятен"):
        do(METHODIST, change_check_limits, version=1, **told | {"periods": "Каникулы: осенью"})
    with pytest.raises(RuleBroken, match="Введите число от 1 до 20"):
        do(METHODIST, change_check_limits, version=1, **told | {"most_per_week": 0})
    with pytest.raises(NotAllowed):
        do(CHAIR, change_check_limits, version=1, **told)
