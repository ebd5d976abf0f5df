"""Step 4: names that fit no institution, each once; rows that name none at all; people who aren't told apart."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from gmk.access import Right
from gmk.intake.model import Answer, UnknownInstitution
from gmk.people.queries import institution_choices
from gmk.people.rows import InstitutionChoice
from gmk.ui.data import load, may
from gmk.ui.texts import plain
from gmk.ui.upload import whole_file
from gmk.ui.upload.check import Checked
from gmk.ui.upload.draft import Draft, Step
from gmk.ui.upload.frame import DONE, OPEN, closed, title, to_come
from gmk.ui.upload.person_step import ask_people, people_summary, unanswered
from gmk.wording import counted

NO_INSTITUTIONS = (
    "В базе ещё нет ни одного учреждения. Загрузите сначала их список: тогда программа узнает эти названия сама."
)
_ROWS = ("строка", "строки", "строк")


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that an unknown name may mean."""

    answer: Answer
    label: str


def show_names(draft: Draft, at: Step, found: Checked | None) -> None:
    """The step, open or closed; `at` is the step that is open now."""
    if at is Step.NAMES and found is not None:
        with st.container(border=True):
            _open(draft, found)
    elif at <= Step.NAMES or found is None:
        to_come(Step.NAMES)
    else:
        has_asked = bool(draft.asked or draft.people_asked) or whole_file.was_asked(draft, found)
        mark = OPEN if _is_open(draft, found) else DONE
        closed(draft, Step.NAMES, _summary(draft, found), change="Исправить" if has_asked else "", mark=mark)


def needs_answer(draft: Draft, found: Checked) -> bool:
    """Something is unknown, and the person hasn't chosen to leave it so."""
    return _is_open(draft, found) and not draft.names_left


def _is_open(draft: Draft, found: Checked) -> bool:
    return bool(_open_names(draft, found) or unanswered(draft, found)) or whole_file.is_lacking(found)


def _open_names(draft: Draft, found: Checked) -> list[UnknownInstitution]:
    return [name for name in found.preview.unknown if name.key not in draft.options.answers]


def _summary(draft: Draft, found: Checked) -> str:
    left, answered = len(_open_names(draft, found)), len(draft.options.answers)
    parts = [
        f"остались без ответа: {left}" if left else "",
        f"ваших ответов: {answered}" if answered else "",
        *whole_file.summary(draft.options.reading),
        *people_summary(draft, found),
    ]
    return "; ".join(part for part in parts if part) or "все узнаны"


def _open(draft: Draft, found: Checked) -> None:
    st.subheader(title(Step.NAMES), anchor=False)
    known = load(institution_choices, on=draft.options.reading.as_of)
    names = list(draft.asked.values())
    if not known and (names or found.nameless):
        st.info(NO_INSTITUTIONS, icon=":material/info:")
    turn = len(draft.options.answers) + len(draft.options.people)
    with st.form(draft.key(f"names_{turn}"), border=False):
        said = whole_file.ask_lacking(draft, found, known)
        answers = _ask_names(draft, names, known)
        people = ask_people(draft)
        with st.container(horizontal=True):
            is_answered = st.form_submit_button("Применить", type="primary", key="gmk_upload_names_done")
            is_left = st.form_submit_button("Оставить без ответа", key="gmk_upload_names_left")
    if is_answered:
        draft.answer(answers, people)
        whole_file.take(draft, said)
    if is_answered or is_left:
        draft.names_left = True
        draft.step = None
        st.rerun()


def _ask_names(
    draft: Draft, names: Sequence[UnknownInstitution], known: Sequence[InstitutionChoice]
) -> dict[str, Answer]:
    if not names:
        return {}
    st.markdown(
        "**Этих названий программа не знает.** Скажите, что они значат. Ответ запомнится, "
        "и в следующий раз вопроса не будет."
    )
    picked = {name.key: _ask_name(draft, name, known) for name in names}
    return {key: choice.answer for key, choice in picked.items() if choice is not None}


def _ask_name(draft: Draft, name: UnknownInstitution, known: Sequence[InstitutionChoice]) -> Choice | None:
    choices = choices_for(name, known, may_create=may(Right.EDIT_REFERENCE))
    given = draft.options.answers.get(name.key)
    index = next((place for place, choice in enumerate(choices) if choice.answer == given), None)
    left, right = st.columns(2, vertical_alignment="center")
    left.markdown(f"**{plain(name.text)}** · {counted(name.count, *_ROWS)}  \n:gray[{_hint(name)}]")
    picked: Choice | None = right.selectbox(
        f"Что значит «{plain(name.text)}»",
        choices,
        index=index,
        format_func=lambda choice: choice.label,
        placeholder="Выберите, что это",
        key=draft.key(f"name_{name.key}"),
        label_visibility="collapsed",
    )
    return picked


def _hint(name: UnknownInstitution) -> str:
    if not name.candidates:
        return "похожих учреждений нет"
    likely = " или ".join(plain(label) for _, label in name.candidates[:2])
    return f"возможно, это {likely}" if name.ambiguous else f"похоже на {likely}"


def choices_for(name: UnknownInstitution, known: Sequence[InstitutionChoice], *, may_create: bool) -> list[Choice]:
    """The likeliest first, then to create or to leave out, then all the others."""
    likely = [Choice(Answer("match", id_), f"Это {label}") for id_, label in name.candidates]
    new = [Choice(Answer("create"), f"Создать новое учреждение: {name.text}")] if may_create else []
    others = [
        Choice(Answer("match", one.id), f"Это {one.label}")
        for one in known
        if one.id not in {id_ for id_, _ in name.candidates}
    ]
    return [*likely, *new, Choice(Answer("ignore"), "Не загружать эти строки"), *others]
