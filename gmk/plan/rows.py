"""The shapes in which the plan leaves this area, and those in which forms hand it over."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from gmk.vocabulary import ActivityStatus, Labelled, PlanLevel, PlanState, PlanStepKind

Content = dict[str, Any]
"""What a version says of an item, as JSON has it: the fields of `rules.CONTENT` and whether it is cancelled."""


@dataclass(frozen=True, slots=True)
class ActivityFields:
    """What a form says about an item; the period in the words of a plan, no institutions: all of them."""

    title: str
    period_text: str = ""
    direction: str | None = None
    section: str | None = None
    target_direction: str | None = None
    task: str | None = None
    form: str | None = None
    responsible: tuple[str, ...] = ()
    institution_ids: tuple[int, ...] = ()
    association_id: int | None = None
    audience: str = ""
    place: str = ""
    outcome: str = ""
    basis: str | None = None
    basis_text: str = ""


@dataclass(frozen=True, slots=True)
class ClosingFields:
    """What a form says about how an item went."""

    done_on: date | None = None
    participant_count: int | None = None
    outcome_document: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One item as it stands now.

    `reason`, `comment` and `has_open_comment` belong to the version that is on its way: why the item differs from the
    signed plan, and what the approver said about it.
    """

    id: int
    school_year: int
    number: str | None
    section: str | None
    title: str
    period_text: str | None
    starts_on: date | None
    ends_on: date | None
    precision: str
    recurrence: str
    responsible: tuple[str, ...]
    audience: str | None
    place: str | None
    outcome: str | None
    status_note: str | None
    direction: str | None
    target_direction: str | None
    task: str | None
    form: str | None
    basis: str | None
    basis_text: str | None
    institution_ids: tuple[int, ...]
    association_id: int | None
    status: ActivityStatus
    done_on: date | None
    participant_count: int | None
    outcome_document: str | None
    note: str | None
    approved_in: int | None
    copied_from_id: int | None
    version: int
    institutions: tuple[str, ...] = ()
    association: str | None = None
    reason: str | None = None
    comment: str | None = None
    has_open_comment: bool = False

    @property
    def heading(self) -> str | None:
        """Under what the plan lists it: its direction, else the section it was read under."""
        return self.direction or self.section


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of a version on its way."""

    at: datetime
    by: str
    step: PlanStepKind
    comment: str | None


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version of a year's plan, signed or on its way; `steps` in their order."""

    id: int
    school_year: int
    number: int | None
    level: PlanLevel
    starts_on: date
    ends_on: date
    ground: str | None
    state: PlanState
    author_id: int | None
    author: str
    approver: str | None
    approved_at: datetime | None
    protocol_number: str | None
    protocol_on: date | None
    order_number: str | None
    order_on: date | None
    content_hash: str | None
    version: int
    steps: tuple[StepRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the plan of a year is: whether one was signed, and the state of the version on its way, if there is one.

    A plan that nobody has submitted yet has neither. `returned_items` are those the approver returned one by one; none
    of a returned version: all of it was.
    """

    is_signed: bool = False
    state: PlanState | None = None
    returned_items: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of a school year as it stands now; `versions` from the first signed one on, the open one last."""

    school_year: int
    stage: Stage
    versions: tuple[VersionRow, ...]
    items: tuple[ActivityRow, ...]

    @property
    def open_version(self) -> VersionRow | None:
        """The version on its way."""
        last = self.versions[-1] if self.versions else None
        return last if last and last.state is not PlanState.APPROVED else None

    @property
    def signed_version(self) -> VersionRow | None:
        """The version in force."""
        signed = [version for version in self.versions if version.state is PlanState.APPROVED]
        return signed[-1] if signed else None


@dataclass(frozen=True, slots=True)
class ApprovalPaper:
    """Under which papers a version is signed; protocol and order have dates of their own."""

    protocol_number: str
    protocol_on: date
    order_number: str
    order_on: date


class ItemFate(Labelled):
    """What became of an item between two versions."""

    ADDED = "added", "добавлено"
    MOVED = "moved", "перенесено"
    CANCELLED = "cancelled", "отменено"
    CHANGED = "changed", "изменено"
    RESTORED = "restored", "возвращено в план"
    REMOVED = "removed", "убрано"


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """What a field held and holds."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class ItemDifference:
    """An item that two versions have differently; a missing side is None."""

    activity_id: int
    fate: ItemFate
    title: str
    before: Content | None
    after: Content | None
    fields: tuple[FieldDifference, ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions side by side; `unchanged` counts the items that are the same and not cancelled."""

    differences: tuple[ItemDifference, ...]
    unchanged: int
    cancelled_before: tuple[ItemDifference, ...] = field(default=())

    def count(self, fate: ItemFate) -> int:
        """How many items met this fate."""
        return sum(one.fate is fate for one in self.differences)
