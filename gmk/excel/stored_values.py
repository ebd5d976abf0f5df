"""The values that Excel had stored with formulas, put back where openpyxl has saved the formulas without them."""

import io
import re
import zipfile
from collections.abc import Callable

from gmk.excel.archive import whole
from gmk.excel.sheet_xml import formula_values
from gmk.excel.workbook_xml import sheet_parts

_SAVED_FORMULA = re.compile(rb'<c r="([A-Z]+\d+)"([^>]*)>(<f\b[^>]*?(?:/>|>[^<]*</f>))<v(?: ?/>|></v>)</c>')


def with_stored_values(saved: bytes, original: bytes, *, max_unpacked: int) -> bytes:
    """The saved workbook with the values that the same formulas had in the original; types too."""
    with zipfile.ZipFile(io.BytesIO(original)) as archive:
        parts = sheet_parts(archive, max_unpacked=max_unpacked)
        values = {
            name: found
            for name, part in parts.items()
            if (found := formula_values(whole(archive, part, max_unpacked=max_unpacked)))
        }
    return _filled(saved, values, max_unpacked) if values else saved


def _filled(saved: bytes, values: dict[str, dict[bytes, tuple[bytes, bytes]]], max_unpacked: int) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        by_part = {part: name for name, part in sheet_parts(old, max_unpacked=max_unpacked).items()}
        for entry in old.infolist():
            content, found = old.read(entry), values.get(by_part.get(entry.filename, ""))
            new.writestr(entry, _SAVED_FORMULA.sub(_with_value(found), content) if found else content)
    return result.getvalue()


def _with_value(values: dict[bytes, tuple[bytes, bytes]]) -> Callable[[re.Match[bytes]], bytes]:
    def filled(cell: re.Match[bytes]) -> bytes:
        if cell[1] not in values:
            return cell[0]
        kind, value = values[cell[1]]
        return b'<c r="%b"%b t="%b">%b<v>%b</v></c>' % (cell[1], cell[2], kind, cell[3], value)

    return filled
