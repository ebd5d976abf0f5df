"""A paper of the plan as a file, for the user who asks: what the user may see of the plan, and the access log."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from gmk import service
from gmk.access import Right, User, may
from gmk.errors import NotAllowed, RuleBroken
from gmk.periods import month_end, school_year_text
from gmk.plan.month_grid import GridLine, month_grid
from gmk.plan.queries import plan_of, reasons_of, signed_contents, version_comparison
from gmk.plan.requisites import requisites
from gmk.plan.rows import ActivityRow, Plan, VersionRow
from gmk.plan.selection import months, selected
from gmk.plan.timeline import TimelineRow, timeline
from gmk.reports.papers import lines
from gmk.reports.papers.kinds import PaperKind
from gmk.reports.papers.lines import Paper
from gmk.reports.papers.pdf import Bar, GridRow, MonthGrid, Size, Timeline, pdf_grid, pdf_paper, pdf_timeline
from gmk.reports.papers.word import word_paper
from gmk.reports.papers.xlsx import paper_workbook
from gmk.service.access import note_access
from gmk.vocabulary import ActivityStatus, PlanState
from gmk.wording import month_text

Form = Literal["docx", "pdf", "xlsx"]
CANCELLED = ActivityStatus.CANCELLED.label


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which paper: `first` to `last` is the period of a month, a week or a report; `version_id` the correction's.

    Of a week `first` is the Monday of the coming one, which the paper tells of after the one before.
    """

    kind: PaperKind
    school_year: int
    first: date | None = None
    last: date | None = None
    version_id: int | None = None


def may_have_papers(user: User) -> bool:
    """Whether the user may have the papers of the plan: they name people."""
    return may(user, Right.EXPORT_PEOPLE) and may(user, Right.READ_PLAN)


def plan_paper_file(user: User, wanted: Wanted, form: Form, *, on: date) -> bytes:
    """The paper as a file; the access log notes it.

    Raises:
        NotAllowed: the user may not have papers with names.
        RuleBroken: there is no such version, or the office's own template can't be filled.
    """
    if not may_have_papers(user):
        raise NotAllowed()
    paper = _paper(user, wanted, on)
    told = {"учебный год": wanted.school_year, "с": wanted.first, "по": wanted.last}
    note_access(user, f"документ: {wanted.kind.label}", told, sum(len(one.lines) for one in paper.sections))
    if form == "docx":
        return word_paper(wanted.kind, paper)
    return pdf_paper(wanted.kind, paper) if form == "pdf" else paper_workbook(paper)


def _paper(user: User, wanted: Wanted, on: date) -> Paper:
    plan = service.load(user, plan_of, school_year=wanted.school_year)
    reasons = service.load(user, reasons_of, school_year=wanted.school_year)
    office = service.load(user, requisites)
    first = wanted.first or on
    if wanted.kind is PaperKind.YEAR:
        return lines.year_paper(plan, reasons, office, on=on)
    if wanted.kind is PaperKind.MONTH:
        last = month_end(first.year, first.month)
        return lines.month_paper(plan, reasons, office, month=first.replace(day=1), last=last, on=on)
    if wanted.kind is PaperKind.WEEK:
        week = timedelta(days=6)
        past = (first - timedelta(days=7), first - timedelta(days=1))
        return lines.week_paper(plan, office, past=past, coming=(first, first + week), on=on)
    if wanted.kind is PaperKind.EXECUTION:
        return lines.execution_paper(plan, reasons, office, period=(first, wanted.last or on), on=on)
    version = _version(plan, wanted.version_id)
    before = max((one.number or 0 for one in plan.versions if (one.number or 0) < (version.number or 0)), default=0)
    older = next((one.id for one in plan.versions if one.number == before), None)
    compared = service.load(
        user, version_comparison, school_year=wanted.school_year, before=older, after=version.id
    )  # fmt: skip
    return lines.correction_paper(compared, version, plan, office, on=on)


def _version(plan: Plan, version_id: int | None) -> VersionRow:
    found = [one for one in plan.versions if one.id == version_id and one.state is PlanState.APPROVED]
    if not found:
        raise RuleBroken("Такой утверждённой версии плана нет. Выберите версию из списка.")
    return found[0]


def grid_file(user: User, school_year: int, size: Size) -> bytes:
    """The plan by months and directions as PDF on A3 or A4; the access log notes it.

    Raises:
        NotAllowed: the user may not have papers with names.
    """
    if not may_have_papers(user):
        raise NotAllowed()
    plan = service.load(user, plan_of, school_year=school_year)
    note_access(user, "документ: план по месяцам", {"учебный год": school_year}, len(plan.items))
    signed = plan.signed_version
    rows = [GridRow(one.heading, (*map(_titles, one.by_month), _titles(one.all_year))) for one in _lines_of(plan)]
    grid = MonthGrid(
        title="План работы по месяцам",
        period=f"на {school_year_text(school_year)} учебный год",
        corner="Направление",
        months=(*(month_text(month) for month in months(school_year)), "весь год"),
        rows=tuple(rows),
        note=f"Версия {signed.number}. Контрольная сумма {signed.content_hash}" if signed else "",
    )
    return pdf_grid(grid, size=size)


def timeline_file(user: User, school_year: int, size: Size, *, heading: str | None, responsible: str | None) -> bytes:
    """The plan along the time as PDF, narrowed as on the screen; the access log notes it.

    Raises:
        NotAllowed: the user may not have papers with names.
    """
    if not may_have_papers(user):
        raise NotAllowed()
    plan = service.load(user, plan_of, school_year=school_year)
    signed = service.load(user, signed_contents, school_year=school_year)
    items = selected(plan.items, on=date(school_year, 9, 1), heading=heading, responsible=responsible)
    rows = timeline(items, signed)
    note_access(user, "документ: лента времени", {"учебный год": school_year, "направление": heading}, len(rows))
    year = months(school_year)
    span = (year[0], month_end(year[-1].year, year[-1].month))
    line = Timeline(
        title="План работы на ленте времени",
        period=", ".join(filter(None, (f"{school_year_text(school_year)} учебный год", heading, responsible))),
        months=tuple(month_text(month)[:3] for month in year),
        rows=tuple(_bar(row, *span) for row in rows if row.ends_on >= span[0] and row.starts_on <= span[1]),
        note=f"Версия {plan.signed_version.number}" if plan.signed_version else "",
    )
    return pdf_timeline(line, size=size)


def _bar(row: TimelineRow, first: date, last: date) -> Bar:
    def share(day: date) -> float:
        return min(max((day - first).days / ((last - first).days + 1), 0.0), 1.0)

    one_day = timedelta(days=1)
    bar = Bar(row.title, row.now, share(row.starts_on), share(row.ends_on + one_day), row.state == CANCELLED)
    if row.signed_starts_on is None or row.signed_ends_on is None:
        return bar
    since, until = share(row.signed_starts_on), share(row.signed_ends_on + one_day)
    return replace(bar, was=row.signed or "", signed_from=since, signed_to=until)


def _lines_of(plan: Plan) -> list[GridLine]:
    return month_grid(plan.items, plan.school_year)


def _titles(items: tuple[ActivityRow, ...]) -> tuple[str, ...]:
    """«14 октября – Семинар»: of a month the exact days tell more than its name."""
    return tuple(f"{item.period_text} – {item.title}" if item.precision == "day" else item.title for item in items)
