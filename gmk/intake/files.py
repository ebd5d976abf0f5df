"""The imported files, kept under the SHA-256 of their bytes: the same file once, and a half-written one never."""

from pathlib import Path
from uuid import uuid4

from gmk.settings import settings


def keep(data: bytes, sha256: str) -> str:
    """Stores the bytes and gives their name in the folder of uploads."""
    path = settings().uploads_dir() / sha256[:2] / sha256
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{sha256}.{uuid4().hex}.part")
        part.write_bytes(data)
        part.replace(path)
    return f"{sha256[:2]}/{sha256}"


def kept(stored_as: str) -> bytes | None:
    """The bytes of a kept file; None if it isn't there any more."""
    path = settings().uploads_dir() / Path(stored_as)
    return path.read_bytes() if path.is_file() else None
