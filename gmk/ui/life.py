"""What a person did beside courses, on the card: associations, meetings, mentoring, the plan, and all of it in time."""

from collections.abc import Iterator
from datetime import date

import streamlit as st

from gmk.access import Right
from gmk.associations.actions import span_text
from gmk.associations.person import OwnMeeting, OwnMembership, PersonInAssociations
from gmk.charts.people import LifeEvent, life_alt, life_bars, life_table
from gmk.plan.queries import activities_of_person
from gmk.plan.rows import ActivityRow
from gmk.reports.association_tables import OWN_MEETINGS, OWN_MEMBERSHIPS, PAIRS
from gmk.reports.plan_tables import PLAN_TABLE
from gmk.training.rows import PersonCard
from gmk.ui.charts import show_chart
from gmk.ui.data import load, may
from gmk.ui.tables import show_table


def show_life(card: PersonCard, found: PersonInAssociations, on: date) -> None:
    """The timeline, then the tables that it is made of."""
    activities = load(activities_of_person, name=card.name) if may(Right.READ_PLAN) else []
    events = list(_events(card, found, activities, on))
    st.subheader("Лента времени")
    if events:
        show_chart(life_table(events), life_bars(), key="life", alt=life_alt(events))
        st.caption("Полоса – то, что длится, точка – не дольше месяца. То, у чего нет даты, на ленте не показано.")
    else:
        st.info("Событий с датами пока нет.", icon=":material/info:")
    st.subheader("Объединения")
    show_table(OWN_MEMBERSHIPS, found.memberships, key="own_memberships", empty="Участия в объединениях нет.")
    if found.meetings:
        st.markdown(_attendance(found))
        show_table(OWN_MEETINGS, found.meetings, key="own_meetings", empty="Заседаний не было.")
    if found.pairs:
        st.subheader("Наставничество")
        show_table(PAIRS, found.pairs, key="own_pairs", empty="Наставнических пар нет.")
    if activities:
        st.subheader("Мероприятия плана")
        show_table(PLAN_TABLE, activities, key="own_activities", empty="Мероприятий нет.")
        st.caption("Ответственный найден по фамилии и инициалам: возможен однофамилец.")


def _attendance(found: PersonInAssociations) -> str:
    known = [one.was_there for one in found.meetings if one.was_there is not None]
    return f"Посещено {sum(known)} из {len(known)} заседаний, на которых присутствие отмечено."


def _events(
    card: PersonCard, found: PersonInAssociations, activities: list[ActivityRow], on: date
) -> Iterator[LifeEvent]:
    for post in reversed(card.employments):
        if post.valid_from is not None:
            title = ", ".join(filter(None, (post.position, post.institution)))
            yield LifeEvent("Работа", title, post.valid_from, post.valid_to or on, post.valid_to is None)
    for own in reversed(found.memberships):
        yield from _membership(own, on)
    for category in card.categories:
        if category.awarded_on is not None:
            yield LifeEvent("Категория", category.category, category.awarded_on, category.awarded_on)
    for course in card.courses:
        if course.finished_on is not None:
            yield LifeEvent("Курсы", course.title, course.started_on or course.finished_on, course.finished_on)
    for pair in found.pairs:
        title = f"{pair.mentor} – {pair.mentee}"
        yield LifeEvent(
            "Наставничество", title, pair.fields.starts_on, pair.fields.ends_on or on, pair.fields.ends_on is None
        )
    yield from (_meeting(one) for one in found.meetings if one.was_there)
    for item in activities:
        if item.starts_on and item.ends_on:
            yield LifeEvent("План", item.title, item.starts_on, item.ends_on)


def _membership(own: OwnMembership, on: date) -> Iterator[LifeEvent]:
    first = own.member.valid_from
    if first is not None and first <= on:
        title = f"{own.association}: {own.member.role.label}, {span_text(own.member)}"
        yield LifeEvent("Объединения", title, first, own.member.valid_to or on, own.member.valid_to is None)


def _meeting(one: OwnMeeting) -> LifeEvent:
    return LifeEvent("Заседания", f"{one.association}: {one.topic}", one.held_on, one.held_on)
