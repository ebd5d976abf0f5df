"""Results of exams and contests on the screen: what is looked at, the chart, and what the figures mean."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from gmk.access import Right, scope_of
from gmk.charts.monitoring import scores_alt, scores_bars, scores_table, scores_top
from gmk.charts.theme import inked
from gmk.monitoring.rows import ContestOutcomes, Side, SubjectScores
from gmk.periods import school_year_text
from gmk.reports.monitoring_tables import MEAN_DEFINITION, NO_YEAR, rest_texts, sides_of, year_text
from gmk.ui.cards import offer_upload
from gmk.ui.data import current_user
from gmk.ui.texts import plain

T = TypeVar("T")


def _pick(
    label: str, options: Sequence[T], key: str, *, text: Callable[[T], str], at: int | None, placeholder: str = ""
) -> T | None:
    """One of the options; what the address names and isn't there any more falls back to the one `at`."""
    if st.session_state.get(key) not in options:
        st.session_state.pop(key, None)
    return st.selectbox(
        label, options, index=at, format_func=text, placeholder=placeholder, key=key, bind="query-params"
    )


def pick_procedure(rows: Sequence[SubjectScores]) -> tuple[str, list[SubjectScores]]:
    """One procedure (ЕГЭ, ОГЭ, ВПР …) and its results."""
    names = list(dict.fromkeys(row.procedure for row in rows))
    picked = _pick("Процедура", names, "procedure", text=_procedure_text, at=0)
    return picked or "", [row for row in rows if row.procedure == picked]


def _procedure_text(name: str) -> str:
    return name or "процедура не указана"


def pick_grade(rows: Sequence[SubjectScores]) -> list[SubjectScores]:
    """The results of one class, where there are several; of all of them unless chosen."""
    grades = sorted({row.grade for row in rows if row.grade is not None})
    if len(grades) < 2:
        return list(rows)
    picked = _pick("Класс", grades, "grade", text=str, at=None, placeholder="все классы")
    return [row for row in rows if picked is None or row.grade == picked]


def pick_year(rows: Sequence[SubjectScores]) -> tuple[str, list[SubjectScores]]:
    """One year as people see it, and its results; the latest with a mean score unless chosen."""
    years = sorted({row.year for row in rows}, key=lambda year: year or 0, reverse=True)
    scored = {row.year for row in rows if any(scores.scored for scores in row.sides.values())}
    latest = next((at for at, year in enumerate(years) if year in scored), 0)
    picked = _pick("Год", years, "year", text=year_text, at=latest)
    return year_text(picked), [row for row in rows if row.year == picked]


def pick_subject(rows: Sequence[SubjectScores]) -> SubjectScores | None:
    """One subject, to be taken apart by institutions; None if none is chosen."""
    by_label = {row.label: row for row in rows}
    picked = _pick("Предмет", list(by_label), "subject", text=str, at=None, placeholder="все: диаграмма и таблицы")
    return by_label[picked] if picked else None


def choose_subject(row: SubjectScores) -> None:
    """Chooses the subject of a row; for callbacks, before the filter is drawn."""
    st.session_state["subject"] = row.label


def own_text(institution: str | None) -> str:
    """Who the own ones are for whoever is signed in."""
    if institution:
        return institution
    is_whole = scope_of(current_user(), Right.READ_FIGURES).everything
    return "все учреждения из справочника кабинета" if is_whole else "учреждения, за которые вы отвечаете"


def show_scores(rows: Sequence[SubjectScores]) -> None:
    """Own institutions against the rest of the town, or else against other municipalities."""
    rest = next((side for side in sides_of(rows) if side is not Side.OWN), None)
    st.vega_lite_chart(
        scores_table(rows, rest),
        inked(scores_bars(scores_top(rows)), st.context.theme.type),
        key="scores",
        alt=scores_alt(rows, rest),
    )
    tick = f", оранжевая черта – {rest.label}" if rest else ""
    st.caption(f"Столбец – свои учреждения{tick}. Серый столбец – мало данных.")


def say_what_is_compared(own: str, rows: Sequence[SubjectScores]) -> None:
    """Who is own, who is the rest, and what a mean score is."""
    rest = "".join(f" {short} – {whole}." for short, whole in rest_texts(sides_of(rows)))
    st.caption(f"Свои – {plain(own)}.{rest} {MEAN_DEFINITION}")
    if Side.OWN not in sides_of(rows):
        st.info(
            "Своих учреждений среди этих результатов нет. Учреждения из файла узнаются как свои, если в справочнике "
            "указан тот же муниципалитет: проверьте его и загрузите файл ещё раз.",
            icon=":material/info:",
        )


def say_no_results() -> None:
    """What to do where no result is known."""
    st.info(
        "Результатов экзаменов и проверочных работ пока нет. Загрузите таблицу ЕГЭ, ОГЭ или ВПР: подойдёт книга, "
        "в которой названы учреждения, предметы, число участников и средний балл.",
        icon=":material/info:",
    )
    offer_upload("Загрузить результаты")


def pick_school_year(rows: Sequence[ContestOutcomes]) -> tuple[str, list[ContestOutcomes]]:
    """One school year as people see it, and its contests; the latest unless chosen."""
    years = sorted({row.school_year for row in rows}, key=lambda year: year or 0, reverse=True)
    picked = _pick("Учебный год", years, "school_year", text=_school_year_text, at=0)
    return _school_year_text(picked), [row for row in rows if row.school_year == picked]


def _school_year_text(year: int | None) -> str:
    return NO_YEAR if year is None else school_year_text(year)


def pick_event(rows: Sequence[ContestOutcomes]) -> tuple[str | None, list[ContestOutcomes]]:
    """The contests of one kind, that is of a stage or a level; all of them unless chosen."""
    events = sorted({row.event for row in rows})
    picked = _pick("Этап или уровень", events, "event", text=str, at=None, placeholder="все")
    return picked, [row for row in rows if picked in (None, row.event)]


def say_no_contests() -> None:
    """What to do where no result of a contest is known."""
    st.info(
        "Результатов конкурсов и олимпиад пока нет. Загрузите список: подойдёт книга, в которой названы конкурс или "
        "предмет, участник, учреждение и результат.",
        icon=":material/info:",
    )
    offer_upload("Загрузить результаты")
