"""PDFs that cannot be read, or not wholly."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pdfplumber
import pytest
from pdf_builder import TOP, PdfBuilder

from extract.errors import DamagedFileError, EmptyInputError, InputError
from extract.ingest.pdf import read_pdf
from extract.ingest.pdf_quality import garbled
from extract.rulebook import Rulebook

SHARED = Path(__file__).resolve().parents[2] / "../shared"
SENTENCE = "Ủy ban nhân dân các xã, phường tổ chức kiểm tra, rà soát và báo cáo kết quả về Sở Tài chính."


def read(builder: PdfBuilder) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.page) for problem in read_pdf(builder.data(), "thử.pdf", "", Rulebook()).problems]


@pytest.mark.parametrize(
    ("data", "error"),
    [(b"", EmptyInputError), (b"%PDF-", DamagedFileError), (b"PK\x03\x04" + b"\0" * 90, DamagedFileError)],
)
def test_read_pdf_refuses_what_is_no_pdf(data: bytes, error: type[InputError]) -> None:
    with pytest.raises(error) as caught:
        read_pdf(data, "thử.pdf", "", Rulebook())
    assert "thử.pdf" in caught.value.message
    assert "thử.pdf" in caught.value.message_en


def test_read_pdf_refuses_a_picture_without_words() -> None:
    builder = PdfBuilder()
    builder.rule(0, 0, 500, 500)
    with pytest.raises(InputError) as caught:
        read_pdf(builder.data(), "thử.pdf", "", Rulebook())
    assert caught.value.code in {"no-text", "ocr-unavailable"}


def test_read_pdf_names_pages_without_text_but_not_blank_ones() -> None:
    builder = PdfBuilder()
    builder.paragraph(TOP, SENTENCE)
    builder.page()
    builder.rule(0, 0, 500, 500)
    builder.page()
    assert [page for code, page in read(builder) if code in {"page-without-text", "page-not-recognised"}] == [2]


def _unasked(*_: object) -> None:
    raise AssertionError("pdfplumber was asked")


def test_read_pdf_asks_pdfplumber_for_no_page_without_ruled_table(monkeypatch: pytest.MonkeyPatch) -> None:
    builder = PdfBuilder()
    builder.paragraph(TOP, SENTENCE)
    builder.grid([60, 550], [200, 300, 400])
    builder.text(70, 250, "Khung có chữ bên trong")
    for y in (450, 470, 740):
        builder.rule(85, y, 230, y)
    builder.text(85, 760, "1 Chú thích", 10)
    monkeypatch.setattr(pdfplumber.table, "TableFinder", _unasked)
    assert read(builder) == []


def test_read_pdf_believes_no_text_layer_that_is_nonsense() -> None:
    builder = PdfBuilder(false_code=0x4A0)
    builder.paragraph(TOP, SENTENCE)
    with pytest.raises(InputError) as caught:  # its glyphs are those of nothing, too
        read_pdf(builder.data(), "thử.pdf", "", Rulebook())
    assert caught.value.code in {"no-text", "ocr-unavailable"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SENTENCE, False),
        (
            "Diện tích 500 m² ± 5 °C, “trích yếu” – mục 2… • α ≤ 0,5; 3 000 €; Công ty Schröder & Sohn tại Hà Nội",
            False,
        ),
        ("Ӣ C‘NG 7+ѬѪ1* &Ӝ1* H“A XÃ +Ӝ, &+Ӫ 1*+Ƭ$ 9,ӊ7 NAM Ĉ2¬1 .,ӆ0 TRA THEO 48<ӂ7 Ĉӎ1+ ĈӝF OұS - 7ӵ do - +ҥQK", True),
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc, Uû ban nh©n d©n tØnh", True),
        ("\ue123\ue145\ue167 " * 20, True),
        ("Ӣ", False),
    ],
)
def test_garbled_tells_nonsense_from_vietnamese(text: str, expected: bool) -> None:
    assert garbled(text) is expected


READ = """
import sys
from pathlib import Path
from extract.errors import InputError
from extract.ingest.pdf import read_pdf
from extract.rulebook import Rulebook
try:
    print("read", len(read_pdf(Path(sys.argv[1]).read_bytes(), sys.argv[1], "", Rulebook()).blocks))
except InputError as error:
    print(error.code, error.text())
"""
HOSTILE = sorted((SHARED / "robust").glob("*.pdf"))


@pytest.mark.skipif(not HOSTILE, reason="the shared folder of hostile files is not beside the project")
@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path.stem[:24])
def test_read_pdf_survives_hostile_files(path: Path) -> None:
    run = subprocess.run(  # noqa: S603  (our own interpreter and code)
        [sys.executable, "-c", READ, str(path)], capture_output=True, text=True, timeout=60, check=False
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout
