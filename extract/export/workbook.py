"""The formatted workbook: Sổ theo dõi first, then one sheet per table, ready to filter, read and print.

The same rows give the same bytes: the date of creation is fixed. Text is always written as text, never as a formula.
Rows go to disk one by one, so that memory stays flat however long the tables are.
"""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, Any, Final

from extract.errors import ExportError
from extract.export.tables import Cell, Tables, schemas
from extract.export.wording import Heading, Wording
from extract.export.worklist import worklist

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from extract.rulebook import Rulebook

LOW_CONFIDENCE: Final = 0.7
_CREATED: Final = dt.datetime(2000, 1, 1)  # noqa: DTZ001  (a workbook knows no zones)
_FIRST_DAY: Final = "1900-03-01"  # Excel counts a 29 February 1900; dates before it are off by one
_CELL_LIMIT: Final = 32_767  # characters (Excel specifications and limits)
_HIGHEST_ROW: Final = 409.0  # points (same source)
_LINE_HEIGHT: Final = 15.0  # points, of 11 point letters
_LETTERS: Final = 1.2  # Vietnamese letters of that size in the width of one digit, as measured and rounded down
_ROW_LIMIT: Final = 1_048_575  # rows below the heading (same source)
_DATE_COLUMNS: Final = frozenset({"issued_on", "cited_on", "start_on", "due_on", "valid_from", "valid_to"})
_CODED: Final = frozenset(
    {"status", "section", "relation", "kind", "modality", "role", "source", "level", "severity", "reason"}
)
_LISTED: Final = frozenset({"signs"})  # several coded values in one cell
_FROZEN: Final = {"worklist": 2, "documents": 2}
_INK, _HEAD, _LOW, _BAD = "#1F2A37", "#1F4E78", "#FFF2CC", "#F8CBAD"


def write_workbook(tables: Tables, path: Path, rulebook: Rulebook, lang: str = "vi") -> None:
    """Write the workbook ``path`` with headings and labels of ``rules/export/`` in ``lang``.

    Raises:
        OSError: the file cannot be written.
        ExportError: a table has more rows than a sheet can hold.
        RulebookError: headings or labels are missing from the rules.
    """
    from xlsxwriter.exceptions import FileCreateError

    try:
        _write(tables, path, Wording(rulebook, lang))
    except FileCreateError as cause:
        raise OSError(*cause.args[0].args) from cause


def _write(tables: Tables, path: Path, wording: Wording) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": True, "tmpdir": str(path.parent)}) as book:
        book.set_properties({"title": wording.label("sheet", "worklist"), "created": _CREATED})
        formats = _formats(book)
        _write_worklist(book, formats, tables, wording)
        for schema in schemas():
            headings = {heading.column: heading for heading in wording.headings(schema.name)}
            ordered = [headings.get(name, Heading(name, name, 16)) for name in schema.names]
            _write_sheet(book, formats, schema.name, ordered, tables.rows(schema), wording)


