"""Columns about a person that several formats share, with the headings met in real files."""

import re
from functools import lru_cache, partial
from typing import Any

from gmk.db.keys import name_key
from gmk.excel.cells import Converter, Noted, clean_text, fold_look_alikes, is_absent, read_text, refused, short
from gmk.excel.numbers import read_whole
from gmk.excel.reading import RowReading
from gmk.excel.sheet import Around, Column
from gmk.people.institution_names import read_institution_name
from gmk.people.names import capitalised, read_name

NAME_FIELDS = ("last_name", "first_name", "patronymic")
_NO_NAME = "«{}» — не имя человека. Впишите фамилию, имя и отчество, например «Иванова Анна Петровна»."
_KIND_IN_HEADING = (
    ("школа", re.compile(r"школ|\bсош\b")),
    ("детский сад", re.compile(r"детск\w* сад|\bдоу\b|\bд/с\b")),
)
_BARE_NUMBER = re.compile(r"(?:№|N)?\s*(\d{1,3})")
_NAME_PART = re.compile(r"[^\W\d_]+(?:[ '’.-]+[^\W\d_]+)*\.?")


def read_full_name(value: Any) -> tuple[str, str, str | None] | Noted | None:
    """Last name, first name and patronymic from one cell."""
    text = clean_text(value)
    if text is None or is_absent(text):
        return None
    name = read_name(text)
    if name is None:
        return refused("person.unreadable", _NO_NAME.format(short(value)))
    return name.last_name, name.first_name, name.patronymic


def read_name_part(value: Any) -> str | Noted | None:
    """A surname, a first name or a patronymic from a cell of its own."""
    text = clean_text(value)
    if text is None or is_absent(text):
        return None
    part = fold_look_alikes(text).strip(" ,")
    if not _NAME_PART.fullmatch(part):
        return refused("person.unreadable", _NO_NAME.format(short(value)))
    return capitalised(part)


@lru_cache(maxsize=16384)
def looks_like_name(value: Any) -> bool:
    """Whether the cell is a full name or a surname with initials; two words alone could be anything."""
    name = read_name(value) if isinstance(value, str) else None
    return name is not None and (name.patronymic is not None or name.first_name.endswith("."))


@lru_cache(maxsize=16384)
def looks_like_institution(value: Any) -> bool:
    """Whether the cell names an institution by its kind and number."""
    name = read_institution_name(clean_text(value)) if isinstance(value, str) and len(value) < 200 else None
    return name is not None and name.kind is not None and name.number is not None


def institution_reader(heading: str) -> Converter:
    """Cleaned text; a bare number under «№ школы» or «Детский сад» gets the word that the heading says."""
    kinds = [word for word, pattern in _KIND_IN_HEADING if pattern.search(name_key(heading))]
    return partial(_numbered, kinds[0]) if len(kinds) == 1 else read_text


def _numbered(word: str, value: Any) -> str | None:
    text = read_text(value)
    number = _BARE_NUMBER.fullmatch(text) if text else None
    return f"{word} № {number[1]}" if number else text


