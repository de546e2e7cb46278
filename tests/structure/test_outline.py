"""The tree of parts."""

from __future__ import annotations

import pytest

from extract.model import Zone
from extract.rulebook import Rulebook
from extract.structure.outline import read_label, read_outline
from tests.conftest import source_of


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("II. NHIỆM VỤ", "II"),
        ("III- TỔ CHỨC THỰC HIỆN", "III"),
        ("1. Sở Tài chính", "1"),
        ("2.3 Sở Y tế", "2.3"),
        ("4.1.2. Đào tạo", "4.1.2"),
        ("a) Rà soát", "a"),
        ("đ) Tổng hợp", "đ"),
        ("- Tổ chức hội thi", "-"),
        ("+ Hoàn thành trong quý II", "+"),
        ("* Đơn vị thực hiện: Sở Y tế", "*"),
        ("ĐIỀU 2. Tổ chức thực hiện", "Điều 2"),
        ("Chương II QUY ĐỊNH CỤ THỂ", "Chương II"),
        ("2025. Trong đó có 12 xã", None),
        ("1.250 hộ dân được hỗ trợ", None),
        ("15/11 hằng năm", None),
        ("Vì vậy, các xã cần rà soát", None),
    ],
)
def test_label_is_told_from_numbers_of_the_text(rulebook: Rulebook, text: str, label: str | None) -> None:
    found = read_label(text, rulebook)
    assert (found.text if found else None) == label


def test_outline_nests_by_standing_and_returns_to_the_upper_part(rulebook: Rulebook) -> None:
    source = source_of(
        "I. NHIỆM VỤ",
        "1. Rà soát quy hoạch chợ",
        "a) Lập danh mục",
        "- Chợ hạng một",
        "b) Công bố danh mục",
        "Thời gian thực hiện: Quý II năm 2026",
        "2. Sửa chữa mái che",
        "II. TỔ CHỨC THỰC HIỆN",
        "Trong quá trình thực hiện, nếu có vướng mắc thì báo cáo về Sở Công Thương.",
    )
    zones: list[Zone] = ["body"] * len(source.blocks)
    items = read_outline(source, zones, rulebook)
    paths = ["/".join(item.path) for item in items]
    assert paths == ["I", "I/1", "I/1/a", "I/1/a/-", "I/1/b", "I/1/b", "I/2", "II", "II"]
    assert [item.parent for item in items] == [-1, 0, 1, 2, 1, 4, 0, -1, 7]
    assert source.text[items[1].start : items[1].end] == "Rà soát quy hoạch chợ"


def test_outline_keeps_every_paragraph_of_body_and_annex_and_no_other(rulebook: Rulebook) -> None:
    source = source_of("Số: 12/KH-UBND", "1. Trồng cây", "Nơi nhận:", "1. Phụ lục cây giống")
    items = read_outline(source, ["head", "body", "closing", "annex"], rulebook)
    assert [(item.zone, item.label) for item in items] == [("body", "1"), ("annex", "1")]
    assert items[1].parent == -1
