"""Which items of a plan a list shows. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date

from gmk.db.keys import name_key
from gmk.periods import month_end
from gmk.plan.responsible_keys import responsible_key
from gmk.plan.rows import ActivityRow
from gmk.plan.rules import falls_into, is_overdue, is_soon, lacks_outcome
from gmk.vocabulary import ActivityStatus, Labelled


class Shown(Labelled):
    """Which items a list shows, by how they stand."""

    ALL = "all", "все"
    OVERDUE = "overdue", "просроченные"
    SOON = "soon", "ближайшие 14 дней"
    NO_OUTCOME = "no_outcome", "проведённые без итога"
    PLANNED = "planned", "запланированные"
    DONE = "done", "выполненные"
    CANCELLED = "cancelled", "отменённые"


_STATUSES = {
    Shown.PLANNED: ActivityStatus.PLANNED,
    Shown.DONE: ActivityStatus.DONE,
    Shown.CANCELLED: ActivityStatus.CANCELLED,
}


def selected(
    items: Iterable[ActivityRow],
    *,
    on: date,
    shown: Shown = Shown.ALL,
    heading: str | None = None,
    responsible: str | None = None,
    person: str | None = None,
    month: date | None = None,
    text: str = "",
) -> list[ActivityRow]:
    """The items that fit all that is asked, in their order; `month` is any day of it, `text` a part of the title.

    `responsible` is a name as a plan writes it, `person` anybody's full name: however plans write it.
    """
    sought = name_key(text)
    key = responsible_key(person) if person else None
    return [
        item
        for item in items
        if _stands_so(item, shown, on)
        and (heading is None or item.heading == heading)
        and (responsible is None or responsible in item.responsible)
        and (key is None or key in map(responsible_key, item.responsible))
        and (month is None or falls_into(item, month.replace(day=1), month_end(month.year, month.month)))
        and sought in name_key(item.title)
    ]


def _stands_so(item: ActivityRow, shown: Shown, on: date) -> bool:
    if shown is Shown.OVERDUE:
        return is_overdue(item, on)
    if shown is Shown.SOON:
        return is_soon(item, on)
    if shown is Shown.NO_OUTCOME:
        return lacks_outcome(item)
    return shown is Shown.ALL or item.status is _STATUSES[shown]


def headings(items: Iterable[ActivityRow]) -> list[str]:
    """Under what the items are listed, in the order of the plan, each once."""
    return list(dict.fromkeys(item.heading for item in items if item.heading))


def responsible_names(items: Iterable[ActivityRow]) -> list[str]:
    """Everybody who answers for an item, as written, in alphabetical order."""
    return sorted({name for item in items for name in item.responsible}, key=name_key)


def months(school_year: int) -> Sequence[date]:
    """The first days of the months of a school year, September first."""
    return [date(school_year if month >= 9 else school_year + 1, month, 1) for month in (*range(9, 13), *range(1, 9))]
