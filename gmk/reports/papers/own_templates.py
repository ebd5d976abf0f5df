"""The office's own Word templates: kept beside the database, checked before they are, journalled."""

from sqlmodel import Session

from gmk.access import Right, Scope, User, requires
from gmk.changes.journal import note_setting
from gmk.reports.papers.kinds import PaperKind
from gmk.reports.papers.word import built_in, check_template, own_template


def template_of(kind: PaperKind) -> tuple[bytes, bool]:
    """The template that is in use, and whether it is the office's own."""
    own = own_template(kind)
    return (own.read_bytes(), True) if own.exists() else (built_in(kind), False)


@requires(Right.EDIT_REFERENCE)
def keep_template(session: Session, *, user: User, scope: Scope, kind: PaperKind, data: bytes) -> None:  # noqa: ARG001
    """Takes a template of the office's own into use.

    Raises:
        RuleBroken: it is no Word document, or it can't be filled.
    """
    check_template(data)
    target = own_template(kind)
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_suffix(".new")
    beside.write_bytes(data)
    beside.replace(target)
    _note(session, user, kind, "свой шаблон кабинета")


@requires(Right.EDIT_REFERENCE)
def drop_template(session: Session, *, user: User, scope: Scope, kind: PaperKind) -> None:  # noqa: ARG001
    """Takes the built-in template into use again; the office's own one is thrown away."""
    own_template(kind).unlink(missing_ok=True)
    _note(session, user, kind, "шаблон программы")


def _note(session: Session, user: User, kind: PaperKind, what: str) -> None:
    note_setting(session, user, f"Шаблон «{kind.label}»: {what}", {}, {}, version=1)
