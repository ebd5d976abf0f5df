"""Every query and action names its right, and none that reads rows of institutions forgets whose rows may be seen."""

import ast
import importlib
import inspect
import pkgutil
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

import gmk
from gmk.access import Right, right_of

OFFICE_WIDE = {
    "gmk.training.queries.training_settings",  # numbers of the whole office
    "gmk.intake.journal.preview_undo",  # whose import it is decides
    "gmk.intake.journal.undo_import",
    "gmk.intake.change_undo.preview_change_undo",  # whose correction it is decides
    "gmk.intake.change_undo.undo_change",
    "gmk.intake.requests.own_requests",  # whose request it is decides
    "gmk.intake.requests.withdraw_request",
    "gmk.people.reference_lists.reference_list",
    "gmk.associations.early_career.early_career_rule",
    "gmk.associations.meetings.next_minutes_number",
    "gmk.associations.meetings.read_pasted",
    "gmk.associations.sites.activity_choices",
    "gmk.questions.smart_lists.smart_lists",  # conditions, not the people who meet them
    "gmk.plan.feeds.revoke_feed",  # one's own, whoever it is
    "gmk.plan.queries.association_choices",
    "gmk.plan.queries.responsible_choices",
    "gmk.plan.queries.school_years",
    "gmk.plan.approval.is_unchanged",
    "gmk.plan.check_settings.check_limits",
    "gmk.plan.requisites.requisites",
}
"""Whatever has no rows of institutions; further ones are told by their right below."""
RIGHTS_WITHOUT_ROWS = {Right.MANAGE_USERS, Right.READ_HEALTH, Right.EDIT_REFERENCE, Right.OWN_ACCOUNT}
"""They are given for the whole office alone, or concern nothing but the own account."""
ROOMS_OF_QUESTIONS = ("queries", "actions")


def _modules() -> Iterator[Any]:
    for found in pkgutil.walk_packages(gmk.__path__, "gmk."):
        if not found.name.startswith(("gmk.db.migrations", "gmk.ui.main")):
            yield importlib.import_module(found.name)


def _public_functions(module: Any) -> Iterator[Callable[..., Any]]:
    for name, one in vars(module).items():
        if inspect.isfunction(one) and one.__module__ == module.__name__ and not name.startswith("_"):
            yield one


def _asked_with_a_scope() -> list[Callable[..., Any]]:
    """Whatever the service can call: functions marked with a right."""
    return [one for module in _modules() for one in _public_functions(module) if hasattr(one, "right")]


def _name(function: Callable[..., Any]) -> str:
    return f"{function.__module__}.{function.__qualname__}"


def _reads(function: Callable[..., Any], name: str) -> bool:
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    loads = (node for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load))
    return any(node.id == name for node in loads)


def test_there_are_queries_and_actions_to_look_at() -> None:
    names = {_name(one) for one in _asked_with_a_scope()}
    assert {"gmk.training.queries.coverage", "gmk.training.actions.set_by_profile"} <= names
    assert len(names) > 15


def test_every_query_and_action_names_a_right_and_takes_a_scope() -> None:
    for one in _asked_with_a_scope():
        parameters = inspect.signature(one).parameters
        assert isinstance(right_of(one), Right), _name(one)
        assert next(iter(parameters)) == "session", _name(one)
        assert parameters["scope"].kind is inspect.Parameter.KEYWORD_ONLY, _name(one)


def test_what_asks_for_a_scope_in_a_room_of_questions_is_marked_with_a_right() -> None:
    for module in _modules():
        if module.__name__.rpartition(".")[2] in ROOMS_OF_QUESTIONS:
            for one in _public_functions(module):
                if "scope" in inspect.signature(one).parameters:
                    assert hasattr(one, "right"), _name(one)


def test_nobody_who_has_rows_of_institutions_to_show_ignores_the_scope() -> None:
    ignoring = {
        _name(one)
        for one in _asked_with_a_scope()
        if right_of(one) not in RIGHTS_WITHOUT_ROWS and not _reads(one, "scope")
    }
    assert ignoring <= OFFICE_WIDE


def test_reads_of_people_are_logged() -> None:
    for one in _asked_with_a_scope():
        if right_of(one) in {Right.READ_PEOPLE, Right.EXPORT_PEOPLE}:
            assert one.names is True, _name(one)  # type: ignore[attr-defined]
