from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from sqlalchemy import Engine

from gmk import service
from gmk.access import User
from gmk.db.session import read_session, write_session
from gmk.db.tables import Association, CalendarFeed
from gmk.errors import NotAllowed, RuleBroken
from gmk.plan import actions, corrections
from gmk.plan.feeds import calendar_behind, calendar_feeds, is_read_noted, make_feed, note_read, revoke_feed
from gmk.plan.ical import calendar_of, is_event
from gmk.plan.responsible_keys import responsible_key
from gmk.vocabulary import ActivityStatus
from tests.plan.office import CHAIR, COORDINATOR, HEAD, METHODIST, YEAR, add, approve, do, open_office, submit
from tests.plan.test_rules import item

AT = datetime(2026, 11, 27, 12, tzinfo=UTC)


@pytest.fixture
def office(database: Engine) -> None:
    open_office(database)


def events(made: bytes) -> list[dict[str, object]]:
    """Each event as its properties."""
    found = Calendar.from_ical(made).walk("VEVENT")
    return [
        {
            "uid": str(one["UID"]), "summary": str(one["SUMMARY"]), "start": one.decoded("DTSTART"),
            "end": one.decoded("DTEND"), "status": str(one["STATUS"]), "sequence": one["SEQUENCE"],
        }
        for one in found
    ]  # fmt: skip


def read(token: str) -> list[dict[str, object]]:
    with read_session() as session:
        made = calendar_behind(session, token, at=AT)
    assert made is not None
    return events(made)


