"""The workbooks of this area: who belongs to an association."""

from dataclasses import replace
from datetime import date
from typing import Any

from gmk.associations.names import association_in, association_kind
from gmk.excel.dates import read_date
from gmk.excel.problems import problem
from gmk.excel.reading import RowReading
from gmk.excel.sheet import Around, Column, Sheet, Signs
from gmk.excel.texts import value_list
from gmk.people.categories import read_category
from gmk.people.columns import (
    EDUCATOR_ID,
    EMAIL,
    FIRST_NAME,
    FULL_NAME,
    INSTITUTION,
    LAST_NAME,
    PATRONYMIC,
    PHONE,
    POSITION,
    finish_institution,
    finish_person,
)
from gmk.people.institution_names import institution_in
from gmk.people.staff_columns import STAFF_ONLY
from gmk.periods import school_year_in
from gmk.vocabulary import MembershipRole

ROLE_WORDS = (
    (MembershipRole.DEPUTY, r"\bзам\b|заместит"),
    (MembershipRole.LEADER, r"руковод|председ|\bрук\b|\bпредс\b"),
    (MembershipRole.SECRETARY, r"секретар|\bсекр\b"),
    (MembershipRole.MEMBER, r"\bчлен|\bчл\b|участни"),
)
read_role = value_list("Роль в объединении", ROLE_WORDS)
_OF_STAFF = {column.field: column for column in STAFF_ONLY}


def is_role(value: Any) -> bool:
    """Whether the cell holds a role in an association."""
    return isinstance(read_role(value), MembershipRole)


def read_category_alone(value: Any) -> Any:
    """The category without its order and term: a roster isn't where they are kept."""
    found = read_category(value)
    return found[0] if isinstance(found, tuple) else found


ASSOCIATION = Column(
    "association",
    "Объединение",
    also=(
        "ГМО",
        "РМО",
        "МО",
        "Название ГМО",
        "Наименование ГМО",
        "Название МО",
        "Название объединения",
        "Наименование объединения",
        "Методическое объединение",
        "Городское методическое объединение",
        "Название методического объединения",
        "Наименование методического объединения",
        "Творческая группа",
        "Название творческой группы",
        "Название группы",
        "Группа",
        "Профессиональное объединение",
        "Сообщество",
        "Профессиональное сообщество",
        "Объединение педагогов",
        "Объединение (ГМО, творческая группа)",
    ),
    rules=(r"объединени", r"\b[гр]мо\b", r"творческ\w+ групп"),
    never=(
        r"руководител|роль|статус|должност|\bдата|телефон|обязанност|член|\bоу\b|\bоо\b|\bфио\b|участник|функци|позици"
        r"|^место"
    ),
    listed="associations",
    example="ГМО учителей математики",
    width=36,
)
ROLE = Column(
    "role",
    "Роль в объединении",
    read_role,
    also=(
        "Роль",
        "Роль в ГМО",
        "Роль в МО",
        "Роль в группе",
        "Роль в составе",
        "Роль в совете",
        "Статус",
        "Статус в объединении",
        "Статус в ГМО",
        "Статус участника",
        "Функция",
        "Функции",
        "Функция в ГМО",
        "Обязанности",
        "Обязанности в ГМО",
        "Поручение",
        "Полномочия",
        "Должность в ГМО",
        "Должность в объединении",
        "Должность в совете",
        "Кем является",
        "Кем является в объединении",
        "В качестве кого",
        "Руководитель / член",
        "Руководитель / секретарь / член",
        "Роль (руководитель / секретарь / член)",
    ),
    rules=(
        r"\bроль\b",
        r"^статус",
        r"руководител\w* .*член",
        r"(?:должност|обязанност|функци|позици|место)\w* в (?:\w+ )?(?:гмо|мо|объед|групп|совет|состав)",
        r"^членство",
    ),
    holds=is_role,
    type="choice",
    choices=MembershipRole,
    width=22,
)
SINCE = Column(
    "since",
    "В составе с",
    read_date,
    also=(
        "С какого времени",
        "С какого числа",
        "Член с",
        "Участник с",
        "В объединении с",
        "В ГМО с",
        "Состоит с",
        "Дата вступления",
        "Дата включения",
        "Дата включения в состав",
        "Дата вхождения",
        "Дата начала",
        "Начало",
        "Дата начала членства",
        "Дата начала участия",
        "Период участия / с",
        "Срок / с",
        "С",
    ),
    rules=(r"дата (?:вступлени|включени|вхождени|начал)", r"(?:состав\w*|объединени\w*|гмо|групп\w*|состоит|член) с\b"),
    by_calendar=True,
    type="date",
    width=14,
)
UNTIL = Column(
    "until",
    "В составе по",
    read_date,
    also=(
        "По какое время",
        "Член по",
        "В объединении по",
        "В ГМО по",
        "Состоит по",
        "Дата выбытия",
        "Дата выхода",
        "Дата исключения",
        "Дата исключения из состава",
        "Дата окончания",
        "Окончание",
        "Дата окончания членства",
        "Дата окончания участия",
        "Период участия / по",
        "Срок / по",
        "По",
        "До",
        "Выбыл",
        "Выбыла",
    ),
    rules=(
        r"дата (?:выбыти|выход|исключени|оконч)",
        r"(?:состав\w*|объединени\w*|гмо|групп\w*|состоит|член) (?:по|до)\b",
    ),
    by_calendar=True,
    type="date",
    width=14,
)


