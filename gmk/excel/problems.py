"""The codes of problems with their levels, and the making of a problem."""

from gmk.excel.reading import Level, Problem

LEVELS: dict[str, Level] = {
    "field.required": "error",
    "date.unreadable": "error",
    "date.order": "error",
    "date.future": "warning",
    "date.partial": "warning",
    "number.unreadable": "error",
    "number.out_of_range": "error",
    "value.unknown": "error",
    "period.unreadable": "error",
    "hours.too_few": "warning",
    "kind.assumed": "warning",
    "cell.excel_error": "error",
    "cell.formula_not_calculated": "error",
    "person.unreadable": "error",
    "person.ambiguous": "error",
    "person.initials_only": "warning",
    "person.similar": "info",
    "institution.unknown": "error",
    "institution.ambiguous": "error",
    "institution.missing": "error",
    "institution.external": "warning",
    "institution.outside_scope": "error",
    "institution.ignored": "info",
    "association.missing": "error",
    "membership.overlap": "error",
    "membership.leader_ends": "warning",
    "membership.leaders": "warning",
    "membership.roles": "warning",
    "row.section": "info",
    "row.column_numbers": "info",
    "row.total": "info",
    "row.repeated_header": "info",
    "row.signature": "info",
    "row.note": "info",
    "row.vacancy": "info",
    "row.only_number": "info",
    "row.no_records": "info",
    "row.duplicate": "warning",
    "row.conflict": "error",
    "row.known": "info",
    "plan.closed": "warning",
    "sheet.not_recognised": "info",
    "sheet.several_tables": "error",
    "file.wrong_type": "error",
    "file.no_table": "error",
    "file.password": "error",
    "file.corrupt": "error",
    "file.too_large": "error",
    "file.dangerous": "error",
}
"""Every code of the import; a new finding gets its code here first."""

SKIPPED = {
    "row.section": "Строка-заголовок раздела, записи идут ниже.",
    "row.column_numbers": "Строка с номерами столбцов.",
    "row.total": "Строка с итогом, это не запись.",
    "row.repeated_header": "Повтор заголовка таблицы.",
    "row.signature": "Подпись или исполнитель.",
    "row.note": "Примечание или другая таблица, здесь нет записей.",
    "row.vacancy": "Вакансия: человека в строке нет.",
    "row.only_number": "Заполнен только номер строки.",
    "row.no_records": "В строке нет ни одной записи.",
}
"""Why a row is left out."""


def problem(
    code: str, message: str, *, row: int | None = None, column: str | None = None, value: str | None = None
) -> Problem:
    """A problem of the level that its code has; row and column together give the cell."""
    cell = f"{column}{row}" if row is not None and column is not None else None
    return Problem(LEVELS[code], code, message, column, cell, value)
