"""Scans made of PDFs: pages rendered, turned, blurred and strewn with noise, as an office machine leaves them."""

from __future__ import annotations

import io

import cv2
import numpy as np
import pypdfium2
from PIL import Image

Pixels = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]


def pages(pdf: bytes, dots_per_inch: int = 200) -> list[Pixels]:
    """Return the pages of a PDF in grey."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=dots_per_inch / 72, grayscale=True).to_numpy().copy() for page in document]
    finally:
        document.close()


def scanned(pixels: Pixels, *, skew: float = 0.0, noise: float = 0.0, shade: float = 0.0, seed: int = 1) -> Pixels:
    """Return a page as a scanner sees it.

    Args:
        pixels: the page.
        skew: degrees by which it lies askew, clockwise.
        noise: standard deviation of the noise in levels of grey.
        shade: levels of grey by which the right edge is darker than the left one.
        seed: of the noise.
    """
    height, width = pixels.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -skew, 1.0)
    turned = cv2.warpAffine(pixels, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))
    dark = np.linspace(0, shade, width)[None, :]
    grain = np.random.default_rng(seed).normal(0, noise, (height, width)) if noise else 0.0
    return np.clip(turned - dark + grain, 0, 255).astype(np.uint8)


def as_pdf(images: list[Pixels], dots_per_inch: int = 200) -> bytes:
    """Return a PDF of nothing but pictures."""
    return _saved(images, "PDF", resolution=dots_per_inch)


def as_tiff(images: list[Pixels]) -> bytes:
    """Return a TIFF of several pages."""
    return _saved(images, "TIFF", compression="tiff_lzw")


def as_picture(image: Pixels, kind: str) -> bytes:
    """Return a picture of the kind PNG, JPEG or another that Pillow writes."""
    return _saved([image], kind)


def _saved(images: list[Pixels], kind: str, **settings: object) -> bytes:
    first, *rest = (Image.fromarray(image) for image in images)
    buffer = io.BytesIO()
    if rest:
        settings |= {"save_all": True, "append_images": rest}
    first.save(buffer, kind, **settings)
    return buffer.getvalue()
