"""The cyclogram on the screen: its lines, the form of one, making items of the plan from them."""

from collections.abc import Sequence

import streamlit as st

from gmk.access import Right
from gmk.excel.write import TableColumn, TableSpec
from gmk.people.contents import reference_names
from gmk.periods import school_year_text
from gmk.plan import cyclogram_actions as actions
from gmk.plan.cyclogram import LAST, WEEKDAYS, CyclogramFields, CyclogramRow, in_use
from gmk.plan.cyclogram_actions import TITLES
from gmk.plan.queries import responsible_choices
from gmk.plan.rows import Plan
from gmk.plan.rules import is_content_open
from gmk.plan.selection import months
from gmk.ui import state
from gmk.ui.data import load, may, save
from gmk.ui.forms import field_key, opened_version, submit
from gmk.ui.plan.filters import today
from gmk.ui.tables import show_table
from gmk.vocabulary import Frequency
from gmk.wording import counted, month_text

LINES: TableSpec[CyclogramRow] = TableSpec(
    "Циклограмма",
    (
        TableColumn(TITLES["title"], lambda row: row.fields.title, width=50),
        TableColumn("Когда", lambda row: row.when, width=44),
        TableColumn(TITLES["responsible"], lambda row: row.fields.responsible, width=26),
        TableColumn(TITLES["direction"], lambda row: row.fields.direction, width=36),
        TableColumn(TITLES["outcome"], lambda row: row.fields.outcome or None, width=26),
        TableColumn(TITLES["closed_on"], lambda row: row.closed_on, kind="date", width=14),
    ),
    names_people=True,
)
FREQUENCIES: tuple[Frequency, ...] = tuple(Frequency)


def pick_lines(rows: Sequence[CyclogramRow]) -> list[CyclogramRow]:
    """The lines of a methodist, without the closed ones unless they are asked for."""
    who, closed = st.columns([2, 1], vertical_alignment="bottom")
    names = sorted({row.fields.responsible for row in rows if row.fields.responsible})
    picked = who.selectbox(
        "Методист", names, index=None, placeholder="все", key="cyclogram_who", bind="query-params"
    )  # fmt: skip
    with_closed = closed.checkbox("и те, что больше не ведутся", key="cyclogram_closed", bind="query-params")
    shown = list(rows) if with_closed else in_use(rows, today())
    return [row for row in shown if picked is None or row.fields.responsible == picked]


def show_lines(rows: Sequence[CyclogramRow]) -> None:
    """The lines as a table; for whoever edits them the title opens the form."""
    empty = "Циклограммы пока нет. Добавьте первую строку: например, «Заседание методического совета, ежемесячно»."
    may_edit = may(Right.EDIT_PLAN)
    show_table(LINES, rows, key="cyclogram", empty=empty, on_open=_choose if may_edit else None)


def _choose(row: CyclogramRow) -> None:
    st.session_state[state.CHOSEN_LINE] = row.id


def line_form(rows: Sequence[CyclogramRow]) -> None:
    """The form of the chosen line, or of a new one."""
    by_id = {row.id: row for row in rows}
    if st.session_state.get(state.CHOSEN_LINE) not in by_id:
        st.session_state.pop(state.CHOSEN_LINE, None)
    with st.container(border=True):
        chosen = st.selectbox(
            "Какую строку изменить",
            [None, *by_id],
            format_func=lambda key: by_id[key].fields.title if key else "Новая строка",
            key=state.CHOSEN_LINE,
        )
        row = by_id.get(chosen) if chosen else None
        form = f"line_{row.id if row else 'new'}"
        version = opened_version(form, row.version) if row else 0
        fields = _fields(form, row)
        with st.container(horizontal=True):
            if st.button("Сохранить" if row else "Добавить строку", type="primary", key=field_key(form, "save")):
                told = {"line_id": row.id, "version": version} if row else {}
                action = actions.edit_line if row else actions.add_line
                submit(form, lambda: save(action, **told, fields=fields), done="Циклограмма записана")
            if row:
                closed_on = None if row.closed_on else today()
                label = "Снова вести" if row.closed_on else "Больше не вести"
                if st.button(label, key=field_key(form, "close")):
                    closing = {"line_id": row.id, "version": version, "closed_on": closed_on}
                    submit(form, lambda: save(actions.close_line, **closing), done="Циклограмма записана")


