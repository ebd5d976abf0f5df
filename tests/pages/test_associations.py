from datetime import date

import pytest
from sqlalchemy import Engine

from gmk.access import Role
from gmk.associations.actions import close_association, edit_association
from gmk.associations.early_career import EarlyCareerRule, early_career_rule
from gmk.associations.mentoring import pairs
from gmk.associations.rows import AssociationFields
from gmk.associations.sites import SiteFields, add_site, ask_for_report, pilot_sites
from gmk.questions.smart_lists import Conditions, save_list, smart_lists
from tests.associations.office import do, join, load, open_office
from tests.associations.test_memberships import DEPUTY, LEADER, add, fill, now
from tests.fixtures.app import OpenApp

PAGES = ["associations", "association", "meetings", "representation", "young_teachers", "sites", "smart_lists"]
ON = "2026-11-01"


@pytest.fixture
def gmo(sqlite: Engine) -> None:
    fill()


@pytest.mark.parametrize("page", [*PAGES, "new_rosters"])
@pytest.mark.parametrize("is_empty", [True, False])
def test_every_page_opens_for_the_head(app_as: OpenApp, sqlite: Engine, page: str, is_empty: bool) -> None:
    if not is_empty:
        fill()
        add(1, LEADER)
    at = app_as(Role.HEAD, f"associations/{page}.py")
    assert not at.exception
    assert not at.error
    assert not is_empty or at.info


@pytest.mark.parametrize("role", [Role.CHAIR, Role.COORDINATOR, Role.METHODIST])
@pytest.mark.parametrize("page", PAGES)
def test_readers_open_them_too(app_as: OpenApp, gmo: None, role: Role, page: str) -> None:
    add(1, LEADER)
    at = app_as(role, f"associations/{page}.py")
    assert not at.exception
    assert not at.error


@pytest.mark.parametrize("page", [*PAGES, "new_rosters"])
def test_who_may_not_see_names_has_no_such_pages(app_as: OpenApp, gmo: None, page: str) -> None:
    with pytest.raises(ValueError, match=page):
        app_as(Role.VIEWER, f"associations/{page}.py")


def test_a_roster_is_shown_as_of_a_day(app_as: OpenApp, gmo: None) -> None:
    add(1, LEADER), add(2, DEPUTY)
    at = app_as(Role.HEAD, "associations/association.py", on="2025-08-31")
    assert "В этот день в составе никого нет." in [told.value for told in at.info]
    at = app_as(Role.METHODIST, "associations/association.py", on="2025-09-01")
    assert list(at.dataframe[0].value["Фамилия, имя, отчество"]) == ["Белова Анна", "Громова Анна"]
    assert list(at.dataframe[0].value["Роль в объединении"]) == ["руководитель", "заместитель руководителя"]


def test_nothing_is_written_on_1_september_where_nobody_belongs(app_as: OpenApp, sqlite: Engine) -> None:
    at = app_as(Role.HEAD, "associations/new_rosters.py")
    assert "В составах на 1 сентября никого нет." in at.info[0].value
    assert [one.label for one in at.button if one.label.startswith("Записать")] == []


def test_a_closed_association_is_shown_when_asked_for(app_as: OpenApp, gmo: None) -> None:
    do(close_association, association_id=1, version=1, closed_on=date(2026, 9, 1))
    at = app_as(Role.HEAD, "associations/associations.py", on=ON)
    assert not at.dataframe
    at.toggle(key="with_closed").set_value(True).run()
    assert list(at.dataframe[0].value["Срок"]) == ["закрыто с 01.09.2026"]


def test_readers_see_the_particulars_of_an_association(app_as: OpenApp, gmo: None) -> None:
    fields = AssociationFields(
        "ГМО учителей физики", "gmo", "Положение от 01.09.2022", 1, "Тополева В. Ф.", "физика",
        ends_on=date(2027, 8, 31), order_text="приказ № 7",
    )  # fmt: skip
    do(edit_association, association_id=1, version=1, fields=fields)
    at = app_as(Role.CHAIR, "associations/association.py", on=ON)
    assert (
        "Курирует методист: Тополева В. Ф. · Предмет: физика · Базовое учреждение: СОШ № 1 · Приказ: приказ № 7 · "
        "Положение: Положение от 01.09.2022 · Срок: до 31.08.2027"
    ) in [one.value.replace("\\", "") for one in at.caption]


