"""Courses written into one cell: «Тема (72 ч., 2023)», «КПК "Тема", 36 часов, 2024 г.» and their kin."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from gmk.excel.cells import clean_text, is_absent, lines_of, unquoted
from gmk.excel.dates import DATE_IN_TEXT, date_of_text
from gmk.training.kinds import kind_of_words
from gmk.vocabulary import CourseKind


@dataclass(frozen=True, slots=True)
class CourseText:
    """One course of a cell; what the text doesn't say is None."""

    title: str
    hours: int | None
    kind: CourseKind | None
    finished_on: date | None
    year: int | None


_NUMBERED = re.compile(r"^[•·▪*–—-]?\s*\(?\d{1,2}(?:[.)](?!\d)|\))\s*|^[•·▪*–—-]\s*")
_NEXT_NUMBER = re.compile(r"(?<=[\w.)»\"])\s+(?=[2-9][.)]\s*[«\"„А-ЯЁA-Z])")
_NOTHING = re.compile(r"(?i)(?:не (?:проход|обуча|было|име)\w*|нет данных|отсутству\w+|не требуется).{0,20}")
_SEPARATOR = re.compile(r";")
_HOURS_WORD = r"(?:(?:ак(?:ад)?(?:емич\w*)?\.?\s*)?(?:часов|часа|час|ч)(?![а-яё])\.?)"
_YEAR_WORD = r"(?:\s*(?:года|году|год|г)(?![а-яё])\.?)?"
_MONTH_BEFORE = r"(?:\b(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)[а-я]*\s+)?"
_FACT = re.compile(
    rf"(?P<span>(?:\bс\s*)?{DATE_IN_TEXT}{_YEAR_WORD}\s*(?:[-–—]|по|до)\s*(?P<end>{DATE_IN_TEXT}){_YEAR_WORD})"
    rf"|(?P<date>{DATE_IN_TEXT}{_YEAR_WORD})"
    rf"|(?P<hours>\d{{1,4}})\s*{_HOURS_WORD}"
    rf"|{_MONTH_BEFORE}(?<!\d)(?<![^\W_]-)(?P<year>(?:19|20)\d\d){_YEAR_WORD}(?![\d-])",
    re.IGNORECASE,
)
_IN = re.compile(r"(?:[Вв] (?=\d))?")
_EDGE = " ,;:–—-./|"
_LAST_BRACKETS = re.compile(r"\(([^()]*)\)?\s*$")
_AFTER_FACTS = re.compile(
    r"[\s,;.(–—-]+(?:(?:[Уу]достоверение|[Дд]иплом|[Сс]ертификат|[Сс]видетельство|[Рр]ег\.|№)|ИРО|[А-ЯЁ]{2,6} ДПО|АНО"
    r"|ООО|ФГ[А-ЯЁ]+|ГА?О?Б?О?У|ЧОУ|НОУ)(?![а-яё]).*$"
)
_SMALL_WORDS = re.compile(
    r"(?i)\b(?:объ[её]м\w*|в|от|за|дистанционно|очно|заочно|онлайн|академических|год[а]?|час\w*)\b"
)
_SMALL_WORDS_LAST = re.compile(r"(?i)[\s,]*\b(?:от|в объ[её]ме|объ[её]м(?:ом)?|за)\s*$")
_KIND_BEFORE = re.compile(
    r"^(?:ДПП\s*)?(?P<word>КПК|ПК|ППК|ПП|Проф(?:ессиональная|\.)\s*переподготовка|Переподготовка"
    r"|(?:Курсы )?повышения квалификации|Повышение квалификации|Курсы|Стажировка|Семинар|Вебинар|Конференция)"
    r"(?=[\s:,«\"„“–-])\s*(?:по (?:программе|теме)\s*)?[:,–-]?\s*(?P<rest>.+)$",
    re.IGNORECASE,
)
_ALWAYS_KIND = frozenset({"КПК", "ПК", "ППК", "ПП"})


def read_courses(value: Any) -> tuple[CourseText, ...] | None:
    """The courses of a cell, separated by line breaks or semicolons; None if it holds none."""
    courses = tuple(course for piece in _pieces(value) if (course := read_course(piece)))
    return courses or None


def _pieces(value: Any) -> list[str]:
    """One text for each course; a line that goes on in small letters or with a bracket belongs to the line before."""
    pieces: list[str] = []
    for line in lines_of(value):
        for piece in _items(line):
            if pieces and _goes_on(pieces[-1], piece):
                pieces[-1] = f"{pieces[-1]} {piece}"
            elif piece:
                pieces.append(piece)
    return pieces


def _items(line: str) -> list[str]:
    """The courses of a line: at semicolons, and at the numbers of a list that was written on."""
    parts = _outside_quotes(line)
    return [item for part in parts for item in (_NEXT_NUMBER.split(part) if _NUMBERED.match(part) else [part])]


def _outside_quotes(line: str) -> list[str]:
    """Split at semicolons that don't stand inside quotation marks."""
    parts = [part.strip() for part in _SEPARATOR.split(line)]
    joined: list[str] = []
    for part in parts:
        if joined and joined[-1].count("«") > joined[-1].count("»"):
            joined[-1] = f"{joined[-1]}; {part}"
        else:
            joined.append(part)
    return [part for part in joined if part]


