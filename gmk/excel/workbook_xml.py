"""Which part of an xlsx or ods holds which sheet, and by which calendar its days are counted."""

import html
import posixpath
import re
import zipfile

from gmk.excel.archive import whole

_SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>")
_RELATIONSHIP = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")
_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_DATE_1904 = re.compile(rb"<(?:\w+:)?workbookPr\b[^>]*\bdate1904\s*=\s*[\"'](?:1|true|on)[\"']")


def is_1904(workbook: bytes) -> bool:
    """Whether days are counted from 1904 (files that come from a Mac)."""
    return bool(_DATE_1904.search(workbook))


def sheet_parts(archive: zipfile.ZipFile, *, max_unpacked: int) -> dict[str, str]:
    """The part of the archive in which each sheet lies; empty for an ods, where all lie in one."""
    targets = {
        relation.get("Id", ""): posixpath.normpath(posixpath.join("/xl", relation.get("Target", "")))[1:]
        for relation in _elements(
            _RELATIONSHIP, whole(archive, "xl/_rels/workbook.xml.rels", max_unpacked=max_unpacked)
        )
    }
    sheets = _elements(_SHEET, whole(archive, "xl/workbook.xml", max_unpacked=max_unpacked))
    parts = {sheet.get("name", ""): targets.get(sheet.get("r:id", ""), "") for sheet in sheets}
    return {name: part for name, part in parts.items() if part in archive.NameToInfo}


def _elements(pattern: re.Pattern[bytes], xml: bytes) -> list[dict[str, str]]:
    return [
        {
            name.decode(): html.unescape((double or single).decode("utf-8", "replace"))
            for name, double, single in _ATTRIBUTE.findall(attributes)
        }
        for attributes in pattern.findall(xml)
    ]
