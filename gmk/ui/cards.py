"""Figures and cards: a number with what it means, what to do where there is nothing, the card of a person."""

from datetime import date

import streamlit as st

from gmk.access import Right
from gmk.reports.definitions import coverage_definition, policy_text, window_text
from gmk.training.rows import Coverage, CoverageRow, DueCounts, Shown
from gmk.ui.data import may
from gmk.ui.filters import SHOWN, WHOLE, Group, choose_group
from gmk.ui.links import link
from gmk.ui.navigation import ROOT
from gmk.ui.texts import plain
from gmk.wording import counted, day_text, number_text, percent_text

PERSON = ROOT / "training" / "person.py"


def show_coverage_total(chosen: Coverage, usual: Coverage) -> None:
    """The share of all together with its two numbers and its definition; under a chosen policy also the usual one."""
    if chosen.policy == usual.policy:
        _show_share("Все вместе", chosen.total)
    else:
        ours, theirs = st.columns(2)
        with ours:
            _show_share("Как выбрано", chosen.total)
        with theirs:
            _show_share("Как принято", usual.total)
    st.caption(f"{coverage_definition(chosen.on, chosen.policy)} {policy_text(chosen.policy)}{_by_year(chosen.total)}")


def _show_share(label: str, row: CoverageRow) -> None:
    people = counted(row.active, "педагога", "педагогов", "педагогов")
    st.metric(f"{label}: {number_text(row.covered)} из {people}", percent_text(row.share))


def _by_year(row: CoverageRow) -> str:
    if not row.by_year:
        return ""
    people = counted(row.by_year, "педагога", "педагогов", "педагогов")
    return f" У {people} из обученных известен только год окончания курса."


def offer_people(coverage: Coverage) -> None:
    """Buttons that lead from the two numbers of the whole to the people behind them."""
    total = coverage.total
    with st.container(horizontal=True):
        for label, count, shown in (
            ("Обучены", total.covered, Shown.COVERED),
            ("Не обучены", total.active - total.covered, Shown.NOT_COVERED),
        ):
            st.button(
                f"{label}: {number_text(count)}",
                key=f"whole_{shown.value}",
                icon=":material/group:",
                on_click=choose_group,
                args=(coverage.by, WHOLE, shown),
            )


def show_due_counts(counts: DueCounts, horizon: int) -> None:
    """How many people stand where, and how many the list of the due holds for so many months ahead."""
    figures = (
        ("Срок подошёл", counts.overdue, "Последний учтённый курс больше не действует: есть право на новое обучение."),
        ("Учтённых курсов нет", counts.never, "Ни одного курса, который учитывается."),
        ("Срок подходит", counts.soon, "Последний учтённый курс скоро перестанет действовать."),
        ("Сообщить", counts.due, f"Срок подошёл или подойдёт не позже чем через {window_text(horizon)}."),
    )
    for place, (label, count, meaning) in zip(st.columns(len(figures)), figures, strict=True):
        place.metric(label, number_text(count), help=meaning, border=True)
    st.caption(
        f"Каждый учтён один раз. Всего работающих: {number_text(counts.active)}, "
        f"из них обучение действует: {number_text(counts.valid)}. {_whom_to_tell(counts, horizon)}"
    )


def _whom_to_tell(counts: DueCounts, horizon: int) -> str:
    """Why «Сообщить» isn't the sum of the other figures: the horizon is longer or shorter than the warning."""
    later = counts.due - counts.overdue - counts.never - counts.soon
    if later > 0:
        people = counted(later, "педагог", "педагога", "педагогов")
        return (
            f"«Сообщить» – первые три числа вместе и ещё {people}: обучение пока действует, но срок подойдёт "
            f"не позже чем через {window_text(horizon)}."
        )
    if later < 0:
        return f"В «Сообщить» из тех, кому срок подходит, – те, у кого он не дальше чем через {window_text(horizon)}."
    return "«Сообщить» – первые три числа вместе."


def say_who_is_listed(group: Group, shown: Shown, count: int) -> None:
    """The figures of the group, and how many of its people the list below holds."""
    row = group.row
    people = counted(count, "педагог", "педагога", "педагогов")
    figures = f"обучены {number_text(row.covered)} из {number_text(row.active)} ({percent_text(row.share)})"
    st.markdown(f"**{plain(row.label[:1].upper() + row.label[1:])}**: {figures}. В списке {SHOWN[shown]}: {people}.")


def say_nobody_works(on: date) -> None:
    """What to do where no educator is known on the day."""
    st.info(
        f"На {day_text(on)} в базе нет ни одного работающего педагога, поэтому считать нечего. "
        "Загрузите списки педагогов учреждений или выберите другой день.",
        icon=":material/info:",
    )
    offer_upload("Загрузить списки педагогов")


def say_figures_only() -> None:
    """Why a user who sees figures sees no list."""
    st.info("Списки с фамилиями вам не открыты: ваша роль видит только числа.", icon=":material/lock:")


def offer_upload(label: str) -> None:
    """The way to the upload; whoever may not import is told whom to ask."""
    if may(Right.IMPORT):
        link("data/upload.py", label)
    else:
        st.caption("Файлы загружают сотрудники методического кабинета: обратитесь к ним.")


def open_person(educator_id: int) -> None:
    """Opens the card of the educator."""
    st.switch_page(PERSON, query_params={"id": str(educator_id)})
