"""Where head, body, closing and annexes begin and end."""

from __future__ import annotations

from pathlib import Path

import pytest
from frame_sources import DECISION, LETTER, printed, zone_lines
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.rulebook import Rulebook
from extract.structure.frame import read_frame

LINES = [line for text in (LETTER, DECISION) for line in text.strip().splitlines()]


def test_letter_has_head_body_and_closing(rulebook: Rulebook) -> None:
    source = printed(LETTER)
    zones = read_frame(source, rulebook).zones
    assert zone_lines(source, zones, "head")[-1] == "- UBND các huyện, thị xã, thành phố."
    assert zone_lines(source, zones, "body")[-1] == "Đề nghị các đơn vị quan tâm thực hiện./."
    assert zone_lines(source, zones, "closing")[0] == "Nơi nhận:"
    assert "annex" not in zones


def test_annexed_plan_begins_at_its_title(rulebook: Rulebook) -> None:
    source = printed(DECISION)
    zones = read_frame(source, rulebook).zones
    assert zone_lines(source, zones, "head")[-1] == "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HÀ NAM"
    assert zone_lines(source, zones, "body")[0].startswith("Căn cứ Luật")
    assert zone_lines(source, zones, "annex")[0] == "KẾ HOẠCH"


@pytest.mark.parametrize(
    "annex",
    [
        "PHỤ LỤC I\nDANH MỤC NHIỆM VỤ",
        "Phụ lục 1: Danh sách đơn vị",
        "BIỂU TỔNG HỢP NHIỆM VỤ\n(Kèm theo Kế hoạch số 5/KH-UBND ngày 01/02/2024 của UBND tỉnh)",
    ],
)
def test_annex_after_the_closing(annex: str, rulebook: Rulebook) -> None:
    source = printed(f"KẾ HOẠCH\nChống hạn\nI. MỤC TIÊU\nNơi nhận: / - Lưu: VT. || GIÁM ĐỐC / Lê Thử Nghiệm\n{annex}")
    assert zone_lines(source, read_frame(source, rulebook).zones, "annex") == annex.splitlines()


@pytest.mark.parametrize(
    "annex",
    [
        "KẾ HOẠCH\nCHỐNG HẠN\n(Ban hành kèm theo Quyết định số 5/QĐ-UBND ngày 01/02/2024 của UBND tỉnh)\nI. MỤC TIÊU",
        "PHỤ LỤC\nDANH MỤC NHIỆM VỤ",
        "UBND TỈNH HÀ NAM\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nKẾ HOẠCH\nI. MỤC TIÊU",
    ],
)
def test_annex_without_a_closing_before_it(annex: str, rulebook: Rulebook) -> None:
    articles = "\n".join(f"Điều {number}. Các đơn vị thực hiện nhiệm vụ được giao." for number in range(1, 6))
    source = printed(f"QUYẾT ĐỊNH\nVề việc ban hành Kế hoạch chống hạn\n{articles}\n{annex}")
    assert zone_lines(source, read_frame(source, rulebook).zones, "annex") == annex.splitlines()


def test_head_of_an_annex_in_the_table_of_the_closing_is_annex(rulebook: Rulebook) -> None:
    signed = "Nơi nhận: / - Lưu: VT. || GIÁM ĐỐC / Lê Thử Nghiệm"
    second = "SỞ Y TẾ || CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    source = printed(f"KẾ HOẠCH\nChống hạn\n1. Giao chỉ tiêu cho các xã.\n{signed}\n{second}\nI. MỤC TIÊU")
    assert read_frame(source, rulebook).zones == (*["head"] * 2, "body", *["closing"] * 4, *["annex"] * 3)


@pytest.mark.parametrize("note", ["1 Theo Công văn số 12/BYT-KCB của Bộ Y tế.", "(1) Quyết định số 5/QĐ-UBND."])
def test_footnotes_behind_the_closing_are_no_annex(note: str, rulebook: Rulebook) -> None:
    signed = "Nơi nhận: / - Lưu: VT. || GIÁM ĐỐC / Lê Thử Nghiệm"
    source = printed(f"KẾ HOẠCH\nChống hạn\n1. Giao chỉ tiêu cho các xã.\n{signed}\n{note}\nPHỤ LỤC\nDANH MỤC")
    assert read_frame(source, rulebook).zones[-3:] == ("note", "annex", "annex")


def test_note_in_brackets_within_the_body_begins_no_annex(rulebook: Rulebook) -> None:
    source = printed("KẾ HOẠCH\nChống hạn\n1. Giao chỉ tiêu cho các xã:\n(Kèm theo bảng phân bổ)\n2. Báo cáo kết quả.")
    assert read_frame(source, rulebook).zones == ("head", "head", "body", "body", "body")


@pytest.mark.parametrize(
    ("subject", "opening"),
    [
        (
            "Thực hiện công tác dân số năm 2024",
            "Thực hiện Kế hoạch số 5/KH-UBND ngày 02/01/2024, Sở Y tế ban hành Kế hoạch như sau:",
        ),
        ("Công tác dân số năm 2024.", "Căn cứ Kế hoạch số 5/KH-UBND ngày 02/01/2024 của Ủy ban nhân dân tỉnh;"),
        (
            "TRIỂN KHAI NGHỊ QUYẾT\nCỦA CHÍNH PHỦ",
            "Thời gian qua, công tác dân số trên địa bàn đã đạt kết quả tích cực.",
        ),
        ("Về phát triển rừng\ngiai đoạn 2021-2030", "Rừng là tài nguyên quý của đất nước, cần được bảo vệ."),
    ],
)
def test_subject_ends_where_the_first_sentence_begins(subject: str, opening: str, rulebook: Rulebook) -> None:
    source = printed(f"KẾ HOẠCH\n{subject}\n{opening}")
    assert zone_lines(source, read_frame(source, rulebook).zones, "body") == [opening]


@settings(max_examples=60, deadline=None)
@given(lines=st.lists(st.sampled_from(LINES), max_size=25))
def test_any_order_of_lines_gives_a_frame(lines: list[str], rulebook: Rulebook) -> None:
    source = printed("\n".join(lines))
    frame = read_frame(source, rulebook)
    assert len(frame.zones) == len(source.blocks)
    assert all(0 <= line.start <= line.end <= len(source.text) for line in frame.recipients)


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_gives_a_frame(text: str, rulebook: Rulebook) -> None:
    source = printed(text)
    assert len(read_frame(source, rulebook).zones) == len(source.blocks)


def test_founding_directives_have_a_body_each(shared: Path, rulebook: Rulebook) -> None:
    from extract.ingest import read

    for path in sorted((shared / "directives").glob("*.txt")):
        source = read(path, rulebook)
        frame = read_frame(source, rulebook)
        assert frame.zones.count("body") > 3, path.name
        assert frame.header.issuer, path.name
