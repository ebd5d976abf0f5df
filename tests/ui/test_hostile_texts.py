"""Markup in names, titles, notes, file and sheet names is shown as it stands: never an emphasis, a link, a picture.

Every text that reaches the screen of a page is looked at as the browser gets it.
"""

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from google.protobuf.message import Message
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from gmk.access import CONSOLE, Role
from gmk.accounts.actions import add_user
from gmk.associations.actions import MemberFields, add_association, add_member
from gmk.associations.meetings import MeetingFields, add_meeting, note_attendance
from gmk.associations.mentoring import PairFields, add_pair
from gmk.associations.rows import AssociationFields
from gmk.associations.sites import SiteFields, add_site, ask_for_report
from gmk.db.keys import name_key
from gmk.db.session import read_session, write_session
from gmk.db.tables import ChangeRecord, ChangeSetRecord, Educator, ImportRun, Institution, InstitutionAlias
from gmk.intake import files
from gmk.intake.commit import commit_import
from gmk.plan.actions import add_activity
from gmk.plan.rows import ActivityFields
from gmk.questions.smart_lists import Conditions, save_list
from gmk.service import save
from gmk.training.latest import refresh_latest_counted
from gmk.ui.navigation import PAGES, Entry
from gmk.vocabulary import MembershipRole
from tests.fixtures.app import OpenApp
from tests.intake.readings import DATA, institutions, preview
from tests.pages.test_upload import press, texts, upload, workbook
from tests.training.office import Office

EVIL = "![к](http://evil.test/a.png) :red[к] $к$ <img src=http://evil.test/b.png> [к](http://evil.test) **к** `к`"
MARKUP = ("![к](", ":red[к]", "$к$", "<img", "[к](http", "**к**", "`к`", "http://evil", "=cmd|")
ESCAPED = re.compile(r"\\.")
SHOWN_AS_MARKDOWN = {"body", "label", "help", "text", "message", "caption"}
VERBATIM = ("code", "text", "arrow_data_frame")
DAY = "2026-11-01"


def marked(message: Message) -> Iterator[str]:
    """Every text of an element that the browser reads as Markdown."""
    for field, value in message.ListFields():
        if field.type == field.TYPE_MESSAGE:
            for one in value if field.is_repeated else (value,):
                if isinstance(one, Message):
                    yield from marked(one)
        elif field.type == field.TYPE_STRING and field.name in SHOWN_AS_MARKDOWN and not field.is_repeated:
            yield value


def nodes(node: Any) -> Iterator[Any]:
    yield node
    for child in getattr(node, "children", {}).values():
        yield from nodes(child)


def active(at: AppTest) -> list[str]:
    """What would act as markup somewhere on the screen."""
    found = []
    for node in nodes(at._tree):
        if node.type == "html":
            found += [mark for mark in ("<img", "<к", "onerror=") if mark in node.proto.body]
        elif isinstance(getattr(node, "proto", None), Message) and node.type not in (
            "code",
            "text",
            "arrow_data_frame",
        ):
            found += [text for text in marked(node.proto) if any(mark in ESCAPED.sub("", text) for mark in MARKUP)]
    return found


@pytest.fixture
def evil_town(sqlite: Engine) -> None:
    """Institution 1 with educator 1 and course 1, a taught name, an import and a correction: all texts are markup."""
    with write_session() as session:
        office = Office(session)
        school = office.institution(EVIL, number=1)
        session.get_one(Institution, school).short_name = EVIL
        one = Educator(last_name=EVIL, first_name=EVIL, name_key=name_key(EVIL), phone=EVIL, email=EVIL, education=EVIL)
        session.add(one)
        session.flush()
        office.post(one.id, school, EVIL, subjects=[EVIL])
        office.course(one.id, date(2025, 5, 10), title=EVIL, provider=EVIL, document_number=EVIL)
        office.course(one.id, date(2025, 5, 10), title=EVIL + "2", by_profile=False)
        refresh_latest_counted(session, educator_ids=None)
        session.add(InstitutionAlias(alias=EVIL, alias_key=name_key(EVIL), institution_id=school))
        session.add(InstitutionAlias(alias=EVIL + "2", alias_key=name_key(EVIL) + "2", institution_id=None))
        add_user(session, login="evil", full_name=EVIL, roles={Role.METHODIST}, password="учебный пароль")
        for kind in ("import", "form"):
            head = ChangeSetRecord(kind=kind, title=EVIL, user_name=EVIL)
            session.add(head)
            session.flush()
            changed = {"change_set_id": head.id, "entity": "educator", "entity_id": one.id, "action": "update"}
            values = {"before": {"phone": EVIL}, "after": {"phone": EVIL + "2"}, "version": 9}
            session.add(ChangeRecord(**changed, **values, sheet=EVIL, row=2))
            session.flush()
            if kind == "import":
                session.add(_import(head.id))


