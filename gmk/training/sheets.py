"""The workbooks of this area: courses that people completed, row by row or with a column for each year."""

import re
from datetime import date
from typing import Any

from gmk.excel.cells import Noted, clean_text, read_text, unquoted
from gmk.excel.dates import read_date, read_finished, read_span, year_alone
from gmk.excel.headers import JOINT, heading_key
from gmk.excel.numbers import read_hours
from gmk.excel.problems import problem
from gmk.excel.reading import RowReading
from gmk.excel.sheet import Around, Column, Sheet
from gmk.excel.texts import read_document, read_document_number
from gmk.people.columns import (
    FIRST_NAME,
    FULL_NAME,
    INSTITUTION,
    LAST_NAME,
    PATRONYMIC,
    POSITION,
    finish_institution,
    finish_person,
)
from gmk.people.institution_names import institution_in
from gmk.training.course_text import CourseText, read_courses
from gmk.training.kinds import fewest_hours, kind_by_hours, read_form, read_kind
from gmk.vocabulary import CourseForm, CourseKind

_YEAR_HEADING = re.compile(
    r"(?:(?:кпк|пк|курсы|курсы пк|повышение квалификации|курсы повышения квалификации|обучение|пройдены|за)\s+)*"
    r"(20\d\d)(?:\s*(?:год|г|году))?"
)
_STATES_RETRAINING = re.compile(r"^(?:\w+ о )?(?:проф\w*\s*)?переподготовк\w*$")


def group_of_heading(heading: str) -> dict[str, Any] | None:
    """What a column of courses as text stands for: a year («2024», «КПК 2024 г.»), or retraining."""
    key = heading_key(heading.rsplit(JOINT, 1)[-1])
    found = _YEAR_HEADING.fullmatch(key)
    if found:
        return {"year": int(found[1])}
    return {"kind": CourseKind.RETRAINING} if _STATES_RETRAINING.fullmatch(key) else None


def read_title(value: Any) -> str | None:
    """The theme, without the pair of quotation marks that encloses the whole."""
    text = read_text(value)
    return unquoted(text) if text else None


def read_course_year(value: Any) -> int | Noted | None:
    """The year in which a course ended, also of a full date."""
    year = year_alone(value)
    if year is not None or clean_text(value) is None:
        return year
    finished = read_finished(value)
    if isinstance(finished, Noted):
        return finished.value[1] if finished.value else finished
    return finished if finished is None else finished[1] or (finished[0].year if finished[0] else None)


COURSES_IN_A_CELL = Column(
    "courses",
    "Курсы повышения квалификации",
    read_courses,
    also=(
        "Повышение квалификации",
        "Курсы",
        "КПК",
        "Курсы ПК",
        "Курсовая подготовка",
        "Прохождение курсов",
        "Сведения о курсах",
        "Сведения о повышении квалификации",
        "Данные о повышении квалификации и (или) профессиональной переподготовке (при наличии)",
        "Данные о повышении квалификации",
        "Повышение квалификации и (или) профессиональная переподготовка",
        "Повышение квалификации, профессиональная переподготовка",
        "Повышение квалификации (тема, количество часов, год)",
        "Курсы (тема, часы, год)",
        "Курсы повышения квалификации (тема, часы, год)",
        "Дополнительное профессиональное образование",
        "Профессиональная переподготовка",
        "Переподготовка",
        "Пройденные курсы",
        "Последние курсы",
        "Где и когда проходил курсы",
        "Когда и какие курсы прошёл",
    ),
    rules=(r"повышени\w* квалификац", r"\bкпк\b", r"переподготовк", r"^курс"),
    never=r"^(?:дата|срок|вид|форма|место|кол|количеств|объем|организ|тема|назван|наименован|документ|год|номер|№|начало|оконч)",
    several=True,
    group=group_of_heading,
    width=60,
)

