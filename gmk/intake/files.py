"""The imported files, kept under the SHA-256 of their bytes: the same file once, and only with its import.

Files and database have no transaction in common. So a file is written in full before its import is committed, under a
name that counts for nothing by itself, and gets its own name after the commit; whatever a stopped process left undone
is settled at the next start.
"""

from pathlib import Path

from sqlalchemy import event, select
from sqlmodel import Session, col

from gmk.db import bulk
from gmk.db.tables import ImportRun, RowRequest
from gmk.settings import settings

_PENDING = ".part"


def keep(session: Session, data: bytes, sha256: str) -> str:
    """Stores the bytes if the transaction is committed; gives their name in the folder of uploads.

    The caller has waited for its turn, so nobody else writes the same file.
    """
    path = settings().uploads_dir() / sha256[:2] / sha256
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        pending = path.with_name(sha256 + _PENDING)
        pending.write_bytes(data)
        event.listen(session, "after_commit", lambda _session: _name(pending))
        event.listen(session, "after_rollback", lambda _session: pending.unlink(missing_ok=True))
    return f"{sha256[:2]}/{sha256}"


def _name(pending: Path) -> None:
    """Gives the file its name; if the system doesn't let us now, it is read under the other one."""
    try:
        pending.replace(pending.with_suffix(""))
    except OSError:
        return


def kept(stored_as: str) -> bytes | None:
    """The bytes of the file of a journalled import; None if it isn't there any more."""
    path = settings().uploads_dir() / Path(stored_as)
    found = next((one for one in (path, path.with_name(path.name + _PENDING)) if one.is_file()), None)
    return found.read_bytes() if found else None


def settle(session: Session) -> None:
    """Ends what a stopped process began: the file of a committed import gets its name, any other one goes."""
    left = list(settings().uploads_dir().glob(f"*/*{_PENDING}"))
    if not left:
        return
    bulk.wait_for_turn(session.connection())
    journalled = {
        *session.scalars(select(col(ImportRun.sha256))),
        *session.scalars(select(col(RowRequest.sha256))),
    }
    for pending in left:
        if pending.stem in journalled:
            _name(pending)
        else:
            pending.unlink(missing_ok=True)
