import pytest
from sqlalchemy import Engine, func, select

from gmk.access import Role, User
from gmk.db.session import read_session
from gmk.db.tables import Educator, Employment, Institution
from gmk.intake.model import NEW_PERSON
from tests.intake.readings import SCHOOLS, codes, course, fates, institutions, person, preview, sheet, write

ANNA = "Иванова Анна Петровна"


@pytest.fixture(autouse=True)
def _town(sqlite: Engine) -> None:
    write(institutions())


def people() -> int:
    with read_session() as session:
        return session.scalar(select(func.count()).select_from(Educator)) or 0


def id_of(last_name: str) -> int:
    with read_session() as session:
        return session.scalars(select(Educator.id).where(Educator.last_name == last_name)).one()


def places_of(educator_id: int) -> list[str]:
    statement = select(Institution.name).join(Employment).where(Employment.educator_id == educator_id)
    with read_session() as session:
        return sorted(session.scalars(statement))


def test_a_name_with_one_slip_is_told_and_asked_about() -> None:
    write(sheet("staff", [person(ANNA, birth_year=1980)]))

    shown = preview(
        sheet("courses", [course("Ивонова Анна Петровна"), course("Ивонова Анна Петровна", title="Другое")])
    )

    assert codes(shown) == [["person.similar"], ["person.similar"]]
    assert fates(shown) == ["create", "create"]
    [question] = shown.people
    assert (question.text, question.count, question.is_open) == ("Ивонова Анна Петровна, МБОУ «СОШ № 1»", 2, False)
    assert question.candidates == (
        (str(id_of("Иванова")), "Иванова Анна Петровна, 1980 г. р., учитель, МБОУ «СОШ № 1»"),
    )


def test_the_same_person_by_answer_gets_the_courses_and_keeps_the_name() -> None:
    write(sheet("staff", [person(ANNA)]))
    rows = sheet("courses", [course("Ивонова Анна Петровна")])
    [question] = preview(rows).people

    shown = preview(rows, people={question.key: question.candidates[0][0]})
    write(rows, people={question.key: question.candidates[0][0]})

    assert codes(shown) == [[]]
    assert shown.people == []
    assert people() == 1
    assert id_of("Иванова")


def test_somebody_else_by_answer_is_made_and_not_asked_about_again() -> None:
    write(sheet("staff", [person(ANNA)]))
    rows = sheet("courses", [course("Ивонова Анна Петровна")])
    [question] = preview(rows).people

    shown = preview(rows, people={question.key: NEW_PERSON})
    write(rows, people={question.key: NEW_PERSON})

    assert (codes(shown), shown.people, people()) == ([[]], [], 2)


def test_a_slip_within_the_file_is_found_too_and_the_later_row_is_asked_about() -> None:
    rows = sheet("staff", [person(ANNA), person("Иванова Анна Петровнна")])

    shown = preview(rows)
    [question] = shown.people

    assert codes(shown) == [[], ["person.similar"]]
    assert question.candidates == (("иванова анна петровна", "Иванова Анна Петровна, из этого файла"),)
    assert fates(preview(rows, people={question.key: question.candidates[0][0]})) == ["create", "skip"]


@pytest.mark.parametrize(
    ("name", "school", "birth_year"),
    [
        ("Ивонова Анна Петровна", "СОШ №2", None),  # another institution
        ("Ивонова Анна Петровна", "СОШ №1", 1999),  # another age
        ("Ивонова Инна Петровна", "СОШ №1", None),  # two slips
        ("Ивонова А.П.", "СОШ №1", None),  # initials
    ],
)
def test_likeness_without_evidence_is_no_question(name: str, school: str, birth_year: int | None) -> None:
    write(sheet("staff", [person(ANNA, birth_year=1980)]))

    shown = preview(sheet("staff", [person(name, school, birth_year=birth_year)]))

    assert shown.people == []


def test_a_full_name_known_elsewhere_is_asked_and_the_answer_opens_a_second_post() -> None:
    write(sheet("staff", [person(ANNA, "СОШ №1")]))
    rows = sheet("courses", [course(ANNA, "СОШ №2")])

    asked = preview(rows)
    [question] = asked.people
    write(rows, people={question.key: question.candidates[0][0]})

    assert (codes(asked), question.is_open) == ([["person.ambiguous"]], True)
    assert people() == 1
    assert places_of(id_of("Иванова")) == ["МБОУ «СОШ № 1»", "МБОУ «СОШ № 2»"]


def test_a_namesake_by_answer_is_a_new_person_and_the_same_file_again_changes_nothing() -> None:
    write(sheet("staff", [person(ANNA, "СОШ №1")]))
    rows = sheet("courses", [course(ANNA, "СОШ №2"), course(ANNA, "СОШ №2", title="Другое")])
    [question] = preview(rows).people
    assert question.count == 2

    write(rows, people={question.key: NEW_PERSON})

    assert people() == 2
    assert fates(preview(rows)) == ["unchanged", "unchanged"]


def test_initials_that_fit_two_are_settled_by_an_answer() -> None:
    write(sheet("staff", [person(ANNA), person("Иванова Алла Павловна")]))
    rows = sheet("courses", [course("Иванова А.П.")])
    [question] = preview(rows).people

    assert [label for _, label in question.candidates] == [
        "Иванова Анна Петровна, учитель, МБОУ «СОШ № 1»",
        "Иванова Алла Павловна, учитель, МБОУ «СОШ № 1»",
    ]
    shown = preview(rows, people={question.key: question.candidates[1][0]})
    assert (codes(shown), fates(shown)) == ([[]], ["create"])


def test_an_answer_takes_nobody_from_institutions_of_others() -> None:
    write(sheet("staff", [person(ANNA, "СОШ №1")]))
    with read_session() as session:
        second = session.scalars(select(Institution.id).where(Institution.name == SCHOOLS[1])).one()
    coordinator = User(7, "school2", "Школа 2", frozenset({Role.COORDINATOR}), frozenset({second}))
    rows = sheet("courses", [course(ANNA, "СОШ №2")])
    key = f"иванова анна петровна|{second}|"

    asked = preview(rows, user=coordinator)
    forged = preview(rows, user=coordinator, people={key: str(id_of("Иванова"))})

    assert (codes(asked), asked.people) == ([["person.ambiguous"]], [])
    assert codes(forged) == [["person.ambiguous"]]
    assert codes(preview(rows, user=coordinator, people={key: NEW_PERSON})) == [[]]


@pytest.mark.parametrize("token", ["999", "нет такого", "-1", "²"])
def test_an_answer_that_names_nobody_counts_as_none(token: str) -> None:
    write(sheet("staff", [person(ANNA, "СОШ №1")]))
    rows = sheet("courses", [course(ANNA, "СОШ №2")])
    [question] = preview(rows).people

    assert preview(rows, people={question.key: token}).people == [question]