COURSE_COLUMNS = (
    Column(
        "kind",
        "Вид обучения",
        read_kind,
        also=(
            "Вид",
            "Вид (ПК / ПП / семинар)",
            "Вид (ПК, ПП)",
            "Вид ПК/ПП",
            "ПК/ПП",
            "ПК или ПП",
            "Вид ДПО",
            "Вид ДПП",
            "Вид программы",
            "Вид подготовки",
            "Вид курсов",
            "Вид мероприятия",
            "Вид образовательной программы",
            "Вид дополнительного профессионального образования",
            "Тип",
            "Тип обучения",
            "Тип программы",
        ),
        rules=(r"^(?:вид|тип)\b", r"\bпк пп\b", r"\bпк или пп\b"),
        never=r"документ|удостоверен|диплом|организац|учрежден|\bоо\b|занятост|мероприят\w* плана",
        type="choice",
        labels=tuple(kind.label for kind in CourseKind),
        width=24,
    ),
    Column(
        "form",
        "Форма обучения",
        read_form,
        also=(
            "Форма",
            "Формат",
            "Формат обучения",
            "Форма прохождения",
            "Форма проведения",
            "Форма освоения",
            "Форма (очная, заочная, дистанционная)",
            "Форма (очно/заочно/дистанционно)",
            "Очно/заочно/дистанционно",
            "Очно/дистанционно",
            "Очно/заочно",
        ),
        rules=(r"^форм", r"очн\w* (?:\w+ )*заочн|заочн\w* (?:\w+ )*дистан"),
        type="choice",
        labels=tuple(form.label for form in CourseForm),
        width=18,
    ),
    Column(
        "provider",
        "Организация, проводившая обучение",
        also=(
            "Организатор курсов",
            "Организатор",
            "Организатор обучения",
            "Провайдер",
            "Организация",
            "Учреждение",
            "Место обучения",
            "Место прохождения",
            "Место прохождения курсов",
            "Место проведения",
            "Место проведения курсов",
            "База прохождения",
            "Организация ДПО",
            "Учреждение ДПО",
            "Обучающая организация",
            "Образовательная организация, проводившая обучение",
            "Наименование организации, проводившей обучение",
            "Наименование организации, проводившей курсы",
            "Название организации, проводившей обучение",
            "Организация, осуществляющая обучение",
            "Организация, реализующая программу",
            "Организация, выдавшая документ",
            "Кем выдан",
            "Кем проведены",
            "Где проходил обучение",
            "Где обучался",
            "На базе какого учреждения",
            "Центр обучения",
            "Учебное заведение",
        ),
        rules=(
            r"провод|проведен",
            r"организатор",
            r"место (?:прохожд|обуч)",
            r"выда(?:н|вш)",
            r"на базе",
            r"провайдер",
            r"осуществл\w* обуч",
            r"реализ",
            r"^где\b|\bгде (?:проход|обуч|прош)",
            r"(?:учрежден|организац)\w* (?:\w+ )?дпо",
        ),
        never=r"^(?:дата|сроки?|период|форм|вид|номер|№|реквизит|когда)\b",
        width=34,
    ),
    Column(
        "hours",
        "Объём, часов",
        read_hours,
        also=(
            "Объём, ч.",
            "Объём",
            "Объём (час.)",
            "Объём в часах",
            "Объём часов",
            "Объём программы",
            "Объём программы, ч.",
            "Объём обучения",
            "Кол-во часов",
            "Количество часов",
            "Количество академических часов",
            "Кол. часов",
            "К-во часов",
            "Число часов",
            "Часы",
            "Часов",
            "Час.",
            "ч.",
            "Трудоёмкость",
        ),
        rules=(r"\bчас", r"объем", r"трудоемк"),
        never=r"^(?:дата|тема|назван|наименован)",
        type="number",
        width=9,
    ),
    Column(
        "period",
        "Сроки обучения",
        read_span,
        also=(
            "Срок обучения",
            "Сроки",
            "Срок",
            "Период",
            "Период обучения",
            "Период прохождения",
            "Срок прохождения",
            "Сроки прохождения",
            "Сроки прохождения курсов",
            "Сроки проведения",
            "Сроки курсов",
            "Дата (период) обучения",
            "Даты обучения",
            "Даты прохождения",
            "Дата обучения",
            "Дата проведения",
            "Дата начала и окончания",
            "Дата начала - дата окончания",
            "Начало и окончание обучения",
            "Дата прохождения (с - по)",
            "Дата прохождения курсов (с - по)",
            "Дата прохождения курсов (с… по…)",
            "Время прохождения",
            "Время обучения",
        ),
        rules=(r"\bсрок", r"период", r"начал\w*.*оконч", r"\bс по\b"),
        never=r"действ|категор|работ",
        spreads=("started_on", "finished_on", "year"),
        by_calendar=True,
        width=22,
    ),
    Column(
        "started_on",
        "Дата начала",
        read_date,
        also=(
            "Начало",
            "Начало обучения",
            "Начало курсов",
            "Дата начала обучения",
            "Дата начала курсов",
            "Дата начала прохождения",
            "Сроки обучения / с",
            "Сроки / с",
            "Период обучения / с",
            "Период / с",
            "С",
            "С какого числа",
        ),
        rules=(r"\bначал",),
        never=r"работ|оконч",
        by_calendar=True,
        type="date",
        width=12,
    ),
    Column(
        "finished_on",
        "Дата окончания",
        read_finished,
        also=(
            "Окончание",
            "Окончание обучения",
            "Окончание курсов",
            "Дата окончания обучения",
            "Дата окончания курсов",
            "Дата завершения",
            "Дата завершения обучения",
            "Завершение",
            "Дата прохождения",
            "Дата прохождения курсов",
            "Дата прохождения обучения",
            "Когда пройдены",
            "Когда пройдено",
            "Дата",
            "Сроки обучения / по",
            "Сроки / по",
            "Период обучения / по",
            "Период / по",
            "По",
            "По какое число",
            "Конец",
            "Конец обучения",
        ),
        rules=(r"\bоконч", r"заверш", r"дата прохожд", r"дата обуч", r"^когда"),
        never=r"действ|вуз|категор|документ|диплом|рожден|выда",
        spreads=("finished_on", "year"),
        by_calendar=True,
        type="date",
        width=12,
    ),
    Column(
        "year",
        "Год",
        read_course_year,
        also=(
            "Год обучения",
            "Год окончания",
            "Год прохождения",
            "Год прохождения курсов",
            "Год окончания курсов",
            "Год окончания обучения",
            "Год проведения",
        ),
        rules=(r"^год\b",),
        never=r"рожд|категор",
        type="number",
        width=8,
    ),
    Column(
        "document",
        "Документ",
        read_document,
        also=(
            "Реквизиты документа",
            "Реквизиты удостоверения",
            "Реквизиты документа об обучении",
            "Реквизиты документа о квалификации",
            "Документ (номер, дата)",
            "Документ (№, дата)",
            "Документ, номер, дата выдачи",
            "Документ об окончании",
            "Документ об обучении",
            "Документ о квалификации",
            "Документ об образовании",
            "Выданный документ",
            "Документ, подтверждающий обучение",
            "Удостоверение (номер, дата выдачи)",
            "Удостоверение (№, дата)",
            "Удостоверение",
            "Удостоверение, диплом",
            "№ и дата документа",
            "Номер и дата документа",
            "Номер, дата документа",
            "№ и дата выдачи удостоверения",
            "Номер и дата выдачи удостоверения",
            "Номер и дата выдачи документа",
            "№, дата удостоверения",
        ),
        rules=(
            r"реквизит",
            r"(?:номер|№).*\bдат",
            r"\bдат\w*.*(?:номер|№)",
            r"(?:удостоверени|диплом)\w*.*дат\w* выдачи$",
        ),
        never=r"^дата",
        spreads=("document_number", "document_date"),
        width=26,
    ),
    Column(
        "document_number",
        "Номер документа",
        read_document_number,
        also=(
            "№ документа",
            "№ удостоверения",
            "Номер удостоверения",
            "Удостоверение №",
            "№ удостоверения (диплома)",
            "№ удостоверения / диплома",
            "№ диплома",
            "Номер диплома",
            "Номер удостоверения (диплома)",
            "Рег. номер",
            "Рег. №",
            "Регистрационный номер",
            "Регистрационный № документа",
            "Серия и номер",
            "Серия, номер",
            "Серия и номер документа",
            "Серия и № документа",
            "Документ / номер",
            "Документ / №",
            "Удостоверение / номер",
            "Удостоверение / №",
            "Номер бланка",
            "№ удост.",
        ),
        rules=(
            r"(?:номер|№).*(?:документ|удостовер|диплом|сертиф|свидет|бланк)",
            r"(?:документ|удостовер|диплом)\w* (?:номер|№)",
            r"\bрег\w* (?:номер|№)",
            r"^серия",
        ),
        never=r"\bдат",
        width=20,
    ),
    Column(
        "document_date",
        "Дата выдачи документа",
        read_date,
        also=(
            "Дата выдачи",
            "Дата документа",
            "Дата удостоверения",
            "Дата выдачи удостоверения",
            "Дата выдачи диплома",
            "Дата выдачи удостоверения (диплома)",
            "Дата получения документа",
            "Когда выдан",
            "Когда выдано",
            "Документ / дата",
            "Документ / дата выдачи",
            "Удостоверение / дата",
            "Удостоверение / дата выдачи",
        ),
        rules=(r"дата.*(?:выдач|документ|удостовер|диплом)",),
        by_calendar=True,
        type="date",
        width=12,
    ),
    Column(
        "title",
        "Название программы",
        read_title,
        also=(
            "Тема",
            "Тема курсов",
            "Тема курса",
            "Тема КПК",
            "Тема программы",
            "Курс",
            "Какие курсы",
            "Тема обучения",
            "Тема повышения квалификации",
            "Тема (название) курсов",
            "Программа",
            "Программа обучения",
            "Название",
            "Название курсов",
            "Название курса",
            "Название КПК",
            "Название программы ДПО",
            "Название (тема) программы",
            "Название (тема) курсов",
            "Название курсов повышения квалификации",
            "Название программы повышения квалификации",
            "Наименование программы",
            "Наименование курсов",
            "Наименование курса",
            "Наименование ДПП",
            "Наименование программы ДПО",
            "Наименование программы повышения квалификации",
            "Наименование дополнительной профессиональной программы",
            "Наименование образовательной программы",
            "Наименование курсовой подготовки",
            "Дополнительная профессиональная программа",
            "Направление обучения",
            "Направление программы",
            "Направление курсов",
        ),
        rules=(
            r"\bтем[аы]\b",
            r"(?:назван|наименован)\w* (?:\w+ ){0,6}(?:программ|курс|кпк|дпп|обучен|модул|мероприят)",
            r"^программ",
        ),
        never=r"^(?:вид|форма|объем|кол|количеств|дата|срок|период|организац|место|уровень|год|ссылк)\b|организац|учрежден",
        required=True,
        width=50,
    ),
)


