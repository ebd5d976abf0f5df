"""Corrections of institutions by hand: each is a change set, so that the journal and undo hold."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, or_, select
from sqlmodel import Session, col

from gmk.access import Right, Scope, User, requires
from gmk.changes.model import Change
from gmk.db.keys import name_key
from gmk.db.tables import Employment, Institution, InstitutionAlias, Municipality
from gmk.errors import Conflict, NotAllowed, RuleBroken
from gmk.excel.cells import clean_text
from gmk.people.edits import commit_form, update
from gmk.people.forms import read_institution
from gmk.people.rows import InstitutionFields

ONE_DAY = timedelta(days=1)
_NEW = -1
_NEW_MUNICIPALITY = -2
_NEW_ALIAS = -3


@requires(Right.EDIT_REFERENCE)
def add_institution(session: Session, *, user: User, scope: Scope, fields: InstitutionFields) -> int:
    """Adds an institution and gives its id; a municipality that isn't known yet is added too.

    Raises:
        RuleBroken: a field can't be so, or there is such an institution already.
    """
    _check_everything(scope)
    values = read_institution(fields)
    _check_no_twin(session, values)
    changes, stored = _stored_institution(session, values)
    changes.append(Change("institution", _NEW, "create", after=stored))
    return commit_form(session, user, f"Добавлено учреждение «{_label(values)}»", changes)[_NEW]


@requires(Right.EDIT_REFERENCE)
def edit_institution(
    session: Session, *, user: User, scope: Scope, institution_id: int, version: int, fields: InstitutionFields
) -> None:
    """Corrects an institution; a former name stays known as one of its other names, so that old workbooks fit.

    Raises:
        Conflict: somebody changed it since `version`.
        RuleBroken: a field can't be so, or another institution has that name or that kind and number.
    """
    institution = _institution(session, scope, institution_id)
    values = read_institution(fields)
    _check_no_twin(session, values, but=institution_id)
    changes, stored = _stored_institution(session, values)
    changes += update(session, institution, stored, version)
    if institution.name_key != stored["name_key"]:
        changes += _former_name(session, institution)
    commit_form(session, user, f"Изменено учреждение «{_label(values)}»", changes)


@requires(Right.EDIT_REFERENCE)
def close_institution(
    session: Session, *, user: User, scope: Scope, institution_id: int, version: int, closed_on: date
) -> int:
    """Closes an institution from a day on; who still has a post there leaves it the day before. How many posts ended.

    Raises:
        Conflict: somebody changed it since `version`.
    """
    institution = _institution(session, scope, institution_id)
    last_day = closed_on - ONE_DAY
    posts = _posts_after(session, institution_id, last_day)
    changes = update(session, institution, {"closed_on": closed_on}, version)
    for post in posts:
        changes += update(session, post, {"valid_to": last_day}, post.version)
    commit_form(session, user, f"Закрыто учреждение «{institution.short_name or institution.name}»", changes)
    return len(posts)


@requires(Right.EDIT_REFERENCE)
def reopen_institution(session: Session, *, user: User, scope: Scope, institution_id: int, version: int) -> None:
    """Opens a closed institution again; posts that ended with it are corrected one by one, or by undoing the closing.

    Raises:
        Conflict: somebody changed it since `version`.
    """
    institution = _institution(session, scope, institution_id)
    changes = update(session, institution, {"closed_on": None}, version)
    commit_form(session, user, f"Снова открыто учреждение «{institution.short_name or institution.name}»", changes)


@requires(Right.EDIT_REFERENCE)
def add_alias(session: Session, *, user: User, scope: Scope, institution_id: int, alias: str) -> None:
    """Teaches that the name means this institution.

    Raises:
        RuleBroken: the name is empty, or means something already.
    """
    institution = _institution(session, scope, institution_id)
    name = clean_text(alias)
    if name is None:
        raise RuleBroken("Название не заполнено. Впишите, как ещё называют это учреждение.")
    _check_free(session, name, institution)
    label = institution.short_name or institution.name
    commit_form(session, user, f"Название «{name}» значит «{label}»", [_alias(name, institution.id)])


@requires(Right.EDIT_REFERENCE)
def remove_alias(session: Session, *, user: User, scope: Scope, alias_id: int, version: int) -> None:
    """Forgets a taught name, also one that meant «not ours»; imports ask about it again.

    Raises:
        Conflict: somebody changed it since `version`, or has removed it.
    """
    _check_everything(scope)
    alias = session.get(InstitutionAlias, alias_id)
    if alias is None:
        raise Conflict("Этого названия уже нет: его убрал кто-то другой. Обновите страницу.")
    kept = {"institution_id": alias.institution_id, "alias": alias.alias, "alias_key": alias.alias_key}
    change = Change("institution_alias", alias_id, "delete", before=kept, base_version=version)
    commit_form(session, user, f"Название «{alias.alias}» забыто", [change])


def _check_everything(scope: Scope) -> None:
    if not scope.everything:
        raise NotAllowed()


def _institution(session: Session, scope: Scope, institution_id: int) -> Institution:
    found = session.get(Institution, institution_id) if scope.covers(institution_id) else None
    if found is None:
        raise NotAllowed("Такого учреждения нет, или оно не ваше. Обновите страницу.")
    return found


def _check_no_twin(session: Session, values: dict[str, Any], *, but: int | None = None) -> None:
    """The key of an institution is its kind and number, else its name."""
    same_name = col(Institution.name_key) == name_key(values["name"])
    same_number = and_(col(Institution.kind) == values["kind"], col(Institution.number) == values["number"])
    twin = session.scalar(select(Institution).where(or_(same_name, same_number), col(Institution.id) != (but or 0)))
    if twin is not None:
        raise RuleBroken(f"Такое учреждение в справочнике уже есть: «{twin.name}». Измените название, вид или номер.")


def _check_free(session: Session, name: str, institution: Institution) -> None:
    """Neither another taught name nor the name of another institution."""
    key = name_key(name)
    taught = session.scalar(select(InstitutionAlias).where(col(InstitutionAlias.alias_key) == key))
    owner = session.scalar(select(Institution).where(col(Institution.name_key) == key))
    if taught is not None:
        owner = session.get(Institution, taught.institution_id) if taught.institution_id else None
        meaning = f"значит «{owner.short_name or owner.name}»" if owner else "значит «не наше учреждение»"
        raise RuleBroken(f"Название «{name}» уже {meaning}. Сначала уберите его там.")
    if owner is not None and owner.id != institution.id:
        raise RuleBroken(f"Так называется другое учреждение: «{owner.name}». Впишите другое название.")


def _stored_institution(session: Session, values: dict[str, Any]) -> tuple[list[Change], dict[str, Any]]:
    """The columns of the table, and the change that makes a municipality that isn't known yet."""
    stored = {name: value for name, value in values.items() if name != "municipality"}
    stored |= {"name_key": name_key(values["name"]), "municipality_id": None}
    if values["municipality"] is None:
        return [], stored
    key = name_key(values["municipality"])
    known = session.scalar(select(col(Municipality.id)).where(col(Municipality.name_key) == key))
    if known is not None:
        return [], stored | {"municipality_id": known}
    new = Change("municipality", _NEW_MUNICIPALITY, "create", after={"name": values["municipality"], "name_key": key})
    return [new], stored | {"municipality_id": _NEW_MUNICIPALITY}


def _former_name(session: Session, institution: Institution) -> list[Change]:
    key = institution.name_key
    taken = session.scalar(select(InstitutionAlias).where(col(InstitutionAlias.alias_key) == key))
    return [] if taken else [_alias(institution.name, institution.id)]


def _alias(name: str, institution_id: int) -> Change:
    after = {"institution_id": institution_id, "alias": name, "alias_key": name_key(name)}
    return Change("institution_alias", _NEW_ALIAS, "create", after=after)


def _posts_after(session: Session, institution_id: int, last_day: date) -> list[Employment]:
    """The posts that hold after the day.

    Raises:
        RuleBroken: one of them begins after the day.
    """
    until = col(Employment.valid_to)
    here = col(Employment.institution_id) == institution_id
    posts = session.scalars(select(Employment).where(here, or_(until.is_(None), until > last_day))).all()
    if any(post.valid_from and post.valid_from > last_day for post in posts):
        raise RuleBroken("Есть люди, которые приняты позже этого дня. Закройте учреждение более поздним днём.")
    return list(posts)


def _label(values: dict[str, Any]) -> str:
    return str(values["short_name"] or values["name"])
