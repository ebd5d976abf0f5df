"""The columns of tables of exam results: one subject in each row, or a group of columns for each subject."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

from gmk.excel.cells import Converter, Noted, read_text, refused, short
from gmk.excel.headers import JOINT, heading_key
from gmk.excel.numbers import read_whole
from gmk.excel.sheet import Column
from gmk.monitoring.subjects import subject_of_heading
from gmk.monitoring.values import class_reader, read_number, share_reader
from gmk.people.columns import INSTITUTION

COUNTS = ("graduates", "participants", "below_threshold", "high_scores", "max_scores")
SHARES = ("share_2", "share_3", "share_4", "share_5", "success_share", "quality_share")
MEASURES = (*COUNTS, "mean_score", *SHARES)
OF_RECORD = MEASURES[1:]
"""The measures of a subject; graduates are those of the institution."""

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_SCHOOL_YEAR = re.compile(r"(?<!\d)20\d\d\s*[-–—/]\s*(?:20)?(\d\d)(?!\d)")
_PROCEDURES = (
    ("ЕГЭ", r"\bегэ\b|един\w+ государственн\w+ экзамен"),
    ("ОГЭ", r"\bогэ\b|основн\w+ государственн\w+ экзамен"),
    ("ГВЭ", r"\bгвэ\b|государственн\w+ выпускн\w+ экзамен"),
    ("ВПР", r"\bвпр\b|всероссийск\w+ проверочн\w+ работ"),
    ("НИКО", r"\bнико\b|национальн\w+ исследовани\w+ качества"),
    ("РДР", r"\bрдр\b|региональн\w+ диагностическ\w+ работ"),
    ("РКР", r"\bркр\b|региональн\w+ контрольн\w+ работ"),
    ("ГИА-9", r"\bгиа\W?9\b"),
    ("ГИА-11", r"\bгиа\W?11\b"),
    ("ГИА", r"\bгиа\b|государственн\w+ итогов\w+ аттестаци"),
)
_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _PROCEDURES)
_CLASS = re.compile(r"(?<!\d)(1[01]|[1-9])\s*(?:-?(?:й|е|х|ых|ом|м|го))?\s*(?:класс|кл\b)")


@lru_cache(maxsize=4096)
def procedure_in(text: str) -> str | None:
    """«ЕГЭ», «ОГЭ», «ВПР» … of a title or a sheet name."""
    key = heading_key(text)
    return next((name for name, pattern in _PATTERNS if pattern.search(key)), None)


@lru_cache(maxsize=4096)
def year_in(text: str) -> int | None:
    """The calendar year of the exams; of a school year its second."""
    spring = _SCHOOL_YEAR.search(text)
    if spring:
        return 2000 + int(spring[1])
    found = _YEAR.search(text)
    return int(found[1]) if found else None


@lru_cache(maxsize=4096)
def grade_in(text: str) -> int | None:
    """The class that a title or a sheet name names: «4 класс»."""
    found = _CLASS.search(heading_key(text))
    return int(found[1]) if found else None


def read_procedure(value: Any) -> str | None:
    """The short name of the procedure; another one stays as written."""
    text = read_text(value)
    return (procedure_in(text) or text) if text else None


def read_year(value: Any) -> int | Noted | None:
    """The year of a cell, a school year by its second."""
    text = read_text(value)
    year = year_in(text) if text else None
    if text and year is None:
        return refused("number.unreadable", f"«{short(value)}» — не год. Впишите год, например 2026.")
    return year


_ASKED = r"(?:чел\w*|человек|количество|кол во|число|доля|процент|%|в|от|всего|из них)"
_MARK = r"(?:отмет(?:ок|к\w*)|оцен(?:ок|к\w*)|получил\w*|на|доля|процент|%|в|с|чел)"
_MEASURE_RULES: tuple[tuple[str, str], ...] = (
    (
        "graduates",
        (
            r"выпускник(?!\w* (?:не )?(?:прео|набр|получ|сда))|(?:обуч|уч)\w* (?:в (?:классе|параллели)|всего)"
            r"|^всего (?:обуч|учен|учащ)"
            r"|по списку"
        ),
    ),
    (
        "below_threshold",
        r"не преодол|ниже (?:min|мин|порог)|не (?:набрал|сда[лв]|достиг)|не справи|ниже минимал|порог",
    ),
    (
        "max_scores",
        r"\b100 ?балл|стобал|сто балл|получил\w* 100|\b100 б\b|балл 100$|максимальн\w* балл\w* (?:получ|набр)",
    ),
    (
        "high_scores",
        r"высокобал|высок\w+ балл|8[01] (?:9\d|100)|от 8[01]|(?:выше|более|не менее) 8[01]|8[01] и (?:выше|более)",
    ),
    (
        "mean_score",
        r"средн\w* (?:\w+ )?(?:балл|отметк|оценк|тестов)|\bср (?:балл|отметк|оценк)|^средний$|^сб$|средн\w* б\b",
    ),
    ("quality_share", r"качеств|на 4 и 5|4 и 5\b|\bкач\b|^(?:% )?кз\b|^(?:на )?4 5\b"),
    ("success_share", r"успеваем|справи[лв]|\bусп(?:ев)?\b|обученност(?!ь по)"),
    ("share_2", rf"^(?:{_MARK} )*2(?: {_MARK})*$|неуд|двоек|двойк"),
    ("share_3", rf"^(?:{_MARK} )*3(?: {_MARK})*$|^(?:% )?удовл|троек|тройк"),
    ("share_4", rf"^(?:{_MARK} )*4(?: {_MARK})*$|^(?:% )?хор(?:ош\w*)?\b|четверок"),
    ("share_5", rf"^(?:{_MARK} )*5(?: {_MARK})*$|^(?:% )?отл(?:ичн\w*)?\b|пятерок"),
    (
        "participants",
        (
            r"(?:принял|принима)\w* участие|участник|участв|писал|пис\w*вш|выполнял|сдава\w+|явил|\bкол во чел|^чел"
            r"|количеств\w* (?:учащ|обуч|уч|выполн|человек)|кол во (?:учащ|обуч|уч\b|учеников)|^количество$|^кол во$"
            r"|подал|заявлен"
        ),
    ),
)
_MEASURES = tuple((name, re.compile(pattern)) for name, pattern in _MEASURE_RULES)
_COUNTED = re.compile(r"чел|кол во|количеств|число")


def measure_of(heading: str) -> str | None:
    """The measure that a heading (its last level first) names; counts of marks are none."""
    last = heading.rsplit(JOINT, 1)[-1]
    subject = subject_of_heading(last)
    found = (_first(last[len(subject) :]) or "participants") if subject else _first(last)
    if found in SHARES and _COUNTED.search(heading_key(heading)) and not re.search(r"%|процент|доля", heading.lower()):
        return None
    return found


def _first(text: str) -> str | None:
    key = heading_key(text)
    return next((name for name, pattern in _MEASURES if pattern.search(key)), None)


def group_of_heading(measure: str, heading: str) -> dict[str, Any] | None:
    """The subject of a wide column of the measure: «из них / Физика, чел. / средний балл»."""
    subject, meant = _subject_and_measure(heading)
    return {"subject": subject} if subject and meant == measure else None


@lru_cache(maxsize=4096)
def _subject_and_measure(heading: str) -> tuple[str | None, str | None]:
    levels = reversed(heading.split(JOINT))
    subject = next((found for level in levels if (found := subject_of_heading(level))), None)
    return subject, measure_of(heading) if subject else None


def _measure(field: str, title: str, *also: str, by_heading: Callable[[str], Converter] | None = None) -> Column:
    rules = tuple(rule for name, rule in _MEASURE_RULES if name == field)
    return Column(
        field,
        title,
        read_number if field == "mean_score" else read_whole,
        also=also,
        rules=rules,
        never=_NEVER.get(field, ""),
        several=True,
        by_heading=by_heading,
        group=partial(group_of_heading, field),
        type="percent" if field in SHARES else "number",
        width=12,
    )


_NEVER = {
    "participants": (
        r"не (?:преодол|набр|сда[лв]|справ)|в (?:классе|параллели)|по списку"
        r"|средн|качеств|успев|балл|отметк|предмет|класс\b|дата|фио"
    ),
    "graduates": r"балл|порог|качеств|средн\w* отметк",
    "mean_score": r"регион|област|район|город|росси|муницип",
    "success_share": r"не справ|регион|област|росси|качеств|\bкач\b",
    "quality_share": r"регион|област|росси",
} | dict.fromkeys(("share_2", "share_3", "share_4", "share_5"), r"чел|кол во|количеств|класс|балл")

_GRADUATES_OF_A_YEAR = (
    r"(?:всего )?выпускников(?: в 20\d\d году)?(?: по программам (?:основного|среднего) общего образования)?"
    r"(?: (?:принявших|подавших)(?: \w+){0,2} участи\w в (?:егэ|огэ|гвэ))?(?: чел\w*)?"
)
"""«Всего выпускников в 2023 году по программам среднего общего образования, принявших участие в ЕГЭ, чел.»."""

EXAM_COLUMNS = (
    Column(
        "municipality",
        "Муниципальное образование",
        also=(
            "Муниципалитет",
            "МО",
            "Район",
            "Территория",
            "Муниципальный район",
            "Муниципальный округ",
            "Город, район",
            "АТЕ",
            "МР/ГО",
            "Муниципальный район (городской округ)",
            "МСУ",
            "Наименование муниципального образования",
        ),
        rules=(r"муниципальн\w* (?:образовани|район|округ)", r"^муниципалитет"),
        never=r"\b(?:оо|оу)\b|школ|учрежден|организац",
        width=26,
    ),
    replace(INSTITUTION, also=(*INSTITUTION.also, "Группы участников", "Группа участников")),
    Column(
        "procedure",
        "Процедура",
        read_procedure,
        also=("Оценочная процедура", "Вид экзамена", "Форма ГИА", "Экзамен", "Вид процедуры", "Вид работы"),
        width=14,
    ),
    Column(
        "year",
        "Год",
        read_year,
        also=("Год проведения", "Год экзамена", "Учебный год", "Дата проведения"),
        rules=(r"^год\b",),
        type="number",
        width=8,
    ),
    Column(
        "subject",
        "Предмет",
        also=(
            "Учебный предмет",
            "Наименование предмета",
            "Дисциплина",
            "Предмет ЕГЭ",
            "Предмет ОГЭ",
            "Название предмета",
        ),
        rules=(r"^(?:\w+ )?предмет", r"\bпредмет\w*$"),
        never=r"количеств|кол во|число",
        listed="school_subjects",
        width=22,
    ),
    Column(
        "grade",
        "Класс",
        by_heading=class_reader,
        also=("Параллель", "Кл.", "Классы", "Класс (параллель)"),
        rules=(r"^класс\b", r"^параллел"),
        never=r"руководител|количеств|кол во",
        type="number",
        width=8,
    ),
    replace(
        _measure(
            "graduates", "Всего выпускников", "Выпускников", "Количество выпускников", "Всего обучающихся", "По списку"
        ),
        sure=(_GRADUATES_OF_A_YEAR,),
    ),
    _measure(
        "participants",
        "Участников",
        "Писали",
        "Писали, чел.",
        "Писало",
        "Количество участников",
        "Кол-во участников",
        "Число участников",
        "Участвовали",
        "Сдавали",
        "Сдавало",
        "Приняло участие",
        "Приняли участие",
        "Выполняли работу",
        "Количество обучающихся",
        "Писали работу",
        "Участники, чел.",
        "Количество писавших",
    ),
    _measure("below_threshold", "Не преодолели порог", "Не преодолен min порог", "Ниже порога", "Не сдали"),
    _measure("high_scores", "Высокобалльники", "Высокобалльники (80-99 баллов)", "Высокобалльных работ"),
    _measure("max_scores", "100 баллов", "Получили 100 баллов", "Стобалльники", "100-балльники", "Стобалльных работ"),
    _measure("mean_score", "Средний балл", "Ср. балл", "Средняя отметка", "Средняя оценка", "Средний тестовый балл"),
    _measure("share_2", "«2», %", "2", "Доля «2»", "% «2»", "На «2», %", by_heading=share_reader),
    _measure("share_3", "«3», %", "3", "Доля «3»", "% «3»", "На «3», %", by_heading=share_reader),
    _measure("share_4", "«4», %", "4", "Доля «4»", "% «4»", "На «4», %", by_heading=share_reader),
    _measure("share_5", "«5», %", "5", "Доля «5»", "% «5»", "На «5», %", by_heading=share_reader),
    _measure(
        "success_share",
        "Успеваемость, %",
        "% успеваемости",
        "Успеваемость",
        "Абсолютная успеваемость",
        "Общая успеваемость",
        by_heading=share_reader,
    ),
    _measure(
        "quality_share",
        "Качество знаний, %",
        "% качества",
        "Качество",
        "Качество знаний",
        "Качественная успеваемость",
        "Качество обученности",
        "На «4» и «5», %",
        by_heading=share_reader,
    ),
)
