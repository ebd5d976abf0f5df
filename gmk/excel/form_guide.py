"""The sheet «Как заполнять»: what each column of a form asks for."""

from collections.abc import Sequence

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from gmk.excel.sheet import CellType, Column
from gmk.excel.write import clean, set_up_paper

_ASKED: dict[CellType, str] = {
    "date": "дата, например 12.09.2026",
    "number": "число",
    "percent": "доля в процентах, например 12,5%",
    "list": "одно или несколько значений через запятую",
}
_HEADINGS = ("Столбец", "Нужен ли", "Что писать", "Пример")
_WIDTHS = (36, 14, 70, 40)
FOREWORD = (
    "Заполняйте первый лист: одна строка – одна запись. Столбцы со звёздочкой обязательны, прочие можно пропускать.",
    "Пустая ячейка ничего не стирает: если сведения не изменились, их можно не повторять.",
    "Готовый файл загрузите на странице «Загрузка файла» или пришлите в методический кабинет: столбцы узнаются сами.",
)


def write_guide(
    sheet: Worksheet, workbook: Workbook, columns: Sequence[tuple[Column, bool]], foreword: Sequence[str]
) -> None:
    """Sentences first, then a line for each column, which comes with whether it has a drop-down list."""
    plain = workbook.add_format({"text_wrap": True, "valign": "top"})
    bold = workbook.add_format({"bold": True, "bottom": 1})
    for index, width in enumerate(_WIDTHS):
        sheet.set_column(index, index, width, plain)
    sentences = (*foreword, *FOREWORD)
    for at, sentence in enumerate(sentences):
        sheet.merge_range(at, 0, at, len(_WIDTHS) - 1, "", plain)
        sheet.write_string(at, 0, clean(sentence), plain)
        sheet.set_row(at, 32)
    for index, heading in enumerate(_HEADINGS):
        sheet.write_string(len(sentences) + 1, index, heading, bold)
    for at, (column, has_list) in enumerate(columns, len(sentences) + 2):
        for index, text in enumerate(_line(column, has_list=has_list)):
            sheet.write_string(at, index, text, plain)
    sheet.set_landscape()
    set_up_paper(sheet)


def _line(column: Column, *, has_list: bool) -> tuple[str, str, str, str]:
    return (column.title, "обязателен" if column.required else "", _asked(column, has_list=has_list), column.example)


def _asked(column: Column, *, has_list: bool) -> str:
    if column.choices is not None:
        return "одно из списка: " + "; ".join(choice.label for choice in column.choices)
    if has_list and column.type != "list":
        return "выберите из списка или впишите"
    return _ASKED.get(column.type, "текст")
