"""Names of associations: in titles and sheet names, and what kind of association a name means."""

import re
from functools import lru_cache

from gmk.db.keys import name_key
from gmk.excel.cells import clean_text, unquoted
from gmk.vocabulary import AssociationKind

_KINDS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (
            AssociationKind.YOUNG_TEACHER_SCHOOL,
            r"\bшмп\b|\bшмс\b|\bшкол[аы] (?:молод|начинающ)\w+ (?:педагог|учител|специалист|воспитател)\w*",
        ),
        (AssociationKind.EXPERT_COUNCIL, r"экспертн\w+ совет[а]?\b"),
        (
            AssociationKind.CREATIVE_GROUP,
            r"творческ(?:ая|ой) групп[аы]\b|\b[вп]?тг\b|творческ(?:ая|ой) лаборатори[яи]\b",
        ),
        (AssociationKind.WORKING_GROUP, r"рабоч(?:ая|ей) групп[аы]\b|\bрг\b"),
        (
            AssociationKind.PILOT_SITE,
            r"(?:опорн|инновацион|стажиров|эксперименталь|пилотн|базов)\w*(?:ая|ой) (?:\w+(?:ая|ой) )?площадк[аи]\b",
        ),
        (
            AssociationKind.COUNCIL,
            (
                r"(?:методическ|координационн|консультативн|общественн)\w+ совет[а]?\b|\bметодсовет[а]?\b|\bгмс\b"
                r"|\bсовет[а]? (?:руководител|молодых|наставник|методист|по |при |заместител)\w*"
            ),
        ),
        (AssociationKind.GMO, r"\b(?:г|р|м|рай|гор)?мо\b|методическ(?:ое|ого) объединени[ея]\b"),
        (
            AssociationKind.OTHER,
            (
                r"(?:проблемн|инициативн|экспертн|проектн|проблемно-творческ)(?:ая|ой) групп[аы]\b|\bкомисси[яи]\b"
                r"|\b(?:клуб|оргкомитет)а?\b|\bассоциаци[яи]\b|\bсообществ[оа]\b|\bлаборатори[яи]\b"
            ),
        ),
    )
)
_STAND_ALONE = frozenset(
    {AssociationKind.YOUNG_TEACHER_SCHOOL, AssociationKind.EXPERT_COUNCIL, AssociationKind.COUNCIL}
)
"""Kinds of which a town has one: the name needs nothing beside the kind."""

_LONGEST_NAME = 160
_SCHOOL_YEAR = re.compile(
    r"(?i)[\s,(]*(?:\b(?:на|в|за)\s+)?20\d\d\s*(?:[-–—/]\s*(?:20)?\d\d)?\s*"
    r"(?:уч(?:ебн\w+|\.)?\s*г(?:од\w*|\.)?|г(?:од\w*|\.\s*г?\.?)?)?[\s).]*$"
)
_LEAD = re.compile(
    r"(?i)^(?:(?:поимённый|поименный|списочный|общий|персональный|утверждённый|утвержденный|обновлённый)\s+)?"
    r"(?:объединение(?=:)|педагог(?:и|ов|ах)(?=[\s,])|педагогических\s+работников|входящи\w+\s+в|члена(?:х|ми)|участниках|"
    r"состав\w*|спис(?:ок|ки)|реестр|перечень|сведения|информация|данные|члены|членов|участники|участников)"
    r"(?:\s+(?:об?|по|из)\b)?[\s:,–—-]+"
)
_TAIL = re.compile(r"(?i)[\s.:,(–—-]+(?:состав|список)(?:\s+(?:участников|членов|педагогов))?\)?$")
_ADJECTIVES = re.compile(r"[«\"]?(?:[\w-]+(?:ый|ий|ой|ая|ое|ого|его|ей|яя)\s+){0,3}")
_FULL_NAMES = (
    (re.compile(r"\bгородск\w+ методическ\w+ объединени\w"), "гмо"),
    (re.compile(r"\bрайонн\w+ методическ\w+ объединени\w"), "рмо"),
    (re.compile(r"\bметодическ\w+ объединени\w"), "мо"),
    (re.compile(r"\bтворческ\w+ групп\w"), "тг"),
    (re.compile(r"\bрабоч\w+ групп\w"), "рг"),
    (re.compile(r"\bшкол\w молод\w+ педагог\w*"), "шмп"),
    (re.compile(r"\bгородск\w+ методическ\w+ совет\w?"), "гмс"),
)
_NOT_WORDS = re.compile(r"[^\w№-]+")


