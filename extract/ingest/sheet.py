"""Reads workbooks (.xlsx, .xls) as lists of tasks: lines above a table, the table, lines below it, sheet by sheet."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from io import BytesIO
from itertools import count, islice
from typing import TYPE_CHECKING, Final

import python_calamine
import regex

from extract.errors import EmptyInputError
from extract.ingest.packed import encrypted
from extract.ingest.sheet_extent import broken_workbook, formulas_without_value, guarded
from extract.ingest.sheet_layout import Grid, Span, sheet_lines
from extract.ingest.word_lines import Line, Text
from extract.ingest.word_text import WordText
from extract.model import LIMITS, Limits, Problem, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.rulebook import Rulebook

MEDIA_TYPES: Final = {
    False: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    True: "application/vnd.ms-excel",
}
MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 100
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UNNAMED: Final = regex.compile(r"(?:sheet|trang tính|trang|bảng|table|feuil)\s*\d*", regex.IGNORECASE)
_Value = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    grid: Grid
    rows_left: int
    columns_left: int


def read_sheet(data: bytes, path: str, sha256: str, rulebook: Rulebook, limits: Limits = LIMITS) -> Source:
    """Read a workbook; formulas count as the values that were last computed.

    Args:
        data: the bytes of the file.
        path: where it was read from, for the record.
        sha256: the hash of the bytes, for the record.
        rulebook: the tables of legacy encodings.
        limits: how many entries it may have, and to how much they may unpack.

    Returns:
        the visible sheets with content: lines as paragraphs, tables as cells.

    Raises:
        EmptyInputError: no visible sheet has content.
        EncryptedFileError: a password is needed.
        DamagedFileError: the file is broken or spans too much.
    """
    safe = guarded(data, limits)
    try:
        with python_calamine.CalamineWorkbook.from_filelike(BytesIO(safe)) as workbook:
            hidden = [sheet.name for sheet in workbook.sheets_metadata if _is_hidden(sheet)]
            shown = [sheet.name for sheet in workbook.sheets_metadata if _is_shown(sheet)]
            sheets = [sheet for name in shown if (sheet := _sheet(workbook, name)).grid.rows]
    except python_calamine.PasswordError as cause:
        raise encrypted() from cause
    except python_calamine.CalamineError as cause:
        raise broken_workbook(str(cause)) from cause
    # A check that fails inside the library comes out as an exception that is none of `Exception`.
    except BaseException as cause:
        if type(cause).__name__ != "PanicException":
            raise
        raise broken_workbook(str(cause)) from None
    uncomputed = formulas_without_value(safe)
    if not sheets:
        raise EmptyInputError(
            "Bảng tính không có ô nào có chữ trong các trang hiển thị.",
            "Hãy kiểm tra lại các trang, kể cả trang đang ẩn.",
            message_en="No cell of the visible sheets has content.",
            remedy_en="Check the sheets, also the hidden ones.",
        )
    text, tables = WordText(rulebook), count()
    for sheet in sheets:
        if len(sheets) > 1 and not _UNNAMED.fullmatch(sheet.name.strip()):
            text.add(Line((Text(sheet.name),)))
        for line in sheet_lines(sheet.grid, tables):
            text.add(line)
    return text.source(
        path, sha256, MEDIA_TYPES[data.startswith(_OLE)], "sheet", tuple(_problems(sheets, hidden, uncomputed))
    )


def _is_hidden(sheet: python_calamine.SheetMetadata) -> bool:
    return sheet.visible is not python_calamine.SheetVisibleEnum.Visible


def _is_shown(sheet: python_calamine.SheetMetadata) -> bool:
    return not _is_hidden(sheet) and sheet.typ is python_calamine.SheetTypeEnum.WorkSheet


def _sheet(workbook: python_calamine.CalamineWorkbook, name: str) -> _Sheet:
    """Read a sheet up to the bounds."""
    sheet = workbook.get_sheet_by_name(name)
    if sheet.start is None:
        return _Sheet(name, Grid((), ()), 0, 0)
    top, left = sheet.start
    # The rows of the library begin where the content of the sheet does, its merged areas with the sheet.
    rows = [
        tuple(_printed(value, first=at == 0) for at, value in enumerate(row[:MAX_COLUMNS]))
        for row in islice(sheet.iter_rows(), MAX_ROWS)
    ]
    spans = tuple(
        Span(first[0] - top, first[1] - left, last[0] - first[0] + 1, last[1] - first[1] + 1)
        for first, last in sheet.merged_cell_ranges or ()
    )
    filled = tuple((at, row) for at, row in enumerate(rows) if any(cell.strip() for cell in row))
    grid = Grid(filled, tuple(span for span in spans if span.row >= 0 and span.column >= 0))
    return _Sheet(name, grid, max(sheet.height - MAX_ROWS, 0), max(sheet.width - MAX_COLUMNS, 0))


def _printed(value: _Value, *, first: bool) -> str:
    """Return a value as a Vietnamese reader writes it; running numbers of the first column keep their point (1.2)."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        text = f"{value:.10g}"
        return text if first else text.replace(".", ",")
    if isinstance(value, dt.datetime):
        return f"{value:%d/%m/%Y}" if value.time() == dt.time() else f"{value:%H:%M} {value:%d/%m/%Y}"
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    return str(value)


def _problems(sheets: list[_Sheet], hidden: list[str], uncomputed: int) -> Iterator[Problem]:
    if hidden:
        names = ", ".join(f"“{name}”" for name in hidden)
        yield Problem(
            "info",
            "hidden-sheets",
            f"Bảng tính có trang ẩn không được đọc: {names}.",
            f"The workbook has hidden sheets that were not read: {names}.",
        )
    if uncomputed:
        yield Problem(
            "warning",
            "formula-without-value",
            f"Bảng tính có {uncomputed} công thức chưa có giá trị, các ô đó bị bỏ trống; hãy mở bằng Excel và lưu lại.",
            f"{uncomputed} formulas of the workbook have no value, so their cells are empty; save it in Excel again.",
        )
    for sheet in sheets:
        if sheet.rows_left or sheet.columns_left:
            yield Problem(
                "warning",
                "sheet-cut",
                f"Trang “{sheet.name}” quá lớn; còn {sheet.rows_left} dòng, {sheet.columns_left} cột chưa được đọc.",
                f"Sheet “{sheet.name}” is too large; {sheet.rows_left} rows and {sheet.columns_left} columns "
                "were not read.",
            )
