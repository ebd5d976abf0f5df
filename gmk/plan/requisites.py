"""What official papers say about the office itself: its name, who approves, who signs."""

from dataclasses import asdict, dataclass, fields

from sqlmodel import Session

from gmk.access import Right, Scope, User, requires
from gmk.changes.journal import note_setting
from gmk.db.tables import Setting
from gmk.errors import Conflict
from gmk.excel.cells import clean_text

SETTINGS_KEY = "requisites"
TITLES = {
    "office": "Кабинет, в родительном падеже",
    "committee": "Комитет, в родительном падеже",
    "chair_post": "Кто утверждает: должность",
    "chair_name": "Кто утверждает: И. О. Фамилия",
    "council": "Кем принято, в творительном падеже",
    "head_post": "Кто подписывает: должность",
    "head_name": "Кто подписывает: И. О. Фамилия",
    "executor": "Исполнитель и телефон",
}
"""What the fields are called in the form."""


@dataclass(frozen=True, slots=True)
class Requisites:
    """The office's particulars; `version` is 0 while nobody has set them. An empty name leaves a line to sign on."""

    office: str = "городского методического кабинета"
    committee: str = "комитета образования"
    chair_post: str = "Председатель комитета образования"
    chair_name: str = ""
    council: str = "Экспертным советом"
    head_post: str = "Руководитель городского методического кабинета"
    head_name: str = ""
    executor: str = ""
    version: int = 0


@requires(Right.READ_PLAN)
def requisites(session: Session, *, scope: Scope) -> Requisites:  # noqa: ARG001 - as all queries
    """The office's particulars as they stand now."""
    stored = session.get(Setting, SETTINGS_KEY)
    return Requisites(**stored.value, version=stored.version) if stored else Requisites()


@requires(Right.EDIT_REFERENCE)
def change_requisites(session: Session, *, user: User, scope: Scope, version: int, told: Requisites) -> None:
    """Sets the particulars; `version` is that of `requisites`, 0 while nothing was ever set.

    Raises:
        Conflict: somebody changed them since `version`.
    """
    stored = session.get(Setting, SETTINGS_KEY, populate_existing=True, with_for_update=True)
    if (stored.version if stored else 0) != version:
        raise Conflict("Пока вы работали, реквизиты изменил другой человек. Обновите страницу и внесите их ещё раз.")
    names = [one.name for one in fields(Requisites) if one.name != "version"]
    values = {name: clean_text(getattr(told, name)) or "" for name in names}
    known = asdict(requisites(session, scope=scope))
    changed = {name for name in names if known[name] != values[name]}
    if not changed:
        return
    before, after = ({name: source[name] for name in sorted(changed)} for source in (known, values))
    note_setting(session, user, "Изменены реквизиты документов", before, after, version=version + 1)
    if stored is None:
        session.add(Setting(key=SETTINGS_KEY, value=values))
    else:
        stored.value, stored.version = values, version + 1
