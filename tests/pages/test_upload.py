"""The upload page step by step, with workbooks made here and with real ones."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from streamlit.testing.v1 import AppTest

from gmk.access import Role
from gmk.ui import state
from gmk.ui.navigation import ROOT
from gmk.ui.upload.check import Only
from tests.fixtures.app import OpenApp

PAGE = "data/upload.py"
WORKBOOKS = Path(__file__).resolve().parents[1] / "workbooks"
HEADER = ("ФИО", "Учреждение", "Должность")
FIGURES = ("Новые", "Изменения", "Без изменений", "Пропущено", "Ошибки")


def workbook(*rows: Sequence[object], sheet: str = "Лист1") -> bytes:
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def upload(at: AppTest, content: bytes, name: str = "файл.xlsx") -> AppTest:
    at.file_uploader[0].set_value((name, content, "application/octet-stream")).run()
    assert not at.exception
    return at


def press(at: AppTest, key: str) -> AppTest:
    button = next(one for one in at.button if one.key == key)
    button.click().run()
    assert not at.exception
    return at


def figures(at: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in at.metric}


def counted(*numbers: int) -> dict[str, str]:
    return dict(zip(FIGURES, map(str, numbers), strict=True))


def headings(at: AppTest) -> list[str]:
    return [heading.value for heading in at.subheader]


def texts(at: AppTest) -> str:
    return "\n".join(one.value for one in (*at.markdown, *at.caption))


def table(at: AppTest) -> str:
    return next(one.value for one in at.html if one.value.startswith('<div class="gmk-rows"'))


PEOPLE = workbook(
    HEADER,
    ("Иванова Анна Петровна", "СОШ № 1", "учитель"),
    ("Петрова Мария Ивановна", "СОШ № 2", "учитель"),
)


def test_an_empty_page_says_what_can_be_uploaded(app_as: OpenApp) -> None:
    at = app_as(Role.HEAD, PAGE)
    assert headings(at) == ["1. Файл"]
    assert "учреждения; педагогические работники; курсы и обучение" in texts(at)
    assert "до 20 МБ и 200\u00a0000 строк" in texts(at)
    assert "5. Проверка" in texts(at)


def test_a_file_that_is_understood_goes_straight_to_the_check(app_as: OpenApp, schools: None) -> None:
    at = upload(app_as(Role.HEAD, PAGE), PEOPLE)
    assert headings(at) == ["5. Проверка"]
    assert figures(at) == counted(2, 0, 0, 0, 0)
    assert "«Лист1» – педагогические работники, 2\u00a0строки, шапка в строке 1" in texts(at)
    assert "узнано 3\u00a0столбца" in texts(at)
    assert "все узнаны" in texts(at)
    assert [one.disabled for one in at.button if one.key == "gmk_upload_write"] == [False]
    assert "Иванова Анна Петровна" in table(at)


def test_the_list_of_institutions_counts_its_rows(app_as: OpenApp) -> None:
    at = upload(app_as(Role.HEAD, PAGE), (WORKBOOKS / "01-institutions.xlsx").read_bytes())
    assert figures(at) == counted(28, 0, 0, 7, 0)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("04-password.xlsx", "Книга защищена паролем"),
        ("05-truncated.xlsx", "повреждён"),
        ("06-zip-bomb.xlsx", "после распаковки больше 200 МБ"),
        ("16-html.xls", "веб-страница"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(app_as: OpenApp, name: str, part: str) -> None:
    at = upload(app_as(Role.HEAD, PAGE), (WORKBOOKS / "bad" / name).read_bytes(), name)
    assert len(at.error) == 1
    assert part in at.error[0].value
    assert headings(at) == ["1. Файл"]
    assert "Лист1" not in texts(at)


def test_a_letter_asks_for_the_header_instead_of_the_check(app_as: OpenApp) -> None:
    at = upload(app_as(Role.HEAD, PAGE), (WORKBOOKS / "bad" / "03-letter.xlsx").read_bytes())
    assert headings(at) == ["2. Лист и шапка"]
    assert "В файле не найдено таблицы" in at.warning[0].value
    assert [one.disabled for one in at.button if one.key == "gmk_upload_sheets_done"] == [True]


def test_a_guessed_column_has_to_be_confirmed(app_as: OpenApp, schools: None) -> None:
    guessed = workbook((*HEADER, "Образавание"), ("Иванова Анна Петровна", "СОШ № 1", "учитель", "высшее"))
    at = upload(app_as(Role.HEAD, PAGE), guessed)
    assert headings(at) == ["3. Столбцы"]
    assert "значит 1\u00a0столбец, но не уверена" in at.warning[0].value
    assert "**D** · Образавание  \n:orange-badge[:material/help: догадка]" in texts(at)
    assert not at.metric
    press(at, "gmk_upload_columns_done")
    assert headings(at) == ["5. Проверка"]
    assert figures(at) == counted(1, 0, 0, 0, 0)


def test_a_column_can_be_left_out(app_as: OpenApp, schools: None) -> None:
    at = upload(
        app_as(Role.HEAD, PAGE), workbook((*HEADER, "Телефон"), ("Иванова Анна Петровна", "СОШ № 1", "учитель", "1"))
    )
    assert "Телефон: 1" in table(at)
    press(at, "gmk_upload_open_3")
    assert [one.label for one in at.selectbox] == [f"Что в столбце {letter}" for letter in "ABCD"]
    at.selectbox[3].set_value("")
    press(at, "gmk_upload_columns_done")
    assert "узнано 3\u00a0столбца, не загружаются 1" in texts(at)
    assert "Телефон: 1" not in table(at)


def test_one_click_moves_the_header(app_as: OpenApp, schools: None) -> None:
    at = upload(
        app_as(Role.HEAD, PAGE),
        workbook(HEADER, ("Старая", "СОШ № 1", "шапка"), HEADER, ("Иванова Анна Петровна", "СОШ № 1", "учитель")),
    )
    press(at, "gmk_upload_open_2")
    assert "шапка в строке 1" in texts(at)
    at.pills[0].set_value(3).run()
    assert "«Лист1» – педагогические работники, 1\u00a0строка, шапка в строке 3" in texts(at)
    assert '<tr class="header"><th scope="row">3</th>' in next(
        one.value for one in at.html if 'gmk-sheet" tabindex' in one.value
    )


def test_a_sheet_can_be_left_out(app_as: OpenApp, schools: None) -> None:
    at = upload(app_as(Role.HEAD, PAGE), PEOPLE)
    press(at, "gmk_upload_open_2")
    at.selectbox[0].set_value("Не загружать этот лист").run()
    assert headings(at) == ["2. Лист и шапка"]
    assert [one.disabled for one in at.button if one.key == "gmk_upload_sheets_done"] == [True]
    at.selectbox[0].set_value("staff").run()
    press(at, "gmk_upload_sheets_done")
    assert figures(at) == counted(2, 0, 0, 0, 0)


UNKNOWN = workbook(
    HEADER,
    ("Иванова Анна Петровна", "СОШ № 1", "учитель"),
    ("Петрова Мария Ивановна", "СОШ № 77", "учитель"),
    ("Орлова Ольга Олеговна", "СОШ № 77", "учитель"),
)


def test_an_unknown_institution_is_asked_once_and_answered(app_as: OpenApp, schools: None) -> None:
    at = upload(app_as(Role.HEAD, PAGE), UNKNOWN)
    assert headings(at) == ["4. Учреждения и люди"]
    assert "**СОШ № 77** · 2\u00a0строки" in texts(at)
    (question,) = [one for one in at.selectbox if one.label == "Что значит «СОШ № 77»"]
    assert question.value is None
    question.set_value(next(one for one in question.options if "СОШ № 2" in one))
    press(at, "gmk_upload_names_done")
    assert headings(at) == ["5. Проверка"]
    assert figures(at) == counted(3, 0, 0, 0, 0)
    assert "ваших ответов: 1" in texts(at)
    press(at, "gmk_upload_open_4")
    (question,) = [one for one in at.selectbox if one.label == "Что значит «СОШ № 77»"]
    assert question.value is not None
    question.set_value("Не загружать эти строки")
    press(at, "gmk_upload_names_done")
    assert figures(at) == counted(1, 0, 0, 2, 0)


def test_unanswered_names_are_errors_and_only_the_good_rows_are_offered(app_as: OpenApp, schools: None) -> None:
    at = press(upload(app_as(Role.HEAD, PAGE), UNKNOWN), "gmk_upload_names_left")
    assert figures(at) == counted(1, 0, 0, 0, 2)
    assert [one.disabled for one in at.button if one.key == "gmk_upload_write"] == [True]
    assert "Ошибки в 2\u00a0строках" in at.error[0].value
    assert "Ячейка B3" in table(at)
    assert "Иванова" not in table(at)
    assert [one.key for one in at.button if one.key == "gmk_upload_write_valid"] == ["gmk_upload_write_valid"]
    labels = [button.label for button in at.get("download_button")]
    assert labels == ["Скачать с замечаниями", "Скачать список замечаний"]


def test_only_who_keeps_the_list_of_institutions_may_add_one(app_as: OpenApp, schools: None) -> None:
    at = upload(app_as(Role.COORDINATOR, PAGE, institution_ids=(1,)), UNKNOWN)
    (question,) = [one for one in at.selectbox if one.label == "Что значит «СОШ № 77»"]
    assert "Не загружать эти строки" in question.options
    assert not [one for one in question.options if one.startswith("Создать")]


def test_a_file_without_institution_asks_whose_people_these_are(app_as: OpenApp, schools: None) -> None:
    at = upload(app_as(Role.HEAD, PAGE), workbook(("ФИО", "Должность"), ("Иванова Анна Петровна", "учитель")))
    assert headings(at) == ["4. Учреждения и люди"]
    (question,) = [one for one in at.selectbox if one.label == "Учреждение для всего файла"]
    question.set_value(question.options[1])
    press(at, "gmk_upload_names_done")
    assert figures(at) == counted(1, 0, 0, 0, 0)
    assert "учреждение для всего файла" in texts(at)


def test_warnings_are_confirmed_once_before_writing(app_as: OpenApp, schools: None) -> None:
    at = upload(app_as(Role.HEAD, PAGE), workbook(HEADER, ("Иванова А.П.", "СОШ № 1", "учитель")))
    assert [one.key for one in at.button if one.key == "gmk_upload_write"] == []
    (seen,) = at.checkbox
    assert seen.label == "Предупреждения в 1\u00a0строке просмотрены, можно записывать"
    seen.check().run()
    assert [one.key for one in at.button if one.key == "gmk_upload_write"] == ["gmk_upload_write"]


def test_the_upload_is_kept_while_other_pages_are_visited(app_as: OpenApp, schools: None) -> None:
    at = upload(app_as(Role.HEAD, PAGE), PEOPLE)
    root = Path(__file__).resolve().parents[2] / "pages"
    at.switch_page(str(root / "office/account.py")).run()
    assert not at.metric
    at.switch_page(str(root / PAGE)).run()
    assert figures(at) == counted(2, 0, 0, 0, 0)
    press(at, "gmk_upload_other")
    assert headings(at) == ["1. Файл"]


def test_many_rows_are_shown_in_pages(app_as: OpenApp, schools: None) -> None:
    rows = [(f"Иванова Анна Петровна{'а' * number}", "СОШ № 1", "учитель") for number in range(60)]
    at = upload(app_as(Role.HEAD, PAGE), workbook(HEADER, *rows))
    assert "Показаны 1–50 из 60." in texts(at)
    assert table(at).count("<tr class=") == 50
    (pages,) = at.get("pagination")
    pages.select(2).run()
    assert "Показаны 51–60 из 60." in texts(at)
    assert table(at).count("<tr class=") == 10


def test_writing_leads_to_the_result_and_the_second_upload_changes_nothing(app_as: OpenApp, schools: None) -> None:
    at = press(upload(app_as(Role.HEAD, PAGE), PEOPLE), "gmk_upload_write")
    assert at.success[0].value == "**Записано.** Загрузка № 1: файл.xlsx – 2\u00a0новые строки."
    assert [one.key for one in at.button if one.key == "gmk_undo_1"] == ["gmk_undo_1"]
    upload(at, PEOPLE)
    assert at.info[0].value == "Этот же файл уже загружен: загрузка № 1."
    assert figures(at) == counted(0, 0, 2, 0, 0)
    assert "Записывать нечего" in at.success[0].value
    assert "gmk_upload_write" not in {one.key for one in at.button}


def test_old_and_new_are_shown_and_the_policy_decides(app_as: OpenApp, schools: None) -> None:
    first = workbook((*HEADER, "Образование"), ("Иванова Анна Петровна", "СОШ № 1", "учитель", "среднее"))
    second = workbook((*HEADER, "Образование"), ("Иванова Анна Петровна", "СОШ № 1", "учитель", "высшее"))
    at = press(upload(app_as(Role.HEAD, PAGE), first), "gmk_upload_write")
    upload(at, second)
    assert figures(at) == counted(0, 1, 0, 0, 0)
    assert "<del>среднее</del> → <ins>высшее</ins>" in table(at)
    (policy,) = [one for one in at.selectbox if one.label == "Если запись уже есть в базе"]
    policy.set_value("fill").run()
    assert figures(at) == counted(0, 0, 1, 0, 0)


def test_only_the_good_rows_are_written_on_demand(app_as: OpenApp, schools: None) -> None:
    at = press(upload(app_as(Role.HEAD, PAGE), UNKNOWN), "gmk_upload_names_left")
    press(at, "gmk_upload_write_valid")
    assert (
        at.success[0].value
        == "**Записано.** Загрузка № 1: файл.xlsx – 1\u00a0новая строка, 2\u00a0строки с ошибками не записаны."
    )


def test_a_preview_that_the_data_have_outrun_is_refused_and_made_anew(app_as: OpenApp, schools: None) -> None:
    slow, quick = app_as(Role.HEAD, PAGE), app_as(Role.METHODIST, PAGE)
    upload(slow, PEOPLE)
    press(upload(quick, PEOPLE), "gmk_upload_write")
    press(slow, "gmk_upload_write")
    assert "Ничего не записано. Ниже – новая проверка" in slow.warning[0].value
    assert figures(slow) == counted(0, 0, 2, 0, 0)


def test_who_is_in_the_base_but_not_in_the_file_is_listed(app_as: OpenApp, schools: None) -> None:
    at = press(upload(app_as(Role.HEAD, PAGE), PEOPLE), "gmk_upload_write")
    upload(at, workbook(HEADER, ("Орлова Ольга Олеговна", "СОШ № 1", "учитель")))
    assert figures(at) == counted(1, 0, 0, 0, 0)
    assert [one.label for one in at.expander] == ["Есть в базе, но нет в файле: 1"]
    assert [one.label for one in at.checkbox] == ["Иванова Анна Петровна, учитель, МБОУ «СОШ № 1»"]


def test_the_result_stays_beside_the_drop_zone_for_the_next_file(app_as: OpenApp, schools: None) -> None:
    at = press(upload(app_as(Role.HEAD, PAGE), PEOPLE), "gmk_upload_write")
    at.switch_page(str(ROOT / "data" / "imports.py")).run()
    at.switch_page(str(ROOT / PAGE)).run()
    assert at.success[0].value.startswith("**Записано.** Загрузка № 1")
    upload(at, b"no workbook", "письмо.xlsx")
    assert at.success[0].value.startswith("**Записано.** Загрузка № 1")
    assert "письмо" in at.error[0].value
    assert headings(at) == ["Загрузить ещё файл"]


def test_the_result_can_be_taken_back_at_once(app_as: OpenApp, schools: None) -> None:
    at = press(upload(app_as(Role.HEAD, PAGE), PEOPLE), "gmk_upload_write")
    press(at, "gmk_undo_1")
    assert "Отменить загрузку № 1?" in headings(at)
    press(at, "gmk_undo_no")
    assert headings(at) == ["Загрузить ещё файл"]
    press(press(at, "gmk_undo_1"), "gmk_undo_yes")
    assert "Загрузка № 1 отменена" in at.success[1].value
    assert "gmk_undo_1" not in {one.key for one in at.button}
    upload(at, PEOPLE)
    assert figures(at) == counted(2, 0, 0, 0, 0)


def test_a_misspelt_name_is_told_and_an_answer_makes_it_the_same_person(app_as: OpenApp, schools: None) -> None:
    at = upload(app_as(Role.HEAD, PAGE), PEOPLE)
    press(at, "gmk_upload_write")
    upload(at, workbook(HEADER, ("Ивонова Анна Петровна", "СОШ № 1", "учитель")), "опечатка.xlsx")
    assert headings(at) == ["5. Проверка"]
    assert "имена похожи на чужие: 1" in texts(at)
    assert figures(at) == counted(1, 0, 0, 0, 0)

    press(at, "gmk_upload_open_4")
    question = next(one for one in at.selectbox if one.label.startswith("Кто это"))
    assert [option for option in question.options if "Это" in option] == [
        "Это Иванова Анна Петровна, учитель, МБОУ «СОШ № 1»"
    ]
    question.select_index(0)
    press(at, "gmk_upload_names_done")

    assert figures(at) == counted(0, 0, 1, 0, 0)
    assert "ответов о людях: 1" in texts(at)


def test_a_namesake_from_another_school_has_to_be_told_apart(app_as: OpenApp, schools: None) -> None:
    at = upload(app_as(Role.HEAD, PAGE), PEOPLE)
    press(at, "gmk_upload_write")
    upload(at, workbook(HEADER, ("Иванова Анна Петровна", "СОШ № 2", "учитель")), "тёзка.xlsx")
    assert headings(at) == ["4. Учреждения и люди"]

    question = next(one for one in at.selectbox if one.label.startswith("Кто это"))
    assert question.options[-1] == "Другой человек, записать нового"
    question.select_index(1)
    press(at, "gmk_upload_names_done")

    assert headings(at) == ["5. Проверка"]
    assert figures(at) == counted(1, 0, 0, 0, 0)


EXPLAINED = workbook((*HEADER, "Откуда к нам"), ("Иванова Анна Петровна", "СОШ № 1", "учитель", "педагогический вуз"))


def call_column(at: AppTest, letter: str, field: str) -> None:
    if headings(at) != ["3. Столбцы"]:
        press(at, "gmk_upload_open_3")
    next(one for one in at.selectbox if one.label == f"Что в столбце {letter}").set_value(field)
    press(at, "gmk_upload_columns_done")


def test_a_column_that_was_explained_is_known_in_the_next_file_also_when_it_has_moved(
    app_as: OpenApp, schools: None
) -> None:
    at = upload(app_as(Role.HEAD, PAGE), EXPLAINED)
    call_column(at, "D", "education")
    press(at, "gmk_upload_write")

    moved = workbook(
        ("№", "Откуда к нам", "Должность", "Учреждение", "ФИО"),
        (1, "музыкальный колледж", "учитель", "СОШ № 1", "Орлова Инна Петровна"),
    )
    upload(at, moved)
    assert "Образование: музыкальный колледж" in table(at)
    assert "Запомнено с прошлого раза" in texts(at)
    assert "что значит столбец B." in texts(at)
    press(at, "gmk_upload_open_3")
    assert "запомнено с прошлого раза" in texts(at)


def test_a_memory_is_forgotten_on_a_click(app_as: OpenApp, schools: None) -> None:
    at = upload(app_as(Role.HEAD, PAGE), EXPLAINED)
    call_column(at, "D", "education")
    press(at, "gmk_upload_write")
    upload(at, EXPLAINED, "снова.xlsx")
    press(at, "gmk_upload_forget_0")
    assert "Запомнено" not in texts(at)
    press(at, "gmk_upload_other")
    upload(at, EXPLAINED, "ещё раз.xlsx")
    assert "Запомнено" not in texts(at)


def test_nothing_is_remembered_before_the_file_is_written(app_as: OpenApp, schools: None) -> None:
    at = upload(app_as(Role.HEAD, PAGE), EXPLAINED)
    call_column(at, "D", "education")
    press(at, "gmk_upload_other")
    assert "Запомнено" not in texts(upload(at, EXPLAINED))


def test_who_left_is_closed_together_with_the_upload_when_ticked(app_as: OpenApp, schools: None) -> None:
    at = upload(app_as(Role.HEAD, PAGE), PEOPLE)
    press(at, "gmk_upload_write")
    other = workbook(HEADER, ("Орлова Инна Петровна", "СОШ № 1", "учитель"))
    upload(at, other, "новый список.xlsx")
    (box,) = [one for one in at.checkbox if one.label.startswith("Иванова Анна Петровна")]
    box.check()
    press(at, "gmk_upload_leaving")
    assert "закроются места работы 1\u00a0человека" in at.info[0].value
    press(at, "gmk_upload_write")
    upload(at, other, "ещё раз.xlsx")
    assert [one for one in at.checkbox if one.label.startswith("Иванова")] == []


def test_who_is_not_in_a_roster_is_ended_together_with_the_upload_when_ticked(app_as: OpenApp, schools: None) -> None:
    header = ("ФИО", "Учреждение", "Роль в объединении")
    orlova = ("Орлова Инна Петровна", "СОШ № 1", "руководитель")
    title = ("Состав ГМО учителей физики",)
    both = workbook(title, header, ("Иванова Анна Петровна", "СОШ № 1", "член"), orlova)
    at = upload(app_as(Role.HEAD, PAGE), both)
    press(at, "gmk_upload_write")
    other = workbook(title, header, orlova)
    upload(at, other, "новый состав.xlsx")
    assert "Есть в составе, но нет в файле: 1" in [one.label for one in at.expander]
    (box,) = [one for one in at.checkbox if one.label.startswith("Иванова Анна Петровна, член объединения")]
    box.check()
    press(at, "gmk_upload_leaving_members")
    assert "закончится участие 1\u00a0человека" in at.info[0].value
    press(at, "gmk_upload_write")
    upload(at, other, "ещё раз.xlsx")
    assert [one for one in at.checkbox if one.label.startswith("Иванова")] == []


def paste(at: AppTest, text: str) -> AppTest:
    next(one for one in at.text_area if one.key == "gmk_upload_pasted").set_value(text)
    return press(at, "gmk_upload_paste_done")


def test_cells_from_the_clipboard_go_the_way_of_a_file(app_as: OpenApp, schools: None) -> None:
    at = paste(
        app_as(Role.HEAD, PAGE),
        'ФИО\tУчреждение\tДолжность\nИванова Анна\tСОШ № 1\tучитель\nОрлова Инна\tСОШ № 2\t"учитель\nфизики"\n',
    )
    assert headings(at) == ["5. Проверка"]
    assert figures(at) == counted(2, 0, 0, 0, 0)
    assert "Должность: учитель физики" in table(at)
    press(at, "gmk_upload_write")
    assert "Вставлено из буфера" in at.success[0].value


def test_pasted_words_are_no_table(app_as: OpenApp, schools: None) -> None:
    at = paste(app_as(Role.HEAD, PAGE), "просто письмо")
    assert at.error[0].value.startswith("Во вставленном нет таблицы.")
    assert "gmk_upload_stop" not in {one.key for one in at.button}
    assert headings(at) == ["1. Файл"]


def test_the_next_file_has_a_drop_zone_of_its_own(app_as: OpenApp, schools: None) -> None:
    at = app_as(Role.HEAD, PAGE)
    first = at.file_uploader[0].id
    upload(at, PEOPLE)
    press(at, "gmk_upload_write")

    assert at.file_uploader[0].id != first


def repair(at: AppTest, cells: dict[str, tuple[str, str]]) -> AppTest:
    """What the table of the page does when a cell was written."""
    at.session_state[state.UPLOAD].repair("Лист1", cells)
    at.run()
    assert not at.exception
    return at


def rows_to_show(at: AppTest) -> Any:
    return next(one for one in at.pills if one.label == "Какие строки показать")


def test_a_repair_keeps_the_rows_and_the_page_that_the_person_looks_at(app_as: OpenApp, schools: None) -> None:
    names = [f"{family} Анна Петровна" for family in ("Иванова", "Орлова", "Чайкина")]
    good = [(name, "СОШ № 1", "учитель", str(year)) for name in names for year in range(1960, 1980)]
    bad = [("Белова Инна Олеговна", "СОШ № 1", "учитель", "давно"), ("Белова Нина Олеговна", "СОШ № 1", "", "вчера")]
    at = upload(app_as(Role.HEAD, PAGE), workbook((*HEADER, "Год рождения"), *bad, *good))
    assert rows_to_show(at).value == Only.ERROR
    rows_to_show(at).set_value(Only.ALL).run()
    at.session_state[state.UPLOAD].pages[Only.ALL] = 2
    repair(at, {"D2": ("давно", "1980")})
    assert rows_to_show(at).value == Only.ALL
    assert "Показаны 51–62 из 62." in texts(at)
    assert "Лист «Лист1», D2: было «давно», стало «1980»" in texts(at)


def test_the_last_repair_shows_all_rows_and_its_return_the_error_again(app_as: OpenApp, schools: None) -> None:
    at = upload(
        app_as(Role.HEAD, PAGE),
        workbook((*HEADER, "Год рождения"), ("Белова Инна Олеговна", "СОШ № 1", "учитель", "давно")),
    )
    repair(at, {"D2": ("давно", "1980")})
    assert (figures(at), rows_to_show(at).value) == (counted(1, 0, 0, 0, 0), Only.ALL)
    press(at, "gmk_upload_unrepair_0")
    assert (figures(at), rows_to_show(at).value) == (counted(0, 0, 0, 0, 1), Only.ERROR)
