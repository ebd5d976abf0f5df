"""Results of contests for tests; the figures are counted by hand.

2025/26, municipal stage: school 1 has a winner, a prize and a participant, school 2 a prize. National level: school 2
has 12 participants without names, and a winner whose institution isn't named. 2024/25: a winner of school 1.
"""

from typing import Any

from gmk.db.keys import name_key
from gmk.db.session import write_session
from gmk.db.tables import ContestResult
from tests.monitoring.results import FIRST, SECOND, Schools
from tests.training.office import Office


def build() -> Schools:
    """Writes the contests into the database of the test."""
    with write_session() as session:
        office = Office(session)
        schools = Schools(office.institution(FIRST, number=1), office.institution(SECOND, number=2))
        session.add_all(
            [
                _result("winner", schools.first, "Лисицын Олег"),
                _result("prize", schools.first, "Ёлкина Мария"),
                _result("participant", schools.first, "Белкин Ян"),
                _result("prize", schools.second, "Совина Ада"),
                _result("participant", schools.second, None, stage=None, level="national", participant_count=12),
                _result("winner", None, "Рысев Лев", stage=None, level="national"),
                _result("winner", schools.first, "Лисицын Олег", school_year=2024),
            ]
        )
        return schools


def _result(result: str, institution_id: int | None, participant: str | None, **more: Any) -> ContestResult:
    fields = {"school_year": 2025, "stage": "municipal", "school_subject": "Химия", **more}
    key = name_key(participant or "")
    return ContestResult(
        result=result, institution_id=institution_id, participant=participant, participant_key=key, **fields
    )
