from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlmodel import Session, col

from gmk.access import CONSOLE
from gmk.changes.commit import commit
from gmk.changes.model import Change, ChangeSet, Committed
from gmk.db.session import read_session, write_session
from gmk.db.tables import ChangeRecord, ChangeSetRecord, Educator, Employment, Institution
from gmk.errors import Conflict

SCHOOL = {"kind": "school", "number": 3, "name": "СОШ № 3", "name_key": "сош № 3"}
ANNA = {"last_name": "Иванова", "first_name": "Анна", "patronymic": "Петровна", "name_key": "иванова анна петровна"}


def write(*changes: Change, kind: str = "form") -> Committed:
    with write_session() as session:
        return commit(session, ChangeSet(kind, "Проба", list(changes)), user=CONSOLE)


def only(session: Session, table: Any) -> Any:
    return session.scalars(select(table)).one()


def person_at_school() -> Committed:
    post = {
        "educator_id": -2, "institution_id": -1, "position": "учитель", "position_key": "учитель",
        "subjects": ["Физика"], "hired_on": date(2020, 9, 1),
    }  # fmt: skip
    return write(
        Change("employment", -3, "create", after=post, sheet="Лист1", row=7),
        Change("educator", -2, "create", after=ANNA),
        Change("institution", -1, "create", after=SCHOOL),
    )


def test_new_records_get_ids_and_refer_to_each_other_by_them(database: Engine) -> None:
    done = person_at_school()

    with read_session() as session:
        post = only(session, Employment)
        assert post.institution_id == only(session, Institution).id == done.new_ids[-1]
        assert post.educator_id == only(session, Educator).id == done.new_ids[-2]
        assert (post.subjects, post.hired_on, post.kind, post.version) == (["Физика"], date(2020, 9, 1), "main", 1)
        assert done.touched == {
            "employment": {post.id},
            "educator": {done.new_ids[-2]},
            "institution": {done.new_ids[-1]},
        }


def test_the_journal_keeps_where_a_creation_came_from_but_not_its_values(database: Engine) -> None:
    done = person_at_school()

    with read_session() as session:
        head = only(session, ChangeSetRecord)
        lines = {line.entity: line for line in session.scalars(select(ChangeRecord))}
        assert (head.id, head.kind, head.title, head.user_name) == (done.change_set_id, "form", "Проба", "консоль")
        post = lines["employment"]
        assert (post.action, post.before, post.after, post.version, post.sheet, post.row) == (
        "create", None, None, 1, "Лист1", 7,
        )  # fmt: skip
        assert set(lines) == {"employment", "educator", "institution"}


def test_an_update_raises_the_version_and_keeps_both_values(database: Engine) -> None:
    post_id = next(iter(person_at_school().touched["employment"]))

    write(
        Change(
            "employment",
            post_id,
            "update",
            before={"hired_on": date(2020, 9, 1)},
            after={"hired_on": date(2021, 9, 1)},
            base_version=1,
        )
    )

    with read_session() as session:
        post = only(session, Employment)
        line = session.scalars(select(ChangeRecord).where(col(ChangeRecord.action) == "update")).one()
        assert (post.hired_on, post.version) == (date(2021, 9, 1), 2)
        assert (line.before, line.after, line.version) == ({"hired_on": "2020-09-01"}, {"hired_on": "2021-09-01"}, 2)


def test_a_deletion_keeps_the_whole_record(database: Engine) -> None:
    post_id = next(iter(person_at_school().touched["employment"]))

    write(Change("employment", post_id, "delete", base_version=1))

    with read_session() as session:
        assert session.scalars(select(Employment)).all() == []
        line = session.scalars(select(ChangeRecord).where(col(ChangeRecord.action) == "delete")).one()
        assert (line.version, line.after) == (2, None)
        assert (line.before["id"], line.before["position"], line.before["subjects"]) == (post_id, "учитель", ["Физика"])
        assert line.before["hired_on"] == "2020-09-01"


def test_a_record_changed_in_between_is_named_with_who_changed_it(database: Engine) -> None:
    person = next(iter(person_at_school().touched["educator"]))
    write(Change("educator", person, "update", before={"phone": None}, after={"phone": "111"}, base_version=1))

    with pytest.raises(Conflict, match=r"Иванова Анна Петровна \(консоль, \d\d\.\d\d\.\d{4}\)"):
        write(
            Change("educator", -1, "create", after=ANNA),
            Change("educator", person, "update", before={"phone": None}, after={"phone": "222"}, base_version=1),
        )

    with read_session() as session:
        assert only(session, Educator).phone == "111"


def test_a_record_deleted_in_between_refuses_the_whole_set(database: Engine) -> None:
    post_id = next(iter(person_at_school().touched["employment"]))
    write(Change("employment", post_id, "delete", base_version=1))

    with pytest.raises(Conflict, match="её уже нет"):
        write(Change("employment", post_id, "update", before={}, after={"leave": "long"}, base_version=1))


def test_a_reference_to_a_record_that_is_gone_refuses_the_whole_set(database: Engine) -> None:
    with pytest.raises(Conflict, match="Ничего не записано"):
        write(
            Change("institution", -1, "create", after=SCHOOL),
            Change("institution_alias", -2, "create", after={"institution_id": 99, "alias": "х", "alias_key": "х"}),
        )

    with read_session() as session:
        assert session.scalars(select(Institution)).all() == []


def test_ids_are_never_given_twice(database: Engine) -> None:
    post_id = next(iter(person_at_school().touched["employment"]))
    write(Change("employment", post_id, "delete"))
    with read_session() as session:
        known = {"educator_id": only(session, Educator).id, "institution_id": only(session, Institution).id}

    done = write(Change("employment", -1, "create", after=known))

    assert done.new_ids[-1] > post_id


def test_one_set_may_update_and_delete_records_of_one_table(database: Engine) -> None:
    first, second = person_at_school(), person_at_school()

    write(
        Change("employment", first.new_ids[-3], "update", {"leave": None}, {"leave": "long"}, 1),
        Change("employment", second.new_ids[-3], "delete", base_version=1),
    )

    with read_session() as session:
        post = only(session, Employment)
        assert (post.id, post.leave, post.version) == (first.new_ids[-3], "long", 2)
