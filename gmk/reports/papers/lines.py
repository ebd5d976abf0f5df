"""The papers of a plan as data: what a template may print, by name. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from gmk.associations.rows import Roster
from gmk.periods import school_year_text
from gmk.plan.comparison import CANCELLED
from gmk.plan.requisites import Requisites
from gmk.plan.rows import ActivityRow, Comparison, ItemDifference, ItemFate, Plan, VersionRow
from gmk.plan.rules import falls_into, is_overdue
from gmk.reports.plan_tables import difference_text, paper_text, version_text
from gmk.vocabulary import ActivityStatus
from gmk.wording import UNKNOWN, day_text, month_text, number_text, percent_text

NO_HEADING = "Без направления"
_PARTICULARS = tuple(name for name in Requisites.__dataclass_fields__ if name != "version")
_NOT_SIGNED = dict.fromkeys(("protocol", "order", "version", "content_hash"), "")
_THE_WORD_ORDER = re.compile(r"^приказ\s+", re.IGNORECASE)
"""Stands before the number in the base; the paper says «к приказу» itself."""


@dataclass(frozen=True, slots=True)
class Line:
    """One item; texts alone, empty where the plan says nothing.

    `remark` is what a plan says of a cancelled or corrected item, `fact` how it went. On a sheet of correction `fact`
    is what the item was, and `outcome` what it became.
    """

    number: str
    title: str
    period: str
    responsible: str
    audience: str
    place: str
    outcome: str
    status: str
    fact: str
    reason: str
    remark: str = ""
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One member of an association; texts alone, empty where nothing is known."""

    number: str
    name: str
    institution: str
    position: str
    role: str
    since: str
    order: str


