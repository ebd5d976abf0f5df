"""By which words a row tells that it is no record: a total, a signature, a vacancy, numbers of columns."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from gmk.db.keys import name_key
from gmk.excel.cells import clean_text, fold_look_alikes, is_absent

_TOTAL = re.compile(
    r"^(?:(?:итого|итог|всего|в т\.? ?ч\.?|в том числе|подытог|общее количество|общий итог|вся выборка)\b"
    r"|(?:в )?средн(?:ее|ий балл|ий показатель|ем)? (?:значение )?(?:по|на) |среднее(?: значение| арифметическое)?$"
    r"|по (?:городу|району|округу|области|региону|краю|республике|муниципалитету|стране|россии|рф|школе|школам|всем)\b)"
)
_VACANCY = re.compile(r"\bваканс\w*|\bвакант\w*")
_POSTS = (
    r"директор|заведующ|зав\b|начальник|председател|руководител|зам\b|заместител|исполнител|исп\b|методист|секретар"
    r"|ответственн|составил|подготовил|специалист|инспектор|и\.? ?о\b|врио|главный|подпись|согласовано|утвержда"
    r"|м\.? ?п\b|верно\b|составител|заверено|(?:члены?|состав) (?:жюри|комиссии)|жюри\b|куратор"
)
_SIGNATURE = re.compile(rf"^(?:{_POSTS})")
_SIGNED = re.compile(r"_{3,}|\b[а-яё]\. ?[а-яё]\. ?[а-яё]{3,}|[а-яё]{3,} [а-яё]\. ?[а-яё]\.|\bтел\b|\bтелефон")
_ONLY_LINE = re.compile(r"_{5,}")
_ROW_NUMBER = re.compile(r"(?:\d{1,5}(?:\.\d{1,3})*|[IVXІХ]{1,5})[.)]?")
_FEWEST_STEPS = 4
_COLUMN_NUMBER = re.compile(r"\d{1,3}[.)]?")
_EXECUTOR = re.compile(r"^(?:исполнител|исп\b|(?:конт\w* )?тел(?:ефон)?\b\W*\d)")


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """The text as the patterns here look at it."""
    return name_key(fold_look_alikes(clean_text(text) or ""))


def texts_of(cells: Sequence[Any]) -> list[str]:
    """The cells that say something, as cleaned text; marks of absence say nothing."""
    texts = [clean_text(cell) for cell in cells if cell != ""]
    return [text for text in texts if text and not is_absent(text)]


def is_total(texts: Sequence[str]) -> bool:
    """«Итого», «Всего по ДОУ: 15»: the first words of the row."""
    words = [text for text in texts if not is_number(text)]
    return bool(words) and bool(_TOTAL.match(folded(words[0])))


def is_vacancy(text: str) -> bool:
    """«Вакансия», «вакантная ставка»."""
    return bool(_VACANCY.search(folded(text)))


def is_odd(text: str) -> bool:
    """Whether the text instead of a name is a number, or speaks of a total or a vacancy."""
    plain = folded(text)
    return is_number(plain) or bool(_TOTAL.match(plain) or _VACANCY.search(plain))


def is_signature(texts: Sequence[str]) -> bool:
    """A post with a line to sign on, or with a name; whoever made the list."""
    plain = folded(" ".join(texts))
    if _EXECUTOR.match(plain) or _ONLY_LINE.search(plain):
        return True
    return bool(_SIGNATURE.match(plain) and _SIGNED.search(plain))


def is_number(text: str) -> bool:
    """Whether the text numbers a row: «1», «1.», «1.2.», «IV.»."""
    return bool(_ROW_NUMBER.fullmatch(text))


def are_column_numbers(cells: Sequence[Any]) -> bool:
    """1, 2, 3 … under the header, as numbers or as texts; «А», «Б» may stand before."""
    texts = [text for cell in cells if (text := clean_text(cell))]
    numbers = [int(text.rstrip(".)")) for text in texts if _COLUMN_NUMBER.fullmatch(text)]
    if len(numbers) < 2 or len(numbers) < len(texts) - 2 or min(numbers) > 3:
        return False
    rest = [text for text in texts if not _COLUMN_NUMBER.fullmatch(text)]
    return all(len(text) <= 2 for text in rest) and (_count_up(sorted(numbers)) or _begin_again(numbers))


def _count_up(numbers: Sequence[int]) -> bool:
    return all(later - earlier == 1 for earlier, later in pairwise(numbers))


def _begin_again(numbers: Sequence[int]) -> bool:
    """1 … 9, 5 … 9, 5 … 9: groups of columns that share their numbers."""
    steps = list(pairwise(numbers))
    up = sum(later == earlier + 1 for earlier, later in steps)
    back = [later for earlier, later in steps if later <= earlier]
    return bool(back) and up >= _FEWEST_STEPS and up + len(back) == len(steps) and len(set(back)) == 1
