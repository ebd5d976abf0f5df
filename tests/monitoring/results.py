"""Results of exams for tests: one line for each institution and subject; the figures are counted by hand.

| ЕГЭ 2025 | participants | mean score |
|---|---|---|
| Физика: школа 1 | 10 | 60 |
| Физика: школа 2 | 30 | 40 |
| физика: Ключи (Дальний район) | 3 | 70 |
| Физика: Лесная (Дальний район) | 1 | 50 |
| Физика: Речная (Луговой район) | unknown | 90 |
| Химия: школа 1 | 4 | 80 |
| Химия: школа 2 | 6 | unknown |

Физика: own (10·60 + 30·40) / 40 = 45, others (3·70 + 1·50) / 4 = 65. Химия: own 80 of four people, others none.
In 2024 there is Физика of school 1 alone: 20 participants, 50.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine

from gmk.db.keys import name_key
from gmk.db.session import write_session
from gmk.db.tables import ExamResult
from tests.training.office import Office

FAR, MEADOW = "Дальний район", "Луговой район"
FIRST, SECOND = "СОШ № 1", "СОШ № 2"


@dataclass(frozen=True)
class Schools:
    """The ids of the town's own schools."""

    first: int
    second: int


def build(engine: Engine | None = None) -> Schools:
    """Writes the results into a database, that of the test unless another is given."""
    with write_session(engine) as session:
        office = Office(session)
        schools = Schools(office.institution(FIRST, number=1), office.institution(SECOND, number=2))
        session.add_all(
            [
                exam("Физика", schools.first, 10, 60.0),
                exam("Физика", schools.second, 30, 40.0),
                exam("физика", "СОШ с. Ключи", 3, 70.0, municipality=FAR),
                exam("Физика", "СОШ с. Лесная", 1, 50.0, municipality="дальний  район"),
                exam("Физика", "СОШ с. Речная", None, 90.0, municipality=MEADOW),
                exam("Химия", schools.first, 4, 80.0),
                exam("Химия", schools.second, 6, None),
                exam("Физика", schools.first, 20, 50.0, year=2024),
            ]
        )
        return schools


def exam(subject: str, where: int | str, participants: int | None, mean: float | None, **more: Any) -> ExamResult:
    """One record: of an own institution by its id, of another municipality's by its name."""
    name = where if isinstance(where, str) else f"школа {where}"
    fields = {"procedure": "ЕГЭ", "year": 2025, "institution_id": where if isinstance(where, int) else None, **more}
    return ExamResult(
        institution_name=name,
        institution_key=name_key(name),
        school_subject=subject,
        participants=participants,
        mean_score=mean,
        **fields,
    )
