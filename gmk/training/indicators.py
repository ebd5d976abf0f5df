"""Figures with a name, each defined once: whatever shows one takes its words and its query from here."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from gmk.training.queries import coverage
from gmk.training.rows import Coverage
from gmk.training.rules import WINDOW_MONTHS


class Direction(StrEnum):
    """Which way the figure is better."""

    MORE = "more"
    LESS = "less"


@dataclass(frozen=True, slots=True)
class Indicator:
    """The passport of a figure (паспорт показателя), and the query that answers it."""

    code: str
    title: str
    unit: str
    numerator: str
    denominator: str
    direction: Direction
    source: str
    query: Callable[..., Coverage]


COVERAGE = Indicator(
    code="training.coverage",
    title="Охват педагогов обучением",
    unit="доля, 0…1",
    numerator=(
        "педагоги, у которых есть хотя бы один учтённый курс: повышение квалификации, переподготовка или стажировка "
        f"по профилю, не меньше 16 ч., окончены за последние {WINDOW_MONTHS} мес. (обе границы включены); "
        "если известен только год – он попадает в годы этого срока"
    ),
    denominator=(
        "педагоги, работающие на эту дату: основные работники и внутренние совместители не в длительном отпуске; "
        "в каждом учреждении человек считается один раз, в целом по городу – тоже один раз"
    ),
    direction=Direction.MORE,
    source="273-ФЗ, ст. 47, ч. 5, п. 2: право на дополнительное профессиональное образование не реже раза в три года",
    query=coverage,
)

INDICATORS = {indicator.code: indicator for indicator in (COVERAGE,)}
"""Every indicator of this area by its code."""
