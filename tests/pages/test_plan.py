from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from gmk.access import Role
from gmk.db.session import write_session
from gmk.db.tables import Institution
from gmk.periods import school_year_of
from gmk.plan import approval, corrections
from gmk.plan.actions import add_activity
from gmk.vocabulary import ActivityStatus
from tests.fixtures.app import ROOT, OpenApp
from tests.plan.office import CHAIR, HEAD, METHODIST, YEAR, add, approve, do, fields, item, open_office, submit, version

NOTHING = "Плана на 2026/27 учебный год пока нет."
QUERY = {"year": "2026/27"}


@pytest.fixture
def office(sqlite: Engine) -> None:
    open_office(sqlite)


@pytest.fixture
def two_items(office: None) -> tuple[int, int]:
    """A seminar in October and a council in March."""
    seminar = add("Семинар", period_text="14 октября", responsible=("Петрова А. П.",), direction="Аналитика")
    return seminar, add("Заседание совета", period_text="март")


@pytest.mark.parametrize("page", ["plan/year.py", "plan/approval.py"])
def test_without_a_plan_the_head_is_told_what_to_do(app_as: OpenApp, office: None, page: str) -> None:
    at = app_as(Role.HEAD, page, **QUERY)
    assert at.info[0].value == NOTHING
    assert [button.label for button in at.button if button.label.startswith("Добавить")] == ["Добавить мероприятие"]


def test_without_a_plan_the_chair_is_told_who_makes_it(app_as: OpenApp, office: None) -> None:
    at = app_as(Role.CHAIR, "plan/year.py", **QUERY)
    assert at.info[0].value == NOTHING
    assert [caption.value for caption in at.caption] == ["План составляет методический кабинет."]


def test_items_are_listed_and_chosen_by_the_address(app_as: OpenApp, two_items: tuple[int, int]) -> None:
    at = app_as(Role.METHODIST, "plan/year.py", **QUERY)
    assert list(at.dataframe[0].value["Мероприятие"]) == ["Семинар", "Заседание совета"]
    at = app_as(Role.HEAD, "plan/year.py", **QUERY, month="март 2027")
    assert list(at.dataframe[0].value["Мероприятие"]) == ["Заседание совета"]
    at.session_state["who"] = "Петрова А. П."
    assert not at.run().dataframe


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ADMINISTRATOR])
def test_who_may_not_read_the_plan_has_no_such_page(app_as: OpenApp, office: None, role: Role) -> None:
    with pytest.raises(ValueError, match="year"):
        app_as(role, "plan/year.py", **QUERY)


def test_an_item_is_changed_in_its_form(app_as: OpenApp, two_items: tuple[int, int]) -> None:
    at = app_as(Role.METHODIST, "plan/activity.py", **QUERY, id=str(two_items[0]))
    at.text_input(key=f"gmk_activity_{two_items[0]}_place_0").set_value("ЦРТ")
    next(button for button in at.button if button.label == "Сохранить").click().run()
    assert item(two_items[0]).place == "ЦРТ"
    assert item(two_items[0]).responsible == ("Петрова А. П.",)


def test_a_period_that_nobody_understands_is_refused_and_the_form_keeps_it(
    app_as: OpenApp, two_items: tuple[int, int]
) -> None:
    at = app_as(Role.METHODIST, "plan/activity.py", **QUERY, id=str(two_items[0]))
    field = at.text_input(key=f"gmk_activity_{two_items[0]}_period_text_0").set_value("осенью")
    next(button for button in at.button if button.label == "Сохранить").click().run()
    assert "«осенью» непонятно" in at.error[0].value
    assert field.value == "осенью"
    assert item(two_items[0]).period_text == "14 октября"


def test_an_item_is_noted_as_held_and_then_closed(app_as: OpenApp, two_items: tuple[int, int]) -> None:
    key = two_items[0]
    at = app_as(Role.METHODIST, "plan/activity.py", **QUERY, id=str(key))
    at.date_input(key=f"gmk_closing_activity_{key}_done_on_0").set_value(date(2026, 10, 14))
    next(button for button in at.button if button.label == "Проведено, итог позже").click().run()
    assert item(key).status is ActivityStatus.HELD
    at.text_input(key=f"gmk_closing_activity_{key}_paper_1").set_value("Справка")
    next(button for button in at.button if button.label == "Выполнено").click().run()
    assert (item(key).status, item(key).outcome_document) == (ActivityStatus.DONE, "Справка")


def test_a_reader_sees_the_item_without_forms(app_as: OpenApp, two_items: tuple[int, int]) -> None:
    at = app_as(Role.CHAIR, "plan/activity.py", **QUERY, id=str(two_items[0]))
    assert any("Сроки: 14 октября" in told.value for told in at.markdown)
    assert not at.text_input
    assert not any(button.label in ("Сохранить", "Выполнено", "Удалить из плана") for button in at.button)


def test_an_item_that_is_not_there_is_said_to_be_gone(app_as: OpenApp, two_items: tuple[int, int]) -> None:
    assert "Этого мероприятия в плане нет" in app_as(Role.HEAD, "plan/activity.py", **QUERY, id="99").info[0].value


