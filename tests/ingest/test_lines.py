"""Hard-wrapped lines joined to logical paragraphs."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.ingest.lines import Wrap, join, measure
from extract.ingest.markup import parse
from extract.ingest.openings import LineRules

if TYPE_CHECKING:
    from extract.rulebook import Rulebook

FLOW = Wrap(width=60, first=60)
INDENTED = Wrap(width=60, first=30)
BLANK = Wrap(width=60, first=60, blank=True)
CELLS = Wrap(width=60, first=25, cells=True)
UNWRAPPED = Wrap()


@pytest.fixture(scope="module")
def rules(rulebook: Rulebook) -> LineRules:
    return LineRules(rulebook)


def paragraphs(text: str, wrap: Wrap, rules: LineRules) -> list[str]:
    return [" ".join(line.text for line in lines) for lines in join(parse(text), wrap, rules)]


@pytest.mark.parametrize(
    ("wrap", "text", "expected"),
    [
        # A small letter goes on, also over the blank line of a page break.
        (FLOW, "Các xã, phường khẩn trương rà soát, thống kê số hộ nghèo\ntrên địa bàn.", 1),
        (UNWRAPPED, "Hỗ trợ vùng đồng bào miền núi giai\n\nđoạn hai theo kế hoạch.", 1),
        (UNWRAPPED, "KẾ HOẠCH\n\nvề công tác văn thư", 2),
        (UNWRAPPED, "Sở Y tế chủ trì.\nSở Nội vụ phối hợp.", 2),
        # Labels begin a point, if they are labels.
        (FLOW, "Nội dung như sau:\n1. Sở Y tế rà soát danh mục;\n2. Sở Nội vụ kiểm tra;\na) Kiểm tra hồ sơ.", 4),
        (FLOW, "Báo cáo kết quả về Sở Tài chính trước ngày 30 tháng 11 năm\n2031. Quá thời hạn không xem xét.", 1),
        (FLOW, "Việc lập hồ sơ thực hiện theo đúng quy định nêu tại khoản\n1. Điều này áp dụng cho các xã.", 1),
        (FLOW, "Khởi công tuyến đường ven biển nối liền Quảng Ninh và Bình\n- Phước, đoạn qua ba xã.", 1),
        (FLOW, "Các xã báo cáo:\n- Số hộ nghèo;\n- Số hộ cận nghèo.", 3),
        (FLOW, "Nơi nhận:\n- Các Vụ thuộc Bộ,\n- Lưu: VT.", 3),
        (FLOW, "Thực hiện ba việc: (i) lập danh mục các công trình; (ii) rà\n(iii) bố trí vốn.", 1),
        (BLANK, "Phát triển bền vững các vùng trồng dược liệu gắn với du lịch\n- Sinh thái của tỉnh.", 1),
        # A short line ends a paragraph; a full one does so when the next line is a first line.
        (FLOW, "Hoàn thành trong quý II.\nSở Y tế tổng hợp, báo cáo.", 2),
        (
            INDENTED,
            "Các phường rà soát, thống kê\nđầy đủ số liệu, gửi Sở Tài chính tổng hợp trước tháng Tám.\n"
            "Sở Tài chính báo cáo",
            2,
        ),
        (
            INDENTED,
            "Các phường rà soát, thống kê\nđầy đủ số liệu, gửi Sở Tài chính tổng hợp trước tháng Tám.\n"
            "Sở Tài chính có trách nhiệm tổng hợp và báo cáo kết quả.",
            1,
        ),
        # Names go on, sentences of duty begin.
        (FLOW, "giao cho Bộ\nTài chính", 1),
        (FLOW, "Kính gửi: Bộ trưởng\nBộ Y tế", 1),
        (FLOW, "1.4. Giao Sở Xây dựng\nTheo dõi, đôn đốc các xã thực hiện.", 2),
        (FLOW, "**1. Về công tác rà\nsoát hồ sơ đã cấp**\n1.1. Giao Sở Y tế", 2),
        # Cells: bodies of their own, and names that wrap.
        (CELLS, "Ngân hàng Nhà nước\nViệt Nam", 1),
        (CELLS, "Bộ Giáo dục và\nĐào tạo", 1),
        (CELLS, "Sở Y tế\nSở Nội vụ", 2),
        (CELLS, "**ỦY BAN\nNHÂN DÂN**\nTHÀNH PHỐ ĐÀ LẠT", 2),
        (CELLS, "**KT. BỘ TRƯỞNG,\nCHỦ NHIỆM**\nPHÓ CHỦ NHIỆM", 2),
        # Breaks set by the author hold.
        (FLOW, "**KẾ HOẠCH**  \n**Công tác văn thư**", 2),
    ],
)
def test_join_finds_paragraphs(wrap: Wrap, text: str, expected: int, rules: LineRules) -> None:
    assert len(paragraphs(text, wrap, rules)) == expected, paragraphs(text, wrap, rules)


WORDS = st.lists(
    st.sampled_from(["rà", "soát", "thống", "kê", "báo", "cáo", "kết", "quả", "được", "giao"]), min_size=30
)


@given(texts=st.lists(WORDS, min_size=3, max_size=8), width=st.integers(50, 100), blank=st.booleans())
def test_wrapped_paragraphs_come_back_whole(texts: list[list[str]], width: int, blank: bool, rules: LineRules) -> None:
    whole = [f"{at}. Giao {' '.join(words)}." for at, words in enumerate(texts, 1)]
    separator = "\n\n" if blank else "\n"
    text = separator.join(textwrap.fill(paragraph, width) for paragraph in whole)
    wrap = measure(parse(text), rules)
    assert 0 < wrap.width <= width
    assert paragraphs(text, wrap, rules) == whole


def test_measure_tells_unwrapped_text(rules: LineRules) -> None:
    lines = parse("\n".join(f"{at}. Các xã rà soát và báo cáo kết quả thực hiện." for at in range(9)))
    assert measure(lines, rules) == Wrap()


@given(text=st.text(st.sampled_from("aB1.-|*_# \n()[]<>\\"), max_size=200))
def test_join_loses_no_line(text: str, rules: LineRules) -> None:
    lines = parse(text)
    for wrap in (FLOW, BLANK, CELLS, UNWRAPPED):
        assert [line for paragraph in join(lines, wrap, rules) for line in paragraph] == list(lines)
