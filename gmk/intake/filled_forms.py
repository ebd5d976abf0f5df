"""What a filled-in form says beside its cells: for which institution it was made, and new names of known people."""

from collections.abc import Iterable

from gmk.excel.reading import SheetReading
from gmk.intake.form_people import new_name
from gmk.intake.model import RowPreview
from gmk.intake.people_sheets import Located
from gmk.intake.workbench import Workbench
from gmk.people.names import person_key

_PARTS = ("last_name", "first_name", "patronymic")


def institutions_of_forms(sheets: Iterable[SheetReading]) -> dict[str, int]:
    """The numbers of the institutions for which the sheets were made, by the names that they had then."""
    forms = [sheet.form for sheet in sheets if sheet.form]
    return {form.institution: form.institution_id for form in forms if form.institution and form.institution_id}


def with_new_name(bench: Workbench, one: Located, shown: RowPreview) -> RowPreview:
    """The row with the change of the person's name, where the form knows the person by number."""
    person = one.person
    is_told = bench.options.policy == "update" and shown.action not in ("skip", "error")
    if person is None or not is_told or not one.row.values.get("educator_id"):
        return shown
    name = new_name(person, one.name) if person is bench.numbered.get(one.row.values["educator_id"]) else None
    if name is None or person.record is None:
        return shown
    told = dict(zip(_PARTS, name, strict=True))
    found = bench.draft.update("educator", person.record, {**told, "name_key": person_key(*name)})
    shown.changes |= {part: pair for part, pair in found.items() if part in _PARTS}
    if shown.action == "unchanged" and found:
        shown.action = "update"
    return shown
