"""The office's own numbers on the screen, with the sentences that they change."""

from datetime import date

import streamlit as st

from gmk.reports.definitions import coverage_definition, window_text
from gmk.training.actions import LIMITS, change_training_settings
from gmk.training.rows import Policy, TrainingSettings
from gmk.ui.data import save
from gmk.ui.forms import field_key, opened_version, submit
from gmk.wording import counted

FORM = "training_settings"
_UNITS = {"window_months": "месяцев", "due_horizon_months": "месяцев вперёд", "amber_days": "дней до срока"}


def show_settings(office: TrainingSettings, today: date) -> None:
    """What the numbers mean today, in words."""
    days, ahead = counted(office.amber_days, "день", "дня", "дней"), window_text(office.due_horizon_months)
    st.markdown(
        f"- **Охват.** {coverage_definition(today, Policy(window_months=office.window_months))}\n"
        f"- **Срок действия курса:** {window_text(office.window_months)} после окончания.\n"
        f"- **Список «Сроки обучения»:** все, кому срок подошёл или подойдёт за {ahead}.\n"
        f"- **«Срок подходит»:** осталось не больше чем {days}."
    )


def settings_form(office: TrainingSettings) -> None:
    """The three numbers, for whoever may change them."""
    version = opened_version(FORM, office.version)
    with st.form(field_key(FORM, "form")):
        places = st.columns(len(LIMITS))
        values = {}
        for place, (name, (least, most, title)) in zip(places, LIMITS.items(), strict=True):
            label = f"{title}, {_UNITS[name]}"
            values[name] = place.number_input(label, least, most, getattr(office, name), key=field_key(FORM, name))
        sent = st.form_submit_button("Сохранить", type="primary")
    if sent:
        submit(FORM, lambda: save(change_training_settings, version=version, **values), done="Настройки записаны")
    st.caption("Новые числа действуют сразу и для всех: в охвате, в сроках и в файлах. Прежние файлы не меняются.")
