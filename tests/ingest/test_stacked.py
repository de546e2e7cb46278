"""Tables whose cells stand on lines of their own, and rows that are parted by marks or tabs alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extract.ingest.plain import read_plain

if TYPE_CHECKING:
    from extract.rulebook import Rulebook

HEAD = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành"]
AFTER = "Các sở, ban, ngành tổ chức thực hiện, định kỳ báo cáo kết quả về Ủy ban nhân dân tỉnh."


def grid(text: str, rulebook: Rulebook) -> dict[tuple[int, int], str]:
    source = read_plain(text, "a.txt", "", rulebook)
    cells: dict[tuple[int, int], str] = {}
    for block in source.blocks:
        if block.cell:
            at = (block.cell.row, block.cell.column)
            cells[at] = " / ".join(filter(None, [cells.get(at, ""), source.of(block)]))
    return cells


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["1", "Lập danh mục sách", "Sở Nội vụ", "Sở Y tế", "Quý I", "2", "Mua giá sách", "UBND các xã", "Năm 2031"],
            {(1, 3): "Sở Y tế", (1, 4): "Quý I", (2, 2): "UBND các xã", (2, 4): "Năm 2031"},
        ),
        (
            [
                "I",
                "Cơ sở vật chất",
                "1",
                "Mua giá sách",
                "Sở Y tế",
                "nt",
                "Quý I",
                "II. Nhân lực",
                "2",
                "Mở lớp",
                "Sở Nội vụ",
            ],
            {(1, 0): "I", (1, 1): "Cơ sở vật chất", (2, 3): "nt", (3, 0): "II. Nhân lực", (4, 2): "Sở Nội vụ"},
        ),
        (
            ["1", "Mua giá sách", "- Sở Y tế;", "- Sở Nội vụ", "Công an tỉnh", "Trước 30/6/2031"],
            {(1, 2): "- Sở Y tế; / - Sở Nội vụ", (1, 3): "Công an tỉnh", (1, 4): "Trước 30/6/2031"},
        ),
        (
            ["1.1", "Mua giá sách", "Sở Y tế", "Quý I", "1.2", "Sửa phòng đọc", "Sở Xây dựng", "Quý II"],
            {(1, 0): "1.1", (2, 1): "Sửa phòng đọc", (2, 4): "Quý II"},
        ),
    ],
)
def test_cells_below_each_other_go_under_their_headings(
    lines: list[str], expected: dict[tuple[int, int], str], rulebook: Rulebook
) -> None:
    found = grid("\n".join(["PHỤ LỤC", *HEAD, *lines]), rulebook)
    assert {at: found.get(at) for at in expected} == expected


def test_running_text_behind_the_table_is_no_cell(rulebook: Rulebook) -> None:
    text = "\n".join([*HEAD, "1", "Mua giá sách", "Sở Y tế", "Công an tỉnh", "Quý I", AFTER])
    source = read_plain(text, "a.txt", "", rulebook)
    assert [source.of(block) for block in source.blocks if block.kind == "paragraph"] == [AFTER]


@pytest.mark.parametrize(
    "lines",
    [
        ["TT", "là chữ viết tắt của thông tin", "1", "Lập danh mục sách"],
        ["STT", "Họ và tên", "Chức vụ", "1", "Trần Văn Mẫu", "Chuyên viên"],
        [*HEAD, "Các cơ quan thực hiện theo phân công."],
    ],
)
def test_lines_that_name_no_columns_of_tasks_are_text(lines: list[str], rulebook: Rulebook) -> None:
    assert grid("\n".join(lines), rulebook) == {}


@pytest.mark.parametrize("mark", [" | ", "\t"])
def test_rows_without_outer_marks_are_rows(mark: str, rulebook: Rulebook) -> None:
    rows = [
        HEAD,
        ["1", "Lập danh mục", "Sở Nội vụ", "", "Quý I"],
        ["2", "Mua giá sách", "Sở Y tế", "Sở Tài chính", "2031"],
    ]
    found = grid("\n".join(["I. NHIỆM VỤ", *map(mark.join, rows), AFTER]), rulebook)
    assert found == {(y, x): cell for y, row in enumerate(rows) for x, cell in enumerate(row) if cell}