def _fields(form: str, row: CyclogramRow | None) -> CyclogramFields:
    now = row.fields if row else CyclogramFields("", Frequency.MONTHLY)
    lists = load(reference_names, on=today())
    title = st.text_input(TITLES["title"], now.title, key=field_key(form, "title"))
    often, days, numbers, of_year = st.columns(4)
    frequency = often.selectbox(
        TITLES["recurrence"],
        FREQUENCIES,
        FREQUENCIES.index(now.frequency),
        format_func=lambda one: one.label,
        key=field_key(form, "frequency"),
    )
    weekdays = days.multiselect(
        TITLES["weekdays"],
        list(range(1, 8)),
        list(now.weekdays),
        format_func=lambda number: WEEKDAYS[number - 1],
        placeholder="любой" if frequency is not Frequency.WEEKLY else "понедельник",
        key=field_key(form, "weekdays"),
    )
    month_days = _numbers(numbers, form, now, frequency, is_weekday=bool(weekdays))
    chosen = of_year.multiselect(
        TITLES["months"],
        [month.month for month in months(2026)],
        list(now.months),
        format_func=lambda number: month_text(months(2026)[(number - 9) % 12]).split()[0],
        placeholder="сентябрь–июнь",
        key=field_key(form, "months"),
    )
    who, direction, kind = st.columns(3)
    texts = st.columns(3)
    return CyclogramFields(
        title=title,
        frequency=frequency,
        responsible=_choice(who, form, "responsible", load(responsible_choices), now.responsible),
        direction=_choice(direction, form, "direction", lists.get("directions", []), now.direction),
        form=_choice(kind, form, "form", lists.get("activity_forms", []), now.form),
        weekdays=tuple(weekdays),
        month_days=tuple(month_days),
        months=tuple(chosen),
        audience=texts[0].text_input(TITLES["audience"], now.audience, key=field_key(form, "audience")),
        place=texts[1].text_input(TITLES["place"], now.place, key=field_key(form, "place")),
        outcome=texts[2].text_input(TITLES["outcome"], now.outcome, key=field_key(form, "outcome")),
    )


def _numbers(
    place: st.delta_generator.DeltaGenerator, form: str, now: CyclogramFields, frequency: Frequency, *, is_weekday: bool
) -> list[int]:
    """Days of the month, or which of its weekdays; nothing of weekly work."""
    if frequency is Frequency.WEEKLY:
        place.caption("Каждую неделю с сентября по июнь или в выбранные месяцы.")
        return []
    if is_weekday:
        known = [number for number in now.month_days if number <= LAST]
        label, options = "Который в месяце", list(range(1, LAST + 1))
        return place.multiselect(
            label,
            options,
            known,
            format_func=lambda number: "последний" if number == LAST else f"{number}-й",
            placeholder="последний",
            key=field_key(form, "ordinals"),
        )
    return place.multiselect(
        TITLES["month_days"],
        list(range(1, 32)),
        list(now.month_days),
        placeholder="последний день",
        key=field_key(form, "month_days"),
    )


def _choice(
    place: st.delta_generator.DeltaGenerator, form: str, field: str, options: Sequence[str], stored: str | None
) -> str | None:
    known = list(dict.fromkeys([*options, *([stored] if stored else [])]))
    return place.selectbox(
        TITLES[field],
        known,
        known.index(stored) if stored else None,
        placeholder="не указано",
        accept_new_options=True,
        key=field_key(form, field),
    )


def offer_making(plan: Plan, rows: Sequence[CyclogramRow]) -> None:
    """«В план»: makes items of the plan from the lines that are shown."""
    if not may(Right.EDIT_PLAN) or not rows:
        return
    form = f"make_{plan.school_year}"
    year = school_year_text(plan.school_year)
    with st.popover(f"Создать мероприятия плана на {year}", icon=":material/playlist_add:"):
        if not is_content_open(plan.stage, None):
            st.markdown(
                "План закрыт: он утверждён или на согласовании. Начните корректировку на странице «Согласование»."
            )
            return
        st.markdown(
            f"Из {counted(len(rows), 'строки', 'строк', 'строк')} циклограммы. Что в плане уже есть, не повторится."
        )
        by_dates = st.toggle("по каждому сроку отдельно, а не одной строкой на год", key=field_key(form, "dates"))
        reason = st.text_input("Причина правки", key=field_key(form, "reason")) if plan.stage.is_signed else ""
        if st.button("Создать", type="primary", key=field_key(form, "make")):
            told = {"school_year": plan.school_year, "line_ids": [row.id for row in rows], "by_dates": by_dates}
            submit(form, lambda: save(actions.make_activities, **told, reason=reason), done="Мероприятия в плане")
