"""The zip around an xlsx or ods: how many entries, how large when unpacked, nothing dangerous in its XML."""

import zipfile
import zlib
from collections.abc import Iterator

from gmk.errors import WorkbookUnreadable

MAX_ENTRIES = 2000
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)
"""What `zipfile` raises for archives that are damaged: also sizes and places that can't be, versions of the future."""
_BLOCK = 2**20
_OVERLAP = 16
_DANGEROUS = (b"<!DOCTYPE", b"<!ENTITY")


def too_large(what: str) -> WorkbookUnreadable:
    """The refusal of a workbook above a limit; `what` completes the sentence «В книге …»."""
    return WorkbookUnreadable(
        "file.too_large", f"В книге {what}. Удалите лишние листы и строки или разделите книгу на несколько."
    )


def corrupt() -> WorkbookUnreadable:
    """The refusal of a damaged file."""
    return WorkbookUnreadable(
        "file.corrupt", "Файл повреждён или передан не полностью. Откройте его в Excel, сохраните и загрузите снова."
    )


def check_directory(archive: zipfile.ZipFile, *, max_unpacked: int) -> None:
    """Raises WorkbookUnreadable by what the directory of the archive says, before anything is unpacked."""
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise too_large(f"{len(entries)} частей, а читается не больше {MAX_ENTRIES}")
    if sum(entry.file_size for entry in entries) > max_unpacked:
        raise too_large(f"после распаковки больше {max_unpacked // _BLOCK} МБ")
    if any(entry.flag_bits & 1 for entry in entries):
        raise WorkbookUnreadable("file.password", "Книга защищена паролем. Снимите пароль и загрузите её снова.")


def blocks(archive: zipfile.ZipFile, name: str, *, max_unpacked: int) -> Iterator[bytes]:
    """The part's bytes as they really unpack, block by block.

    Raises:
        WorkbookUnreadable: more than the limit comes out, the part is damaged, or it declares a document type.
    """
    unpacked, tail = 0, b""
    try:
        with archive.open(name) as part:
            while block := part.read(_BLOCK):
                unpacked += len(block)
                if unpacked > max_unpacked:
                    raise too_large(f"после распаковки больше {max_unpacked // _BLOCK} МБ")
                _refuse_dangerous(tail + block)
                tail = block[-_OVERLAP:]
                yield block
    except DAMAGE as error:
        raise corrupt() from error


def _refuse_dangerous(block: bytes) -> None:
    if any(mark in block for mark in _DANGEROUS) or block.startswith((b"\xff\xfe", b"\xfe\xff", b"\0<", b"<\0")):
        raise WorkbookUnreadable(
            "file.dangerous",
            "В книге есть описание типа документа XML, так портят программы чтения. "
            "Откройте её в Excel и сохраните заново.",
        )


def whole(archive: zipfile.ZipFile, name: str, *, max_unpacked: int) -> bytes:
    """The part in one piece; empty if there is none."""
    if name not in archive.NameToInfo:
        return b""
    return b"".join(blocks(archive, name, max_unpacked=max_unpacked))
