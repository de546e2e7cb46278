"""What stands outside the running text of a page: page numbers, running heads and feet, footnotes."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import regex

from extract.ingest.pdf_draft import Draft
from extract.text import NoteMark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extract.ingest.pdf_lines import Line
    from extract.ingest.pdf_page import PdfPage

_PAGE_NUMBER: Final = regex.compile(r"[\s\-–—|]*(?:[Tt]rang|TRANG|[Pp]age)?\s*(\d{1,4})(?:\s*/\s*\d{1,4})?[\s\-–—|.]*")
_LETTERS: Final = regex.compile(r"\p{L}.{0,40}\p{L}")
_NOTE_LABEL: Final = regex.compile(r"\s*[\[(]?(\d{1,3})[\])]?\s*(?=\D)")
_MARGIN: Final = 0.16
"""Share of the page's height at its top and foot in which running heads and feet stand."""
_SMALLER: Final = 0.8
"""In points: how much smaller footnotes are than the text."""
_SHORT_RULE: Final = 0.5


def body_size(pages: Iterable[PdfPage]) -> float:
    """Return the size, in points, in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=12.0)


def furniture(pages: Sequence[PdfPage]) -> set[int]:
    """Return the ids (of the line objects) of page numbers and running heads and feet."""
    edges = [(page, edge) for page in pages for edge in _edges(page)]
    repeated = _repeated(edges, len(pages))
    offsets = Counter(
        int(match[1]) - page.number
        for page, edge in edges
        for line in edge[:1]
        if (match := _PAGE_NUMBER.fullmatch(line.text))
    )
    found: set[int] = set()
    for page, edge in edges:
        for line in edge:
            match = _PAGE_NUMBER.fullmatch(line.text)
            offset = int(match[1]) - page.number if match else None
            if _key(line) in repeated or (offset is not None and (offset == 0 or offsets[offset] > 1)):
                found.add(id(line))
            else:
                break
    return found


def _edges(page: PdfPage) -> list[list[Line]]:
    """Return the outermost lines at the top and at the foot of a page, from outside inward."""
    lines = [line for line in page.lines if not any(grid.holds(line.centre, line.y) for grid in page.grids)]
    top = sorted((line for line in lines if line.y < _MARGIN * page.height), key=lambda line: line.y)
    foot = sorted((line for line in lines if line.y > (1 - _MARGIN) * page.height), key=lambda line: -line.y)
    return [top[:4], foot[:4]]


def _key(line: Line) -> tuple[str, int]:
    """Return what makes a running line the same on all pages: its words without the page's number, and its height."""
    text = line.text.strip().casefold()
    return text.removeprefix(str(line.page)).removesuffix(str(line.page)).strip(), round(line.y / 6)


def _repeated(edges: Iterable[tuple[PdfPage, Sequence[Line]]], pages: int) -> set[tuple[str, int]]:
    """Return the keys of lines that stand at one height on at least half of the pages.

    Two pages are too few to tell a running head from two letterheads, unless the line stands apart from the text.
    """
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    for page, edge in edges:
        for index, line in enumerate(edge):
            apart = index + 1 >= len(edge) or abs(edge[index + 1].y - line.y) > 1.7 * line.size
            if _LETTERS.search(line.text) and (pages > 2 or apart):
                text, place = _key(line)
                for near in (place - 1, place, place + 1):
                    seen[text, near].add(page.number)
    return {key for key, numbers in seen.items() if len(numbers) >= max(2, pages / 2)}


def part_notes(page: PdfPage, lines: Sequence[Line], size: float) -> tuple[list[Line], list[Line]]:
    """Part the text of a page from its footnotes.

    Args:
        page: the page, for its rules.
        lines: its lines from top to bottom, without furniture.
        size: the size of the running text.

    Returns:
        the lines of the text and those of the footnotes: small lines below a short rule at the foot of the page, or,
        without rule, from the first small line with a raised number on.
    """
    small = len(lines)
    while small and lines[small - 1].size < size - _SMALLER:
        small -= 1
    if small == len(lines):
        return list(lines), []
    for left, right, y in page.rules:
        if right - left < _SHORT_RULE * page.width and y > 0.3 * page.height:
            below = sum(line.y < y for line in lines)
            if small <= below < len(lines) and left - lines[below].x0 < 3 * size:
                return list(lines[:below]), list(lines[below:])
    for index in range(small, len(lines)):
        if isinstance(lines[index].pieces[0], NoteMark):
            return list(lines[:index]), list(lines[index:])
    return list(lines), []


class Notes:
    """Makes footnotes of their lines, page by page: a note may go on at the foot of the next page."""

    def __init__(self) -> None:
        """No note is open yet."""
        self._open: Draft | None = None
        self._last = 0

    def read(self, lines: Iterable[Line], markers: set[str]) -> list[Draft]:
        """Return the notes that begin among ``lines``; ``markers`` are the note marks in the text of the page."""
        begun: list[Draft] = []
        for line in lines:
            marker, strip = self._marker(line, markers)
            if marker or not self._open:
                words = tuple(piece for piece in line.pieces if isinstance(piece, str))
                self._open = Draft([replace(line, pieces=words)], "note", marker=marker, strip=strip)
                begun.append(self._open)
                self._last = int(marker) if marker else self._last
            else:
                self._open.lines.append(line)
        return begun

    def _marker(self, line: Line, markers: set[str]) -> tuple[str, int]:
        """Return the number that begins a note, and how much of the line's text it takes."""
        first = line.pieces[0]
        if isinstance(first, NoteMark):
            return first.marker, 0
        match = _NOTE_LABEL.match(line.text)
        if match and (int(match[1]) == self._last + 1 or (match[1] in markers and int(match[1]) > self._last)):
            return match[1], match.end()
        return "", 0