def _is_courses(fields: frozenset[str]) -> bool:
    return bool(fields & {"full_name", "last_name"}) and bool(fields & {"title", "courses"})


def finish_courses(row: RowReading, around: Around) -> None:
    """Makes one record of the row, or one of each course of its cells."""
    cells = row.values.pop("courses", None)
    if cells is None:
        _finish_record(row, around)
    elif row.values.get("title") is None and "title" not in around.columns:
        row.values["records"] = records_of_cells(row, cells)


def finish_training(row: RowReading, _around: Around) -> None:
    """The training columns of staff: `courses` becomes a list of records."""
    cells = row.values.get("courses")
    if cells is not None:
        row.values["courses"] = records_of_cells(row, cells)


CourseCell = tuple[str, dict[str, Any] | None, tuple[CourseText, ...]]
"""Column, what it stands for, the courses of the cell."""


def records_of_cells(row: RowReading, cells: list[CourseCell]) -> list[dict[str, Any]]:
    """A record for each course; what is assumed is noted once for a cell."""
    records: list[dict[str, Any]] = []
    for column, group, courses in cells:
        of_cell = [_record_of(course, group or {}) for course in courses]
        _note_cell(row, column, of_cell)
        records += of_cell
    return records


def _record_of(course: CourseText, group: dict[str, Any]) -> dict[str, Any]:
    kind = course.kind or group.get("kind")
    if kind is None and course.hours is not None:
        kind = kind_by_hours(course.hours)
    year = course.year if course.year is not None else group.get("year")
    return {
        "title": course.title,
        "hours": course.hours,
        "kind": kind,
        "finished_on": course.finished_on,
        "year": None if course.finished_on else year,
    }


