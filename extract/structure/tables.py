"""Tables of body and annexes: grids of cells with the number of leading rows that name the columns."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from extract.model import Block, Source, Table, TableCell, Zone
from extract.normalize.columns import column_role
from extract.rulebook import Rulebook

_LAYOUT_ROWS = 4
_NAMED_COLUMNS = 2
_NUMBER_LETTERS = 8
_HEADER_CELL_LENGTH = 90
_GROUP_CELLS = 2
_ACTING = ("lead", "perform")


def read_tables(source: Source, zones: Sequence[Zone], rulebook: Rulebook) -> tuple[Table, ...]:
    """Return the content tables in text order; layout tables of head and closing are none.

    Args:
        source: what was read.
        zones: the zone of each of its blocks.
        rulebook: group ``tables``, whose rules know the headings of columns.

    Returns:
        tables whose ``header_rows`` is 0 when no leading row names columns.
    """
    grouped: dict[int, list[Block]] = defaultdict(list)
    for block, zone in zip(source.blocks, zones, strict=True):
        if block.cell is not None and zone in ("body", "annex"):
            grouped[block.cell.table].append(block)
    return tuple(_table(source, index, blocks, rulebook) for index, blocks in sorted(grouped.items()))


def _table(source: Source, index: int, blocks: Sequence[Block], rulebook: Rulebook) -> Table:
    spans: dict[tuple[int, int], list[Block]] = defaultdict(list)
    for block in blocks:
        assert block.cell is not None  # noqa: S101  (read_tables chose blocks with a cell)
        spans[block.cell.row, block.cell.column].append(block)
    cells = tuple(_cell(row, column, group) for (row, column), group in sorted(spans.items()))
    cells = _realigned(source.text, cells, rulebook)
    if source.read_method == "text":
        cells = _reaching_down(source.text, cells, _header_rows(source.text, cells, rulebook), rulebook)
    rows = 1 + max(cell.row + cell.row_span - 1 for cell in cells)
    columns = max(cell.column + cell.column_span for cell in cells)
    return Table(index, cells, rows, columns, _header_rows(source.text, cells, rulebook))


def _cell(row: int, column: int, blocks: Sequence[Block]) -> TableCell:
    cell = blocks[0].cell
    assert cell is not None  # noqa: S101
    return TableCell(blocks[0].start, blocks[-1].end, row, column, cell.row_span, cell.column_span)


def _header_rows(text: str, cells: Sequence[TableCell], rulebook: Rulebook) -> int:
    """Count the leading rows in which at least two short cells carry headings of known columns.

    A row with a running number is none, however its words read.
    """
    numbered = {cell.row for cell in cells if cell.column == 0 and text[cell.start : cell.end].strip(" .)").isdigit()}
    named: dict[int, int] = defaultdict(int)
    reach: dict[int, int] = defaultdict(lambda: 1)
    for cell in cells:
        if cell.row >= _LAYOUT_ROWS or cell.row in numbered or cell.end - cell.start > _HEADER_CELL_LENGTH:
            continue
        if column_role(text[cell.start : cell.end], rulebook):
            named[cell.row] += 1
            reach[cell.row] = max(reach[cell.row], cell.row_span)
    first = min((row for row, count in named.items() if count >= _NAMED_COLUMNS), default=-1)
    if first < 0:
        return 0
    last = first + reach[first]
    while named.get(last, 0) >= _NAMED_COLUMNS:
        last += 1
    return last


def _reaching_down(text: str, cells: tuple[TableCell, ...], header: int, rulebook: Rulebook) -> tuple[TableCell, ...]:
    """Let those who lead reach down to the rows below that name nobody: flattened text keeps no merged cells.

    A row that heads a group ends their reach.
    """
    leads = [c.column for c in cells if c.row < header and column_role(text[c.start : c.end], rulebook) in _ACTING]
    if len(leads) != 1:
        return cells
    taken = {cell.row for cell in cells if cell.column <= leads[0] < cell.column + cell.column_span}
    filled = Counter(cell.row for cell in cells)
    reach: dict[int, int] = {}
    for cell in cells:
        if cell.column == leads[0] and cell.row >= header and cell.column_span == 1:
            below = cell.row + cell.row_span
            while filled[below] > _GROUP_CELLS and below not in taken:
                below += 1
            reach[cell.row] = below - cell.row
    return tuple(
        replace(cell, row_span=reach[cell.row]) if cell.column == leads[0] and cell.row in reach else cell
        for cell in cells
    )


def _realigned(text: str, cells: tuple[TableCell, ...], rulebook: Rulebook) -> tuple[TableCell, ...]:
    """Move rows that slid left under the column of running numbers: web copies drop the number of merged rows."""
    header = _header_rows(text, cells, rulebook)
    number = next(
        (c.column for c in cells if c.row < header and column_role(text[c.start : c.end], rulebook) == "number"), None
    )
    if number is None:
        return cells
    slid = {
        cell.row
        for cell in cells
        if cell.row >= header
        and cell.column == number
        and cell.column_span == 1
        and sum(char.isalpha() for char in text[cell.start : cell.end]) > _NUMBER_LETTERS
    }
    return tuple(replace(cell, column=cell.column + 1) if cell.row in slid else cell for cell in cells)
