from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import ClassifiedDocumentError
from extract.ingest import read
from extract.ingest.classified import checked, find_mark
from extract.model import PLAIN, Cell, ReadOptions
from extract.pipeline import failed, process
from tests.conftest import source_of
from tests.ingest.docx_builder import docx, p, tbl, tc, tr
from tests.ingest.pdf_builder import PdfBuilder

if TYPE_CHECKING:
    from pathlib import Path

    from extract.model import Source
    from extract.rulebook import Rulebook

ALLOWED = ReadOptions(allow_classified=True)
LETTER = (
    "{top}",
    "CÔNG AN TỈNH HẢI SƠN",
    "PHÒNG THAM MƯU",
    "Số: 12/CAT-PV01",
    "{number}",
    "V/v báo cáo tình hình",
    "{abstract}",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Hải Sơn, ngày 02 tháng 3 năm 2026",
    "{date}",
    "Kính gửi: Các sở, ban, ngành",
    "1. Giao Sở Y tế chủ trì xây dựng kế hoạch trước ngày 15/6/2026.",
)
PLAN = (
    "{top}",
    "TỈNH ỦY HẢI SƠN",
    "*",
    "Số 12-KH/TU",
    "{number}",
    "ĐẢNG CỘNG SẢN VIỆT NAM",
    "Hải Sơn, ngày 02 tháng 3 năm 2026",
    "{date}",
    "KẾ HOẠCH",
    "thực hiện nghị quyết của Trung ương về văn hóa",
    "I. MỤC ĐÍCH",
    "1. Giao Sở Y tế chủ trì.",
)
PLACES = ("top", "number", "abstract", "date")
MARKS = ("MẬT", "TỐI MẬT", "TUYỆT MẬT", "M Ậ T", "T Ố I  M Ậ T", "(Mật)", "* MẬT *", "Độ mật: Mật", "HỎA TỐC - MẬT")
ORDINARY = (
    "TÀI LIỆU MẬT",
    "BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "GIẢI MẬT",
    "mật",
    "MẬT ĐỘ DÂN SỐ",
    "Độ mật: ……",
    "KHẨN",
    "LƯU HÀNH NỘI BỘ",
    "(Kèm theo danh mục tài liệu mật)",
)


def lines(head: tuple[str, ...], place: str, mark: str) -> list[str]:
    filled = (line.replace("{" + place + "}", mark) for line in head)
    return [line for line in filled if not line.startswith("{")]


def cut(head: list[str]) -> tuple[list[str], list[str], list[str]]:
    """The two columns of a head, and what stands below."""
    at = next(at for at, line in enumerate(head) if line.startswith(("CỘNG", "ĐẢNG")))
    end = next(at for at, line in enumerate(head) if line.startswith(("Kính", "KẾ HOẠCH")))
    return head[:at], head[at:end], head[end:]


def as_text(head: list[str]) -> bytes:
    return "\n".join(head).encode()


def as_html(head: list[str]) -> bytes:
    return ("<html><body>" + "".join(f"<p>{line}</p>" for line in head) + "</body></html>").encode()


def as_word(head: list[str]) -> bytes:
    left, right, below = cut(head)
    return docx(tbl(tr(tc(*left), tc(*right))) + "".join(map(p, below)))


def as_pdf(head: list[str]) -> bytes:
    builder = PdfBuilder()
    left, right, below = cut(head)
    for column, middle in ((left, 170), (right, 430)):
        for at, line in enumerate(column):
            builder.centre(70 + at * 18, line, size=12, middle=middle)
    for at, line in enumerate(below):
        builder.text(85, 110 + 18 * max(len(left), len(right)) + 22 * at, line)
    return builder.data()


@pytest.mark.parametrize("write", [as_text, as_html, as_word, as_pdf])
@pytest.mark.parametrize("head", [LETTER, PLAN], ids=["letter", "plan"])
def test_read_refuses_a_marked_document_wherever_its_head_bears_the_mark(
    tmp_path: Path, rulebook: Rulebook, head: tuple[str, ...], write: object
) -> None:
    assert callable(write)
    path = tmp_path / "văn bản"
    for place in PLACES:
        for mark in MARKS if "{" + place + "}" in head else ():
            path.write_bytes(write(lines(head, place, mark)))
            with pytest.raises(ClassifiedDocumentError):
                read(path, rulebook)


