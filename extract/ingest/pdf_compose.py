"""Composes the pages of a PDF to the blocks of one document, in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.ingest.pdf_columns import Columns, part_columns
from extract.ingest.pdf_draft import Draft, rows
from extract.ingest.pdf_margins import Notes, body_size, furniture, part_notes
from extract.ingest.pdf_paragraphs import Measure, Paragraphs, centred_lines, measurable, measure
from extract.ingest.pdf_tables import Table
from extract.model import Cell
from extract.text import NoteMark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.ingest.pdf_grid import Grid
    from extract.ingest.pdf_lines import Line
    from extract.ingest.pdf_page import PdfPage


@dataclass(frozen=True, slots=True)
class _Content:
    """What stands on a page, parted: from top to bottom the text lines, columns and tables; and what stands aside."""

    page: PdfPage
    lines: list[Line]
    columns: list[Columns]
    grids: list[tuple[Grid, list[Line]]]
    notes: list[Line]
    furniture: list[Line]

    def flow(self) -> Iterator[Line | Columns | tuple[Grid, list[Line]]]:
        """Yield lines, columns and tables from top to bottom."""
        placed: list[tuple[float, Line | Columns | tuple[Grid, list[Line]]]] = [
            *((line.top, line) for line in self.lines),
            *((columns.top, columns) for columns in self.columns),
            *((table[0].ys[0], table) for table in self.grids),
        ]
        return (item for _, item in sorted(placed, key=lambda place: place[0]))


class Composer:
    """Makes the blocks of a document of its pages, in reading order."""

    def __init__(self, pages: Sequence[PdfPage]) -> None:
        """Part what stands on each page; `drafts` puts it together."""
        self._size = body_size(pages)
        aside = furniture(pages)
        self._contents = [self._part(page, aside) for page in pages]
        self._paragraphs = Paragraphs()
        self._notes = Notes()
        self._drafts: list[Draft | Table] = []
        self._tables = 0
        self._table: Table | None = None

    def _part(self, page: PdfPage, aside: set[int]) -> _Content:
        lines = [line for line in page.lines if id(line) not in aside]
        grids = []
        for grid in page.grids:
            inside = [line for line in lines if grid.holds(line.centre, line.y - 0.3 * line.size)]
            if inside:
                held = {id(line) for line in inside}
                lines = [line for line in lines if id(line) not in held]
                grids.append((grid, inside))
        ordered = sorted(lines, key=lambda line: line.y)
        text, notes = part_notes(page, ordered, self._size)
        columns, rest = part_columns(text, self._size)
        return _Content(page, rest, columns, grids, rows(notes), [line for line in page.lines if id(line) in aside])

    def drafts(self) -> Iterator[Draft]:
        """Yield the blocks in reading order; a paragraph that goes on over pages stands where it begins."""
        areas = self._areas()
        for content, area in zip(self._contents, areas, strict=True):
            self._page(content, area)
        for item in self._drafts:
            if isinstance(item, Table):
                yield from item.drafts()
            else:
                yield item

    def _areas(self) -> list[Measure]:
        """Measure each page; pages with little text take the measure of all pages of their width."""
        shared: dict[int, Measure] = {}
        areas = []
        for content in self._contents:
            width = round(content.page.width)
            if measurable(content.lines, self._size):
                areas.append(measure(content.lines, self._size, content.page.width))
                continue
            if width not in shared:
                same = (other for other in self._contents if round(other.page.width) == width)
                shared[width] = measure(
                    [line for other in same for line in other.lines], self._size, content.page.width
                )
            areas.append(shared[width])
        return areas

    def _page(self, content: _Content, area: Measure) -> None:
        centred = centred_lines(content.lines, area)
        run: list[Line] = []
        for line in content.furniture:
            self._drafts.append(Draft([line], "furniture"))
        for item in content.flow():
            if isinstance(item, Columns):
                self._text(run, area, centred)
                run = []
                self._columns(item)
            elif isinstance(item, tuple):
                self._text(run, area, centred)
                run = []
                self._grid(*item, scanned=content.page.recognised)
            else:
                run.append(item)
        self._text(run, area, centred)
        markers = {
            piece.marker for line in content.page.lines for piece in line.pieces if isinstance(piece, NoteMark)
        }  # fmt: skip
        self._drafts += self._notes.read(content.notes, markers)

    def _text(self, lines: Sequence[Line], area: Measure, centred: set[int]) -> None:
        if lines:
            self._drafts += self._paragraphs.read(lines, area, centred)
            self._table = None

    def _columns(self, columns: Columns) -> None:
        for column, lines in columns.paragraphs():
            self._drafts.append(Draft(lines, "cell", cell=Cell(self._tables, 0, column)))
        self._tables += 1
        self._table = None
        self._paragraphs.part()

    def _grid(self, grid: Grid, lines: Sequence[Line], *, scanned: bool) -> None:
        if self._table and self._table.goes_on(grid, scanned=scanned):
            self._drafts += self._table.extend(grid, lines, scanned=scanned)
        else:
            self._table = Table(self._tables, grid, lines)
            self._tables += 1
            self._drafts.append(self._table)
        self._paragraphs.part()
