"""Paragraphs and tables as a word processor prints them (.rtf, .odt), on their way to lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.ingest.word_lines import Line, Token, text_of
from extract.ingest.word_paragraphs import Paragraphs
from extract.model import Cell


@dataclass(slots=True)
class Paragraph:
    """A paragraph: its content, the label that numbering prints before it, its look, and the text boxes set at it."""

    tokens: list[Token] = field(default_factory=list)
    label: str = ""
    centered: bool = False
    heading: int = 0
    boxes: list[list[WordBlock]] = field(default_factory=list)


@dataclass(slots=True)
class Place:
    """Where a cell stands in its table."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(slots=True)
class TableCell:
    """A cell that prints: its place and what it holds."""

    place: Place
    blocks: list[WordBlock] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """The cells of a table that print, row by row."""

    cells: list[TableCell] = field(default_factory=list)


WordBlock = Paragraph | Table


def printed_lines(blocks: Sequence[WordBlock], new_table: Iterator[int], cell: Cell | None = None) -> Iterator[Line]:
    """Yield the lines of blocks in reading order; a text box follows the paragraph at which it is set.

    A table that stands in a cell is flattened into it, unless that cell is all there is of its table: a frame round a
    document is no table.

    Args:
        blocks: a body, note, cell, text box, header or footer.
        new_table: yields the number of a table not yet used.
        cell: the cell in which the blocks stand.
    """
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from Paragraphs().lines(
                block.tokens, block.label, centered=block.centered, heading=block.heading, cell=cell
            )
            for box in block.boxes:
                yield from printed_lines(box, new_table, cell)
        elif cell is not None or _is_frame(block):
            for inner in block.cells:
                yield from printed_lines(inner.blocks, new_table, cell)
        else:
            table = next(new_table)
            for one in block.cells:
                place = one.place
                here = Cell(table, place.row, place.column, place.row_span, place.column_span)
                yield from printed_lines(one.blocks, new_table, here)


def _is_frame(table: Table) -> bool:
    return len(table.cells) == 1 and any(isinstance(block, Table) for block in table.cells[0].blocks)


def without_page_number(tokens: list[Token]) -> list[Token]:
    """Return the content of a paragraph in which a page number was left out: none when at most a word goes with it.

    "Trang 2/9" and "- 3 -" are no text; "Công báo số 12, trang 5" is.
    """
    return tokens if len([word for word in text_of(tokens).split() if word.isalpha()]) > 1 else []
