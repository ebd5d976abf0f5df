"""The lists that the office keeps itself: what forms and templates offer to choose from."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlmodel import Session, col

from gmk.access import Right, Scope, User, requires
from gmk.changes.model import Change
from gmk.db.keys import name_key
from gmk.db.tables import ReferenceItem
from gmk.errors import Conflict, RuleBroken
from gmk.excel.cells import clean_text
from gmk.people.edits import commit_form, update

LISTS = {
    "positions": "Должности",
    "school_subjects": "Предметы",
    "providers": "Организации, где учат",
    "directions": "Направления плана",
    "target_directions": "Целевые направления плана",
    "plan_tasks": "Задачи плана",
    "activity_forms": "Формы мероприятий",
    "association_kinds": "Виды объединений",
    "site_statuses": "Статусы площадок",
}
"""The lists by their codes, and what they are called."""
TITLES = {"name": "Название", "valid_from": "В списке с", "valid_to": "В списке по", "list_code": "Список"}
"""What the fields of an entry are called."""
_NEW = -1


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """An entry of a list; `valid_to` is the last day on which it is offered."""

    id: int
    name: str
    valid_to: date | None
    version: int

    def is_offered(self, on: date) -> bool:
        """Whether forms offer it on the day."""
        return self.valid_to is None or self.valid_to >= on


@requires(Right.READ_FIGURES)
def reference_list(session: Session, *, scope: Scope, list_code: str) -> list[ReferenceRow]:  # noqa: ARG001
    """All entries of a list in alphabetical order, also those that aren't offered any more."""
    found = select(ReferenceItem).where(col(ReferenceItem.list_code) == list_code)
    items = session.scalars(found.order_by(col(ReferenceItem.name_key)))
    return [ReferenceRow(one.id, one.name, one.valid_to, one.version) for one in items]


@requires(Right.EDIT_REFERENCE)
def add_to_list(session: Session, *, user: User, scope: Scope, list_code: str, name: str) -> None:  # noqa: ARG001
    """Adds an entry to a list; one that was put away is offered again.

    Raises:
        RuleBroken: the name is empty, the list has it already, or there is no such list.
    """
    told = clean_text(name)
    if told is None or list_code not in LISTS:
        raise RuleBroken("Название не заполнено. Впишите его и добавьте ещё раз.")
    found = select(ReferenceItem).where(
        col(ReferenceItem.list_code) == list_code, col(ReferenceItem.name_key) == name_key(told)
    )
    known = session.scalar(found)
    if known is not None and known.valid_to is None:
        raise RuleBroken(f"«{known.name}» уже есть в списке «{LISTS[list_code]}».")
    if known is not None:
        changes = update(session, known, {"valid_to": None}, known.version, titles=TITLES)
    else:
        values = {"list_code": list_code, "name": told, "name_key": name_key(told)}
        changes = [Change("reference_item", _NEW, "create", after=values)]
    commit_form(session, user, f"В список «{LISTS[list_code]}» добавлено «{told}»", changes)


@requires(Right.EDIT_REFERENCE)
def put_away(session: Session, *, user: User, scope: Scope, item_id: int, version: int, on: date) -> None:  # noqa: ARG001
    """Takes an entry off its list from the day on; records that have it keep it.

    Raises:
        Conflict: somebody changed it since `version`, or it isn't there any more.
    """
    item = session.get(ReferenceItem, item_id, populate_existing=True)
    if item is None:
        raise Conflict("Этой записи в списке уже нет. Обновите страницу.")
    changes = update(session, item, {"valid_to": on - timedelta(days=1)}, version, titles=TITLES)
    title = LISTS.get(item.list_code, item.list_code)
    commit_form(session, user, f"Из списка «{title}» убрано «{item.name}»", changes)
