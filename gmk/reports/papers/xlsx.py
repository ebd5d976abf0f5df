"""Papers as workbooks: the lines of a paper in one table, the blocks of approval above it."""

from dataclasses import dataclass

from gmk.excel.write import TableColumn, TableSpec, workbook_bytes
from gmk.reports.papers.lines import Line, Paper, Section


@dataclass(frozen=True, slots=True)
class _Row:
    section: str
    line: Line


_TABLE: TableSpec[_Row] = TableSpec(
    "План",
    (
        TableColumn("Раздел", lambda row: row.section, width=30),
        TableColumn("№", lambda row: int(row.line.number), kind="number", width=6),
        TableColumn("Мероприятие", lambda row: row.line.title, width=56),
        TableColumn("Сроки", lambda row: row.line.period or None, width=20),
        TableColumn("Ответственные", lambda row: row.line.responsible or None, width=28),
        TableColumn("Категория участников", lambda row: row.line.audience or None, width=24),
        TableColumn("Место проведения", lambda row: row.line.place or None, width=22),
        TableColumn("Результат", lambda row: row.line.outcome or None, width=24),
        TableColumn("Отметка", lambda row: row.line.status or None, width=18),
        TableColumn("Как прошло", lambda row: row.line.fact or None, width=30),
        TableColumn("Примечание", lambda row: row.line.remark or None, width=26),
    ),
    names_people=True,
)


def paper_workbook(paper: Paper) -> bytes:
    """The paper as .xlsx: a filter on every column, and above them who approves and under which papers."""
    sections = paper.sections or (
        Section(f"Проведено {paper.past_period}", paper.past),
        Section(f"Запланировано {paper.coming_period}", paper.coming),
    )
    rows = [_Row(section.title, line) for section in sections for line in section.lines]
    return workbook_bytes(_TABLE, rows, _parameters(paper), above=_above(paper))


def _above(paper: Paper) -> list[str]:
    approval = [
        f"УТВЕРЖДАЮ: {paper.chair_post} {paper.chair_name}".strip(),
        f"Приказ {paper.order or '№ ____ от «___» __________ 20___ г.'}",
        f"Принято {paper.council}, протокол {paper.protocol or '№ ____ от «___» __________ 20___ г.'}",
    ]
    return [*approval, f"{paper.title} {paper.office} {paper.period}".strip()]


def _parameters(paper: Paper) -> list[tuple[str, str]]:
    signed = [("Версия", paper.version), ("Контрольная сумма", paper.content_hash)] if paper.content_hash else []
    return [*paper.totals, *signed, ("Составлено", paper.made_on)]
