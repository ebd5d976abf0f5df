"""The tables of exam results and what their figures mean: for the screen and for the workbook."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from gmk.db.keys import name_key
from gmk.excel.write import Kind, TableColumn, TableSpec, Value
from gmk.monitoring.rows import ContestOutcomes, Outcomes, PlaceScores, Scores, Side, SubjectScores
from gmk.monitoring.rules import FEWEST
from gmk.wording import UNKNOWN, counted

TOO_FEW = "мало данных"
NO_YEAR = "год не указан"
SHORT = {Side.OWN: "Свои", Side.TOWN: "Город", Side.OTHERS: "Другие"}
"""The sides in headings and cells."""
MEAN_DEFINITION = (
    "Средний балл нескольких учреждений взвешен по участникам: балл каждого умножен на число его участников, сумма "
    "поделена на всех участников. Учреждение, у которого нет балла или числа участников, в средний балл не входит; "
    f"если считать не из чего – «{UNKNOWN}». Где участников меньше {FEWEST}, стоит «{TOO_FEW}»: такие баллы не "
    "сравниваются."
)


def year_text(year: int | None) -> str:
    """The year of exams as people see it."""
    return NO_YEAR if year is None else str(year)


def sides_of(rows: Sequence[SubjectScores]) -> tuple[Side, ...]:
    """The sides that the rows tell of, own first."""
    return tuple(side for side in Side if any(side in row.sides for row in rows))


def subjects_spec(rows: Sequence[SubjectScores]) -> TableSpec[SubjectScores]:
    """Subjects of one year: the mean score of each side and its participants; remarks where there are any."""
    sides = sides_of(rows)
    subject: TableColumn[SubjectScores] = TableColumn("Предмет", lambda row: row.label, width=26)
    remark: TableColumn[SubjectScores] = TableColumn("Примечание", partial(_remarks, sides), width=34)
    remarks = (remark,) if any(remark.value(row) for row in rows) else ()
    return TableSpec("Средний балл по предметам", (subject, *remarks, *(one for side in sides for one in _pair(side))))


def _pair(side: Side) -> tuple[TableColumn[SubjectScores], TableColumn[SubjectScores]]:
    mean = _score(f"{SHORT[side]}: балл", lambda row: row.of(side).mean)
    return mean, TableColumn(f"{SHORT[side]}: чел.", lambda row: row.of(side).participants, kind="number", width=10)


def _score(title: str, value: Any) -> TableColumn[Any]:
    kind: Kind = "score"
    return TableColumn(title, value, kind=kind, width=10, missing=UNKNOWN)


def _remarks(sides: Sequence[Side], row: SubjectScores) -> str | None:
    said = [f"{SHORT[side].lower()}: {text}" for side in sides if (text := remark_on(row.of(side)))]
    return "; ".join(said) or None


def remark_on(scores: Scores) -> str | None:
    """What to know before the mean score is used."""
    parts = [TOO_FEW] if scores.is_small else []
    if scores.unweighted:
        places = counted(scores.unweighted, "учреждения", "учреждений", "учреждений")
        parts.append(f"у {places} не указано число участников")
    return ", ".join(parts) or None


@dataclass(frozen=True, slots=True)
class YearsRow:
    """A subject of one side through the years."""

    label: str
    side: Side
    by_year: dict[int | None, Scores]


def through_years(rows: Sequence[SubjectScores], only: SubjectScores | None = None) -> list[YearsRow]:
    """Subjects of one procedure (or only that one), by the alphabet, each with a line for every side."""
    sides, labels = sides_of(rows), {row.label for row in rows} if only is None else {only.label}
    return [
        YearsRow(label, side, {row.year: row.of(side) for row in rows if row.label == label})
        for label in sorted(labels, key=name_key)
        for side in sides
    ]


def years_spec(rows: Sequence[SubjectScores]) -> TableSpec[YearsRow]:
    """Mean scores in every year of the rows, the earliest first."""
    years = sorted({row.year for row in rows}, key=lambda year: year or 0)
    return TableSpec(
        "Средний балл по годам",
        (
            TableColumn("Предмет", lambda row: row.label, width=26),
            TableColumn("Чьи", lambda row: SHORT[row.side], width=8),
            *(_score(year_text(year), partial(_mean_of, year)) for year in years),
        ),
    )


def _mean_of(year: int | None, row: YearsRow) -> float | None:
    return row.by_year[year].mean if year in row.by_year else None


PLACES: TableSpec[PlaceScores] = TableSpec(
    "Средний балл по учреждениям",
    (
        TableColumn("Учреждения", lambda row: row.place, width=36),
        TableColumn("Чьи", lambda row: SHORT[row.side], width=8),
        _score("Средний балл", lambda row: row.scores.mean),
        TableColumn("Участников", lambda row: row.scores.participants, kind="number", width=11),
        TableColumn("Учреждений", lambda row: row.scores.institutions, kind="number", width=11),
        TableColumn("Примечание", lambda row: remark_on(row.scores), width=34),
    ),
)


def rest_texts(sides: Sequence[Side]) -> list[tuple[str, str]]:
    """The sides that aren't own by their short names, and who they are."""
    return [(SHORT[side], f"{side.label} вместе") for side in sides if side is not Side.OWN]