@pytest.fixture
def evil_office(evil_town: None) -> None:
    """On top of it a plan, an association with a meeting, a site, a pair and a list: all texts are markup."""
    day = date(2026, 9, 1)
    with write_session() as session:
        office = Office(session)
        two = Educator(last_name=EVIL, first_name="Два", name_key="два", experience_teaching_years=1)
        session.add(two)
        session.flush()
        office.post(two.id, 1, EVIL)
    planned = ActivityFields(
        EVIL, "сентябрь", EVIL, responsible=(EVIL,), institution_ids=(1,), audience=EVIL, place=EVIL, outcome=EVIL
    )
    save(CONSOLE, add_activity, school_year=2026, fields=planned)
    fields = AssociationFields(EVIL, EVIL, EVIL, 1, EVIL, EVIL, None, None, EVIL)
    key = save(CONSOLE, add_association, fields=fields)
    for person, role in ((1, MembershipRole.LEADER), (2, MembershipRole.MEMBER)):
        told = MemberFields(role, day, position=EVIL, order_text=EVIL)
        save(CONSOLE, add_member, association_id=key, educator_id=person, fields=told)
    meeting = MeetingFields(date(2026, 10, 1), EVIL, EVIL, EVIL, EVIL, EVIL)
    held = save(CONSOLE, add_meeting, association_id=key, fields=meeting)
    save(CONSOLE, note_attendance, meeting_id=held, educator_ids=[1], guests=[EVIL])
    site = SiteFields(1, EVIL, EVIL, EVIL, day, date(2027, 8, 31), EVIL, EVIL, EVIL, EVIL, EVIL, (), EVIL)
    owing = save(CONSOLE, add_site, fields=site)
    save(CONSOLE, ask_for_report, site_id=owing, name=EVIL, due_on=date(2026, 10, 1))
    pair = PairFields(day, order_text=EVIL, result=EVIL)
    save(CONSOLE, add_pair, mentee_id=2, mentor_id=1, fields=pair)
    save(CONSOLE, save_list, name=EVIL, conditions=Conditions(school_subject=EVIL))


def _import(set_id: int) -> ImportRun:
    sha256 = hashlib.sha256(b"").hexdigest()
    mapping, options = {EVIL: {"A": "last_name", "B": EVIL}}, {"institution": EVIL, "policy": "update"}
    return ImportRun(
        file_name=EVIL, sha256=sha256, size=0, formats=["staff"], mapping=mapping, totals={"rows": 1, "error": 1},
        options=options, user_name=EVIL, change_set_id=set_id, stored_as=f"{sha256[:2]}/{sha256}",
    )  # fmt: skip


ADDRESSES = {
    "training/coverage.py": {"on": DAY, "group_institution": EVIL},
    "training/due.py": {"on": DAY},
    "training/person.py": {"id": "1", "on": DAY},
    "data/imports.py": {"load": "1"},
    "office/journal.py": {"change": "2"},
    "plan/activity.py": {"year": "2026/27", "id": "1"},
    **{f"associations/{page}.py": {"on": DAY} for page in ("association", "representation", "sites", "young_teachers")},
}


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.url_path)
def test_no_page_takes_a_text_of_users_for_markup(app_as: OpenApp, evil_office: None, entry: Entry) -> None:
    at = app_as(Role.HEAD, entry.file, **ADDRESSES.get(entry.file, {}))

    assert not at.exception
    assert active(at) == []


def test_the_texts_are_there_to_be_found(app_as: OpenApp, evil_town: None) -> None:
    at = app_as(Role.HEAD, "training/person.py", id="1", on=DAY)

    shown = [
        text.replace("\\", "") for node in nodes(at._tree) if node.type == "markdown" for text in marked(node.proto)
    ]
    assert sum(EVIL in text for text in shown) > 2


