"""The roster of an association as a Word document, opened again."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document
from sqlalchemy import Engine, select

from gmk import service
from gmk.access import CONSOLE, Role, User
from gmk.associations import actions
from gmk.associations.rows import AssociationFields
from gmk.db.session import read_session
from gmk.db.tables import AccessRecord
from gmk.errors import NotAllowed
from gmk.plan.requisites import Requisites, change_requisites
from gmk.reports.roster_papers import roster_file
from gmk.vocabulary import MembershipRole
from tests.associations.office import COORDINATOR, ON, VIEWER, do, join, open_office
from tests.reports.papers.test_papers import HOSTILE, rows, texts

HEAD = User(None, "golova", "Берестова А. К.", frozenset({Role.HEAD}))


@pytest.fixture(autouse=True)
def office(sqlite: Engine) -> None:
    """Громова leads the ГМО since 2025, Белова belongs since then, Ежова until October."""
    open_office()
    do(
        actions.edit_association,
        association_id=1,
        version=1,
        fields=AssociationFields("ГМО учителей физики", "gmo", order_text="приказ от 01.09.2026 № 181-О"),
    )
    join(1)
    join(2, role=MembershipRole.LEADER)
    join(3, until=date(2026, 10, 31))


def test_the_paper_names_the_order_and_the_members_of_the_day() -> None:
    service.save(CONSOLE, change_requisites, version=0, told=Requisites(head_name="Берестова А. К."))
    paper = roster_file(HEAD, 1, on=ON)
    assert texts(paper)[:6] == [
        "Приложение", "к приказу от 01.09.2026 № 181-О", "", "Состав объединения", "ГМО учителей физики",
        "на 01.11.2026",
    ]  # fmt: skip
    assert "Руководитель городского методического кабинета ____________________ Берестова А. К." in texts(paper)
    (table,) = [n for n, one in enumerate(Document(BytesIO(paper)).tables) if len(one.rows) > 1]
    told = rows(paper, table)
    assert [(row[0], row[1]) for row in told] == [("1", "Громова Анна Ивановна"), ("2", "Белова Анна Ивановна")]
    assert "руководитель" in told[0]
    assert "СОШ № 1" in told[0]


@pytest.mark.parametrize(
    ("order", "line"),
    [
        ("Приказ комитета от 30.08.2026 № 240", "к приказу комитета от 30.08.2026 № 240"),
        ("№ 12-п", "к приказу № 12-п"),
        ("", "к приказу № ____ от «___» __________ 20___ г."),
    ],
)
def test_the_order_is_named_once(order: str, line: str) -> None:
    fields = AssociationFields("Совет", "council", order_text=order)
    do(actions.edit_association, association_id=2, version=1, fields=fields)
    assert texts(roster_file(HEAD, 2, on=ON))[1] == line


def test_a_day_before_has_another_roster() -> None:
    assert "Ежова Анна Ивановна" in texts(roster_file(HEAD, 1, on=date(2026, 10, 31)))


def test_a_hostile_name_stays_text() -> None:
    do(actions.edit_association, association_id=2, version=1, fields=AssociationFields(HOSTILE, "council"))
    assert HOSTILE in texts(roster_file(HEAD, 2, on=ON))


def test_the_access_log_knows_of_it() -> None:
    roster_file(HEAD, 1, on=ON)
    with read_session() as session:
        noted = [(one.what, one.row_count) for one in session.scalars(select(AccessRecord))]
    assert ("документ: состав объединения", 2) in noted


def test_who_may_not_see_names_gets_none() -> None:
    with pytest.raises(NotAllowed):
        roster_file(VIEWER, 1, on=ON)


def test_a_coordinator_gets_the_people_of_the_own_institution() -> None:
    said = texts(roster_file(COORDINATOR, 1, on=date(2026, 10, 31)))
    assert "Белова Анна Ивановна" in said
    assert "Ежова Анна Ивановна" not in said