def results_parameters(
    procedure: str, own: str, rows: Sequence[SubjectScores], *, year: str, subject: str | None = None
) -> list[tuple[str, Value]]:
    """The lines of «Параметры» of every workbook of results."""
    return [
        ("Процедура", procedure or "не указана"),
        ("Год", year),
        ("Предмет", subject or "все"),
        ("Свои", own),
        *rest_texts(sides_of(rows)),
        ("Что такое средний балл", MEAN_DEFINITION),
    ]


OUTCOMES_DEFINITION = (
    "Участие – один результат одного человека: кто участвовал в трёх олимпиадах, посчитан трижды. Где в списке указано "
    "только число участников, считается оно. Победители и призёры входят в участия. Если загружены одни победители и "
    "призёры, остальных участий программа не знает, поэтому доли здесь не считаются."
)
NO_PLACE = "учреждение не указано"


@dataclass(frozen=True, slots=True)
class PlaceOutcomes:
    """An institution in all the contests that are looked at."""

    place: str
    outcomes: Outcomes


def added_up(rows: Iterable[ContestOutcomes]) -> list[PlaceOutcomes]:
    """The outcomes of each institution together, in the order of the rows."""
    by_place: dict[int | None, PlaceOutcomes] = {}
    for row in rows:
        before = by_place.get(row.institution_id, PlaceOutcomes(row.place or NO_PLACE, Outcomes()))
        by_place[row.institution_id] = replace(before, outcomes=before.outcomes + row.outcomes)
    return list(by_place.values())


def outcomes_text(rows: Iterable[PlaceOutcomes]) -> str:
    """All together in one line."""
    whole = sum((row.outcomes for row in rows), Outcomes())
    return f"участий {whole.participations}, победителей {whole.winners}, призёров {whole.prizes}"


OUTCOMES: TableSpec[PlaceOutcomes] = TableSpec(
    "Конкурсы и олимпиады",
    (
        TableColumn("Учреждение", lambda row: row.place, width=44),
        TableColumn("Участий", lambda row: row.outcomes.participations, kind="number", width=10),
        TableColumn("Победители", lambda row: row.outcomes.winners, kind="number", width=11),
        TableColumn("Призёры", lambda row: row.outcomes.prizes, kind="number", width=10),
    ),
)


def contest_parameters(school_year: str, event: str | None, rows: Sequence[PlaceOutcomes]) -> list[tuple[str, Value]]:
    """The lines of «Параметры» of the workbook of contests."""
    return [
        ("Учебный год", school_year),
        ("Что", event or "все конкурсы и олимпиады"),
        ("Все вместе", outcomes_text(rows)),
        ("Как посчитано", OUTCOMES_DEFINITION),
    ]
