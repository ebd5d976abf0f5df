"""Workbooks and lives of records drawn at random: what was written in is read out, and what was edited survives."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session, select

from gmk.access import CONSOLE
from gmk.db.session import read_session, write_session
from gmk.db.tables import CourseRecord, Educator, Employment, Table
from gmk.excel.grid import Grid
from gmk.intake.journal import undo_import
from gmk.intake.recognise import read_sheet
from gmk.people.actions import edit_educator, end_post
from gmk.people.rows import EducatorFields
from gmk.service import save
from gmk.training.actions import set_by_profile
from tests.intake.readings import AS_OF, course, institutions, person, preview, rows_of, sheet, write

LASTS = ("Берёзова", "Соколова", "Королёва", "Зуева", "Петрова-Водкина", "Ли")
FIRSTS = ("Анна", "Фёкла", "Ольга")
PATRONYMICS = ("Петровна", "Семёновна", "Ильинична")
TITLES = ("Современный урок", "Оценивание по ФГОС", "Работа с одарёнными детьми", "Функциональная грамотность")
SCHOOLS = ("МБОУ «СОШ № 1»", "СОШ №2", "Лицей № 8")
MONTHS = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября",
          "декабря")  # fmt: skip
HEADINGS = {
    "person": ("ФИО", "Ф.И.О.", "Фамилия, имя, отчество", "ФИО педагога", "Фамилия Имя Отчество"),
    "institution": ("Образовательная организация", "ОО", "Место работы", "Учреждение"),
    "position": ("Должность", "Занимаемая должность"),
    "title": ("Тема курсов", "Название курса", "Наименование программы"),
    "hours": ("Кол-во часов", "Количество часов", "Часы", "Объём, часов"),
    "finished_on": ("Дата окончания", "Дата окончания обучения"),
}
NAMES = st.tuples(st.sampled_from(LASTS), st.sampled_from(FIRSTS), st.sampled_from(PATRONYMICS))
DAYS = st.dates(date(2021, 1, 1), date(2026, 8, 31))
RECORDS = st.fixed_dictionaries(
    {
        "person": NAMES,
        "institution": st.sampled_from(SCHOOLS),
        "position": st.sampled_from(("учитель", "воспитатель", "педагог-психолог")),
        "title": st.sampled_from(TITLES),
        "hours": st.sampled_from((8, 16, 18, 36, 72, 108, 144)),
        "finished_on": DAYS,
    }
)


@st.composite
def written(draw: st.DrawFn, field: str, value: Any) -> Any:
    """The value as somebody may write it into a cell."""
    if field == "person":
        joint = draw(st.sampled_from((" ", "  ", "\u00a0", " \n")))
        return draw(st.sampled_from(("", " "))) + joint.join(value)
    if field == "hours":
        return draw(st.sampled_from((float(value), str(value), f"{value} ч.", f" {value}")))
    if field == "finished_on":
        day = f"{value.day} {MONTHS[value.month - 1]} {value.year}"
        return draw(st.sampled_from((value, f"{value:%d.%m.%Y}", f"{value:%d.%m.%Y} г.", day, f"{day} г.")))
    return value


@st.composite
def courses(draw: st.DrawFn) -> tuple[Grid, dict[int, dict[str, Any]]]:
    """A sheet of courses in some layout, and the records by the numbers of their rows."""
    fields = draw(st.permutations(list(HEADINGS)))
    numbered = draw(st.booleans())
    before = ["№ п/п"] * numbered
    rows: list[list[Any]] = [["Сведения о повышении квалификации"]] * draw(st.integers(0, 2))
    merged = [(number, 0, number, len(fields) - 1) for number in range(1, len(rows) + 1)]
    rows = rows + [[]] * draw(st.integers(0, 1))
    rows = [*rows, [*before, *(draw(st.sampled_from(HEADINGS[field])) for field in fields)]]
    if draw(st.booleans()):
        rows.append([float(number) for number in range(1, len(fields) + numbered + 1)])
    records = {}
    for place, record in enumerate(draw(st.lists(RECORDS, min_size=2, max_size=7)), 1):
        rows += [[]] * draw(st.sampled_from((0, 0, 0, 1)))
        cells = [draw(written(field, record[field])) for field in fields]
        rows.append([*([float(place)] * numbered), *cells])
        records[len(rows)] = record
    if draw(st.booleans()):
        rows.append(["Итого:", *[""] * (len(fields) + numbered - 2), float(len(records))])
    kept = [(number, row) for number, row in enumerate(rows, 1) if row]
    grid = Grid("Лист1", [number for number, _ in kept], [row for _, row in kept], merged, frozenset(), False)
    return grid, records


def _as_read(record: dict[str, Any]) -> dict[str, Any]:
    last, first, patronymic = record["person"]
    names = {"last_name": last, "first_name": first, "patronymic": patronymic}
    return {**names, **{name: record[name] for name in ("title", "hours", "finished_on")}}


@settings(max_examples=40, deadline=None)
@given(drawn=courses())
def test_courses_are_read_as_they_were_written_in_any_layout(drawn: tuple[Grid, dict[int, dict[str, Any]]]) -> None:
    grid, records = drawn

    reading = read_sheet(grid)

    assert reading.format == "courses"
    found = {row.row: row for row in reading.rows}
    assert set(found) == {number for number in grid.numbers if number > reading.header_rows[-1]}
    assert {number for number, row in found.items() if not row.skipped} == set(records)
    assert all(row.problems for row in found.values() if row.skipped)
    for number, record in records.items():
        wanted = _as_read(record)
        assert {name: found[number].values.get(name) for name in wanted} == wanted
        assert [one.code for one in found[number].problems if one.level == "error"] == []


DERIVED = {"last_counted_on", "last_counted_year", "post_count", "posts_here"}
Key = tuple[str, int]
Snapshot = dict[Key, dict[str, Any]]
FULL_NAMES = [f"{last} {first} Петровна" for last in ("Белова", "Громова", "Ежова") for first in ("Анна", "Вера")]
EDITS = st.lists(
    st.tuples(st.sampled_from(("person", "post", "course")), st.integers(0, 30), st.integers(1, 300)), max_size=5
)


def _clear() -> None:
    with write_session() as session:
        for table in reversed(Table.metadata.sorted_tables):
            session.execute(table.delete())


def _snapshot() -> Snapshot:
    tables = (Educator, Employment, CourseRecord)
    with read_session() as session:
        rows = [row for table in tables for row in session.exec(select(table))]
        return {(str(row.__tablename__), row.id): row.model_dump(exclude=DERIVED) for row in rows}


def _values(rows: Snapshot, keys: Iterable[Key]) -> Snapshot:
    """Without the versions, which an undo raises too."""
    return {key: {name: value for name, value in rows[key].items() if name != "version"} for key in keys}


def _edit(kind: str, place: int, number: int) -> None:
    """Changes one of the records there are, if there is one of the kind; each time to something new."""
    with read_session() as session:
        act = _EDITS[kind](session, place, number)
    if act is not None:
        save(CONSOLE, act[0], **act[1])


Act = tuple[Callable[..., Any], dict[str, Any]] | None


def _picked(session: Session, table: type[Any], place: int) -> Any:
    rows = session.exec(select(table).order_by(table.id)).all()
    return rows[place % len(rows)] if rows else None


def _of_person(session: Session, place: int, number: int) -> Act:
    one = _picked(session, Educator, place)
    fields = EducatorFields(one.last_name, one.first_name, one.patronymic, phone=f"8-{number}-{one.version}")
    return edit_educator, {"educator_id": one.id, "version": one.version, "fields": fields, "on": AS_OF}


def _of_post(session: Session, place: int, number: int) -> Act:
    one = _picked(session, Employment, place)
    if one.valid_to is not None:
        return None
    return end_post, {"employment_id": one.id, "version": one.version, "last_day": AS_OF + timedelta(days=number)}


def _of_course(session: Session, place: int, _number: int) -> Act:
    one = _picked(session, CourseRecord, place)
    if one is None:
        return None
    marked = {"course_id": one.id, "version": one.version, "by_profile": not one.by_profile}
    return set_by_profile, {**marked, "on": AS_OF}


_EDITS: dict[str, Callable[[Session, int, int], Act]] = {"person": _of_person, "post": _of_post, "course": _of_course}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    known=st.lists(st.sampled_from(FULL_NAMES), unique=True, min_size=1, max_size=3),
    told=st.lists(st.sampled_from(FULL_NAMES), unique=True, min_size=1, max_size=4),
    trained=st.lists(st.sampled_from(FULL_NAMES), unique=True, max_size=4),
    edits=EDITS,
)
def test_an_undo_takes_back_what_nobody_has_touched_and_names_the_rest(
    sqlite: Engine, known: list[str], told: list[str], trained: list[str], edits: list[tuple[str, int, int]]
) -> None:
    _clear()
    write(institutions())
    write(sheet("staff", [person(name, phone="111") for name in known]))
    before = _snapshot()
    sheets = [sheet("staff", [person(name, phone="222") for name in told], "Кадры")]
    sheets += [sheet("courses", [course(name) for name in trained], "Курсы")] if trained else []
    shown = preview(*sheets)
    assert all(sum(one.totals.values()) == 2 * len(one.rows) == 2 * one.totals["rows"] for one in shown.sheets)
    assert len(rows_of(shown)) == len(told) + len(trained)
    number = write(*sheets)
    after = _snapshot()

    for edit in edits:
        _edit(*edit)
    edited = _snapshot()
    report = save(CONSOLE, undo_import, import_id=number)

    now = _snapshot()
    changed = {key for key in edited if edited[key] != after[key]}  # by its version also what was changed and back
    of_import = {key for key in after if after[key] != before.get(key)}
    needed = {("educator", edited[key]["educator_id"]) for key in changed if key[0] != "educator"}
    stays = changed | (needed & of_import)
    assert {key: now[key] for key in changed} == {key: edited[key] for key in changed}
    assert {key for key in now if key not in before} == {key for key in stays if key not in before}
    assert _values(now, before.keys() - changed) == _values(before, before.keys() - changed)
    assert len(report.kept) == len(changed & of_import)
    names = " ".join(one.label for one in report.kept)
    assert all(now[key]["last_name"] in names for key in changed & of_import if key[0] == "educator")
    assert all(one.by == "консоль" for one in report.kept)
