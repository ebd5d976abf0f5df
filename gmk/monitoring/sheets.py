"""The workbooks of this area: results of contests and olympiads, results of exams."""

import re
from typing import Any

from gmk.excel.cells import clean_text
from gmk.excel.headers import heading_key
from gmk.excel.problems import SKIPPED, problem
from gmk.excel.reading import RowReading
from gmk.excel.sheet import Around, Sheet
from gmk.monitoring.exam_columns import EXAM_COLUMNS, MEASURES, OF_RECORD, grade_in, procedure_in, year_in
from gmk.monitoring.result_columns import RESULT_COLUMNS
from gmk.monitoring.subjects import subject_in
from gmk.monitoring.values import contest_in, outcome_of_place, stage_in
from gmk.people.columns import NAME_FIELDS, finish_institution
from gmk.people.institution_names import institution_in
from gmk.periods import school_year_in
from gmk.vocabulary import ContestOutcome

_WHO = frozenset({"participant", "last_name", "participant_count"})
_OUTCOME = frozenset({"result", "place"})
_WHAT = frozenset({"contest", "subject"})
_OF_MARKS = frozenset(OF_RECORD) - {"participants"}
_MUNICIPALITY = re.compile(
    r"(?:г|гор|город|го|мо|мр|мо?го)\b\.? ?[\w -]+|(?:[\w-]+ )+(?:муниципальн\w+ )?(?:район|округ|городской округ)"
    r"|(?:муниципальн\w+|городск\w+) (?:район|округ|образовани\w+) .+|[\w-]+ (?:район|округ|го|мр|мо)"
)
_WIDER = re.compile(
    r"(?:[\w-]+ )+(?:обл(?:асть)?|край|автономный округ)|республика [\w -]+|россия|рф|российская федерация"
    r"|город|область|край|республика|регион|район|округ|муниципалитет|муниципальное образование|страна"
)
"""What a line with the results of a whole region or country is called."""

_LONGEST_MUNICIPALITY = 70


def _is_results(fields: frozenset[str]) -> bool:
    return bool(fields & _WHO) and bool(fields & _OUTCOME) and bool(fields & _WHAT)


def finish_result(row: RowReading, around: Around) -> None:
    """What the title and sections say, the whole name from its parts, the result from the place."""
    values = row.values
    names = [str(part) for name in NAME_FIELDS if (part := values.pop(name, None))]
    if values.get("participant") is None and names:
        values["participant"] = " ".join(names)
    _take_told(values, around, ("stage", "school_year"))
    if not (values.get("contest") or values.get("subject")):
        _take_told(values, around, ("contest", "subject"))
    place = values.get("place")
    if isinstance(place, ContestOutcome):  # «участие» in the column of places
        values["result"], values["place"] = values.get("result") or place, None
    elif values.get("result") is None and place is not None:
        values["result"] = outcome_of_place(place)
    _require_result(row, around)


def _take_told(values: dict[str, Any], around: Around, names: tuple[str, ...]) -> None:
    for name in names:
        if values.get(name) is None:
            values[name] = around.told.get(name)


def _require_result(row: RowReading, around: Around) -> None:
    values = row.values
    if not (values.get("contest") or values.get("subject")):
        text = "Не указано, какой это конкурс или предмет. Впишите название."
        around.note(row, "field.required", text, field="contest" if "contest" in around.columns else "subject")
    if not values.get("participant") and values.get("participant_count") is None:
        text = "Не указан участник. Впишите его или число участников."
        around.note(row, "field.required", text, field="participant")
    if values.get("result") is None and "result" not in around.columns and not row.problems:
        around.note(row, "field.required", "Не указан результат. Впишите место или результат.", field="place")


RESULTS = Sheet(
    format="results",
    title="Результаты конкурсов и олимпиад",
    columns=RESULT_COLUMNS,
    key=("participant", "last_name", "participant_count"),
    fits=_is_results,
    institution_in=institution_in,
    told=(("school_year", school_year_in), ("stage", stage_in), ("contest", contest_in), ("subject", subject_in)),
    finishers=(finish_institution, finish_result),
)


def _is_exams(fields: frozenset[str]) -> bool:
    """Institutions with measures of a subject; a number of participants alone must have a group or a procedure."""
    has_measure = bool(fields & (_OF_MARKS | {"records"})) or {"participants", "procedure"} <= fields
    return {"institution", "subject"} <= fields and has_measure


def municipality_in(text: str | None) -> str | None:
    """The town or district that a subtotal or a section row names; None for anything else."""
    plain = clean_text(text) or ""
    if not plain or len(plain) > _LONGEST_MUNICIPALITY or institution_in(plain):
        return None
    return plain if _MUNICIPALITY.fullmatch(heading_key(plain)) else None


def finish_exam(row: RowReading, around: Around) -> None:
    """A subtotal gives its municipality to the rows below; the measures become values, or a record per subject."""
    values = row.values
    cells = {name: values.pop(name, None) for name in MEASURES}
    named = _subtotal(values)
    is_wider = _names_more_than_town(values.get("institution"))
    if named is not None or is_wider:
        if not is_wider:
            around.told["municipality"] = named
        row.skipped, row.values = True, {}
        row.problems = [problem("row.total", SKIPPED["row.total"], row=row.row)]
        return
    _take_told(values, around, ("procedure", "year", "grade", "subject"))
    if values.get("municipality") is None:
        values["municipality"] = municipality_in(around.section) or around.told.get("municipality")
    finish_institution(row, around)
    _lay_out(row, values, {name: found or [] for name, found in cells.items()})
    _require_exam(row, around)


def _subtotal(values: dict[str, Any]) -> str | None:
    """A municipality in the place of an institution, or with none beside it."""
    municipality, institution = values.get("municipality"), values.get("institution")
    if institution is None:
        return str(municipality) if municipality else None
    return municipality_in(institution) if municipality in (None, institution) else None


def _names_more_than_town(text: str | None) -> bool:
    """«Ленинградская обл.», «РФ» in the place of an institution: figures to compare with."""
    return bool(text and _WIDER.fullmatch(heading_key(text)))


def _lay_out(row: RowReading, values: dict[str, Any], cells: dict[str, list[Any]]) -> None:
    records: dict[str, dict[str, Any]] = {}
    for name, found in cells.items():
        for _letter, group, number in found:
            if group is None:
                values.setdefault(name, number)
            else:
                records.setdefault(group["subject"], {"subject": group["subject"]})[name] = number
    told = [record for record in records.values() if any(record.get(name) for name in OF_RECORD)]
    if records:
        values["records"] = told
        values.pop("subject", None)
    elif not any(values.get(name) for name in OF_RECORD) and not row.problems:
        values["records"] = []


def _require_exam(row: RowReading, around: Around) -> None:
    """A row that names no subject anywhere."""
    if row.values.get("subject") is None and row.values.get("records") is None:
        around.note(row, "field.required", "Не указан предмет. Впишите его.", field="subject")


EXAMS = Sheet(
    format="exams",
    title="Результаты экзаменов и проверочных работ",
    columns=EXAM_COLUMNS,
    key=("institution", "subject"),
    fits=_is_exams,
    institution_in=institution_in,
    told=(
        ("procedure", procedure_in),
        ("year", year_in),
        ("grade", grade_in),
        ("subject", subject_in),
        ("institution", institution_in),
    ),
    told_by_name_first=True,
    finishers=(finish_exam,),
)
