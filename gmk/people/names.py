"""Names of people in all the ways in which they are written."""

import re
from dataclasses import dataclass

from gmk.db.keys import name_key
from gmk.excel.cells import clean_text, fold_look_alikes


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name as it is stored; initials are kept with their point: «А.»."""

    last_name: str
    first_name: str
    patronymic: str | None = None


_THREE_WORDS = re.compile(r"([А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?) ([А-ЯЁ][а-яё]+) ([А-ЯЁ][а-яё]+)")
_SURNAME_AND_INITIALS = re.compile(r"([А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?) ?([А-ЯЁ])\. ?([А-ЯЁ])\.?")
_INITIAL = r"[А-ЯЁA-Z]"
_INITIALS_JOINED = re.compile(rf"\b({_INITIAL})\s*[.,]\s*(?=[^\W\d_]|$)")
_NOT_A_NAME = re.compile(r"[\d@=+#№:;/\\?!%*\"«»_]")
_NUMBERED = re.compile(r"^\d{1,4}[.)]\s*")
_JOINED_COMMA = re.compile(r",(?=[^\W\d_]{2})")
_BRACKETS = re.compile(r"\([^)]*\)?")
_SPACED_HYPHEN = re.compile(r"(?<=[^\W\d_])\s*[-‐-―]\s*(?=[А-ЯЁ])")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?")
_PATRONYMIC = re.compile(r"(?:вич|ьич|мич|тич|кич|вна|чна|инична)$", re.IGNORECASE)
_ONLY_PATRONYMIC = re.compile(r"(?:вна|чна)$")
_AFTER_PATRONYMIC = frozenset({"оглы", "кызы", "уулу", "улы", "гызы"})
_BEFORE_SURNAME = frozenset({"фон", "де", "ван", "дер", "ла", "ле", "да", "аль"})


def read_name(text: str | None) -> PersonName | None:
    """The name that the text is; None if it is no name (one word, digits, a sentence)."""
    plain = clean_text(text)
    if plain is None:
        return None
    return _as_usual(plain) or _anyhow(plain)


def _as_usual(plain: str) -> PersonName | None:
    """The two spellings that most lists have; they are read with one look each."""
    found = _THREE_WORDS.fullmatch(plain)
    if found:
        last, first, patronymic = found.groups()
        return None if _PATRONYMIC.search(first) else PersonName(last, first, patronymic)
    found = _SURNAME_AND_INITIALS.fullmatch(plain)
    return PersonName(found[1], found[2] + ".", found[3] + ".") if found else None


def _anyhow(plain: str) -> PersonName | None:
    plain = _NUMBERED.sub("", _BRACKETS.sub(" ", fold_look_alikes(plain)))
    plain = _SPACED_HYPHEN.sub("-", _JOINED_COMMA.sub(" ", plain)).strip(" ,.-;*") + _last_point(plain)
    if _NOT_A_NAME.search(plain):
        return None
    return _of_words(_words(plain))


def _last_point(plain: str) -> str:
    return "." if re.search(rf"\b{_INITIAL}\s*[.,;]?\s*$", plain) else ""


def _words(plain: str) -> list[str]:
    """Words of the name, initials as «А.»; empty if something else stands between them."""
    spaced = _INITIALS_JOINED.sub(r" \1. ", plain)
    spaced = re.sub(r"[,.](?=\s|$)", lambda m: m[0] if m[0] == "." else " ", spaced)
    words = _joined_particles(spaced.split())
    return words if all(_WORD.fullmatch(word) or " " in word for word in words) else []


def _joined_particles(words: list[str]) -> list[str]:
    if len(words) > 2 and words[0].casefold() in _BEFORE_SURNAME:
        return [" ".join(words[:2]), *words[2:]]
    if len(words) == 4 and words[3].casefold() in _AFTER_PATRONYMIC:
        return [*words[:2], " ".join(words[2:])]
    return words


def _of_words(words: list[str]) -> PersonName | None:
    initials = [_is_initial(word) for word in words]
    if not 2 <= len(words) <= 4 or all(initials):
        return None
    if any(initials):
        return _with_initials(words, initials)
    return _full(words)


def _is_initial(word: str) -> bool:
    return len(word.rstrip(".")) == 1


def _with_initials(words: list[str], initials: list[bool]) -> PersonName | None:
    if len(words) > 3:
        return None
    given = words[1:]
    surname = words[0]
    if initials[0]:
        given, surname = words[:-1], words[-1]
    surname = surname.rstrip(".")
    if _is_initial(surname) or not _may_be_name(surname):
        return None
    first, *rest = [_initial(word) if _is_initial(word) else capitalised(word) for word in given]
    return PersonName(capitalised(surname), first, rest[0] if rest else None)


def _initial(word: str) -> str:
    return word[0].upper() + "."


def _full(words: list[str]) -> PersonName | None:
    words = [word.rstrip(".") for word in words]
    if not _plausible(words):
        return None
    if len(words) == 2 and re.fullmatch(rf"{_INITIAL}{{2}}", words[1]) and len(words[0]) > 2:
        return PersonName(capitalised(words[0]), words[1][0] + ".", words[1][1] + ".")
    words = [capitalised(word) for word in words]
    if len(words) == 2:
        return None if _ONLY_PATRONYMIC.search(words[1]) else PersonName(words[0], words[1])
    if len(words) == 3 and _PATRONYMIC.search(words[1]) and not _PATRONYMIC.search(words[2].split(" ")[0]):
        return _given_first(words)
    return PersonName(words[0], " ".join(words[1:-1]), words[-1])


def _given_first(words: list[str]) -> PersonName:
    """«Анна Петровна Иванова», unless the third word is a second part of the patronymic."""
    if words[2].split(" ")[-1].casefold() in _AFTER_PATRONYMIC:
        return PersonName(words[0], words[1], words[2])
    return PersonName(words[2], words[0], words[1])


def _plausible(words: list[str]) -> bool:
    """Capitalised words, or words in small letters that end with a patronymic; four words need one too."""
    if len(words) == 4 and not _PATRONYMIC.search(words[3]):
        return False
    if all(_may_be_name(word) for word in words):
        return True
    return len(words) == 3 and bool(_PATRONYMIC.search(words[2]))


def _may_be_name(word: str) -> bool:
    last = word.split(" ")[-1] if word.split(" ")[0].casefold() in _BEFORE_SURNAME else word.split(" ")[0]
    return last[0].isupper()


def capitalised(word: str) -> str:
    """«ИВАНОВА-ПЕТРОВА» as «Иванова-Петрова»; a word that already mixes sizes stays («МакГрегор»)."""
    if " " in word:
        return " ".join(
            w if w.casefold() in _BEFORE_SURNAME | _AFTER_PATRONYMIC else capitalised(w) for w in word.split()
        )
    return "-".join(part if _is_mixed(part) else part[:1].upper() + part[1:].lower() for part in word.split("-"))


def _is_mixed(part: str) -> bool:
    return part[:1].isupper() and not part.isupper() and part[1:] != part[1:].upper()


def has_initials(name: PersonName) -> bool:
    """Whether the first name is only an initial."""
    return name.first_name.endswith(".")


def person_key(last_name: str, first_name: str, patronymic: str | None = None) -> str:
    """The name as it is compared: ё is е, case and spaces don't count; no patronymic is an empty one."""
    return name_key(f"{last_name} {first_name} {patronymic or ''}")


def initials_key(last_name: str, first_name: str, patronymic: str | None = None) -> str:
    """Surname and initials as they are compared: «иванова а п», the same for the full name and for its short form."""
    return name_key(f"{last_name} {first_name[:1]} {(patronymic or '')[:1]}")
