"""Pages with printed lines -> `Source`: the common end of PDF and pictures."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.ingest.pdf_compose import Composer
from extract.ingest.pdf_draft import separated
from extract.model import Place, Problem, Source
from extract.text import NoteMark, TextBuilder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from extract.ingest.ocr_repairs import Repairs
    from extract.ingest.pdf_draft import Draft
    from extract.ingest.pdf_lines import Line
    from extract.ingest.pdf_page import PdfPage
    from extract.model import Block, OffsetMap
    from extract.text import Piece


def compose(
    pages: Sequence[PdfPage],
    path: str,
    sha256: str,
    media_type: str,
    read_method: str,
    problems: Sequence[Problem],
    *,
    repairs: Repairs | None = None,
) -> Source:
    """Return the source that pages make.

    Args:
        pages: all pages in order, also those without lines.
        path: the path to record.
        sha256: the hash of the bytes to record.
        media_type: of the file.
        read_method: how the pages were read.
        problems: what is to be known of it.
        repairs: mends the lines of recognised pages; None where there are none.
    """
    writer = _Writer({page.number: page for page in pages}, repairs)
    drafts = list(Composer(pages).drafts())
    numbers: Mapping[int, str] = {}
    if repairs:
        from extract.ingest.ocr_numbers import section_numbers  # loads what most documents never need

        numbers = section_numbers(drafts)
    for draft in drafts:
        writer.write(draft, numbers.get(id(draft), ""))
    return Source(
        path=path,
        sha256=sha256,
        media_type=media_type,
        read_method=read_method,
        text=writer.builder.text,
        blocks=tuple(writer.builder.blocks),
        page_count=len(pages),
        note_references=tuple(writer.builder.note_references),
        offsets=writer.builder.offsets,
        places=tuple(writer.places()),
        problems=(*problems, *writer.problems),
    )


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Text between two note marks, joined of parts of printed lines; ``at`` is its offset in all that was printed."""

    text: str
    at: int


class _Writer:
    """Writes drafts as blocks; what was printed, line after line, is the source text that offsets lead back to."""

    def __init__(self, pages: Mapping[int, PdfPage], repairs: Repairs | None) -> None:
        self.builder = TextBuilder()
        self.problems: list[Problem] = []
        self._pages = pages
        self._repairs = repairs
        self._printed = 0
        self._lines: list[tuple[int, int, Line]] = []

    def write(self, draft: Draft, number: str = "") -> None:
        """Add a block; ``number`` is what it must say where its words are a number that was misread."""
        mended: list[tuple[int, str, str]] = []
        first = draft.lines[0]
        block = self.builder.block(
            list(self._pieces(draft, mended, number)),
            kind=draft.kind,
            page=first.page,
            bold=all(line.bold for line in draft.lines),
            italic=all(line.italic for line in draft.lines),
            centered=draft.centered,
            cell=draft.cell,
            marker=draft.marker,
        )
        if block and mended:
            self._tell(block, mended)

    def _pieces(self, draft: Draft, mended: list[tuple[int, str, str]], number: str) -> Iterator[Piece]:
        repairs = self._repairs if self._pages[draft.lines[0].page].recognised else None
        for part in self._stretches(draft):
            if isinstance(part, NoteMark):
                yield part
            elif repairs is None:
                yield part.text, part.at
            elif number:
                mended.append((part.at, part.text, number))
                yield number, part.at
            else:
                at = 0
                for repair in repairs.of(part.text):
                    yield part.text[at : repair.start], part.at + at
                    yield repair.by, part.at + repair.start
                    mended.append((part.at + repair.start, part.text[repair.start : repair.end], repair.by))
                    at = repair.end
                yield part.text[at:], part.at + at

    def _stretches(self, draft: Draft) -> Iterator[_Stretch | NoteMark]:
        """Yield the text of a draft between its note marks, its lines joined."""
        text, at, last, strip = "", self._printed, "", draft.strip
        for line in draft.lines:
            if separated(last, line):
                text += " "
                self._printed += 1
            begin = self._printed
            for piece in line.pieces:
                if isinstance(piece, NoteMark):
                    yield _Stretch(text, at)
                    yield piece
                    text, at = "", self._printed
                    continue
                text += piece[strip:]
                self._printed += len(piece[strip:])
                strip = max(strip - len(piece), 0)
            if self._printed > begin:
                self._lines.append((begin, self._printed, line))
            last = line.text.rstrip() or last
        yield _Stretch(text, at)

    def _tell(self, block: Block, mended: Sequence[tuple[int, str, str]]) -> None:
        offsets = self.builder.offsets
        for printed, old, new in mended:
            start = min(max(_canonical(offsets, printed), block.start), block.end)
            self.problems.append(
                Problem(
                    "info",
                    "ocr-repair",
                    f"Chữ nhận dạng “{old}” được sửa thành “{new}”.",
                    f"“{old}” as recognised was mended to “{new}”.",
                    start=start,
                    end=min(start + len(new), block.end),
                    page=block.page,
                )
            )

    def places(self) -> Iterator[Place]:
        """Yield where each printed line stands, by its offset in the canonical text."""
        offsets = self.builder.offsets
        for begin, end, line in self._lines:
            start, stop = _canonical(offsets, begin), _canonical(offsets, end - 1) + 1
            if start < stop:
                yield _place(start, stop, line, self._pages[line.page])


def _place(start: int, end: int, line: Line, page: PdfPage) -> Place:
    """Return where a line stands on the page as it was before it was laid upright and flat."""
    box = (line.x0, line.top, line.x1, line.bottom)
    turned = 0
    if page.back:
        turned = page.back.turned(*box)
        box = page.back.box(*box)
    left, top, right, bottom = (round(value, 1) for value in box)
    return Place(start, end, page.number, left, top, right, bottom, turned)


def _canonical(offsets: OffsetMap, printed: int) -> int:
    """Return the canonical offset of an offset in what was printed."""
    at = max(bisect_right(offsets.source, printed) - 1, 0)
    offset = offsets.canonical[at] + printed - offsets.source[at]
    return min(offset, offsets.canonical[at + 1]) if at + 1 < len(offsets.canonical) else offset
