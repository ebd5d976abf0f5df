"""Names of institutions in all the ways in which they are written: kind, number, and the name itself."""

import re
from dataclasses import dataclass
from functools import lru_cache

from gmk.db.keys import name_key
from gmk.excel.cells import clean_text
from gmk.vocabulary import InstitutionKind


@dataclass(frozen=True, slots=True)
class InstitutionName:
    """What a name says: `core` is it for comparing, without legal form, quotation marks, «№» and town."""

    kind: InstitutionKind | None
    number: int | None
    core: str


_LEGAL_ADJECTIVE = (
    r"(?:муниципальн|государственн|негосударственн|частн|автономн|казенн|бюджетн|федеральн|областн|краев|городск"
    r"|некоммерческ|дошкольн|общеобразовательн|образовательн|профессиональн|нетипов|районн)\w+"
)
_LEGAL_FORM_LONG = re.compile(
    rf"(?:\b{_LEGAL_ADJECTIVE}\s+)+(?:учреждени\w+|организаци\w+)"
    r"(?:\s+дополнительного\s+(?:профессионального\s+)?образования)?(?:\s+(?:детей|взрослых))*"
)
_LEGAL_FORM_SHORT = re.compile(
    r"\b(?:[мгчкноф]{0,2}[абкг]{0,2}[дпс]{0,2}оу(?:до|дод|дпо)?|[мгофк]{1,3}[абк]?у(?:до|дод|дпо)?|г[аб]поу|ано|нчоу|нмоу"
    r"|тмкоу|цмкоу)\b(?:\s+(?:дод|до|дпо|впо|спо)\b)?"
)
_TOWN_WORD = (
    r"(?:г\.\s*о\.|г\.|гор\.|город(?:а|ской округ)?\b|пгт\b\.?|пос\.|поселк\w+\b|п\.|с\.|сел[оа]\b|ст\.|станиц\w+\b"
    r"|дер\.|рп\b\.?|р\.п\.)"
)
_KIND_WORD = (
    r"(?:сош|оош|нош|школ\w*|гимнази\w*|лице\w*|детск\w*|д/с|сад\w*|цент\w*|дом|црр|средн\w*|основн\w*|начальн\w*)\b"
)
_TOWN = re.compile(
    rf"[,(]?\s*(?:зато\s+)?(?<!\w){_TOWN_WORD}\s*(?!{_KIND_WORD})[а-яa-z][\w-]*(?:\s+(?!{_KIND_WORD})[а-я][\w-]*){{0,2}}\)?"
)
_TERRITORY = re.compile(
    r"[,(]?\s*\b[\w-]+(?:ого|его)\s+(?:городского\s+округа|муниципального\s+(?:района|округа|образования)|района|округа)\b.*$"
)
_QUOTES = re.compile(r"[«»\"„“”'‘’`]")
_NUMBER_SIGN = re.compile(r"(?:№|\bn[oо°º]?\.?|#|\bномер)\s*(?=\d)")
_NUMBERED = re.compile(r"(?:№|\bn[oо°º]?\.?|#|\bномер)\s*(\d{1,4})(?!\d)")
_AFTER_KIND = re.compile(
    r"(?:\b\w{0,6}[сон]ош|школ\w*|гимнази\w*|лице[йяюе]\w*|сад\w*|\bд[/\\.]?\s?с|\bдс|\b\w{0,3}доу|\bоу|колледж\w*|интернат\w*)"
    r"\s*[-–—]?\s*(\d{1,4})(?![\d-])"
)
_GLUED = re.compile(r"(?<=[а-я])(?=\d)|_")
"""«дс15»; «Д_С 12», as the name of a sheet can't hold a slash."""
_YEARS = range(1950, 2100)
_ALONE = re.compile(r"(?<![\w-])(\d{1,4})(?![\w-])")

_COUNT_AT_END = re.compile(r"(?:\s*\(|\s+[–—-])\s*\d+\s*(?:чел\w*|пед\w*|сотр\w*|раб\w*)?\.?\s*\)?\s*$")
_BEGINS_WITH_NAME = re.compile(
    rf"[«\"„]?(?:(?:{_LEGAL_ADJECTIVE}\s)+(?:учрежд|организ)"
    r"|[мгчкноф]{0,2}[абкг]{0,2}[дпс]{0,2}оу(?:до|дод)?\b|м[абк]?у(?:до)?\b"
    r"|сош|оош|нош|школа|гимнази[яи]|прогимназ|лице[йя]|детский сад|дет|д[/._ -]?\s?с(?![а-я])|црр|центр"
    r"|дом\b|дворец|станция|ддт|дюсш|дши"
    r"|дмш|дхш|цит|цдт|сш\b|музыкальн|художествен|спортивн|детск|вечерн|начальн|основн|средн|№|\d)"
)
_ADDITIONAL_NAME = re.compile(
    r"(?:дом|дворец|центр|станция|школа|детск|музыкальн|художествен|спортивн|ддт|дюсш|дши|дмш|дхш|цит|цдт|сют|сюн)"
)
_LONGEST_NAME = 8
_THE_ONLY_ONE = re.compile(
    r"(?:про)?гимназия|лицей|школа-интернат|(?:вечерняя|открытая)(?: \(?сменная\)?)?(?: \w+)? школа"
)
"""Names of which a town has one; «начальная школа» is a department."""

