"""What a file is by its contents, before anything is parsed: a workbook, or why it isn't read."""

import io
import re
import zipfile
from enum import StrEnum

from gmk.errors import WorkbookUnreadable


class FileKind(StrEnum):
    """Files that are read."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_MIB = 2**20

_SAVE_AS_XLSX = "Сохраните таблицу в Excel как «Книга Excel (.xlsx)» и загрузите её."
_WRONG_STARTS = (
    (re.compile(rb"%PDF"), "Это документ PDF, а не книга Excel."),
    (re.compile(rb"\{\\rtf"), "Это документ RTF, а не книга Excel."),
    (re.compile(rb"(?i)<(?:!doctype html|html|head|body|table|meta)"), "Это веб-страница, а не книга Excel."),
    (re.compile(rb"<"), "Это файл XML или HTML, а не книга Excel."),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|BM"), "Это картинка, а не книга Excel."),
    (re.compile(rb"Rar!|7z\xbc\xaf|\x1f\x8b"), "Это архив, а не книга Excel. Распакуйте его и загрузите книгу."),
)


def check_size(data: bytes, *, max_bytes: int) -> None:
    """Raises WorkbookUnreadable for an empty file or one above the limit."""
    if not data:
        raise WorkbookUnreadable("file.wrong_type", "Файл пуст. Выберите книгу Excel с таблицей.")
    if len(data) > max_bytes:
        size = len(data) / _MIB
        raise WorkbookUnreadable(
            "file.too_large",
            f"Файл занимает {size:.0f} МБ, а принимается не больше {max_bytes // _MIB} МБ. "
            "Удалите из книги картинки и лишние листы или разделите её.",
        )


def file_kind(data: bytes) -> FileKind:
    """The kind by contents, whatever the extension says.

    Raises:
        WorkbookUnreadable: `file.wrong_type`, or `file.password` for an encrypted workbook.
    """
    if data.startswith(_OLE):
        return _kind_of_ole(data)
    if data.startswith(_ZIP):
        return _kind_of_zip(data)
    _refuse_other_documents(data)
    return FileKind.CSV


def _kind_of_ole(data: bytes) -> FileKind:
    if "EncryptedPackage".encode("utf-16-le") in data or "EncryptionInfo".encode("utf-16-le") in data:
        raise password_set()
    if any(name.encode("utf-16-le") + b"\0" in data for name in ("Workbook", "Book")):
        return FileKind.XLS
    raise WorkbookUnreadable("file.wrong_type", f"Это не книга Excel, а другой документ Office. {_SAVE_AS_XLSX}")


def _kind_of_zip(data: bytes) -> FileKind:
    """Told by the names in the archive, so that a cut-off one is recognised too and found damaged later."""
    if b"xl/workbook.bin" in data:
        raise WorkbookUnreadable("file.wrong_type", f"Двоичные книги .xlsb не читаются. {_SAVE_AS_XLSX}")
    if b"content.xml" in data and b"xl/" not in data:
        return _kind_of_open_document(data)
    if b"word/" in data or b"ppt/" in data:
        raise WorkbookUnreadable("file.wrong_type", f"Это не таблица, а документ Word или презентация. {_SAVE_AS_XLSX}")
    if b"xl/" in data or b"[Content_Types].xml" in data:
        return FileKind.XLSX
    raise WorkbookUnreadable("file.wrong_type", "Это архив, а не книга Excel. Распакуйте его и загрузите книгу.")


def _kind_of_open_document(data: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("mimetype") as part:
            if part.read(100).strip() != b"application/vnd.oasis.opendocument.spreadsheet":
                raise WorkbookUnreadable("file.wrong_type", f"Это не таблица, а документ LibreOffice. {_SAVE_AS_XLSX}")
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError, RuntimeError):
        return FileKind.ODS
    return FileKind.ODS


def _refuse_other_documents(data: bytes) -> None:
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    for pattern, text in _WRONG_STARTS:
        if pattern.match(start):
            raise WorkbookUnreadable("file.wrong_type", f"{text} {_SAVE_AS_XLSX}")
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise WorkbookUnreadable("file.wrong_type", f"Это не книга Excel. {_SAVE_AS_XLSX}")


def password_set() -> WorkbookUnreadable:
    """The refusal of an encrypted workbook."""
    return WorkbookUnreadable(
        "file.password", "Книга защищена паролем. Снимите пароль (Файл → Сведения → Защита книги) и загрузите её снова."
    )
