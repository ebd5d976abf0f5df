"""Values of results and exams as they stand in cells: classes, scores, shares, places, words of results."""

import re
from functools import lru_cache, partial
from typing import Any

from gmk.db.keys import name_key
from gmk.excel.cells import (
    Converter,
    Noted,
    clean_text,
    fold_look_alikes,
    read_text,
    refused,
    short,
    unquoted,
)
from gmk.excel.grid import Percent
from gmk.excel.numbers import is_blank, number_of
from gmk.excel.texts import unknown_value, value_list
from gmk.monitoring.subjects import is_subject
from gmk.people.columns import looks_like_institution
from gmk.people.names import read_name
from gmk.periods import school_year_in
from gmk.vocabulary import ContestOutcome, Level, Stage

_CLASS = re.compile(
    r"(?:класс\w* ?№? ?)?(1[0-2]|[1-9])(?:-?(?:й|ый|ой|е|х|ых|го))?"
    r"(?:[ -]?[«\"“„(]?[а-яё][»\"”“)]?)?(?: ?(?:кл\w*\.?|класс\w*))?"
)
_CLASS_LETTERS = str.maketrans("abveg", "авввг")
"""«9A», «9B» typed on the Latin keyboard."""
_AGE = re.compile(r"возраст|групп")
_PLACE = re.compile(
    r"(?:^|\D)(\d{1,3})(?:-?(?:ое|е|ого))? ?(?:мест\w*|м\b)"
    r"|\b(i{1,3}|iv|vi{0,3}|v|перв(?=ое)|втор(?=ое)|трет(?=ье))(?:ое|ье)? ?(?:мест\w*|м\b)"
)
_ONLY_PLACE = re.compile(r"(\d{1,3})(?:-?(?:ое|е))?\.?|(i{1,3}|iv|v)")
_DEGREE = re.compile(r"(?:степен|\bст\b)")
_FIRST = re.compile(r"(?:^|[^\w])(?:1|i|перв\w+)(?:[ -]?(?:й|ой|ая|я))? ?(?:степен|ст\b)")
_PRIZE_OF_ANY_DEGREE = re.compile(r"лауреат|дипломант")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "перв": 1, "втор": 2, "трет": 3}
_WINNERS_END, _PRIZES_END = 1, 3
_LATIN_I = str.maketrans("іІ", "ii")

_OUTCOMES = (
    (
        ContestOutcome.PARTICIPANT,
        r"(?<!не )участ|\bуч\b|не (?:победител|призер)|благодар|сертификат|финалист|номинант|поощр",
    ),
    (ContestOutcome.WINNER, r"победит|победа|\bпобед\b|\bгран-?при\b|гран при|абсолютн|\bпоб\b"),
    (ContestOutcome.PRIZE, r"приз[ео]р|лауреат|диплом(?:ант|ат)|призов|\bприз\b"),
)
_OUTCOME_WORDS = value_list("Результат", _OUTCOMES)