@dataclass(frozen=True, slots=True)
class Section:
    """The items of one direction, numbered within it."""

    title: str
    lines: tuple[Line, ...]
    planned: str = ""
    done: str = ""
    share: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """What every paper has: `title` and `period` head it, the rest are the blocks of approval and signature.

    `version` names the signed version, `content_hash` is its sum; both are empty where nothing was signed.
    """

    title: str
    period: str
    office: str
    committee: str
    chair_post: str
    chair_name: str
    council: str
    head_post: str
    head_name: str
    executor: str
    protocol: str
    order: str
    version: str
    content_hash: str
    made_on: str
    sections: tuple[Section, ...] = ()
    past: tuple[Line, ...] = ()
    coming: tuple[Line, ...] = ()
    past_period: str = ""
    coming_period: str = ""
    totals: tuple[tuple[str, str], ...] = ()
    members: tuple[MemberLine, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """As templates take it: dictionaries, lists and texts."""
        return asdict(self)


def year_paper(plan: Plan, reasons: Mapping[int, str], office: Requisites, *, on: date) -> Paper:
    """The plan of the year by directions; what was cancelled stays, with its reason."""
    title = "План работы"
    return _paper(
        title, f"на {school_year_text(plan.school_year)} учебный год", plan, office, on, _sections(plan.items, reasons)
    )


def month_paper(
    plan: Plan, reasons: Mapping[int, str], office: Requisites, *, month: date, last: date, on: date
) -> Paper:
    """What falls into a month, from its first day to its `last`; cancelled items with their reason."""
    items = [item for item in plan.items if falls_into(item, month, last)]
    return _paper("План работы", f"на {month_text(month)} года", plan, office, on, _sections(items, reasons))


def roster_paper(found: Roster, office: Requisites, *, on: date) -> Paper:
    """Who belongs to an association on a day, the leader first; its order heads the paper."""
    texts: dict[str, Any] = {name: getattr(office, name) for name in _PARTICULARS} | _NOT_SIGNED
    members = tuple(
        MemberLine(
            str(number),
            one.name,
            one.institution or "",
            one.position or "",
            one.role.label,
            day_text(one.valid_from),
            one.order_text or "",
        )
        for number, one in enumerate(found.as_of(on), 1)
    )
    return Paper(
        title=found.association.name,
        period=f"на {day_text(on)}",
        made_on=day_text(on),
        members=members,
        **texts | {"order": _THE_WORD_ORDER.sub("", found.association.fields.order_text)},
    )


def week_paper(
    plan: Plan, office: Requisites, *, past: tuple[date, date], coming: tuple[date, date], on: date
) -> Paper:
    """The weekly information in its two halves: what took place, and what is planned.

    Held is what has its actual day in the first period. Planned is what falls into the second one; what lasts all year
    or has no determined period isn't named week after week.
    """
    held = [item for item in plan.items if item.done_on and past[0] <= item.done_on <= past[1]]
    ahead = [item for item in plan.items if item.status is ActivityStatus.PLANNED and _is_of_a_week(item, *coming)]
    paper = _paper("Информация о работе", "", plan, office, on, ())
    return _with(
        paper,
        past=_lines(sorted(held, key=lambda item: (item.done_on or on, item.id)), {}),
        coming=_lines(sorted(ahead, key=lambda item: (item.starts_on or item.ends_on or on, item.id)), {}),
        past_period=_from_to(*past),
        coming_period=_from_to(*coming),
    )


def _is_of_a_week(item: ActivityRow, first: date, last: date) -> bool:
    """Whether the week's information names the item: its days lie in the week, or its last day does."""
    if item.precision in ("day", "range"):
        return falls_into(item, first, last)
    return (
        item.recurrence == "none" and item.precision != "year" and bool(item.ends_on and first <= item.ends_on <= last)
    )


def execution_paper(
    plan: Plan, reasons: Mapping[int, str], office: Requisites, *, period: tuple[date, date], on: date
) -> Paper:
    """How the items that were due in a period went, by directions: done, not done, cancelled with their reasons."""
    items = [item for item in plan.items if falls_into(item, *period)]
    sections = tuple(_with_counts(section, items) for section in _sections(items, reasons, on=on))
    paper = _paper("Отчёт о выполнении плана работы", _from_to(*period), plan, office, on, sections)
    return _with(paper, totals=_totals(items, on))


def correction_paper(comparison: Comparison, version: VersionRow, plan: Plan, office: Requisites, *, on: date) -> Paper:
    """What a version changes of the one before: added, moved, cancelled, changed, each with its reason."""
    sections = tuple(
        Section(fate.label.capitalize(), tuple(_changed_line(index, one) for index, one in enumerate(found, 1)))
        for fate in ItemFate
        if (found := [one for one in comparison.differences if one.fate is fate])
    )
    paper = _paper("Лист корректировки плана работы", version_text(version), plan, office, on, sections)
    return _with(paper, **_signed_as(version))


def _changed_line(index: int, one: ItemDifference) -> Line:
    said = one.after or one.before or {}
    old, new = (difference_text(one, side) or "" for side in ("old", "new"))
    return Line(
        number=str(index),
        title=one.title,
        period=said.get("period_text") or "",
        responsible=", ".join(said.get("responsible") or ()),
        audience="",
        place="",
        outcome=new,
        status=one.fate.label,
        fact=old,
        reason=one.reason or "",
        is_cancelled=bool(said.get(CANCELLED)),
    )


def _with(paper: Paper, **told: Any) -> Paper:
    return Paper(**{name: getattr(paper, name) for name in Paper.__dataclass_fields__} | told)


def _paper(title: str, period: str, plan: Plan, office: Requisites, on: date, sections: tuple[Section, ...]) -> Paper:
    particulars: dict[str, Any] = {name: getattr(office, name) for name in _PARTICULARS}
    signed = _signed_as(plan.signed_version) if plan.signed_version else _NOT_SIGNED
    told = {**particulars, **signed, "made_on": day_text(on), "sections": sections}
    return Paper(title=title, period=period, **told)


def _signed_as(version: VersionRow) -> dict[str, str]:
    return {
        "protocol": paper_text(version.protocol_number, version.protocol_on) or "",
        "order": paper_text(version.order_number, version.order_on) or "",
        "version": version_text(version),
        "content_hash": version.content_hash or "",
    }


def _sections(
    items: Iterable[ActivityRow], reasons: Mapping[int, str], *, on: date | None = None
) -> tuple[Section, ...]:
    by_heading: dict[str, list[ActivityRow]] = {}
    for item in items:
        by_heading.setdefault(item.heading or NO_HEADING, []).append(item)
    return tuple(Section(title, _lines(found, reasons, on)) for title, found in by_heading.items())


def _lines(items: Iterable[ActivityRow], reasons: Mapping[int, str], on: date | None = None) -> tuple[Line, ...]:
    return tuple(_line(index, item, reasons.get(item.id, ""), on) for index, item in enumerate(items, 1))


def _line(index: int, item: ActivityRow, reason: str, on: date | None) -> Line:
    is_late = on is not None and is_overdue(item, on)
    return Line(
        number=str(index),
        title=item.title,
        period=item.period_text or "",
        responsible=", ".join(item.responsible),
        audience=item.audience or "",
        place=item.place or "",
        outcome=item.outcome or "",
        status="не выполнено в срок" if is_late else item.status.label,
        fact=_fact(item),
        reason=reason,
        remark=_remark(item, reason),
        is_cancelled=item.status is ActivityStatus.CANCELLED,
    )


def _remark(item: ActivityRow, reason: str) -> str:
    """«отменено: карантин» of a cancelled item, else why it differs from what was signed first."""
    if item.status is not ActivityStatus.CANCELLED:
        return reason
    return f"{item.status.label}: {reason}" if reason else item.status.label


def _fact(item: ActivityRow) -> str:
    """How it went: «14.10.2026; участников: 24; Протокол № 3»."""
    people = "" if item.participant_count is None else f"участников: {number_text(item.participant_count)}"
    return "; ".join(part for part in (day_text(item.done_on), people, item.outcome_document, item.note) if part)


def _with_counts(section: Section, items: Iterable[ActivityRow]) -> Section:
    own = [item for item in items if (item.heading or NO_HEADING) == section.title]
    planned, done = _planned(own), _done(own)
    share = percent_text(done / planned) if planned else UNKNOWN
    return Section(section.title, section.lines, number_text(planned), number_text(done), share)


def _planned(items: list[ActivityRow]) -> int:
    """The denominator: all but what was cancelled."""
    return sum(item.status is not ActivityStatus.CANCELLED for item in items)


def _done(items: list[ActivityRow]) -> int:
    return sum(item.status is ActivityStatus.DONE for item in items)


def _totals(items: list[ActivityRow], on: date) -> tuple[tuple[str, str], ...]:
    planned, done = _planned(items), _done(items)
    counts = [
        ("Запланировано, без отменённых", planned),
        ("Выполнено", done),
        ("Проведено, итог не внесён", sum(item.status is ActivityStatus.HELD for item in items)),
        ("Не выполнено в срок", sum(is_overdue(item, on) for item in items)),
        ("Отменено", len(items) - planned),
    ]
    share = percent_text(done / planned) if planned else UNKNOWN
    return (*((name, number_text(count)) for name, count in counts), ("Доля выполненных", share))


def _from_to(first: date, last: date) -> str:
    return f"с {day_text(first)} по {day_text(last)}"
