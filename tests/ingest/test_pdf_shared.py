"""The founding directives as PDFs say what their texts say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import regex

from extract.ingest.pdf import read_pdf
from extract.rulebook import Rulebook
from extract.text import canonical

SHARED = Path(__file__).resolve().parents[2] / "../shared"
GOLD = sorted((SHARED / "gold").glob("00*.json"))
GARBLED = sorted((SHARED / "directives/real").glob("08[345]*.pdf"))
SCANS = [*(SHARED / "directives/variants/scan").glob("*.pdf"), *(SHARED / "directives/real").glob("09[57]*.pdf")]
pytestmark = pytest.mark.skipif(not GOLD, reason="the shared folder of directives is not beside the project")


def folded(quote: str) -> str:
    plain = regex.sub(r"<sup>\d+</sup>|\*+|\\", "", quote)
    return " ".join(canonical(plain).text.split())


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem[:3])
def test_read_pdf_keeps_each_task_in_one_block(path: Path, rulebook: Rulebook) -> None:
    pdf = SHARED / "directives/variants/pdf" / f"{path.stem}.pdf"
    source = read_pdf(pdf.read_bytes(), pdf.name, "", rulebook)
    blocks = [source.of(block) for block in source.blocks]
    broken = [
        task["quote_start"]
        for task in json.loads(path.read_text(encoding="utf-8"))["tasks"]
        if not any(
            folded(task["quote_end"]) in block[block.find(folded(task["quote_start"])) :]
            for block in blocks
            if folded(task["quote_start"]) in block
        )
    ]
    assert not broken
    assert not source.problems


@pytest.mark.parametrize("path", [*GARBLED, *sorted(SCANS)], ids=lambda path: path.stem[:3])
def test_read_pdf_recognises_scans_and_garbled_layers(path: Path, rulebook: Rulebook) -> None:
    source = read_pdf(path.read_bytes(), path.name, "", rulebook)
    assert source.read_method == "ocr"
    assert source.quality is not None
    assert source.quality > 0.85
    assert "của" in source.text.split()
