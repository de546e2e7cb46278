"""One page of a PDF as pdfium sees it: printed lines, rules and ruled tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from extract.ingest.pdf_grid import Grid, find_grids
from extract.ingest.pdf_lines import Line, LineReader
from extract.ingest.pdf_rules import Frame, Span, read_rules


@dataclass(frozen=True, slots=True)
class PdfPage:
    """What is printed on a page; ``number`` is 1-based. ``objects`` counts everything drawn, pictures included."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[Span, ...]
    grids: tuple[Grid, ...]
    text: str
    objects: int


def read_page(page: Any, number: int) -> PdfPage:
    """Read one loaded pdfium page.

    Args:
        page: the handle of the page.
        number: its 1-based number.

    Returns:
        the page; without lines when pdfium finds no text on it. ``rules`` are horizontal rules as (x0, x1, y).
    """
    frame = Frame.of(page)
    rules = read_rules(page, frame)
    grids = find_grids(rules)
    handle = pdfium.FPDFText_LoadPage(page)
    if not handle:
        return PdfPage(number, frame.width, frame.height, (), (), (), "", rules.objects)
    try:
        reader = LineReader(handle, frame, number, grids)
        turns = reader.turns()
        if turns:
            frame = frame.turned(turns)
            rules = read_rules(page, frame)
            grids = find_grids(rules)
            reader = LineReader(handle, frame, number, grids)
        lines = tuple(reader.lines())
    finally:
        pdfium.FPDFText_ClosePage(handle)
    return PdfPage(number, frame.width, frame.height, lines, rules.horizontal, grids, reader.text, rules.objects)
