"""A town of seven people for the tests of pages; the figures are counted by hand, as of 1 November 2026.

| | school | kindergarten | state |
|---|---|---|---|
| Берестова | main | internal | valid, 10.05.2025 |
| Вишнёва | main | | soon: 15.01.2024, due on 16.01.2027 |
| Громов | main | | valid, the year 2025 |
| Дубова | main | | overdue: 01.03.2022 |
| Ежова | main | | never |
| Журавлёва | | main | valid, 01.02.2026 |
| Зимина | | main | never: a seminar |

School 3 of 5, kindergarten 2 of 3 (too few to rank), all together 4 of 7.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine

from gmk.db.session import write_session
from gmk.training.latest import refresh_latest_counted
from tests.training.office import Office

ON = "2026-11-01"
SCHOOL, KINDERGARTEN = "СОШ № 1", "Детский сад № 2"


@dataclass(frozen=True)
class Town:
    """The ids of what the tests ask for."""

    school: int
    kindergarten: int
    vishneva: int
    zimina_seminar: int


def build(engine: Engine | None = None) -> Town:
    """Writes the town into a database, that of the test unless another is given."""
    with write_session(engine) as session:
        office = Office(session)
        school = office.institution(SCHOOL, number=1)
        kindergarten = office.institution(KINDERGARTEN, kind="kindergarten", number=2)
        berestova = office.employee(school, "Берестова Анна Ивановна")
        office.post(berestova, kindergarten, "педагог-психолог", kind="internal")
        office.course(berestova, date(2025, 5, 10))
        vishneva = office.employee(school, "Вишнёва Вера Петровна", subjects=["химия"])
        office.course(vishneva, date(2024, 1, 15), title="Новые *ФГОС*")
        office.course(office.employee(school, "Громов Глеб Ильич"), year=2025)
        office.course(office.employee(school, "Дубова Дарья Олеговна"), date(2022, 3, 1))
        office.employee(school, "Ежова Елена Юрьевна")
        office.course(office.employee(kindergarten, "Журавлёва Жанна Львовна"), date(2026, 2, 1))
        zimina = office.employee(kindergarten, "Зимина Зоя Марковна")
        seminar = office.course(zimina, date(2026, 3, 1), kind="seminar", hours=8)
        refresh_latest_counted(session, educator_ids=None)
        return Town(school, kindergarten, vishneva, seminar)
