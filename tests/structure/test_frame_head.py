"""The head: number, type, date, abstract, issuer, marks."""

from __future__ import annotations

import pytest
from frame_sources import DECISION, LETTER, printed

from extract.rulebook import Rulebook
from extract.structure.frame import read_frame

FLAT = """
BỘ Y TẾ
Số: /BYT-KCB
V/v tăng cường công tác cấp cứu
dịp nghỉ lễ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Hà Nội, ngày tháng 4 năm 2025
Kính gửi: Giám đốc các bệnh viện trực thuộc Bộ.
Để bảo đảm công tác khám, chữa bệnh, Bộ Y tế yêu cầu các bệnh viện tổ chức trực đầy đủ.
"""
PARTY = """
TỈNH ỦY LÀO CAI || ĐẢNG CỘNG SẢN VIỆT NAM
BAN TỔ CHỨC || Lào Cai, ngày 02 tháng 3 năm 2025
* || *
Số 120-CV/BTCTU / về việc rà soát quy hoạch || *
Kính gửi: Các huyện ủy, thị ủy, thành ủy.
Ban Tổ chức Tỉnh ủy đề nghị các cấp ủy rà soát quy hoạch cán bộ.
"""
CAPITALS = """
VĂN PHÒNG CHÍNH PHỦ || CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 12/TB-VPCP || Hà Nội, ngày 7 tháng 01 năm 2025
THÔNG BÁO
KẾT LUẬN CỦA PHÓ THỦ TƯỚNG CHÍNH PHỦ TẠI CUỘC HỌP VỀ GIÁ LƯƠNG THỰC NĂM 2025.
Ngày 03 tháng 01 năm 2025, Phó Thủ tướng Chính phủ đã chủ trì cuộc họp và kết luận như sau:
1. Giao Bộ Công Thương theo dõi giá lương thực.
"""
CONCLUSION = """
BAN CHẤP HÀNH TRUNG ƯƠNG || ĐẢNG CỘNG SẢN VIỆT NAM
Số 301-KL/TW || Hà Nội, ngày 10 tháng 3 năm 2025
KẾT LUẬN
CỦA BAN BÍ THƯ
VỀ CÔNG TÁC DÂN VẬN
Tại phiên họp ngày 08/3/2025, Ban Bí thư kết luận như sau:
1. Tiếp tục đổi mới công tác dân vận.
"""
ANNEX_ONLY = """
NGHỊ QUYẾT
Về chương trình giám sát
ỦY BAN THƯỜNG VỤ QUỐC HỘI
Căn cứ Luật Tổ chức Quốc hội số 57/2014/QH13;
QUYẾT NGHỊ:
Điều 1. Ban hành Chương trình giám sát.
CHƯƠNG TRÌNH
GIÁM SÁT CHUYÊN ĐỀ
(Ban hành kèm theo Nghị quyết số 900/NQ-UBTVQH15 ngày 5 tháng 9 năm 2023 của Ủy ban Thường vụ Quốc hội)
I. NỘI DUNG
"""


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        (LETTER, "type", "công văn"),
        (LETTER, "reference", "145/STP-HCTP"),
        (LETTER, "number", "145"),
        (LETTER, "symbol", "STP-HCTP"),
        (LETTER, "parent", "Ủy ban nhân dân tỉnh Hà Nam"),
        (LETTER, "issuer", "Sở Tư pháp tỉnh Hà Nam"),
        (LETTER, "place", "Hà Nam"),
        (LETTER, "issued_on", "2024-07-05"),
        (LETTER, "subject", "rà soát dữ liệu hộ tịch quý III năm 2024"),
        (DECISION, "type", "quyết định"),
        (DECISION, "issuer", "Ủy ban nhân dân tỉnh Hà Nam"),
        (DECISION, "subject", "ban hành Kế hoạch cải cách hành chính năm 2023 trên địa bàn tỉnh"),
        (FLAT, "type", "công văn"),
        (FLAT, "reference", "/BYT-KCB"),
        (FLAT, "number", ""),
        (FLAT, "issued_on", "2025-04"),
        (FLAT, "issuer", "Bộ Y tế"),
        (FLAT, "subject", "tăng cường công tác cấp cứu dịp nghỉ lễ"),
        (PARTY, "type", "công văn"),
        (PARTY, "reference", "120-CV/BTCTU"),
        (PARTY, "issuer", "Ban Tổ chức Tỉnh ủy Lào Cai"),
        (PARTY, "subject", "rà soát quy hoạch"),
        (CAPITALS, "type", "thông báo"),
        (CAPITALS, "subject", "Kết luận của Phó Thủ tướng Chính phủ tại cuộc họp về giá lương thực năm 2025"),
        (CONCLUSION, "issuer", "Ban Bí thư"),
        (CONCLUSION, "parent", "Ban Chấp hành Trung ương Đảng"),
        (CONCLUSION, "subject", "công tác dân vận"),
        (ANNEX_ONLY, "reference", "900/NQ-UBTVQH15"),
        (ANNEX_ONLY, "issued_on", "2023-09-05"),
        (ANNEX_ONLY, "issuer", "Ủy ban Thường vụ Quốc hội"),
        (ANNEX_ONLY, "subject", "chương trình giám sát"),
    ],
)
def test_head_reads_field(text: str, field: str, value: str, rulebook: Rulebook) -> None:
    assert getattr(read_frame(printed(text), rulebook).header, field).text == value


