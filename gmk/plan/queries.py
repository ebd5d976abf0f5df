"""What the plan of a year holds, how far it is on its way to the signature, and what its versions say."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from gmk.access import Right, Role, Scope, requires
from gmk.db.keys import name_key
from gmk.db.tables import (
    Activity,
    Association,
    Institution,
    PlanRemark,
    PlanStep,
    PlanVersion,
    PlanVersionItem,
    UserAccount,
)
from gmk.errors import RuleBroken
from gmk.people.names import read_name
from gmk.plan.comparison import Contents, compare, content_of
from gmk.plan.responsible_keys import responsible_key
from gmk.plan.rows import ActivityRow, Comparison, Content, Plan, Stage, StepRow, VersionRow
from gmk.plan.rules import PERIOD
from gmk.vocabulary import ActivityStatus, PlanLevel, PlanState, PlanStepKind

_FIELDS = tuple(name for name in Activity.model_fields if name != "title_key")
_LISTS = ("responsible", "institution_ids")
_OFFICE_ROLES = {Role.HEAD, Role.METHODIST}


@requires(Right.READ_PLAN)
def school_years(session: Session, *, scope: Scope) -> list[int]:
    """The school years of which there is a plan, the latest first."""
    return list(
        session.scalars(select(col(Activity.school_year)).distinct().order_by(col(Activity.school_year).desc()))
    )


@requires(Right.READ_PLAN)
def plan_of(session: Session, *, scope: Scope, school_year: int) -> Plan:
    """The plan of a school year as it stands now.

    Whoever answers for some institutions alone sees the items that are meant for all of them, or for one of theirs.
    """
    found = versions(session, school_year)
    open_version = found[-1] if found and found[-1].state is not PlanState.APPROVED else None
    remarks = _remarks(session, open_version.id) if open_version else {}
    items = [_noted(item, remarks.get(item.id)) for item in items_of(session, school_year) if _covers(scope, item)]
    return Plan(school_year, stage_of(found, remarks), found, tuple(items))


@requires(Right.READ_PLAN)
def activities_of_person(session: Session, *, scope: Scope, name: str) -> list[ActivityRow]:
    """The items of all years for which somebody of this surname and these initials answers, the latest year first.

    Plans write initials, so a namesake's items are among them; narrowed as the plan is.
    """
    wanted = responsible_key(name)
    years = session.scalars(select(col(Activity.school_year)).distinct().order_by(col(Activity.school_year).desc()))
    return [
        item
        for year in years.all()
        for item in items_of(session, year)
        if _covers(scope, item) and any(responsible_key(one) == wanted for one in item.responsible)
    ]


@requires(Right.READ_PLAN)
def version_comparison(
    session: Session, *, scope: Scope, school_year: int, before: int | None, after: int | None
) -> Comparison:
    """Two versions of a year's plan by their ids, with the reasons of all that was signed between them.

    None is the plan as it stands now after, and an empty plan before. Narrowed as the plan is.

    Raises:
        RuleBroken: there is no such version of that year, or it isn't signed.
    """
    signed = {one.id: one for one in versions(session, school_year) if one.state is PlanState.APPROVED}
    if any(key is not None and key not in signed for key in (before, after)):
        raise RuleBroken("Такой утверждённой версии плана нет. Выберите версию из списка.")
    old = version_contents(session, before) if before else {}
    new = version_contents(session, after) if after else {i.id: content_of(i) for i in items_of(session, school_year)}
    first = signed[before].number or 0 if before else 0
    last = signed[after].number if after else None
    told = reasons_between(session, school_year, first, last)
    return compare(_narrowed(scope, old), _narrowed(scope, new), told)


@requires(Right.READ_PLAN)
def since_signed(session: Session, *, scope: Scope, school_year: int) -> Comparison:
    """What differs from what was signed last: what the approver has to decide about; all is new before the first."""
    signed = [one for one in versions(session, school_year) if one.state is PlanState.APPROVED]
    return version_comparison(
        session, scope=scope, school_year=school_year, before=signed[-1].id if signed else None, after=None
    )


@requires(Right.READ_PLAN)
def since_submitted(session: Session, *, scope: Scope, school_year: int) -> Comparison | None:
    """What the author changed between the last two submissions of the open version; None where it was only one."""
    open_versions = [one for one in versions(session, school_year) if one.state is not PlanState.APPROVED]
    if not open_versions:
        return None
    step = PlanStep
    statement = select(col(step.content)).where(
        col(step.version_id) == open_versions[-1].id, col(step.step) == PlanStepKind.SUBMITTED
    )
    submitted = [_by_id(content) for content in session.scalars(statement.order_by(col(step.id)))]
    if len(submitted) < 2:
        return None
    return compare(_narrowed(scope, submitted[-2]), _narrowed(scope, submitted[-1]))


def versions(session: Session, school_year: int) -> tuple[VersionRow, ...]:
    """All versions of a year with their steps: the signed ones by number, then the one on its way."""
    records = list(session.scalars(select(PlanVersion).where(col(PlanVersion.school_year) == school_year)))
    steps: dict[int, list[StepRow]] = defaultdict(list)
    found = select(PlanStep.version_id, PlanStep.at, PlanStep.user_name, PlanStep.step, PlanStep.comment)  # type: ignore[call-overload]
    ids = [one.id for one in records]
    for key, at, by, step, comment in session.execute(
        found.where(col(PlanStep.version_id).in_(ids)).order_by(col(PlanStep.id))
    ):
        steps[key].append(StepRow(at, by, PlanStepKind(step), comment))
    rows = [_version_row(one, tuple(steps[one.id])) for one in records]
    return tuple(sorted(rows, key=lambda row: (row.number is None, row.number or 0, row.id)))


def _version_row(record: PlanVersion, steps: tuple[StepRow, ...]) -> VersionRow:
    values = record.model_dump(exclude={"level", "state", "approver_id"})
    return VersionRow(**values, level=PlanLevel(record.level), state=PlanState(record.state), steps=steps)


def stage_of(found: Iterable[VersionRow], remarks: dict[int, PlanRemark]) -> Stage:
    """Where the plan is, by its versions and by the remarks of the one on its way."""
    states = [version.state for version in found]
    state = next((one for one in states if one is not PlanState.APPROVED), None)
    returned = frozenset(key for key, remark in remarks.items() if remark.is_open)
    return Stage(PlanState.APPROVED in states, state, returned if state is PlanState.RETURNED else frozenset())


def stage(session: Session, school_year: int) -> Stage:
    """Where the plan of a year is."""
    found = versions(session, school_year)
    open_ids = [one.id for one in found if one.state is not PlanState.APPROVED]
    return stage_of(found, _remarks(session, open_ids[-1]) if open_ids else {})


def _remarks(session: Session, version_id: int) -> dict[int, PlanRemark]:
    found = session.scalars(select(PlanRemark).where(col(PlanRemark.version_id) == version_id))
    return {remark.activity_id: remark for remark in found}


def items_of(session: Session, school_year: int, activity_id: int | None = None) -> list[ActivityRow]:
    """The items of a year in the order in which they came into the plan, or the one with this id."""
    columns = [Activity.__table__.c[name] for name in _FIELDS]  # type: ignore[attr-defined]
    statement = select(*columns, col(Association.name).label("association"))
    statement = statement.outerjoin(Association, col(Association.id) == col(Activity.association_id))
    if activity_id is not None:
        statement = statement.where(col(Activity.id) == activity_id)
    found = session.execute(statement.where(col(Activity.school_year) == school_year).order_by(col(Activity.id)))
    names = _institution_names(session)
    return [_item(dict(row), names) for row in found.mappings()]


def _institution_names(session: Session) -> dict[int, str]:
    label = func.coalesce(col(Institution.short_name), col(Institution.name))
    return dict(map(tuple, session.execute(select(col(Institution.id), label)).all()))


def _item(values: dict[str, Any], names: dict[int, str]) -> ActivityRow:
    values.update({name: tuple(values[name] or ()) for name in _LISTS})
    values["status"] = ActivityStatus(values["status"])
    institutions = tuple(names[key] for key in values["institution_ids"] if key in names)
    return ActivityRow(**values, institutions=institutions)


def _noted(item: ActivityRow, remark: PlanRemark | None) -> ActivityRow:
    if remark is None:
        return item
    return replace(item, reason=remark.reason, comment=remark.comment, has_open_comment=remark.is_open)


def _covers(scope: Scope, item: ActivityRow) -> bool:
    return _reaches(scope, item.institution_ids)


def _reaches(scope: Scope, institution_ids: Iterable[int]) -> bool:
    ids = set(institution_ids)
    return scope.institution_ids is None or not ids or bool(ids & scope.institution_ids)


def _narrowed(scope: Scope, contents: Contents) -> Contents:
    if scope.everything:
        return contents
    return {key: one for key, one in contents.items() if _reaches(scope, one["institution_ids"])}


def version_contents(session: Session, version_id: int) -> Contents:
    """What a signed version says, by the ids of its items."""
    item = PlanVersionItem
    statement = select(col(item.activity_id), col(item.content)).where(col(item.version_id) == version_id)
    return dict(map(tuple, session.execute(statement).all()))


def reasons_between(session: Session, school_year: int, after_number: int, up_to: int | None) -> dict[int, str]:
    """Why items differ, as the versions after one number up to another say; None: the one on its way too.

    An item that several of them changed has all the reasons.
    """
    told: dict[int, list[str]] = defaultdict(list)
    item, version = PlanVersionItem, PlanVersion
    signed = (
        select(col(item.activity_id), col(item.reason))
        .join(version, col(version.id) == col(item.version_id))
        .where(col(version.school_year) == school_year, col(version.number) > after_number)
        .where(col(item.reason).is_not(None))
        .order_by(col(version.number))
    )
    if up_to is not None:
        signed = signed.where(col(version.number) <= up_to)
    for key, reason in session.execute(signed):
        told[key].append(reason)
    if up_to is None:
        for key, reason in session.execute(_open_reasons(school_year)):
            told[key].append(reason)
    return {key: "; ".join(dict.fromkeys(reasons)) for key, reasons in told.items()}


def _open_reasons(school_year: int) -> Any:
    remark, version = PlanRemark, PlanVersion
    return (
        select(col(remark.activity_id), col(remark.reason))
        .join(version, col(version.id) == col(remark.version_id))
        .where(col(version.school_year) == school_year, col(version.number).is_(None))
        .where(col(remark.reason).is_not(None))
    )


def _by_id(content: dict[str, Any]) -> Contents:
    """JSON has texts as keys."""
    return {int(key): value for key, value in content.items()}


@requires(Right.EDIT_PLAN)
def responsible_choices(session: Session, *, scope: Scope) -> list[str]:
    """Who may answer for an item, as plans write names: the office's people, then everybody whom a plan names."""
    people = select(col(UserAccount.full_name), col(UserAccount.roles)).where(col(UserAccount.is_active))
    office = [short_name(name) for name, roles in session.execute(people) if _OFFICE_ROLES & set(roles)]
    found = session.scalars(select(col(Activity.responsible)).distinct())
    named = {name for names in found for name in names}
    return list(dict.fromkeys([*sorted(office, key=name_key), *sorted(named, key=name_key)]))