_FORM_BEFORE_QUOTES = re.compile(
    rf"(?i)(?:(?:\b{_LEGAL_ADJECTIVE}\s+)+(?:учреждени\w+|организаци\w+)[^«\"„“]{{0,60}}"
    r"|\b[мгчкноф]{0,2}[абкг]{0,2}[дпс]{0,2}оу(?:до|дод)?\b[^«\"„“,;]{0,30}|\bм[абк]?у(?:\s?до)?\b[^«\"„“,;]{0,30}"
    r"|\b(?:гимнази\w+|лице\w+|школ\w+|детск\w+ сад\w*)\s*(?:№\s*\d+\s*)?)[«\"„“]"
)
_NOT_OWN = re.compile(
    r"\b(?:детск\w+ сад\w*|дет сад|д/с\b|д с\b|дс|црр|центр\w* развития ребенка|\w+ вида|[сон]ош|частн\w+"
    r"|(?:средн|начальн|основн|общеобразовательн)\w+|школ[аыеу]|лице[йяюе]|гимнази\w|\d+)(?=\s|$)"
)
_HAS_WORD = re.compile(r"[а-яa-z]{3}")
_KINDERGARTEN_BY_NAME = re.compile(
    r"(?:(?:[Дд]етский|ДЕТСКИЙ|[Дд]ет\.?) (?:сад|САД)|[ДдDd][-_/. ]?[СсCc])\.? [А-ЯЁ][а-яё]{2,}(?: [а-яё]+)?"
)
"""«дс Росинка», without quotation marks: the name begins with a capital letter."""

_QUOTE_STEPS = {"«": 1, "„": 1, "»": -1, "”": -1}
_NUMBERED_IN_TEXT = re.compile(
    r"(?i)(?:\b[мгчкноф]{0,2}[абкг]{0,2}[дпс]{0,2}оу(?:до|дод)?\s+)?"
    r"(?:\b[сон]ош|\bшкол[аыеу]|\bгимнази\w+|\bлице\w+|\bдетск\w+ сад\w*|\bд/с|\b[мкгч]?[абк]?доу)"
    r"\s*(?:№|N)?\s*\d{1,3}(?!\d)"
)

_WORDS_OF_KINDS: tuple[tuple[InstitutionKind, tuple[str, ...]], ...] = (
    (
        InstitutionKind.ADDITIONAL,
        (
            r"дополнительного образования",
            r"\b[мгчк]{1,2}[абк]?о?удод?\b",
            r"\b[мгчк]{1,2}[абк]?о?у\s+дод?\b",
            r"\bм[аб]у\b.*\bсш\b",
            r"\b(?:музыкальн|художественн|спортивн|хореографическ)\w*[\s-]+(?:\w+[\s-]+)?школ",
            r"школ\w*\s+(?:\w+\s+)?искусств",
            r"\b(?:дши|дмш|дхш|дюсш|сшор|сдюс?шор|ддт|дд?ю?т|дтди?ю?м?|дтдм|цдт|цдо|цвр|сют|сюн|цит|удо)\b",
            r"\bцдют\w*",
            r"детско-юношеск",
            r"станци\w+ юных",
            r"(?:дом|дворец|центр)\w* (?:\w+ )?(?:\w+ )?творчеств",
            r"дворец пионеров",
            r"центр\w* информационных технологий",
        ),
    ),
    (InstitutionKind.SCHOOL, (r"начальн\w+ школ\w*\s*[-–—]\s*детск\w+ сад",)),
    (
        InstitutionKind.KINDERGARTEN,
        (
            r"детск\w*\.? сад",
            r"\bдет\.?\s?сад",
            r"\bд[/\\. -]\s?с(?:ад\w*)?\b",
            r"\bдс\b",
            r"\b\w{0,4}доу\b",
            r"дошкольн",
            r"\bцрр\b",
            r"центр\w* развития ребенка",
            r"\bясли",
        ),
    ),
    (InstitutionKind.BOARDING, (r"интернат",)),
    (InstitutionKind.PRIVATE_SCHOOL, (r"частн\w+ .*(?:школ|гимнази|лице[йя])", r"\bн?чоу\b", r"\bноу\b")),
    (InstitutionKind.GYMNASIUM, (r"гимнази",)),
    (InstitutionKind.LYCEUM, (r"\bлице[йяюе]",)),
    (InstitutionKind.COLLEGE, (r"колледж", r"техникум", r"училищ", r"\bг[аб]поу\b")),
    (InstitutionKind.SCHOOL, (r"школ", r"\b\w{0,5}[сон]{1,2}ош\b", r"\bсш\b", r"\bшк\.?\s?(?=№|\d|n)")),
)
_KINDS = tuple((kind, re.compile("|".join(words))) for kind, words in _WORDS_OF_KINDS)