@pytest.mark.parametrize("write", [as_text, as_html, as_word, as_pdf])
@pytest.mark.parametrize("head", [LETTER, PLAN], ids=["letter", "plan"])
def test_read_reads_what_only_speaks_of_secrets(
    tmp_path: Path, rulebook: Rulebook, head: tuple[str, ...], write: object
) -> None:
    assert callable(write)
    path = tmp_path / "văn bản"
    for place in PLACES:
        for wording in ORDINARY:
            path.write_bytes(write(lines(head, place, wording)))
            assert read(path, rulebook).blocks, (place, wording)


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("UBND TỈNH HẢI SƠN", "Số: 12-CV/TU (Mật)", "Kính gửi: Sở Y tế"),
        ("TỈNH ỦY HẢI SƠN", "Số 45-QĐ/TU TỐI MẬT", "QUYẾT ĐỊNH"),
        ("MẬT Số: 12/UBND-NC", "Kính gửi: Sở Y tế"),
        ("UBND TỈNH HẢI SƠN MẬT", "Kính gửi: Sở Y tế"),
        ("QUYẾT ĐỊNH", "Về việc phê duyệt phương án", "(Tối mật)", "Căn cứ Luật Tổ chức chính quyền địa phương;"),
    ],
)
def test_find_mark_finds_it_where_lines_are_joined_and_below_the_title(
    rulebook: Rulebook, paragraphs: tuple[str, ...]
) -> None:
    assert find_mark(source_of(*paragraphs), rulebook) is not None


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("UBND TỈNH HẢI SƠN", "KẾ HOẠCH", "KIỂM TRA VIỆC SAO, CHỤP TÀI LIỆU TUYỆT MẬT, TỐI MẬT,", "MẬT", "I. MỤC ĐÍCH"),
        ("UBND TỈNH HẢI SƠN", "Kính gửi: Sở Y tế", "MẬT", "là dấu đóng trên tài liệu."),
        ("UBND TỈNH HẢI SƠN", "1. Các mẫu dấu gồm:", "TUYỆT MẬT", "TỐI MẬT", "MẬT"),
        ("UBND TỈNH HẢI SƠN", "Số: 15/KH-UBND", "V/v danh mục bí mật nhà nước (Mật, Tối mật, Tuyệt mật)"),
        ("BAN CHỈ ĐẠO BẢO VỆ BÍ MẬT", "Số: 15/KH-BCĐ", "KẾ HOẠCH"),
        ("CỤC QUẢN LÝ KỸ THUẬT NGHIỆP VỤ MẬT MÃ", "Số: 15/KH-CQL"),
        ("HỘI NGƯỜI NUÔI ONG", "Số: 15/KH-HNO", "KẾ HOẠCH", "tiêu thụ mật", "1. Mật"),
        ("UBND XÃ AN BÌNH", "Mật độ dân số", "Số: 15/BC-UBND"),
        ("x" * 400, "MẬT"),
        (*(f"Dòng {number}" for number in range(41)), "MẬT"),
    ],
)
def test_find_mark_finds_none_in_what_is_no_mark(rulebook: Rulebook, paragraphs: tuple[str, ...]) -> None:
    assert find_mark(source_of(*paragraphs), rulebook) is None


def _in_row(source: Source) -> Source:
    cells = [replace(block, kind="cell", cell=Cell(0, 0, at)) for at, block in enumerate(source.blocks)]
    return replace(source, blocks=tuple(cells))


def test_find_mark_takes_the_columns_of_a_register_for_no_marks(rulebook: Rulebook) -> None:
    assert find_mark(_in_row(source_of("STT", "TUYỆT MẬT", "TỐI MẬT", "MẬT")), rulebook) is None
    assert find_mark(_in_row(source_of("MẬT", "Hải Sơn, ngày 02 tháng 3 năm 2026")), rulebook) == (0, 3)


def test_find_mark_reads_the_running_head_of_pages(tmp_path: Path, rulebook: Rulebook) -> None:
    path = tmp_path / "a.docx"
    section = "<w:sectPr><w:headerReference w:type='default' r:id='header'/></w:sectPr>"
    path.write_bytes(docx(p("KẾ HOẠCH") + section, header=p("MẬT")))
    with pytest.raises(ClassifiedDocumentError):
        read(path, rulebook)


@given(st.text(st.sampled_from("MẬTỐIUYỆ ()*.:Số1-/"), max_size=60))
def test_find_mark_points_at_the_line(rulebook: Rulebook, line: str) -> None:
    source = source_of("UBND TỈNH HẢI SƠN", line) if line.strip() else source_of("UBND TỈNH HẢI SƠN")
    place = find_mark(source, rulebook)
    assert place is None or "Ậ" in source.text[slice(*place)].upper()


def test_checked_lets_through_what_is_allowed_and_says_so(rulebook: Rulebook) -> None:
    marked, plain = source_of("MẬT", "Số: 12/UBND"), source_of("Số: 12/UBND")
    assert [problem.code for problem in checked(marked, rulebook, ALLOWED).problems] == ["classified-document"]
    assert checked(plain, rulebook, ALLOWED) == checked(plain, rulebook, PLAIN) == plain


def test_a_refused_document_leaves_nothing_of_itself(tmp_path: Path, rulebook: Rulebook) -> None:
    path = tmp_path / "cv.txt"
    path.write_bytes(as_text(lines(LETTER, "number", "MẬT")))
    with pytest.raises(ClassifiedDocumentError) as caught:
        process(path, rulebook, as_of=None)
    told = repr(failed(path, caught.value)) + repr(caught.value.__cause__) + repr(caught.value.__context__)
    assert "--allow-classified" in told
    assert not [word for word in ("Hải Sơn", "HẢI SƠN", "12/CAT", "tình hình", "15/6") if word in told]
    result = process(path, rulebook, as_of=None, options=ALLOWED)
    assert "classified-document" in {issue.code for issue in result.issues}
    assert result.document.confidentiality == "MẬT"