def _goes_on(before: str, piece: str) -> bool:
    if not _FACT.sub("", piece).strip(_EDGE + "()"):
        return True
    if _FACT.search(before):
        return False
    return piece[0].islower() or (piece[0] == "(" and not _NUMBERED.match(piece)) or before.endswith((",", "-", "–"))


def read_course(text: str) -> CourseText | None:
    """The course that the text describes; None for a mark of absence."""
    plain = _NUMBERED.sub("", clean_text(text) or "").strip()
    if not plain or is_absent(plain.strip(" .")) or _NOTHING.fullmatch(plain):
        return None
    body, facts = _without_facts(plain)
    kind, title = _kind_before(body)
    title = _bare(title)
    if not title:
        return None
    return CourseText(title, facts.hours, kind, facts.finished_on, None if facts.finished_on else facts.year)


@dataclass(slots=True)
class _Facts:
    hours: int | None = None
    finished_on: date | None = None
    year: int | None = None

    def take(self, found: re.Match[str]) -> bool:
        """Keeps what the match says; False if that is already known or no day of the calendar."""
        if found["hours"]:
            return self._take_hours(int(found["hours"]))
        if found["year"]:
            self.year, fresh = self.year or int(found["year"]), self.year is None
            return fresh
        day = date_of_text(re.search(DATE_IN_TEXT, found["end"] or found["date"])[0])  # type: ignore[index]
        self.finished_on = self.finished_on or day
        return day is not None

    def _take_hours(self, hours: int) -> bool:
        fresh, self.hours = self.hours is None, self.hours if self.hours is not None else hours
        return fresh


def _without_facts(plain: str) -> tuple[str, _Facts]:
    """The text without hours, day and year, which stand at its ends or in its last brackets."""
    facts = _Facts()
    after = _AFTER_FACTS.search(plain)
    body = plain[: after.start()] if after and _FACT.search(plain[: after.start()]) else plain
    return _take_start(_take_end(body, facts), facts), facts


def _take_brackets(plain: str, facts: _Facts) -> str:
    """Last brackets with hours («(ИРО, 72 ч., 2023)») or nothing but facts go, others belong to the theme."""
    found = _LAST_BRACKETS.search(plain)
    inside = list(_FACT.finditer(found[1])) if found else []
    if found is None or not inside:
        return plain
    has_words = re.search(r"[^\W\d_]{3,}", _SMALL_WORDS.sub("", _FACT.sub("", found[1])))
    if has_words and not any(fact["hours"] for fact in inside):
        return plain
    for fact in inside:
        facts.take(fact)
    return plain[: found.start()]


def _take_end(body: str, facts: _Facts) -> str:
    while True:
        shorter = _take_brackets(body.rstrip(_EDGE), facts)
        found = _last_fact(shorter)
        if found is None or not facts.take(found):
            return shorter
        body = _SMALL_WORDS_LAST.sub("", shorter[: found.start()])


def _last_fact(text: str) -> re.Match[str] | None:
    """The fact with which the text ends, set off from the theme by a comma, a dash, a bracket or quotation marks."""
    last = None
    for found in _FACT.finditer(text):
        last = found
    if last is None or text[last.end() :].strip(_EDGE + ")]"):
        return None
    before = text[: last.start()].rstrip()
    if not before or before.count("(") > before.count(")"):
        return None
    is_of_theme = last["year"] is not None and not re.search(r"\d\s*г(?!ода)", last[0])
    return None if is_of_theme and before[-1] not in ',;:–—-./|»"”“)' and not _FACT.search(before[-14:]) else last


def _take_start(body: str, facts: _Facts) -> str:
    """What the text begins with: «2023 г. – „Тема“», «72 ч., „Тема“»."""
    found = _FACT.match(body, _IN.match(body).end())  # type: ignore[union-attr]
    if found is None:
        return body
    rest = body[found.end() :]
    is_set_off = re.match(r"\s*[-–—:,./|]|\s+[«\"„“]|\s+(?:К?ПК|ПП)\b", rest)
    return _take_start(rest.lstrip(_EDGE), facts) if is_set_off and facts.take(found) else body


def _kind_before(body: str) -> tuple[CourseKind | None, str]:
    """The kind that stands before the theme; a word like «Семинар» only before quotation marks or a colon."""
    found = _KIND_BEFORE.match(body)
    if found is None:
        return None, body
    word, rest = found["word"], found["rest"]
    quoted = rest.lstrip()[0] in '«"„“'
    if word.upper() not in _ALWAYS_KIND and not quoted and ":" not in body[: found.start("rest")]:
        return None, body
    return kind_of_words(word), rest


def _bare(title: str) -> str:
    """The theme without what separated it and without the quotation marks that enclose it."""
    text = title.strip(" ,;:–—-").strip()
    if text.endswith(".") and not text.endswith("..."):
        text = text.rstrip(".")
    return unquoted(text).strip()
