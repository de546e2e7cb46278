"""Reading PDFs with a text layer: paragraphs, columns, tables, notes and furniture."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_builder import BOLD, FOOT, ITALIC, LEFT, RIGHT, ROMAN, TOP, PdfBuilder

from extract.ingest.pdf import read_pdf
from extract.rulebook import Rulebook

if TYPE_CHECKING:
    from extract.model import Source

GROUNDS = (
    "Căn cứ Nghị quyết số 41/NQ-HĐND ngày 09 tháng 12 năm 2024 của Hội đồng nhân dân tỉnh về nhiệm vụ năm 2025, Sở Y tế"
    " yêu cầu các đơn vị trực thuộc khẩn trương triển khai thực hiện."
)


def read(builder: PdfBuilder) -> Source:
    return read_pdf(builder.data(), "thử.pdf", "0" * 64, Rulebook())


def texts(source: Source, kind: str = "paragraph") -> list[str]:
    return [source.of(block) for block in source.blocks if block.kind == kind]


def cells(source: Source, table: int) -> dict[tuple[int, int], list[str]]:
    blocks = [block for block in source.blocks if block.cell and block.cell.table == table and block.kind == "cell"]
    places = groupby(blocks, key=lambda block: (block.cell.row, block.cell.column) if block.cell else (0, 0))
    return {place: [source.of(block) for block in group] for place, group in places}


WORDS = st.sampled_from(
    [
        "rà soát,",
        "thống kê;",
        "Sở Nội vụ",
        "báo cáo",
        "(nếu có)",
        "2025",
        "UBND tỉnh",
        "Lào Cai - Yên Bái",
        "và",
        "15/6/2025",
    ]
)
SENTENCE = st.lists(WORDS, min_size=2, max_size=60).map(lambda words: "Yêu cầu " + " ".join(words) + " nhanh.")


@settings(max_examples=25, deadline=None)
@given(paragraphs=st.lists(SENTENCE, min_size=3, max_size=24), after=st.sampled_from([0, 6]))
def test_read_pdf_gives_back_each_indented_paragraph_whole_over_pages(paragraphs: list[str], after: float) -> None:
    builder, y = PdfBuilder(), TOP
    for text in paragraphs:
        if y > FOOT:
            builder.page()
            y = TOP
        y = builder.paragraph(y, text) - 6 + after
    source = read(builder)
    assert texts(source) == paragraphs
    assert source.page_count == len(builder.pages)
    assert all(source.text[block.start : block.end] == source.of(block) for block in source.blocks)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("thuộc Bộ Lao động và các Sở Lao động -", "Thương binh và Xã hội", "Lao động - Thương binh"),
        ("thực hiện theo Công văn số 1207/UBND-", "KGVX của tỉnh", "1207/UBND-KGVX của"),
        ("trong giai đoạn trung hạn 2026-", "2030.", "2026-2030."),
        ("quy định tại Nghị định số 61/2018/", "NĐ-CP", "61/2018/NĐ-CP"),
    ],
)
def test_read_pdf_joins_lines_at_hyphens_as_they_are_meant(first: str, second: str, expected: str) -> None:
    builder = PdfBuilder()
    builder.paragraph(TOP, GROUNDS)
    start = (LEFT + 470 - 7 * len(first)) // 7 * 7
    builder.text(start, 200, first)
    builder.text(LEFT, 218, second)
    builder.text(LEFT + 28, 236, "1. Kiểm tra.")
    assert any(expected in text for text in texts(read(builder)))


def test_read_pdf_reads_head_and_closing_column_by_column() -> None:
    builder = PdfBuilder()
    builder.centre(70, "UBND TỈNH YÊN LẠC", 13, ROMAN, middle=170)
    builder.centre(86, "SỞ NÔNG NGHIỆP", 13, BOLD, middle=170)
    builder.centre(102, "VÀ MÔI TRƯỜNG", 13, BOLD, middle=170)
    builder.text(115, 125, "Số:", 13)
    builder.text(175, 125, "/SNNMT-KL", 13)
    builder.centre(142, "V/v phòng cháy, chữa", 12, ROMAN, middle=170)
    builder.centre(156, "cháy rừng", 12, ROMAN, middle=170)
    builder.centre(70, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, BOLD, middle=430)
    builder.centre(86, "Độc lập - Tự do - Hạnh phúc", 13, BOLD, middle=430)
    builder.centre(125, "Yên Lạc, ngày 07 tháng 3 năm 2025", 13, ITALIC, middle=430)
    y = builder.paragraph(200, GROUNDS) + 10
    builder.text(LEFT, y, "Nơi nhận:", 12, BOLD)
    for index, line in enumerate(["- Như trên;", "- UBND tỉnh (b/c);", "- Lưu: VT, KL."], 1):
        builder.text(LEFT, y + 13 * index, line, 11)
    builder.centre(y, "KT. GIÁM ĐỐC", middle=430)
    builder.centre(y + 16, "PHÓ GIÁM ĐỐC", middle=430)
    builder.centre(y + 95, "Trần Văn Mẫu", middle=430)
    builder.text(145, 125, "902", 13)  # stamped last, as a digital seal does
    source = read(builder)
    assert cells(source, 0) == {
        (0, 0): [
            "UBND TỈNH YÊN LẠC",
            "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
            "Số: 902 /SNNMT-KL",
            "V/v phòng cháy, chữa cháy rừng",
        ],
        (0, 1): [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Yên Lạc, ngày 07 tháng 3 năm 2025",
        ],
    }
    assert cells(source, 1) == {
        (0, 0): ["Nơi nhận:", "- Như trên;", "- UBND tỉnh (b/c);", "- Lưu: VT, KL."],
        (0, 1): ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Trần Văn Mẫu"],
    }
    assert texts(source) == [GROUNDS]


def test_read_pdf_keeps_title_subject_and_headings_apart() -> None:
    builder = PdfBuilder()
    builder.centre(100, "KẾ HOẠCH")
    builder.centre(118, "Triển khai công tác tiêm chủng mở rộng và phòng bệnh")
    builder.centre(136, "trên địa bàn tỉnh năm 2025")
    y = builder.paragraph(170, GROUNDS)
    builder.text(LEFT + 28, y, "I. MỤC ĐÍCH, YÊU CẦU", 14, BOLD)
    builder.paragraph(y + 24, "Nâng cao chất lượng tiêm chủng tại các trạm y tế.")
    source = read(builder)
    found = [(source.of(block), block.centered, block.bold) for block in source.blocks]
    assert found == [
        ("KẾ HOẠCH", True, True),
        ("Triển khai công tác tiêm chủng mở rộng và phòng bệnh trên địa bàn tỉnh năm 2025", True, True),
        (GROUNDS, False, False),
        ("I. MỤC ĐÍCH, YÊU CẦU", False, True),
        ("Nâng cao chất lượng tiêm chủng tại các trạm y tế.", False, False),
    ]


def test_read_pdf_sets_notes_and_furniture_aside_and_joins_the_paragraph_they_cut() -> None:
    builder = PdfBuilder()
    builder.paragraph(TOP, GROUNDS)
    at = builder.text(LEFT + 28, 150, "Giao Sở Tài chính")
    at = builder.text(at, 145, "1", 8.5)
    builder.text(at, 150, " chủ trì, phối hợp với các địa phương, cơ sở")
    builder.text(LEFT, 168, "rà soát diện tích 500 m")
    builder.text(LEFT + 23 * 7, 163, "2", 8.5)
    builder.text(LEFT + 24 * 7 + 4, 168, "đất, tài sản công dôi dư để xử lý, báo cáo")
    builder.rule(LEFT, 740, 230, 740)
    builder.text(LEFT, 753, "1Theo phân công tại Quyết định số 15/QĐ-UBND", 11)
    builder.text(LEFT, 766, "ngày 20 tháng 01 năm 2025.", 11)
    builder.page()
    builder.text(310, 45, "2", 13)
    builder.text(LEFT, TOP, "theo thẩm quyền.")
    builder.text(LEFT + 28, TOP + 24, "Các đơn vị báo cáo kết quả trong quý.")
    source = read(builder)
    joined = (
        "Giao Sở Tài chính chủ trì, phối hợp với các địa phương, cơ sở rà soát diện tích 500 m2 đất, tài sản công dôi"
        " dư để xử lý, báo cáo theo thẩm quyền."
    )
    assert texts(source) == [GROUNDS, joined, "Các đơn vị báo cáo kết quả trong quý."]
    assert texts(source, "note") == ["Theo phân công tại Quyết định số 15/QĐ-UBND ngày 20 tháng 01 năm 2025."]
    assert [block.marker for block in source.blocks if block.kind == "note"] == ["1"]
    assert texts(source, "furniture") == ["2"]
    (reference,) = source.note_references
    assert source.text[: reference.offset].endswith("Giao Sở Tài chính")
    assert reference.marker == "1"


def test_read_pdf_takes_what_repeats_in_the_margins_as_furniture() -> None:
    builder = PdfBuilder()
    for number in range(1, 4):
        if number > 1:
            builder.page()
        builder.text(LEFT, 40, "Chương trình công tác của Sở Y tế", 10, ITALIC)
        builder.centre(810, f"Trang {number}/3", 10, ROMAN)
        builder.paragraph(TOP, f"{number}. Tổ chức đợt kiểm tra thứ {number} tại các cơ sở khám bệnh.")
    source = read(builder)
    assert len(texts(source)) == 3
    assert len(texts(source, "furniture")) == 6


def test_a_bracketed_caption_goes_on_in_a_centred_line() -> None:
    builder = PdfBuilder()
    builder.centre(80, "PHỤ LỤC")
    caption = "(Kèm theo Kế hoạch số 45/KH-UBND ngày 12 tháng 3 năm 2031 của Ủy"
    builder.text(LEFT, 110, caption, 14, ITALIC, end=RIGHT)
    builder.centre(127, "ban nhân dân tỉnh)", 14, ITALIC)
    builder.paragraph(
        170, "Các sở, ban, ngành căn cứ chức năng, nhiệm vụ được giao tổ chức thực hiện các nội dung trên."
    )
    assert texts(read(builder))[1] == f"{caption} ban nhân dân tỉnh)"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("Phòng Văn hóa", "- Xã hội"), ["Phòng Văn hóa - Xã hội"]),
        (("Sở Y tế;", "- Sở Nội vụ"), ["Sở Y tế;", "- Sở Nội vụ"]),
        (("- Sở Y tế", "- Sở Nội vụ"), ["- Sở Y tế", "- Sở Nội vụ"]),
    ],
)
def test_a_dash_within_a_name_begins_no_paragraph_of_a_cell(lines: tuple[str, str], expected: list[str]) -> None:
    builder = PdfBuilder()
    builder.centre(80, "PHỤ LỤC")
    builder.grid([60.0, 250.0, 350.0], [100, 130, 170])
    for x, text in ((65, "Nhiệm vụ"), (255, "Cơ quan")):
        builder.text(x, 120, text, 12, BOLD)
    builder.text(65, 150, "Mở lớp tin học", 12)
    for y, text in zip((145, 160), lines, strict=True):
        builder.text(255, y, text, 12)
    assert texts(read(builder), "cell")[3:] == expected


def _table_over_two_pages() -> PdfBuilder:
    builder, xs = PdfBuilder(), [60.0, 95.0, 300.0, 420.0, 550.0]
    header = list(zip(xs, ["STT", "Nhiệm vụ", "Cơ quan", "Thời hạn"], strict=False))
    builder.centre(80, "PHỤ LỤC")
    builder.grid(xs, [640, 670, 770])
    for x, text in header:
        builder.text(x + 5, 660, text, 12, BOLD)
    for x, y, text in [
        (65, 690, "1"),
        (100, 690, "Ban hành kế hoạch kiểm tra việc"),
        (100, 705, "chấp hành; báo cáo kết"),
    ]:
        builder.text(x, y, text, 12)
    for y, text in [(690, "Sở Nội vụ"), (705, "Công an tỉnh")]:
        builder.text(305, y, text, 12)
    builder.text(425, 690, "Quý II năm 2025", 12)
    builder.page()
    builder.grid(xs, [70, 105, 140])
    builder.rule(60, 180, 550, 180)
    for x in (60, 95, 420, 550):
        builder.rule(x, 140, x, 180)
    for x, text in header:
        builder.text(x + 5, 90, text, 12, BOLD)
    builder.text(100, 120, "quả về Ủy ban nhân dân tỉnh.", 12)
    for x, text in [(65, "2"), (100, "Tuyên truyền, phổ biến"), (425, "Thường xuyên")]:
        builder.text(x, 160, text, 12)
    return builder


def test_read_pdf_reads_a_ruled_table_over_two_pages_as_one() -> None:
    source = read(_table_over_two_pages())
    assert cells(source, 0) == {
        (0, 0): ["STT"], (0, 1): ["Nhiệm vụ"], (0, 2): ["Cơ quan"], (0, 3): ["Thời hạn"],
        (1, 0): ["1"],
        (1, 1): ["Ban hành kế hoạch kiểm tra việc chấp hành; báo cáo kết quả về Ủy ban nhân dân tỉnh."],
        (1, 2): ["Sở Nội vụ", "Công an tỉnh"],
        (1, 3): ["Quý II năm 2025"],
        (2, 0): ["2"], (2, 1): ["Tuyên truyền, phổ biến"], (2, 3): ["Thường xuyên"],
    }  # fmt: skip
    (merged,) = [block.cell for block in source.blocks if source.of(block) == "Tuyên truyền, phổ biến"]
    assert merged is not None
    assert merged.column_span == 2
    assert texts(source, "furniture") == ["STT", "Nhiệm vụ", "Cơ quan", "Thời hạn"]


def test_read_pdf_mends_the_look_alikes_of_false_font_tables() -> None:
    builder = PdfBuilder()
    builder.paragraph(TOP, "Giao Sở Công Thƣơng hƣớng dẫn, đôn đốc; TRƢỜNG hợp vƣớng mắc thì báo cáo.")
    assert texts(read(builder)) == ["Giao Sở Công Thương hướng dẫn, đôn đốc; TRƯỜNG hợp vướng mắc thì báo cáo."]


@pytest.mark.parametrize("corner", [(0, 0), (-30, 41.5)])
@pytest.mark.parametrize(("stored", "rotate"), [(0, 0), (90, 90), (180, 180), (270, 270), (90, 0), (0, 90), (180, 0)])
def test_read_pdf_reads_pages_alike_however_they_lie_in_the_file(
    stored: int, rotate: int, corner: tuple[float, float]
) -> None:
    upright, turned = _table_over_two_pages(), _table_over_two_pages()
    turned.stored, turned.rotate, turned.corner = stored, rotate, corner
    blocks, found = read(upright).blocks, read(turned).blocks
    assert [(block.kind, block.cell) for block in found] == [(block.kind, block.cell) for block in blocks]
    assert read(turned).text == read(upright).text


def test_read_pdf_reads_merged_cells_from_their_boxes_and_takes_no_shading_for_rules() -> None:
    builder = PdfBuilder()
    builder.grid([60, 200, 550], [100, 140, 220])
    for x0, y0, x1, y1 in [(200, 180, 550, 180), (375, 140, 375, 220)]:
        builder.rule(x0, y0, x1, y1)
    builder.shade(60, 150, 200, 168)
    for x, y, text in [
        (65, 120, "Nhóm"),
        (205, 120, "Năm"),
        (65, 162, "Sở Y tế"),
        (205, 162, "2024"),
        (380, 202, "12"),
    ]:
        builder.text(x, y, text, 12)
    source = read(builder)
    places = {source.of(block): block.cell for block in source.blocks if block.cell}
    assert {text: (cell.row, cell.column, cell.row_span, cell.column_span) for text, cell in places.items()} == {
        "Nhóm": (0, 0, 1, 1),
        "Năm": (0, 1, 1, 2),
        "Sở Y tế": (1, 0, 2, 1),
        "2024": (1, 1, 1, 1),
        "12": (2, 2, 1, 1),
    }
