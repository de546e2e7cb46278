"""What a corpus directive consists of, apart from how it is laid out: the parts that a `.src` file holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDE_TABLE: Final = 7  # columns from which an annex is laid across the page
_DRAWN: Final = frozenset("-_*=. ")


class Style(Enum):
    """How a paragraph looks; its value is the sign that opens it in the markup."""

    PLAIN = ""
    HEADING = "#"
    SUBHEADING = "##"
    CENTRED = "="
    ITALIC = "*"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words, and the mark of the footnote that hangs on their end ("" for none)."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body with its label as typed."""

    pieces: tuple[Piece, ...]
    style: Style = Style.PLAIN

    @property
    def text(self) -> str:
        """The words without footnote marks."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def is_centred(self) -> bool:
        """Whether it stands in the middle: said so, or the note in brackets under a title."""
        return self.style is Style.CENTRED or (self.style is Style.ITALIC and self.text.startswith("("))

    @property
    def is_bold(self) -> bool:
        """Whether it is bold: a heading, or centred capitals."""
        capitals = self.style is Style.CENTRED and self.text.isupper()
        return capitals or self.style in (Style.HEADING, Style.SUBHEADING)

    @property
    def is_italic(self) -> bool:
        """Whether it is italic."""
        return self.style in (Style.ITALIC, Style.SUBHEADING)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its upper left corner, counted from 0, and over how many rows and columns it goes."""

    row: int
    column: int
    rows: int
    columns: int
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The words without footnote marks."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; ``cells`` in reading order, the first row is its head."""

    rows: int
    columns: int
    cells: tuple[Cell, ...]

    @property
    def head_rows(self) -> int:
        """How many rows the head takes: more than one where a cell of the first row goes further down."""
        return max(cell.rows for cell in self.cells if cell.row == 0)

    def is_bold(self, cell: Cell) -> bool:
        """Tell whether a cell stands in the head, or in a row that is the title of those below it.

        Args:
            cell: one of ``cells``.
        """
        titles = {one.row for one in self.cells if one.columns >= max(2, self.columns - 1)}
        return cell.row < self.head_rows or cell.row in titles

    def written_rows(self) -> Iterator[tuple[Cell | None, ...]]:
        """Yield row by row what is written in each column: a cell where it begins, None where it goes on."""
        at = {(cell.row, cell.column): cell for cell in self.cells}
        for row in range(self.rows):
            yield tuple(at.get((row, column)) for column in range(self.columns))


@dataclass(frozen=True, slots=True)
class Part:
    """A directive, or what is annexed to it, from its head to its signature; most of an annex is empty."""

    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    number: str = ""
    about: str = ""
    mark: str = ""
    place: str = ""
    title: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    blocks: tuple[Paragraph | Table, ...] = ()
    cc: tuple[str, ...] = ()
    sign: tuple[str, ...] = ()

    @property
    def is_party(self) -> bool:
        """Whether the head is that of the Party, with a star under the issuer."""
        return any("ĐẢNG CỘNG SẢN VIỆT NAM" in line.upper() for line in self.right)

    @property
    def is_wide(self) -> bool:
        """Whether a table has so many columns that the page is turned."""
        return any(isinstance(block, Table) and block.columns >= WIDE_TABLE for block in self.blocks)

    @property
    def has_rule(self) -> bool:
        """Whether a rule is to be drawn under the subject: not in an appendix, nor where somebody typed one."""
        first = self.blocks[0] if self.blocks else None
        typed = isinstance(first, Paragraph) and is_drawn(first.text)
        return bool(self.subject) and not typed and not any(line.startswith("PHỤ LỤC") for line in self.title)


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """A directive with its annexes, each of which begins a page, and its footnotes in the order of their marks."""

    parts: tuple[Part, ...]
    notes: tuple[Note, ...] = ()


def is_drawn(line: str) -> bool:
    """Tell whether a line is a rule or a star that somebody typed.

    Args:
        line: a line of the head.
    """
    return set(line) <= _DRAWN
