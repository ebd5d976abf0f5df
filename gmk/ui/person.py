"""The card of an educator, and the search that leads to one."""

from datetime import date
from typing import Literal

import streamlit as st

from gmk.access import Right
from gmk.excel.write import Parameters, TableColumn, TableSpec
from gmk.people.queries import find_educators
from gmk.people.rows import FoundEducator
from gmk.reports.training_tables import CATEGORIES, COURSES_OF_PERSON, EMPLOYMENTS
from gmk.training.actions import set_by_profile
from gmk.training.rows import CourseRow, DueStatus, PersonCard
from gmk.ui.data import load, may, save
from gmk.ui.tables import offer_table, show_table
from gmk.ui.texts import plain
from gmk.vocabulary import CourseForm, CourseKind
from gmk.wording import counted, day_text

BADGES: dict[DueStatus, tuple[Literal["green", "orange", "red", "gray"], str]] = {
    DueStatus.VALID: ("green", ":material/check_circle:"),
    DueStatus.SOON: ("orange", ":material/schedule:"),
    DueStatus.OVERDUE: ("red", ":material/error:"),
    DueStatus.NEVER: ("gray", ":material/do_not_disturb_on:"),
}
FOUND: TableSpec[FoundEducator] = TableSpec(
    "Найденные педагоги",
    (
        TableColumn("Фамилия, имя, отчество", lambda row: row.name, width=36),
        TableColumn("Где работает", lambda row: ", ".join(row.institutions) or None, width=40),
        TableColumn("Должность", lambda row: ", ".join(row.positions) or None, width=40),
    ),
    names_people=True,
)


def search_person(on: date) -> int | None:
    """A search by the beginnings of the name; the number of the person whose card is to be opened."""
    text = st.text_input("Фамилия, имя", placeholder="Например: иванова анна", icon=":material/search:", key="find")
    if not text.strip():
        st.caption("Достаточно начала фамилии; «е» и «ё» не различаются.")
        return None
    found = load(find_educators, text=text, on=on)
    empty = "Никого не нашлось. Проверьте фамилию или введите только её начало."
    person = show_table(FOUND, found, key="found", empty=empty, opens=True)
    if len(found) == 1 and st.button("Открыть карточку", icon=":material/person:", key="open_found"):
        return found[0].id  # the Tab key reaches this button, but none in a table
    return person.id if person else None


def show_card(card: PersonCard, *, on: date) -> None:
    """Who the person is, how the training stands on the day and why, then courses, posts and categories."""
    parameters: Parameters = [("Педагог", card.name), ("По состоянию на", on)]
    colour, icon = BADGES[card.status]
    st.badge(DueStatus(card.status).label, color=colour, icon=icon)
    st.markdown(plain(card.why))
    st.caption(plain(_particulars(card)))
    st.subheader("Курсы")
    _show_courses(card.courses, on)
    if card.courses:
        offer_table(COURSES_OF_PERSON, card.courses, parameters, "courses")
    st.subheader("Места работы")
    show_table(EMPLOYMENTS, card.employments, key="employments", empty="Мест работы нет.", parameters=parameters)
    st.subheader("Квалификационные категории")
    show_table(CATEGORIES, card.categories, key="categories", empty="Сведений о категориях нет.", parameters=parameters)


def _particulars(card: PersonCard) -> str:
    parts = [
        f"Год рождения: {card.birth_year}" if card.birth_year else "",
        f"Образование: {card.education}" if card.education else "",
        _years("Общий стаж", card.experience_total_years),
        _years("Педагогический стаж", card.experience_teaching_years),
        f"Телефон: {card.phone}" if card.phone else "",
        f"Почта: {card.email}" if card.email else "",
    ]
    return " · ".join(part for part in parts if part)


def _years(name: str, years: int | None) -> str:
    return "" if years is None else f"{name}: {counted(years, 'год', 'года', 'лет')}"


def _show_courses(courses: tuple[CourseRow, ...], on: date) -> None:
    if not courses:
        st.info("Курсов в базе нет.", icon=":material/info:")
    for course in courses:
        with st.container(border=True):
            _show_course(course, on)


def _show_course(course: CourseRow, on: date) -> None:
    words, mark = st.columns([7, 2])
    with words:
        st.markdown(f"**{plain(course.title)}**")
        st.caption(plain(_course_text(course)))
    with mark:
        if course.counts:
            st.badge("учтён", color="green", icon=":material/check:")
        else:
            st.badge("не учтён", color="gray", icon=":material/close:")
            st.caption(course.why_not)
        if may(Right.IMPORT):
            _switch_profile(course, on)


def _switch_profile(course: CourseRow, on: date) -> None:
    key = f"profile_{course.id}_{course.version}"
    wanted = st.toggle(
        "по профилю", course.by_profile, key=key, help="Курс не по профилю работы в охвате не учитывается."
    )
    if wanted != course.by_profile:
        save(set_by_profile, course_id=course.id, by_profile=wanted, version=course.version, on=on)
        st.rerun()


def _course_text(course: CourseRow) -> str:
    parts = [
        CourseKind(course.kind).label,
        "часы не указаны" if course.hours is None else counted(course.hours, "час", "часа", "часов"),
        _when(course.started_on, course.finished_on, course.year),
        course.provider,
        course.form and CourseForm(course.form).label,
        _document(course),
    ]
    return " · ".join(part for part in parts if part)


def _when(started_on: date | None, finished_on: date | None, year: int | None) -> str:
    if finished_on is None:
        return f"{year} год, день не указан" if year else "дата окончания не указана"
    return f"{day_text(started_on)} – {day_text(finished_on)}" if started_on else f"окончен {day_text(finished_on)}"


def _document(course: CourseRow) -> str:
    number = f"документ № {course.document_number}" if course.document_number else ""
    return " от ".join(part for part in (number, day_text(course.document_date)) if part) if number else ""
