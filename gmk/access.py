"""Roles, rights and scope: who may do what with which rows. Pure: no database, no screen."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ParamSpec, TypeVar

from gmk.errors import NotAllowed
from gmk.vocabulary import Labelled

P = ParamSpec("P")
R = TypeVar("R")


class Role(Labelled):
    """What a user is in the office; one user may have several roles."""

    HEAD = "head", "руководитель ГМК"
    METHODIST = "methodist", "методист"
    CHAIR = "chair", "председатель комитета"
    COORDINATOR = "coordinator", "ответственный в учреждении"
    VIEWER = "viewer", "наблюдатель"
    ADMINISTRATOR = "administrator", "администратор"


class Right(StrEnum):
    """One thing that a user may do."""

    READ_FIGURES = "read_figures"  # figures without names
    READ_PEOPLE = "read_people"  # lists and cards with names
    EXPORT_PEOPLE = "export_people"  # files with names
    IMPORT = "import"  # upload workbooks, edit people and courses
    UNDO_OWN = "undo_own"
    UNDO_ANY = "undo_any"
    EDIT_REFERENCE = "edit_reference"  # institutions, aliases, reference lists, settings
    READ_JOURNAL = "read_journal"  # imports and changes
    READ_PLAN = "read_plan"  # the plan, its versions, its execution
    EDIT_PLAN = "edit_plan"  # items, reasons, marks of execution, the cyclogram, calendars
    SUBMIT_PLAN = "submit_plan"  # send the plan to be approved, begin a correction, open a closed item again
    APPROVE_PLAN = "approve_plan"  # approve or return
    EDIT_ASSOCIATIONS = "edit_associations"  # associations, rosters, meetings
    MANAGE_USERS = "manage_users"  # users, their roles, who opened lists with names
    READ_HEALTH = "read_health"
    OWN_ACCOUNT = "own_account"  # own password, own sign-ins: everybody's


_OFFICE = {
    Right.READ_FIGURES, Right.READ_PEOPLE, Right.EXPORT_PEOPLE, Right.IMPORT, Right.UNDO_OWN,
    Right.EDIT_REFERENCE, Right.READ_JOURNAL, Right.READ_PLAN, Right.EDIT_PLAN,
    Right.EDIT_ASSOCIATIONS,
}  # fmt: skip

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.HEAD: frozenset(_OFFICE | {Right.UNDO_ANY, Right.SUBMIT_PLAN, Right.MANAGE_USERS, Right.READ_HEALTH}),
    Role.METHODIST: frozenset(_OFFICE),
    Role.CHAIR: frozenset(
        {
            Right.READ_FIGURES,
            Right.READ_PEOPLE,
            Right.EXPORT_PEOPLE,
            Right.READ_JOURNAL,
            Right.READ_PLAN,
            Right.APPROVE_PLAN,
        }
    ),
    Role.COORDINATOR: frozenset(
        {
            Right.READ_FIGURES,
            Right.READ_PEOPLE,
            Right.EXPORT_PEOPLE,
            Right.IMPORT,
            Right.UNDO_OWN,
            Right.READ_JOURNAL,
            Right.READ_PLAN,
        }
    ),
    Role.VIEWER: frozenset({Right.READ_FIGURES}),
    Role.ADMINISTRATOR: frozenset({Right.MANAGE_USERS, Right.READ_HEALTH}),
}
"""What each role may do. The menu, the pages, the command line and the server read this one table."""

NARROW_ROLES = frozenset({Role.COORDINATOR})
"""Roles whose rights hold for the user's own institutions only."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which institutions' rows a right covers; `None` means all of them, an empty set means none."""

    institution_ids: frozenset[int] | None = None

    @property
    def everything(self) -> bool:
        """True when no row is out of bounds."""
        return self.institution_ids is None

    def covers(self, institution_id: int | None) -> bool:
        """True when rows of this institution are in bounds; a row without institution only for everybody's scope."""
        return self.institution_ids is None or institution_id in self.institution_ids

    def check_office(self, kept: str) -> None:
        """What the office keeps for the whole town (`kept`, in the accusative) nobody of a narrow scope may change.

        Raises:
            NotAllowed: rows are out of bounds.
        """
        if not self.everything:
            raise NotAllowed(f"{kept} ведёт методический кабинет.")


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class User:
    """Whoever acts: a signed-in person, or the operator of the machine."""

    id: int | None
    login: str
    full_name: str
    roles: frozenset[Role] = field(default_factory=frozenset)
    institution_ids: frozenset[int] = field(default_factory=frozenset)

    @property
    def rights(self) -> frozenset[Right]:
        """The rights of all roles together."""
        return frozenset({Right.OWN_ACCOUNT}).union(*(RIGHTS[role] for role in self.roles))


CONSOLE = User(id=None, login="console", full_name="консоль", roles=frozenset({Role.HEAD, Role.ADMINISTRATOR}))
"""The operator of the machine: the command line acts as this user, with all rights."""


def may(user: User, right: Right) -> bool:
    """True when one of the user's roles gives the right."""
    return right in user.rights


def scope_of(user: User, right: Right) -> Scope:
    """The widest scope of the roles that give the right.

    Raises:
        NotAllowed: no role of the user gives the right.
    """
    if right is Right.OWN_ACCOUNT:
        return EVERYTHING
    giving = {role for role in user.roles if right in RIGHTS[role]}
    if not giving:
        raise NotAllowed()
    if giving <= NARROW_ROLES:
        return Scope(user.institution_ids)
    return EVERYTHING


def requires(right: Right, *, names: bool = False) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Names the right that a query or an action asks for; `names` when its rows name people (such reads are logged)."""

    def mark(function: Callable[P, R]) -> Callable[P, R]:
        function.right = right  # type: ignore[attr-defined]
        function.names = names  # type: ignore[attr-defined]
        return function

    return mark


def right_of(function: Callable[..., Any]) -> Right:
    """The right that a query or an action asks for.

    Raises:
        TypeError: the function names none; it can't be called through the service.
    """
    right = getattr(function, "right", None)
    if not isinstance(right, Right):
        raise TypeError(f"{function.__module__}.{function.__qualname__} names no right: use @requires")
    return right
