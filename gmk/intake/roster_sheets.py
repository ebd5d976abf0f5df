"""A sheet of members of associations: rows to changes."""

from typing import Any

from gmk.associations.roster_changes import Key
from gmk.errors import RuleBroken
from gmk.excel.problems import problem
from gmk.excel.reading import Problem
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
        (*key, bench.rosters.period(key, values)), one, values, (bench.draft.sheet or "", one.row.row)
    )
    if told_before is None and bench.options.policy == "skip" and bench.rosters.is_known(key, values):
        told_before = problem("row.known", messages.KNOWN)
    if told_before is not None:
        return left_out(one.row.row, values, one.problems, told_before)
    try:
        bench.rosters.check(key, values)
    except RuleBroken as broken:
        told = problem("membership.overlap", str(broken), row=one.row.row)
        return left_out(one.row.row, values, one.problems, told)
    former = bench.rosters.former_leaders(key, values)
    is_new, found = bench.rosters.apply(key, one.institution_id, values)
    action: RowAction = "create" if is_new else "update" if found or former else "unchanged"
    problems = [*one.problems, *_warnings(bench, key, former, len(bench.rosters.told[key[:2]]))]
    return RowPreview(one.row.row, action, values, {} if is_new else found, problems)


def _warnings(bench: Workbench, key: Key, former: list[str], roles: int) -> list[Problem]:
    told = [problem("membership.leader_ends", messages.former_leader(name)) for name in former]
    if bench.rosters.other_leader(key):
        told.append(problem("membership.leaders", messages.TWO_LEADERS))
    if roles > 1:
        told.append(problem("membership.roles", messages.TWO_ROLES))
    return told


def _said(one: Located, values: dict[str, Any]) -> list[Any]:
    return [one.institution_id, *(values.get(name) for name in SIGNED)]
