"""The journal speaks Russian of every record that an import can write."""

import pytest
from sqlalchemy import Engine

from gmk.access import CONSOLE
from gmk.changes.labels import label
from gmk.db.session import read_session
from gmk.db.tables import ContestResult, ExamResult, ImportRun, Table
from gmk.intake.change_journal import change_set
from gmk.intake.change_rows import FieldChange, RecordChange
from gmk.intake.field_titles import TITLES
from gmk.service import load
from gmk.ui.upload.words import value_text
from tests.intake.readings import institutions, person, sheet, write

KEPT_FOR_THE_PROGRAM = {
    "id", "version", "educator_id", "name_key", "alias_key", "title_key", "position_key", "participant_key",
    "institution_key", "last_counted_on", "last_counted_year", "posts_here", "post_count", "copied_from_id",
}  # fmt: skip
OF_IMPORTS = ("institution", "employment", "course_record", "association", "membership", "activity", "contest_result")


def records(import_id: int) -> list[RecordChange]:
    with read_session() as session:
        run = session.get(ImportRun, import_id)
        assert run is not None
        set_id = run.change_set_id
    return list(load(CONSOLE, change_set, set_id=set_id).records)


def told(record: RecordChange) -> dict[str, str]:
    return {one.title: value_text(one.name, one.new) for one in record.fields}


@pytest.mark.parametrize("entity", OF_IMPORTS)
def test_every_column_that_people_fill_has_a_title(entity: str) -> None:
    assert set(Table.metadata.tables[entity].c.keys()) - set(TITLES[entity]) <= KEPT_FOR_THE_PROGRAM


def test_an_exam_names_its_institution_once() -> None:
    left = set(Table.metadata.tables["exam_result"].c.keys()) - set(TITLES["exam_result"])
    assert left - KEPT_FOR_THE_PROGRAM == {"institution_id"}


def test_a_membership_is_told_with_its_association(database: Engine) -> None:
    write(institutions())
    row = person("Иванова Анна Петровна") | {
        "association": "ГМО учителей физики", "association_kind": "gmo", "role": "leader"
    }  # fmt: skip
    made = records(write(sheet("roster", [row])))
    association = next(one for one in made if one.label == "ГМО учителей физики")
    assert told(association) == {
        "Объединение": "ГМО учителей физики",
        "Вид объединения": "городское методическое объединение",
    }
    member = next(one for one in made if one.label == "Иванова Анна Петровна: членство в объединении")
    assert told(member)["Объединение"] == "ГМО учителей физики"
    assert told(member)["Роль в объединении"] == "руководитель"


def test_results_are_called_by_who_and_what(database: Engine) -> None:
    write(institutions())
    contest = {"contest": "Шаг в будущее", "participant": "Петров Иван", "result": "winner", "school_year": 2026}
    made = records(write(sheet("results", [contest | {"institution": "СОШ №1"}])))
    assert [one.label for one in made] == ["Петров Иван · Шаг в будущее"]
    assert FieldChange("result", "Результат", None, "winner") in made[0].fields
    exam = {"procedure": "ЕГЭ", "year": 2026, "subject": "Физика", "participants": 7, "institution": "СОШ №1"}
    made = records(write(sheet("exams", [exam])))
    assert [one.label for one in made] == ["МБОУ «СОШ № 1» · ЕГЭ · Физика · 2026"]
    assert told(made[0])["Участников"] == "7"


def test_a_result_that_says_nothing_is_called_by_its_number(database: Engine) -> None:
    with read_session() as session:
        session.add(ContestResult(id=7, result="winner"))
        session.add(
            ExamResult(id=8, institution_name="Школа", institution_key="школа", procedure="", school_subject="")
        )
        session.flush()
        assert label(session, "contest_result", 7) == "результат конкурса № 7"
        assert label(session, "exam_result", 8) == "Школа"