def _note_cell(row: RowReading, column: str, records: list[dict[str, Any]]) -> None:
    if any(record["kind"] is None for record in records):
        row.problems.append(problem("kind.assumed", _ASSUMED, row=row.row, column=column))
    for record in records:
        record["kind"] = record["kind"] or CourseKind.ADVANCED
        if record["hours"] is not None and record["hours"] < fewest_hours(record["kind"]):
            row.problems.append(problem("hours.too_few", _too_few(record), row=row.row, column=column))
        if record["finished_on"] is None and record["year"] is None:
            text = f"У курсов «{record['title']}» не указан год. Допишите год или дату окончания."
            row.problems.append(problem("field.required", text, row=row.row, column=column))


_ASSUMED = "Вид обучения и часы не указаны, записано «повышение квалификации». Укажите вид или число часов."


def _too_few(record: dict[str, Any]) -> str:
    kind: CourseKind = record["kind"]
    fewest = fewest_hours(kind)
    return f"{record['hours']} ч. мало для вида «{kind.label}»: нужно не меньше {fewest}. Проверьте вид и часы."


def _finish_record(row: RowReading, around: Around) -> None:
    values = row.values
    bad = {problem.column for problem in row.problems if problem.level == "error"} if row.problems else set()
    _finish_kind(row, around, bad)
    finished, started = values.get("finished_on"), values.get("started_on")
    if finished is None and values.get("year") is None:
        _require_end(row, around, bad)
    elif isinstance(finished, date):
        values["year"] = None
        _check_days(row, around, started, finished)


