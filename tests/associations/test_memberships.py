"""Who belongs to an association when: joining, leaving, leading, on both databases and in any order."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import select

from gmk import service
from gmk.access import CONSOLE, Role, User
from gmk.associations import actions, rules
from gmk.associations.actions import MemberFields
from gmk.associations.queries import associations, roster
from gmk.associations.rollover import NewRoster, roll_over
from gmk.associations.rows import AssociationFields, AssociationRow, Member, Roster
from gmk.db.session import write_session
from gmk.db.tables import ChangeSetRecord, Educator, Employment, Institution, Table
from gmk.errors import Conflict, NotAllowed, OfficeError, RuleBroken
from gmk.intake.change_undo import preview_change_undo, undo_change
from gmk.people.names import person_key
from gmk.vocabulary import MembershipRole

LEADER, DEPUTY, SECRETARY, MEMBER = MembershipRole
START, END, DAY = date(2025, 9, 1), date(2026, 8, 31), date(2025, 11, 1)
COORDINATOR = User(None, "shkola", "Белова", frozenset({Role.COORDINATOR}), frozenset({1}))
PEOPLE = ("Белова", "Громова", "Ежова")


def fill() -> None:
    """An association, three people: Белова and Громова at the first school, Ежова at the second."""
    with write_session() as session:
        session.add_all(Institution(id=i, kind="school", number=i, name=f"СОШ № {i}", name_key=str(i)) for i in (1, 2))
        session.add_all(
            Educator(id=i, last_name=last, first_name="Анна", name_key=person_key(last, "Анна"))
            for i, last in enumerate(PEOPLE, 1)
        )
        session.flush()
        session.add_all(
            Employment(educator_id=i, institution_id=2 if i == 3 else 1, position="учитель") for i in (1, 2, 3)
        )
    do(actions.add_association, fields=AssociationFields("ГМО учителей физики", "gmo"))


@pytest.fixture
def gmo(database: Engine) -> None:
    fill()


def do(action: Callable[..., Any], **told: Any) -> Any:
    return service.save(CONSOLE, action, **told)


def now(user: User = CONSOLE, on: date = START) -> Roster:
    return service.load(user, roster, association_id=1, on=on)


def add(person: int, role: MembershipRole = MEMBER, since: date | None = START, until: date | None = None) -> int:
    fields = MemberFields(role, since, until)
    found: int = do(actions.add_member, association_id=1, educator_id=person, fields=fields)
    return found


def names(day: date) -> list[tuple[str, MembershipRole]]:
    return [(one.name.split()[0], one.role) for one in now().as_of(day)]


def test_a_member_belongs_from_the_first_day_to_the_last(gmo: None) -> None:
    add(1, LEADER, START, END)
    assert [len(now().as_of(day)) for day in (START - timedelta(1), START, END, END + timedelta(1))] == [0, 1, 1, 0]
    (member,) = now().members
    assert (member.institution, member.position) == ("СОШ № 1", "учитель")
    (row,) = service.load(CONSOLE, associations, on=START)
    assert (row.members, row.leader, row.kind_label) == (1, "Белова Анна", "городское методическое объединение")


@pytest.mark.parametrize(
    ("since", "until", "refused"),
    [
        (END, None, True),
        (END + timedelta(1), None, False),
        (date(2024, 9, 1), START, True),
        (date(2024, 9, 1), START - timedelta(1), False),
        (None, None, True),
    ],
)
def test_one_person_has_one_role_at_a_time(gmo: None, since: date | None, until: date | None, refused: bool) -> None:
    add(1, MEMBER, START, END)
    if refused:
        with pytest.raises(RuleBroken, match=r"уже в составе: член объединения, 01.09.2025–31.08.2026"):
            add(1, SECRETARY, since, until)
    else:
        add(1, SECRETARY, since, until)
        assert len(now().members) == 2


def test_overlapping_periods_are_joined_on_request(gmo: None) -> None:
    add(1, MEMBER, START, END)
    add(1, MEMBER, date(2027, 9, 1), None)
    told = {"association_id": 1, "educator_id": 1}
    do(actions.join_periods, **told, fields=MemberFields(MEMBER, date(2026, 1, 1), date(2027, 10, 1)))
    assert [(one.valid_from, one.valid_to) for one in now().members] == [(START, None)]
    with pytest.raises(RuleBroken, match="Объединять нечего"):
        do(actions.join_periods, association_id=1, educator_id=2, fields=MemberFields(MEMBER, START))


def test_one_person_leads_at_a_time(gmo: None) -> None:
    add(1, LEADER, START, END)
    with pytest.raises(RuleBroken, match=r"В эти дни руководит другой человек: Белова Анна, 01.09.2025–31.08.2026"):
        add(2, LEADER, END)
    add(2, LEADER, END + timedelta(1))
    member = add(3)
    with pytest.raises(RuleBroken, match=r"руководит другой человек: Громова Анна, с 01.09.2026"):
        do(actions.change_role, membership_id=member, version=1, role=LEADER, on=date(2026, 10, 1))


def test_a_council_may_have_several_chairs(gmo: None) -> None:
    do(actions.add_association, fields=AssociationFields("Городской совет", "council"))
    for person in (1, 2):
        fields = MemberFields(LEADER, START)
        do(actions.add_member, association_id=2, educator_id=person, fields=fields)
    assert len(service.load(CONSOLE, roster, association_id=2, on=START).as_of(START)) == 2


def test_a_new_role_begins_where_the_old_one_ends(gmo: None) -> None:
    key = add(1)
    do(actions.change_role, membership_id=key, version=1, role=LEADER, on=date(2026, 2, 1), order_text="№ 12")
    assert names(date(2026, 1, 31)) == [("Белова", MEMBER)]
    assert names(date(2026, 2, 1)) == [("Белова", LEADER)]
    with pytest.raises(RuleBroken, match="роль у него уже такая"):
        do(actions.change_role, membership_id=key + 1, version=1, role=LEADER, on=date(2026, 3, 1))


def test_a_second_active_period_makes_nobody_a_former_member(gmo: None) -> None:
    add(1, MEMBER, date(2020, 9, 1), date(2021, 8, 31))
    add(1, LEADER, START, None)
    (found,) = rules.tenures(now(), date(2026, 8, 31))
    assert found.is_member
    assert (found.days, found.days_leading) == (730, 365)


def test_days_of_belonging_are_added_up_and_unknown_ones_are_not_guessed(gmo: None) -> None:
    add(1, MEMBER, START, END)
    add(2, MEMBER, None, END)
    found = {one.name.split()[0]: one for one in rules.tenures(now(), date(2026, 1, 1))}
    assert (found["Белова"].days, found["Белова"].days_leading) == (123, 0)
    assert found["Громова"].days is None


@pytest.mark.parametrize(
    ("days", "text"),
    [(None, "нет данных"), (0, "меньше месяца"), (29, "меньше месяца"), (30, "1\u00a0месяц"), (365, "1\u00a0год"),
     (800, "2\u00a0года 2\u00a0месяца")],
)  # fmt: skip
def test_how_long_is_said_in_words(days: int | None, text: str) -> None:
    assert rules.years_text(days) == text


def test_the_difference_between_two_days_is_told_in_words(gmo: None) -> None:
    leader, member = add(1, LEADER), add(2)
    do(actions.end_membership, membership_id=member, version=1, last_day=END)
    do(actions.change_role, membership_id=leader, version=1, role=DEPUTY, on=END + timedelta(1))
    add(3, LEADER, END + timedelta(1))
    told = rules.difference_in_words(now(), START, date(2026, 10, 1))
    assert told == [
        "Руководитель: было – Белова Анна, стало – Ежова Анна.",
        "Вступили: Ежова Анна.",
        "Вышли: Громова Анна.",
        "Белова Анна: роль была «руководитель», стала «заместитель руководителя».",
    ]
    assert rules.difference_in_words(now(), date(2026, 10, 1), START) == told
    assert rules.difference_in_words(now(), START, END) == ["С 01.09.2025 по 31.08.2026 состав не изменился."]


def test_whoever_moves_to_another_institution_stays_with_the_old_one_in_the_past(gmo: None) -> None:
    key = add(1, MEMBER, START)
    do(actions.end_membership, membership_id=key, version=1, last_day=END)
    fields = MemberFields(MEMBER, END + timedelta(1), institution_id=2)
    do(actions.add_member, association_id=1, educator_id=1, fields=fields)
    assert [now().as_of(day)[0].institution for day in (END, END + timedelta(1))] == ["СОШ № 1", "СОШ № 2"]
    told = rules.difference_in_words(now(), END, END + timedelta(1))
    assert told == ["Белова Анна: учреждение было СОШ № 1, стало СОШ № 2."]


def test_who_answers_for_an_institution_sees_its_members_alone_and_changes_nothing(gmo: None) -> None:
    add(1), add(3)
    assert [one.name for one in now(COORDINATOR).members] == ["Белова Анна"]
    with pytest.raises(NotAllowed):
        service.save(COORDINATOR, actions.end_membership, membership_id=1, version=1, last_day=END)


def test_closing_an_association_ends_its_memberships_the_day_before(gmo: None) -> None:
    add(1), add(2, MEMBER, date(2027, 1, 1))
    assert do(actions.close_association, association_id=1, version=1, closed_on=END) == 2
    assert [(one.name.split()[0], one.valid_to) for one in now().members] == [("Белова", END - timedelta(1))]
    assert service.load(CONSOLE, associations, on=END) == []


def test_the_second_of_two_editors_is_told(gmo: None) -> None:
    key = add(1)
    do(actions.end_membership, membership_id=key, version=1, last_day=END)
    with pytest.raises(Conflict, match="Пока вы работали"):
        do(actions.end_membership, membership_id=key, version=1, last_day=START)


def roll(*, order: str = "приказ № 181-О от 01.09.2026", **told: Any) -> int:
    found: int = do(roll_over, school_year=2026, rosters={1: NewRoster(**told)}, order_text=order)
    return found


def test_the_first_of_september_changes_a_roster_as_a_whole_and_can_be_undone(gmo: None) -> None:
    leader, leaving = add(1, LEADER), add(2)
    before = now().members
    assert roll(leaves=frozenset({leaving}), leader_id=3, joins={3: MemberFields()}) == 4
    assert names(END) == [("Белова", LEADER), ("Громова", MEMBER)]
    assert names(END + timedelta(1)) == [("Ежова", LEADER), ("Белова", MEMBER)]
    assert {one.order_text for one in now().as_of(END + timedelta(1))} == {"приказ № 181-О от 01.09.2026"}
    with write_session() as session:
        last = session.exec(select(ChangeSetRecord).order_by(ChangeSetRecord.id.desc())).first()  # type: ignore[attr-defined]
        assert last is not None
        number, title = last.id, last.title
    assert title == "Составы на 2026/27, приказ № 181-О от 01.09.2026: 1\u00a0объединение"
    do(undo_change, set_id=number)
    assert [(one.id, one.role, one.valid_to) for one in now().members] == [
        (one.id, one.role, one.valid_to) for one in before
    ]
    assert leader in {one.id for one in now().members}


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({}, "Ничего не меняется"),
        ({"leader_id": 3}, "новый руководитель не входит в состав"),
        ({"joins": {1: MemberFields()}}, "Белова Анна уже в составе"),
        ({"order": " ", "leader_id": 1}, "Приказ не указан"),
    ],
)
def test_a_roll_over_that_makes_no_sense_is_refused(gmo: None, told: dict[str, Any], why: str) -> None:
    add(1)
    with pytest.raises(RuleBroken, match=why):
        roll(**told)


def test_a_last_day_may_not_be_moved_into_another_period_of_the_person(gmo: None) -> None:
    first = add(1, until=DAY)
    add(1, DEPUTY, since=DAY + timedelta(30))
    do(actions.end_membership, membership_id=first, version=1, last_day=DAY + timedelta(29))
    with pytest.raises(RuleBroken, match=r"Белова Анна уже в составе: заместитель руководителя, с 01\.12\.2025"):
        do(actions.end_membership, membership_id=first, version=2, last_day=DAY + timedelta(30))


def test_a_last_day_may_not_be_moved_into_the_time_of_another_leader(gmo: None) -> None:
    first = add(1, LEADER, until=DAY)
    add(2, LEADER, since=DAY + timedelta(1))
    with pytest.raises(RuleBroken, match="В эти дни руководит другой человек: Громова Анна"):
        do(actions.end_membership, membership_id=first, version=1, last_day=DAY + timedelta(1))


def test_a_roll_over_gives_nobody_two_roles_at_a_time_and_no_two_leaders(gmo: None) -> None:
    add(1)
    add(2, LEADER, since=date(2026, 10, 1))
    with pytest.raises(RuleBroken, match=r"«ГМО учителей физики»\. В эти дни руководит другой человек: Громова Анна"):
        roll(leader_id=1)
    with pytest.raises(RuleBroken, match=r"«ГМО учителей физики»\. Громова Анна уже в составе: руководитель"):
        roll(joins={2: MemberFields()})


def last_set() -> int:
    with write_session() as session:
        return max(session.exec(select(ChangeSetRecord.id)))  # type: ignore[type-var]


def test_an_undo_does_not_bring_back_a_second_leader(gmo: None) -> None:
    first = add(1, LEADER)
    do(actions.end_membership, membership_id=first, version=1, last_day=DAY)
    ended = last_set()
    add(2, LEADER, since=DAY + timedelta(1))
    (left,) = service.load(CONSOLE, preview_change_undo, set_id=ended).impossible
    assert left.why == "в эти дни человек уже в составе, или руководит другой"
    with pytest.raises(RuleBroken, match="Возвращать нечего: в эти дни человек уже в составе, или руководит другой"):
        do(undo_change, set_id=ended)


def test_an_undo_does_not_bring_back_what_would_overlap(gmo: None) -> None:
    first = add(1)
    do(actions.end_membership, membership_id=first, version=1, last_day=DAY)
    ended = last_set()
    add(1, DEPUTY, since=DAY + timedelta(60))
    with pytest.raises(RuleBroken, match="Возвращать нечего"):
        do(undo_change, set_id=ended)
    do(actions.remove_membership, membership_id=2, version=1)
    do(undo_change, set_id=ended)
    assert [(one.name, one.valid_to) for one in now().members] == [("Белова Анна", None)]


def test_a_roll_over_is_undone_but_for_whoever_would_lead_beside_another(gmo: None) -> None:
    """Белова led, Громова leads since then and was given a last day after it; Ежова left and comes back."""
    add(1, LEADER), add(2)
    leaving = add(3)
    roll(leaves=frozenset({leaving}), leader_id=2)
    rolled = last_set()
    new_leader = next(one for one in now().members if one.role is LEADER and one.educator_id == 2)
    far = date(2028, 8, 31)
    do(actions.end_membership, membership_id=new_leader.id, version=new_leader.version, last_day=far)
    report = do(undo_change, set_id=rolled)
    assert (len(report.kept), len(report.impossible)) == (1, 3)
    first = date(2026, 9, 1)
    assert sorted(names(first)) == [("Белова", MEMBER), ("Громова", LEADER), ("Ежова", MEMBER)]


DAYS = st.dates(date(2025, 9, 1), date(2026, 8, 31))
ROLES = st.sampled_from(MembershipRole)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("join"), st.integers(1, 3), ROLES, DAYS, st.one_of(st.none(), DAYS)),
        st.tuples(st.just("leave"), st.integers(0, 9), DAYS),
        st.tuples(st.just("role"), st.integers(0, 9), ROLES, DAYS),
        st.tuples(st.just("remove"), st.integers(0, 9)),
        st.tuples(st.just("undo"), st.integers(1, 12)),
    ),
    max_size=10,
)


def _clear() -> None:
    with write_session() as session:
        for table in reversed(Table.metadata.sorted_tables):
            session.execute(table.delete())


def _take(step: tuple[Any, ...]) -> None:
    """Does a step if the rules allow it."""
    kind, *told = step
    try:
        if kind == "join":
            add(told[0], told[1], told[2], told[3])
            return
        if kind == "undo":
            do(undo_change, set_id=1 + told[0])  # the first one made the association
            return
        members = now().members
        if not members:
            return
        one = members[told[0] % len(members)]
        act = {"membership_id": one.id, "version": one.version}
        if kind == "leave":
            do(actions.end_membership, **act, last_day=told[1])
        elif kind == "role":
            do(actions.change_role, **act, role=told[1], on=told[2])
        else:
            do(actions.remove_membership, **act)
    except OfficeError:
        pass


def _replayed(members: tuple[Member, ...], day: date) -> set[tuple[int, MembershipRole]]:
    """Who belongs on the day, told by coming and going one after the other."""
    there: set[tuple[int, MembershipRole]] = set()
    moments = [(one.valid_from or date.min, 1, one) for one in members]
    moments += [((one.valid_to or date.max - timedelta(1)) + timedelta(1), 0, one) for one in members]
    for moment, comes, one in sorted(moments, key=lambda told: (told[0], told[1])):
        if moment <= day:
            (there.add if comes else there.discard)((one.educator_id, one.role))
    return there


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, day=DAYS)
def test_whatever_is_done_the_rules_hold_and_a_day_is_the_replay_of_the_changes(
    sqlite: Engine, steps: list[tuple[Any, ...]], day: date
) -> None:
    _clear()
    fill()
    for step in steps:
        _take(step)
    found = now()
    for one in found.members:
        assert rules.in_the_way(found.members, one.educator_id, rules.span_of(one), but=one.id) == []
        assert one.valid_from is None or one.valid_to is None or one.valid_from <= one.valid_to
        if one.role is LEADER:
            assert rules.other_leaders(found.members, rules.span_of(one), kind="gmo", but=one.id) == []
    assert sum(one.role is LEADER for one in found.as_of(day)) <= 1
    assert {(one.educator_id, one.role) for one in found.as_of(day)} == _replayed(found.members, day)


@pytest.mark.parametrize(
    ("first", "last", "closed", "text"),
    [
        (None, None, None, ""),
        (START, None, None, ""),
        (START, END, None, "до 31.08.2026"),
        (START, DAY, None, "до 01.11.2025"),
        (START, DAY - timedelta(1), None, "срок истёк 31.10.2025"),
        (DAY, END, None, "до 31.08.2026"),
        (DAY + timedelta(1), END, None, "начнёт работу 02.11.2025"),
        (START, END, DAY, "закрыто с 01.11.2025"),
        (START, END, DAY + timedelta(1), "до 31.08.2026"),
    ],
)
def test_how_long_an_association_works(first: date | None, last: date | None, closed: date | None, text: str) -> None:
    fields = AssociationFields("ГМО", "gmo", starts_on=first, ends_on=last)
    assert rules.term_text(AssociationRow(1, fields, "", None, closed, 1, 0, None), DAY) == text
