"""Rows of one file that mean the same record: the later one is left out, or contradicts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from gmk.excel.problems import problem
from gmk.excel.reading import Problem

Place = tuple[str, int]
"""Sheet and row."""


@dataclass(slots=True)
class Repeats:
    """The records of a file by their keys, with what the first row says and where it stands.

    `said` gives of a row and its record what must be the same in a repetition.
    """

    said: Callable[[Any, Any], Any]
    seen: dict[Any, tuple[Any, Any, Place]] = field(default_factory=dict)

    def check(self, key: Any, row: Any, record: Any, place: Place) -> Problem | None:
        """Notes the record; a problem if it was noted before: the same again, or something else."""
        earlier = self.seen.get(key)
        if earlier is None:
            self.seen[key] = row, record, place
            return None
        is_same = self.said(earlier[0], earlier[1]) == self.said(row, record)
        return _duplicate(earlier[2], place) if is_same else _conflict(earlier[2], place)

    def forget(self, key: Any) -> None:
        """The row that was noted isn't written after all."""
        del self.seen[key]


def _duplicate(of: Place, place: Place) -> Problem:
    return problem("row.duplicate", f"Это уже есть выше ({_row(of, place)}): будет записано один раз.")


def _conflict(of: Place, place: Place) -> Problem:
    if of == place:
        text = "Один и тот же курс указан в строке дважды с разными данными. Оставьте одну запись."
    else:
        text = f"Та же запись, что и {_row(of, place)}, но с другими данными. Оставьте одну из них."
    return problem("row.conflict", text)


def _row(of: Place, place: Place) -> str:
    return f"строка {of[1]}" + ("" if of[0] == place[0] else f" листа «{of[0]}»")
