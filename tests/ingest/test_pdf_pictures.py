"""Pages that are pictures are drawn as large as their print needs, whatever size the page claims to have."""

from __future__ import annotations

import io

import numpy as np
import pypdfium2
import pytest
from scan_builder import as_pdf

from extract.errors import NoTextError
from extract.ingest import ocr
from extract.ingest.pdf import read_pdf
from extract.rulebook import Rulebook


@pytest.mark.parametrize(
    ("width", "height", "drawn"),
    [
        (595, 842, (1653, 2339)),
        (842, 1191, (2339, 3308)),  # A3
        (3000, 4243, (1653, 2338)),  # a photo at 72 dots an inch
        (14_173, 14_173, (1653, 1653)),  # five metres
        (150, 212, (1653, 2337)),  # a photo at 1,200 dots an inch
    ],
)
def test_read_pdf_draws_pages_of_odd_sizes_as_pages_of_a4(
    rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch, width: float, height: float, drawn: tuple[int, int]
) -> None:
    scans = []

    def read(_program: str, scan: ocr.Scan) -> ocr._Read:
        scans.append(scan)
        return ocr._Read(scan.number, 1.0, 1.0, None, (), ())

    monkeypatch.setattr(ocr, "ensure_tesseract", lambda: "")
    monkeypatch.setattr(ocr, "_upright", read)
    document = pypdfium2.PdfDocument(as_pdf([np.full((300, 200), 99, np.uint8)]))
    picture = next(iter(document[0].get_objects()))
    picture.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
    document[0].set_mediabox(0, 0, width, height)
    document[0].gen_content()
    with pytest.raises(NoTextError):
        read_pdf(_bytes(document), "a.pdf", "", rulebook)
    (scan,) = scans
    assert (scan.pixels.shape[1], scan.pixels.shape[0]) == pytest.approx(drawn, abs=2)
    assert scan.drawn_at is not None
    assert scan.drawn_at * width == pytest.approx(scan.pixels.shape[1], abs=2)


def _bytes(document: pypdfium2.PdfDocument) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