@lru_cache(maxsize=8192)
def read_institution_name(text: str | None) -> InstitutionName:
    """Kind, number and comparable name; the town is taken away whatever it is («… г. Лесной»)."""
    plain = _GLUED.sub(" ", name_key(clean_text(text) or ""))
    townless = _without_town(plain)
    kind = institution_kind(townless)
    number = _number(townless)
    return InstitutionName(kind, number, _core(townless))


def institution_kind(plain: str) -> InstitutionKind | None:
    """The kind that a folded text names («дошкольные образовательные организации» too); None if it names none."""
    unquoted = _QUOTES.sub(" ", plain)
    for kind, pattern in _KINDS:
        if pattern.search(unquoted):
            return kind
    return None


def own_name(core: str) -> str | None:
    """«росинка» of «детский сад 2 росинка»: what a comparable name has beside its kind and number; None if nothing."""
    rest = " ".join(_NOT_OWN.sub(" ", core.replace("-", " ")).split())
    return rest if _HAS_WORD.search(rest) else None


def only_kind(core: str) -> InstitutionKind | None:
    """The kind that is the whole name: «лицей», «гимназия», of which a town often has one."""
    return {"лицей": InstitutionKind.LYCEUM, "гимназия": InstitutionKind.GYMNASIUM}.get(core)


@lru_cache(maxsize=8192)
def institution_in(text: str) -> str | None:
    """The institution that a title, a section row or a sheet name names, as written; None for a mere kind («Школы»)."""
    plain = _COUNT_AT_END.sub("", clean_text(text) or "").strip(" :.,")
    if not plain:
        return None
    if _BEGINS_WITH_NAME.match(name_key(plain)) and _names_one(plain):
        return plain
    found = _quoted_name(plain) or _NUMBERED_IN_TEXT.search(plain)
    phrase = found if isinstance(found, str) else found[0].strip() if found else None
    return phrase if phrase and _names_one(phrase) else None


def _names_one(text: str) -> bool:
    """Whether it is one institution: its kind with a number or a name of its own."""
    name = read_institution_name(text)
    if name.kind is None:
        return False
    if name.number is not None:
        return True
    if name.kind is InstitutionKind.ADDITIONAL:
        return bool(_ADDITIONAL_NAME.match(name.core)) and len(name.core.split()) <= _LONGEST_NAME
    return bool(_QUOTES.search(text) or _THE_ONLY_ONE.fullmatch(name.core) or _KINDERGARTEN_BY_NAME.fullmatch(text))


def _quoted_name(plain: str) -> str | None:
    """From the legal form to the quotation mark that closes the name."""
    form = _FORM_BEFORE_QUOTES.search(plain)
    if form is None:
        return None
    depth, last = 0, None
    for position in range(form.end() - 1, len(plain)):
        depth += _QUOTE_STEPS.get(plain[position], 0)
        if plain[position] in "»”“" or (plain[position] == '"' and position >= form.end()):
            last = position
            if depth <= 0:
                break
    return plain[form.start() : last + 1] if last else None


def _without_town(plain: str) -> str:
    return _TERRITORY.sub("", _TOWN.sub(" ", plain)).strip()


def _number(plain: str) -> int | None:
    unquoted = _QUOTES.sub(" ", plain)
    for pattern in (_NUMBERED, _AFTER_KIND, _ALONE):
        found = pattern.search(unquoted)
        if found and (pattern is _NUMBERED or int(found[1]) not in _YEARS):
            return int(found[1])
    return None


def _core(plain: str) -> str:
    text = _LEGAL_FORM_LONG.sub(" ", _QUOTES.sub(" ", plain))
    text = _LEGAL_FORM_SHORT.sub(" ", text)
    text = re.sub(r"[.,;()]", " ", _NUMBER_SIGN.sub(" ", text))
    return " ".join(re.sub(r"\s*[-–—]\s*", "-", text).split()).strip("-")
