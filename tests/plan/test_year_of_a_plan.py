"""The way of a plan through a year, as the server has it: submitted, returned, approved, corrected."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, update

from gmk import service
from gmk.access import User
from gmk.changes.undo import plan_undo
from gmk.db.session import read_session, write_session
from gmk.db.tables import Activity, PlanVersionItem
from gmk.errors import Conflict, NotAllowed, RuleBroken
from gmk.intake.change_journal import change_sets
from gmk.intake.change_rows import ChangeSetRow
from gmk.intake.change_undo import undo_change
from gmk.plan import actions, approval, corrections
from gmk.plan.queries import since_signed, since_submitted, version_comparison
from gmk.plan.rows import ClosingFields, ItemFate
from gmk.vocabulary import ActivityStatus, PlanState, PlanStepKind
from tests.plan.office import (
    BOTH,
    CHAIR,
    COORDINATOR,
    HEAD,
    METHODIST,
    PAPER,
    VIEWER,
    YEAR,
    add,
    approve,
    do,
    fields,
    item,
    open_office,
    plan,
    submit,
    version,
)


@pytest.fixture(autouse=True)
def office(database: Engine) -> None:
    open_office(database)


def _journal() -> list[ChangeSetRow]:
    always = {"since": datetime(2000, 1, 1, tzinfo=UTC), "until": datetime(2100, 1, 1, tzinfo=UTC)}
    return service.load(METHODIST, change_sets, **always)


def _signed(count: int) -> list[int]:
    ids = [add(f"Семинар {number}", period_text="октябрь") for number in range(count)]
    submit()
    approve()
    return ids


def test_a_draft_is_open_and_belongs_to_no_version() -> None:
    add("Семинар")
    assert (plan().stage.is_signed, plan().stage.state, plan().versions) == (False, None, ())


def test_an_empty_plan_is_not_submitted() -> None:
    with pytest.raises(RuleBroken, match="В плане на 2026/27 нет ни одного мероприятия"):
        submit()


def test_what_lies_with_the_chair_is_closed() -> None:
    key = add("Семинар")
    submit()
    with pytest.raises(RuleBroken, match="План на согласовании и закрыт"):
        add("Ещё один")
    with pytest.raises(RuleBroken, match="План на согласовании и закрыт"):
        do(METHODIST, actions.edit_activity, activity_id=key, version=1, fields=fields("Другое"))
    assert [one.title for one in plan().items] == ["Семинар"]


def test_the_head_takes_a_submitted_plan_back() -> None:
    add("Семинар")
    submit()
    do(HEAD, approval.withdraw_plan, school_year=YEAR, version=version())
    add("Ещё один")
    assert [step.step for step in plan().versions[0].steps] == [PlanStepKind.SUBMITTED, PlanStepKind.WITHDRAWN]


def test_of_returned_items_only_those_are_open_and_the_author_sees_why() -> None:
    first, second, third = add("Первое"), add("Второе"), add("Третье")
    submit()
    told = {first: "Уточните срок", third: "Кто отвечает?"}
    do(CHAIR, approval.return_plan, school_year=YEAR, version=version(), items=told)
    assert plan().stage.state is PlanState.RETURNED
    assert [(one.comment, one.has_open_comment) for one in plan().items] == [
        ("Уточните срок", True), (None, False), ("Кто отвечает?", True)
    ]  # fmt: skip
    with pytest.raises(RuleBroken, match="Этот пункт председатель не возвращал"):
        do(METHODIST, actions.edit_activity, activity_id=second, version=1, fields=fields("Иначе"))
    moved = fields("Первое", period_text="12.10.2026")
    do(METHODIST, actions.edit_activity, activity_id=first, version=1, fields=moved)
    submit()
    seen = service.load(CHAIR, since_submitted, school_year=YEAR)
    assert seen is not None
    assert [(one.activity_id, one.fate) for one in seen.differences] == [(first, ItemFate.MOVED)]
    assert not any(one.has_open_comment for one in plan().items)


def test_a_plan_returned_as_a_whole_is_all_open() -> None:
    key = add("Первое")
    submit()
    do(CHAIR, approval.return_plan, school_year=YEAR, version=version(), comment="Нет разделов")
    do(METHODIST, actions.edit_activity, activity_id=key, version=1, fields=fields("Иначе"))
    add("Второе")
    assert [one.title for one in plan().items] == ["Иначе", "Второе"]


@pytest.mark.parametrize(
    ("comment", "items", "told"),
    [
        ("", {}, "Напишите, что исправить"),
        ("", {1: " "}, "К каждому возвращаемому пункту"),
        ("", {99: "Нет такого"}, "Одного из возвращаемых пунктов в плане нет"),
    ],
)
def test_a_return_says_what_is_wrong(comment: str, items: dict[int, str], told: str) -> None:
    add("Первое")
    submit()
    with pytest.raises(RuleBroken, match=told):
        do(CHAIR, approval.return_plan, school_year=YEAR, version=version(), comment=comment, items=items)


@pytest.mark.parametrize("user", [HEAD, METHODIST, COORDINATOR, VIEWER])
def test_nobody_but_the_chair_approves_or_returns(user: User) -> None:
    add("Первое")
    submit()
    with pytest.raises(NotAllowed):
        approve(user)
    with pytest.raises(NotAllowed):
        do(user, approval.return_plan, school_year=YEAR, version=version(), comment="Нет")


def test_the_author_cannot_approve_his_own_plan_though_he_is_the_chair() -> None:
    add("Первое")
    submit(BOTH)
    with pytest.raises(NotAllowed, match="Вы автор этого плана"):
        approve(BOTH)
    assert approve(CHAIR) == 1


def test_whoever_sent_the_plan_again_after_another_is_an_author_too() -> None:
    add("Первое")
    submit(HEAD)
    other = User(2, "metodist", "Ладейщикова Нина Павловна", BOTH.roles)
    do(HEAD, approval.withdraw_plan, school_year=YEAR, version=version())
    submit(other)
    with pytest.raises(NotAllowed, match="Вы автор"):
        approve(other)


def test_a_signed_version_has_its_papers_and_its_hash() -> None:
    _signed(2)
    (found,) = plan().versions
    assert (found.number, found.protocol_number, found.protocol_on) == (1, "1", date(2026, 8, 28))
    assert (found.order_number, found.order_on, found.approver) == ("181-О", date(2026, 9, 1), "Громов Пётр Ильич")
    assert found.content_hash
    assert len(found.content_hash) == 64
    assert service.load(CHAIR, approval.is_unchanged, version_id=found.id)


def test_a_tampered_version_is_told_from_a_genuine_one(database: Engine) -> None:
    _signed(1)
    (found,) = plan().versions
    with write_session(database) as session:
        session.execute(update(PlanVersionItem).values(content={"title": "Другое"}))
    assert not service.load(CHAIR, approval.is_unchanged, version_id=found.id)


def test_papers_without_numbers_are_refused() -> None:
    add("Первое")
    submit()
    paper = type(PAPER)("", PAPER.protocol_on, " ", PAPER.order_on)
    with pytest.raises(RuleBroken, match="Впишите номер протокола и номер приказа"):
        do(CHAIR, approval.approve_plan, school_year=YEAR, version=version(), paper=paper)


def test_what_changed_behind_the_back_of_the_chair_is_not_signed(database: Engine) -> None:
    add("Первое")
    submit()
    with write_session(database) as session:
        session.execute(update(Activity).values(title="Подменено"))
    with pytest.raises(Conflict, match="План изменился после того, как его отправили"):
        approve()


def test_two_chairs_do_not_decide_about_the_same_submission() -> None:
    add("Первое")
    submit()
    seen = version()
    approve()
    with pytest.raises((Conflict, RuleBroken)):
        do(CHAIR, approval.return_plan, school_year=YEAR, version=seen, comment="Поздно")


def test_a_signed_plan_is_changed_only_by_a_correction_with_reasons() -> None:
    (key,) = _signed(1)
    with pytest.raises(RuleBroken, match="План утверждён и закрыт"):
        do(METHODIST, actions.edit_activity, activity_id=key, version=2, fields=fields("Иначе"), reason="Так надо")
    do(HEAD, corrections.begin_correction, school_year=YEAR, level="half_year", starts_on=date(2027, 1, 1))
    with pytest.raises(RuleBroken, match="Причина не указана"):
        do(METHODIST, actions.edit_activity, activity_id=key, version=2, fields=fields("Иначе"))
    with pytest.raises(RuleBroken, match="Причина не указана"):
        add("Новое")
    with pytest.raises(RuleBroken, match="удалить его нельзя"):
        do(METHODIST, actions.remove_activity, activity_id=key, version=2)


def test_a_half_year_is_corrected_by_two_five_and_three() -> None:
    ids = _signed(12)
    do(HEAD, corrections.begin_correction, school_year=YEAR, level="half_year", starts_on=date(2027, 1, 1))
    for number in range(2):
        add(f"Добавлено {number}", reason="Запрос комитета")
    for key in ids[:5]:
        told = fields(item(key).title, period_text="март")
        do(METHODIST, actions.edit_activity, activity_id=key, version=2, fields=told, reason="Карантин")
    for key in ids[5:8]:
        do(METHODIST, actions.cancel_activity, activity_id=key, version=2, reason="Нет финансирования")
    submit()
    seen = service.load(CHAIR, since_signed, school_year=YEAR)
    assert [seen.count(fate) for fate in (ItemFate.ADDED, ItemFate.MOVED, ItemFate.CANCELLED)] == [2, 5, 3]
    assert seen.unchanged == 4
    assert approve() == 2
    first, second = plan().versions
    compared = service.load(COORDINATOR, version_comparison, school_year=YEAR, before=first.id, after=second.id)
    assert [compared.count(fate) for fate in ItemFate] == [2, 5, 3, 0, 0, 0]
    assert {one.reason for one in compared.differences} == {"Запрос комитета", "Карантин", "Нет финансирования"}
    assert first.content_hash != second.content_hash
    assert service.load(CHAIR, approval.is_unchanged, version_id=first.id)


def test_cancelled_items_stay_visible_in_later_comparisons() -> None:
    first, second = _signed(2)
    do(HEAD, corrections.begin_correction, school_year=YEAR, level="quarter", starts_on=date(2026, 10, 1))
    do(HEAD, actions.cancel_activity, activity_id=first, version=2, reason="Болезнь")
    submit()
    approve()
    do(HEAD, corrections.begin_correction, school_year=YEAR, level="month", starts_on=date(2026, 12, 1))
    told = fields(item(second).title, period_text="декабрь")
    do(HEAD, actions.edit_activity, activity_id=second, version=2, fields=told, reason="Перенос")
    seen = service.load(CHAIR, since_signed, school_year=YEAR)
    assert [one.activity_id for one in seen.cancelled_before] == [first]
    assert [one.fate for one in seen.differences] == [ItemFate.MOVED]


def test_a_correction_without_changes_is_not_submitted() -> None:
    _signed(1)
    do(HEAD, corrections.begin_correction, school_year=YEAR, level="month", starts_on=date(2026, 12, 1))
    with pytest.raises(RuleBroken, match="В корректировке нет ни одного изменения"):
        submit()


def test_a_correction_that_is_given_up_leaves_what_was_signed() -> None:
    kept, cancelled = _signed(2)
    do(HEAD, corrections.begin_correction, school_year=YEAR, level="month", starts_on=date(2026, 12, 1))
    told = fields("Иначе", period_text="12.10.2026")
    do(HEAD, actions.edit_activity, activity_id=kept, version=2, fields=told, reason="Так")
    do(HEAD, actions.cancel_activity, activity_id=cancelled, version=2, reason="Так")
    add("Новое", reason="Так")
    assert do(HEAD, corrections.drop_correction, school_year=YEAR, version=version()) == 3
    assert [(one.title, one.period_text, one.starts_on, one.status) for one in plan().items] == [
        ("Семинар 0", "октябрь", date(2026, 10, 1), ActivityStatus.PLANNED),
        ("Семинар 1", "октябрь", date(2026, 10, 1), ActivityStatus.PLANNED),
    ]
    assert not service.load(CHAIR, since_signed, school_year=YEAR).differences
    assert plan().stage.state is None


def test_an_edit_from_before_the_signature_cannot_be_undone_after_it() -> None:
    key = add("Первое")
    do(METHODIST, actions.edit_activity, activity_id=key, version=1, fields=fields("Второе"))
    edit = max(row.id for row in _journal())
    submit()
    with pytest.raises(RuleBroken, match="План на согласовании и закрыт"):
        do(METHODIST, undo_change, set_id=edit)
    approve()
    with pytest.raises(RuleBroken, match="План утверждён и закрыт"):
        do(METHODIST, undo_change, set_id=edit)
    with read_session() as session:
        assert not plan_undo(session, edit).change_set.changes
    assert item(key).title == "Второе"


def test_an_item_closes_only_with_its_day_and_its_outcome() -> None:
    key = add("Первое")
    with pytest.raises(RuleBroken, match="Фактическая дата не указана"):
        do(METHODIST, actions.note_held, activity_id=key, version=1, fields=ClosingFields())
    held = ClosingFields(date(2026, 10, 12), 24)
    with pytest.raises(RuleBroken, match="Итоговый документ не указан"):
        do(METHODIST, actions.close_activity, activity_id=key, version=1, fields=held)
    do(METHODIST, actions.note_held, activity_id=key, version=1, fields=held)
    assert item(key).status is ActivityStatus.HELD
    done = ClosingFields(date(2026, 10, 12), 24, "Протокол № 3")
    do(METHODIST, actions.close_activity, activity_id=key, version=2, fields=done)
    assert (item(key).status, item(key).participant_count) == (ActivityStatus.DONE, 24)
    with pytest.raises(NotAllowed, match="Открыть его снова может руководитель"):
        do(METHODIST, actions.reopen_activity, activity_id=key, version=3)
    do(HEAD, actions.reopen_activity, activity_id=key, version=3)
    assert (item(key).status, item(key).done_on) == (ActivityStatus.PLANNED, None)
