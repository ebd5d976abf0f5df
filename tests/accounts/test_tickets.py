from datetime import UTC, datetime, timedelta

from gmk.accounts.tickets import issue_ticket, redeem_ticket

AT = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def test_a_ticket_gives_its_token_once() -> None:
    ticket = issue_ticket("token", at=AT)
    assert redeem_ticket(ticket, at=AT) == "token"
    assert redeem_ticket(ticket, at=AT) is None


def test_a_ticket_holds_for_less_than_thirty_seconds() -> None:
    in_time, late = issue_ticket("a", at=AT), issue_ticket("b", at=AT)
    assert redeem_ticket(in_time, at=AT + timedelta(seconds=29)) == "a"
    assert redeem_ticket(late, at=AT + timedelta(seconds=30)) is None


def test_an_invented_ticket_gives_nothing() -> None:
    assert redeem_ticket("", at=AT) is None
    assert redeem_ticket("invented", at=AT) is None


def test_a_ticket_does_not_show_its_token() -> None:
    assert "token" not in issue_ticket("token", at=AT)
