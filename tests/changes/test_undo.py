from datetime import date

from sqlalchemy import Engine, select
from sqlmodel import col

from gmk.access import CONSOLE, Role, User
from gmk.changes.commit import commit
from gmk.changes.model import Change, ChangeSet
from gmk.changes.undo import Left, UndoPlan, plan_undo, undo
from gmk.db.session import read_session, write_session
from gmk.db.tables import ChangeRecord, ChangeSetRecord, Educator, Employment, Institution, InstitutionAlias
from tests.changes.test_commit import ANNA, person_at_school, write

PETROVA = User(None, "petrova", "Петрова А. А.", frozenset({Role.METHODIST}))


def undo_set(set_id: int) -> UndoPlan:
    with write_session() as session:
        plan = plan_undo(session, set_id)
        undo(session, set_id, plan, user=CONSOLE)
        return plan


def count(table: type) -> int:
    with read_session() as session:
        return len(session.scalars(select(table)).all())


def test_undone_creations_are_gone_and_the_undo_is_journalled(database: Engine) -> None:
    done = person_at_school()

    plan = undo_set(done.change_set_id)

    assert (plan.kept, plan.impossible, len(plan.change_set.changes)) == ([], [], 3)
    assert [count(table) for table in (Employment, Educator, Institution)] == [0, 0, 0]
    with read_session() as session:
        head = session.scalars(select(ChangeSetRecord).order_by(col(ChangeSetRecord.id).desc())).first()
        assert head is not None
        assert (head.kind, head.undoes_id, head.title) == ("undo", done.change_set_id, "Отмена: Проба")


def test_a_plan_writes_nothing(database: Engine) -> None:
    done = person_at_school()

    with read_session() as session:
        plan_undo(session, done.change_set_id)

    assert (count(Employment), count(ChangeSetRecord)) == (1, 1)


def test_undone_updates_have_their_old_values(database: Engine) -> None:
    post = next(iter(person_at_school().touched["employment"]))
    new = {"hired_on": date(2021, 9, 1), "subjects": ["Химия"]}
    old = {"hired_on": date(2020, 9, 1), "subjects": ["Физика"]}
    done = write(Change("employment", post, "update", before=old, after=new, base_version=1))

    undo_set(done.change_set_id)

    with read_session() as session:
        record = session.get_one(Employment, post)
        assert (record.hired_on, record.subjects, record.version) == (date(2020, 9, 1), ["Физика"], 3)
        line = session.scalars(select(ChangeRecord).order_by(col(ChangeRecord.id).desc())).first()
        assert line is not None
        assert line.before == {"hired_on": "2021-09-01", "subjects": ["Химия"]}
        assert line.after == {"hired_on": "2020-09-01", "subjects": ["Физика"]}


def test_an_undone_deletion_brings_the_record_back_under_its_id(database: Engine) -> None:
    post = next(iter(person_at_school().touched["employment"]))
    done = write(Change("employment", post, "delete", base_version=1))

    undo_set(done.change_set_id)

    with read_session() as session:
        record = session.get_one(Employment, post)
        assert (record.hired_on, record.subjects, record.kind) == (date(2020, 9, 1), ["Физика"], "main")


def test_what_somebody_changed_since_is_kept_with_the_name_of_who_did(database: Engine) -> None:
    done = person_at_school()
    person = done.new_ids[-2]
    with write_session() as session:
        change = Change("educator", person, "update", before={"phone": None}, after={"phone": "1"}, base_version=1)
        commit(session, ChangeSet("form", "Правка", [change]), user=PETROVA)

    plan = undo_set(done.change_set_id)

    assert plan.kept == [Left("Иванова Анна Петровна", "с тех пор запись изменили", "Петрова А. А.")]
    assert [count(table) for table in (Employment, Educator, Institution)] == [0, 1, 0]


def test_what_others_refer_to_by_now_stays(database: Engine) -> None:
    first = person_at_school()
    post = {"educator_id": -2, "institution_id": first.new_ids[-1]}
    write(Change("educator", -2, "create", after=ANNA), Change("employment", -1, "create", after=post))

    plan = undo_set(first.change_set_id)

    assert plan.impossible == [Left("СОШ № 3", "на запись ссылается другая: место работы")]
    assert [count(table) for table in (Employment, Educator, Institution)] == [1, 1, 1]


def test_what_was_changed_and_changed_back_by_undo_counts_as_untouched(database: Engine) -> None:
    first = person_at_school()
    change = Change(
        "educator", first.new_ids[-2], "update", before={"phone": None}, after={"phone": "1"}, base_version=1
    )
    second = write(change)
    undo_set(second.change_set_id)

    plan = undo_set(first.change_set_id)

    assert (plan.kept, plan.impossible) == ([], [])
    assert count(Educator) == 0


def test_a_name_that_was_taught_anew_isnt_brought_back(database: Engine) -> None:
    school = person_at_school().new_ids[-1]
    alias = {"institution_id": school, "alias": "Третья", "alias_key": "третья"}
    taught = write(Change("institution_alias", -1, "create", after=alias))
    forgotten = write(Change("institution_alias", taught.new_ids[-1], "delete", base_version=1))
    write(Change("institution_alias", -1, "create", after=alias))

    plan = undo_set(forgotten.change_set_id)

    assert [left.why for left in plan.impossible] == ["такая запись заведена заново"]
    assert count(InstitutionAlias) == 1


def test_a_record_whose_institution_is_gone_isnt_brought_back(database: Engine) -> None:
    done = person_at_school()
    removed = write(Change("employment", done.new_ids[-3], "delete", base_version=1))
    write(Change("institution", done.new_ids[-1], "delete", base_version=1))

    plan = undo_set(removed.change_set_id)

    assert [left.why for left in plan.impossible] == ["нет записи, к которой она относится: учреждение"]
    assert count(Employment) == 0
