"""Two institutions, four people and two associations, by hand."""

from collections.abc import Callable
from datetime import date
from typing import Any

from gmk import service
from gmk.access import CONSOLE, Role, User
from gmk.associations import actions
from gmk.associations.actions import MemberFields
from gmk.associations.rows import AssociationFields
from gmk.db.session import write_session
from gmk.db.tables import Educator, Employment, Institution
from gmk.people.names import person_key
from gmk.vocabulary import MembershipRole

ON = date(2026, 11, 1)
COORDINATOR = User(None, "shkola", "Белова", frozenset({Role.COORDINATOR}), frozenset({1}))
VIEWER = User(None, "gost", "Гость", frozenset({Role.VIEWER}), frozenset())
PEOPLE = (
    ("Белова", 1, ["физика"], 2, 1999),
    ("Громова", 1, ["Физика", "астрономия"], 20, 1980),
    ("Ежова", 2, ["химия"], None, None),
    ("Зимина", 2, ["физика"], 2, 1970),
)
"""Surname, institution, subjects, years of teaching, year of birth; numbered from 1."""


def open_office() -> None:
    """Школа 1 and школа 2 with two people each, школа 3 with nobody; «ГМО учителей физики» and «Совет»."""
    with write_session() as session:
        session.add_all(
            Institution(id=i, kind="school", number=i, name=f"СОШ № {i}", name_key=str(i)) for i in (1, 2, 3)
        )
        session.add_all(
            Educator(
                id=key,
                last_name=last,
                first_name="Анна",
                patronymic="Ивановна",
                name_key=person_key(last, "Анна", "Ивановна"),
                experience_teaching_years=years,
                birth_year=born,
            )
            for key, (last, _, _, years, born) in enumerate(PEOPLE, 1)
        )
        session.flush()
        session.add_all(
            Employment(educator_id=key, institution_id=place, position="учитель", subjects=subjects)
            for key, (_, place, subjects, _, _) in enumerate(PEOPLE, 1)
        )
    do(actions.add_association, fields=AssociationFields("ГМО учителей физики", "gmo", school_subject="Физика"))
    do(actions.add_association, fields=AssociationFields("Совет", "council"))


def do(action: Callable[..., Any], user: User = CONSOLE, **told: Any) -> Any:
    return service.save(user, action, **told)


def load(query: Callable[..., Any], user: User = CONSOLE, **told: Any) -> Any:
    return service.load(user, query, **told)


def join(
    person: int,
    association: int = 1,
    role: MembershipRole = MembershipRole.MEMBER,
    since: date | None = date(2025, 9, 1),
    until: date | None = None,
) -> int:
    fields = MemberFields(role, since, until)
    key: int = do(actions.add_member, association_id=association, educator_id=person, fields=fields)
    return key
