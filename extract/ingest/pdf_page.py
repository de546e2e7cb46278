"""One page of a PDF as pdfium sees it: printed lines, rules and ruled tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium

from extract.ingest.legacy_fonts import LegacyFonts
from extract.ingest.pdf_grid import Grid, find_grids
from extract.ingest.pdf_lines import Line, read_lines
from extract.ingest.pdf_rules import Frame, Span, read_rules
from extract.ingest.pdf_text import TextLayer

if TYPE_CHECKING:
    from extract.ingest.way_back import WayBack


@dataclass(frozen=True, slots=True)
class PdfPage:
    """What is printed on a page.

    ``number`` is 1-based; ``rules`` are the horizontal rules as (x0, x1, y); ``objects`` counts everything drawn,
    pictures included. ``recognised`` tells that the lines were read by character recognition,
    ``back`` how the page as it was laid for that leads back to the page as it is.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...] = ()
    rules: tuple[Span, ...] = ()
    grids: tuple[Grid, ...] = ()
    text: str = ""
    objects: int = 0
    recognised: bool = False
    back: WayBack | None = None


def read_page(page: Any, number: int, fonts: LegacyFonts | None = None) -> PdfPage:
    """Read one loaded pdfium page.

    Args:
        page: the handle of the page.
        number: its 1-based number.
        fonts: reads text by fonts of legacy encodings; None leaves it as it is.

    Returns:
        the page; without lines when pdfium finds no text on it.
    """
    shown = Frame.of(page)
    frame = shown
    handle = pdfium.FPDFText_LoadPage(page)
    if not handle:
        return PdfPage(number, frame.width, frame.height, objects=pdfium.FPDFPage_CountObjects(page))
    try:
        layer = TextLayer(handle, frame, fonts)
        frame = layer.frame
        rules = read_rules(page, frame)
        grids = find_grids(rules, frame.width, frame.height) if layer.text and rules.gridded else ()
        lines = tuple(read_lines(layer, number, grids))
    finally:
        pdfium.FPDFText_ClosePage(handle)
    return PdfPage(
        number,
        frame.width,
        frame.height,
        lines,
        rules.horizontal,
        grids,
        layer.text,
        rules.objects,
        back=_way_back(shown, frame),
    )


def _way_back(shown: Frame, frame: Frame) -> WayBack | None:
    """Return how a page whose text stood on its side leads back to the page as it is shown, None where it does not."""
    turns = (frame.turns - shown.turns) % 4
    if not turns:
        return None
    from extract.ingest.way_back import WayBack  # needs what most documents do not

    return WayBack.quarter_turns(turns, shown.width, shown.height)
