"""What real offices have: namesakes, unknown posts, titles that look like totals, institutions without numbers."""

from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from gmk.db.keys import name_key
from gmk.db.tables import (
    Activity,
    Association,
    ContestResult,
    CourseRecord,
    Educator,
    Employment,
    ExamResult,
    Institution,
    Membership,
    Municipality,
    QualificationCategory,
)
from gmk.people.names import person_key


def build_awkward_office(session: Session, *, on: date) -> None:
    """Fills an empty database; as of the day a kindergarten is closed and a post has ended."""
    session.add(Municipality(id=1, name="г. Сосновый Бор", name_key="г. сосновый бор"))
    session.add(Association(id=1, name="Городской совет", name_key="городской совет", kind="council"))
    session.flush()
    session.add_all(_institutions(on))
    session.add_all(_people())
    session.flush()
    session.add_all(_posts(on))
    session.add_all(_courses(on))
    session.add_all([*_plan(), *_results(), *_exams()])


def _institutions(on: date) -> list[Institution]:
    return [
        _institution(1, "МБОУ «СОШ № 1»", kind="school", number=1, municipality_id=1),
        _institution(2, "Центр «Росинка»", short_name="Росинка", kind="additional"),
        _institution(3, "МБДОУ «Детский сад № 1»", kind="kindergarten", number=1, closed_on=on),
        _institution(4, "Итоговый центр", short_name="ИЦ"),
    ]


def _institution(place: int, name: str, **values: Any) -> Institution:
    return Institution(id=place, name=name, **({"kind": "other", "name_key": name_key(name)} | values))


def _people() -> list[Educator]:
    return [
        _person(1, "Иванова", "Анна", "Петровна"),
        _person(2, "Иванова", "Анна", "Петровна"),
        _person(3, "Петров", "И.", "С.", birth_year=1980),
        _person(4, "Римская-Корсакова", "Ольга"),
        _person(5, "О'Хара", "Вера", "Джеральдовна", phone="00123"),
    ]


def _person(place: int, last: str, first: str, patronymic: str | None = None, **values: Any) -> Educator:
    key = person_key(last, first, patronymic)
    return Educator(id=place, last_name=last, first_name=first, patronymic=patronymic, name_key=key, **values)


def _posts(on: date) -> list[Any]:
    return [
        _post(1, 1, "учитель"),
        _post(2, 1, "учитель"),
        Employment(educator_id=3, institution_id=2),
        _post(4, 1, "учитель", kind="external", subjects=["алгебра", "геометрия"]),
        _post(4, 2, "методист", leave="long", hired_on=date(2001, 2, 3)),
        _post(5, 1, "вожатая", valid_to=on - timedelta(days=1)),
        QualificationCategory(educator_id=1, category="first", awarded_on=date(2020, 1, 1)),
        QualificationCategory(educator_id=1, category="highest", awarded_on=date(2025, 1, 1), order_text="№ 5"),
        Membership(association_id=1, educator_id=1, role="leader", institution_id=1),
        Membership(association_id=1, educator_id=3, role="member"),
    ]


def _post(educator_id: int, institution_id: int, position: str, **values: Any) -> Employment:
    key = name_key(position)
    return Employment(
        educator_id=educator_id, institution_id=institution_id, position=position, position_key=key, **values
    )


def _courses(on: date) -> list[CourseRecord]:
    return [
        _course(1, "Итого о главном", finished_on=date(2025, 5, 5), institution_id=1),
        _course(2, "Всего понемногу; 36 часов", year=2024, institution_id=1, kind="internship", hours=300),
        _course(3, "Курс без места", year=2023),
        _course(5, "«Школа» и «Дом»", finished_on=on, document_number="007", institution_id=1, form="blended"),
    ]


def _course(educator_id: int, title: str, **values: Any) -> CourseRecord:
    usual = {"kind": "seminar", "title_key": name_key(title)}
    return CourseRecord(educator_id=educator_id, title=title, **(usual | values))


def _plan() -> list[Activity]:
    day = {"starts_on": date(2026, 9, 12), "ends_on": date(2026, 9, 12), "precision": "day"}
    people = ["Иванова А.П.", "заместитель по УВР и ВР"]
    return [
        _activity("Итоги года"),
        _activity("Всего один день", number="1", period_text="12.09.2026", responsible=people, **day),
        _activity("Педсовет", school_year=2025, section="Раздел 1", number="1.1"),
    ]


def _activity(title: str, **values: Any) -> Activity:
    usual = {"school_year": 2026, "precision": "undetermined", "title_key": name_key(title)}
    return Activity(title=title, **(usual | values))


def _results() -> list[ContestResult]:
    who = {"participant": "Сидоров Пётр", "participant_key": name_key("Сидоров Пётр"), "mentor": "Иванова А.П."}
    what = {"place": 2, "score": 12.5, "school_year": 2025, "stage": "municipal", "level": "national"}
    return [
        ContestResult(school_subject="Химия", participant_count=12, result="participant", institution_id=1, grade=9),
        ContestResult(contest="Всего лишь конкурс", result="prize", **who, **what),
    ]


def _exams() -> list[ExamResult]:
    return [
        _exam(1, municipality="г. Сосновый Бор", mean_score=55.108108108108105, share_2=0.071, success_share=1.0),
        _exam(None, municipality="Дальний район", participants=7),
        _exam(4, participants=3, grade=4, procedure=""),
    ]


def _exam(institution_id: int | None, **values: Any) -> ExamResult:
    name = {1: "МБОУ «СОШ № 1»", 4: "Итоговый центр"}.get(institution_id or 0, "СОШ № 1")
    usual = {"institution_name": name, "procedure": "ВПР", "year": 2026, "school_subject": "Химия"}
    return ExamResult(institution_id=institution_id, institution_key=name_key(name), **(usual | values))
