"""Corrections by hand of people and their posts: each is a change set, so that the journal and undo hold."""

from datetime import date

from sqlalchemy import and_, or_, select
from sqlmodel import Session, col

from gmk.access import Right, Scope, User, requires
from gmk.db.keys import name_key
from gmk.db.tables import Educator, Employment
from gmk.errors import NotAllowed, RuleBroken
from gmk.people.edits import commit_form, update
from gmk.people.forms import read_educator, read_post
from gmk.people.names import person_key
from gmk.people.queries import full_name
from gmk.people.rows import EducatorFields, PostFields


@requires(Right.IMPORT)
def edit_educator(
    session: Session, *, user: User, scope: Scope, educator_id: int, version: int, fields: EducatorFields, on: date
) -> None:
    """Corrects what is kept about a person, for whoever answers for one of the posts that haven't ended by the day.

    Raises:
        Conflict: somebody changed it since `version`.
        NotAllowed: the person has no post within the scope.
        RuleBroken: a field can't be so.
    """
    educator = _educator(session, scope, educator_id, on)
    values = read_educator(fields)
    values["name_key"] = person_key(values["last_name"], values["first_name"], values["patronymic"])
    commit_form(
        session, user, f"Исправлены сведения: {full_name(educator)}", update(session, educator, values, version)
    )


@requires(Right.IMPORT)
def edit_post(
    session: Session, *, user: User, scope: Scope, employment_id: int, version: int, fields: PostFields
) -> None:
    """Corrects a post: position, kind, leave, subjects, first and last day.

    Raises:
        Conflict: somebody changed it since `version`.
        NotAllowed: the post is at an institution outside the scope.
        RuleBroken: a field can't be so, or the person has that position there already.
    """
    post = _post(session, scope, employment_id)
    values = read_post(fields)
    values["position_key"] = name_key(values["position"] or "")
    _check_no_second_post(session, post, values["position_key"])
    educator = session.get_one(Educator, post.educator_id)
    commit_form(
        session, user, f"Исправлено место работы: {full_name(educator)}", update(session, post, values, version)
    )


@requires(Right.IMPORT)
def end_post(session: Session, *, user: User, scope: Scope, employment_id: int, version: int, last_day: date) -> None:
    """Ends a post (увольнение, перевод): the day is the last one at work.

    Raises:
        Conflict: somebody changed it since `version`.
        NotAllowed: the post is at an institution outside the scope.
        RuleBroken: the day is before the first one at work.
    """
    post = _post(session, scope, employment_id)
    if post.valid_from and last_day < post.valid_from:
        raise RuleBroken(f"Человек работает здесь с {post.valid_from:%d.%m.%Y}. Назовите этот день или более поздний.")
    educator = session.get_one(Educator, post.educator_id)
    title = f"Работа закончена {last_day:%d.%m.%Y}: {full_name(educator)}"
    commit_form(session, user, title, update(session, post, {"valid_to": last_day}, version))


def _educator(session: Session, scope: Scope, educator_id: int, on: date) -> Educator:
    found = session.get(Educator, educator_id)
    until = col(Employment.valid_to)
    posts = select(col(Employment.institution_id)).where(
        col(Employment.educator_id) == educator_id, or_(until.is_(None), until >= on)
    )
    if found is None or not (scope.everything or any(map(scope.covers, session.scalars(posts)))):
        raise NotAllowed("Такого педагога в ваших учреждениях нет. Обновите страницу.")
    return found


def _post(session: Session, scope: Scope, employment_id: int) -> Employment:
    found = session.get(Employment, employment_id)
    if found is None or not scope.covers(found.institution_id):
        raise NotAllowed("Такого места работы в ваших учреждениях нет. Обновите страницу.")
    return found


def _check_no_second_post(session: Session, post: Employment, position_key: str) -> None:
    same_place = and_(
        col(Employment.educator_id) == post.educator_id, col(Employment.institution_id) == post.institution_id
    )
    others = select(Employment).where(same_place, col(Employment.id) != post.id)
    if session.scalar(others.where(col(Employment.position_key) == position_key)) is not None:
        raise RuleBroken("Такая должность у этого человека в этом учреждении уже есть. Исправьте ту запись.")
