"""The rules of associations: who may belong to one when, and what a roster says of a day. Pure.

Source: Положение о ГМК, clauses 3.1 and 3.5: rosters are formed anew each year, so a membership has its dates.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from gmk.associations.rows import AssociationRow, Member, Roster, Tenure
from gmk.vocabulary import AssociationKind, MembershipRole
from gmk.wording import UNKNOWN, counted, day_text

ONE_LEADER = frozenset({kind.value for kind in AssociationKind} - {AssociationKind.COUNCIL.value})
"""Kinds of which one person is the leader at a time; a council may have chairs of its sections."""
_ONE_DAY = timedelta(days=1)
Span = tuple[date | None, date | None]
"""First and last day; an open side is None."""


def overlaps(one: Span, other: Span) -> bool:
    """Whether two spans share a day."""
    return _first(one) <= _last(other) and _first(other) <= _last(one)


def touches(one: Span, other: Span) -> bool:
    """Whether two spans share a day or follow each other without a gap."""
    return overlaps(_longer(one), other)


def joined(spans: Iterable[Span]) -> Span:
    """The span from the first day of all to the last one."""
    listed = list(spans)
    first, last = min(map(_first, listed)), max(map(_last, listed))
    return None if first == date.min else first, None if last == date.max else last


def _longer(span: Span) -> Span:
    first, last = span
    return first if first is None or first == date.min else first - _ONE_DAY, None if last is None else last + _ONE_DAY


def _first(span: Span) -> date:
    return span[0] or date.min


def _last(span: Span) -> date:
    return span[1] or date.max


def span_of(member: Member) -> Span:
    """From when to when."""
    return member.valid_from, member.valid_to


def in_the_way(members: Iterable[Member], educator_id: int, span: Span, *, but: int | None = None) -> list[Member]:
    """The person's memberships that share a day with the span: one has one role in an association at a time."""
    return [
        member
        for member in members
        if member.educator_id == educator_id and member.id != but and overlaps(span_of(member), span)
    ]


def other_leaders(members: Iterable[Member], span: Span, *, kind: str, but: int | None = None) -> list[Member]:
    """Who leads the association on a day of the span, where the rule says that one person does."""
    if kind not in ONE_LEADER:
        return []
    leading = (member for member in members if member.role is MembershipRole.LEADER and member.id != but)
    return [member for member in leading if overlaps(span_of(member), span)]


def difference_in_words(roster: Roster, before: date, after: date) -> list[str]:
    """What changed between two days, a sentence each: who came, who left, who has another role, who leads.

    An earlier second day is read the other way round. Nobody who came and left in between is named.
    """
    first, second = sorted((before, after))
    old = {member.educator_id: member for member in roster.as_of(first)}
    new = {member.educator_id: member for member in roster.as_of(second)}
    told = _leaders(old.values(), new.values())
    came = [new[key] for key in new if key not in old]
    left = [old[key] for key in old if key not in new]
    changed = [(old[key], new[key]) for key in new if key in old and old[key].role is not new[key].role]
    moved = [(old[key], new[key]) for key in new if key in old and old[key].institution_id != new[key].institution_id]
    told += [f"Вступили: {_names(came)}."] if came else []
    told += [f"Вышли: {_names(left)}."] if left else []
    told += [f"{one.name}: роль была «{one.role.label}», стала «{other.role.label}»." for one, other in changed]
    told += [
        f"{one.name}: учреждение было {one.institution or 'не указано'}, стало {other.institution or 'не указано'}."
        for one, other in moved
    ]
    return told or [f"С {day_text(first)} по {day_text(second)} состав не изменился."]


def _leaders(old: Iterable[Member], new: Iterable[Member]) -> list[str]:
    was, now = (_leading(members) for members in (old, new))
    if was == now:
        return []
    return [f"Руководитель: было – {was or 'никого'}, стало – {now or 'никого'}."]


def _leading(members: Iterable[Member]) -> str:
    return ", ".join(sorted(member.name for member in members if member.role is MembershipRole.LEADER))


def _names(members: Sequence[Member]) -> str:
    return ", ".join(sorted(member.name for member in members))


def tenures(roster: Roster, on: date) -> list[Tenure]:
    """How long each person has belonged to the association and led it by the day, the longest first.

    Days of several periods are added up; days in several roles count once. A period whose beginning isn't known makes
    the sum unknown.
    """
    people: dict[int, list[Member]] = {}
    for member in roster.members:
        people.setdefault(member.educator_id, []).append(member)
    found = [
        Tenure(
            key,
            own[0].name,
            _days(own, on),
            _days([one for one in own if one.role is MembershipRole.LEADER], on),
            any(one.holds_on(on) for one in own),
        )
        for key, own in people.items()
    ]
    return sorted(found, key=lambda one: (-(one.days if one.days is not None else -1), one.name))


def _days(members: Sequence[Member], on: date) -> int | None:
    begun = [member for member in members if member.valid_from is None or member.valid_from <= on]
    if any(member.valid_from is None for member in begun):
        return None
    days: set[int] = set()
    for member in begun:
        last = min(member.valid_to or on, on)
        days.update(range((member.valid_from or on).toordinal(), last.toordinal() + 1))
    return len(days)


def term_text(row: AssociationRow, on: date) -> str:
    """How long an association works, as of a day: empty while nothing limits it."""
    first, last = row.fields.starts_on, row.fields.ends_on
    if row.closed_on is not None and row.closed_on <= on:
        return f"закрыто с {day_text(row.closed_on)}"
    if first is not None and first > on:
        return f"начнёт работу {day_text(first)}"
    if last is not None and last < on:
        return f"срок истёк {day_text(last)}"
    return f"до {day_text(last)}" if last is not None else ""


def years_text(days: int | None) -> str:
    """«3 года 2 месяца» for a number of days; «нет данных» where it isn't known, «меньше месяца» below thirty days."""
    if days is None:
        return UNKNOWN
    years, rest = divmod(days, 365)
    months = rest // 30
    if not years and not months:
        return "меньше месяца"
    parts = [counted(years, "год", "года", "лет")] if years else []
    parts += [counted(months, "месяц", "месяца", "месяцев")] if months else []
    return " ".join(parts)
