"""The menu: one line for each page. A page that isn't here, or that the user has no right to, can't be run."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from gmk.access import Right, User, may
from gmk.ui import state

ROOT = Path(__file__).resolve().parents[2] / "pages"


@dataclass(frozen=True, slots=True)
class Entry:
    """A page: file under `pages/`, title, icon, section of the menu, and the right that opens it."""

    file: str
    title: str
    icon: str
    section: str
    right: Right
    hidden: bool = False

    @property
    def url_path(self) -> str:
        """The address of the page: its file's name."""
        return Path(self.file).stem


PAGES = (
    Entry("home/today.py", "Сегодня", ":material/home:", "", Right.OWN_ACCOUNT),
    Entry("plan/year.py", "Годовой план", ":material/event_note:", "План", Right.READ_PLAN),
    Entry("plan/activity.py", "Мероприятие", ":material/event:", "План", Right.READ_PLAN, hidden=True),
    Entry("plan/approval.py", "Согласование", ":material/approval:", "План", Right.READ_PLAN),
    Entry("plan/versions.py", "Версии плана", ":material/difference:", "План", Right.READ_PLAN),
    Entry("plan/cyclogram.py", "Циклограмма", ":material/event_repeat:", "План", Right.READ_PLAN),
    Entry("plan/clashes.py", "Проверка накладок", ":material/event_busy:", "План", Right.READ_PLAN),
    Entry("plan/execution.py", "Исполнение плана", ":material/checklist:", "План", Right.READ_PLAN),
    Entry("plan/papers.py", "Документы плана", ":material/description:", "План", Right.READ_PLAN),
    Entry("plan/rollover.py", "Новый учебный год", ":material/redo:", "План", Right.EDIT_PLAN, hidden=True),
    Entry("plan/calendars.py", "Календари", ":material/calendar_month:", "План", Right.READ_PLAN),
    Entry("associations/associations.py", "Объединения", ":material/groups_3:", "Объединения", Right.READ_PEOPLE),
    Entry("associations/association.py", "Состав объединения", ":material/badge:", "Объединения", Right.READ_PEOPLE),
    Entry("associations/meetings.py", "Заседания", ":material/forum:", "Объединения", Right.READ_PEOPLE),
    Entry(
        "associations/new_rosters.py",
        "Составы на 1 сентября",
        ":material/event_upcoming:",
        "Объединения",
        Right.EDIT_ASSOCIATIONS,
    ),
    Entry("associations/representation.py", "Кто представлен", ":material/grid_on:", "Объединения", Right.READ_PEOPLE),
    Entry("associations/young_teachers.py", "Молодые педагоги", ":material/school:", "Объединения", Right.READ_PEOPLE),
    Entry("associations/sites.py", "Площадки", ":material/flag:", "Объединения", Right.READ_PEOPLE),
    Entry(
        "associations/smart_lists.py", "Списки по условиям", ":material/filter_alt:", "Объединения", Right.READ_PEOPLE
    ),
    Entry("training/coverage.py", "Охват обучением", ":material/bar_chart:", "Обучение", Right.READ_FIGURES),
    Entry("training/due.py", "Сроки обучения", ":material/event_upcoming:", "Обучение", Right.READ_FIGURES),
    Entry("training/person.py", "Найти педагога", ":material/person_search:", "Обучение", Right.READ_PEOPLE),
    Entry("monitoring/results.py", "Результаты экзаменов", ":material/school:", "Мониторинг", Right.READ_FIGURES),
    Entry("monitoring/contests.py", "Конкурсы и олимпиады", ":material/trophy:", "Мониторинг", Right.READ_FIGURES),
    Entry("data/upload.py", "Загрузка файла", ":material/upload_file:", "Данные", Right.IMPORT),
    Entry("data/templates.py", "Шаблоны и выгрузка", ":material/file_save:", "Данные", Right.READ_FIGURES),
    Entry("data/requests.py", "Заявки", ":material/mark_email_unread:", "Данные", Right.IMPORT),
    Entry("data/imports.py", "Журнал загрузок", ":material/history:", "Данные", Right.READ_JOURNAL),
    Entry("office/journal.py", "Журнал изменений", ":material/edit_note:", "Данные", Right.READ_JOURNAL),
    Entry("people/staff.py", "Педагоги", ":material/groups:", "Люди", Right.READ_PEOPLE),
    Entry("office/reference.py", "Справочники", ":material/list_alt:", "Кабинет", Right.READ_FIGURES),
    Entry("office/users.py", "Пользователи", ":material/group:", "Кабинет", Right.MANAGE_USERS),
    Entry("office/access_log.py", "Журнал доступа", ":material/visibility:", "Кабинет", Right.MANAGE_USERS),
    Entry("office/health.py", "Состояние", ":material/monitor_heart:", "Кабинет", Right.READ_HEALTH),
    Entry("office/account.py", "Моя учётная запись", ":material/account_circle:", "Кабинет", Right.OWN_ACCOUNT),
)
"""All pages in the order of the menu; the first one is what a person sees after signing in."""


def entries_for(user: User) -> list[Entry]:
    """The pages that the user's roles open."""
    return [entry for entry in PAGES if may(user, entry.right)]


def menu(entries: Iterable[Entry]) -> dict[str, list[StreamlitPage]]:
    """The entries by section, as Streamlit's navigation takes them."""
    made: dict[Entry, StreamlitPage] = st.session_state.setdefault(state.PAGES_MADE, {})
    sections: dict[str, list[StreamlitPage]] = {}
    for entry in entries:
        if entry not in made:
            made[entry] = _page(entry)
        sections.setdefault(entry.section, []).append(made[entry])
    return sections


def _page(entry: Entry) -> StreamlitPage:
    return st.Page(
        ROOT / entry.file,
        title=entry.title,
        icon=entry.icon,
        url_path=entry.url_path,
        default=entry is PAGES[0],
        visibility="hidden" if entry.hidden else "visible",
    )
