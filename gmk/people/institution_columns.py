"""The columns of a list of institutions, with the headings met in real files."""

import re
from typing import Any

from gmk.db.keys import name_key
from gmk.excel.cells import Noted, read_text
from gmk.excel.numbers import read_whole
from gmk.excel.sheet import Column
from gmk.excel.texts import unknown_value
from gmk.people.columns import (
    EMAIL,
    PHONE,
    looks_like_institution,
)
from gmk.people.institution_names import institution_kind
from gmk.vocabulary import InstitutionKind

_KIND_WORDS = tuple((kind, f"^{kind.label}$") for kind in InstitutionKind)


def read_institution_kind(value: Any) -> InstitutionKind | Noted | None:
    """The kind by its label or by the words that name it («СОШ», «ДОУ»)."""
    text = read_text(value)
    if text is None:
        return None
    folded = name_key(text)
    labelled = [kind for kind in InstitutionKind if name_key(kind.label) == folded]
    kind = next(iter(labelled), None) or section_kind(text) or _said_kind(folded)
    return kind or unknown_value(value, "Вид организации", _KIND_WORDS)


_WORDS_OF_KIND_COLUMNS = (
    (InstitutionKind.COLLEGE, re.compile(r"\bспо\b|профессиональн\w+ образовательн|среднее профессиональн")),
    (InstitutionKind.PRIVATE_SCHOOL, re.compile(r"^(?:частн|негосударств)")),
    (InstitutionKind.OTHER, re.compile(r"^(?:проч|ин(?:ое|ая|ые)\b|друг|не образоват)|методическ|\bнмц\b|\bппмс")),
)
"""What only a cell of the kind says; in a name such words say nothing."""


def _said_kind(folded: str) -> InstitutionKind | None:
    return next((kind for kind, words in _WORDS_OF_KIND_COLUMNS if words.search(folded)), None)


def section_kind(text: str) -> InstitutionKind | None:
    """The kind that a section row names; «Общеобразовательные организации» are schools."""
    folded = name_key(text)
    return institution_kind(folded) or (InstitutionKind.SCHOOL if "общеобразовательн" in folded else None)


INSTITUTION_COLUMNS = (
    Column(
        "name",
        "Наименование образовательной организации",
        also=(
            "Наименование",
            "Название",
            "Образовательная организация",
            "Образовательное учреждение",
            "ОО",
            "ОУ",
            "Учреждение",
            "Организация",
            "Школа",
            "Наименование ОО",
            "Наименование ОУ",
            "Наименование организации",
            "Наименование учреждения",
            "Наименование образовательного учреждения",
            "Полное наименование",
            "Полное наименование ОО",
            "Полное наименование организации",
            "Полное наименование учреждения",
            "Полное наименование образовательной организации",
            "Наименование ОО (полное)",
            "Полное наименование (по уставу)",
            "Официальное наименование",
            "Юридическое наименование",
            "Наименование юридического лица",
            "Наименование по уставу",
            "Название ОО",
            "Название организации",
            "Название учреждения",
            "Наименование общеобразовательной организации",
        ),
        rules=(
            r"полно\w* (?:официальн\w* )?(?:наименован|назван)",
            r"(?:наименован|назван)\w*.*(?:организац|учрежден|\bоо\b|\bоу\b|школ)",
        ),
        never=r"сокращ|кратк|муниципалитет|муниципального образования|район|учредител|курс|програм",
        required=True,
        looks=looks_like_institution,
        width=60,
    ),
    Column(
        "short_name",
        "Сокращённое наименование",
        also=(
            "Краткое наименование",
            "Сокращённое название",
            "Краткое название",
            "Сокращение",
            "Сокр. наименование",
            "Сокращённое наименование ОО",
            "Краткое наименование ОО",
            "Сокращённое наименование организации",
            "Краткое наименование организации",
            "Сокращенное наименование (по уставу)",
        ),
        rules=(r"сокращ|кратк|\bсокр\b",),
        width=30,
    ),
    Column(
        "kind",
        "Вид",
        read_institution_kind,
        also=("Вид организации", "Тип", "Тип организации", "Вид ОО", "Тип ОО", "Тип учреждения", "Вид учреждения"),
        rules=(r"^(?:вид|тип)\b",),
        type="choice",
        choices=InstitutionKind,
    ),
    Column(
        "number",
        "Номер",
        read_whole,
        also=(
            "№ ОО",
            "№ ОУ",
            "№ школы",
            "Номер ОО",
            "Номер школы",
            "Номер организации",
            "№ организации",
            "№ учреждения",
        ),
        type="number",
        width=10,
    ),
    Column(
        "municipality",
        "Муниципальное образование",
        also=(
            "Муниципалитет",
            "Район",
            "Муниципальный район",
            "Муниципальный округ",
            "Городской округ",
            "Город",
            "Территория",
            "Округ",
            "МО",
            "Наименование муниципального образования",
            "Район / город",
            "Муниципальный район (городской округ)",
        ),
        rules=(r"муницип", r"городской округ", r"^район"),
        width=28,
    ),
    Column(
        "address",
        "Адрес",
        also=(
            "Юридический адрес",
            "Фактический адрес",
            "Почтовый адрес",
            "Местонахождение",
            "Место нахождения",
            "Адрес организации",
            "Адрес ОО",
            "Адрес места нахождения",
            "Адрес (местонахождение)",
        ),
        rules=(r"\bадрес\b(?!.*(?:сайт|почты|электрон))", r"местонахожд|место нахожд"),
        never=r"сайт|электрон|mail|\bэл\b|интернет",
        width=40,
    ),
    PHONE,
    EMAIL,
    Column(
        "site",
        "Сайт",
        also=(
            "Официальный сайт",
            "Адрес сайта",
            "Сайт ОО",
            "Веб-сайт",
            "Интернет-сайт",
            "Ссылка на сайт",
            "Адрес официального сайта",
            "Сайт организации",
            "Официальный сайт в сети Интернет",
        ),
        rules=(r"\bсайт",),
        width=34,
    ),
)
