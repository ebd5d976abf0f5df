"""Results of contests and exams from the preview to the undo."""

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import Engine, select

from gmk.access import CONSOLE
from gmk.db.session import read_session, write_session
from gmk.db.tables import ContestResult, ExamResult, Institution, Municipality
from gmk.excel.reading import ReadingOptions
from gmk.intake.commit import commit_import
from gmk.intake.journal import undo_import
from gmk.intake.model import ImportOptions, ImportPreview
from gmk.intake.preview import preview_import
from gmk.intake.recognise import read_workbook
from gmk.service import load, save
from tests.fixtures.workbooks import workbook
from tests.intake.readings import codes, fates, institutions, write
from tests.monitoring.test_sheets import WIDE, WIDE_MERGED

CONTESTS = [
    ["Конкурсы 2025-2026 учебного года"],
    ["Конкурс", "Участник", "ОО", "Класс", "Результат", "Наставник"],
    ["Чтецы", "Лисицын Олег", "СОШ № 1", 5, "1 место", "Орлова А.П."],
    ["Чтецы", "Ёлкина Мария", "СОШ № 2", 6, "участник", ""],
    ["Чтецы", "Елкина Мария", "СОШ № 2", 6, "участник", ""],
]


def shown(rows: Sequence[Sequence[Any]], merged: Sequence[str] = ()) -> tuple[ImportPreview, bytes]:
    data = workbook({"Лист1": rows}, merged=merged)
    reading = read_workbook(data, file_name="книга.xlsx")
    return load(CONSOLE, preview_import, reading=reading, options=ImportOptions(ReadingOptions())), data


def written(rows: Sequence[Sequence[Any]], merged: Sequence[str] = ()) -> int:
    preview, data = shown(rows, merged)
    return save(CONSOLE, commit_import, preview=preview, data=data)


def stored(table: Any, *names: str) -> list[Any]:
    with read_session() as session:
        return sorted(map(tuple, session.execute(select(*(getattr(table, name) for name in names)))), key=str)


@pytest.fixture
def _town(database: Engine) -> None:
    write(institutions())


@pytest.mark.usefixtures("_town")
def test_contests_are_written_once_and_taken_back() -> None:
    assert fates(shown(CONTESTS)[0]) == ["create", "create", "skip"]
    number = written(CONTESTS)

    assert stored(ContestResult, "participant", "institution_id", "grade", "result", "place", "school_year") == [
        ("Ёлкина Мария", 2, 6, "participant", None, 2025),
        ("Лисицын Олег", 1, 5, "winner", 1, 2025),
    ]
    again = shown(CONTESTS)[0]
    assert (fates(again), again.change_set.changes) == (["unchanged", "unchanged", "skip"], [])

    undone = save(CONSOLE, undo_import, import_id=number)
    assert (undone.restored, undone.kept, stored(ContestResult, "id")) == (2, [], [])


@pytest.mark.usefixtures("_town")
def test_another_result_of_the_same_participant_is_an_update_and_in_one_file_a_conflict() -> None:
    written(CONTESTS)
    changed = [*CONTESTS[:2], [*CONTESTS[2][:4], "2 место", "Орлова А.П."]]
    assert [row.changes for row in shown(changed)[0].sheets[0].rows] == [
        {"result": ("winner", "prize"), "place": (1, 2)}
    ]
    assert codes(shown([*CONTESTS, changed[2]])[0])[-1] == ["row.conflict"]


@pytest.mark.usefixtures("_town")
def test_institutions_of_other_municipalities_are_kept_by_name_and_never_matched() -> None:
    preview = shown(WIDE, WIDE_MERGED)[0]
    assert [row.problems[0].code for row in preview.sheets[0].rows if row.action == "create"] == [
        "institution.external"
    ] * 3
    number = written(WIDE, WIDE_MERGED)

    assert stored(ExamResult, "institution_id", "institution_name", "school_subject", "mean_score", "participants") == [
        (None, 'МБОУ "СОШ № 1"', "Физика", 52.0, 15),
        (None, 'МБОУ "СОШ № 2"', "География", 60.0, 9),
        (None, 'МКОУ "СОШ с. Ключи"', "Физика", 50.0, 5),
    ]
    assert shown(WIDE, WIDE_MERGED)[0].change_set.changes == []
    assert save(CONSOLE, undo_import, import_id=number).restored == 3
    assert stored(ExamResult, "id") == []


@pytest.mark.usefixtures("_town")
def test_the_institutions_of_our_own_town_are_matched() -> None:
    with write_session() as session:
        session.add(Municipality(id=1, name="г. Ольховск", name_key="г. ольховск"))
        session.flush()
        session.get_one(Institution, 1).municipality_id = 1
    written(WIDE, WIDE_MERGED)

    assert stored(ExamResult, "institution_id", "school_subject", "year", "procedure") == [
        (1, "Физика", 2023, "ЕГЭ"),
        (2, "География", 2023, "ЕГЭ"),
        (None, "Физика", 2023, "ЕГЭ"),
    ]


@pytest.mark.usefixtures("_town")
def test_an_unknown_institution_without_a_municipality_is_a_question() -> None:
    preview = shown([["ОГЭ 2025"], ["ОО", "Предмет", "Средний балл"], ["СОШ № 77", "Химия", 4]])[0]
    assert codes(preview) == [["institution.unknown"]]
    assert [one.text for one in preview.unknown] == ["СОШ № 77"]
