"""Flattened tables: rows, joints and running text between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from extract.ingest.plain import read_plain

if TYPE_CHECKING:
    from extract.rulebook import Rulebook

Rows = list[list[str]]


def flattened(rows: Rows) -> str:
    """Return rows as web text has them: each mark and each cell on lines of their own."""
    return "\n".join("|\n" + "".join(f"{cell}\n|\n" if cell else "|\n" for cell in row).rstrip("\n") for row in rows)


def grid(text: str, rulebook: Rulebook) -> dict[tuple[int, int, int, int, int], str]:
    source = read_plain(text, "a.txt", "", rulebook)
    cells: dict[tuple[int, int, int, int, int], str] = {}
    for block in source.blocks:
        if cell := block.cell:
            at = (cell.table, cell.row, cell.column, cell.row_span, cell.column_span)
            cells[at] = " / ".join(filter(None, [cells.get(at, ""), source.of(block)]))
    return cells


HEAD = ["**STT**", "**Nhiệm vụ**", "**Cơ quan chủ trì**", "**Thời hạn**"]


def test_rows_of_equal_length_are_found(rulebook: Rulebook) -> None:
    rows = [HEAD, ["1", "Rà soát quy chế", "Sở Nội vụ", "Quý I"], ["2", "Lập danh mục", "Sở Y tế", "2031"]]
    found = grid(flattened(rows), rulebook)
    assert found == {
        (0, at, column, 1, 1): cell.strip("*") for at, row in enumerate(rows) for column, cell in enumerate(row)
    }


def test_group_rows_span_and_empty_cells_hold_their_place(rulebook: Rulebook) -> None:
    rows = [
        HEAD,
        ["**I. CẢI CÁCH THỦ TỤC**"],
        ["1", "Rà soát quy chế", "", "Quý I"],
        ["2", "Lập danh mục", "Sở Y tế", "Quý II"],
        ["**II**", "**CHUYỂN ĐỔI SỐ**"],
        ["3", "Lập kế hoạch", "Sở Y tế", "Quý II"],
        ["4", "Mua thiết bị", "Sở Tài chính", "Quý III"],
    ]
    found = grid(flattened(rows), rulebook)
    assert found[0, 1, 0, 1, 4] == "I. CẢI CÁCH THỦ TỤC"
    assert found[0, 4, 1, 1, 3] == "CHUYỂN ĐỔI SỐ"
    assert found[0, 2, 3, 1, 1] == "Quý I"
    assert (0, 2, 2, 1, 1) not in found


def test_a_two_storey_head_shares_its_grid(rulebook: Rulebook) -> None:
    rows = [
        ["TT", "Chỉ tiêu", "Giai đoạn"],
        ["Năm 2031", "Năm 2032"],
        *[[str(at), f"Diện tích vùng {at}", "20 ha", "30 ha"] for at in range(1, 5)],
    ]
    found = grid(flattened(rows), rulebook)
    assert found[0, 0, 0, 2, 1] == "TT"
    assert found[0, 0, 2, 1, 2] == "Giai đoạn"
    assert found[0, 1, 3, 1, 1] == "Năm 2032"


def test_rows_that_miss_merged_cells_go_under_what_they_resemble(rulebook: Rulebook) -> None:
    rows = [HEAD]
    for at in range(1, 4):
        rows += [[str(at), f"Dữ liệu ngành {at}", "Sở Y tế", "Quý I"], ["Dữ liệu dân cư"], ["Dữ liệu đất đai"]]
    found = grid(flattened(rows), rulebook)
    assert found[0, 2, 1, 1, 1] == "Dữ liệu dân cư"
    assert found[0, 6, 1, 1, 1] == "Dữ liệu đất đai"


LETTER = """|
**SỞ
Y TẾ**
-------
|
**CỘNG HÒA XÃ HỘI
CHỦ NGHĨA VIỆT NAM**
Độc lập - Tự do - Hạnh phúc
|
|
Số: 12/SYT-VP
*V/v kiểm kê
tài sản*
|
*Huế, ngày 20
tháng 11 năm 2031*
|
|
**Kính gửi:**
|
- Các bệnh viện;
- Trung tâm Y tế.
|
Sở Y tế đề nghị các đơn vị kiểm kê tài sản, gửi báo cáo
về Sở trước ngày 30 tháng 11 năm 2031 để tổng hợp chung
theo quy định./.
|
*Nơi nhận:*
- Như trên;
- Lưu: VT.
|
**GIÁM ĐỐC**
|
"""


def test_the_blocks_of_a_letter_are_cells_round_running_text(rulebook: Rulebook) -> None:
    found = grid(LETTER, rulebook)
    assert found == {
        (0, 0, 0, 1, 1): "SỞ Y TẾ",
        (0, 0, 1, 1, 1): "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM / Độc lập - Tự do - Hạnh phúc",
        (0, 1, 0, 1, 1): "Số: 12/SYT-VP / V/v kiểm kê tài sản",
        (0, 1, 1, 1, 1): "Huế, ngày 20 tháng 11 năm 2031",
        (0, 2, 0, 1, 1): "Kính gửi:",
        (0, 2, 1, 1, 1): "- Các bệnh viện; / - Trung tâm Y tế.",
        (1, 0, 0, 1, 1): "Nơi nhận: / - Như trên; / - Lưu: VT.",
        (1, 0, 1, 1, 1): "GIÁM ĐỐC",
    }
    prose = [block for block in read_plain(LETTER, "", "", rulebook).blocks if block.kind == "paragraph"]
    assert len(prose) == 1


def test_markdown_tables_keep_their_rows(rulebook: Rulebook) -> None:
    text = "| TT | Việc | Hạn |\n|:---|:---:|---|\n| 1 | Rà soát | Quý I |\n| 2 | Báo cáo | |\n| 3 | | Quý II |"
    found = grid(text, rulebook)
    assert found[0, 2, 1, 1, 1] == "Báo cáo"
    assert found[0, 3, 2, 1, 1] == "Quý II"


CELL = st.sampled_from(["Rà soát danh mục", "Sở Y tế", "Quý II năm 2031", "Các xã, phường liên quan"])


@given(columns=st.integers(3, 8), rows=st.lists(st.lists(CELL, min_size=8, max_size=8), min_size=2, max_size=12))
def test_full_tables_come_back_cell_by_cell(columns: int, rows: Rows, rulebook: Rulebook) -> None:
    table = [["STT", *(f"Cột {'abcdefgh'[at]}" for at in range(1, columns))]]
    table += [[str(at), *row[1:columns]] for at, row in enumerate(rows, 1)]
    found = grid(flattened(table), rulebook)
    assert found == {(0, at, column, 1, 1): cell for at, row in enumerate(table) for column, cell in enumerate(row)}