def finish_member(row: RowReading, around: Around) -> None:
    """The association comes from row, section, title, sheet name or option; who has no role is a member."""
    values, broken = row.values, _broken_columns(row)
    if values.get("association") is None and around.columns.get("association", "") not in broken:
        values["association"] = around.told.get("association")
        if values["association"] is None:
            around.note(row, "association.missing", _MISSING, field="association")
    name = values.get("association")
    values["association_kind"] = association_kind(name) if name else None
    values["school_year"] = around.told.get("school_year")
    if values.get("role") is None and around.columns.get("role", "") not in broken:
        values["role"] = MembershipRole.MEMBER
    _check_days(row, values.get("since"), values.get("until"))


_MISSING = (
    "Не указано объединение: его нет ни в столбце, ни в строке раздела, ни в заголовке, ни в названии листа. "
    "Впишите его в файл, например «Состав ГМО учителей математики» над таблицей."
)


def _broken_columns(row: RowReading) -> set[str | None]:
    return {told.column for told in row.problems if told.level == "error"}


def _check_days(row: RowReading, since: date | None, until: date | None) -> None:
    if since is not None and until is not None and until < since:
        text = f"В составе по {until:%d.%m.%Y}, а с {since:%d.%m.%Y}: конец раньше начала. Исправьте даты."
        row.problems.append(problem("date.order", text, row=row.row))


def _is_roster(fields: frozenset[str]) -> bool:
    """People beside an association or a role: without them they are staff."""
    return bool(fields & {"full_name", "last_name"}) and bool(fields & {"association", "role"})


def _is_rather_roster(signs: Signs) -> bool:
    """A role, or an association in the title; in section rows if each row says its institution: schools group too."""
    in_sections = "association" in signs.told_below and "institution" in signs.fields
    return "role" in signs.fields or "association" in signs.told or in_sections


def institution_of_members(text: str) -> str | None:
    """The institution that a section row names; the name of an association («Школа молодого педагога») is none."""
    return None if association_in(text) else institution_in(text)


ROSTER = Sheet(
    format="roster",
    title="Составы объединений",
    columns=(
        EDUCATOR_ID,
        ASSOCIATION,
        FULL_NAME,
        LAST_NAME,
        FIRST_NAME,
        PATRONYMIC,
        INSTITUTION,
        POSITION,
        ROLE,
        _OF_STAFF["subjects"],
        replace(_OF_STAFF["category"], convert=read_category_alone, spreads=()),
        _OF_STAFF["birth_year"],
        PHONE,
        EMAIL,
        SINCE,
        UNTIL,
    ),
    key=("full_name", "last_name"),
    fits=_is_roster,
    names_people=True,
    institution_in=institution_of_members,
    told=(("association", association_in), ("school_year", school_year_in)),
    rather_than="staff",
    outweighs=_is_rather_roster,
    finishers=(finish_person, finish_institution, finish_member),
    derived=(("association_kind", "Вид объединения"), ("school_year", "Учебный год")),
)
