"""Scans and pictures are read as the pages they show."""

from __future__ import annotations

import shutil
import time
import tracemalloc
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from threading import Lock

import cv2
import numpy as np
import pytest
from scan_builder import Pixels, as_pdf, as_picture, as_tiff, pages, scanned

from extract.ingest import ocr, read
from extract.ingest.ocr_tesseract import OcrUnavailableError, ensure_tesseract
from extract.ingest.pdf import read_pdf
from extract.model import Source
from extract.rulebook import Rulebook

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
TABLES = (CORPUS / "dev/14-vpub-nghe-an-don-doc-nhiem-vu-qua-han.pdf").read_bytes()
LETTER = (CORPUS / "dev/49-tb-bo-nnptnt-benh-dai.pdf").read_bytes()


def _available() -> bool:
    try:
        return bool(ensure_tesseract())
    except OcrUnavailableError:
        return False


needs_tesseract = pytest.mark.skipif(not _available(), reason="Tesseract with Vietnamese data is not installed")


def likeness(one: Source, other: Source) -> float:
    return SequenceMatcher(None, words(one), words(other), autojunk=False).ratio()


def words(source: Source) -> list[str]:
    return source.text.split()


def places(source: Source) -> set[tuple[int, int, int]]:
    return {(block.cell.table, block.cell.row, block.cell.column) for block in source.blocks if block.cell}


@needs_tesseract
@pytest.mark.parametrize(
    ("skew", "noise", "shade", "least"), [(0.0, 0.0, 0.0, 0.97), (0.8, 12.0, 0.0, 0.95), (-1.5, 6.0, 90.0, 0.94)]
)
def test_read_pdf_reads_of_a_scan_what_the_text_layer_says(
    rulebook: Rulebook, skew: float, noise: float, shade: float, least: float
) -> None:
    scan = as_pdf([scanned(page, skew=skew, noise=noise, shade=shade) for page in pages(LETTER)])
    original, source = read_pdf(LETTER, "a.pdf", "", rulebook), read_pdf(scan, "a.pdf", "", rulebook)
    assert source.read_method == "ocr"
    assert source.page_count == original.page_count
    assert likeness(source, original) > least
    assert source.quality is not None
    assert source.quality > 0.9


@needs_tesseract
def test_read_pdf_finds_the_cells_of_a_scanned_table(rulebook: Rulebook) -> None:
    scan = as_pdf([scanned(page, skew=0.6, noise=8) for page in pages(TABLES)[2:]])
    source = read_pdf(scan, "a.pdf", "", rulebook)
    wanted = {block.cell.row for block in source.blocks if block.cell and block.cell.column == 0}
    assert len(wanted) >= 10
    assert max(column for _, _, column in places(source)) >= 3


@needs_tesseract
@pytest.mark.parametrize(
    ("turn", "turned"), [(cv2.ROTATE_180, 2), (cv2.ROTATE_90_CLOCKWISE, 1), (cv2.ROTATE_90_COUNTERCLOCKWISE, 3)]
)
def test_read_turns_a_picture_upright_and_its_places_back(
    rulebook: Rulebook, tmp_path: Path, turn: int, turned: int
) -> None:
    page = np.asarray(cv2.rotate(pages(LETTER, 150)[0], turn))
    path = tmp_path / "ảnh.jpg"
    path.write_bytes(as_picture(page, "JPEG"))
    source = read(path, rulebook)
    assert source.text.startswith("BỘ NÔNG NGHIỆP")
    scale = min(page.shape) / 595
    outside = page < 128
    for place in source.places:
        assert place.turned == turned
        top, bottom, left, right = (round(v * scale) for v in (place.top, place.bottom, place.left, place.right))
        assert outside[top:bottom, left:right].any()
        outside[top - 6 : bottom + 6, left - 6 : right + 6] = False
    assert outside.mean() < 0.05 * (page < 128).mean()


@needs_tesseract
def test_read_reads_all_pages_of_a_tiff(rulebook: Rulebook, tmp_path: Path) -> None:
    path = tmp_path / "fax.tif"
    path.write_bytes(as_tiff(pages(LETTER, 150)))
    source = read(path, rulebook)
    assert source.page_count == 2
    assert {block.page for block in source.blocks} == {1, 2}
    assert [problem.code for problem in source.problems if problem.code != "ocr-repair"] == ["read-by-ocr"]