FULL_NAME = Column(
    "full_name",
    "Фамилия, имя, отчество",
    read_full_name,
    also=(
        "ФИО",
        "ФИО педагога",
        "ФИО слушателя",
        "ФИО работника",
        "ФИО сотрудника",
        "ФИО учителя",
        "ФИО воспитателя",
        "ФИО преподавателя",
        "ФИО педагогического работника",
        "ФИО участника",
        "ФИО полностью",
        "Фамилия Имя Отчество",
        "Фамилия, имя, отчество полностью",
        "Фамилия, имя, отчество педагога",
        "Фамилия, имя, отчество педагогического работника",
        "Фамилия, И.О.",
        "Фамилия И. О.",
        "Фамилия и инициалы",
        "Фамилия, инициалы",
        "Ф.И.О. (полностью)",
        "Ф И О",
        "Педагог",
        "Педагогический работник",
        "Сотрудник",
        "Работник",
        "Слушатель",
        "Учитель",
        "Воспитатель",
    ),
    rules=(r"\bфио\b", r"фамили\w* (?:и )?им\w+ (?:и )?отчеств", r"фамили\w* и о\b", r"фамили\w* (?:и )?инициал"),
    never=(
        r"директор|руководител|заведующ|ответствен|ребенк|\bдетей|ученик|обучающ(?!\w* педагог)|исполнител|наставник"
        r"|куратор|контактн|автор"
    ),
    spreads=NAME_FIELDS,
    required=True,
    looks=looks_like_name,
    listed="people",
    example="Иванова Анна Петровна",
    width=36,
)
EDUCATOR_ID = Column(
    "educator_id",
    "Код в базе",
    read_whole,
    type="number",
    example="оставьте как есть, у нового человека – пусто",
    width=9,
)
"""Who a row of a workbook made by the program is, whatever the name has become."""
LAST_NAME = Column(
    "last_name",
    "Фамилия",
    read_name_part,
    also=("Фамилия педагога", "Фамилия сотрудника", "Фамилия работника", "Фамилия слушателя", "Фамилия учителя"),
    required=True,
    width=20,
    written=False,
)
FIRST_NAME = Column(
    "first_name", "Имя", read_name_part, also=("Имя педагога", "Имя, отчество"), required=True, width=16, written=False
)
PATRONYMIC = Column("patronymic", "Отчество", read_name_part, also=("Отчество (при наличии)",), width=18, written=False)
INSTITUTION = Column(
    "institution",
    "Образовательная организация",
    by_heading=institution_reader,
    also=(
        "ОО",
        "ОУ",
        "Образовательное учреждение",
        "Общеобразовательная организация",
        "Общеобразовательное учреждение",
        "Учреждение",
        "Организация",
        "Школа",
        "Детский сад",
        "ДОУ",
        "ДОО",
        "МБОУ",
        "МБДОУ",
        "МДОУ",
        "МОУ",
        "МАОУ",
        "МКОУ",
        "МАДОУ",
        "№ ОО",
        "№ ОУ",
        "№ школы",
        "№ ДОУ",
        "Школа, ДОУ",
        "Школа / детский сад",
        "Место работы",
        "Место работы педагога",
        "Основное место работы",
        "Наименование",
        "Наименование ОО",
        "Наименование ОУ",
        "Наименование организации",
        "Наименование учреждения",
        "Наименование образовательной организации",
        "Наименование образовательного учреждения",
        "Наименование места работы",
        "Полное наименование ОО",
        "Название ОО",
        "Название ОУ",
        "Название школы",
        "Название учреждения",
        "Название организации",
        "Краткое наименование ОО",
        "Сокращённое наименование ОО",
    ),
    rules=(
        r"\b(?:оо|оу|доу|доо)\b",
        r"образовательн\w* (?:организац|учрежден)",
        r"место работы",
        r"^школа\b|^учреждение\b",
    ),
    never=(
        r"провод|обучени|обучал|провайдер|осуществл|выдавш|выдал|курс|повышен|реализ|прошел|прошл|проход|прохожд|дпо"
        r"|\b(?:оо|оу|доу) с$|оконч|законч"
        r"|категори|аттестац|\bвуз\b|диплом|дата|должност|стаж|прием|телефон|адрес|сайт|руководител|директор|переподготовк"
    ),
    looks=looks_like_institution,
    listed="institutions",
    example="МБОУ «СОШ № 1»",
    width=34,
)
POSITION = Column(
    "position",
    "Должность",
    also=(
        "Занимаемая должность",
        "Занимаемая должность (должности)",
        "Должность педагога",
        "Должность работника",
        "Должность сотрудника",
        "Должность, предмет",
        "Должность (предмет)",
        "Должность, преподаваемый предмет",
        "Должность с указанием предмета",
        "Должность по штатному расписанию",
        "Должность по тарификации",
        "Наименование должности",
        "Должность (специальность)",
    ),
    rules=(r"должност", r"^должн?\b"),
    never=r"соответств|стаж|руководител|\bдата|прием|назнач|место работы|организац|учрежден|директор",
    listed="positions",
    example="учитель математики",
    width=30,
)
PHONE = Column(
    "phone",
    "Телефон",
    also=(
        "Контактный телефон",
        "Сотовый телефон",
        "Мобильный телефон",
        "Номер телефона",
        "Рабочий телефон",
        "Тел.",
        "Телефон, факс",
        "Телефон/факс",
        "Моб. телефон",
        "Мобильный",
        "Сотовый",
        "Контакты",
        "Контактные телефоны",
    ),
    rules=(r"телефон", r"^(?:моб|сот|конт|раб)?\s?тел\b"),
    never=r"директор|руководител|заведующ|бухгалтер|ответствен",
    width=20,
)
EMAIL = Column(
    "email",
    "Электронная почта",
    also=(
        "E-mail",
        "Email",
        "Эл. почта",
        "Эл. адрес",
        "Электронный адрес",
        "Адрес электронной почты",
        "Почта",
        "E-mail педагога",
        "Электронная почта (e-mail)",
        "E-mail ОО",
        "E-mail организации",
    ),
    rules=(r"\b(?:e ?)?mail\b", r"эл\w* (?:почт|адрес)"),
    never=r"директор|руководител|заведующ|ответствен",
    width=26,
)


def finish_person(row: RowReading, _around: Around) -> None:
    """Splits «Имя, отчество» of one cell, when the sheet has no patronymics of their own."""
    values = row.values
    if values.get("patronymic") is None and values.get("first_name") and " " in values["first_name"]:
        values["first_name"], values["patronymic"] = values["first_name"].split(" ", 1)


def finish_institution(row: RowReading, around: Around) -> None:
    """An institution that the row doesn't name comes from the section, the title, the sheet name or the option."""
    if row.values.get("institution") is None and not _is_broken(row, around):
        row.values["institution"] = around.institution


def _is_broken(row: RowReading, around: Around) -> bool:
    column = around.columns.get("institution")
    return any(problem.column == column and problem.level == "error" for problem in row.problems) if column else False
