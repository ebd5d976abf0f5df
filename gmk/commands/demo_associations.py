"""The invented associations of the demonstration town: rosters of three years, meetings, sites, mentors, lists."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import zip_longest
from random import Random

from sqlalchemy import select
from sqlmodel import Session, col

from gmk.access import EVERYTHING, User
from gmk.associations.forms import read_association
from gmk.associations.meetings import MeetingFields, add_meeting, note_attendance
from gmk.associations.mentoring import PairFields, add_pair, early_career_educators
from gmk.associations.queries import associations, members_of
from gmk.associations.rollover import NewRoster, roll_over
from gmk.associations.rows import AssociationFields, AssociationRow
from gmk.associations.sites import SiteFields, add_site, ask_for_report, note_report
from gmk.changes.commit import commit
from gmk.changes.model import Change, ChangeSet
from gmk.commands import demo_association_words as words
from gmk.db.tables import Employment
from gmk.people.queries import works_on
from gmk.periods import school_year_of
from gmk.questions.smart_lists import Conditions, save_list
from gmk.vocabulary import AssociationKind, MembershipRole

SEED = 20260904
OLD, LEFT, CAME, NEVER, MENTORED = 0.7, 0.12, 0.8, 0.08, 0.67
"""The chances that a member belongs since two years ago, left this summer, comes to a meeting, comes to none at all;
and that an early-career educator has a mentor."""
ROLES = (MembershipRole.LEADER, MembershipRole.DEPUTY, MembershipRole.SECRETARY)


def make_associations(session: Session, *, user: User, on: date) -> None:
    """Fills the associations as they stand on the day; the people of the town are there."""
    random = Random(SEED)  # noqa: S311 - invents rosters, guards nothing
    year = school_year_of(on)
    _found(session, user, year)
    rows = associations(session, scope=EVERYTHING, on=on)
    _gather(session, user, rows, year, on, random)
    _form_anew(session, user, rows, year)
    for row in rows:
        _meet(session, user, row, year, on, random)
    _open_sites(session, user, year, on)
    _pair(session, user, year, on, random)
    _save_lists(session, user, year)


def _found(session: Session, user: User, year: int) -> None:
    """All associations in one change set, as a workbook would bring them."""
    since, order = date(year - 2, 9, 1), _order(year - 2)
    fields = [
        AssociationFields(name, AssociationKind.GMO, words.GOVERNING, None, curator, subject, since, None, order)
        for name, subject, curator, _ in words.SUBJECT_GROUPS
    ]
    fields += [
        AssociationFields(name, kind, "", None, curator, None, since, None, order)
        for name, kind, curator, _, _ in words.OTHER_GROUPS
    ]
    changes = [Change("association", -1 - n, "create", after=read_association(one)) for n, one in enumerate(fields)]
    commit(session, ChangeSet("form", "Внесены объединения", changes), user=user)


def _gather(session: Session, user: User, rows: list[AssociationRow], year: int, on: date, random: Random) -> None:
    """Rosters since two years ago, with those who left and came since; the first of each leads, the next two help."""
    posts = _posts(session, on)
    wanted = {name: ("учитель", subject, many) for name, subject, _, many in words.SUBJECT_GROUPS}
    wanted |= {name: (position, "", many) for name, _, _, position, many in words.OTHER_GROUPS}
    young = {one.educator_id for one in early_career_educators(session, scope=EVERYTHING, on=on).rows}
    changes: list[Change] = []
    for row in rows:
        position, subject, many = wanted[row.name]
        fitting = [post for post in posts if _fits(post, position, subject)]
        chosen = _spread(fitting, many, random) if many else [post for post in posts if post.educator_id in young]
        for place, post in enumerate(chosen):
            leads = bool(many) and place < len(ROLES)
            first = date(year - (2 if leads or random.random() < OLD else 1), 9, 1)
            leaves = not leads and random.random() < LEFT
            after = {
                "association_id": row.id, "educator_id": post.educator_id, "institution_id": post.institution_id,
                "position": post.position, "role": str(ROLES[place] if leads else MembershipRole.MEMBER),
                "valid_from": first, "valid_to": date(year, 8, 31) if leaves else None,
                "order_text": _order(first.year),
            }  # fmt: skip
            changes.append(Change("membership", -1 - len(changes), "create", after=after))
    commit(session, ChangeSet("form", "Внесены составы объединений", changes), user=user)


def _order(year: int) -> str:
    return f"приказ комитета образования от 30.08.{year} № 240"


def _posts(session: Session, on: date) -> list[Employment]:
    """The first post of everybody who works on the day."""
    found: dict[int, Employment] = {}
    for post in session.scalars(select(Employment).where(works_on(on)).order_by(col(Employment.id))):
        found.setdefault(post.educator_id, post)
    return list(found.values())


def _fits(post: Employment, position: str, subject: str) -> bool:
    return (post.position or "").startswith(position) and (not subject or subject in post.subjects)


def _spread(posts: list[Employment], many: int, random: Random) -> list[Employment]:
    """So many people at most, of as many institutions as there are: one of each in turn."""
    by_place: dict[int, list[Employment]] = defaultdict(list)
    for post in random.sample(posts, len(posts)):
        by_place[post.institution_id].append(post)
    turns = zip_longest(*by_place.values())
    return [post for turn in turns for post in turn if post is not None][:many]


def _form_anew(session: Session, user: User, rows: list[AssociationRow], year: int) -> None:
    """On 1 September three associations get new leaders, one of them loses a member."""
    first = date(year, 9, 1)
    rosters = {}
    for row in rows[:3]:
        here = [one for one in members_of(session, row.id) if one.holds_on(first)]
        deputy = next(one for one in here if one.role is MembershipRole.DEPUTY)
        rosters[row.id] = NewRoster(leader_id=deputy.educator_id, leaves=frozenset({here[-1].id} - {deputy.id}))
    order = f"приказ комитета образования от 29.08.{year} № 251"
    roll_over(session, user=user, scope=EVERYTHING, school_year=year, rosters=rosters, order_text=order)


def _meet(session: Session, user: User, row: AssociationRow, year: int, on: date, random: Random) -> None:
    """A meeting in September, November, January and March of this year and the last one, as far as they are over."""
    members = members_of(session, row.id)
    shy = {one.educator_id for one in members if one.role is MembershipRole.MEMBER and random.random() < NEVER}
    for started in (year - 1, year):
        for number, topic in enumerate(words.TOPICS, start=1):
            held = date(started, 9, 8) + timedelta(days=61 * (number - 1) + random.randrange(12))
            if held >= on:
                return
            there = [one for one in members if one.holds_on(held)]
            fields = MeetingFields(held, topic, words.AGENDA, random.choice(words.PLACES), str(number))
            key = add_meeting(session, user=user, scope=EVERYTHING, association_id=row.id, fields=fields)
            came = [one.educator_id for one in there if one.educator_id not in shy and random.random() < CAME]
            if came:
                note_attendance(session, user=user, scope=EVERYTHING, meeting_id=key, educator_ids=came)


def _open_sites(session: Session, user: User, year: int, on: date) -> None:
    """Each site owes a report for every half-year; the last one before the day is late at every second site."""
    for place, (institution, status, topic, direction, stage, years) in enumerate(words.SITES):
        fields = SiteFields(
            institution, status, topic, direction,
            starts_on=date(year - 1, 9, 1), ends_on=date(year - 1 + years, 8, 31),
            order_text=f"приказ комитета образования от 01.09.{year - 1} № 2{place}7", stage=stage,
            products="Методические рекомендации\nБанк заданий" if place else "Сборник уроков",
        )  # fmt: skip
        key = add_site(session, user=user, scope=EVERYTHING, fields=fields)
        for name, due in (
            (f"Отчёт за {year - 1}/{year % 100:02d} учебный год", date(year, 6, 1)),
            (f"Отчёт за осень {year} года", date(year, 11, 15)),
            (f"Отчёт за {year}/{(year + 1) % 100:02d} учебный год", date(year + 1, 6, 1)),
        ):
            report = ask_for_report(session, user=user, scope=EVERYTHING, site_id=key, name=name, due_on=due)
            if due < on and (due.month < 9 or place % 2):
                came = min(due - timedelta(days=3), on)
                note_report(session, user=user, scope=EVERYTHING, report_id=report, version=1, received_on=came)


def _pair(session: Session, user: User, year: int, on: date, random: Random) -> None:
    """Two of three early-career educators have a mentor of their own institution."""
    posts = _posts(session, on)
    young = {one.educator_id for one in early_career_educators(session, scope=EVERYTHING, on=on).rows}
    mentors: dict[int, list[int]] = defaultdict(list)
    for post in posts:
        if post.educator_id not in young:
            mentors[post.institution_id].append(post.educator_id)
    for post in posts:
        if post.educator_id in young and random.random() < MENTORED:
            fields = PairFields(date(year, 9, 1), date(year + 1, 5, 31), order_text="приказ учреждения № 31-п")
            mentor = random.choice(mentors[post.institution_id])
            add_pair(session, user=user, scope=EVERYTHING, mentee_id=post.educator_id, mentor_id=mentor, fields=fields)


def _save_lists(session: Session, user: User, year: int) -> None:
    for name, conditions in (
        (
            f"Руководители ГМО без курсов с {year - 3} года",
            Conditions(
                roles=(MembershipRole.LEADER.value,),
                kinds=(AssociationKind.GMO.value,),
                no_course_since=f"{year - 3}-09-01",
            ),
        ),
        ("Молодые педагоги без наставника", Conditions(is_early_career=True, has_no_mentor=True)),
    ):
        save_list(session, user=user, scope=EVERYTHING, name=name, conditions=conditions)