def association_kind(name: str) -> AssociationKind:
    """The kind that a name says; of several words the first counts («Совет руководителей ГМО» is a council)."""
    found = _kind_in(name_key(name))
    return found[0] if found else AssociationKind.OTHER


def _kind_in(plain: str) -> tuple[AssociationKind, re.Match[str]] | None:
    hits = [(match.start(), kind, match) for kind, pattern in _KINDS if (match := pattern.search(plain))]
    if not hits:
        return None
    _start, kind, match = min(hits, key=lambda hit: hit[0])
    return kind, match


@lru_cache(maxsize=4096)
def association_in(text: str) -> str | None:
    """The association that a title, a section row or a sheet name names: without «Состав», «Список» and school year.

    None for a mere kind («Творческие группы», «ГМО») and for a text that only mentions one («Руководитель ГМО»).
    """
    name = _SCHOOL_YEAR.sub("", clean_text(text) or "").strip(" .,:;")
    while (shorter := _LEAD.sub("", name, count=1)) != name:
        name = shorter
    name = unquoted(_TAIL.sub("", name))
    if not name or len(name) > _LONGEST_NAME or not _names_one(name_key(name)):
        return None
    return _nominative(name)


def _names_one(plain: str) -> bool:
    found = _kind_in(plain)
    if found is None:
        return False
    kind, match = found
    return bool(_ADJECTIVES.fullmatch(plain[: match.start()])) and (
        kind in _STAND_ALONE or bool(re.search(r"\w", plain[match.end() :]))
    )


_GENITIVE = re.compile(
    r"(?i)^(?P<of>(?:[\w-]+(?:ого|его|ой|ей)\s+)*)(?P<noun>объединения|совета|клуба|сообщества|группы|площадки|лаборатории|комиссии|ассоциации|школы)\b"
)
_NOUNS = {
    "объединения": ("объединение", "ое"),
    "совета": ("совет", "ый"),
    "клуба": ("клуб", "ый"),
    "сообщества": ("сообщество", "ое"),
    "комиссии": ("комиссия", "ая"),
    "ассоциации": ("ассоциация", "ая"),
    "группы": ("группа", "ая"),
    "площадки": ("площадка", "ая"),
    "лаборатории": ("лаборатория", "ая"),
    "школы": ("школа", "ая"),
}
_SOFT = "кгхжшщч"


def _nominative(name: str) -> str:
    """«творческой группы «Чтение»» after «Состав» is «Творческая группа «Чтение»»."""
    found = _GENITIVE.match(name)
    if found:
        noun, ending = _NOUNS[found["noun"].lower()]
        words = [_adjective(word, ending) for word in found["of"].split()]
        name = " ".join([*words, noun]) + name[found.end() :]
    return name[:1].upper() + name[1:]


def _adjective(word: str, ending: str) -> str:
    stem = re.sub(r"(?:ого|его|ой|ей)$", "", word)
    if ending == "ый":
        ending = "ой" if stem.lower() == "городск" else "ий" if stem[-1:] in _SOFT else "ый"
    return stem + ending


def association_key(name: str) -> str:
    """The name as it is compared: «Городское методическое объединение» is «ГМО», quotation marks don't count."""
    plain = name_key(_nominative(clean_text(name) or ""))
    for pattern, short in _FULL_NAMES:
        plain = pattern.sub(short, plain, count=1)
    return " ".join(_NOT_WORDS.sub(" ", plain).split())
