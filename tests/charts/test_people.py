"""The line of a person's work: what it draws and what it says."""

from datetime import date, timedelta

import pytest

from gmk.charts.people import SHORT, LifeEvent, life_alt, life_bars, life_table

START, ON = date(2024, 9, 1), date(2026, 11, 1)
POST = LifeEvent("Работа", "учитель, СОШ № 1", START, ON, is_open=True)
OLD_POST = LifeEvent("Работа", "учитель, СОШ № 2", date(2020, 9, 1), date(2024, 8, 31))
MEETING = LifeEvent("Заседания", "ГМО: план", ON, ON)


def test_each_kind_has_its_line_in_the_order_given() -> None:
    table = life_table([OLD_POST, MEETING, POST])
    assert table["order"].to_pylist() == [0, 1, 0]
    assert table["caption"].to_pylist() == ["Работа", "Заседания", "Работа"]
    assert table["starts"].to_pylist() == [date(2020, 9, 1), ON, START]
    assert table["days"].to_pylist() == ["01.09.2020 – 31.08.2024", "01.11.2026", "с 01.09.2024"]


@pytest.mark.parametrize(("lasts", "is_point"), [(timedelta(0), True), (SHORT, True), (SHORT + timedelta(1), False)])
def test_what_is_short_is_a_point(lasts: timedelta, is_point: bool) -> None:
    assert life_table([LifeEvent("Курсы", "Курс", START, START + lasts)])["point"].to_pylist() == [is_point]


def test_nothing_is_an_empty_table_of_the_same_columns() -> None:
    assert life_table([]).num_rows == 0
    assert life_table([]).column_names == life_table([POST]).column_names


def test_the_line_is_told_in_words() -> None:
    assert life_alt([POST, MEETING]) == (
        "Лента времени. Работа: учитель, СОШ № 1, с 01.09.2024; Заседания: ГМО: план, 01.11.2026."
    )
    assert life_alt([]) == "Лента времени. Событий нет."


def test_bars_and_points_share_the_rows() -> None:
    bars, points = life_bars()["layer"]
    assert [bars["transform"][0]["filter"], points["transform"][0]["filter"]] == ["!datum.point", "datum.point"]