read_level = value_list(
    "Уровень",
    (
        (Level.INTERMUNICIPAL, r"межмуницип|межрайон"),
        (Level.INTERREGIONAL, r"межрегион"),
        (Level.INTERNATIONAL, r"междунар|\bмежд\b"),
        (Level.NATIONAL, r"всерос|федерал|росси|общеросс"),
        (Level.REGIONAL, r"регион|област|краев|республ|окружн|\b(?:рег|обл)\b"),
        (Level.MUNICIPAL, r"муниц|город|район|\b(?:мо|мун|гор)\b"),
        (Level.INSTITUTION, r"школьн|учрежд|\bоо\b|\bоу\b|организац|\bдоу\b|внутри|садов"),
    ),
)
_STAGES = (
    (Stage.SCHOOL, r"школьн|\bшэ\b"),
    (Stage.MUNICIPAL, r"муниц|городск|\b(?:мэ|мун)\b"),
    (Stage.REGIONAL, r"регион|област|\b(?:рэ|рег)\b"),
    (Stage.FINAL, r"заключ|финал|всеросс|\bзэ\b"),
)
read_stage = value_list("Этап", _STAGES)
_STAGE_IN_TITLE = tuple(
    (code, re.compile(pattern))
    for code, pattern in (
        (Stage.SCHOOL, r"школьн\w+ (?:\w+ )?(?:этап|тур)"),
        (Stage.MUNICIPAL, r"(?:муниципальн|городск)\w+ (?:\w+ )?(?:этап|тур)"),
        (Stage.REGIONAL, r"(?:региональн|областн)\w+ (?:\w+ )?(?:этап|тур)"),
        (Stage.FINAL, r"заключительн\w+ (?:\w+ )?(?:этап|тур)"),
    )
)
_CONTEST_IN_TITLE = re.compile(
    r"(?i)(?:конкурс|конференци|фестивал|турнир|чемпионат|соревновани|смотр|выставк|акци|проект|чтени)[^«\"„“]{0,60}"
    r"[«\"„“]([^»\"”“]+)[»\"”“]"
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


@lru_cache(maxsize=4096)
def stage_in(text: str) -> Stage | None:
    """The stage of an olympiad that a title names."""
    plain = name_key(text)
    return next((code for code, pattern in _STAGE_IN_TITLE if pattern.search(plain)), None)


@lru_cache(maxsize=4096)
def contest_in(text: str) -> str | None:
    """The contest that a title names in quotation marks."""
    found = _CONTEST_IN_TITLE.search(clean_text(text) or "")
    return found[1].strip() if found else None


def read_contest(value: Any) -> str | None:
    """The name, without the pair of quotation marks that encloses the whole."""
    text = read_text(value)
    return read_text(unquoted(text)) if text else None


def may_be_contest(value: Any) -> bool:
    """Whether the cell may name a contest: it is neither a school subject nor an institution."""
    return not (is_subject(str(value)) or looks_like_institution(value))


def read_person_text(value: Any) -> str | None:
    """A name that stays a text; look-alikes of a name are folded."""
    text = read_text(value)
    return fold_look_alikes(text) if text and read_name(text) else text


def read_school_year(value: Any) -> int | Noted | None:
    """The first of the two years: «2025/26», and «2025» alone, are 2025."""
    text = read_text(value)
    if text is None:
        return None
    year = school_year_in(text)
    found = _YEAR.search(text)
    if year is None and found is None:
        return refused("number.unreadable", f"«{short(value)}» — не учебный год. Впишите его как 2025/26.")
    return year if year is not None else int(found[1]) if found else None


def class_of(value: Any) -> int | None:
    """The number of a class: 9 of «9», «9 «А»», «9-й класс»; None if the cell is none."""
    if isinstance(value, int | float):
        return int(value) if value in range(1, 13) else None
    found = _CLASS.fullmatch(name_key(clean_text(value) or "").translate(_CLASS_LETTERS))
    return int(found[1]) if found else None


def class_reader(heading: str) -> Converter:
    """The converter of classes; under «Класс / возраст» an age or a group is no class, and no mistake."""
    return partial(read_class, strict=not _AGE.search(name_key(heading)))


def read_class(value: Any, *, strict: bool = True) -> int | Noted | None:
    """The number of the class."""
    number = class_of(value)
    if number is not None or is_blank(value) or not strict:
        return number
    return refused("number.unreadable", f"«{short(value)}» — не номер класса. Впишите число от 1 до 12.")


def says_no_class(value: Any) -> bool:
    """Whether the cell of a column «Уровень» is something else than a class."""
    return class_of(value) is None


def read_number(value: Any) -> float | Noted | None:
    """A number that isn't negative."""
    if is_blank(value):
        return None
    number = number_of(value)
    if number is None:
        return refused("number.unreadable", f"«{short(value)}» — не одно число. Впишите число, например 83,5.")
    if number < 0:
        return refused("number.out_of_range", f"Такого числа быть не может: «{short(value)}».")
    return number


def share_reader(heading: str) -> Converter:
    """The converter of shares: under a heading with «%» (or «процент») 12.5 is 0.125."""
    is_percent = "%" in heading or "процент" in name_key(heading)
    return partial(read_share, is_percent=is_percent)


def read_share(value: Any, *, is_percent: bool = False) -> float | Noted | None:
    """A share 0..1; a cell shown as a percentage, and one with «%» in it, say by themselves what they are."""
    if is_blank(value):
        return None
    number = number_of(value)
    if number is None:
        return refused("number.unreadable", f"«{short(value)}» — не одно число. Впишите долю, например 12,5 %.")
    if not isinstance(value, Percent) and (is_percent or (isinstance(value, str) and "%" in value)):
        number = round(number / 100, 10)
    if not 0 <= number <= 1:
        hint = "Доля бывает от 0 до 100 %; если в столбце проценты, поставьте знак «%» в его заголовок."
        return refused("number.out_of_range", f"Такой доли быть не может: «{short(value)}». {hint}")
    return float(number)


def read_outcome(value: Any) -> tuple[ContestOutcome, int | None] | Noted | None:
    """What was reached, and the place where one is written: «1 место» is a winner, «4-е место» a participant."""
    text = read_text(value)
    if text is None:
        return None
    plain = name_key(text.translate(_LATIN_I))
    place = _written_place(plain)
    if place is not None:
        word = _OUTCOME_WORDS(value) if re.search(r"победит|приз[ео]р", plain) else None
        return (word if isinstance(word, ContestOutcome) else outcome_of_place(place)), place
    if _DEGREE.search(plain):
        is_first = _FIRST.search(plain) and not _PRIZE_OF_ANY_DEGREE.search(plain)
        return (ContestOutcome.WINNER if is_first else ContestOutcome.PRIZE), None
    if re.fullmatch(r"диплом участника|сертификат(?: участника)?", plain):
        return ContestOutcome.PARTICIPANT, None
    word = _OUTCOME_WORDS(value)
    return (word, None) if isinstance(word, ContestOutcome) else unknown_value(value, "Результат", _OUTCOMES)


def _written_place(plain: str) -> int | None:
    found = _PLACE.search(plain)
    if found is None:
        return None
    return int(found[1]) if found[1] else _ROMAN[found[2]]


def outcome_of_place(place: int) -> ContestOutcome:
    """The first place is a winner, the second and third are prizes."""
    if place <= _WINNERS_END:
        return ContestOutcome.WINNER
    return ContestOutcome.PRIZE if place <= _PRIZES_END else ContestOutcome.PARTICIPANT


def read_place(value: Any) -> int | ContestOutcome | Noted | None:
    """The number of the place: 2, «2 место», «II»; a word («участие») is its outcome, a range is no place."""
    if is_blank(value):
        return None
    plain = name_key((clean_text(value) or "").translate(_LATIN_I))
    found = _ONLY_PLACE.fullmatch(plain)
    place = (int(found[1]) if found[1] else _ROMAN[found[2]]) if found else _written_place(plain)
    if place is None:
        outcome = read_outcome(value)
        if isinstance(outcome, tuple):
            return outcome[0]
        return refused("number.unreadable", f"«{short(value)}» — не место. Впишите число, например 2.")
    return place
