"""This moment, and how a moment is written for whoever looks at it."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st


def now() -> datetime:
    """This moment, in UTC; taken once in a page and passed down."""
    return datetime.now(UTC)


def moment_text(moment: datetime | None) -> str:
    """Day and time as the user's clock shows them: 25.11.2026 08:48; empty for None."""
    return local(moment).strftime("%d.%m.%Y %H:%M") if moment else ""


def local(moment: datetime) -> datetime:
    """The moment in the time zone of the user's browser; in the server's own where the browser names none."""
    try:
        return moment.astimezone(ZoneInfo(st.context.timezone or ""))
    except (ZoneInfoNotFoundError, ValueError):
        return moment.astimezone()


def midnight(day: date) -> datetime:
    """The moment at which the day begins where the user is."""
    zone = local(datetime.combine(day, time(), UTC)).tzinfo
    return datetime.combine(day, time(), zone)