def test_a_day_is_an_event_of_a_whole_day() -> None:
    told = item("12.10.2026", id=7, title="Семинар", version=3)
    assert events(calendar_of([told], {})) == [
        {
            "uid": "activity-7@gmk", "summary": "Семинар", "start": date(2026, 10, 12), "end": date(2026, 10, 13),
            "status": "TENTATIVE", "sequence": 3,
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("period", "days"),
    [
        ("12-14 сентября", (date(2026, 9, 12), date(2026, 9, 15))),
        ("до 15 мая", (date(2027, 5, 15), date(2027, 5, 16))),
        ("с 1 октября", (date(2026, 10, 1), date(2026, 10, 2))),
        ("октябрь", None),
        ("I полугодие", None),
        ("в течение года", None),
        ("еженедельно", None),
        ("по согласованию", None),
        ("с 14 ноября по 15 декабря", None),
        ("с 14 ноября по 14 декабря", (date(2026, 11, 14), date(2026, 12, 15))),
    ],
)
def test_only_what_has_days_is_an_event(period: str, days: tuple[date, date] | None) -> None:
    found = events(calendar_of([item(period)], {}))
    assert [(one["start"], one["end"]) for one in found] == ([days] if days else [])
    assert is_event(item(period)) is (days is not None)


def test_a_cancelled_item_stays_as_cancelled_and_a_signed_one_is_confirmed() -> None:
    signed = item("12.10.2026", approved_in=1)
    cancelled = replace(signed, id=2, status=ActivityStatus.CANCELLED)
    assert [one["status"] for one in events(calendar_of([signed, cancelled], {}))] == ["CONFIRMED", "CANCELLED"]


def test_nobody_is_named() -> None:
    told = item("12.10.2026", responsible=("Петрова А. П.",), note="Иванов", participant_count=5)
    made = calendar_of([told], {}).decode()
    assert "Петрова" not in made
    assert "Иванов" not in made
    assert "ATTENDEE" not in made
    assert "ORGANIZER" not in made


@given(st.text(min_size=1), st.text())
def test_no_text_breaks_out_of_its_line(title: str, place: str) -> None:
    told = item("12.10.2026", title=title, place=place)
    (found,) = Calendar.from_ical(calendar_of([told], {})).walk("VEVENT")
    assert str(found["SUMMARY"]) == " ".join("".join(c if c.isprintable() else " " for c in title).split())
    assert set(found) <= {
        "UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "SUMMARY", "DTSTART", "DTEND", "TRANSP", "STATUS", "LOCATION",
        "DESCRIPTION",
    }  # fmt: skip
    assert all(len(line) <= 75 for line in calendar_of([told], {}).split(b"\r\n"))


def test_a_line_cannot_be_injected() -> None:
    told = item("12.10.2026", title="Семинар\r\nATTENDEE:mailto:a@b\nEND:VCALENDAR", place="ЦРТ; каб. 1, 2")
    (found,) = Calendar.from_ical(calendar_of([told], {})).walk("VEVENT")
    assert "ATTENDEE" not in found
    assert str(found["LOCATION"]) == "ЦРТ; каб. 1, 2"


@pytest.mark.parametrize("other", ["А.П. Петрова", "ПЕТРОВА А.П.", "Петрова Анна Павловна", "Петрова  А. П."])
def test_a_name_is_one_however_it_is_written(other: str) -> None:
    assert responsible_key(other) == responsible_key("Петрова А.П.")


@pytest.mark.parametrize("other", ["Петрова О. П.", "Петров А. П.", "методисты ГМК", "Петрова"])
def test_others_are_others(other: str) -> None:
    assert responsible_key(other) != responsible_key("Петрова А.П.")


def test_an_address_shows_the_items_of_its_person(office: None) -> None:
    add("Семинар", period_text="12.10.2026", responsible=("А.П. Петрова", "Иванов И. И."))
    add("Чужое", period_text="13.10.2026", responsible=("Сидорова О. О.",))
    token = do(METHODIST, make_feed, name="Телефон", responsible="Петрова А. П.")
    assert [one["summary"] for one in read(token)] == ["Семинар"]
    everything = do(CHAIR, make_feed, name="Весь план")
    assert [one["summary"] for one in read(everything)] == ["Семинар", "Чужое"]


def test_an_address_shows_the_items_of_its_association(office: None) -> None:
    with write_session() as session:
        session.add(Association(id=5, name="ГМО физиков", name_key="гмо физиков", kind="gmo"))
    add("Заседание", period_text="12.10.2026", association_id=5)
    add("Другое", period_text="12.10.2026")
    token = do(METHODIST, make_feed, name="ГМО", association_id=5)
    assert [one["summary"] for one in read(token)] == ["Заседание"]


def test_an_item_keeps_its_uid_through_moves_and_its_cancellation(office: None) -> None:
    key = add("Семинар", period_text="12.10.2026")
    token = do(HEAD, make_feed, name="Телефон")
    submit()
    approve()
    before = read(token)[0]
    do(HEAD, corrections.begin_correction, school_year=YEAR, level="month", starts_on=date(2026, 10, 1))
    do(HEAD, actions.cancel_activity, activity_id=key, version=2, reason="Карантин")
    after = read(token)[0]
    assert (before["status"], after["status"]) == ("CONFIRMED", "CANCELLED")
    assert before["uid"] == after["uid"] == f"activity-{key}@gmk"
    assert after["sequence"] > before["sequence"]  # type: ignore[operator]


def test_the_token_is_not_stored_and_a_closed_address_shows_nothing(office: None) -> None:
    token = do(METHODIST, make_feed, name="Телефон")
    (row,) = service.load(METHODIST, calendar_feeds)
    with read_session() as session:
        feed = session.get(CalendarFeed, row.id)
        assert feed is not None
        assert token not in feed.token_hash
        assert len(token) >= 43
    do(METHODIST, revoke_feed, feed_id=row.id)
    with read_session() as session:
        assert calendar_behind(session, token, at=AT) is None
        assert calendar_behind(session, "", at=AT) is None
    with pytest.raises(RuleBroken, match="Такого адреса уже нет"):
        do(METHODIST, revoke_feed, feed_id=row.id)


@pytest.mark.parametrize(("user", "may"), [(METHODIST, True), (HEAD, True), (CHAIR, False)])
def test_an_address_is_closed_by_its_owner_or_the_head(office: None, user: User, may: bool) -> None:
    do(METHODIST, make_feed, name="Телефон")
    assert len(service.load(user, calendar_feeds)) == may
    if may:
        do(user, revoke_feed, feed_id=1)
    else:
        with pytest.raises(NotAllowed):
            do(user, revoke_feed, feed_id=1)


def test_who_answers_for_some_institutions_alone_makes_no_address(office: None) -> None:
    with pytest.raises(NotAllowed, match="Адрес календаря показывает весь план"):
        do(COORDINATOR, make_feed, name="Телефон")
    assert service.load(COORDINATOR, calendar_feeds) == []


def test_an_address_needs_a_name(office: None) -> None:
    with pytest.raises(RuleBroken, match="Назовите адрес"):
        do(HEAD, make_feed, name=" ")


def test_that_an_address_is_read_is_noted_once_an_hour(office: None) -> None:
    token = do(HEAD, make_feed, name="Телефон")
    with write_session() as session:
        assert not is_read_noted(session, token, at=AT)
        note_read(session, token, at=AT)
    with read_session() as session:
        assert is_read_noted(session, token, at=AT + timedelta(minutes=59))
        assert not is_read_noted(session, token, at=AT + timedelta(minutes=60))
