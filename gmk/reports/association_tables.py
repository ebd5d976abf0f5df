"""The tables of associations: one declaration of each for the screen and for the workbook."""

from gmk.associations.actions import span_text
from gmk.associations.forms import MEMBER_TITLES, TITLES
from gmk.associations.rows import AssociationRow, Member, Tenure
from gmk.associations.rules import years_text
from gmk.excel.write import TableColumn, TableSpec

ASSOCIATIONS: TableSpec[AssociationRow] = TableSpec(
    "Объединения",
    (
        TableColumn(TITLES["name"], lambda row: row.name, width=44),
        TableColumn(TITLES["kind"], lambda row: row.kind_label, width=32),
        TableColumn("Руководитель", lambda row: row.leader, width=30, missing="нет"),
        TableColumn("В составе", lambda row: row.members, kind="number", width=10),
        TableColumn(TITLES["curator"], lambda row: row.fields.curator, width=24),
        TableColumn(TITLES["school_subject"], lambda row: row.fields.school_subject, width=20),
        TableColumn(TITLES["institution_id"], lambda row: row.institution, width=24),
        TableColumn(TITLES["order_text"], lambda row: row.fields.order_text or None, width=24),
        TableColumn(TITLES["closed_on"], lambda row: row.closed_on, kind="date", width=12),
    ),
    names_people=True,
)
MEMBERS: TableSpec[Member] = TableSpec(
    "Состав объединения",
    (
        TableColumn("Фамилия, имя, отчество", lambda row: row.name, width=36),
        TableColumn(MEMBER_TITLES["role"], lambda row: row.role.label, width=26),
        TableColumn(MEMBER_TITLES["institution_id"], lambda row: row.institution, width=26),
        TableColumn(MEMBER_TITLES["position"], lambda row: row.position, width=26),
        TableColumn("В составе", span_text, width=24),
        TableColumn(MEMBER_TITLES["order_text"], lambda row: row.order_text, width=26),
    ),
    names_people=True,
    sheet="Состав",
)
TENURES: TableSpec[Tenure] = TableSpec(
    "Стаж в объединении",
    (
        TableColumn("Фамилия, имя, отчество", lambda row: row.name, width=36),
        TableColumn("В объединении", lambda row: years_text(row.days), width=20),
        TableColumn(
            "Из них руководил(а)", lambda row: years_text(row.days_leading) if row.days_leading else None, width=20
        ),
        TableColumn("Сейчас", lambda row: "в составе" if row.is_member else "вышел(шла)", width=14),
    ),
    names_people=True,
    sheet="Стаж",
)
