"""Who may change which field of an item, in which stage of the plan and which status of the item: asked of the server.

The tables below are the rule as an office reads it; every cell is tried with every field through `service.save`.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import count

import pytest
from sqlalchemy import Engine, update

from gmk.access import Role, User
from gmk.db.session import write_session
from gmk.db.tables import Activity
from gmk.errors import NotAllowed, RuleBroken
from gmk.plan import actions, approval, corrections
from gmk.plan.rows import ActivityFields, ActivityRow, ClosingFields
from gmk.vocabulary import ActivityStatus
from tests.plan.office import (
    BOTH,
    CHAIR,
    COORDINATOR,
    HEAD,
    METHODIST,
    VIEWER,
    YEAR,
    add,
    approve,
    do,
    fields,
    item,
    open_office,
    submit,
    version,
)  # fmt: skip

ADMINISTRATOR = User(5, "gost", "Гость", frozenset({Role.ADMINISTRATOR}))
USERS = {
    "head": HEAD, "methodist": METHODIST, "chair": CHAIR, "head and chair": BOTH, "coordinator": COORDINATOR,
    "viewer": VIEWER, "administrator": ADMINISTRATOR,
}  # fmt: skip
OFFICE = {"head", "methodist", "head and chair"}
HEADS = {"head", "head and chair"}
NOBODY: set[str] = set()

CONTENT = {
    "draft": OFFICE, "submitted": NOBODY, "withdrawn": OFFICE, "this one returned": OFFICE,
    "another one returned": NOBODY, "all returned": OFFICE, "signed": NOBODY, "correction": OFFICE,
    "correction submitted": NOBODY, "correction returned": OFFICE,
}  # fmt: skip
"""Who may change what the plan says of an item that isn't done or cancelled."""
EXECUTION = {
    ActivityStatus.PLANNED: OFFICE, ActivityStatus.HELD: OFFICE, ActivityStatus.DONE: HEADS,
    ActivityStatus.CANCELLED: NOBODY,
}  # fmt: skip
"""Who may tell how an item went, whatever the stage of the plan."""

_fresh = count(1)
CONTENT_FIELDS: dict[str, Callable[[ActivityFields], ActivityFields]] = {
    "title": lambda told: replace(told, title=f"Семинар {next(_fresh)}"),
    "period_text": lambda told: replace(told, period_text="март" if told.period_text != "март" else "апрель"),
    "responsible": lambda told: replace(told, responsible=(f"Петрова {next(_fresh)}",)),
    "institution_ids": lambda told: replace(told, institution_ids=(next(_fresh),)),
    **{
        name: lambda told, name=name: replace(told, **{name: f"слово {next(_fresh)}"})  # type: ignore[misc]
        for name in (
            "direction", "section", "target_direction", "task", "form", "audience", "place", "outcome", "basis_text"
        )
    },
    "basis": lambda told: replace(told, basis="own" if told.basis != "own" else "committee"),
}  # fmt: skip
EXECUTION_FIELDS: dict[str, Callable[[ClosingFields], ClosingFields]] = {
    "done_on": lambda told: replace(told, done_on=date(2026, 10, 1 + next(_fresh) % 28)),
    "participant_count": lambda told: replace(told, participant_count=next(_fresh)),
    "outcome_document": lambda told: replace(told, outcome_document=f"Протокол {next(_fresh)}"),
    "note": lambda told: replace(told, note=f"Заметка {next(_fresh)}"),
}


def _bring(stage: str) -> int:
    """An item of a plan that is brought to the stage."""
    key, other = add("Семинар"), add("Другой")
    if stage == "draft":
        return key
    submit()
    if stage == "withdrawn":
        do(HEAD, approval.withdraw_plan, school_year=YEAR, version=version())
    if stage.endswith("one returned"):
        items = {key if stage.startswith("this") else other: "Уточните"}
        do(CHAIR, approval.return_plan, school_year=YEAR, version=version(), items=items)
    if stage == "all returned":
        do(CHAIR, approval.return_plan, school_year=YEAR, version=version(), comment="Уточните")
    if stage == "signed" or stage.startswith("correction"):
        approve()
    if stage.startswith("correction"):
        do(HEAD, corrections.begin_correction, school_year=YEAR, level="half_year", starts_on=date(2027, 1, 1))
    if stage in ("correction submitted", "correction returned"):
        add("Третий", reason="Запрос")
        submit()
    if stage == "correction returned":
        do(CHAIR, approval.return_plan, school_year=YEAR, version=version(), comment="Уточните")
    return key


def _set(engine: Engine, key: int, status: ActivityStatus) -> ActivityRow:
    """The item in the status, as if it had been brought there."""
    went = {"done_on": date(2026, 10, 30), "outcome_document": "Справка"}
    is_over = status in (ActivityStatus.HELD, ActivityStatus.DONE)
    with write_session(engine) as session:
        told = {"status": status, **(went if is_over else dict.fromkeys(went))}
        session.execute(update(Activity).where(Activity.id == key).values(told))  # type: ignore[arg-type]
    return item(key)


def _told(row: ActivityRow) -> ActivityFields:
    return fields(
        row.title,
        period_text=row.period_text or "",
        responsible=row.responsible,
        institution_ids=row.institution_ids,
        direction=row.direction,
        section=row.section,
        target_direction=row.target_direction,
        task=row.task,
        form=row.form,
        audience=row.audience or "",
        place=row.place or "",
        outcome=row.outcome or "",
        basis=row.basis,
        basis_text=row.basis_text or "",
    )


def _succeeds(act: Callable[[], object]) -> bool:
    try:
        act()
    except (NotAllowed, RuleBroken):
        return False
    return True


@pytest.mark.parametrize("status", list(ActivityStatus))
@pytest.mark.parametrize("stage", list(CONTENT))
def test_each_field_is_open_to_whom_the_table_says(sqlite: Engine, stage: str, status: ActivityStatus) -> None:
    open_office(sqlite)
    key = _bring(stage)
    is_open = status in (ActivityStatus.PLANNED, ActivityStatus.HELD)
    expected = CONTENT[stage] if is_open else NOBODY
    for name, change in CONTENT_FIELDS.items():
        may = set()
        for role, user in USERS.items():
            row = _set(sqlite, key, status)
            told = {"activity_id": key, "version": row.version, "fields": change(_told(row)), "reason": "Так надо"}
            if _succeeds(lambda user=user, told=told: do(user, actions.edit_activity, **told)):  # type: ignore[misc]
                may.add(role)
                assert getattr(item(key), name) != getattr(row, name)
            else:
                assert item(key) == row
        assert may == expected, name


@pytest.mark.parametrize("status", list(ActivityStatus))
@pytest.mark.parametrize("stage", list(CONTENT))
def test_how_an_item_went_is_told_by_whom_the_table_says(sqlite: Engine, stage: str, status: ActivityStatus) -> None:
    open_office(sqlite)
    key = _bring(stage)
    for name, change in EXECUTION_FIELDS.items():
        may = set()
        for role, user in USERS.items():
            row = _set(sqlite, key, status)
            went = change(ClosingFields(date(2026, 10, 30), None, "Справка", ""))
            told = {"activity_id": key, "version": row.version, "fields": went}
            if _succeeds(lambda user=user, told=told: do(user, actions.close_activity, **told)):  # type: ignore[misc]
                may.add(role)
                assert getattr(item(key), name) == getattr(went, name)
            else:
                assert item(key) == row
        assert may == EXECUTION[status], name
