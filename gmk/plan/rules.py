"""The rules of the plan: who may change which field when, what is overdue. Pure.

Source: Положение о ГМК (Сосновый Бор, 2016), clauses 3.1–3.4.
"""

import re
from collections.abc import Collection
from datetime import date

from gmk.access import Right
from gmk.periods import Precision, Recurrence
from gmk.plan.rows import ActivityRow, Stage
from gmk.vocabulary import ActivityStatus, PlanState

CONTENT = frozenset(
    {
        "number", "section", "title", "period_text", "starts_on", "ends_on", "precision", "recurrence", "responsible",
        "audience", "place", "outcome", "direction", "target_direction", "task", "form", "basis", "basis_text",
        "institution_ids", "association_id",
    }
)  # fmt: skip
"""What is signed: the fields of an item that only an open version may change."""
EXECUTION = frozenset({"status", "done_on", "participant_count", "outcome_document", "note", "status_note"})
"""How the item went: never signed, filled in as the year goes on."""
PERIOD = frozenset({"starts_on", "ends_on", "precision", "recurrence"})
"""A change of these moves the item; the same days in other words don't."""
DIRECTIONS = (
    "Информационно-методическая деятельность",
    "Аналитико-диагностическая деятельность",
    "Организационно-методическая деятельность",
    "Консультативно-методическая деятельность",
    "Координационно-методическое сопровождение инновационных направлений",
)
"""The five directions that are the sections of the plan. Source: clause 2.3."""
_DIRECTION_WORDS = ("информацион", "аналити", "организацион", "консультатив", "координацион|инновацион")
SOON_DAYS = 14
"""So many days ahead an item is «скоро»."""


def direction_named(text: str | None, directions: Collection[str] = DIRECTIONS) -> str | None:
    """The direction that a heading of a plan names: «3. Организационно-методическая работа»; None if it names none.

    A heading that has a direction of the office's list word for word is that one. One that could be two is none.
    """
    folded = (text or "").casefold()
    for direction in directions:
        if direction.casefold() in folded:
            return direction
    found = [name for words, name in zip(_DIRECTION_WORDS, DIRECTIONS, strict=True) if re.search(words, folded)]
    return found[0] if len(found) == 1 else None


def is_content_open(stage: Stage, activity_id: int | None) -> bool:
    """Whether what the plan says of the item may be changed now; None: whether an item may be added.

    Drafts are open. Of a returned version only the items that were returned, unless all of it was. What lies with the
    approver is locked, what was signed waits for a correction.
    """
    if stage.state is PlanState.RETURNED:
        return not stage.returned_items or (activity_id is not None and activity_id in stage.returned_items)
    return stage.state is PlanState.DRAFT or (stage.state is None and not stage.is_signed)


def editable_fields(rights: Collection[Right], stage: Stage, item: ActivityRow) -> frozenset[str]:
    """The fields of the item that somebody with these rights may change now.

    Source: clauses 3.2 and 3.3: what the chair of the committee signed is corrected by a correction alone.
    """
    if Right.EDIT_PLAN not in rights:
        return frozenset()
    if item.status is ActivityStatus.CANCELLED:
        return frozenset()
    if item.status is ActivityStatus.DONE:
        return EXECUTION if Right.SUBMIT_PLAN in rights else frozenset()
    content = CONTENT if is_content_open(stage, item.id) else frozenset()
    return content | EXECUTION


def due_on(item: ActivityRow) -> date | None:
    """The last day on which the item is in time; None where the plan doesn't determine it.

    «В течение года» and what recurs is due by 31 August, the end of the school year.
    """
    if item.precision == Precision.UNDETERMINED:
        return None
    if item.precision == Precision.YEAR or item.recurrence != Recurrence.NONE:
        return date(item.school_year + 1, 8, 31)
    return item.ends_on or (date(item.school_year + 1, 8, 31) if item.starts_on else None)


def is_overdue(item: ActivityRow, on: date) -> bool:
    """Whether the item should have been done before the day and wasn't; what is held isn't overdue."""
    due = due_on(item)
    return item.status is ActivityStatus.PLANNED and due is not None and due < on


def is_soon(item: ActivityRow, on: date, days: int = SOON_DAYS) -> bool:
    """Whether the item begins or ends within so many days from the day on; what lasts all year is never soon."""
    if item.status is not ActivityStatus.PLANNED or is_overdue(item, on) or item.recurrence != Recurrence.NONE:
        return False
    if item.precision in (Precision.YEAR, Precision.UNDETERMINED):
        return False
    moments = [day for day in (item.starts_on, item.ends_on) if day is not None]
    return any(0 <= (day - on).days <= days for day in moments)


def lacks_outcome(item: ActivityRow) -> bool:
    """Whether the item was held and its outcome isn't told yet."""
    return item.status is ActivityStatus.HELD


def falls_into(item: ActivityRow, first: date, last: date) -> bool:
    """Whether the item happens, or may happen, between the two days; an undetermined one doesn't."""
    if item.starts_on is None and item.ends_on is None:
        return False
    starts = item.starts_on or item.ends_on
    ends = item.ends_on or item.starts_on
    return bool(starts and ends and starts <= last and ends >= first)