@pytest.mark.parametrize(
    ("body", "issuer"),
    [
        (
            "Ủy ban nhân dân tỉnh ban hành Kế hoạch chống hạn trên địa bàn tỉnh Ninh Thuận, như sau:",
            "Ủy ban nhân dân tỉnh Ninh Thuận",
        ),
        ("Thực hiện Luật Thư viện, Bộ Nội vụ đề nghị các cơ quan báo cáo.", "Bộ Nội vụ"),
        (
            "Theo Kết luận của Ban Bí thư, Ban Chỉ đạo phòng, chống lụt bão yêu cầu các xã trực ban.",
            "Ban Chỉ đạo phòng, chống lụt bão",
        ),
    ],
)
def test_issuer_is_derived_from_the_opening(body: str, issuer: str, rulebook: Rulebook) -> None:
    frame = read_frame(printed(f"Kính gửi: Các cơ quan, đơn vị.\n{body}"), rulebook)
    assert frame.header.issuer.text == issuer
    assert "issuer-derived" in {problem.code for problem in frame.problems}


@pytest.mark.parametrize(
    ("signature", "issuer"),
    [
        ("TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH", "Ủy ban nhân dân tỉnh Hà Nam"),
        ("KT. CHỦ TỊCH / PHÓ CHỦ TỊCH", "Ủy ban nhân dân tỉnh Hà Nam"),
        ("KT. BỘ TRƯỞNG, CHỦ NHIỆM / PHÓ CHỦ NHIỆM", "Văn phòng Chính phủ"),
        ("THỦ TƯỚNG", "Thủ tướng Chính phủ"),
        ("TM. CHÍNH PHỦ / THỦ TƯỚNG", "Chính phủ"),
    ],
)
def test_issuer_is_derived_from_the_signature(signature: str, issuer: str, rulebook: Rulebook) -> None:
    body = "Kính gửi: Các sở.\nTổ chức trực ban trên địa bàn tỉnh Hà Nam./."
    text = f"{body}\nNơi nhận: / - Như trên. || {signature} / Lê Thử Nghiệm"
    assert read_frame(printed(text), rulebook).header.issuer.text == issuer


@pytest.mark.parametrize(
    ("subject", "dated", "year", "source"),
    [
        ("Công tác dân số năm 2024", "2023", 2024, "subject"),
        ("Công tác dân số giai đoạn 2021-2025", "2023", 2023, "issued_on"),
        ("Phát triển đô thị đến năm 2030", "2023", 2023, "issued_on"),
        ("Thi hành Luật Đất đai năm 2024", "2025", 2025, "issued_on"),
        ("Sơ kết Nghị quyết ngày 5 tháng 4 năm 2021", "2025", 2025, "issued_on"),
    ],
)
def test_year_is_that_of_the_plan_else_of_the_date(
    subject: str, dated: str, year: int, source: str, rulebook: Rulebook
) -> None:
    frame = read_frame(printed(f"Hà Nam, ngày 02 tháng 3 năm {dated}\nKẾ HOẠCH\n{subject}\nI. MỤC TIÊU"), rulebook)
    assert (frame.year, frame.year_source) == (year, source)


def test_year_falls_back_on_cited_dates(rulebook: Rulebook) -> None:
    text = "Kính gửi: Các sở.\nThực hiện Kế hoạch số 12/KH-UBND ngày 05/02/2019, Sở Y tế đề nghị các đơn vị báo cáo."
    frame = read_frame(printed(text), rulebook)
    assert (frame.year, frame.year_source) == (2019, "citations")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (FLAT, "blank-number"),
        (FLAT, "partial-date"),
        ("KẾ HOẠCH\nChống hạn\nI. MỤC TIÊU", "no-date"),
        ("KẾ HOẠCH\nChống hạn\nI. MỤC TIÊU", "no-issuer"),
        ("Số: 9/STC-NS\nKẾ HOẠCH\nChống hạn\nI. MỤC TIÊU", "symbol-title-mismatch"),
        ("Ngày xưa có một chàng trai nghèo sống ven sông.\nChàng đi câu mỗi ngày.", "no-directive"),
    ],
)
def test_frame_reports_what_is_uncertain(text: str, code: str, rulebook: Rulebook) -> None:
    assert code in {problem.code for problem in read_frame(printed(text), rulebook).problems}


def test_complete_head_gives_no_problem(rulebook: Rulebook) -> None:
    assert read_frame(printed(LETTER), rulebook).problems == ()


def test_urgency_is_read_and_is_no_issuer(rulebook: Rulebook) -> None:
    frame = read_frame(printed(LETTER.replace("/ SỞ TƯ PHÁP", "/ SỞ TƯ PHÁP / HỎA TỐC / MẬT")), rulebook)
    header = frame.header
    assert (header.urgency.text, header.confidentiality.text) == ("HỎA TỐC", "MẬT")
    assert header.issuer.text == "Sở Tư pháp tỉnh Hà Nam"
