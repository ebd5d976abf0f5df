"""Makes the Word templates that come with the program, `gmk/reports/papers/templates/*.docx`.

python scripts/paper_templates.py
"""

from collections.abc import Sequence
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Row

TARGET = Path(__file__).resolve().parents[1] / "gmk" / "reports" / "papers" / "templates"
FONT = "Times New Roman"
PORTRAIT, LANDSCAPE = (210, 297), (297, 210)
Columns = Sequence[tuple[str, str, int]]
"""Heading, what a line prints, width in millimetres."""


def main() -> None:
    """Writes all six."""
    TARGET.mkdir(parents=True, exist_ok=True)
    _plan("year")
    _plan("month")
    _week()
    _execution()
    _correction()
    _roster()


def _plan(name: str) -> None:
    document = _document(LANDSCAPE)
    _approval(document)
    _title(document)
    columns = (
        ("№", "{{ line.number }}", 10),
        ("Мероприятие", "{{ line.title }}", 78),
        ("Сроки", "{{ line.period }}", 32),
        ("Ответственные", "{{ line.responsible }}", 42),
        ("Категория участников", "{{ line.audience }}", 34),
        ("Результат", "{{ line.outcome }}", 34),
        ("Примечание", "{{ line.remark }}", 32),
    )  # fmt: skip
    _table_of_sections(document, columns)
    _signature(document)
    _sum_in_footer(document)
    document.save(str(TARGET / f"{name}.docx"))


def _week() -> None:
    document = _document(PORTRAIT)
    _centred(document, "{{ title }}", bold=True)
    _centred(document, "{{ office }}")
    _centred(document, "за период {{ past_period }}")
    columns = (
        ("№", "{{ line.number }}", 10),
        ("Мероприятие", "{{ line.title }}", 62),
        ("Место", "{{ line.place }}", 32),
        ("Как прошло", "{{ line.fact }}", 40),
        ("Ответственные", "{{ line.responsible }}", 30),
    )
    _table_of_lines(document, columns, "past")
    document.add_paragraph("{% if not past %}За этот период проведённых мероприятий не отмечено.{% endif %}")
    _centred(document, "Информация о запланированных мероприятиях", bold=True)
    _centred(document, "на период {{ coming_period }}")
    ahead = (
        ("№", "{{ line.number }}", 10),
        ("Мероприятие", "{{ line.title }}", 62),
        ("Сроки", "{{ line.period }}", 32),
        ("Место", "{{ line.place }}", 40),
        ("Ответственные", "{{ line.responsible }}", 30),
    )
    _table_of_lines(document, ahead, "coming")
    document.add_paragraph("{% if not coming %}На этот период мероприятий не запланировано.{% endif %}")
    _signature(document)
    document.save(str(TARGET / "week.docx"))


def _execution() -> None:
    document = _document(LANDSCAPE)
    _title(document)
    totals = _table(document, (("Показатель", "{{ total[0] }}", 110), ("Значение", "{{ total[1] }}", 40)))
    _loop(totals, "{%tr for total in totals %}", "{%tr endfor %}")
    document.add_paragraph()
    columns = (
        ("№", "{{ line.number }}", 10),
        ("Мероприятие", "{{ line.title }}", 82),
        ("Сроки", "{{ line.period }}", 30),
        ("Ответственные", "{{ line.responsible }}", 40),
        ("Отметка", "{{ line.status }}", 32),
        ("Как прошло", "{{ line.fact }}", 44),
        ("Причина", "{{ line.reason }}", 24),
    )
    head = "{{ section.title }}: выполнено {{ section.done }} из {{ section.planned }} ({{ section.share }})"
    _table_of_sections(document, columns, head)
    _signature(document)
    document.save(str(TARGET / "execution.docx"))


def _correction() -> None:
    document = _document(LANDSCAPE)
    _approval(document)
    _title(document)
    columns = (
        ("№", "{{ line.number }}", 10),
        ("Мероприятие", "{{ line.title }}", 76),
        ("Было", "{{ line.fact }}", 62),
        ("Стало", "{{ line.outcome }}", 62),
        ("Причина", "{{ line.reason }}", 52),
    )
    _table_of_sections(document, columns)
    _signature(document)
    _sum_in_footer(document)
    document.save(str(TARGET / "correction.docx"))


def _roster() -> None:
    document = _document(PORTRAIT)
    for text in ("Приложение", "к приказу {{ order or '№ ____ от «___» __________ 20___ г.' }}"):
        document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph()
    _centred(document, "Состав объединения", bold=True)
    _centred(document, "{{ title }}", bold=True)
    _centred(document, "{{ period }}")
    document.add_paragraph()
    columns = (
        ("№", "{{ line.number }}", 10),
        ("Фамилия, имя, отчество", "{{ line.name }}", 54),
        ("Учреждение", "{{ line.institution }}", 34),
        ("Должность", "{{ line.position }}", 38),
        ("Роль", "{{ line.role }}", 34),
    )
    _table_of_lines(document, columns, "members")
    _signature(document)
    document.save(str(TARGET / "roster.docx"))


