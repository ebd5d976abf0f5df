"""The tables of associations: one declaration of each for the screen and for the workbook."""

from collections.abc import Callable
from datetime import date

from gmk.associations.actions import span_text
from gmk.associations.coverage import Matrix, Represented, SubjectCoverage
from gmk.associations.early_career import Retention, Stayed
from gmk.associations.forms import MEMBER_TITLES, TITLES
from gmk.associations.mentoring import EarlyCareer, Pair
from gmk.associations.person import OwnMeeting, OwnMembership
from gmk.associations.rows import AssociationRow, Member, Tenure
from gmk.associations.rules import term_text, years_text
from gmk.associations.sites import TITLES as SITE_TITLES
from gmk.associations.sites import SiteRow
from gmk.excel.write import TableColumn, TableSpec
from gmk.periods import school_year_text
from gmk.wording import UNKNOWN

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
            "Из них руководителем", lambda row: years_text(row.days_leading) if row.days_leading else None, width=20
        ),
        TableColumn("Сейчас", lambda row: "в составе" if row.is_member else "больше не в составе", width=20),
    ),
    names_people=True,
    sheet="Стаж",
)
SUBJECTS: TableSpec[SubjectCoverage] = TableSpec(
    "Участие учителей предмета",
    (
        TableColumn(TITLES["name"], lambda row: row.association, width=44),
        TableColumn(TITLES["school_subject"], lambda row: row.school_subject, width=24),
        TableColumn("Ведут предмет", lambda row: row.educators, kind="number", width=14),
        TableColumn("Из них в составе", lambda row: row.members, kind="number", width=14),
        TableColumn("Доля", lambda row: row.share, kind="percent", width=10, missing=UNKNOWN),
        TableColumn("В составе, но предмет не ведут", lambda row: row.others, kind="number", width=20),
        TableColumn("Примечание", lambda row: "мало людей, доля ненадёжна" if row.is_small else None, width=28),
    ),
    sheet="Предметы",
)
OWN_MEMBERSHIPS: TableSpec[OwnMembership] = TableSpec(
    "Объединения педагога",
    (
        TableColumn(TITLES["name"], lambda row: row.association, width=44),
        TableColumn(MEMBER_TITLES["role"], lambda row: row.member.role.label, width=26),
        TableColumn("В составе", lambda row: span_text(row.member), width=24),
        TableColumn(MEMBER_TITLES["institution_id"], lambda row: row.member.institution, width=26),
        TableColumn(MEMBER_TITLES["order_text"], lambda row: row.member.order_text, width=26),
    ),
    names_people=True,
    sheet="Объединения",
)


def _presence(row: OwnMeeting) -> str | None:
    return None if row.was_there is None else "да" if row.was_there else "нет"


OWN_MEETINGS: TableSpec[OwnMeeting] = TableSpec(
    "Заседания педагога",
    (
        TableColumn("Дата", lambda row: row.held_on, kind="date", width=12),
        TableColumn("Присутствие", _presence, width=12, missing=UNKNOWN),
        TableColumn("Тема", lambda row: row.topic, width=50),
        TableColumn(TITLES["name"], lambda row: row.association, width=44),
    ),
    names_people=True,
    sheet="Заседания",
)
EARLY_CAREER: TableSpec[EarlyCareer] = TableSpec(
    "Молодые педагоги",
    (
        TableColumn("Фамилия, имя, отчество", lambda row: row.name, width=36),
        TableColumn("Наставник", lambda row: ", ".join(row.mentors) or None, width=36, missing="нет"),
        TableColumn("Приказ о наставнике", lambda row: "есть" if row.has_order else None, width=14, missing="нет"),
        TableColumn("Учреждение", lambda row: row.institution, width=26),
        TableColumn("Должность", lambda row: row.position, width=26),
        TableColumn("Работает с", lambda row: row.since, kind="date", width=12, missing=UNKNOWN),
        TableColumn("Педагогический стаж, лет", lambda row: row.experience, kind="number", width=14, missing=UNKNOWN),
        TableColumn("Год рождения", lambda row: row.birth_year, kind="number", width=12, missing=UNKNOWN),
    ),
    names_people=True,
)
PAIRS: TableSpec[Pair] = TableSpec(
    "Наставнические пары",
    (
        TableColumn("Наставляемый", lambda row: row.mentee, width=36),
        TableColumn("Наставник", lambda row: row.mentor, width=36),
        TableColumn("Сейчас", lambda row: "действует" if row.holds else "нет", width=12),
        TableColumn("С", lambda row: row.fields.starts_on, kind="date", width=12),
        TableColumn("По", lambda row: row.fields.ends_on, kind="date", width=12),
        TableColumn("Форма", lambda row: row.fields.form.label, width=22),
        TableColumn("Приказ", lambda row: row.fields.order_text or None, width=24),
        TableColumn("Итог", lambda row: row.fields.result or None, width=40),
    ),
    names_people=True,
)