def short_name(full_name: str) -> str:
    """«Светлова И. О.» for «Светлова Ирина Олеговна»; a text that isn't such a name stays as it is."""
    name = read_name(full_name)
    if name is None or not name.first_name:
        return full_name
    initials = [f"{part[0]}." for part in (name.first_name, name.patronymic) if part]
    return " ".join([name.last_name, *initials])


@requires(Right.READ_PLAN)
def association_choices(session: Session, *, scope: Scope) -> dict[int, str]:
    """The associations that an item may be of, by id, in alphabetical order; closed ones are left out."""
    statement = select(col(Association.id), col(Association.name)).where(col(Association.closed_on).is_(None))
    return dict(map(tuple, session.execute(statement.order_by(col(Association.name_key))).all()))


@requires(Right.READ_PLAN)
def reasons_of(session: Session, *, scope: Scope, school_year: int) -> dict[int, str]:
    """Why items differ from the first signed plan, by their ids; narrowed as the plan is."""
    told = reasons_between(session, school_year, 0, None)
    if scope.everything:
        return told
    seen = {item.id for item in items_of(session, school_year) if _covers(scope, item)}
    return {key: reason for key, reason in told.items() if key in seen}


@requires(Right.READ_PLAN)
def moved_items(session: Session, *, scope: Scope, school_year: int) -> frozenset[int]:
    """The ids of the items whose period isn't any more what the first signed plan said; narrowed as the plan is."""
    signed = [one for one in versions(session, school_year) if one.state is PlanState.APPROVED]
    if len(signed) < 2:
        return frozenset()
    first, last = (_narrowed(scope, version_contents(session, one.id)) for one in (signed[0], signed[-1]))
    found = compare(first, last).differences
    return frozenset(one.activity_id for one in found if {change.field for change in one.fields} & PERIOD)


@requires(Right.READ_PLAN)
def signed_contents(session: Session, *, scope: Scope, school_year: int) -> Contents:
    """What was signed of each item first: its place in time that everything later is compared with."""
    found: dict[int, Content] = {}
    for version in versions(session, school_year):
        if version.state is PlanState.APPROVED:
            found = {**version_contents(session, version.id), **found}
    return _narrowed(scope, found)
