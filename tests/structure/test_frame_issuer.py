"""The issuing body as heads of many kinds print it."""

from __future__ import annotations

import pytest
from frame_sources import printed

from extract.rulebook import Rulebook
from extract.structure.frame import read_frame

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM / Độc lập - Tự do - Hạnh phúc"
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
YOUTH = "ĐOÀN TNCS HỒ CHÍ MINH"
LETTER = "Kính gửi: Các cơ quan, đơn vị.\nThực hiện kế hoạch công tác, đề nghị các đơn vị báo cáo kết quả."


@pytest.mark.parametrize(
    ("left", "right", "issuer"),
    [
        ("CHỦ TỊCH ỦY BAN NHÂN DÂN / TỈNH QUẢNG TRỊ", STATE, "Chủ tịch Ủy ban nhân dân tỉnh Quảng Trị"),
        ("ỦY BAN NHÂN DÂN / XÃ AN BÌNH TÂY", STATE, "Ủy ban nhân dân xã An Bình Tây"),
        ("ỦY BAN NHÂN DÂN / ĐẶC KHU PHÚ QUỐC", STATE, "Ủy ban nhân dân đặc khu Phú Quốc"),
        ("UBND TP. HỒ CHÍ MINH / SỞ NỘI VỤ", STATE, "Sở Nội vụ Thành phố Hồ Chí Minh"),
        ("ỦY BAN NHÂN DÂN / THÀNH PHỐ CẦN THƠ / VĂN PHÒNG", STATE, "Văn phòng Ủy ban nhân dân thành phố Cần Thơ"),
        ("VĂN PHÒNG / ỦY BAN NHÂN DÂN / TỈNH HÀ NAM", STATE, "Văn phòng Ủy ban nhân dân tỉnh Hà Nam"),
        (
            "UBND TỈNH HÀ NAM / SỞ Y TẾ / TRUNG TÂM KIỂM SOÁT BỆNH TẬT",
            STATE,
            "Trung tâm Kiểm soát bệnh tật tỉnh Hà Nam",
        ),
        ("UBND HUYỆN MƯỜNG LA / PHÒNG VĂN HÓA VÀ THÔNG TIN", STATE, "Phòng Văn hóa và Thông tin huyện Mường La"),
        ("BỘ CÔNG THƯƠNG / CỤC HÓA CHẤT", STATE, "Cục Hóa chất"),
        ("BỘ Y TẾ / VĂN PHÒNG", STATE, "Văn phòng Bộ Y tế"),
        ("BỘ Y TẾ - / BỘ TÀI CHÍNH", STATE, "Bộ Y tế - Bộ Tài chính"),
        ("BAN CHỈ HUY / PHÒNG THỦ DÂN SỰ / TỈNH HÀ NAM", STATE, "Ban Chỉ huy phòng thủ dân sự tỉnh Hà Nam"),
        ("SỞ Y TẾ HÀ NAM / BỆNH VIỆN ĐA KHOA TỈNH", STATE, "Bệnh viện Đa khoa tỉnh Hà Nam"),
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO HÀ NAM / TRƯỜNG THPT LÝ NHÂN", STATE, "Trường THPT Lý Nhân tỉnh Hà Nam"),
        (
            "HỘI ĐỒNG NHÂN DÂN / TỈNH HÀ NAM / BAN KINH TẾ - NGÂN SÁCH",
            STATE,
            "Ban Kinh tế - Ngân sách Hội đồng nhân dân tỉnh Hà Nam",
        ),
        ("TÒA ÁN NHÂN DÂN / TỈNH HÀ NAM", STATE, "Tòa án nhân dân tỉnh Hà Nam"),
        ("ĐOÀN ĐẠI BIỂU QUỐC HỘI / TỈNH HÀ NAM", STATE, "Đoàn đại biểu Quốc hội tỉnh Hà Nam"),
        (
            "ỦY BAN MTTQ VIỆT NAM / TỈNH HÀ NAM / BAN THƯỜNG TRỰC",
            STATE,
            "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Hà Nam",
        ),
        (
            "HỘI LIÊN HIỆP PHỤ NỮ VIỆT NAM / BAN CHẤP HÀNH TỈNH HÀ NAM",
            STATE,
            "Ban Chấp hành Hội Liên hiệp Phụ nữ Việt Nam tỉnh Hà Nam",
        ),
        ("TỈNH ĐOÀN HÀ NAM / BAN THƯỜNG VỤ / ***", YOUTH, "Ban Thường vụ Tỉnh đoàn Hà Nam"),
        ("TỈNH ỦY HÀ NAM / BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ / *", PARTY, "Ban Chỉ đạo chuyển đổi số Tỉnh ủy Hà Nam"),
        ("ĐẢNG ỦY XÃ BÌNH MỸ / BAN XÂY DỰNG ĐẢNG / *", PARTY, "Ban Xây dựng Đảng Đảng ủy xã Bình Mỹ"),
        ("ĐẢNG BỘ TỈNH HÀ NAM / ĐẢNG ỦY ỦY BAN NHÂN DÂN TỈNH / *", PARTY, "Đảng ủy Ủy ban nhân dân tỉnh Hà Nam"),
        ("BAN CHẤP HÀNH TRUNG ƯƠNG / BAN TỔ CHỨC / *", PARTY, "Ban Tổ chức Trung ương"),
        ("HUYỆN ỦY MƯỜNG LA / ỦY BAN KIỂM TRA / *", PARTY, "Ủy ban Kiểm tra Huyện ủy Mường La"),
    ],
)
def test_issuer_is_named_in_full(left: str, right: str, issuer: str, rulebook: Rulebook) -> None:
    source = printed(f"{left} / Số: 15/VD || {right} / Hà Nam, ngày 05 tháng 3 năm 2025\n{LETTER}")
    assert read_frame(source, rulebook).header.issuer.text == issuer


