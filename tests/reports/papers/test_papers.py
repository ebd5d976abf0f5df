"""The papers of a plan: what they say, opened again as the office would open them."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlalchemy import Engine, select

from gmk import service
from gmk.db.session import read_session
from gmk.db.tables import AccessRecord
from gmk.errors import NotAllowed, RuleBroken
from gmk.plan import actions, corrections
from gmk.plan.queries import plan_of
from gmk.plan.requisites import Requisites, change_requisites, requisites
from gmk.plan.rows import ClosingFields
from gmk.reports.papers import word
from gmk.reports.papers.kinds import PaperKind
from gmk.reports.papers.lines import week_paper
from gmk.reports.papers.own_templates import drop_template, keep_template, template_of
from gmk.reports.papers.pdf import Size
from gmk.reports.plan_papers import Wanted, grid_file, plan_paper_file, timeline_file
from tests.plan.office import (
    CHAIR,
    COORDINATOR,
    HEAD,
    METHODIST,
    VIEWER,
    YEAR,
    add,
    approve,
    do,
    item,
    open_office,
    submit,
)  # fmt: skip

ON = date(2026, 10, 16)
MONDAY = date(2026, 10, 19)
HOSTILE = "=HYPERLINK(1) <b>{{ 7*7 }}</b> #sys.inputs"


@pytest.fixture(autouse=True)
def office(sqlite: Engine) -> None:
    open_office(sqlite)


def texts(data: bytes) -> list[str]:
    """All texts of a Word document, those of tables by cell."""
    document = Document(BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


def rows(data: bytes, table: int) -> list[list[str]]:
    """The rows of a table of a Word document without its heading."""
    return [[cell.text for cell in row.cells] for row in Document(BytesIO(data)).tables[table].rows][1:]


def week(**told: date) -> bytes:
    return plan_paper_file(METHODIST, Wanted(PaperKind.WEEK, YEAR, MONDAY), "docx", on=ON)


def hold(key: int, day: date, people: int | None = None, paper: str = "") -> None:
    told = {"activity_id": key, "version": item(key).version, "fields": ClosingFields(day, people, paper)}
    do(METHODIST, actions.close_activity if paper else actions.note_held, **told)


def test_the_week_has_its_two_halves() -> None:
    hold(
        add("Семинар", period_text="14.10.2026", place="ЦРТ", responsible=("Петрова А. П.",)),
        date(2026, 10, 14),
        24,
        "Справка",
    )
    hold(add("Раньше", period_text="11.10.2026"), date(2026, 10, 11))
    hold(add("В воскресенье", period_text="октябрь"), date(2026, 10, 18))
    add("Совет", period_text="19 октября")
    add("До двадцатого", period_text="до 20 октября")
    add("Через неделю", period_text="26.10.2026")
    add("Весь год", period_text="в течение года")
    add("Еженедельно", period_text="еженедельно")
    add("Весь октябрь", period_text="октябрь")
    made = week()
    assert rows(made, 0) == [
        ["1", "Семинар", "ЦРТ", "14.10.2026; участников: 24; Справка", "Петрова А. П."],
        ["2", "В воскресенье", "", "18.10.2026", ""],
    ]
    assert [row[:3] for row in rows(made, 1)] == [["1", "Совет", "19 октября"], ["2", "До двадцатого", "до 20 октября"]]
    assert "за период с 12.10.2026 по 18.10.2026" in texts(made)
    assert "на период с 19.10.2026 по 25.10.2026" in texts(made)


def test_a_week_without_items_says_so_in_both_halves() -> None:
    made = texts(week())
    assert "За этот период проведённых мероприятий не отмечено." in made
    assert "На этот период мероприятий не запланировано." in made


def test_a_month_that_ends_in_the_week_is_named_in_it() -> None:
    add("Сбор отчётов", period_text="октябрь")
    plan = service.load(HEAD, plan_of, school_year=YEAR)
    last = (date(2026, 10, 26), date(2026, 11, 1))
    paper = week_paper(plan, Requisites(), past=(MONDAY, date(2026, 10, 25)), coming=last, on=ON)
    assert [line.title for line in paper.coming] == ["Сбор отчётов"]


def signed_and_corrected() -> int:
    """Two items, of which the correction cancels the first; the id of its version."""
    first = add("Семинар", direction="Аналитико-диагностическая деятельность")
    add("Совет", period_text="14 октября")
    submit()
    approve()
    do(HEAD, corrections.begin_correction, school_year=YEAR, level="month", starts_on=date(2026, 10, 1))
    do(HEAD, actions.cancel_activity, activity_id=first, version=2, reason="Карантин")
    add("Вебинар", reason="Запрос комитета", responsible=("Петрова А. П.",))
    submit()
    approve()
    return service.load(HEAD, plan_of, school_year=YEAR).versions[-1].id


def test_the_plan_of_the_year_keeps_what_was_cancelled_and_names_its_papers() -> None:
    signed_and_corrected()
    made = plan_paper_file(CHAIR, Wanted(PaperKind.YEAR, YEAR), "docx", on=ON)
    table = rows(made, 1)
    assert [row[0] for row in table] == ["Аналитико-диагностическая деятельность", "1", "Без направления", "1", "2"]
    assert (table[1][1], table[1][-1]) == ("Семинар", "отменено: Карантин")
    assert (table[4][1], table[4][-1]) == ("Вебинар", "Запрос комитета")
    told = " ".join(texts(made))
    assert "Протокол № 1 от 28.08.2026" in told
    assert "Приказ № 181-О от 01.09.2026" in told
    footer = Document(BytesIO(made)).sections[0].footer.paragraphs[0].text
    version = service.load(HEAD, plan_of, school_year=YEAR).versions[-1]
    assert footer == (
        f"Версия № 2, корректировка на месяц (01.10.2026–31.10.2026). Контрольная сумма {version.content_hash}"
    )


def test_a_plan_that_nobody_signed_leaves_lines_to_write_on() -> None:
    add("Семинар")
    made = plan_paper_file(HEAD, Wanted(PaperKind.YEAR, YEAR), "docx", on=ON)
    assert "Приказ № ____ от «___» __________ 20___ г." in " ".join(texts(made))
    assert Document(BytesIO(made)).sections[0].footer.paragraphs[0].text == ""


def test_the_sheet_of_a_correction_says_old_new_and_why() -> None:
    version_id = signed_and_corrected()
    wanted = Wanted(PaperKind.CORRECTION, YEAR, version_id=version_id)
    table = rows(plan_paper_file(CHAIR, wanted, "docx", on=ON), 1)
    assert [row[0] for row in table] == ["Добавлено", "1", "Отменено", "1"]
    assert table[1] == ["1", "Вебинар", "", "октябрь; Петрова А. П.", "Запрос комитета"]
    assert (table[3][1], table[3][4]) == ("Семинар", "Карантин")
    with pytest.raises(RuleBroken, match="Такой утверждённой версии плана нет"):
        plan_paper_file(CHAIR, Wanted(PaperKind.CORRECTION, YEAR, version_id=99), "docx", on=ON)


def test_the_report_counts_all_but_the_cancelled() -> None:
    signed_and_corrected()
    hold(2, date(2026, 10, 14), 12, "Протокол № 2")
    wanted = Wanted(PaperKind.EXECUTION, YEAR, date(2026, 9, 1), date(2026, 12, 31))
    made = plan_paper_file(HEAD, wanted, "docx", on=date(2026, 11, 27))
    assert rows(made, 0) == [
        ["Запланировано, без отменённых", "2"],
        ["Выполнено", "1"],
        ["Проведено, итог не внесён", "0"],
        ["Не выполнено в срок", "1"],
        ["Отменено", "1"],
        ["Доля выполненных", "50,0\u00a0%"],
    ]
    headings = [row[0] for row in rows(made, 1) if row[0] not in ("1", "2")]
    assert headings == [
        "Аналитико-диагностическая деятельность: выполнено 0 из 0 (нет данных)",
        "Без направления: выполнено 1 из 2 (50,0\u00a0%)",
    ]


def test_texts_of_users_are_never_marks_markup_or_formulas() -> None:
    add(HOSTILE, period_text="19 октября", place=HOSTILE, responsible=(HOSTILE,))
    made = week()
    assert rows(made, 1)[0][1] == HOSTILE
    book = plan_paper_file(HEAD, Wanted(PaperKind.YEAR, YEAR), "xlsx", on=ON)
    sheet = load_workbook(BytesIO(book)).worksheets[0]
    cell = next(one for row in sheet.iter_rows() for one in row if one.value == HOSTILE)
    assert cell.data_type == "s"
    assert plan_paper_file(HEAD, Wanted(PaperKind.YEAR, YEAR), "pdf", on=ON).startswith(b"%PDF")


def test_a_workbook_has_the_approval_above_its_table() -> None:
    signed_and_corrected()
    book = load_workbook(BytesIO(plan_paper_file(HEAD, Wanted(PaperKind.YEAR, YEAR), "xlsx", on=ON)))
    sheet = book.worksheets[0]
    assert [sheet.cell(row, 1).value for row in (1, 2, 3)] == [
        "УТВЕРЖДАЮ: Председатель комитета образования",
        "Приказ № 181-О от 01.09.2026",
        "Принято Экспертным советом, протокол № 1 от 28.08.2026",
    ]
    assert [sheet.cell(6, column).value for column in (1, 3)] == ["Раздел", "Мероприятие"]
    assert [sheet.cell(7, column).value for column in (3, 11)] == ["Семинар", "отменено: Карантин"]
    assert sheet.freeze_panes == "A7"


@pytest.mark.parametrize("kind", [PaperKind.YEAR, PaperKind.MONTH, PaperKind.WEEK, PaperKind.EXECUTION])
def test_every_paper_is_a_pdf_with_our_fonts_alone(kind: PaperKind) -> None:
    add("Семинар", period_text="19 октября")
    made = plan_paper_file(HEAD, Wanted(kind, YEAR, MONDAY, date(2026, 12, 31)), "pdf", on=ON)
    assert made.startswith(b"%PDF-1.")
    assert b"LiberationSerif" in made


def test_a_coordinator_gets_what_is_for_the_own_institutions() -> None:
    add("Для всех", period_text="19 октября")
    add("Для второй", period_text="20 октября", institution_ids=(2,))
    made = plan_paper_file(COORDINATOR, Wanted(PaperKind.WEEK, YEAR, MONDAY), "docx", on=ON)
    assert [row[1] for row in rows(made, 1)] == ["Для всех"]


def test_who_may_not_have_names_has_no_papers_and_each_paper_is_noted() -> None:
    add("Семинар")
    with pytest.raises(NotAllowed):
        plan_paper_file(VIEWER, Wanted(PaperKind.YEAR, YEAR), "docx", on=ON)
    plan_paper_file(CHAIR, Wanted(PaperKind.YEAR, YEAR), "docx", on=ON)
    with read_session() as session:
        (noted,) = session.scalars(select(AccessRecord)).all()
        assert (noted.user_name, noted.what, noted.row_count) == ("Громов Пётр Ильич", "документ: План на год", 1)


def test_particulars_of_the_office_stand_in_its_papers() -> None:
    add("Семинар")
    told = Requisites(chair_name="П. И. Громов", head_name="И. О. Светлова")
    do(HEAD, change_requisites, version=0, told=told)
    assert service.load(CHAIR, requisites).head_name == "И. О. Светлова"
    made = " ".join(texts(plan_paper_file(HEAD, Wanted(PaperKind.YEAR, YEAR), "docx", on=ON)))
    assert "____________________ П. И. Громов" in made
    assert "И. О. Светлова" in made


def template(*paragraphs: str) -> bytes:
    document, target = Document(), BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(target)
    return target.getvalue()


def test_an_own_template_is_used_until_it_is_dropped() -> None:
    add("Семинар", period_text="19 октября")
    do(METHODIST, keep_template, kind=PaperKind.WEEK, data=template("Наш бланк. {{ coming_period }}"))
    assert texts(week()) == ["Наш бланк. с 19.10.2026 по 25.10.2026"]
    assert template_of(PaperKind.WEEK)[1]
    do(METHODIST, drop_template, kind=PaperKind.WEEK)
    assert texts(week())[0] == "Информация о работе"
    assert not template_of(PaperKind.WEEK)[1]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"not a document", "Это не документ Word"),
        (template("{{ no_such_field }}"), "no_such_field"),
        (template("{% for %}"), "Шаблон не заполняется"),
        (template("{{ ''.__class__.__mro__ }}"), "Шаблон не заполняется"),
        (template("{{ sections.append(1) }}"), "Шаблон не заполняется"),
        (b"0" * (word.MOST_BYTES + 1), "Шаблон больше 5 МБ"),
    ],
)
def test_a_template_that_cannot_be_filled_is_refused(data: bytes, told: str) -> None:
    with pytest.raises(RuleBroken, match=told):
        do(METHODIST, keep_template, kind=PaperKind.WEEK, data=data)
    assert not template_of(PaperKind.WEEK)[1]


def test_only_the_office_changes_templates() -> None:
    for user in (CHAIR, COORDINATOR, VIEWER):
        with pytest.raises(NotAllowed):
            do(user, keep_template, kind=PaperKind.WEEK, data=template("Иначе"))


@pytest.mark.parametrize("kind", list(PaperKind))
def test_the_built_in_templates_can_be_filled_and_repeat_their_headings(kind: PaperKind) -> None:
    data = word.built_in(kind)
    word.check_template(data)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert b"w:tblHeader" in archive.read("word/document.xml")


@pytest.mark.parametrize("size", ["a3", "a4"])
def test_the_grid_and_the_line_of_time_are_printed_on_a3_and_a4(size: Size) -> None:
    signed_and_corrected()
    assert grid_file(CHAIR, YEAR, size).startswith(b"%PDF-1.")
    made = timeline_file(CHAIR, YEAR, size, heading=None, responsible=None)
    assert made.startswith(b"%PDF-1.")
    assert b"LiberationSerif" in made
    with pytest.raises(NotAllowed):
        grid_file(VIEWER, YEAR, size)
    with pytest.raises(NotAllowed):
        timeline_file(VIEWER, YEAR, size, heading=None, responsible=None)