def test_a_person_is_added_on_the_page(app_as: OpenApp, gmo: None) -> None:
    at = app_as(Role.METHODIST, "associations/association.py")
    at.text_input(key="gmk_member_1_find_0").set_value("ежова").run()
    next(button for button in at.button if button.label == "Добавить в состав").click().run()
    assert [one.name for one in now().members] == ["Ежова Анна"]


def test_the_matrix_and_who_is_missing(app_as: OpenApp, sqlite: Engine) -> None:
    """Белова of school 1 belongs to both, nobody of schools 2 and 3; at school 2 Зимина teaches физика."""
    open_office()
    join(1), join(1, association=2)
    at = app_as(Role.HEAD, "associations/representation.py", on=ON)
    matrix = at.dataframe[0].value
    assert list(matrix.columns) == ["Учреждение", "Всего людей", "ГМО учителей физики", "Совет"]
    assert [[str(cell).strip() for cell in row] for row in matrix.to_numpy()] == [
        ["СОШ № 1", "1", "1", "1"], ["СОШ № 2", "0", "–", "–"], ["СОШ № 3", "0", "–", "–"]
    ]  # fmt: skip
    assert "Никого нет ни в одном объединении: СОШ № 2, СОШ № 3." in [told.value for told in at.warning]
    said = [element.value for element in at.markdown]
    assert "- **ГМО учителей физики**: СОШ № 2." in said
    assert "- **Совет**: СОШ № 2, СОШ № 3." in said


def test_the_subjects_have_a_share(app_as: OpenApp, sqlite: Engine) -> None:
    open_office()
    join(1)
    at = app_as(Role.HEAD, "associations/representation.py", on=ON)
    row = at.dataframe[1].value.iloc[0]
    assert (row["Предмет"], row["Ведут предмет"], row["Доля"].strip()) == ("Физика", 3, "33,3\u00a0%")


def test_a_mentor_is_given_on_the_page(app_as: OpenApp, sqlite: Engine) -> None:
    open_office()
    at = app_as(Role.METHODIST, "associations/young_teachers.py", on=ON)
    assert [(one.label, one.value) for one in at.metric] == [
        ("Молодых педагогов", "2"),
        ("С наставником: 0 из 2", "0,0\u00a0%"),
    ]
    at.text_input(key="gmk_pair_new_find_mentee_0").set_value("белова").run()
    at.text_input(key="gmk_pair_new_find_mentor_0").set_value("громова").run()
    at.text_input(key="gmk_pair_new_order_0").set_value("приказ № 7").run()
    next(button for button in at.button if button.label == "Назначить").click().run()
    assert not at.exception
    (pair,) = load(pairs, on=date(2026, 11, 1))
    assert (pair.mentor, pair.mentee, pair.fields.starts_on, pair.fields.order_text) == (
        "Громова Анна Ивановна", "Белова Анна Ивановна", date(2026, 11, 1), "приказ № 7"
    )  # fmt: skip
    assert [one.value for one in at.metric] == ["2", "50,0\u00a0%"]


def test_the_rule_of_the_young_is_changed_and_printed_under_the_figure(app_as: OpenApp, sqlite: Engine) -> None:
    open_office()
    at = app_as(Role.HEAD, "associations/young_teachers.py", on=ON)
    at.radio(key="gmk_early_career_by_0").set_value("age").run()
    next(button for button in at.button if button.label == "Сохранить правило").click().run()
    assert load(early_career_rule) == EarlyCareerRule("age", 35, 1)
    said = [one.value for one in at.caption]
    assert (
        "Молодой педагог – не старше 35 лет (по году рождения). У 1 человека в карточке этого нет: они не посчитаны."
    ) in [text.replace("\u00a0", " ") for text in said]
    assert at.metric[0].value == "1"