@pytest.mark.parametrize(
    ("page", "box"), [("sites", "site_chosen"), ("smart_lists", "list_chosen"), ("meetings", "meeting_chosen")]
)
def test_a_chosen_record_of_associations_is_shown_as_it_stands(
    app_as: OpenApp, evil_office: None, page: str, box: str
) -> None:
    at = app_as(Role.HEAD, f"associations/{page}.py", on=DAY)
    at.selectbox(key=box).set_value(1).run()

    assert not at.exception
    assert active(at) == []


def test_the_forms_of_the_card_take_no_text_for_markup(app_as: OpenApp, evil_town: None) -> None:
    at = app_as(Role.HEAD, "training/person.py", id="1", on=DAY)
    at.toggle(key="correct_1").set_value(True).run()

    assert not at.exception
    assert active(at) == []


@pytest.mark.parametrize(
    ("page", "asked", "button"),
    [("data/imports.py", {"load": "1"}, "gmk_undo_1"), ("office/journal.py", {"change": "2"}, "gmk_undo_change_2")],
)
def test_an_undo_takes_no_text_for_markup(
    app_as: OpenApp, evil_town: None, page: str, asked: dict[str, str], button: str
) -> None:
    at = press(app_as(Role.HEAD, page, **asked), button)

    assert "с тех пор запись изменили" in texts(at)
    assert active(at) == []


def test_a_chosen_user_with_a_name_of_markup_is_shown_as_it_stands(app_as: OpenApp, evil_town: None) -> None:
    at = app_as(Role.HEAD, "office/users.py")
    box = at.selectbox[0]
    box.select(next(option for option in box.options if EVIL in option)).run()

    assert not at.exception
    assert at.subheader
    assert active(at) == []


def test_a_user_with_a_name_of_markup_sees_it_as_it_stands(app_as: OpenApp, evil_town: None) -> None:
    at = app_as(Role.VIEWER)
    assert active(at) == []


WORKBOOKS = {
    "right": ([("ФИО", "Учреждение", "Должность"), ("Иванова Анна Петровна", EVIL, EVIL)], "Лист1"),
    "unknown place": ([("ФИО", "Учреждение", "Должность"), ("Иванова Анна Петровна", EVIL + "3", EVIL)], "Лист1"),
    "no institution": ([("ФИО", "Должность", EVIL), ("Иванова Анна Петровна", EVIL, EVIL)], "Лист1"),
    "guessed": ([("ФИО", "Учреждение", "Должность", "Образавание"), ("Иванова А. П.", EVIL, "учитель", EVIL)], "Лист1"),
    "errors": ([("ФИО", "Учреждение", "Должность", "Год рождения"), (EVIL, EVIL, EVIL, EVIL)], "Лист1"),
    "no table": ([(EVIL, EVIL), (EVIL, EVIL)], "Лист1"),
    "sheet": ([("ФИО", "Учреждение", "Должность"), (EVIL, EVIL, EVIL)], "$к$ `к` <img"),
}


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_no_step_of_an_upload_takes_a_text_of_the_file_for_markup(app_as: OpenApp, evil_town: None, kind: str) -> None:
    rows, sheet = WORKBOOKS[kind]
    at = upload(app_as(Role.HEAD, "data/upload.py"), workbook(*rows, sheet=sheet), EVIL.replace("/", "_") + ".xlsx")

    for step in (None, 1, 2, 3, 4, 5):
        key = f"gmk_upload_open_{step}"
        if step is None or key in {one.key for one in at.button}:
            at = at if step is None else press(at, key)
            assert active(at) == []


def test_a_file_that_cannot_be_read_is_named_as_it_stands(app_as: OpenApp, evil_town: None) -> None:
    name = EVIL.replace("/", "_") + ".xlsx"
    at = upload(app_as(Role.HEAD, "data/upload.py"), b"no workbook", name)

    assert len(at.error) == 1
    assert active(at) == []


@pytest.mark.parametrize(
    "name", ["../../x.xlsx", "..\\..\\x.xlsx", "/etc/passwd", "C:\\x.xlsx", "x\r\nSet-Cookie: a=b.xlsx"]
)
def test_the_name_of_a_file_leads_nowhere(sqlite: Engine, name: str) -> None:
    shown = preview(institutions())
    shown.file = name
    number = save(CONSOLE, commit_import, preview=shown, data=DATA)

    with read_session() as session:
        run = session.get_one(ImportRun, number)
        assert run.stored_as == f"{run.sha256[:2]}/{run.sha256}"
        assert files.kept(run.stored_as or "") == DATA
