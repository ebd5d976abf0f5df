"""Who is responsible for an item of a plan: several names and posts in one cell."""

import re
from typing import Any

from gmk.excel.cells import fold_look_alikes, is_absent, lines_of
from gmk.people.names import read_name

_BETWEEN = re.compile(r"[,;/](?![^()]*\))")
_AND = re.compile(r"\s+и\s+")
_LONE_SURNAME = re.compile(r"(?:^|[\s,;/])(?<!\. )(?<!\.)[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?$")
_INITIALS = re.compile(r"[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.?)?(?![а-яё])")
_GIVEN_NAMES = re.compile(r"[А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё]+(?:вич|вна|ична|ьич|мич)\b")


def read_responsible(value: Any) -> list[str]:
    """Names and posts, split at line breaks, commas, semicolons and slashes, and at « и » between two names.

    A surname with its initials on the next line is one name.
    """
    items = [item for line in _joined(lines_of(value)) for item in _BETWEEN.split(line)]
    names = [name.strip(" ,;") for item in items for name in _split_at_and(item)]
    return [_folded(name) for name in names if not is_absent(name or None)]


def _joined(lines: list[str]) -> list[str]:
    """The lines, without the breaks inside names."""
    if len(lines) > 1 and _is_full_name(" ".join(lines)):
        return [" ".join(lines)]
    joined: list[str] = []
    for line in lines:
        if joined and _LONE_SURNAME.search(joined[-1]) and _goes_on(fold_look_alikes(line)):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return joined


def _goes_on(line: str) -> bool:
    """Whether the line begins with what follows a surname, not with the initials of another person."""
    return bool(_INITIALS.match(line) and not re.match(r"(?:[А-ЯЁ]\.\s?){1,2}[А-ЯЁ][а-яё]", line)) or bool(
        _GIVEN_NAMES.match(line)
    )


def _is_full_name(text: str) -> bool:
    name = read_name(text)
    return name is not None and name.patronymic is not None and not name.first_name.endswith(".")


def _split_at_and(item: str) -> list[str]:
    parts = _AND.split(item.strip())
    return parts if len(parts) > 1 and all(map(_is_name, parts)) else [item]


def _is_name(text: str) -> bool:
    name = read_name(text)
    return name is not None and (name.patronymic is not None or name.first_name.endswith("."))


def _folded(name: str) -> str:
    """Latin look-alikes alone are folded in names only: «Иванова A.П.»."""
    return fold_look_alikes(name) if _is_name(name) else name
