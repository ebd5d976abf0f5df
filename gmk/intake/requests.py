"""Rows that their sender may not write: sent to the owner of the institution, who accepts or declines them."""

from dataclasses import replace
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from gmk.access import Right, Scope, User, requires
from gmk.db.scoping import within
from gmk.db.tables import ImportRun, Institution, RowRequest, now
from gmk.errors import NotAllowed, RuleBroken
from gmk.excel.cells import clean_text
from gmk.intake.commit import commit_import
from gmk.intake.foreign_rows import OFFICE, ForeignRows, foreign_rows, has_own_errors
from gmk.intake.model import ImportPreview
from gmk.intake.preview import preview_import
from gmk.intake.request_reading import as_chosen, as_kept, kept_data, read_again
from gmk.intake.request_rows import RequestRow, RequestState

LONGEST_TEXT = 500
"""Letters of a note or a reason."""


@requires(Right.IMPORT)
def commit_with_requests(
    session: Session,
    *,
    user: User,
    scope: Scope,
    preview: ImportPreview,
    data: bytes,
    valid_only: bool = False,
    note: str = "",
) -> int:
    """Writes the user's own rows as `commit_import` does and sends the others to their owners.

    Gives the number of the import. The same rows of the same file wait for a decision once only.

    Raises:
        RuleBroken: there is nothing to send, or own rows have errors and not `valid_only`.
        OfficeError: whatever `commit_import` raises; then nothing is sent either.
    """
    sent = foreign_rows(preview)
    if not sent or any(scope.covers(one.institution_id) for one in sent):
        raise RuleBroken("В этом файле нет строк, которые можно отправить. Загрузите его ещё раз.")
    if has_own_errors(preview) and not valid_only:
        raise RuleBroken("В ваших строках есть ошибки. Исправьте их или выберите запись только верных строк.")
    text = _text(note)
    import_id = commit_import(session, user=user, scope=scope, preview=preview, data=data, valid_only=True)
    run = session.get_one(ImportRun, import_id)
    run.totals = _totals(run.totals or {}, sum(one.count for one in sent))
    for one in sent:
        _send(session, user, run, one, as_kept(preview.options, without=_others(preview, one)), text)
    return import_id


def _others(preview: ImportPreview, one: ForeignRows) -> dict[str, list[int]]:
    """The rows of the file that aren't sent to this owner."""
    of_file = {sheet: set(rows) for sheet, rows in _rows_of(preview).items()}
    return {sheet: sorted(rows.difference(one.rows.get(sheet, ()))) for sheet, rows in of_file.items()}


def _totals(totals: dict[str, int], count: int) -> dict[str, int]:
    """What is sent is no error."""
    return totals | {"error": totals.get("error", 0) - count, "sent": count}


def _send(
    session: Session, user: User, run: ImportRun, one: ForeignRows, options: dict[str, Any], note: str | None
) -> None:
    """Adds the request; an open one about the same file is withdrawn, so that one of them waits."""
    before = (
        select(RowRequest)
        .where(col(RowRequest.user_id) == user.id, col(RowRequest.sha256) == run.sha256)
        .where(col(RowRequest.institution_id) == one.institution_id, col(RowRequest.state) == RequestState.OPEN.value)
    )
    for earlier in session.scalars(before):
        _decide(earlier, RequestState.WITHDRAWN, user)
    session.add(
        RowRequest(
            institution_id=one.institution_id, user_id=user.id, user_name=user.full_name, file_name=run.file_name,
            sha256=run.sha256, stored_as=run.stored_as or "", rows=one.rows, options=options, note=note,
        )
    )  # fmt: skip


def _text(text: str) -> str | None:
    told = clean_text(text)
    if told and len(told) > LONGEST_TEXT:
        raise RuleBroken(f"Текст слишком длинный: больше {LONGEST_TEXT} знаков. Сократите его.")
    return told


def _decide(request: RowRequest, state: RequestState, user: User, answer: str | None = None) -> None:
    request.state, request.answer = state.value, answer
    request.decided_by_id, request.decided_by, request.decided_at = user.id, user.full_name, now()


@requires(Right.IMPORT)
def open_request_count(session: Session, *, scope: Scope) -> int:
    """How many requests wait for the user's decision."""
    statement = select(func.count()).select_from(RowRequest).where(col(RowRequest.state) == RequestState.OPEN.value)
    return int(session.execute(within(statement, col(RowRequest.institution_id), scope)).scalar_one())


@requires(Right.IMPORT)
def requests_to_decide(session: Session, *, scope: Scope) -> list[RequestRow]:
    """The requests about the user's institutions: those that wait first, each the latest first; withdrawn ones not."""
    statement = within(_requests(), col(RowRequest.institution_id), scope)
    found = session.execute(statement.where(col(RowRequest.state) != RequestState.WITHDRAWN.value)).all()
    rows = [_row(*one) for one in found]
    return sorted(rows, key=lambda row: row.state is not RequestState.OPEN)


@requires(Right.IMPORT)
def own_requests(session: Session, *, scope: Scope, viewer: User) -> list[RequestRow]:  # noqa: ARG001 - own ones
    """What the user sent, the latest first, and what became of it; who decided isn't told."""
    mine = _requests().where(col(RowRequest.user_id) == viewer.id)
    return [replace(_row(*one), decided_by=None, import_id=None) for one in session.execute(mine).all()]


def _requests() -> Any:
    return (
        select(RowRequest, Institution.short_name, Institution.name, ImportRun.state)  # type: ignore[call-overload]
        .outerjoin(Institution, col(Institution.id) == col(RowRequest.institution_id))
        .outerjoin(ImportRun, col(ImportRun.id) == col(RowRequest.import_id))
        .order_by(col(RowRequest.id).desc())
    )


