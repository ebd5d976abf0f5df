from datetime import date

import pytest
from sqlalchemy import Engine, select

from gmk.access import Role, User
from gmk.db.session import read_session
from gmk.db.tables import CourseRecord, Educator, Employment, Institution, InstitutionAlias, QualificationCategory
from gmk.intake.model import Answer
from tests.intake.readings import (
    codes,
    course,
    fates,
    institutions,
    person,
    preview,
    rows_of,
    sheet,
    with_error,
    write,
)

ANNA = "Иванова Анна Петровна"


@pytest.fixture(autouse=True)
def _town(sqlite: Engine) -> None:
    write(institutions())


def stored(table: type) -> list:  # type: ignore[type-arg]
    with read_session() as session:
        found = session.scalars(select(table)).all()
        session.expunge_all()
        return list(found)


def ids() -> dict[str, int]:
    return {one.name: one.id for one in stored(Institution)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("МБОУ \"СОШ № 1\"", "МБОУ «СОШ № 1»"),
        ("СОШ №1", "МБОУ «СОШ № 1»"),
        ("школа 1", "МБОУ «СОШ № 1»"),
        ("МБОУ «СОШ №1» г. Сосновый Бор", "МБОУ «СОШ № 1»"),
        ("детский сад № 8", "МБДОУ «Детский сад № 8»"),
        ("д/с 8", "МБДОУ «Детский сад № 8»"),
        ("лицей 8", "МБОУ «Лицей № 8»"),
    ],
)  # fmt: skip
def test_an_institution_is_known_by_kind_and_number(text: str, name: str) -> None:
    shown = preview(sheet("courses", [course(ANNA, text)]))

    assert rows_of(shown)[0].values["institution"] == name


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("школа 8", "institution.ambiguous"),
        ("СОШ № 77", "institution.unknown"),
        ("детский сад № 1", "institution.unknown"),
        ("Лицей «Созвездие»", "institution.unknown"),
    ],
)
def test_an_institution_that_isnt_surely_known_is_an_error_with_its_cell(text: str, code: str) -> None:
    shown = preview(sheet("courses", [course(ANNA, text)]))

    told = rows_of(shown)[0].problems[0]
    assert (told.code, told.cell, told.value) == (code, "C2", text)
    assert rows_of(shown)[0].values["institution"] == text


def test_an_unknown_name_is_asked_about_once_with_its_count() -> None:
    shown = preview(
        sheet("courses", [course(ANNA, "СОШ 77"), course(ANNA, "школа 8"), course("Петрова Анна", "СОШ 77")])
    )

    asked = {one.text: (one.count, one.ambiguous) for one in shown.unknown}
    assert asked == {"СОШ 77": (2, False), "школа 8": (1, True)}
    lyceum = next(one for one in shown.unknown if one.text == "школа 8")
    assert lyceum.candidates == ((ids()["МБОУ «Лицей № 8»"], "МБОУ «Лицей № 8»"),)


def test_an_answer_is_remembered_for_the_next_file() -> None:
    lyceum = ids()["МБОУ «Лицей № 8»"]
    answers = {"школа 8": Answer("match", lyceum)}
    write(sheet("courses", [course(ANNA, "школа 8")]), answers=answers)

    assert [(one.alias, one.institution_id) for one in stored(InstitutionAlias)] == [("школа 8", lyceum)]
    assert fates(preview(sheet("courses", [course("Петрова Мария Ивановна", "Школа 8")]))) == ["create"]


def test_a_reading_can_be_previewed_again_with_another_answer() -> None:
    rows = sheet("courses", [course(ANNA, "школа 8")])
    first, last = ids()["МБОУ «СОШ № 1»"], ids()["МБОУ «Лицей № 8»"]

    names = [
        rows_of(preview(rows, answers={"школа 8": Answer("match", key)}))[0].values["institution"]
        for key in (first, last)
    ]

    assert names == ["МБОУ «СОШ № 1»", "МБОУ «Лицей № 8»"]
    assert codes(preview(rows)) == [["institution.ambiguous"]]
    assert rows_of(preview(rows))[0].values["institution"] == "школа 8"


def test_rows_of_a_name_to_ignore_are_skipped_now_and_later() -> None:
    rows = sheet("courses", [course(ANNA, "Центр «Радуга»"), course(ANNA)])
    write(rows, answers={"центр «радуга»": Answer("ignore")})

    shown = preview(rows)
    assert (fates(shown), codes(shown)[0]) == (["skip", "unchanged"], ["institution.ignored"])


def test_an_institution_to_create_is_made_with_the_row() -> None:
    write(sheet("courses", [course(ANNA, "СОШ № 77")]), answers={"сош № 77": Answer("create")})

    made = next(one for one in stored(Institution) if one.name == "СОШ № 77")
    assert (made.kind, made.number) == ("school", 77)
    assert [one.institution_id for one in stored(CourseRecord)] == [made.id]


