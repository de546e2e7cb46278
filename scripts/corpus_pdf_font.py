"""The faces of Source Serif Pro (SIL Open Font License) that the PDF files of the corpus are set in.

They come from the development dependency ``font-source-serif-pro``. Its italic faces lack Vietnamese letters, so the
upright ones are slanted instead.
"""

from __future__ import annotations

import io
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from fpdf import FPDF

FAMILY: Final = "serif"
_UPRIGHT: Final = (("", "Regular"), ("B", "Bold"))
_SLANT: Final = 0.2  # of the height, about 11 degrees
_FULL_NAMES: Final = (1, 4, 6)  # records of the name table that say which face this is


def add_faces(pdf: FPDF, folder: Path) -> None:
    """Add the faces regular, bold, italic and bold italic as `FAMILY`.

    Args:
        pdf: the document that is to use them.
        folder: where the slanted faces are kept until the document is written.
    """
    for style, name in _UPRIGHT:
        upright = _font_folder() / f"SourceSerifPro-{name}.ttf"
        slanted = folder / f"SourceSerifPro-{name}Slanted.ttf"
        slanted.write_bytes(_slanted(upright))
        pdf.add_font(FAMILY, style, upright)
        pdf.add_font(FAMILY, f"{style}I", slanted)


@cache
def _slanted(path: Path) -> bytes:
    font = TTFont(path, recalcTimestamp=False)
    glyphs, measures = font["glyf"], font["hmtx"]
    for name in font.getGlyphOrder():
        glyph = glyphs[name]
        if glyph.isComposite():
            for component in glyph.components:
                component.x += round(component.y * _SLANT)
        elif glyph.numberOfContours > 0:
            glyph.coordinates.transform(((1, 0), (_SLANT, 1)))
            glyph.coordinates.toInt()
    for name in font.getGlyphOrder():
        if glyphs[name].numberOfContours:
            glyphs[name].recalcBounds(glyphs)
            measures[name] = (measures[name][0], glyphs[name].xMin)
    for record in font["name"].names:
        if record.nameID in _FULL_NAMES:
            joint = "-" if record.nameID == max(_FULL_NAMES) else " "
            record.string = f"{record.toUnicode()}{joint}Italic"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _font_folder() -> Path:
    spec = find_spec("font_source_serif_pro")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("font-source-serif-pro is missing; run: uv sync")
    return Path(spec.origin).parent / "files"
