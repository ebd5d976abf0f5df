"""Words for kinds and forms of training."""

import pytest

from gmk.excel.cells import Noted
from gmk.training.kinds import kind_by_hours, read_form, read_kind

KINDS = {
    "advanced": ["ПК", "КПК", "повышение квалификации", "Курсы ПК", "ДПП ПК", "пов. квал.", "п/к", "курсы", "КПK"],
    "retraining": [
        "ПП",
        "Профессиональная переподготовка",
        "проф. переподготовка",
        "профпереподготовка",
        "п/п",
        "ДПП ПП",
    ],
    "internship": ["стажировка", "Стажировка на базе школы"],
    "seminar": ["семинар", "вебинар", "Конференция", "мастер-класс", "обучающий семинар"],
}
FORMS = {
    "in_person": ["очная", "очно", "очный", "оч.", "Очнaя форма"],
    "distance": ["заочная", "дистанционная", "онлайн", "дист.", "с применением дистанционных технологий", "online"],
    "blended": ["очно-заочная", "смешанная", "очно/заочно", "очно-дистанционная", "очная с ДОТ", "заочно-очная"],
}


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in KINDS.items() for text in texts])
def test_words_of_a_kind(code: str, text: str) -> None:
    assert read_kind(text) == code


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in FORMS.items() for text in texts])
def test_words_of_a_form(code: str, text: str) -> None:
    assert read_form(text) == code


def test_a_word_outside_the_list_is_refused_with_the_list() -> None:
    refusal = read_kind("экскурсия")
    assert isinstance(refusal, Noted)
    assert (refusal.value, refusal.level, refusal.code) == (None, "error", "value.unknown")
    assert "экскурсия" in refusal.message
    assert "стажировка" in refusal.message


@pytest.mark.parametrize("mark", ["", None, "-", "—", "нет", "х"])
def test_a_mark_of_absence_is_no_kind(mark: str | None) -> None:
    assert read_kind(mark) is None


@pytest.mark.parametrize(
    ("hours", "kind"),
    [(1, "seminar"), (15, "seminar"), (16, "advanced"), (249, "advanced"), (250, "retraining"), (520, "retraining")],
)
def test_hours_tell_the_kind_at_their_borders(hours: int, kind: str) -> None:
    assert kind_by_hours(hours) == kind