def test_institutions_of_the_same_workbook_are_known_to_its_other_sheets() -> None:
    new = sheet("institutions", [{"name": "СОШ № 5", "kind": "school", "number": 5}], "ОО")

    assert fates(preview(sheet("courses", [course(ANNA, "школа 5")], "Курсы"), new)) == ["create", "create"]


def test_a_course_opens_a_post_if_the_person_has_none_there() -> None:
    write(sheet("courses", [course(ANNA), course(ANNA, title="Оценивание")]))

    posts = stored(Employment)
    assert [(one.position, one.valid_from, one.kind) for one in posts] == [("учитель", None, "main")]
    assert len(stored(CourseRecord)) == 2


def test_a_full_name_at_another_institution_is_a_question() -> None:
    write(sheet("courses", [course(ANNA)]))

    shown = preview(sheet("courses", [course(ANNA, "СОШ № 2")]))

    assert codes(shown) == [["person.ambiguous"]]
    assert "МБОУ «СОШ № 1»" in rows_of(shown)[0].problems[0].message


def test_a_birth_year_tells_namesakes_apart() -> None:
    write(sheet("staff", [person(ANNA, birth_year=1980)]))

    other = sheet("staff", [person(ANNA, "СОШ № 2", birth_year=1990)])
    same = sheet("staff", [person(ANNA, "СОШ № 2", birth_year=1980)])
    write(other)
    assert len(stored(Educator)) == 2
    write(same)
    assert len(stored(Educator)) == 2
    assert len(stored(Employment)) == 3


def test_initials_are_matched_within_the_institution() -> None:
    write(sheet("staff", [person(ANNA), person("Иванова Ольга Петровна", "СОШ № 2")]))

    shown = preview(sheet("courses", [course("Иванова А. П."), course("Иванова О. П.", "СОШ № 2")]))

    assert (fates(shown), codes(shown)) == (["create", "create"], [[], []])
    assert [change.entity for change in shown.change_set.changes] == ["course_record"] * 2


def test_initials_that_fit_two_people_of_database_and_file_are_an_error() -> None:
    write(sheet("staff", [person(ANNA)]))

    shown = preview(sheet("courses", [course("Иванова А. П."), course("Иванова Алла Павловна", title="Другой")]))

    assert fates(shown) == ["error", "create"]
    assert codes(shown)[0] == ["person.ambiguous"]
    assert "Иванова Анна Петровна, Иванова Алла Павловна" in rows_of(shown)[0].problems[0].message


def test_a_name_in_a_row_with_errors_still_tells_who_initials_are() -> None:
    broken = sheet("courses", [course("Иванова А. П.")])
    broken.rows.append(with_error(course(ANNA, title="Другой")))

    shown = preview(broken)

    assert (fates(shown), codes(shown)) == (["create", "error"], [[], ["number.unreadable"]])
    made = next(change.after for change in shown.change_set.changes if change.entity == "educator")
    assert made is not None
    assert made["first_name"] == "Анна"


def test_unknown_initials_make_a_person_with_a_warning_and_the_same_file_again_finds_it() -> None:
    rows = sheet("courses", [course("Иванова А. П.")])

    assert codes(preview(rows)) == [["person.initials_only"]]
    write(rows)
    assert (fates(preview(rows)), codes(preview(rows))) == (["unchanged"], [[]])


def test_a_repeated_row_is_skipped_and_a_contradicting_one_is_an_error() -> None:
    shown = preview(sheet("courses", [course(ANNA), course(ANNA), course(ANNA, hours=72)]))

    assert fates(shown) == ["create", "skip", "error"]
    assert codes(shown) == [[], ["row.duplicate"], ["row.conflict"]]
    assert shown.sheets[0].totals == {"rows": 3, "create": 1, "update": 0, "unchanged": 0, "skip": 1, "error": 1}


def test_an_empty_cell_never_erases() -> None:
    write(sheet("staff", [person(ANNA, phone="111", education="высшее")]))

    assert fates(preview(sheet("staff", [person(ANNA, phone=None)]))) == ["unchanged"]


@pytest.mark.parametrize(
    ("policy", "action", "changes"),
    [
        ("update", "update", {"phone": ("111", "222"), "education": (None, "высшее")}),
        ("fill", "update", {"education": (None, "высшее")}),
        ("skip", "skip", {}),
    ],
)
def test_the_policy_says_what_becomes_of_known_records(policy: str, action: str, changes: dict) -> None:  # type: ignore[type-arg]
    write(sheet("staff", [person(ANNA, phone="111")]))

    shown = preview(sheet("staff", [person(ANNA, phone="222", education="высшее")]), policy=policy)

    row = rows_of(shown)[0]
    assert (row.action, row.changes) == (action, changes)


