"""What recognition costs beside Tesseract itself: ``python -m benchmarks.scans``. Prints a table and judges nothing.

Pages of the corpus are drawn, turned and strewn with noise as a scanner would; the floor is Tesseract on those very
pages, as many side by side as there are processors, with one thread each.
"""

from __future__ import annotations

import io
import os
import resource
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import cv2
import numpy as np
import pypdfium2
from PIL import Image
from rich.console import Console
from rich.table import Table

from extract.ingest.ocr_tesseract import ensure_tesseract
from extract.ingest.pdf import read_pdf
from extract.rulebook import Rulebook

_PAGES: Final = ("14-vpub-nghe-an-don-doc-nhiem-vu-qua-han", "40-nq-cp-chuong-trinh-hanh-dong-khi-hau")
_DEV: Final = Path(__file__).resolve().parent.parent / "corpus" / "dev"
_DENSITY: Final = 200


def main() -> None:
    """Time both ways of reading the same pages, by the clock and by processor time."""
    images = [image for name in _PAGES for image in _scanned(_DEV / f"{name}.pdf")]
    pdf = io.BytesIO()
    first, *rest = (Image.fromarray(image) for image in images)
    first.save(pdf, "PDF", resolution=_DENSITY, save_all=True, append_images=rest)
    program, rulebook = ensure_tesseract(), Rulebook()
    read_pdf(pdf.getvalue(), "a.pdf", "", rulebook)  # loads what is loaded once
    floor = _timed(lambda: _floor(program, images))
    ours = _timed(lambda: read_pdf(pdf.getvalue(), "a.pdf", "", rulebook))
    table = Table("", "clock, s a page", "processor, s a page")
    table.add_row("Tesseract alone", *(f"{value / len(images):.2f}" for value in floor))
    table.add_row("read_pdf", *(f"{value / len(images):.2f}" for value in ours))
    table.add_row("ratio", *(f"{one / other:.2f}" for one, other in zip(ours, floor, strict=True)))
    Console().print(table)


def _scanned(path: Path) -> list[np.ndarray[tuple[int, ...], np.dtype[np.uint8]]]:
    document = pypdfium2.PdfDocument(path.read_bytes())
    noise = np.random.default_rng(7)
    images = []
    for number in range(len(document)):
        page = document[number].render(scale=_DENSITY / 72, grayscale=True).to_numpy()
        height, width = page.shape[:2]
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), 0.5, 1.0)
        turned = cv2.warpAffine(page, turn, (width, height), borderValue=(255,))
        images.append(np.clip(turned + noise.normal(0, 8, turned.shape), 0, 255).astype(np.uint8))
    document.close()
    return images


def _floor(program: str, images: list[np.ndarray[tuple[int, ...], np.dtype[np.uint8]]]) -> None:
    command = [program, "-", "-", "-l", "vie", "--dpi", str(_DENSITY), "hocr"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}

    def one(image: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> None:
        page = cv2.imencode(".pgm", image)[1].tobytes()
        subprocess.run(command, input=page, capture_output=True, check=True, env=environment)  # noqa: S603

    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        list(pool.map(one, images))


def _timed(work: object) -> tuple[float, float]:
    """Return clock and processor seconds, children included."""
    assert callable(work)
    started, spent = time.perf_counter(), _processor()
    work()
    return time.perf_counter() - started, _processor() - spent


def _processor() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


if __name__ == "__main__":
    main()