def _row(request: RowRequest, short_name: str | None, name: str | None, import_state: str | None) -> RequestRow:
    return RequestRow(
        id=request.id,
        institution=short_name or name or OFFICE.label,
        sender=request.user_name,
        sent_at=request.created_at,
        file=request.file_name,
        count=sum(map(len, request.rows.values())),
        note=request.note,
        state=RequestState.UNDONE if import_state == "undone" else RequestState(request.state),
        decided_at=request.decided_at,
        answer=request.answer,
        decided_by=request.decided_by,
        import_id=request.import_id,
    )


@requires(Right.IMPORT, names=True)
def preview_request(session: Session, *, scope: Scope, viewer: User, request_id: int) -> ImportPreview:
    """What the rows of the request would change, as the owner may see it.

    Raises:
        NotAllowed: the institution isn't one of the user's.
        RuleBroken: there is no such request, it is decided already, or its file isn't kept any more.
    """
    return preview_answered(session, scope=scope, viewer=viewer, request_id=request_id, people={})


@requires(Right.IMPORT)
def preview_answered(
    session: Session, *, scope: Scope, viewer: User, request_id: int, people: dict[str, str]
) -> ImportPreview:
    """The same with the owner's answers to its questions about people, whose names no log needs.

    Raises:
        OfficeError: as `preview_request` does.
    """
    request = _open(session, scope, request_id)
    options = as_chosen(request.options, people)
    reading = read_again(session, request, options)
    return preview_import(session, scope=scope, viewer=viewer, reading=reading, options=options)


@requires(Right.IMPORT)
def accept_request(
    session: Session, *, user: User, scope: Scope, request_id: int, preview: ImportPreview, valid_only: bool = False
) -> int | None:
    """Writes exactly the preview of the request, journalled as the owner's import; gives its number.

    None if there was nothing to write: all of it is known already.

    Raises:
        Conflict: the records have changed since the preview; the request stays open.
        NotAllowed: the institution isn't one of the user's.
        RuleBroken: it is decided already, rows have errors and not `valid_only`, or no row is valid.
    """
    request = _open(session, scope, request_id)
    if preview.sha256 != request.sha256 or _rows_of(preview) != request.rows:
        raise RuleBroken("Просмотр относится к другой заявке. Откройте заявку заново.")
    if preview.change_set.changes:
        preview.change_set.title = f"Заявка № {request.id}: {request.user_name}, файл «{request.file_name}»"
        request.import_id = commit_import(
            session, user=user, scope=scope, preview=preview, data=kept_data(request), valid_only=valid_only
        )
    elif preview.has_errors():
        raise RuleBroken("В заявке нет ни одной верной строки. Отклоните её и напишите, что исправить.")
    _decide(request, RequestState.ACCEPTED, user)
    return request.import_id


def _rows_of(preview: ImportPreview) -> dict[str, list[int]]:
    return {sheet.sheet: [row.row for row in sheet.rows] for sheet in preview.sheets}


@requires(Right.IMPORT)
def decline_request(session: Session, *, user: User, scope: Scope, request_id: int, reason: str) -> None:
    """Nothing is written; the sender reads the reason.

    Raises:
        NotAllowed: the institution isn't one of the user's.
        RuleBroken: there is no such request, it is decided already, or the reason is missing.
    """
    request = _open(session, scope, request_id)
    told = _text(reason)
    if not told:
        raise RuleBroken("Напишите, почему заявка отклонена: отправитель увидит эти слова.")
    _decide(request, RequestState.DECLINED, user, told)


@requires(Right.IMPORT)
def withdraw_request(session: Session, *, user: User, scope: Scope, request_id: int) -> None:  # noqa: ARG001 - own
    """The sender takes an open request back.

    Raises:
        NotAllowed: somebody else sent it.
        RuleBroken: there is no such request, or it is decided already.
    """
    request = _request(session, request_id)
    if request.user_id is None or request.user_id != user.id:
        raise NotAllowed("Отозвать заявку может только тот, кто её отправил.")
    _check_open(request)
    _decide(request, RequestState.WITHDRAWN, user)


def withdraw_requests_of(session: Session, run: ImportRun, user: User) -> int:
    """Takes back the open requests that were sent with an import which is undone; says how many."""
    sent = select(RowRequest).where(
        col(RowRequest.user_id) == run.user_id,
        col(RowRequest.sha256) == run.sha256,
        col(RowRequest.state) == RequestState.OPEN.value,
    )
    found = session.scalars(sent).all() if run.user_id is not None else []
    for request in found:
        _decide(request, RequestState.WITHDRAWN, user)
    return len(found)


def _open(session: Session, scope: Scope, request_id: int) -> RowRequest:
    request = _request(session, request_id)
    if not scope.covers(request.institution_id):
        raise NotAllowed("Эта заявка не о вашем учреждении. Решает ответственный этого учреждения или кабинет.")
    _check_open(request)
    return request


def _request(session: Session, request_id: int) -> RowRequest:
    request = session.get(RowRequest, request_id, populate_existing=True)
    if request is None:
        raise RuleBroken(f"Заявки № {request_id} нет. Выберите заявку из списка.")
    return request


def _check_open(request: RowRequest) -> None:
    if request.state != RequestState.OPEN.value:
        state = RequestState(request.state).label
        raise RuleBroken(f"Заявка № {request.id} уже решена: {state}. Обновите страницу.")