def test_two_rows_about_one_person_make_one_change() -> None:
    write(sheet("staff", [person(ANNA), person(ANNA, position="логопед")]))

    rows = [person(ANNA, phone="111"), person(ANNA, position="логопед", education="высшее")]
    shown = preview(sheet("staff", rows))

    assert [(one.entity, one.after) for one in shown.change_set.changes] == [
        ("educator", {"phone": "111", "education": "высшее"})
    ]
    write(sheet("staff", rows))
    assert [(one.phone, one.education, one.version) for one in stored(Educator)] == [("111", "высшее", 2)]


def test_a_new_category_is_added_and_the_old_one_stays() -> None:
    write(sheet("staff", [person(ANNA, category="first", category_awarded_on=date(2021, 5, 1))]))
    rows = sheet("staff", [person(ANNA, category="highest", category_awarded_on=date(2026, 5, 1))])

    assert rows_of(preview(rows))[0].changes == {"category": ("first", "highest")}
    write(rows)
    assert [one.category for one in stored(QualificationCategory)] == ["first", "highest"]
    assert fates(preview(rows)) == ["unchanged"]


def test_courses_of_the_training_column_are_written_with_the_staff() -> None:
    training = [{"title": "Первая помощь", "kind": "advanced", "hours": 36, "year": 2025}]
    rows = sheet("staff", [person(ANNA, courses=training)])
    write(rows)

    assert [(one.title, one.year, one.hours) for one in stored(CourseRecord)] == [("Первая помощь", 2025, 36)]
    assert fates(preview(rows)) == ["unchanged"]


def test_who_works_there_and_isnt_in_the_file_is_listed() -> None:
    write(
        sheet("staff", [person(ANNA), person("Петрова Мария Ивановна"), person("Сидорова Ольга Ильинична", "СОШ № 2")])
    )

    shown = preview(sheet("staff", [person(ANNA)]))

    assert [one.label for one in shown.sheets[0].not_in_file] == ["Петрова Мария Ивановна, учитель, МБОУ «СОШ № 1»"]


def test_a_wide_row_carries_several_courses() -> None:
    records = [{"title": "А", "kind": "advanced", "year": 2024}, {"title": "Б", "kind": "advanced", "year": 2025}]
    row = person(ANNA) | {"records": records}
    write(sheet("courses", [row]))

    assert [(one.title, one.year) for one in stored(CourseRecord)] == [("А", 2024), ("Б", 2025)]
    more = person(ANNA) | {"records": [*records, {"title": "В", "kind": "advanced", "year": 2026}]}
    assert fates(preview(sheet("courses", [row]))) == ["unchanged"]
    assert fates(preview(sheet("courses", [more]))) == ["create"]


def test_staff_without_an_institution_is_an_error() -> None:
    assert codes(preview(sheet("staff", [person(ANNA, None)]))) == [["institution.missing"]]
    assert codes(preview(sheet("courses", [course(ANNA, None)]))) == [[]]


def test_a_coordinator_writes_own_institutions_only() -> None:
    own = frozenset({ids()["МБОУ «СОШ № 1»"]})
    user = User(None, "k", "Ответственная", frozenset({Role.COORDINATOR}), own)

    shown = preview(sheet("courses", [course(ANNA), course("Петрова Мария Ивановна", "СОШ № 2")]), user=user)
    assert (fates(shown), codes(shown)) == (["create", "error"], [[], ["institution.outside_scope"]])
    assert codes(preview(sheet("courses", [course(ANNA, None)]), user=user)) == [["institution.missing"]]
    assert codes(preview(sheet("institutions", [{"name": "СОШ 9", "kind": "school", "number": 9}]), user=user)) == [
        ["institution.outside_scope"]
    ]


def test_an_institution_is_updated_by_kind_and_number() -> None:
    row = {"name": "МБОУ «Средняя школа № 1»", "kind": "school", "number": 1, "municipality": "Город", "phone": "1"}

    assert rows_of(preview(sheet("institutions", [row])))[0].changes == {
        "name": ("МБОУ «СОШ № 1»", "МБОУ «Средняя школа № 1»"),
        "phone": (None, "1"),
        "municipality": (None, "Город"),
    }
    write(sheet("institutions", [row]))
    assert fates(preview(sheet("institutions", [row]))) == ["unchanged"]


def test_the_progress_of_a_long_comparison_is_told_and_may_end_it(database: Engine) -> None:
    write(institutions())
    rows = [course(f"Иванова Анна Петровна {number}") for number in range(2500)]
    told: list[float] = []
    preview(sheet("courses", rows), told=told.append)
    assert told == [0, 0.4, 0.8, 1]

    def stop(_share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        preview(sheet("courses", rows), told=stop)
