"""Workbooks of every format drawn at random: layout, headings, writing. What was written in is read out, row by row."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gmk.excel.grid import Grid
from gmk.intake.recognise import read_sheet

Value = Any
Record = dict[str, Value]
LASTS = ("Берёзова", "Соколова", "Королёва", "Зуева", "Петрова-Водкина", "Ли")
NAMES = st.tuples(
    st.sampled_from(LASTS), st.sampled_from(("Анна", "Фёкла", "Ольга")), st.sampled_from(("Петровна", "Ильинична"))
)
SCHOOLS = st.sampled_from(("МБОУ «СОШ № 1»", "СОШ №2", "Лицей № 8", "Детский сад № 12"))
PERIODS = {
    "14 октября": (date(2026, 10, 14), date(2026, 10, 14)),
    "12.09.2026": (date(2026, 9, 12), date(2026, 9, 12)),
    "октябрь": (date(2026, 10, 1), date(2026, 10, 31)),
    "I полугодие": (date(2026, 9, 1), date(2026, 12, 31)),
    "до 15 мая": (None, date(2027, 5, 15)),
    "в течение года": (date(2026, 9, 1), date(2027, 8, 31)),
    "12-14 сентября": (date(2026, 9, 12), date(2026, 9, 14)),
}


@dataclass(frozen=True)
class Kind:
    """A format as offices write it: headings of each field, how records are drawn, written and read out again."""

    format: str
    headings: dict[str, tuple[str, ...]]
    records: st.SearchStrategy[Record]
    title: tuple[str, ...]
    read: Callable[[Record], Record]
    write: dict[str, Callable[[Value], st.SearchStrategy[Value]]] = field(default_factory=dict)
    needs_title: bool = False
    sections: tuple[str, ...] = ()


def _name(value: tuple[str, str, str]) -> st.SearchStrategy[Value]:
    return st.sampled_from((" ", "  ", "\u00a0")).map(lambda joint: joint.join(value))


def _number(value: int) -> st.SearchStrategy[Value]:
    return st.sampled_from((float(value), str(value), f" {value} "))


def _day(value: date) -> st.SearchStrategy[Value]:
    return st.sampled_from((value, f"{value:%d.%m.%Y}", f"{value:%d.%m.%Y} г."))


def _told(record: Record, *names: str) -> Record:
    last, first, patronymic = record["full_name"]
    names_of_person = {"last_name": last, "first_name": first, "patronymic": patronymic}
    return names_of_person | {name: record[name] for name in names}


STAFF = Kind(
    "staff",
    {
        "full_name": ("ФИО", "Ф.И.О.", "Фамилия, имя, отчество", "ФИО педагога", "Ф. И. О. работника"),
        "institution": ("Образовательная организация", "ОО", "Место работы", "Учреждение", "Школа"),
        "position": ("Должность", "Занимаемая должность"),
        "birth_year": ("Год рождения", "Г.р."),
        "education": ("Образование", "Уровень образования"),
        "experience_total_years": ("Общий стаж", "Стаж общий, лет"),
        "hired_on": ("Дата приёма на работу", "Дата приема"),
    },
    st.fixed_dictionaries(
        {
            "full_name": NAMES,
            "institution": SCHOOLS,
            "position": st.sampled_from(("учитель", "воспитатель", "педагог-психолог")),
            "birth_year": st.integers(1955, 2004),
            "education": st.sampled_from(("высшее", "среднее профессиональное")),
            "experience_total_years": st.integers(0, 45),
            "hired_on": st.dates(date(1990, 1, 1), date(2026, 8, 31)),
        }
    ),
    ("Список педагогических работников", "Сведения о кадрах на 01.09.2026"),
    lambda record: _told(record, "position", "birth_year", "education", "experience_total_years", "hired_on"),
    {"full_name": _name, "birth_year": _number, "experience_total_years": _number, "hired_on": _day},
)
INSTITUTIONS = Kind(
    "institutions",
    {
        "name": ("Наименование образовательной организации", "Полное наименование", "Название учреждения"),
        "short_name": ("Сокращённое наименование", "Краткое наименование"),
        "address": ("Адрес", "Юридический адрес"),
        "phone": ("Телефон", "Контактный телефон"),
        "email": ("Электронная почта", "E-mail"),
    },
    st.fixed_dictionaries(
        {
            "name": st.integers(1, 60).map(lambda number: f"МБОУ «Средняя общеобразовательная школа № {number}»"),
            "short_name": st.integers(1, 60).map(lambda number: f"СОШ № {number}"),
            "address": st.sampled_from(("ул. Ленина, д. 5", "пр. Мира, 12")),
            "phone": st.sampled_from(("8 (813) 222-33-44", "2-11-22")),
            "email": st.sampled_from(("school@example.ru", "sosh2@example.ru")),
        }
    ),
    ("Перечень образовательных организаций", "Реестр учреждений города"),
    lambda record: {name: record[name] for name in ("name", "short_name", "address", "email")},
)
ROSTER = Kind(
    "roster",
    {
        "full_name": ("ФИО", "Ф.И.О.", "Фамилия, имя, отчество", "ФИО педагога"),
        "institution": ("Образовательная организация", "ОО", "Место работы", "Учреждение"),
        "position": ("Должность", "Занимаемая должность"),
        "role": ("Роль в объединении", "Роль в ГМО"),
        "since": ("В составе с", "Дата вступления"),
    },
    st.fixed_dictionaries(
        {
            "full_name": NAMES,
            "institution": SCHOOLS,
            "position": st.sampled_from(("учитель физики", "учитель")),
            "role": st.sampled_from(("руководитель", "секретарь", "член объединения")),
            "since": st.dates(date(2015, 9, 1), date(2026, 9, 1)),
        }
    ),
    ("Состав ГМО учителей физики", "Список городского методического объединения учителей физики"),
    lambda record: (
        _told(record, "position", "since")
        | {"role": {"руководитель": "leader", "секретарь": "secretary", "член объединения": "member"}[record["role"]]}
    ),
    {"full_name": _name, "since": _day},
    needs_title=True,
)
PLAN = Kind(
    "plan",
    {
        "title": ("Мероприятие", "Содержание работы", "Наименование мероприятия", "Мероприятия"),
        "period_text": ("Сроки", "Срок исполнения", "Дата проведения", "Сроки проведения"),
        "responsible": ("Ответственные", "Ответственный", "Исполнители"),
        "place": ("Место проведения", "Место"),
        "outcome": ("Ожидаемый результат", "Итоговый документ"),
    },
    st.fixed_dictionaries(
        {
            "title": st.integers(1, 400).map(lambda number: f"Семинар по теме {number}"),
            "period_text": st.sampled_from(sorted(PERIODS)),
            "responsible": st.sampled_from((["Иванова А.П."], ["Иванова А.П.", "Петров О.И."])),
            "place": st.sampled_from(("ЦРТ", "Школа № 3")),
            "outcome": st.sampled_from(("протокол", "справка")),
        }
    ),
    ("План работы на 2026-2027 учебный год", "Годовой план ГМК на 2026/27 учебный год"),
    lambda record: (
        {name: record[name] for name in ("title", "period_text", "responsible", "place", "outcome")}
        | {"school_year": 2026, "start": PERIODS[record["period_text"]][0], "end": PERIODS[record["period_text"]][1]}
    ),
    {"responsible": lambda names: st.sampled_from((", ", "\n", "; ")).map(lambda joint: joint.join(names))},
    needs_title=True,
    sections=("1. Организационно-методическая деятельность", "II. Аналитическая деятельность"),
)
RESULTS = Kind(
    "results",
    {
        "subject": ("Предмет", "Учебный предмет"),
        "participant": ("Участник", "ФИО участника", "Фамилия, имя участника"),
        "institution": ("Образовательная организация", "ОО", "Школа"),
        "grade": ("Класс",),
        "result": ("Результат", "Статус участника"),
        "score": ("Балл", "Количество баллов"),
        "mentor": ("Наставник", "Педагог-наставник"),
    },
    st.fixed_dictionaries(
        {
            "subject": st.sampled_from(("Физика", "Математика", "История")),
            "participant": st.integers(1, 400).map(
                lambda number: f"{LASTS[number % 4]} Ольга {number // 4}".split(" 0")[0]
            ),
            "institution": SCHOOLS,
            "grade": st.integers(5, 11),
            "result": st.sampled_from(("победитель", "призёр", "участник")),
            "score": st.integers(0, 100),
            "mentor": st.sampled_from(("Иванова А.П.", "Петров О.И.")),
        }
    ),
    ("Итоги муниципального этапа всероссийской олимпиады школьников 2025/26",),
    lambda record: (
        {"subject": record["subject"], "grade": record["grade"], "score": float(record["score"])}
        | {"result": {"победитель": "winner", "призёр": "prize", "участник": "participant"}[record["result"]]}
    ),
    {"grade": _number, "score": _number},
    needs_title=True,
)
EXAMS = Kind(
    "exams",
    {
        "institution": ("Образовательная организация", "ОО", "Наименование ОО"),
        "subject": ("Предмет", "Учебный предмет"),
        "year": ("Год",),
        "participants": ("Участников", "Количество участников"),
        "mean_score": ("Средний балл",),
    },
    st.fixed_dictionaries(
        {
            "institution": SCHOOLS,
            "subject": st.sampled_from(("Физика", "Химия", "Русский язык")),
            "year": st.integers(2021, 2026),
            "participants": st.integers(1, 90),
            "mean_score": st.integers(200, 990).map(lambda tenths: tenths / 10),
        }
    ),
    ("Результаты ЕГЭ по предметам", "ЕГЭ: результаты"),
    lambda record: (
        {name: record[name] for name in ("subject", "year", "participants", "mean_score")} | {"procedure": "ЕГЭ"}
    ),
    {"year": _number, "participants": _number},
    needs_title=True,
)
KINDS = {kind.format: kind for kind in (STAFF, INSTITUTIONS, ROSTER, PLAN, RESULTS, EXAMS)}


@st.composite
def sheets(draw: st.DrawFn, kind: Kind) -> tuple[Grid, dict[int, Record], dict[int, str]]:
    """A sheet in some layout, the records by the numbers of their rows, the section above each."""
    fields = draw(st.permutations(list(kind.headings)))
    numbered = draw(st.booleans())
    width = len(fields) + numbered
    titles = draw(st.integers(1 if kind.needs_title else 0, 2))
    rows: list[list[Any]] = [[draw(st.sampled_from(kind.title))]] * titles
    merged = [(number, 0, number, width - 1) for number in range(1, len(rows) + 1)]
    rows = rows + [[]] * draw(st.integers(0, 2))
    heading = [*["№ п/п"] * numbered, *(draw(st.sampled_from(kind.headings[name])) for name in fields)]
    rows = [*rows, heading]
    if draw(st.booleans()):
        rows.append([float(number) for number in range(1, width + 1)])
    records: dict[int, Record] = {}
    sections: dict[int, str] = {}
    section = ""
    found = draw(
        st.lists(kind.records, min_size=2, max_size=6, unique_by=lambda record: repr(sorted(record.items(), key=str)))
    )
    for place, record in enumerate(found, 1):
        rows += [[]] * draw(st.sampled_from((0, 0, 0, 1)))
        if kind.sections and draw(st.booleans()):
            section = draw(st.sampled_from(kind.sections))
            rows.append([section])
            merged.append((len(rows), 0, len(rows), width - 1))
        if place > 1 and draw(st.sampled_from((False, False, False, True))):
            rows.append(heading)
        cells = [draw(kind.write[name](record[name])) if name in kind.write else record[name] for name in fields]
        rows.append([*([float(place)] * numbered), *cells])
        records[len(rows)], sections[len(rows)] = record, section
    if draw(st.booleans()):
        rows += [
            [],
            [draw(st.sampled_from(("Исполнитель: Смирнова Т.В., 2-11-22", "Директор ____________ И.И. Иванов")))],
        ]
    kept = [(number, row) for number, row in enumerate(rows, 1) if row]
    grid = Grid("Лист1", [number for number, _ in kept], [row for _, row in kept], merged, frozenset(), False)
    return grid, records, sections


@pytest.mark.parametrize("name", sorted(KINDS))
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_every_format_is_read_as_it_was_written_in_any_layout(name: str, data: st.DataObject) -> None:
    kind = KINDS[name]
    grid, records, sections = data.draw(sheets(kind))

    reading = read_sheet(grid)

    assert reading.format == kind.format
    found = {row.row: row for row in reading.rows}
    assert set(found) == {number for number in grid.numbers if number > reading.header_rows[-1]}
    assert {number for number, row in found.items() if not row.skipped} == set(records)
    assert all(row.problems for row in found.values() if row.skipped)
    for number, record in records.items():
        wanted = kind.read(record) | ({"section": sections[number] or None} if kind.sections else {})
        assert {field_: found[number].values.get(field_) for field_ in wanted} == wanted
        assert [one.code for one in found[number].problems if one.level == "error"] == []