def _document(size: tuple[int, int]) -> DocumentType:
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(0)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(size[0]), Mm(size[1])
    section.orientation = WD_ORIENT.LANDSCAPE if size[0] > size[1] else WD_ORIENT.PORTRAIT
    section.left_margin, section.right_margin = Mm(20 if size == LANDSCAPE else 25), Mm(15)
    section.top_margin = section.bottom_margin = Mm(15)
    return document


def _approval(document: DocumentType) -> None:
    """«Принято» on the left, «Утверждаю» on the right; lines to write on where nothing is known."""
    width = (document.sections[0].page_width or 0) - Mm(35)
    table = document.add_table(1, 2)
    left, right = table.rows[0].cells
    left.width = right.width = int(width / 2)
    _lines(left, ("ПРИНЯТО", "{{ council }}", "Протокол {{ protocol or '№ ____ от «___» __________ 20___ г.' }}"))
    _lines(
        right,
        (
            "УТВЕРЖДАЮ",
            "{{ chair_post }}",
            "____________________ {{ chair_name }}",
            "Приказ {{ order or '№ ____ от «___» __________ 20___ г.' }}",
        ),
    )
    document.add_paragraph()


def _lines(cell: object, texts: Sequence[str]) -> None:
    first, *rest = texts
    cell.paragraphs[0].add_run(first).bold = True  # type: ignore[attr-defined]
    for text in rest:
        cell.add_paragraph(text)  # type: ignore[attr-defined]


def _title(document: DocumentType) -> None:
    _centred(document, "{{ title }}", bold=True)
    _centred(document, "{{ office }}")
    _centred(document, "{{ period }}")
    document.add_paragraph()


def _centred(document: DocumentType, text: str, *, bold: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(text).bold = bold


def _table(document: DocumentType, columns: Columns) -> Table:
    """Heading, repeated on each page, and the row that is printed for each line."""
    table = document.add_table(2, len(columns))
    table.style = "Table Grid"
    table.autofit = False
    for position, (heading, mark, width) in enumerate(columns):
        table.columns[position].width = Mm(width)
        for row, text, is_heading in ((table.rows[0], heading, True), (table.rows[1], mark, False)):
            cell = row.cells[position]
            cell.width = Mm(width)
            run = cell.paragraphs[0].add_run(text)
            run.font.size, run.bold = Pt(10), is_heading
    _repeat(table.rows[0])
    return table


def _repeat(row: _Row) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _loop(table: Table, begin: str, end: str, *, inside: Sequence[str] = ()) -> None:
    """Rows of marks around the row of a line; docxtpl takes them out."""
    row = table.rows[1]
    for mark in (begin, *inside):
        row._tr.addprevious(_marked(table, mark))
    for mark in reversed((*(("{%tr endfor %}",) if inside else ()), end)):
        row._tr.addnext(_marked(table, mark))


def _marked(table: Table, text: str) -> object:
    added = table.add_row()
    added.cells[0].text = text
    return added._tr


def _table_of_lines(document: DocumentType, columns: Columns, name: str) -> None:
    table = _table(document, columns)
    _loop(table, f"{{%tr for line in {name} %}}", "{%tr endfor %}")


def _table_of_sections(document: DocumentType, columns: Columns, head: str = "{{ section.title }}") -> None:
    """Sections as rows across the table, each with its lines."""
    table = _table(document, columns)
    body = table.rows[1]
    across = table.add_row()
    cell = across.cells[0].merge(across.cells[-1])
    cell.paragraphs[0].add_run(head).bold = True
    body._tr.addprevious(across._tr)
    across._tr.addprevious(_marked(table, "{%tr for section in sections %}"))
    body._tr.addprevious(_marked(table, "{%tr for line in section.lines %}"))
    body._tr.addnext(_marked(table, "{%tr endfor %}"))
    body._tr.getnext().addnext(_marked(table, "{%tr endfor %}"))


def _signature(document: DocumentType) -> None:
    document.add_paragraph()
    document.add_paragraph("{{ head_post }} ____________________ {{ head_name }}")
    document.add_paragraph()
    small = document.add_paragraph().add_run("{{ executor }}")
    small.font.size = Pt(10)


def _sum_in_footer(document: DocumentType) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    run = paragraph.add_run(
        "{% if content_hash %}Версия {{ version }}. Контрольная сумма {{ content_hash }}{% endif %}"
    )
    run.font.size = Pt(8)


if __name__ == "__main__":
    main()
