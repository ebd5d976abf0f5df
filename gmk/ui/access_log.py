"""The access log on the screen: who opened lists, cards and files with names."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

import streamlit as st

from gmk.accounts.rows import AccessRow
from gmk.people.rows import InstitutionChoice
from gmk.ui.clock import local, midnight, moment_text, now
from gmk.wording import day_text

WHAT = {
    "people_behind": "люди за показателем охвата",
    "educators_due": "сроки обучения",
    "person_card": "карточка педагога",
    "staff_of": "список педагогов",
    "find_educators": "поиск педагога",
    "educator": "сведения о педагоге",
    "posts_of": "места работы педагога",
    "import_file": "загруженный файл",
    "marked_import": "загруженный файл с замечаниями",
    "preview_request": "строки заявки",
    "change_sets": "журнал изменений",
    "change_set": "подробности изменения",
    "person_history": "история карточки",
    "staff_contents": "файл: педагоги",
    "course_contents": "файл: курсы",
    "roster_contents": "файл: составы объединений",
    "plan_contents": "файл: план работы",
    "contest_contents": "файл: результаты конкурсов",
    "associations": "список объединений",
    "roster": "состав объединения",
    "members_by_association": "составы объединений",
    "meetings": "заседания",
    "representation": "кто представлен в объединениях",
    "subject_coverage": "участники объединений по предметам",
    "early_career_educators": "молодые педагоги",
    "newcomers": "кто пришёл и кто остался",
    "pairs": "наставнические пары",
    "pilot_sites": "площадки",
    "person_in_associations": "педагог в объединениях",
    "smart_lists": "названия сохранённых списков",
    "listed": "список по условиям",
}
"""What a person calls each query that names people; files are logged by their title."""

FILTERS = {
    "on": "на",
    "by": "разрез",
    "key": "строка",
    "text": "искали",
    "association": "объединение",
    "educator_id": "карточка №",
    "institution_id": "учреждение №",
    "horizon_months": "на месяцев вперёд",
    "import_id": "загрузка №",
    "request_id": "заявка №",
    "set_id": "изменение №",
    "association_id": "объединение №",
}
"""The filters that are worth a word; the others say how, not whose."""

DAYS = 30


def pick_period() -> tuple[datetime, datetime]:
    """From the beginning of the first day to the end of the last one; a month up to today unless chosen."""
    today = local(now()).date()
    chosen = st.date_input("Дни", (today - timedelta(days=DAYS), today), max_value=today, format="DD.MM.YYYY")
    days = chosen if isinstance(chosen, tuple) else (chosen,)
    first, last = (days[0], days[-1]) if days else (today, today)
    return midnight(first), midnight(last + timedelta(days=1))


def show_access(rows: Sequence[AccessRow], institutions: Sequence[InstitutionChoice]) -> None:
    """The log, the last first; an institution that isn't among the given ones is told by its number."""
    names = {one.id: one.label for one in institutions}
    st.dataframe(
        {
            "Когда": [moment_text(row.at) for row in rows],
            "Кто": [row.user_name for row in rows],
            "Что открыто": [WHAT.get(row.what, row.what) for row in rows],
            "Отбор": [_filters_text(row, names) for row in rows],
            "Строк": [row.row_count for row in rows],
        },
        hide_index=True,
    )


def _filters_text(row: AccessRow, institutions: Mapping[int, str]) -> str:
    named = ((name, value) for name, value in row.filters.items() if name in FILTERS and value not in (None, ""))
    return "; ".join(_filter_text(name, value, institutions) for name, value in named)


def _filter_text(name: str, value: object, institutions: Mapping[int, str]) -> str:
    if name == "institution_id" and isinstance(value, int) and value in institutions:
        return f"учреждение {institutions[value]}"
    return f"{FILTERS[name]} {_day(value) if name == 'on' else value}"


def _day(value: object) -> str:
    """The day of a filter, which the log keeps as an ISO text, as people write it."""
    return day_text(date.fromisoformat(str(value)))