def _stayed(when: str, told: Callable[[Retention], Stayed]) -> tuple[TableColumn[Retention], ...]:
    return (
        TableColumn(f"Срок наступил: {when}", lambda row: told(row).due, kind="number", width=14),
        TableColumn(
            f"Остались {when}",
            lambda row: told(row).stayed if told(row).due else None,
            kind="number",
            width=14,
            missing=UNKNOWN,
        ),
        TableColumn(f"Доля {when}", lambda row: told(row).share, kind="percent", width=14, missing=UNKNOWN),
    )


RETENTION: TableSpec[Retention] = TableSpec(
    "Сколько осталось",
    (
        TableColumn("Пришли в учебном году", lambda row: school_year_text(row.school_year), width=20),
        TableColumn("Пришли", lambda row: row.came, kind="number", width=10),
        *_stayed("через год", lambda row: row.one_year),
        *_stayed("через 3 года", lambda row: row.three_years),
    ),
)
SITES: TableSpec[SiteRow] = TableSpec(
    "Опорные и инновационные площадки",
    (
        TableColumn(SITE_TITLES["institution_id"], lambda row: row.institution, width=26),
        TableColumn(SITE_TITLES["status"], lambda row: row.fields.status, width=28),
        TableColumn(SITE_TITLES["topic"], lambda row: row.fields.topic, width=50),
        TableColumn(SITE_TITLES["starts_on"], lambda row: row.fields.starts_on, kind="date", width=12),
        TableColumn(SITE_TITLES["ends_on"], lambda row: row.fields.ends_on, kind="date", width=12),
        TableColumn("Отчёты", lambda row: _reports(row), width=20, missing="не назначены"),
        TableColumn(SITE_TITLES["stage"], lambda row: row.fields.stage or None, width=20),
        TableColumn(SITE_TITLES["head"], lambda row: row.fields.head or None, width=26),
        TableColumn(SITE_TITLES["scientific_adviser"], lambda row: row.fields.scientific_adviser or None, width=26),
        TableColumn(SITE_TITLES["order_text"], lambda row: row.fields.order_text or None, width=24),
        TableColumn(SITE_TITLES["direction"], lambda row: row.fields.direction or None, width=26),
        TableColumn(SITE_TITLES["products"], lambda row: "; ".join(row.products) or None, width=40),
        TableColumn(SITE_TITLES["activity_ids"], lambda row: "; ".join(row.activities) or None, width=40),
        TableColumn(SITE_TITLES["note"], lambda row: row.fields.note or None, width=30),
    ),
    names_people=True,
    sheet="Площадки",
)


def _reports(row: SiteRow) -> str | None:
    if not row.reports:
        return None
    return f"получено {sum(one.received_on is not None for one in row.reports)} из {len(row.reports)}"


def matrix_table(matrix: Matrix) -> TableSpec[Represented]:
    """Institutions by associations: a column for each association, empty where nobody belongs."""
    return TableSpec(
        "Кто представлен в объединениях",
        (
            TableColumn("Учреждение", lambda row: row.institution, width=30),
            TableColumn("Всего людей", lambda row: row.people, kind="number", width=12),
            *(_of_association(name, number) for number, name in enumerate(matrix.associations)),
        ),
        sheet="Представлены",
    )


def _of_association(name: str, number: int) -> TableColumn[Represented]:
    return TableColumn(name, lambda row: row.members[number] or None, kind="number", width=16, missing="–")


def associations_table(on: date) -> TableSpec[AssociationRow]:
    """The associations as of a day."""
    return TableSpec(
        "Объединения",
        (
            TableColumn(TITLES["name"], lambda row: row.name, width=44),
            TableColumn("Руководитель", lambda row: row.leader, width=30, missing="нет"),
            TableColumn("В составе", lambda row: row.members, kind="number", width=10),
            TableColumn(TITLES["kind"], lambda row: row.kind_label, width=32),
            TableColumn("Срок", lambda row: term_text(row, on) or None, width=24),
            TableColumn(TITLES["curator"], lambda row: row.fields.curator, width=24),
            TableColumn(TITLES["school_subject"], lambda row: row.fields.school_subject, width=20),
            TableColumn(TITLES["institution_id"], lambda row: row.institution, width=24),
            TableColumn(TITLES["order_text"], lambda row: row.fields.order_text or None, width=24),
        ),
        names_people=True,
    )
