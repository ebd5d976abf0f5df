"""The access log on the screen: who opened lists, cards and files with names."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

import streamlit as st

from gmk.accounts.rows import AccessRow
from gmk.ui.clock import local, moment_text, now
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
}
"""What a person calls each query that names people; files are logged by their title."""

FILTERS = {
    "on": "на",
    "by": "разрез",
    "key": "строка",
    "text": "искали",
    "educator_id": "карточка №",
    "institution_id": "учреждение №",
    "horizon_months": "на месяцев вперёд",
    "import_id": "загрузка №",
}
"""The filters that are worth a word; the others say how, not whose."""

DAYS = 30


def pick_period() -> tuple[datetime, datetime]:
    """From the beginning of the first day to the end of the last one; a month up to today unless chosen."""
    today = local(now()).date()
    chosen = st.date_input("Дни", (today - timedelta(days=DAYS), today), max_value=today, format="DD.MM.YYYY")
    days = chosen if isinstance(chosen, tuple) else (chosen,)
    first, last = (days[0], days[-1]) if days else (today, today)
    return _midnight(first), _midnight(last + timedelta(days=1))


def _midnight(day: date) -> datetime:
    zone = local(datetime.combine(day, time(), UTC)).tzinfo
    return datetime.combine(day, time(), zone)


def show_access(rows: Sequence[AccessRow]) -> None:
    """The log, the last first."""
    st.dataframe(
        {
            "Когда": [moment_text(row.at) for row in rows],
            "Кто": [row.user_name for row in rows],
            "Что открыто": [WHAT.get(row.what, row.what) for row in rows],
            "Отбор": [_filters_text(row) for row in rows],
            "Строк": [row.row_count for row in rows],
        },
        hide_index=True,
    )


def _filters_text(row: AccessRow) -> str:
    named = ((name, value) for name, value in row.filters.items() if name in FILTERS and value not in (None, ""))
    return "; ".join(f"{FILTERS[name]} {_day(value) if name == 'on' else value}" for name, value in named)


def _day(value: object) -> str:
    """The day of a filter, which the log keeps as an ISO text, as people write it."""
    return day_text(date.fromisoformat(str(value)))