def test_a_site_is_added_and_its_report_received(app_as: OpenApp, sqlite: Engine) -> None:
    open_office()
    at = app_as(Role.METHODIST, "associations/sites.py", on=ON)
    at.selectbox(key="gmk_site_new_place_0").set_value(2)
    at.selectbox(key="gmk_site_new_status_0").set_value("опорная площадка")
    at.text_input(key="gmk_site_new_topic_0").set_value("Речь дошкольника")
    next(button for button in at.button if button.label == "Добавить площадку").click().run()
    (site,) = load(pilot_sites)
    assert (site.institution, site.fields.topic, site.fields.status) == (
        "СОШ № 2",
        "Речь дошкольника",
        "опорная площадка",
    )
    do(ask_for_report, site_id=site.id, name="Отчёт за осень", due_on=date(2026, 10, 15))
    at.run()
    assert "СОШ № 2: не сдан отчёт «Отчёт за осень», срок 15.10.2026." in [told.value for told in at.warning]
    at.selectbox(key="site_chosen").set_value(site.id).run()
    at.date_input(key="gmk_report_1_day_0").set_value(date(2026, 10, 14)).run()
    next(button for button in at.button if button.key == "gmk_report_1_save_0").click().run()
    assert load(pilot_sites)[0].reports[0].received_on == date(2026, 10, 14)
    assert not at.warning


def test_a_site_without_its_topic_is_refused_in_a_sentence(app_as: OpenApp, sqlite: Engine) -> None:
    open_office()
    at = app_as(Role.METHODIST, "associations/sites.py", on=ON)
    next(button for button in at.button if button.label == "Добавить площадку").click().run()
    assert "Учреждение не указано. Выберите его из списка." in [told.value for told in at.error]


def test_a_list_is_saved_and_lives(app_as: OpenApp, sqlite: Engine) -> None:
    open_office()
    join(1, role=LEADER)
    at = app_as(Role.METHODIST, "associations/smart_lists.py", on=ON)
    at.multiselect(key="gmk_smart_new_roles_0").set_value([LEADER]).run()
    assert list(at.dataframe[0].value["Фамилия, имя, отчество"]) == ["Белова Анна Ивановна"]
    at.text_input(key="gmk_save_list_new_name_0").set_value("Кто руководит").run()
    next(button for button in at.button if button.label == "Сохранить список").click().run()
    (saved,) = load(smart_lists)
    assert (saved.name, saved.conditions) == ("Кто руководит", Conditions(roles=("leader",)))
    join(2, association=2, role=LEADER)
    at.selectbox(key="list_chosen").set_value(saved.id).run()
    assert list(at.dataframe[0].value["Фамилия, имя, отчество"]) == ["Белова Анна Ивановна", "Громова Анна Ивановна"]


@pytest.mark.parametrize("page", ["young_teachers", "sites", "smart_lists", "association"])
def test_readers_have_no_buttons_of_writers(app_as: OpenApp, sqlite: Engine, page: str) -> None:
    open_office()
    join(1)
    do(add_site, fields=SiteFields(1, "опорная площадка", "Тема"))
    do(save_list, name="Все молодые", conditions=Conditions(is_early_career=True))
    at = app_as(Role.CHAIR, f"associations/{page}.py", on=ON)
    assert not at.error
    writing = ("Добавить", "Сохранить", "Назначить", "Удалить", "Записать")
    assert [button.label for button in at.button if button.label.startswith(writing)] == []


def test_the_card_tells_of_associations(app_as: OpenApp, sqlite: Engine) -> None:
    open_office()
    join(1, role=LEADER)
    at = app_as(Role.HEAD, "training/person.py", id="1", on=ON)
    assert "Лента времени" in [one.value for one in at.subheader]
    own = next(table.value for table in at.dataframe if "Роль в объединении" in table.value)
    assert list(own["Объединение"]) == ["ГМО учителей физики"]
    assert list(own["Роль в объединении"]) == ["руководитель"]
