from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from gmk.access import CONSOLE, EVERYTHING, Role, Scope, User
from gmk.db.session import read_session, write_session
from gmk.db.tables import ChangeSetRecord, Educator, Employment, Institution
from gmk.errors import Conflict, NotAllowed, RuleBroken
from gmk.people.actions import edit_educator, edit_post, end_post
from gmk.people.rows import EducatorFields, PostFields

DAY = date(2026, 11, 25)
OWN, OTHER = Scope(frozenset({1})), Scope(frozenset({2}))
COORDINATOR = User(None, "shkola", "Заречная Вера", frozenset({Role.COORDINATOR}), frozenset({1}))
VERA = EducatorFields("Ёлкина", "Вера", "Ивановна", birth_year=1980, phone="2-22-22")
POST = PostFields("учитель", "main", None, ("физика",), date(2020, 9, 1))


def _do(action: Callable[..., Any], *, user: User = CONSOLE, scope: Scope = EVERYTHING, **arguments: Any) -> None:
    with write_session() as session:
        action(session, user=user, scope=scope, **arguments)


@pytest.fixture
def vera(database: Engine) -> None:
    """Educator 1: a teacher (post 1) and a logopedist (post 2) at institution 1, formerly at institution 2 (post 3)."""
    with write_session() as session:
        session.add_all(Institution(id=i, kind="school", number=i, name=f"№ {i}", name_key=f"№ {i}") for i in (1, 2))
        session.add(
            Educator(
                id=1,
                last_name="Ёлкина",
                first_name="Вера",
                patronymic="Ивановна",
                name_key="елкина вера ивановна",
                birth_year=1980,
                phone="2-22-22",
            )
        )
        session.flush()
        session.add_all(
            Employment(educator_id=1, position_key=position, position=position, **more)
            for position, more in (
                ("учитель", {"id": 1, "institution_id": 1, "subjects": ["физика"], "valid_from": date(2020, 9, 1)}),
                ("логопед", {"id": 2, "institution_id": 1}),
                ("логопед", {"id": 3, "institution_id": 2, "valid_to": date(2026, 11, 24)}),
            )
        )


def _educator() -> Educator:
    with read_session() as session:
        found = session.get_one(Educator, 1)
        session.expunge(found)
    return found


def _post(key: int = 1) -> Employment:
    with read_session() as session:
        found = session.get_one(Employment, key)
        session.expunge(found)
    return found


def _titles() -> list[str]:
    with read_session() as session:
        return list(session.exec(select(ChangeSetRecord.title).order_by(col(ChangeSetRecord.id))))


def test_a_corrected_name_is_found_under_the_new_one(vera: None) -> None:
    _do(edit_educator, educator_id=1, version=1, fields=replace(VERA, last_name="Соснова", phone=None), on=DAY)
    found = _educator()
    assert (found.last_name, found.name_key, found.phone) == ("Соснова", "соснова вера ивановна", None)
    assert (found.birth_year, found.version) == (1980, 2)
    assert _titles() == ["Исправлены сведения: Ёлкина Вера Ивановна"]


def test_a_person_saved_as_it_is_leaves_no_trace(vera: None) -> None:
    _do(edit_educator, educator_id=1, version=1, fields=VERA, on=DAY)
    assert (_educator().version, _titles()) == (1, [])


def test_the_second_of_two_editors_of_a_person_is_told_what_changed(vera: None) -> None:
    _do(
        edit_educator,
        user=COORDINATOR,
        scope=OWN,
        educator_id=1,
        version=1,
        fields=replace(VERA, phone="3-33-33"),
        on=DAY,
    )
    with pytest.raises(Conflict) as caught:
        _do(edit_educator, educator_id=1, version=1, fields=replace(VERA, email="vera@example.ru"), on=DAY)
    for part in ("Заречная Вера", "2-22-22", "3-33-33"):
        assert part in str(caught.value)
    assert (_educator().phone, _educator().email) == ("3-33-33", None)


