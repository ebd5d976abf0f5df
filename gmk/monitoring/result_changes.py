"""What results change: those of contests by their participants, those of exams by institution and subject."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import or_
from sqlmodel import Session, col

from gmk.changes.draft import Differences, Draft, Record, differences
from gmk.db import bulk
from gmk.db.keys import name_key
from gmk.db.tables import ContestResult, ExamResult
from gmk.monitoring.exam_columns import MEASURES
from gmk.people.directory import records_of

CONTEST_FIELDS = (
    "school_year", "contest", "school_subject", "stage", "level", "nomination", "grade", "participant",
    "participant_count", "mentor", "result", "place", "score", "order_text",
)  # fmt: skip
_NAMES_IN_SHEETS = {"school_subject": "subject", "order_text": "order"}
Key = tuple[Any, ...]
Fate = Literal["create", "update", "unchanged", "known"]


@dataclass(slots=True)
class ResultBook:
    """The records of one table and what becomes of them; `known` are those of the loaded years and the rows above."""

    entity: str
    draft: Draft
    known: dict[Key, Record] = field(default_factory=dict)
    loaded: set[int | None] = field(default_factory=set)

    def apply(self, key: Key, values: Record) -> tuple[Fate, Differences]:
        """One record: what becomes of it, and old → new of what it changes."""
        stored = self.known.get(key)
        if stored is None:
            self.known[key] = self.draft.create(self.entity, values)
            return "create", {}
        if self.draft.policy == "skip":
            return ("known" if differences(stored, values, "update") else "unchanged"), {}
        found = self.draft.update(self.entity, stored, values)
        return ("update" if found else "unchanged"), found


def contest_record(values: Mapping[str, Any], institution_id: int | None) -> Record:
    """A row of a list of results as it is stored."""
    record = {name: values.get(_NAMES_IN_SHEETS.get(name, name)) for name in CONTEST_FIELDS}
    return record | {
        "participant_key": name_key(values.get("participant") or ""),
        "institution_id": institution_id,
    }


def contest_key(record: Mapping[str, Any]) -> Key:
    """Contest, subject, stage, school year and participant; of a mere number of participants the institution."""
    who = record["participant_key"] or record["institution_id"]
    what = (name_key(record["contest"] or ""), name_key(record["school_subject"] or ""))
    return (*what, record["stage"], record["school_year"], who)


def exam_record(values: Mapping[str, Any], institution_id: int | None, name: str) -> Record:
    """The results in one subject as they are stored; `name` is that of the institution."""
    record = {measure: values.get(measure) for measure in MEASURES}
    return record | {
        "municipality": values.get("municipality"),
        "institution_id": institution_id,
        "institution_name": name,
        "institution_key": name_key(name),
        "procedure": values.get("procedure") or "",
        "year": values.get("year"),
        "school_subject": values["subject"],
        "grade": values.get("grade"),
    }


def exam_key(record: Mapping[str, Any]) -> Key:
    """Institution (of another municipality by its name there), procedure, subject, class, year."""
    where = record["institution_id"] or (name_key(record["municipality"] or ""), record["institution_key"])
    of_what = (name_key(record["procedure"]), name_key(record["school_subject"]))
    return (where, *of_what, record["grade"], record["year"])


def load_contest_results(session: Session, years: Iterable[int | None]) -> dict[Key, Record]:
    """The stored results of the school years, and those without a year."""
    return {contest_key(one): one for one in _of_years(session, ContestResult, col(ContestResult.school_year), years)}


def load_exam_results(session: Session, years: Iterable[int | None]) -> dict[Key, Record]:
    """The stored results of exams of the years, and those without a year."""
    return {exam_key(one): one for one in _of_years(session, ExamResult, col(ExamResult.year), years)}


def _of_years(session: Session, table: Any, column: Any, years: Iterable[int | None]) -> list[Record]:
    named = [year for year in years if year is not None]
    return records_of(session, table, or_(column.is_(None), bulk.among(session.connection(), column, named)))
