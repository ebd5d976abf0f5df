"""How a plan is carried out: by direction, by responsible person, by quarter, by form. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gmk.plan.rows import ActivityRow
from gmk.plan.rules import due_on, is_overdue
from gmk.vocabulary import ActivityStatus, Labelled

UNKNOWN = "не указано"


class ExecutionBy(Labelled):
    """By what the execution is broken down."""

    DIRECTION = "direction", "направление"
    RESPONSIBLE = "responsible", "ответственный"
    QUARTER = "quarter", "квартал"
    FORM = "form", "форма"


@dataclass(frozen=True, slots=True)
class ExecutionRow:
    """One group: how many items it has and how they went; `ids` are all its items.

    `planned` are all but the cancelled ones: the denominator. `in_time` are the done ones whose actual day isn't after
    the last day of their period; `moved` those that a correction has moved.
    """

    label: str
    planned: int
    done: int
    in_time: int
    held: int
    overdue: int
    cancelled: int
    moved: int
    ids: frozenset[int]

    @property
    def share(self) -> float | None:
        """The share done, 0..1; None where nothing was to be done."""
        return self.done / self.planned if self.planned else None


@dataclass(frozen=True, slots=True)
class Execution:
    """The groups in their order, and all items together; an item of several people is in the group of each."""

    by: ExecutionBy
    rows: tuple[ExecutionRow, ...]
    total: ExecutionRow


def execution(
    items: Iterable[ActivityRow], *, by: ExecutionBy, on: date, moved: frozenset[int] = frozenset()
) -> Execution:
    """How the items went by the day; `moved` are the ids that corrections have moved."""
    listed = list(items)
    groups: dict[str, list[ActivityRow]] = {}
    for item in listed:
        for label in _LABELS[by](item):
            groups.setdefault(label, []).append(item)
    labels = sorted(groups, key=_order(by, groups))
    rows = tuple(_row(label, groups[label], on, moved) for label in labels)
    return Execution(by, rows, _row("все вместе", listed, on, moved))


def _row(label: str, items: Sequence[ActivityRow], on: date, moved: frozenset[int]) -> ExecutionRow:
    statuses = [item.status for item in items]
    cancelled = statuses.count(ActivityStatus.CANCELLED)
    return ExecutionRow(
        label=label,
        planned=len(items) - cancelled,
        done=statuses.count(ActivityStatus.DONE),
        in_time=sum(map(_is_in_time, items)),
        held=statuses.count(ActivityStatus.HELD),
        overdue=sum(is_overdue(item, on) for item in items),
        cancelled=cancelled,
        moved=sum(item.id in moved for item in items),
        ids=frozenset(item.id for item in items),
    )


def _is_in_time(item: ActivityRow) -> bool:
    due = due_on(item)
    is_done = item.status is ActivityStatus.DONE and item.done_on is not None
    return is_done and (due is None or (item.done_on or due) <= due)


def quarter_of(item: ActivityRow) -> str:
    """«IV квартал 2026»: the one of the calendar in which the item is due; what lasts all year is due by its end."""
    due = due_on(item)
    if due is None:
        return UNKNOWN
    return f"{('I', 'II', 'III', 'IV')[(due.month - 1) // 3]} квартал {due.year}"


_LABELS: dict[ExecutionBy, Callable[[ActivityRow], Sequence[str]]] = {
    ExecutionBy.DIRECTION: lambda item: [item.heading or UNKNOWN],
    ExecutionBy.RESPONSIBLE: lambda item: list(dict.fromkeys(item.responsible)) or [UNKNOWN],
    ExecutionBy.QUARTER: lambda item: [quarter_of(item)],
    ExecutionBy.FORM: lambda item: [item.form or UNKNOWN],
}


def _order(by: ExecutionBy, groups: dict[str, list[ActivityRow]]) -> Callable[[str], tuple[Any, ...]]:
    """Quarters by time, everything else as the plan or the alphabet has it; what isn't known comes last."""
    if by is ExecutionBy.QUARTER:
        return lambda label: (label == UNKNOWN, min(due_on(item) or date.max for item in groups[label]))
    if by is ExecutionBy.DIRECTION:
        places = {label: place for place, label in enumerate(groups)}
        return lambda label: (label == UNKNOWN, places[label])
    return lambda label: (label == UNKNOWN, label.casefold())