@pytest.mark.parametrize(
    "title",
    [
        "KẾT LUẬN CỦA BAN THƯỜNG VỤ TỈNH ỦY VỀ CÔNG TÁC CÁN BỘ",
        "KẾT LUẬN\nCỦA BAN THƯỜNG VỤ\nTỈNH ỦY HÀ NAM\nvề công tác cán bộ",
        "KẾT LUẬN\ncủa Ban Thường vụ Tỉnh ủy\nvề công tác cán bộ\n-----",
    ],
)
def test_title_tells_which_body_of_the_committee_decided(title: str, rulebook: Rulebook) -> None:
    head = f"TỈNH ỦY HÀ NAM / * / Số 70-KL/TU || {PARTY} / Hà Nam, ngày 02 tháng 3 năm 2025"
    header = read_frame(printed(f"{head}\n{title}\nNgày 01/3/2025, các cấp ủy đã họp.\n1. Rà soát."), rulebook).header
    assert header.issuer.text == "Ban Thường vụ Tỉnh ủy Hà Nam"
    assert header.parent.text == "Tỉnh ủy Hà Nam"
    assert header.subject.text == "công tác cán bộ"


def test_council_session_is_no_part_of_its_name(rulebook: Rulebook) -> None:
    enacting = "HỘI ĐỒNG NHÂN DÂN TỈNH HÀ NAM\nKHÓA XIX, KỲ HỌP THỨ 5\nCăn cứ Luật Ngân sách nhà nước;"
    text = f"HỘI ĐỒNG NHÂN DÂN\nTỈNH HÀ NAM\nSố: 15/NQ-HĐND\nNGHỊ QUYẾT\nVề dự toán ngân sách\n{enacting}"
    header = read_frame(printed(text), rulebook).header
    assert (header.issuer.text, header.subject.text) == ("Hội đồng nhân dân tỉnh Hà Nam", "dự toán ngân sách")


def test_symbol_of_initials_makes_no_directive_of_a_letter(rulebook: Rulebook) -> None:
    head = f"BỘ TÀI CHÍNH / CỤC THUẾ / Số: 15/CT-CS || {STATE} / Hà Nội, ngày 05 tháng 3 năm 2025"
    assert read_frame(printed(f"{head}\n{LETTER}"), rulebook).header.type.text == "công văn"


@pytest.mark.parametrize(
    ("printed_in_capitals", "body", "subject"),
    [
        (
            "TRIỂN KHAI QUYẾT ĐỊNH SỐ 12/QĐ-TTG CỦA THỦ TƯỚNG CHÍNH PHỦ VỀ PHÒNG, CHỐNG COVID-19",
            "Sở Y tế xây dựng kế hoạch như sau:",
            "Triển khai Quyết định số 12/QĐ-TTg của Thủ tướng Chính phủ về phòng, chống COVID-19",
        ),
        (
            "KẾT LUẬN CỦA ĐỒNG CHÍ TRẦN THỬ NGHIỆM VỀ DỰ ÁN CAM LỘ - LAO BẢO",
            "Ngày 01/3/2025, đồng chí Trần Thử Nghiệm đã họp về dự án Cam Lộ - Lao Bảo.",
            "Kết luận của đồng chí Trần Thử Nghiệm về dự án Cam Lộ - Lao Bảo",
        ),
        (
            "VỀ VIỆC THI HÀNH LUẬT ĐẤT ĐAI TRÊN ĐỊA BÀN TỈNH HÒA BÌNH QUÝ II NĂM 2025",
            "Căn cứ kế hoạch công tác;",
            "thi hành Luật Đất đai trên địa bàn tỉnh Hòa Bình quý II năm 2025",
        ),
        ("NÂNG CAO TRÁCH NHIỆM CỦA CÁN BỘ Y TẾ", "Căn cứ kế hoạch;", "Nâng cao trách nhiệm của cán bộ y tế"),
    ],
)
def test_subject_in_capitals_is_written_as_a_sentence(
    printed_in_capitals: str, body: str, subject: str, rulebook: Rulebook
) -> None:
    source = printed(f"SỞ Y TẾ\nSố: 15/KH-SYT\nKẾ HOẠCH\n{printed_in_capitals}\n{body}\nI. MỤC TIÊU")
    assert read_frame(source, rulebook).header.subject.text == subject
