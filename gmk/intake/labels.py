"""What rows and levels of problems are called, on the screen and in workbooks."""

from collections.abc import Mapping
from typing import Any

LEVEL_WORDS = {"error": "ошибка", "warning": "предупреждение", "info": "пояснение"}

_NAME_FIELDS = ("last_name", "first_name", "patronymic")


def person_text(values: Mapping[str, Any]) -> str:
    """Surname, first name, patronymic."""
    return " ".join(str(values[name]) for name in _NAME_FIELDS if values.get(name))


def row_label(values: Mapping[str, Any]) -> str:
    """Whom or what a row is about; «–» if it doesn't say."""
    person = person_text(values)
    what = values.get("title") or ("" if person else values.get("name")) or _result_text(values)
    return " · ".join(str(part) for part in (person, what) if part) or "–"


def _result_text(values: Mapping[str, Any]) -> str:
    """Of results: who took part in what, or the institution and the subject."""
    who = values.get("participant") or values.get("institution") if "subject" in values or "records" in values else None
    return " · ".join(str(part) for part in (who, values.get("contest"), values.get("subject")) if part)
