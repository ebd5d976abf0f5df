import pytest

from gmk.associations.names import association_in, association_key, association_kind


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Состав ГМО учителей математики на 2026-2027 учебный год", "ГМО учителей математики"),
        ("Список членов ГМО учителей физики (2026/27 уч. г.)", "ГМО учителей физики"),
        ("Состав творческой группы «Чтение»", "Творческая группа «Чтение»"),
        ("Состав городского методического совета на 2026-2027 уч.г.", "Городской методический совет"),
        ("Состав городского методического объединения химиков", "Городское методическое объединение химиков"),
        ("СПИСОК: Школа молодого педагога", "Школа молодого педагога"),
        ("ШМП", "ШМП"),
        ("ТГ чтение", "ТГ чтение"),
        ("Совет руководителей ГМО", "Совет руководителей ГМО"),
    ],
)  # fmt: skip
def test_an_association_is_found_in_a_title(title: str, name: str) -> None:
    assert association_in(title) == name


@pytest.mark.parametrize(
    "title",
    [
        "Руководитель ГМО ____________ А.П. Иванова",
        "Творческие группы",
        "ГМО",
        "Состав ГМО на 2026-2027 учебный год",
        "Список педагогических работников МБОУ «СОШ № 3»",
        "Курсы для членов ГМО учителей математики",
        "Лист1",
        "Школа № 3",
    ],
)
def test_a_text_that_names_no_single_association_gives_none(title: str) -> None:
    assert association_in(title) is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("ГМО учителей математики", "gmo"),
        ("Методическое объединение воспитателей", "gmo"),
        ("Творческая группа «Чтение»", "creative_group"),
        ("Опорная площадка «Точка роста»", "pilot_site"),
        ("Городской методический совет", "council"),
        ("Совет руководителей ГМО", "council"),
        ("Экспертный совет", "expert_council"),
        ("Рабочая группа по ФГОС", "working_group"),
        ("Школа молодого педагога", "young_teacher_school"),
        ("Клуб «Диалог»", "other"),
    ],
)
def test_the_kind_comes_from_the_name(name: str, kind: str) -> None:
    assert association_kind(name) == kind


def test_an_association_is_one_however_its_name_is_written() -> None:
    keys = {
        association_key("ГМО учителей математики"),
        association_key("Городское методическое объединение учителей математики"),
        association_key("городского методического объединения «учителей  математики»"),
    }
    assert keys == {"гмо учителей математики"}
    assert association_key("ГМО учителей физики") not in keys
