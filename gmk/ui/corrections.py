"""Correcting a person and the person's posts on the card."""

from collections.abc import Sequence
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from gmk.access import Right
from gmk.excel.numbers import BIRTH_YEARS
from gmk.people.actions import edit_educator, edit_post
from gmk.people.forms import TITLES
from gmk.people.queries import educator, posts_of
from gmk.people.rows import EducatorFields, EducatorRow, PostFields, PostRow
from gmk.ui.data import load, may, save
from gmk.ui.forms import field_key, opened_version, submit
from gmk.ui.texts import plain
from gmk.vocabulary import EmploymentKind, Leave
from gmk.wording import day_text

_OF_PERSON, _OF_POST = TITLES["educator"], TITLES["employment"]
_YEARS_OF_BIRTH = (BIRTH_YEARS[0], BIRTH_YEARS[-1])
_LONGEST_EXPERIENCE = 80
_EARLIEST, _LATEST = date(1950, 1, 1), date(2099, 12, 31)
DONE = "Исправлено. Отменить можно в журнале изменений"


def offer_corrections(educator_id: int, on: date) -> None:
    """A switch behind which whoever may edit corrects the person and the posts within the own scope."""
    if not may(Right.IMPORT) or not st.toggle("Исправить сведения и места работы", key=f"correct_{educator_id}"):
        return
    row = load(educator, educator_id=educator_id)
    if row is None:
        return
    with st.container(border=True):
        st.markdown("**Сведения о педагоге**")
        _person_form(row, on)
    for post in load(posts_of, educator_id=educator_id):
        with st.container(border=True):
            st.markdown(f"**Место работы: {plain(post.institution)}**{_ended(post)}")
            _post_form(post)


def _ended(post: PostRow) -> str:
    return f", до {day_text(post.valid_to)}" if post.valid_to else ""


def _person_form(row: EducatorRow, on: date) -> None:
    form = f"educator_{row.id}"
    version = opened_version(form, row.version)
    with st.form(field_key(form, "form"), border=False):
        fields = _person_fields(form, row)
        sent = st.form_submit_button("Сохранить сведения", type="primary")
    if sent:
        submit(
            form,
            lambda: save(edit_educator, educator_id=row.id, version=version, fields=fields, on=on),
            done=DONE,
        )


def _person_fields(form: str, row: EducatorRow) -> EducatorFields:
    last, first, patronymic = st.columns(3)
    birth, total, teaching = st.columns(3)
    education, phone, email = st.columns(3)
    return EducatorFields(
        last_name=_text(last, form, row, "last_name"),
        first_name=_text(first, form, row, "first_name"),
        patronymic=_text(patronymic, form, row, "patronymic"),
        birth_year=_number(birth, form, row, "birth_year", _YEARS_OF_BIRTH),
        experience_total_years=_number(total, form, row, "experience_total_years", (0, _LONGEST_EXPERIENCE)),
        experience_teaching_years=_number(teaching, form, row, "experience_teaching_years", (0, _LONGEST_EXPERIENCE)),
        education=_text(education, form, row, "education"),
        phone=_text(phone, form, row, "phone"),
        email=_text(email, form, row, "email"),
    )


def _text(place: DeltaGenerator, form: str, row: EducatorRow, field: str) -> str:
    return place.text_input(_OF_PERSON[field], getattr(row, field) or "", key=field_key(form, field))


def _number(place: DeltaGenerator, form: str, row: EducatorRow, field: str, bounds: tuple[int, int]) -> int | None:
    least, most = bounds
    stored: int | None = getattr(row, field)
    return place.number_input(_OF_PERSON[field], least, most, stored, key=field_key(form, field))


def _post_form(row: PostRow) -> None:
    form = f"post_{row.id}"
    version = opened_version(form, row.version)
    with st.form(field_key(form, "form"), border=False):
        fields = _post_fields(form, row)
        sent = st.form_submit_button("Сохранить место работы")
    if sent:
        submit(form, lambda: save(edit_post, employment_id=row.id, version=version, fields=fields), done=DONE)


def _post_fields(form: str, row: PostRow) -> PostFields:
    position, subjects = st.columns(2)
    kind, leave, since, until = st.columns(4)
    kinds, leaves = list(EmploymentKind), list(Leave)
    return PostFields(
        position=position.text_input(_OF_POST["position"], row.position or "", key=field_key(form, "position")),
        subjects=tuple(_subjects(subjects, form, row.subjects)),
        kind=kind.selectbox(
            _OF_POST["kind"],
            kinds,
            kinds.index(EmploymentKind(row.kind)),
            format_func=lambda one: one.label,
            key=field_key(form, "kind"),
        ),
        leave=leave.selectbox(
            _OF_POST["leave"],
            leaves,
            leaves.index(Leave(row.leave)) if row.leave else None,
            format_func=lambda one: one.label,
            placeholder="не в отпуске",
            key=field_key(form, "leave"),
        ),
        valid_from=_day(since, form, "valid_from", row.valid_from),
        valid_to=_day(until, form, "valid_to", row.valid_to),
    )


def _subjects(place: DeltaGenerator, form: str, known: Sequence[str]) -> list[str]:
    return place.multiselect(
        _OF_POST["subjects"],
        list(known),
        list(known),
        accept_new_options=True,
        placeholder="Впишите предмет и нажмите Enter",
        key=field_key(form, "subjects"),
    )


def _day(place: DeltaGenerator, form: str, field: str, value: date | None) -> date | None:
    return place.date_input(_OF_POST[field], value, _EARLIEST, _LATEST, format="DD.MM.YYYY", key=field_key(form, field))
