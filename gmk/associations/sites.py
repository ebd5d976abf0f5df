"""Pilot and innovation sites: topic, status, term, order, products, and the reports that are due."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from gmk.access import Right, Scope, User, requires
from gmk.changes.model import Change
from gmk.db.scoping import within
from gmk.db.tables import Activity, Institution, PilotSite, SiteReport
from gmk.errors import Conflict, RuleBroken
from gmk.excel.cells import clean_text
from gmk.people.edits import commit_form, update

TITLES = {
    "institution_id": "Учреждение", "status": "Статус", "topic": "Тема", "direction": "Направление",
    "starts_on": "Действует с", "ends_on": "Действует по", "head": "Руководитель",
    "scientific_adviser": "Научный руководитель", "order_text": "Приказ", "stage": "Этап", "products": "Продукты",
    "activity_ids": "Мероприятия плана", "note": "Примечание",
}  # fmt: skip
"""What the fields of a site are called."""
REPORT_TITLES = {"site_id": "Площадка", "name": "Отчёт", "due_on": "Срок сдачи", "received_on": "Получен"}
"""What the fields of a report are called."""
_NEW = -1
_KEPT = "Площадки"


@dataclass(frozen=True, slots=True)
class SiteFields:
    """What a form says of a site; `products` has a line for each."""

    institution_id: int | None
    status: str
    topic: str
    direction: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    head: str = ""
    scientific_adviser: str = ""
    order_text: str = ""
    stage: str = ""
    products: str = ""
    activity_ids: tuple[int, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report of a site."""

    id: int
    name: str
    due_on: date
    received_on: date | None
    version: int

    def is_late(self, on: date) -> bool:
        """Whether it was due before the day and hasn't come, or came late."""
        return (self.received_on or on) > self.due_on


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A site with its institution, the titles of its activities and its reports, the earliest due first."""

    id: int
    fields: SiteFields
    institution: str
    products: tuple[str, ...]
    activities: tuple[str, ...]
    reports: tuple[ReportRow, ...]
    version: int

    def works_on(self, day: date) -> bool:
        """Whether the term includes the day."""
        first, last = self.fields.starts_on, self.fields.ends_on
        return (first is None or first <= day) and (last is None or last >= day)

    def owed(self, on: date) -> list[ReportRow]:
        """The reports that were due before the day and haven't come."""
        return [one for one in self.reports if one.received_on is None and one.due_on < on]


@requires(Right.READ_PEOPLE, names=True)
def pilot_sites(session: Session, *, scope: Scope) -> list[SiteRow]:
    """All sites, those whose term ends first at the top."""
    statement = select(PilotSite, Institution).join(Institution, col(Institution.id) == col(PilotSite.institution_id))
    found = session.execute(within(statement, col(PilotSite.institution_id), scope)).all()
    reports: dict[int, list[ReportRow]] = defaultdict(list)
    for one in session.scalars(select(SiteReport).order_by(col(SiteReport.due_on), col(SiteReport.id))):
        reports[one.site_id].append(ReportRow(one.id, one.name, one.due_on, one.received_on, one.version))
    wanted = {key for site, _ in found for key in site.activity_ids}
    titles = dict(
        session.execute(select(col(Activity.id), col(Activity.title)).where(col(Activity.id).in_(wanted))).all()
    )
    rows = [_row(site, place, titles, reports[site.id]) for site, place in found]
    return sorted(rows, key=lambda row: (row.fields.ends_on or date.max, row.institution, row.id))


def _row(site: PilotSite, place: Institution, titles: dict[int, str], reports: Sequence[ReportRow]) -> SiteRow:
    texts = ("direction", "head", "scientific_adviser", "order_text", "stage", "note")
    return SiteRow(
        id=site.id,
        fields=SiteFields(
            institution_id=site.institution_id,
            status=site.status,
            topic=site.topic,
            starts_on=site.starts_on,
            ends_on=site.ends_on,
            products="\n".join(site.products),
            activity_ids=tuple(site.activity_ids),
            **{name: getattr(site, name) or "" for name in texts},
        ),
        institution=place.short_name or place.name,
        products=tuple(site.products),
        activities=tuple(titles[key] for key in site.activity_ids if key in titles),
        reports=tuple(reports),
        version=site.version,
    )


@requires(Right.EDIT_ASSOCIATIONS)
def activity_choices(session: Session, *, scope: Scope) -> dict[int, str]:  # noqa: ARG001 - the plan is the office's
    """The items of the plan by number, the latest school year first."""
    found = select(Activity).order_by(col(Activity.school_year).desc(), col(Activity.starts_on), col(Activity.id))
    return {one.id: one.title for one in session.scalars(found)}


