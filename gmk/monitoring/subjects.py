"""School subjects as headings, titles and section rows write them."""

import re
from functools import lru_cache

from gmk.db.keys import name_key
from gmk.excel.cells import clean_text

_SUBJECTS = (
    ("Русский язык", r"рус(?:ск\w+)?(?: яз\w*)?"),
    ("Математика", r"мат(?:ем(?:атик\w*)?)?"),
    ("Алгебра", r"алгебр\w*"),
    ("Геометрия", r"геометри\w*"),
    ("Информатика", r"инф(?:орм(?:атик\w*)?)?(?: и икт)?(?: кегэ)?"),
    ("ИКТ", r"икт|кегэ"),
    ("Физика", r"физ(?:ик\w*)?"),
    ("Химия", r"хим(?:и\w*)?"),
    ("Биология", r"биол(?:оги\w*)?"),
    ("География", r"геогр(?:афи\w*)?"),
    ("История", r"ист(?:ори\w*)?(?: росси\w*)?|всеобщ\w+ истори\w*"),
    ("Обществознание", r"общест\w*зн\w*|общество|общест\w* ни[ея]"),
    ("Литература", r"лит(?:ератур\w*)?(?: ра)?"),
    ("Литературное чтение", r"(?:литературн\w+ )?чтени\w*"),
    ("Окружающий мир", r"окр(?:уж(?:ающ\w+)?)? мир\w*"),
    ("Английский язык", r"англ(?:ийск\w+)?(?: яз\w*)?"),
    ("Немецкий язык", r"нем(?:ецк\w+)?(?: яз\w*)?"),
    ("Французский язык", r"франц(?:узск\w+)?(?: яз\w*)?"),
    ("Испанский язык", r"испанск\w+(?: яз\w*)?"),
    ("Китайский язык", r"китайск\w+(?: яз\w*)?"),
    ("Иностранные языки", r"иностранн\w+(?: яз\w*(?: (?:англ|нем|франц|исп|кит)\w*)?)?|ин(?:остр)? яз\w*"),
    ("Экономика", r"экономик\w*"),
    ("Право", r"прав[оу]"),
    ("Экология", r"экологи\w*"),
    ("Астрономия", r"астрономи\w*"),
    ("Технология", r"(?:труд\w* )?технологи\w*|труд"),
    ("Физическая культура", r"физ\w* культур\w*|физкультур\w*|физ ра"),
    ("ОБЖ", r"обж|обзр|основ\w* безопасности (?:жизнедеятельности|и защиты родины)"),
    ("Искусство", r"(?:изобразительн\w+ )?искусств\w*|изо|мхк|мировая художественная культура"),
    ("Родной язык", r"родн\w+ (?:язык|литератур)\w*"),
    ("Вероятность и статистика", r"вероятност\w* и статистик\w*"),
    ("Естествознание", r"естествознани\w*"),
    ("Музыка", r"музык\w*"),
    ("Черчение", r"черчени\w*"),
    ("Метапредметные результаты", r"метапредмет\w*"),
    ("Функциональная грамотность", r"(?:функциональн\w+|читательск\w+|математическ\w+) грамотност\w*"),
)
_ANY = "|".join(pattern for _name, pattern in _SUBJECTS)
_SUBJECT = re.compile(rf"(?:{_ANY})(?: (?:базов|профил|углубл|письменн|устн|баз|проф|б|п|гвэ)\w*(?: уров\w*)?)*")
_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _SUBJECTS)
_IN_TITLE = re.compile(rf"\b(?:по|предмет[ау]?:?) ((?:{_ANY}))\b")
_AFTER_UNIT = re.compile(
    r"[\s,:;(–—-]+(?:в\s+т\.?\s*ч|в том числе|из них|чел|%|в %|кол-во|количество|число|балл|средн|ср\.|качеств|успев"
    r"|доля|процент|участ|сдав|писал|приняли|не преод|«?[2-5]»?\s*$).*$",
    re.IGNORECASE | re.DOTALL,
)
_END_OF_SENTENCE = re.compile(r"(?i)(?:(?<=[аеёиоуыэюя])|(?<=язык)|(?<=мир))\.$")
"""A full stop after a whole word; «Рус. яз.» keeps its own."""

_MARKS = re.compile(r"[^\w]+")


@lru_cache(maxsize=4096)
def subject_of_heading(text: str) -> str | None:
    """«География, чел. (в т.ч. …)» is «География»; None if the heading names no subject."""
    plain = _END_OF_SENTENCE.sub("", _AFTER_UNIT.sub("", clean_text(text) or "").rstrip(" ,:;"))
    return plain if plain and is_subject(plain) else None


def is_subject(text: str) -> bool:
    """Whether the text is a school subject and nothing else: «Математика (профиль)»."""
    return bool(_SUBJECT.fullmatch(_MARKS.sub(" ", name_key(text)).strip()))


@lru_cache(maxsize=4096)
def subject_in(text: str) -> str | None:
    """The subject that a title names («… по русскому языку»), or that a section row or a sheet is called."""
    plain = clean_text(text) or ""
    if is_subject(plain):
        return plain
    found = _IN_TITLE.search(name_key(plain))
    if found is None:
        return None
    return next((name for name, pattern in reversed(_PATTERNS) if pattern.fullmatch(found[1])), None)
