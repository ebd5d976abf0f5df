"""Early-career educators and their mentors on the screen: lists, the form of a pair, the rule, who stayed."""

from collections.abc import Sequence
from datetime import date
from typing import Any, get_args

import streamlit as st

from gmk.access import Right
from gmk.associations import mentoring as kept
from gmk.associations.early_career import (
    LIMITS,
    TITLES,
    By,
    EarlyCareerRule,
    Newcomer,
    change_early_career_rule,
    leaves_known_since,
    retention,
)
from gmk.associations.mentoring import EarlyCareerList, Pair, PairFields
from gmk.people.queries import find_educators
from gmk.reports.association_tables import EARLY_CAREER, PAIRS, RETENTION
from gmk.ui.cards import open_person
from gmk.ui.data import load, may, save
from gmk.ui.forms import SAVED, field_key, opened_version, submit
from gmk.ui.tables import show_table
from gmk.vocabulary import MentoringForm
from gmk.wording import counted, day_text, percent_text

BY_TEXTS: dict[By, str] = {"experience": "по педагогическому стажу", "age": "по возрасту"}
_EARLIEST, _LATEST = date(1980, 1, 1), date(2099, 12, 31)
_FORMS: tuple[MentoringForm, ...] = tuple(MentoringForm)


def show_early_career(found: EarlyCareerList, on: date) -> None:
    """The figure with its definition, the list, and the rule for whoever may change it."""
    total, without = len(found.rows), found.without_mentor
    left, right = st.columns(2)
    left.metric("Молодых педагогов", total)
    share = percent_text((total - without) / total) if total else "нет данных"
    right.metric(f"С наставником: {total - without} из {total}", share)
    unknown = counted(found.unknown, "человека", "человек", "человек")
    missing = f" У {unknown} в карточке этого нет: они не посчитаны." if found.unknown else ""
    st.caption(f"{found.rule.text}{missing}")
    opened = show_table(
        EARLY_CAREER,
        found.rows,
        key="early",
        empty="Молодых педагогов по этому правилу нет.",
        parameters=[("По состоянию на", on), ("Определение", found.rule.text)],
        opens=True,
    )
    if opened:
        open_person(opened.educator_id)
    if may(Right.EDIT_REFERENCE):
        with st.expander("Кого считать молодым педагогом", icon=":material/tune:"):
            _rule_form(found.rule)


def _rule_form(rule: EarlyCareerRule) -> None:
    form = "early_career"
    version = opened_version(form, rule.version)
    rules: tuple[By, ...] = get_args(By)
    what, number = st.columns(2)
    by = what.radio(
        TITLES["by"], rules, rules.index(rule.by), format_func=BY_TEXTS.__getitem__, key=field_key(form, "by")
    )
    least, most = LIMITS[by]
    usual = rule.limit if by == rule.by else 35 if by == "age" else 3
    limit = number.number_input(TITLES["limit"], least, most, usual, key=field_key(form, f"limit_{by}"))
    if st.button("Сохранить правило", key=field_key(form, "save")):
        told: dict[str, Any] = {"version": version, "by": by, "limit": int(limit)}
        submit(form, lambda: save(change_early_career_rule, **told), done="Правило записано")


def show_pairs(rows: Sequence[Pair], on: date) -> None:
    """All pairs, and the forms of whoever may change them."""
    show_table(PAIRS, rows, key="pairs", empty="Наставнических пар пока нет.", parameters=[("По состоянию на", on)])
    if not may(Right.EDIT_ASSOCIATIONS):
        return
    with st.expander("Назначить наставника", icon=":material/person_add:"):
        _new_pair(on)
    if rows:
        with st.expander("Изменить пару", icon=":material/edit:"):
            _change_pair(rows)


def _new_pair(on: date) -> None:
    form = "pair_new"
    left, right = st.columns(2)
    with left:
        mentee = _pick("Наставляемый", form, "mentee", on)
    with right:
        mentor = _pick("Наставник", form, "mentor", on)
    fields = _fields(form, PairFields(on))
    if st.button("Назначить", type="primary", key=field_key(form, "add"), disabled=not (mentee and mentor)):
        told: dict[str, Any] = {"mentee_id": mentee, "mentor_id": mentor, "fields": fields}
        submit(form, lambda: save(kept.add_pair, **told), done="Наставник назначен")


def _pick(label: str, form: str, name: str, on: date) -> int | None:
    text = st.text_input(f"{label}: фамилия, имя", key=field_key(form, f"find_{name}"), icon=":material/search:")
    if not text.strip():
        return None
    people = {one.id: one for one in load(find_educators, text=text, on=on)}
    if not people:
        st.caption("Никого не нашлось. Проверьте фамилию.")
        return None
    return st.selectbox(
        label,
        list(people),
        format_func=lambda key: " · ".join([people[key].name, *people[key].institutions]),
        key=field_key(form, name),
    )


def _fields(form: str, now: PairFields) -> PairFields:
    since, until, kind, order = st.columns([1, 1, 1, 2])
    return PairFields(
        starts_on=since.date_input(
            "Действует с", now.starts_on, _EARLIEST, _LATEST, format="DD.MM.YYYY", key=field_key(form, "since")
        ),
        ends_on=until.date_input(
            "Действует по", now.ends_on, _EARLIEST, _LATEST, format="DD.MM.YYYY", key=field_key(form, "until")
        ),
        form=kind.selectbox(
            "Форма", _FORMS, _FORMS.index(now.form), format_func=lambda one: one.label, key=field_key(form, "form")
        ),
        order_text=order.text_input("Приказ", now.order_text, key=field_key(form, "order")),
        result=st.text_input("Итог года", now.result, key=field_key(form, "result")),
    )


def _change_pair(rows: Sequence[Pair]) -> None:
    by_id = {row.id: row for row in rows}
    chosen = st.selectbox(
        "Пара",
        list(by_id),
        format_func=lambda key: f"{by_id[key].mentor} – {by_id[key].mentee}",
        key="pair_chosen",
    )
    row = by_id[chosen]
    form = f"pair_{row.id}"
    version = opened_version(form, row.version)
    fields = _fields(form, row.fields)
    with st.container(horizontal=True):
        if st.button("Сохранить", type="primary", key=field_key(form, "save")):
            submit(form, lambda: save(kept.edit_pair, pair_id=row.id, version=version, fields=fields), done=SAVED)
        if st.button("Удалить ошибочную запись", key=field_key(form, "remove")):
            submit(form, lambda: save(kept.remove_pair, pair_id=row.id, version=version), done=SAVED)


def show_retention(came: Sequence[Newcomer], on: date) -> None:
    """How many of those who came were still there a year and three years later."""
    since = leaves_known_since(came)
    if since is None:
        st.info(
            "Нет данных: ни у кого в местах работы не указан последний день, поэтому неизвестно, кто ушёл.",
            icon=":material/info:",
        )
        return
    show_table(
        RETENTION,
        retention(came, on),
        key="retention",
        empty=f"Нет данных: с {day_text(since)}, когда в базе появился первый уход, никто не пришёл.",
        parameters=[("По состоянию на", on)],
    )
    st.caption(
        f"Уходы известны с {day_text(since)}. Кто пришёл раньше, не посчитан: часть ушедших до этого дня в базу не "
        "попала, и доля была бы завышена. «Срок наступил» – у кого год или три года уже прошли; остался тот, кто "
        "работал в этот день. Переход в другое учреждение города – не уход."
    )
