"""Pictures of all kinds are opened as what they show, and those that cannot be are told apart."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image
from scan_builder import Pixels

from extract.errors import DamagedFileError, InputError, NoTextError, TooLargeError
from extract.ingest import ocr
from extract.ingest.picture_file import read_picture
from extract.model import Limits
from extract.rulebook import Rulebook


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[ocr.Scan]:
    """Return the pages that are handed to recognition, which finds nothing on them."""
    pages: list[ocr.Scan] = []

    def read(_program: str, scan: ocr.Scan) -> ocr._Read:
        pages.append(scan)
        return ocr._Read(scan.number, 1.0, 1.0, None, (), ())

    monkeypatch.setattr(ocr, "ensure_tesseract", lambda: "")
    monkeypatch.setattr(ocr, "_upright", read)
    return pages


def saved(image: Image.Image, kind: str = "PNG") -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind)
    return buffer.getvalue()


def failure(data: bytes, rulebook: Rulebook, limits: Limits | None = None) -> InputError:
    with pytest.raises(InputError) as caught:
        read_picture(data, "a.png", "", rulebook, "image/png", limits or Limits())
    return caught.value


def _claiming(width: int, height: int) -> bytes:
    """Return a PNG whose head claims a size that its data does not have."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(40_000, 40_000), (11_000, 9_500), (12_000, 12_000)])
def test_read_picture_says_that_a_picture_has_too_many_pixels(rulebook: Rulebook, size: tuple[int, int]) -> None:
    assert isinstance(failure(_claiming(*size), rulebook), TooLargeError)


def test_read_picture_says_that_a_picture_is_cut_off(rulebook: Rulebook) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (600, 600), np.uint8)
    data = saved(Image.fromarray(noise), "JPEG")
    assert isinstance(failure(data[: len(data) // 2], rulebook), DamagedFileError)


def _dark_mark(mode: str) -> Image.Image:
    """Return a light page with a dark mark in the middle, its paper transparent where the mode allows."""
    values: Pixels = np.full((1700, 1200), 255, np.uint8)
    values[800:900, 500:700] = 0
    image = Image.fromarray(values)
    if mode == "I;16":
        return Image.fromarray(values.astype(np.uint16) * 257)
    if mode in {"LA", "RGBA"}:
        image = image.point(lambda _: 0).convert(mode)
        image.putalpha(Image.fromarray(255 - values))
        return image
    return image.convert(mode)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "I;16", "LA", "RGBA"])
def test_read_picture_sees_dark_on_light_in_every_mode(rulebook: Rulebook, seen: list[ocr.Scan], mode: str) -> None:
    assert isinstance(failure(saved(_dark_mark(mode)), rulebook), NoTextError)
    (page,) = seen
    grey = page.pixels if page.pixels.ndim == 2 else page.pixels.mean(axis=2)
    dark = grey < 128
    assert dark.mean() == pytest.approx(100 * 200 / (1700 * 1200), rel=0.1)


@pytest.mark.parametrize(("size", "most"), [((1800, 40), 2_000_000), ((20, 100_000), 40_000_000), ((1080, 8000), 3e7)])
def test_read_picture_takes_strips_for_as_wide_as_a_page(
    rulebook: Rulebook, seen: list[ocr.Scan], size: tuple[int, int], most: float
) -> None:
    failure(saved(Image.new("L", size, 255)), rulebook)
    assert seen[0].pixels.size <= most
