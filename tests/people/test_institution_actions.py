from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, func
from sqlmodel import col, select

from gmk.access import CONSOLE, EVERYTHING, Role, Scope, User
from gmk.db.keys import name_key
from gmk.db.session import read_session, write_session
from gmk.db.tables import ChangeSetRecord, Educator, Employment, InstitutionAlias, Municipality
from gmk.errors import Conflict, NotAllowed, RuleBroken
from gmk.people import institution_actions as actions
from gmk.people.queries import institutions
from gmk.people.rows import AliasRow, InstitutionFields, InstitutionRow

DAY = date(2026, 11, 25)
SCHOOL = InstitutionFields("МБОУ «СОШ № 2»", "school", number=2, short_name="СОШ № 2", phone="2-22-22")
COLLEAGUE = User(None, "metodist", "Ладейщикова Нина", frozenset({Role.METHODIST}))


def _do(action: Any, *, user: User = CONSOLE, scope: Scope = EVERYTHING, **arguments: Any) -> Any:
    with write_session() as session:
        return action(session, user=user, scope=scope, **arguments)


def _row(institution_id: int) -> InstitutionRow:
    with read_session() as session:
        return next(row for row in institutions(session, scope=EVERYTHING, on=DAY) if row.id == institution_id)


def _titles() -> list[str]:
    with read_session() as session:
        return list(session.exec(select(ChangeSetRecord.title).order_by(col(ChangeSetRecord.id))))


@pytest.fixture
def school(database: Engine) -> int:
    return int(_do(actions.add_institution, fields=SCHOOL))


def test_an_added_institution_is_there_and_in_the_journal(school: int) -> None:
    row = _row(school)
    assert (row.name, row.kind, row.number, row.phone, row.version) == ("МБОУ «СОШ № 2»", "school", 2, "2-22-22", 1)
    assert _titles() == ["Добавлено учреждение «СОШ № 2»"]


def test_a_municipality_is_made_once(school: int) -> None:
    _do(actions.add_institution, fields=InstitutionFields("Гимназия", "gymnasium", municipality="Сосновый"))
    _do(actions.edit_institution, institution_id=school, version=1, fields=_with(municipality="СОСНОВЫЙ"))
    assert _row(school).municipality == "Сосновый"
    with read_session() as session:
        assert session.exec(select(func.count()).select_from(Municipality)).one() == 1


def _with(**changed: Any) -> InstitutionFields:
    return replace(SCHOOL, **changed)


@pytest.mark.parametrize(
    "fields",
    [InstitutionFields("Другое имя", "school", number=2), InstitutionFields("мбоу  «сош № 2»", "kindergarten")],
)
def test_a_second_one_with_the_same_number_or_name_is_refused(school: int, fields: InstitutionFields) -> None:
    with pytest.raises(RuleBroken, match="уже есть: «МБОУ «СОШ № 2»»"):
        _do(actions.add_institution, fields=fields)
    assert _titles() == ["Добавлено учреждение «СОШ № 2»"]


def test_an_edit_changes_what_differs_and_raises_the_version(school: int) -> None:
    _do(actions.edit_institution, institution_id=school, version=1, fields=_with(phone=None, address="Мира, 1"))
    row = _row(school)
    assert (row.phone, row.address, row.number, row.version, row.aliases) == (None, "Мира, 1", 2, 2, ())


def test_an_edit_without_a_difference_writes_nothing(school: int) -> None:
    _do(actions.edit_institution, institution_id=school, version=1, fields=SCHOOL)
    assert _row(school).version == 1
    assert len(_titles()) == 1


def test_a_former_name_stays_known(school: int) -> None:
    _do(actions.edit_institution, institution_id=school, version=1, fields=_with(name="МАОУ «Лицей Мира»"))
    assert [alias.alias for alias in _row(school).aliases] == ["МБОУ «СОШ № 2»"]


def test_the_second_of_two_editors_is_told_what_changed_and_by_whom(school: int) -> None:
    _do(actions.edit_institution, user=COLLEAGUE, institution_id=school, version=1, fields=_with(phone="3-33-33"))
    with pytest.raises(Conflict) as caught:
        _do(actions.edit_institution, institution_id=school, version=1, fields=_with(address="Мира, 1"))
    text = str(caught.value)
    assert "Ладейщикова Нина" in text
    assert "2-22-22" in text
    assert "3-33-33" in text
    assert (_row(school).phone, _row(school).address) == ("3-33-33", None)


