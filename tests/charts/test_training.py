"""Charts: what they draw, and that their specification is whole."""

import json
from datetime import date

from gmk.charts.training import (
    caption_lines,
    coverage_alt,
    coverage_bars,
    coverage_table,
    expiries_alt,
    expiries_bars,
    expiries_table,
)
from gmk.training.rows import Coverage, CoverageBy, CoverageRow, MonthOfExpiries, Policy

ON = date(2026, 11, 1)


def coverage_of(*rows: CoverageRow, total: CoverageRow) -> Coverage:
    return Coverage(ON, CoverageBy.INSTITUTION, Policy(), rows, total)


SCHOOL = CoverageRow("1", "СОШ № 1", 8, 10)
KINDERGARTEN = CoverageRow("2", "Детский сад № 2", 5, 10)
SMALL = CoverageRow("3", "Лицей № 8", 4, 4)
EMPTY = CoverageRow("4", "Закрытая школа", 0, 0)
WHOLE = CoverageRow("", "всего", 17, 24)
COVERAGE = coverage_of(SCHOOL, KINDERGARTEN, SMALL, EMPTY, total=WHOLE)


def test_each_group_with_people_is_a_bar_in_the_given_order():
    table = coverage_table(COVERAGE).to_pydict()
    assert table["key"] == ["1", "2", "3"]
    assert table["share"] == [0.8, 0.5, 1.0]
    assert table["people"] == ["8 из 10", "5 из 10", "4 из 4"]
    assert table["whole"] == [17 / 24] * 3


def test_a_caption_says_the_percentage_and_of_a_small_group_the_people():
    assert coverage_table(COVERAGE).to_pydict()["caption"] == [
        "СОШ № 1 – 80,0\u00a0%",
        "Детский сад № 2 – 50,0\u00a0%",
        "Лицей № 8 – 4 из 4, мало данных",
    ]
    assert coverage_table(COVERAGE).to_pydict()["remark"] == ["", "", "мало данных: меньше пяти человек"]


def test_a_long_caption_takes_two_lines_and_the_short_ones_stand_beside_its_second():
    long = CoverageRow("9", "Гимназия № 5 имени Героя Советского Союза Александра Матросова", 5, 10)
    coverage = coverage_of(long, SCHOOL, total=WHOLE)
    assert (caption_lines(COVERAGE), caption_lines(coverage)) == (1, 2)
    assert coverage_table(coverage).to_pydict()["caption"] == [
        "Гимназия № 5 имени Героя Советского\nСоюза Александра Матросова – 50,0\u00a0%",
        "\nСОШ № 1 – 80,0\u00a0%",
    ]


def test_the_words_of_a_chart_rank_no_small_group():
    assert coverage_alt(COVERAGE) == (
        "Столбчатая диаграмма охвата обучением, разрез: учреждение. В целом 70,8\u00a0%; больше всего: СОШ № 1, "
        "80,0\u00a0%; меньше всего: Детский сад № 2, 50,0\u00a0%. Все числа – в таблице рядом."
    )
    assert "не меньше пяти человек, нет" in coverage_alt(coverage_of(SMALL, total=SMALL))


def test_a_chart_without_groups_has_no_rows():
    assert coverage_table(coverage_of(total=CoverageRow("", "всего", 0, 0))).num_rows == 0


def test_specifications_hold_no_data_and_are_made_once():
    for made in (coverage_bars(), coverage_bars(2), expiries_bars()):
        text = json.dumps(made, ensure_ascii=False)
        assert '"data"' not in text
        assert '"datasets"' not in text
        assert made["config"]["locale"]["number"]["decimal"] == ","
    assert coverage_bars() is coverage_bars()


def test_a_bar_is_picked_by_its_group():
    (param,) = coverage_bars()["params"]
    assert (param["name"], param["select"]["fields"]) == ("pick", ["key"])


def test_columns_of_a_specification_are_columns_of_its_table():
    for made, table in (
        (coverage_bars(), coverage_table(COVERAGE)),
        (expiries_bars(), expiries_table([MonthOfExpiries(ON, 3)])),
    ):
        assert set(fields_of(made["layer"])) <= set(table.column_names)


def fields_of(part):
    if isinstance(part, dict):
        if isinstance(part.get("field"), str):
            yield part["field"]
        for value in part.values():
            yield from fields_of(value)
    elif isinstance(part, list):
        for value in part:
            yield from fields_of(value)


def test_months_are_named_in_russian():
    months = [MonthOfExpiries(date(2026, 11, 1), 3), MonthOfExpiries(date(2026, 12, 1), 0)]
    assert expiries_table(months).to_pydict() == {
        "order": [0, 1],
        "month": ["ноябрь 2026", "декабрь 2026"],
        "people": [3, 0],
        "caption": ["3", "0"],
    }
    assert "ноябрь 2026 – 3\u00a0педагога; декабрь 2026 – 0\u00a0педагогов" in expiries_alt(months)
