"""The tables of the plan: one declaration of each for the screen and for the workbook."""

from gmk.excel.write import TableColumn, TableSpec
from gmk.plan.comparison import CANCELLED
from gmk.plan.forms import TITLES, code_text
from gmk.plan.rows import ActivityRow, Content, FieldDifference, ItemDifference, VersionRow
from gmk.plan.rules import PERIOD
from gmk.reports.training_tables import label_of
from gmk.vocabulary import ActivityBasis
from gmk.wording import counted, day_text

PLAN_TABLE: TableSpec[ActivityRow] = TableSpec(
    "План работы",
    (
        TableColumn(TITLES["title"], lambda row: row.title, width=60),
        TableColumn(TITLES["period_text"], lambda row: row.period_text, width=20),
        TableColumn(TITLES["responsible"], lambda row: ", ".join(row.responsible) or None, width=28),
        TableColumn(TITLES["status"], lambda row: row.status.label, width=18),
        TableColumn(TITLES["direction"], lambda row: row.heading, width=36),
        TableColumn(TITLES["form"], lambda row: row.form, width=16),
        TableColumn(TITLES["audience"], lambda row: row.audience, width=26),
        TableColumn(TITLES["place"], lambda row: row.place, width=24),
        TableColumn(TITLES["institution_ids"], lambda row: ", ".join(row.institutions) or None, width=24),
        TableColumn(TITLES["outcome"], lambda row: row.outcome, width=26),
        TableColumn(TITLES["basis"], lambda row: _basis(row.basis, row.basis_text), width=22),
        TableColumn(TITLES["done_on"], lambda row: row.done_on, kind="date", width=14),
        TableColumn(TITLES["participant_count"], lambda row: row.participant_count, kind="number", width=12),
        TableColumn(TITLES["outcome_document"], lambda row: row.outcome_document, width=26),
        TableColumn("Причина правки", lambda row: row.reason, width=26),
    ),
    names_people=True,
    sheet="План",
)

DIFFERENCES: TableSpec[ItemDifference] = TableSpec(
    "Изменения плана",
    (
        TableColumn(TITLES["title"], lambda row: row.title, width=60),
        TableColumn("Что изменилось", lambda row: row.fate.label, width=16),
        TableColumn("Было", lambda row: difference_text(row, "old"), width=44),
        TableColumn("Стало", lambda row: difference_text(row, "new"), width=44),
        TableColumn("Причина", lambda row: row.reason, width=36),
    ),
    names_people=True,
    sheet="Изменения",
)

VERSIONS: TableSpec[VersionRow] = TableSpec(
    "Утверждённые версии плана",
    (
        TableColumn("Версия", lambda row: version_text(row), width=40),
        TableColumn("Протокол", lambda row: paper_text(row.protocol_number, row.protocol_on), width=22),
        TableColumn("Приказ", lambda row: paper_text(row.order_number, row.order_on), width=22),
        TableColumn("Утвердил", lambda row: row.approver, width=30),
        TableColumn("Составил", lambda row: row.author, width=30),
        TableColumn("Основание", lambda row: row.ground, width=30),
        TableColumn("Контрольная сумма", lambda row: row.content_hash, width=66),
    ),
    names_people=True,
    sheet="Версии",
)


def version_text(row: VersionRow) -> str:
    """«№ 2, корректировка на полугодие (01.01.2027–31.08.2027)»; without number where it isn't signed."""
    number = f"№ {row.number}, " if row.number else ""
    period = "" if row.number == 1 else f" ({day_text(row.starts_on)}–{day_text(row.ends_on)})"
    return f"{number}{row.level.label}{period}"


def paper_text(number: str | None, day: object) -> str | None:
    """«№ 181-О от 01.09.2026»; None where there is no paper."""
    return f"№ {number} от {day:%d.%m.%Y}" if number and day else None


def difference_text(row: ItemDifference, side: str) -> str | None:
    """What the changed fields held (`old`) or hold (`new`); of an added item its period and who answers for it."""
    if not row.fields:
        told = row.after if side == "new" else row.before
        return _content_text(told) if told else None
    shown = [one for one in row.fields if one.field not in PERIOD and one.field != CANCELLED]
    return "; ".join(f"{TITLES[one.field]}: {_told(one, side)}" for one in shown) or None


def _content_text(content: Content) -> str:
    parts = [content["period_text"], ", ".join(content["responsible"]), content["direction"] or content["section"]]
    return "; ".join(part for part in parts if part)


def _told(one: FieldDifference, side: str) -> str:
    value = one.old if side == "old" else one.new
    if one.field == "institution_ids":
        return counted(len(value), "учреждение", "учреждения", "учреждений") if value else "все"
    if value in (None, "", []):
        return "не указано"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(code_text(value))


def _basis(code: str | None, text: str | None) -> str | None:
    label = label_of(ActivityBasis, code)
    return ", ".join(part for part in (label, text) if part) or None
