"""The year plan: its items, the versions that were signed, the cyclogram, calendars that others subscribe to."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field

from gmk.db.tables.base import Table, now


class Activity(Table, table=True):
    """An item of the year plan (мероприятие); key: school year + title + period.

    `period_text` is what the plan says; `starts_on` and `ends_on` what it means, an open side is empty.
    `responsible` are names as written. No `institution_ids`: meant for all of them.
    `approved_in` is the number of the version that last signed what the item says; empty: never signed.
    `copied_from_id` is the item of an earlier year that this one goes on with.
    """

    __table_args__ = (Index(None, "school_year", "title_key"), {"sqlite_autoincrement": True})

    id: int = Field(default=None, primary_key=True)
    school_year: int
    number: str | None = None
    section: str | None = None
    title: str
    title_key: str
    period_text: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    precision: str
    recurrence: str = "none"
    responsible: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    audience: str | None = None
    place: str | None = None
    outcome: str | None = None
    status_note: str | None = None
    direction: str | None = None
    target_direction: str | None = None
    task: str | None = None
    form: str | None = None
    basis: str | None = None
    basis_text: str | None = None
    institution_ids: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    association_id: int | None = Field(default=None, foreign_key="association.id", index=True)
    status: str = "planned"
    done_on: date | None = None
    participant_count: int | None = None
    outcome_document: str | None = None
    note: str | None = None
    approved_in: int | None = None
    copied_from_id: int | None = Field(default=None, foreign_key="activity.id")
    version: int = 1


class PlanVersion(Table, table=True):
    """A version of a year's plan on its way to the signature, or signed: then it never changes again.

    `number` is given by the approval, 1 is the plan itself; `level` says what was corrected («year» for the plan
    itself), `starts_on` to `ends_on` when. Protocol and order have dates of their own.
    """

    __tablename__ = "plan_version"
    __table_args__ = (Index(None, "school_year", "number", unique=True), {"sqlite_autoincrement": True})

    id: int = Field(default=None, primary_key=True)
    school_year: int
    number: int | None = None
    level: str
    starts_on: date
    ends_on: date
    ground: str | None = None
    state: str
    author_id: int | None = Field(default=None, foreign_key="user_account.id")
    author: str
    approver_id: int | None = Field(default=None, foreign_key="user_account.id")
    approver: str | None = None
    approved_at: datetime | None = None
    protocol_number: str | None = None
    protocol_on: date | None = None
    order_number: str | None = None
    order_on: date | None = None
    content_hash: str | None = None
    version: int = 1


class PlanVersionItem(Table, table=True):
    """What a signed version says of one item; `reason` is why it differs from the version before."""

    __tablename__ = "plan_version_item"

    version_id: int = Field(foreign_key="plan_version.id", primary_key=True)
    activity_id: int = Field(foreign_key="activity.id", primary_key=True, index=True)
    content: Any = Field(sa_column=Column(JSON, nullable=False))
    reason: str | None = None


class PlanStep(Table, table=True):
    """One step of a version on its way: who did what when; a submission keeps what was submitted, by item."""

    __tablename__ = "plan_step"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int = Field(default=None, primary_key=True)
    version_id: int = Field(foreign_key="plan_version.id", index=True)
    step: str
    at: datetime = Field(default_factory=now)
    user_id: int | None = Field(default=None, foreign_key="user_account.id")
    user_name: str
    comment: str | None = None
    content: Any = Field(default=None, sa_column=Column(JSON))


class PlanRemark(Table, table=True):
    """What was said of one item while a version is on its way: the author's reason, the approver's comment.

    `is_open` while the comment waits for the author: then the item may be changed.
    """

    __tablename__ = "plan_remark"

    version_id: int = Field(foreign_key="plan_version.id", primary_key=True)
    activity_id: int = Field(foreign_key="activity.id", primary_key=True, index=True, ondelete="CASCADE")
    reason: str | None = None
    comment: str | None = None
    is_open: bool = False


class CyclogramItem(Table, table=True):
    """Work of a methodist that comes again and again (строка циклограммы), from which items of a plan are made.

    `weekdays` (1 is Monday), `month_days` and `months` (1–12) say when, as `gmk.plan.cyclogram` reads them.
    """

    __tablename__ = "cyclogram_item"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int = Field(default=None, primary_key=True)
    title: str
    responsible: str | None = None
    direction: str | None = None
    form: str | None = None
    recurrence: str
    weekdays: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    month_days: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    months: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    audience: str | None = None
    place: str | None = None
    outcome: str | None = None
    closed_on: date | None = None
    version: int = 1


class CalendarFeed(Table, table=True):
    """An address under which a calendar program reads activities: the SHA-256 of its token, never the token.

    Those of one responsible name, of one association, or all of them where both are empty.
    """

    __tablename__ = "calendar_feed"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int = Field(default=None, primary_key=True)
    name: str
    token_hash: str = Field(unique=True)
    responsible: str | None = None
    association_id: int | None = Field(default=None, foreign_key="association.id", index=True)
    user_id: int | None = Field(default=None, foreign_key="user_account.id", index=True)
    user_name: str
    created_at: datetime = Field(default_factory=now)
    last_read_at: datetime | None = None
    revoked_at: datetime | None = None
