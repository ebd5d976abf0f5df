"""A table as a file for the user who asks: right, access log, and who made it when."""

from collections.abc import Sequence
from datetime import datetime

from gmk.access import Right, User, may
from gmk.errors import NotAllowed
from gmk.excel.write import Parameters, Row, TableSpec, Value, workbook_bytes
from gmk.service.access import note_access


def may_export(user: User, spec: TableSpec[Row]) -> bool:
    """Whether the user may have the table as a file."""
    return may(user, Right.EXPORT_PEOPLE if spec.names_people else Right.READ_FIGURES)


def table_file(user: User, spec: TableSpec[Row], rows: Sequence[Row], *, parameters: Parameters, at: datetime) -> bytes:
    """The rows as a workbook with «Параметры»; one with names is written to the access log.

    Raises:
        NotAllowed: the user may not have this table as a file.
    """
    if not may_export(user, spec):
        raise NotAllowed()
    if spec.names_people:
        note_access(user, f"файл: {spec.title}", dict(parameters), len(rows))
    return workbook_bytes(spec, rows, [*parameters, *made_by(user, at), ("Строк", len(rows))])


def made_by(user: User, at: datetime) -> list[tuple[str, Value]]:
    """The lines of «Параметры» that say who made a file, and when."""
    return [("Составил", user.full_name), ("Дата и время", at)]
