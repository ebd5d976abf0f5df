"""A sheet of members of associations: rows to changes."""

from typing import Any

from gmk.excel.problems import problem
from gmk.intake import messages
from gmk.intake.model import RowAction, RowPreview
from gmk.intake.people_sheets import Located
from gmk.intake.repeats import Repeats
from gmk.intake.workbench import Workbench, left_out

SIGNED = ("position", "subjects", "category", "birth_year", "phone", "email", "since", "until")


def roster_row(bench: Workbench, one: Located, values: dict[str, Any]) -> RowPreview:
    """What becomes of a row whose person is known; associations are the office's own."""
    assert one.person is not None  # noqa: S101 - rows without a person are errors before
    if not bench.may_teach:
        told = problem("institution.outside_scope", messages.OFFICE_ONLY)
        return left_out(one.row.row, values, one.problems, told)
    key = bench.rosters.key(one.person, values)
    told_before = bench.repeats.setdefault("roster", Repeats(_said)).check(
        key, one, values, (bench.draft.sheet or "", one.row.row)
    )
    if told_before is None and bench.options.policy == "skip" and bench.rosters.is_known(key, values):
        told_before = problem("row.known", messages.KNOWN)
    if told_before is not None:
        return left_out(one.row.row, values, one.problems, told_before)
    is_new, found = bench.rosters.apply(key, one.institution_id, values)
    action: RowAction = "create" if is_new else "update" if found else "unchanged"
    return RowPreview(one.row.row, action, values, {} if is_new else found, one.problems)


def _said(one: Located, values: dict[str, Any]) -> list[Any]:
    return [one.institution_id, *(values.get(name) for name in SIGNED)]
