"""School subjects as headings, titles and section rows write them."""

import re
from functools import lru_cache

from gmk.db.keys import name_key
from gmk.excel.cells import clean_text

_SUBJECTS = (
    ("Русский язык", r"русск\w+(?: язык\w*)?"),
    ("Математика", r"математик\w*"),
    ("Алгебра", r"алгебр\w*"),
    ("Геометрия", r"геометри\w*"),
    ("Информатика", r"информатик\w*(?: и икт)?"),
    ("ИКТ", r"икт|кегэ"),
    ("Физика", r"физик\w*"),
    ("Химия", r"хими\w*"),
    ("Биология", r"биологи\w*"),
    ("География", r"географи\w*"),
    ("История", r"истори\w*"),
    ("Обществознание", r"обществознани\w*|общество"),
    ("Литература", r"литератур\w*"),
    ("Литературное чтение", r"литературн\w+ чтени\w*"),
    ("Окружающий мир", r"окружающ\w+ мир\w*"),
    ("Английский язык", r"английск\w+(?: язык\w*)?"),
    ("Немецкий язык", r"немецк\w+(?: язык\w*)?"),
    ("Французский язык", r"французск\w+(?: язык\w*)?"),
    ("Испанский язык", r"испанск\w+(?: язык\w*)?"),
    ("Китайский язык", r"китайск\w+(?: язык\w*)?"),
    ("Иностранные языки", r"иностранн\w+(?: язык\w*)?"),
    ("Экономика", r"экономик\w*"),
    ("Право", r"прав[оу]"),
    ("Экология", r"экологи\w*"),
    ("Астрономия", r"астрономи\w*"),
    ("Технология", r"(?:труд\w* )?технологи\w*|труд"),
    ("Физическая культура", r"физическ\w+ культур\w*|физкультур\w*"),
    ("ОБЖ", r"обж|обзр|основ\w* безопасности (?:жизнедеятельности|и защиты родины)"),
    ("Искусство", r"искусств\w*|мхк|мировая художественная культура"),
    ("Музыка", r"музык\w*"),
    ("Черчение", r"черчени\w*"),
    ("Метапредметные результаты", r"метапредмет\w*"),
    ("Функциональная грамотность", r"(?:функциональн\w+|читательск\w+|математическ\w+) грамотност\w*"),
)
_ANY = "|".join(pattern for _name, pattern in _SUBJECTS)
_SUBJECT = re.compile(rf"(?:{_ANY})(?: (?:базов|профил|углубл|письменн|устн|баз|проф|б|п)\w*(?: уров\w*)?)*")
_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _SUBJECTS)
_IN_TITLE = re.compile(rf"\b(?:по|предмет[ау]?:?) ((?:{_ANY}))\b")
_AFTER_UNIT = re.compile(
    r"[\s,:;(–—-]+(?:в\s+т\.?\s*ч|в том числе|из них|чел|%|в %|кол-во|количество|число|балл|средн|ср\.|качеств|успев"
    r"|доля|процент|участ|сдав|писал|приняли|не преод|«?[2-5]»?\s*$).*$",
    re.IGNORECASE | re.DOTALL,
)
_MARKS = re.compile(r"[^\w]+")


@lru_cache(maxsize=4096)
def subject_of_heading(text: str) -> str | None:
    """«География, чел. (в т.ч. …)» is «География»; None if the heading names no subject."""
    plain = _AFTER_UNIT.sub("", clean_text(text) or "").rstrip(" ,.:;")
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