@needs_tesseract
def test_read_pdf_recognises_only_the_pages_that_are_pictures(rulebook: Rulebook) -> None:
    source = read_pdf(_mixed(), "a.pdf", "", rulebook)
    assert source.read_method == "pdf-text+ocr"
    told = [problem for problem in source.problems if problem.code == "read-by-ocr"]
    assert [problem.page for problem in told] == [3]


@pytest.fixture
def blind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let recognition find nothing, at once."""
    monkeypatch.setattr(ocr, "ensure_tesseract", lambda: "")
    monkeypatch.setattr(ocr, "recognise", lambda *_: ())


@pytest.mark.usefixtures("blind")
def test_read_scans_keeps_no_pixels_of_pages_that_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    page, held = pages(LETTER)[0], []

    def measure(*_: object) -> tuple[()]:
        held.append(tracemalloc.get_traced_memory()[0])
        return ()

    monkeypatch.setattr(ocr, "recognise", measure)
    tracemalloc.start()
    try:
        ocr.read_scans((ocr.Scan(number, page.copy(), 200 / 72) for number in range(1, 13)), lambda: 1)
    finally:
        tracemalloc.stop()
    assert len(held) == 12
    assert max(held[6:]) - max(held[:6]) < page.nbytes


@pytest.mark.usefixtures("blind")
@pytest.mark.parametrize("room", [1, 2, 3])
def test_read_scans_reads_no_more_pages_at_a_time_than_there_is_room_for(
    monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    lock, running, most = Lock(), 0, 0

    def busy(_program: str, scan: ocr.Scan) -> ocr._Read:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.02 * (scan.number % 3))
        with lock:
            running -= 1
        return ocr._Read(scan.number, 1.0, 1.0, None, (), ())

    monkeypatch.setattr(ocr, "_upright", busy)
    monkeypatch.setattr(ocr, "processors", lambda: 8)
    scans = (ocr.Scan(number, np.zeros((1, 1), np.uint8), 1.0) for number in range(1, 10))
    read = ocr.read_scans(scans, lambda: room)
    assert [page.page.number for page in read] == list(range(1, 10))
    assert most == room


def _mixed() -> bytes:
    """Return two pages of text and one that is a picture."""
    import pypdfium2

    document = pypdfium2.PdfDocument(LETTER)
    picture = pypdfium2.PdfDocument(as_pdf(pages(LETTER, 150)[:1], 150))
    document.import_pages(picture)
    import io

    buffer = io.BytesIO()
    document.save(buffer)
    picture.close()
    document.close()
    return buffer.getvalue()


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    ensure_tesseract.cache_clear()
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    yield
    ensure_tesseract.cache_clear()


@pytest.mark.usefixtures("without_tesseract")
def test_read_pdf_says_how_to_install_what_a_scan_needs(rulebook: Rulebook) -> None:
    with pytest.raises(OcrUnavailableError) as caught:
        read_pdf(as_pdf(pages(LETTER, 100)), "a.pdf", "", rulebook)
    assert "apt-get install tesseract-ocr tesseract-ocr-vie" in caught.value.text("vi")


@pytest.mark.usefixtures("without_tesseract")
def test_read_pdf_keeps_the_text_pages_where_the_others_cannot_be_recognised(rulebook: Rulebook) -> None:
    source = read_pdf(_mixed(), "a.pdf", "", rulebook)
    assert source.text == read_pdf(LETTER, "a.pdf", "", rulebook).text
    told = [(problem.severity, problem.code, problem.page) for problem in source.problems]
    assert told == [("error", "page-not-recognised", 3)]


@needs_tesseract
def test_read_tells_the_place_of_every_line_of_a_scan(rulebook: Rulebook, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    page: Pixels = scanned(pages(LETTER)[0], skew=1.0)
    path.write_bytes(as_picture(page, "PNG"))
    source = read(path, rulebook)
    covered = "".join(source.text[place.start : place.end] for place in source.places)
    assert covered.replace(" ", "") == source.text.replace("\n", "").replace(" ", "")
    ink = page < 128
    scale = 200 / 72
    for place in source.places:
        box = ink[
            round(place.top * scale) : round(place.bottom * scale),
            round(place.left * scale) : round(place.right * scale),
        ]
        assert box.any()
