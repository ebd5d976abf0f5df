"""The tables of institutions and staff: one declaration of each for the screen and for the workbook."""

from gmk.excel.write import TableColumn, TableSpec
from gmk.people.rows import InstitutionRow
from gmk.people.sheets import INSTITUTIONS, STAFF
from gmk.reports.training_tables import column_of, label_of
from gmk.training.rows import DueStatus, StaffRow
from gmk.vocabulary import Category, EmploymentKind, InstitutionKind, Leave

INSTITUTION_TABLE: TableSpec[InstitutionRow] = TableSpec(
    "Учреждения",
    (
        column_of(INSTITUTIONS, "short_name", lambda row: row.label),
        column_of(INSTITUTIONS, "kind", lambda row: label_of(InstitutionKind, row.kind)),
        column_of(INSTITUTIONS, "number", lambda row: row.number),
        TableColumn("Педагогов", lambda row: row.educators, kind="number", width=12),
        TableColumn("Как ещё называют", lambda row: "; ".join(one.alias for one in row.aliases) or None, width=44),
        column_of(INSTITUTIONS, "name", lambda row: row.name),
        column_of(INSTITUTIONS, "municipality", lambda row: row.municipality),
        column_of(INSTITUTIONS, "address", lambda row: row.address),
        column_of(INSTITUTIONS, "phone", lambda row: row.phone),
        column_of(INSTITUTIONS, "email", lambda row: row.email),
        column_of(INSTITUTIONS, "site", lambda row: row.site),
        TableColumn("Закрыто с", lambda row: row.closed_on, kind="date", width=12),
    ),
)
"""«Сокращённое наименование» is the full one where there is no short one."""

STAFF_TABLE: TableSpec[StaffRow] = TableSpec(
    "Педагоги",
    (
        column_of(STAFF, "full_name", lambda row: row.name),
        TableColumn("Учреждение", lambda row: row.institution, width=36),
        column_of(STAFF, "position", lambda row: row.position),
        TableColumn("Состояние", lambda row: DueStatus(row.status).label, width=22),
        column_of(STAFF, "subjects", lambda row: ", ".join(row.subjects) or None),
        column_of(STAFF, "category", lambda row: label_of(Category, row.category)),
        column_of(STAFF, "employment", lambda row: label_of(EmploymentKind, row.kind)),
        column_of(STAFF, "leave", lambda row: label_of(Leave, row.leave)),
        TableColumn("Последний учтённый курс", lambda row: row.last_finished_on, kind="date", width=16),
        TableColumn("Если известен только год", lambda row: row.last_year, kind="number", width=14),
    ),
    names_people=True,
)
