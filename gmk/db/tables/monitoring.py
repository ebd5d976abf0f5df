"""Results of contests and olympiads, results of exams."""

from sqlalchemy import Index
from sqlmodel import Field

from gmk.db.tables.base import Table


class ContestResult(Table, table=True):
    """A result in a contest or an olympiad; key: contest or subject + stage + school year + participant.

    Of a child nothing is kept but name, institution, class, result and teacher (152-ФЗ, art. 5).
    """

    __tablename__ = "contest_result"
    __table_args__ = (Index(None, "school_year", "participant_key"), {"sqlite_autoincrement": True})

    id: int = Field(default=None, primary_key=True)
    school_year: int | None = None
    contest: str | None = None
    school_subject: str | None = None
    stage: str | None = None
    level: str | None = None
    nomination: str | None = None
    grade: int | None = None
    participant: str | None = None
    participant_key: str = ""
    participant_count: int | None = None
    institution_id: int | None = Field(default=None, foreign_key="institution.id", index=True)
    mentor: str | None = None
    result: str
    place: int | None = None
    score: float | None = None
    order_text: str | None = None
    version: int = 1


class ExamResult(Table, table=True):
    """Results of an institution in a subject; key: municipality + institution + procedure + subject + grade + year.

    An institution of another municipality is kept by name: `institution_id` is empty then. Shares are 0…1.
    """

    __tablename__ = "exam_result"
    __table_args__ = (Index(None, "procedure", "year", "school_subject"), {"sqlite_autoincrement": True})

    id: int = Field(default=None, primary_key=True)
    municipality: str | None = None
    institution_id: int | None = Field(default=None, foreign_key="institution.id", index=True)
    institution_name: str
    institution_key: str
    procedure: str
    year: int | None = None
    school_subject: str
    grade: int | None = None
    graduates: int | None = None
    participants: int | None = None
    below_threshold: int | None = None
    high_scores: int | None = None
    max_scores: int | None = None
    mean_score: float | None = None
    share_2: float | None = None
    share_3: float | None = None
    share_4: float | None = None
    share_5: float | None = None
    success_share: float | None = None
    quality_share: float | None = None
    version: int = 1
