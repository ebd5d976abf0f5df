"""The invented year plan of the demonstration town: signed, corrected, partly carried out; and its cyclogram."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from random import Random
from typing import Any

from sqlalchemy import select, update
from sqlmodel import Session, col

from gmk.access import EVERYTHING, User
from gmk.accounts.demo_users import demo_user
from gmk.changes.commit import commit
from gmk.changes.model import Change, ChangeSet
from gmk.commands import demo_plan_words as words
from gmk.db.tables import PlanStep, PlanVersion
from gmk.periods import school_year_of, school_year_text
from gmk.plan.actions import add_activity, cancel_activity, edit_activity
from gmk.plan.approval import approve_plan, submit_plan
from gmk.plan.correction_periods import correction_periods
from gmk.plan.corrections import begin_correction
from gmk.plan.cyclogram_actions import add_line
from gmk.plan.forms import read_activity
from gmk.plan.queries import items_of
from gmk.plan.rows import ActivityFields, ActivityRow, ApprovalPaper
from gmk.vocabulary import ActivityBasis, ActivityStatus, PlanLevel
from gmk.wording import day_text

SEED = 20260903
WEEKS = 42
BASES = (ActivityBasis.OWN, ActivityBasis.OWN, ActivityBasis.COMMITTEE, ActivityBasis.REGION)
SIGNED, CORRECTED = (9, 1), (10, 26)
_MSK = timezone(timedelta(hours=3))


def make_plan(session: Session, *, on: date) -> None:
    """Fills the plan of the school year as it stands on the day; the users of the town are there."""
    head, methodist, chair = (demo_user(session, login) for login in ("golova", "metodist", "predsedatel"))
    year = school_year_of(on)
    for line in words.LINES:
        add_line(session, user=methodist, scope=EVERYTHING, fields=line)
    _write(session, methodist, year)
    _sign(session, head, chair, year, number=1, on=date(year, *SIGNED))
    if on > date(year, *CORRECTED):
        _correct(session, head, year, after=on)
        _sign(session, head, chair, year, number=2, on=date(year, *CORRECTED))
    _carry_out(session, methodist, year, on)


def _write(session: Session, user: User, year: int) -> None:
    """All items in one change set, as a workbook would bring them."""
    changes = [
        Change("activity", -1 - number, "create", after=read_activity(fields, year) | {"school_year": year})
        for number, fields in enumerate(_invented(year))
    ]
    commit(session, ChangeSet("form", f"Составлен план на {school_year_text(year)}", changes), user=user)


def _invented(year: int) -> Iterator[ActivityFields]:
    """About three items a week, on working days, and those of the whole year."""
    random = Random(SEED)  # noqa: S311 - invents a plan, guards nothing
    people = (words.HEAD, words.METHODIST, words.GIFTED, words.KINDERGARTENS)
    for direction, title, period in words.ALL_YEAR:
        yield ActivityFields(title, period, direction, responsible=(random.choice(people),), basis=ActivityBasis.OWN)
    monday = date(year, 9, 1) + timedelta(-date(year, 9, 1).weekday() % 7)
    for week in range(WEEKS):
        for _ in range(random.choice((2, 3, 4))):
            direction, title, form, audience, place, outcome = random.choice(words.KINDS)
            yield ActivityFields(
                title.format(topic=random.choice(words.TOPICS)),
                _period(monday + timedelta(weeks=week, days=random.randrange(5)), random),
                direction,
                form=form,
                responsible=tuple(random.sample(people, random.choice((1, 1, 2)))),
                institution_ids=tuple(random.sample(range(1, 10), 1)) if form == "выезд в учреждение" else (),
                audience=audience,
                place=place,
                outcome=outcome,
                basis=random.choice(
                    (ActivityBasis.OWN, ActivityBasis.OWN, ActivityBasis.COMMITTEE, ActivityBasis.REGION)
                ),
            )


def _period(day: date, random: Random) -> str:
    """Mostly the day itself; sometimes two days, a deadline, the month."""
    how = random.random()
    if how < 0.75:
        return day_text(day)
    if how < 0.82 and day.weekday() < 4:
        return f"{day_text(day)}-{day_text(day + timedelta(1))}"
    return f"до {day_text(day)}" if how < 0.9 else _month_of(day)


def _month_of(day: date) -> str:
    return f"{day.month:02d}.{day.year}"


def _correct(session: Session, head: User, year: int, *, after: date) -> None:
    """Two items added, five moved, three cancelled, each for a reason."""
    half = correction_periods(year, PlanLevel.HALF_YEAR)[0]
    ground = "Письмо комитета образования № 45"
    begin_correction(
        session,
        user=head,
        scope=EVERYTHING,
        school_year=year,
        level=str(half.level),
        starts_on=half.starts_on,
        ground=ground,
    )
    ahead = [item for item in items_of(session, year) if item.precision == "day" and (item.starts_on or after) > after]
    told: dict[str, Any] = {"user": head, "scope": EVERYTHING}
    for item in ahead[:5]:
        later = day_text((item.starts_on or after) + timedelta(weeks=1))
        edit_activity(
            session,
            **told,
            activity_id=item.id,
            version=item.version,
            fields=_as_fields(item, later),
            reason="Карантин в школах",
        )
    for item in ahead[5:8]:
        cancel_activity(
            session, **told, activity_id=item.id, version=item.version, reason="Нет финансирования"
        )  # fmt: skip
    for title in ("Совещание по итогам проверки", "Вебинар ЛОИРО для наставников"):
        fields = ActivityFields(title, "декабрь", words.ORGANISATION, responsible=(words.HEAD,))
        add_activity(session, **told, school_year=year, fields=fields, reason="Запрос комитета")


def _as_fields(item: ActivityRow, period_text: str) -> ActivityFields:
    return ActivityFields(
        title=item.title,
        period_text=period_text,
        direction=item.direction,
        section=item.section,
        form=item.form,
        responsible=item.responsible,
        institution_ids=item.institution_ids,
        audience=item.audience or "",
        place=item.place or "",
        outcome=item.outcome or "",
        basis=item.basis,
    )


def _sign(session: Session, head: User, chair: User, year: int, *, number: int, on: date) -> None:
    """Sent and signed on the day, whenever the town is built."""
    opened = select(col(PlanVersion.version)).where(col(PlanVersion.school_year) == year)
    version = session.scalar(opened.where(col(PlanVersion.number).is_(None))) or 0
    submit_plan(session, user=head, scope=EVERYTHING, school_year=year, version=version)
    paper = ApprovalPaper(str(number), on - timedelta(4), f"{180 + number}-О", on)
    approve_plan(session, user=chair, scope=EVERYTHING, school_year=year, version=version + 1, paper=paper)
    at = datetime.combine(on, time(10), _MSK)
    signed = select(col(PlanVersion.id)).where(col(PlanVersion.school_year) == year, col(PlanVersion.number) == number)
    key = session.scalars(signed).one()
    session.execute(update(PlanVersion).where(col(PlanVersion.id) == key).values(approved_at=at))
    session.execute(update(PlanStep).where(col(PlanStep.version_id) == key).values(at=at))
    session.expire_all()


def _carry_out(session: Session, user: User, year: int, on: date) -> None:
    """What is over by the day is mostly done, with its day, people and outcome; some is late or lacks its outcome."""
    random = Random(SEED)  # noqa: S311 - invents outcomes, guards nothing
    changes = []
    for item in items_of(session, year):
        last = item.ends_on or item.starts_on
        is_over = last is not None and last < on and item.precision in ("day", "range", "month")
        how = random.random()
        if item.status is ActivityStatus.PLANNED and is_over and last and how < 0.93:
            changes.append(_went(item, last, random, is_done=how < 0.8))
    commit(session, ChangeSet("form", "Отмечено выполнение плана", changes), user=user)


def _went(item: ActivityRow, day: date, random: Random, *, is_done: bool) -> Change:
    values = {
        "status": str(ActivityStatus.DONE if is_done else ActivityStatus.HELD),
        "done_on": day,
        "participant_count": random.randint(6, 64),
    } | ({"outcome_document": (item.outcome or "справка").capitalize()} if is_done else {})
    before = {name: getattr(item, name) for name in values}
    return Change("activity", item.id, "update", before=before, after=values, base_version=item.version)