def _finish_kind(row: RowReading, around: Around, bad: set[str | None]) -> None:
    """The stated kind is kept; without one the hours tell it."""
    values = row.values
    kind, hours = values.get("kind"), values.get("hours")
    if kind is None and around.columns.get("kind", "") not in bad:
        kind = values["kind"] = _assumed_kind(row, around, hours, bad)
    if hours is not None and kind is not None and hours < fewest_hours(kind):
        around.note(row, "hours.too_few", _too_few(values), field="hours", value=hours)


def _assumed_kind(row: RowReading, around: Around, hours: int | None, bad: set[str | None]) -> CourseKind:
    if hours is not None:
        return kind_by_hours(hours)
    if around.columns.get("hours", "") not in bad:
        around.note(row, "kind.assumed", _ASSUMED, field="kind")
    return CourseKind.ADVANCED


def _require_end(row: RowReading, around: Around, bad: set[str | None]) -> None:
    field = next((name for name in ("finished_on", "period", "year") if name in around.columns), None)
    if field is None or around.columns[field] not in bad:
        text = "Не указано, когда закончено обучение. Впишите дату окончания или год."
        around.note(row, "field.required", text, field=field)


def _check_days(row: RowReading, around: Around, started: date | None, finished: date) -> None:
    if started is not None and finished < started:
        text = f"Обучение закончено {finished:%d.%m.%Y}, раньше, чем начато ({started:%d.%m.%Y}). Исправьте даты."
        around.note(row, "date.order", text)
    elif around.as_of is not None and finished > around.as_of:
        text = f"Обучение заканчивается {finished:%d.%m.%Y}, это ещё впереди. Проверьте год."
        around.note(row, "date.future", text, field="finished_on" if "finished_on" in around.columns else "period")


COURSES = Sheet(
    format="courses",
    title="Курсы и обучение",
    columns=(FULL_NAME, LAST_NAME, FIRST_NAME, PATRONYMIC, INSTITUTION, POSITION, *COURSE_COLUMNS, COURSES_IN_A_CELL),
    key=("full_name", "last_name"),
    fits=_is_courses,
    names_people=True,
    institution_in=institution_in,
    finishers=(finish_person, finish_institution, finish_courses),
)