@requires(Right.EDIT_ASSOCIATIONS)
def add_site(session: Session, *, user: User, scope: Scope, fields: SiteFields) -> int:
    """Adds a site and gives its id.

    Raises:
        RuleBroken: institution, status or topic is missing, or the term ends before it begins.
    """
    scope.check_office(_KEPT)
    values = _values(fields)
    title = f"Добавлена площадка: {values['topic']}"
    return commit_form(session, user, title, [Change("pilot_site", _NEW, "create", after=values)])[_NEW]


@requires(Right.EDIT_ASSOCIATIONS)
def edit_site(session: Session, *, user: User, scope: Scope, site_id: int, version: int, fields: SiteFields) -> None:
    """Changes a site.

    Raises:
        Conflict: somebody changed it since `version`.
        RuleBroken: institution, status or topic is missing, or the term ends before it begins.
    """
    record = _site(session, scope, site_id)
    values = _values(fields)
    changes = update(session, record, values, version, titles=TITLES)
    commit_form(session, user, f"Изменена площадка: {values['topic']}", changes)


@requires(Right.EDIT_ASSOCIATIONS)
def remove_site(session: Session, *, user: User, scope: Scope, site_id: int, version: int) -> None:
    """Takes out a site that was a mistake, with its reports; one whose term is over stays.

    Raises:
        Conflict: somebody changed it since `version`.
    """
    record = _site(session, scope, site_id)
    reports = session.scalars(select(SiteReport).where(col(SiteReport.site_id) == site_id))
    changes = [Change("site_report", one.id, "delete", base_version=one.version) for one in reports]
    changes.append(Change("pilot_site", site_id, "delete", base_version=version))
    commit_form(session, user, f"Удалена площадка: {record.topic}", changes)


@requires(Right.EDIT_ASSOCIATIONS)
def ask_for_report(session: Session, *, user: User, scope: Scope, site_id: int, name: str, due_on: date) -> int:
    """Notes a report that the site owes, and gives its id.

    Raises:
        RuleBroken: it has no name.
    """
    record = _site(session, scope, site_id)
    text = clean_text(name)
    if text is None:
        raise RuleBroken("Название отчёта не указано. Впишите, за какой период отчёт.")
    change = Change("site_report", _NEW, "create", after={"site_id": site_id, "name": text, "due_on": due_on})
    return commit_form(session, user, f"Отчёт площадки «{record.topic}»: {text}", [change])[_NEW]


@requires(Right.EDIT_ASSOCIATIONS)
def note_report(
    session: Session, *, user: User, scope: Scope, report_id: int, version: int, received_on: date | None
) -> None:
    """Says when a report came; None takes it back.

    Raises:
        Conflict: somebody changed it since `version`.
    """
    scope.check_office(_KEPT)
    record = session.get(SiteReport, report_id, populate_existing=True)
    if record is None:
        raise Conflict("Этого отчёта уже нет. Обновите страницу.")
    changes = update(session, record, {"received_on": received_on}, version, titles=REPORT_TITLES)
    commit_form(session, user, f"Отчёт площадки: {record.name}", changes)


def _site(session: Session, scope: Scope, site_id: int) -> PilotSite:
    scope.check_office(_KEPT)
    record = session.get(PilotSite, site_id, populate_existing=True)
    if record is None:
        raise Conflict("Этой площадки уже нет. Обновите страницу.")
    return record


def _values(fields: SiteFields) -> dict[str, Any]:
    status, topic = clean_text(fields.status), clean_text(fields.topic)
    if fields.institution_id is None:
        raise RuleBroken("Учреждение не указано. Выберите его из списка.")
    if status is None:
        raise RuleBroken("Статус площадки не указан. Выберите его из списка.")
    if topic is None:
        raise RuleBroken("Тема площадки не указана. Впишите её.")
    if fields.starts_on and fields.ends_on and fields.ends_on < fields.starts_on:
        raise RuleBroken(
            f"Площадка действует по {fields.ends_on:%d.%m.%Y}, а с {fields.starts_on:%d.%m.%Y}. Исправьте."
        )
    return {
        "institution_id": fields.institution_id,
        "status": status,
        "topic": topic,
        "direction": clean_text(fields.direction),
        "starts_on": fields.starts_on,
        "ends_on": fields.ends_on,
        "head": clean_text(fields.head),
        "scientific_adviser": clean_text(fields.scientific_adviser),
        "order_text": clean_text(fields.order_text),
        "stage": clean_text(fields.stage),
        "products": [line for line in map(clean_text, fields.products.splitlines()) if line],
        "activity_ids": list(fields.activity_ids),
        "note": clean_text(fields.note),
    }
