"""Sources for the tests of the frame, written as they are printed."""

from __future__ import annotations

from extract.model import Cell, Source
from extract.text import TextBuilder


def printed(text: str) -> Source:
    """A source from lines: "||" parts the cells of a row, " / " the paragraphs of a cell, "====" ends a table."""
    builder = TextBuilder()
    table = row = -1
    for line in text.strip().splitlines():
        if "||" not in line:
            row = -1
            if line.strip() != "====":
                builder.block([(line, -1)])
            continue
        table, row = (table, row + 1) if row >= 0 else (table + 1, 0)
        for column, cell in enumerate(line.split("||")):
            for paragraph in cell.split(" / "):
                builder.block([(paragraph, -1)], kind="cell", cell=Cell(table, row, column))
    return Source("x.docx", "0" * 64, "text/plain", "text", builder.text, tuple(builder.blocks))


def zone_lines(source: Source, zones: tuple[str, ...], zone: str) -> list[str]:
    """The texts of the blocks of a zone."""
    return [source.of(block) for block, found in zip(source.blocks, zones, strict=True) if found == zone]


LETTER = """
UBND TỈNH HÀ NAM / SỞ TƯ PHÁP / Số: 145/STP-HCTP / V/v rà soát dữ liệu hộ tịch / quý III năm 2024 \
|| CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM / Độc lập - Tự do - Hạnh phúc / Hà Nam, ngày 05 tháng 7 năm 2024
Kính gửi:
- Công an tỉnh;
- UBND các huyện, thị xã, thành phố.
Thực hiện Kế hoạch số 20/KH-UBND ngày 15/01/2024 của Ủy ban nhân dân tỉnh, Sở Tư pháp đề nghị các đơn vị:
1. Rà soát dữ liệu hộ tịch.
Đề nghị các đơn vị quan tâm thực hiện./.
Nơi nhận: / - Như trên; / - UBND tỉnh (để b/c); / - Các phòng thuộc Sở (t/h); / - Lưu: VT, HCTP. \
|| KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC / Trần Thử Nghiệm
"""

DECISION = """
ỦY BAN NHÂN DÂN / TỈNH HÀ NAM || CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM / Độc lập - Tự do - Hạnh phúc
Số: 77/QĐ-UBND || Hà Nam, ngày 11 tháng 4 năm 2023
QUYẾT ĐỊNH
Về việc ban hành Kế hoạch cải cách hành chính
năm 2023 trên địa bàn tỉnh
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HÀ NAM
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch cải cách hành chính.
Điều 2. Chánh Văn phòng chịu trách nhiệm thi hành./.
Nơi nhận: / - Như Điều 2; / - Lưu: VT. || CHỦ TỊCH / Võ Thử Nghiệm
====
KẾ HOẠCH
Cải cách hành chính năm 2023
(Ban hành kèm theo Quyết định số 77/QĐ-UBND ngày 11 tháng 4 năm 2023)
I. MỤC TIÊU
1. Cắt giảm thời gian giải quyết hồ sơ.
"""