def _employ(institution_id: int, *periods: tuple[date | None, date | None]) -> None:
    with write_session() as session:
        for since, until in periods:
            person = Educator(last_name="Ёлкина", first_name="Вера", name_key="елкина вера")
            session.add(person)
            session.flush()
            session.add(
                Employment(educator_id=person.id, institution_id=institution_id, valid_from=since, valid_to=until)
            )


def test_closing_ends_the_posts_that_still_hold_on_the_day_before(school: int) -> None:
    last = date(2026, 8, 31)
    _employ(school, (None, None), (last, date(2026, 9, 1)), (None, last), (None, date(2026, 8, 1)))
    ended = _do(actions.close_institution, institution_id=school, version=1, closed_on=date(2026, 9, 1))
    assert ended == 2
    with read_session() as session:
        days = session.exec(select(Employment.valid_to).order_by(col(Employment.id))).all()
    assert list(days) == [last, last, last, date(2026, 8, 1)]
    assert _row(school).closed_on == date(2026, 9, 1)
    assert _titles()[-1] == "Закрыто учреждение «СОШ № 2»"


def test_an_institution_is_not_closed_before_somebody_begins(school: int) -> None:
    _employ(school, (date(2026, 9, 1), None))
    with pytest.raises(RuleBroken, match="приняты позже этого дня"):
        _do(actions.close_institution, institution_id=school, version=1, closed_on=date(2026, 9, 1))
    assert _row(school).closed_on is None


def test_a_closed_institution_is_opened_again(school: int) -> None:
    _do(actions.close_institution, institution_id=school, version=1, closed_on=DAY)
    _do(actions.reopen_institution, institution_id=school, version=2)
    assert _row(school).closed_on is None


def test_a_taught_name_is_kept_until_it_is_removed(school: int) -> None:
    _do(actions.add_alias, institution_id=school, alias="  Вторая   школа ")
    (alias,) = _row(school).aliases
    assert alias == AliasRow(alias.id, "Вторая школа", 1)
    _do(actions.remove_alias, alias_id=alias.id, version=1)
    assert _row(school).aliases == ()
    assert _titles()[1:] == ["Название «Вторая школа» значит «СОШ № 2»", "Название «Вторая школа» забыто"]


def test_a_name_means_one_institution_only(school: int) -> None:
    other = _do(actions.add_institution, fields=InstitutionFields("Гимназия", "gymnasium"))
    _do(actions.add_alias, institution_id=school, alias="Вторая")
    with pytest.raises(RuleBroken, match="«вторая» уже значит «СОШ № 2»"):
        _do(actions.add_alias, institution_id=other, alias="вторая")
    with pytest.raises(RuleBroken, match="Так называется другое учреждение: «Гимназия»"):
        _do(actions.add_alias, institution_id=school, alias="ГИМНАЗИЯ")
    with pytest.raises(RuleBroken, match="Название не заполнено"):
        _do(actions.add_alias, institution_id=school, alias=" ")


def test_a_name_to_pass_over_can_be_forgotten(school: int) -> None:
    with write_session() as session:
        alias = InstitutionAlias(institution_id=None, alias="Чужая", alias_key=name_key("Чужая"))
        session.add(alias)
        session.flush()
        alias_id = alias.id
    with pytest.raises(RuleBroken, match="уже значит «не наше учреждение»"):
        _do(actions.add_alias, institution_id=school, alias="чужая")
    _do(actions.remove_alias, alias_id=alias_id, version=1)
    with pytest.raises(Conflict, match="уже нет"):
        _do(actions.remove_alias, alias_id=alias_id, version=1)


def test_a_narrow_scope_edits_no_reference(school: int) -> None:
    elsewhere = Scope(frozenset({school + 1}))
    for action, more in (
        (actions.add_institution, {"fields": InstitutionFields("Гимназия", "gymnasium")}),
        (actions.edit_institution, {"institution_id": school, "version": 1, "fields": _with(phone=None)}),
        (actions.close_institution, {"institution_id": school, "version": 1, "closed_on": DAY}),
        (actions.reopen_institution, {"institution_id": school, "version": 1}),
        (actions.add_alias, {"institution_id": school, "alias": "Вторая"}),
        (actions.remove_alias, {"alias_id": 1, "version": 1}),
    ):
        with pytest.raises(NotAllowed):
            _do(action, scope=elsewhere, **more)
    assert len(_titles()) == 1