def test_a_coordinator_sees_only_what_is_for_the_own_institutions(app_as: OpenApp, office: None) -> None:
    with write_session() as session:
        session.add_all(Institution(id=i, kind="school", number=i, name=f"СОШ № {i}", name_key=str(i)) for i in (1, 2))
    add("Для всех")
    add("Для первой", institution_ids=(1,))
    theirs = add("Для второй", institution_ids=(2,))
    at = app_as(Role.COORDINATOR, "plan/year.py", institution_ids=(1,), **QUERY)
    assert list(at.dataframe[0].value["Мероприятие"]) == ["Для всех", "Для первой"]
    at.query_params["id"] = str(theirs)
    at.switch_page(str(ROOT / "pages" / "plan" / "activity.py")).run()
    assert "Этого мероприятия в плане нет" in at.info[0].value


def test_the_chair_returns_items_and_signs_the_rest(app_as: OpenApp, two_items: tuple[int, int]) -> None:
    submit()
    at = app_as(Role.CHAIR, "plan/approval.py", **QUERY)
    next(button for button in at.button if button.label == "Утвердить").click().run()
    assert "Впишите номер протокола и номер приказа" in at.error[0].value
    form = f"gmk_return_{YEAR}_{version()}"
    at.multiselect(key=f"{form}_items_0").set_value([two_items[0]]).run()
    at.text_input(key=f"{form}_item_{two_items[0]}_0").set_value("Уточните срок")
    next(button for button in at.button if button.label == "Вернуть автору").click().run()
    assert item(two_items[0]).comment == "Уточните срок"
    assert [badge for badge in at.markdown if "возвращён на доработку" in badge.value]


def test_the_author_sees_with_whom_the_plan_lies(app_as: OpenApp, two_items: tuple[int, int]) -> None:
    submit()
    at = app_as(Role.HEAD, "plan/approval.py", **QUERY)
    assert any("У председателя с сегодняшнего дня" in caption.value for caption in at.caption)
    assert not any(button.label == "Утвердить" for button in at.button)


def test_a_correction_names_the_changes_without_a_reason(app_as: OpenApp, two_items: tuple[int, int]) -> None:
    submit()
    approve()
    do(HEAD, corrections.begin_correction, school_year=YEAR, level="month", starts_on=date(2026, 12, 1))
    add("Новое", reason="Запрос")
    at = app_as(Role.HEAD, "plan/approval.py", **QUERY)
    assert [metric.value for metric in at.metric] == ["1", "0", "0", "0", "0"]
    assert list(at.dataframe[0].value["Причина"]) == ["Запрос"]


def test_signed_versions_are_compared(app_as: OpenApp, two_items: tuple[int, int]) -> None:
    submit()
    approve()
    do(HEAD, corrections.begin_correction, school_year=YEAR, level="month", starts_on=date(2026, 12, 1))
    add("Новое", reason="Запрос")
    submit()
    do(CHAIR, approval.return_plan, school_year=YEAR, version=version(), comment="Ещё раз")
    submit()
    approve()
    at = app_as(Role.COORDINATOR, "plan/versions.py", **QUERY)
    assert list(at.dataframe[0].value["Протокол"]) == ["№ 1 от 28.08.2026", "№ 1 от 28.08.2026"]
    assert [metric.value for metric in at.metric] == ["1", "0", "0", "0", "0"]
    assert any("Контрольные суммы всех версий сходятся" in caption.value for caption in at.caption)


def test_the_first_page_counts_what_is_late_what_comes_and_what_lacks_its_outcome(
    app_as: OpenApp, office: None
) -> None:
    today = date.today()
    year = school_year_of(today)
    for title, day, who in (
        ("Поздно", today - timedelta(1), "Проверкин М."),
        ("Скоро", today + timedelta(14), "Другой Д. Д."),
        ("Потом", today + timedelta(15), "Другой Д. Д."),
    ):
        told = fields(title, period_text=f"{day:%d.%m.%Y}", responsible=(who,))
        do(METHODIST, add_activity, school_year=year, fields=told)
    at = app_as(Role.HEAD)
    found = {metric.label: metric.value for metric in at.metric}
    late = 1 if school_year_of(today - timedelta(1)) == year else 0
    assert (found["План: просрочено"], found["План: ближайшие 14 дней"]) == (str(late), "1")
    assert found["План: проведено без итога"] == "0"
    at = app_as(Role.METHODIST)
    own = {metric.label: metric.value for metric in at.metric}
    assert own["План: ближайшие 14 дней, мои"] == "0"


def test_the_first_page_tells_the_chair_that_the_plan_waits(app_as: OpenApp, office: None) -> None:
    year = school_year_of(date.today())
    do(METHODIST, add_activity, school_year=year, fields=fields("Семинар"))
    do(HEAD, approval.submit_plan, school_year=year, version=0)
    assert any("У председателя с сегодняшнего дня" in caption.value for caption in app_as(Role.CHAIR).caption)
    assert not any("У председателя" in caption.value for caption in app_as(Role.METHODIST).caption)


@pytest.mark.parametrize("role", [Role.HEAD, Role.METHODIST, Role.CHAIR, Role.COORDINATOR])
@pytest.mark.parametrize(
    "page", ["execution", "cyclogram", "clashes", "papers", "calendars", "versions", "approval", "year", "activity"]
)
@pytest.mark.parametrize("is_empty", [True, False])
def test_every_page_of_the_plan_opens_for_whoever_reads_it(
    app_as: OpenApp, office: None, role: Role, page: str, is_empty: bool
) -> None:
    if not is_empty:
        add("Семинар", period_text="14.10.2026", responsible=("Петрова А. П.",))
        submit()
        approve()
    at = app_as(role, f"plan/{page}.py", **QUERY)
    assert not at.exception
    assert not at.error