def write_sheet(table: str, rows: Iterable[Iterable[Cell]], path: Path, rulebook: Rulebook, lang: str = "vi") -> None:
    """Write a workbook of one sheet.

    Args:
        table: the name under which ``rules/export/`` holds its headings.
        rows: cells in the order of those headings.
        path: the workbook.
        rulebook: holds headings and labels.
        lang: ``vi`` or ``en``.

    Raises:
        OSError: the file cannot be written.
        RulebookError: headings or labels are missing from the rules.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    wording = Wording(rulebook, lang)
    try:
        with xlsxwriter.Workbook(path, {"constant_memory": True, "tmpdir": str(path.parent)}) as book:
            book.set_properties({"title": wording.label("sheet", table), "created": _CREATED})
            _write_sheet(book, _formats(book), table, wording.headings(table), rows, wording)
    except FileCreateError as cause:
        raise OSError(*cause.args[0].args) from cause


def _write_worklist(book: Any, formats: dict[str, Any], tables: Tables, wording: Wording) -> None:
    headings = wording.headings("worklist")
    rows = ([getattr(row, heading.column) for heading in headings] for row in worklist(tables, wording))
    _write_sheet(book, formats, "worklist", headings, rows, wording)


def _formats(book: Any) -> dict[str, Any]:
    body = {"font_name": "Times New Roman", "font_size": 11, "font_color": _INK, "valign": "top", "text_wrap": True}
    heading = body | {"bold": True, "font_color": "#FFFFFF", "bg_color": _HEAD, "align": "center", "valign": "vcenter"}
    return {
        "heading": book.add_format(heading),
        "text": book.add_format(body),
        "number": book.add_format(body | {"align": "right"}),
        "date": book.add_format(body | {"align": "center", "num_format": "dd/mm/yyyy"}),
        "confidence": book.add_format(body | {"align": "center", "num_format": "0.00"}),
        "low": book.add_format({"bg_color": _LOW}),
        "bad": book.add_format({"bg_color": _BAD}),
    }


def _write_sheet(
    book: Any,
    formats: dict[str, Any],
    table: str,
    headings: Iterable[Heading],
    rows: Iterable[Iterable[Cell]],
    wording: Wording,
) -> None:
    headings = list(headings)
    sheet = book.add_worksheet(wording.label("sheet", table))
    for at, heading in enumerate(headings):
        sheet.set_column(at, at, heading.width)
        sheet.write_string(0, at, heading.text, formats["heading"])
    writer = _CellWriter(sheet, formats, wording, coded=table != "worklist")
    count = 0
    for count, row in enumerate(rows, start=1):
        if count > _ROW_LIMIT:
            raise _too_long(table)
        cells = list(zip(headings, row, strict=True))
        sheet.set_row(count, _height(cells))
        for at, (heading, cell) in enumerate(cells):
            writer.write(count, at, heading.column, cell)
    sheet.freeze_panes(1, _FROZEN.get(table, 1))
    sheet.autofilter(0, 0, count, len(headings) - 1)
    _mark(sheet, formats, [heading.column for heading in headings], count, wording)
    sheet.hide_gridlines(0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.repeat_rows(0)
    sheet.set_footer("&C" + wording.label("footer", "page"))


def _height(cells: Iterable[tuple[Heading, Cell]]) -> float:
    """Return the height in points that shows the wrapped text of a row: not every program fits rows when it opens."""
    lines = [
        sum(max(1, math.ceil(len(line) / (_LETTERS * heading.width))) for line in cell.split("\n"))
        for heading, cell in cells
        if isinstance(cell, str)
    ]
    return min(_LINE_HEIGHT * max(lines, default=1), _HIGHEST_ROW)


class _CellWriter:
    """Writes cells by what their column holds: real dates, numbers, names for coded values, else text."""

    def __init__(self, sheet: Any, formats: dict[str, Any], wording: Wording, *, coded: bool) -> None:
        self._sheet = sheet
        self._formats = formats
        self._wording = wording
        self._coded = _CODED if coded else frozenset()

    def write(self, row: int, at: int, column: str, cell: Cell) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, bool):
            label = self._wording.label("boolean", "true" if cell else "false")
            self._sheet.write_string(row, at, label, self._formats["text"])
        elif isinstance(cell, int | float):
            form = "confidence" if column == "confidence" else "number"
            self._sheet.write_number(row, at, cell, self._formats[form])
        elif column in _DATE_COLUMNS and (day := _day(cell)):
            self._sheet.write_datetime(row, at, day, self._formats["date"])
        else:
            text = self._named(column, cell)
            self._sheet.write_string(row, at, self._fitting(text), self._formats["text"])

    def _named(self, column: str, cell: str) -> str:
        if column in _LISTED and self._coded:
            return ", ".join(self._wording.label(column, code) for code in cell.split(", "))
        return self._wording.label(column, cell) if column in self._coded else cell

    def _fitting(self, text: str) -> str:
        if len(text) <= _CELL_LIMIT // 2 or _units(text) <= _CELL_LIMIT:
            return text
        mark = self._wording.label("note", "cut")
        return text[: _CELL_LIMIT // 2 - len(mark)] + mark


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _day(text: str) -> dt.date | None:
    """Return a full ISO date that a workbook can hold, else None."""
    try:
        return dt.date.fromisoformat(text) if len(text) == 10 and text >= _FIRST_DAY else None
    except ValueError:
        return None


def _mark(sheet: Any, formats: dict[str, Any], columns: list[str], count: int, wording: Wording) -> None:
    """Colour the lines of low confidence, and those of errors and failed documents."""
    if not count:
        return
    area = (1, 0, count, len(columns) - 1)
    for column, value in (("severity", "error"), ("status", "failed")):
        if column in columns:
            cell = _reference(columns.index(column))
            rule = f'={cell}="{wording.label(column, value)}"'
            sheet.conditional_format(*area, {"type": "formula", "criteria": rule, "format": formats["bad"]})
    if "confidence" in columns:
        cell = _reference(columns.index("confidence"))
        rule = f"=AND(ISNUMBER({cell}),{cell}<{LOW_CONFIDENCE})"
        sheet.conditional_format(*area, {"type": "formula", "criteria": rule, "format": formats["low"]})


def _reference(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return f"${xl_col_to_name(column)}2"


def _too_long(table: str) -> ExportError:
    return ExportError(
        f"Bảng {table} có hơn {_ROW_LIMIT} dòng, một trang tính không chứa hết.",
        "Hãy bỏ xlsx khỏi --format hoặc chia nhỏ đầu vào.",
        message_en=f"Table {table} has more than {_ROW_LIMIT} rows, more than a sheet can hold.",
        remedy_en="Leave xlsx out of --format or split the input.",
    )
