"""The chart of exam results: what it draws, says and compares."""

import json

from gmk.charts.monitoring import scores_alt, scores_bars, scores_table, scores_top
from gmk.monitoring.rows import Scores, Side, SubjectScores
from tests.charts.test_training import fields_of


def subject(name: str, **sides: Scores) -> SubjectScores:
    return SubjectScores("ЕГЭ", 2025, name, None, {Side(side): scores for side, scores in sides.items()})


PHYSICS = subject("Физика", own=Scores(2, 40, 40, 1800.0), others=Scores(3, 10, 10, 400.0))
CHEMISTRY = subject("Химия", own=Scores(1, 4, 4, 320.0), town=Scores(1, 6, 6, 300.0), others=Scores(1, 9, 9, 540.0))
HISTORY = subject("История", others=Scores(1, 7, 7, 350.0))
ROWS = [PHYSICS, CHEMISTRY, HISTORY]


def test_each_subject_is_a_bar_of_its_own_with_a_tick_for_the_rest() -> None:
    table = scores_table(ROWS, Side.OTHERS).to_pydict()
    assert table["own"] == [45.0, 80.0, None]
    assert table["rest"] == [40.0, 60.0, 50.0]
    assert table["caption"] == [
        "Физика\nсвои: 45,00, другие: 40,00",
        "Химия\nсвои: 80,00 (мало), другие: 60,00",
        "История\nсвои: нет данных, другие: 50,00",
    ]
    assert table["own_text"] == ["45,00, 40\u00a0участников", "80,00, 4\u00a0участника", "нет данных"]
    assert table["remark"] == ["", "мало данных: меньше пяти участников", ""]


def test_the_rest_of_the_town_may_be_the_rest() -> None:
    table = scores_table([CHEMISTRY], Side.TOWN).to_pydict()
    assert (table["rest"], table["caption"]) == ([50.0], ["Химия\nсвои: 80,00 (мало), город: 50,00"])


def test_where_there_is_no_rest_nothing_is_said_of_it() -> None:
    table = scores_table([CHEMISTRY, HISTORY], None).to_pydict()
    assert table["caption"] == ["Химия\nсвои: 80,00 (мало)", "История\nсвои: нет данных"]
    assert table["rest"] == [None, None]
    assert scores_alt([CHEMISTRY, HISTORY], None) == (
        "Столбчатая диаграмма среднего балла по предметам: свои учреждения, всего предметов 2. "
        "Все числа – в таблице рядом."
    )


def test_the_words_compare_no_small_and_no_unknown_mean() -> None:
    assert scores_alt(ROWS, Side.OTHERS) == (
        "Столбчатая диаграмма среднего балла по предметам: свои учреждения и другие муниципалитеты. "
        "Сравнить можно предметов: 1; выше у своих: 1. Все числа – в таблице рядом."
    )


def test_the_scale_is_of_marks_only_if_all_are_marks() -> None:
    marks = subject("Математика", own=Scores(1, 10, 10, 50.0))
    assert (scores_top([marks]), scores_top([marks, PHYSICS]), scores_top([])) == (5, 100, 100)


def test_the_specification_holds_no_data_is_made_once_and_draws_columns_of_its_table() -> None:
    text = json.dumps(scores_bars(5), ensure_ascii=False)
    assert '"data"' not in text
    assert '"datasets"' not in text
    assert scores_bars(5) is scores_bars(5)
    assert set(fields_of(scores_bars()["layer"])) <= set(scores_table(ROWS, Side.OTHERS).column_names)