def test_only_who_answers_for_a_post_that_has_not_ended_corrects_the_person(vera: None) -> None:
    fields = replace(VERA, phone=None)
    with pytest.raises(NotAllowed):
        _do(edit_educator, scope=OTHER, educator_id=1, version=1, fields=fields, on=DAY)
    _do(edit_educator, scope=OTHER, educator_id=1, version=1, fields=fields, on=date(2026, 11, 24))
    assert _educator().phone is None


def test_a_person_who_is_not_there_is_refused(vera: None) -> None:
    with pytest.raises(NotAllowed, match="Такого педагога в ваших учреждениях нет"):
        _do(edit_educator, educator_id=2, version=1, fields=VERA, on=DAY)


def test_a_post_is_corrected(vera: None) -> None:
    fields = replace(POST, position="Старший  учитель", kind="internal", leave="parental", subjects=("химия", "физика"))
    _do(edit_post, scope=OWN, employment_id=1, version=1, fields=fields)
    post = _post()
    assert (post.position, post.position_key, post.kind, post.leave) == (
        "Старший учитель", "старший учитель", "internal", "parental"
    )  # fmt: skip
    assert (post.subjects, post.valid_from, post.valid_to, post.version) == (
        ["химия", "физика"], date(2020, 9, 1), None, 2
    )  # fmt: skip
    assert _titles() == ["Исправлено место работы: Ёлкина Вера Ивановна"]


def test_a_second_post_of_the_same_name_is_refused(vera: None) -> None:
    with pytest.raises(RuleBroken, match="Такая должность у этого человека"):
        _do(edit_post, employment_id=1, version=1, fields=replace(POST, position="ЛОГОПЕД"))
    _do(edit_post, employment_id=3, version=1, fields=PostFields("учитель", "main", valid_to=date(2026, 11, 24)))
    assert _post(3).position == "учитель"


def test_a_post_ends_with_its_last_day(vera: None) -> None:
    _do(end_post, scope=OWN, employment_id=1, version=1, last_day=date(2020, 9, 1))
    assert (_post().valid_to, _post(2).valid_to) == (date(2020, 9, 1), None)
    assert _titles() == ["Работа закончена 01.09.2020: Ёлкина Вера Ивановна"]


def test_a_post_does_not_end_before_it_begins(vera: None) -> None:
    with pytest.raises(RuleBroken, match=r"работает здесь с 01\.09\.2020"):
        _do(end_post, employment_id=1, version=1, last_day=date(2020, 8, 31))
    assert _post().valid_to is None


def test_posts_outside_the_scope_stay_as_they_are(vera: None) -> None:
    with pytest.raises(NotAllowed, match="Такого места работы в ваших учреждениях нет"):
        _do(end_post, scope=OTHER, employment_id=1, version=1, last_day=DAY)
    with pytest.raises(NotAllowed):
        _do(edit_post, scope=OTHER, employment_id=1, version=1, fields=POST)
    assert _post().version == 1


def test_an_old_form_of_a_post_is_refused(vera: None) -> None:
    _do(end_post, employment_id=1, version=1, last_day=DAY)
    with pytest.raises(Conflict):
        _do(edit_post, employment_id=1, version=1, fields=replace(POST, leave="long"))
    assert (_post().leave, _post().valid_to) == (None, DAY)


def test_a_conflict_tells_days_lists_and_codes_as_people_write_them(vera: None) -> None:
    now = replace(POST, kind="external", subjects=("физика", "химия"), valid_to=DAY)
    _do(edit_post, employment_id=1, version=1, fields=now)
    with pytest.raises(Conflict) as caught:
        _do(edit_post, employment_id=1, version=1, fields=POST)
    text = str(caught.value)
    assert "Занятость: было «основной работник», стало «внешний совместитель»" in text
    assert "Преподаваемые предметы: было «физика», стало «физика, химия»" in text
    assert "Последний день работы: было пусто, стало 25.11.2026" in text
    assert text.startswith("Пока вы работали, эту запись изменили (консоль, ")
