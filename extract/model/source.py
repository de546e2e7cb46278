"""What was read: a file as canonical text in blocks, and what the reader should know of it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal

from extract.model.place import Place

Severity = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Problem:
    """What the reader should know: a row of ``issues`` before it has its ids.

    ``message`` is Vietnamese, ``message_en`` English; both name the cause and, where there is one, the remedy.
    """

    severity: Severity
    code: str
    message: str
    message_en: str = ""
    start: int | None = None
    end: int | None = None
    page: int | None = None


BlockKind = Literal["paragraph", "cell", "note", "furniture"]


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a block stands in a table: 0-based table, row and column, with the spans of merged cells."""

    table: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """One logical paragraph, table cell paragraph or footnote of the canonical text.

    ``furniture`` is what repeats on pages (running headers, page numbers) and is kept apart from the content.
    ``heading`` is the level of a Word or Markdown heading, 0 when it is none. ``marker`` is the number of a footnote.
    """

    start: int
    end: int
    kind: BlockKind = "paragraph"
    page: int | None = None
    bold: bool = False
    italic: bool = False
    centered: bool = False
    heading: int = 0
    cell: Cell | None = None
    marker: str = ""


@dataclass(frozen=True, slots=True)
class NoteReference:
    """The place in the text where the marker of a footnote stood (the marker itself is not in the text)."""

    offset: int
    marker: str


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Leads from canonical offsets back to offsets of the text as it was read.

    ``canonical`` and ``source`` are parallel, ascending breakpoints; between two of them both texts run in step.
    """

    canonical: tuple[int, ...] = (0,)
    source: tuple[int, ...] = (0,)


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was read: its canonical text and the blocks that make it up, in reading order.

    ``text`` is the blocks joined by single line feeds; every block is ``text[block.start:block.end]`` and holds no
    line feed itself. ``places`` tells where its lines are printed, by offset; none where the format has no pages.
    ``quality`` tells in [0, 1] how well it was read, None where nobody asked.
    """

    path: str
    sha256: str
    media_type: str
    read_method: str
    text: str
    blocks: tuple[Block, ...]
    page_count: int | None = None
    note_references: tuple[NoteReference, ...] = ()
    offsets: OffsetMap = OffsetMap()
    places: tuple[Place, ...] = ()
    problems: tuple[Problem, ...] = ()
    quality: float | None = None

    def of(self, block: Block) -> str:
        """Return the text of a block."""
        return self.text[block.start : block.end]

    def page_at(self, offset: int) -> int | None:
        """Return the 1-based page on which ``offset`` stands, None where the format has no pages."""
        if not self.page_count:
            return None
        at = bisect_right(self.blocks, offset, key=attrgetter("start"))
        while at and self.blocks[at - 1].page is None:
            at -= 1
        return self.blocks[at - 1].page if at else None
