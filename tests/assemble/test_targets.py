"""Chỉ tiêu: which numbers are aims, how much, of what, by when."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from extract.pipeline import process
from extract.rulebook import Rulebook
from tests.assemble.conftest import HEAD, Reader

AIMS = "I. MỤC TIÊU ĐẾN NĂM 2030\n\n1. {words}\n\nII. NHIỆM VỤ\n\n1. Rà soát tủ sách các thôn.\n"
DUTY = "I. NHIỆM VỤ\n\n1. {words}\n"


@pytest.mark.parametrize(
    ("words", "relation", "value", "unit", "due_on"),
    [
        ("Trên 95% thôn có tủ sách.", "min", "95", "%", "2030-12-31"),
        ("Phấn đấu đến hết năm 2027 có 1.250 hộ dùng thẻ bạn đọc.", "exact", "1250", "hộ", "2027-12-31"),
        ("Tỷ lệ sách hỏng không quá 2,5%.", "max", "2.5", "%", "2030-12-31"),
        ("Số lượt mượn tăng bình quân 8 - 10%/năm.", "change", "8", "%/năm", "2030-12-31"),
        ("Có ≥ 30 câu lạc bộ đọc sách.", "min", "30", "câu lạc bộ", "2030-12-31"),
        ("Tỷ lệ thư viện nối mạng với tốc độ 01 Gb/s đạt 100%.", "exact", "100", "%", "2030-12-31"),
        ("Tổng giá trị sách bán ra đạt 12 nghìn tỷ đồng.", "exact", "12", "nghìn tỷ đồng", "2030-12-31"),
        ("Có 14/27 trường có phòng đọc đạt chuẩn.", "exact", "14", "trường", "2030-12-31"),
        ("Số thủ thư đạt 3 người trên một vạn dân.", "exact", "3", "người trên một vạn dân", "2030-12-31"),
        ("Có tối thiểu 04 ngành đào tạo về thư viện số.", "min", "4", "ngành đào tạo", "2030-12-31"),
        ("Thời gian cấp thẻ bạn đọc giảm còn tối đa 02 ngày làm việc.", "max", "2", "ngày làm việc", "2030-12-31"),
        ("Diện tích phòng đọc xây mới: trên 2.500 m2.", "min", "2500", "m2", "2030-12-31"),
    ],
)
def test_targets_of_a_part_on_aims(read: Reader, words: str, relation: str, value: str, unit: str, due_on: str) -> None:
    found = read(AIMS.format(words=words)).targets
    assert [(one.relation, one.value, one.unit, one.due_on) for one in found] == [(relation, value, unit, due_on)]


def test_targets_of_one_sentence_have_a_clause_each(read: Reader) -> None:
    words = "100% trường có thư viện, tỷ lệ bạn đọc nữ đạt 45% và trên 20 xã có xe sách lưu động."
    found = read(AIMS.format(words=words)).targets
    assert [(one.value, one.indicator) for one in found] == [
        ("100", "trường có thư viện"),
        ("45", "tỷ lệ bạn đọc nữ"),
        ("20", "xã có xe sách lưu động"),
    ]


@pytest.mark.parametrize(
    ("words", "indicators"),
    [
        ("Hình thành mới 05 câu lạc bộ đọc sách.", ["Hình thành mới câu lạc bộ đọc sách"]),
        ("Số lượt mượn sách phấn đấu đến năm 2030 đạt 8.000 lượt.", ["Số lượt mượn sách"]),
        ("Tặng sách cho ít nhất 60% học sinh nghèo.", ["Tặng sách cho học sinh nghèo"]),
        ("Hình thành ít nhất 10 tủ sách, 05 xe sách lưu động.", ["Hình thành tủ sách", "Hình thành xe sách lưu động"]),
        ("Mở mới 03 thư viện, nâng tổng số lên 12 thư viện.", ["Mở mới thư viện", "nâng tổng số thư viện"]),
        (
            "Giá trị sách số bán ra đạt 90 tỷ đồng; tốc độ tăng bình quân 8%/năm.",
            ["Giá trị sách số bán ra", "tốc độ tăng bình quân Giá trị sách số bán ra"],
        ),
        (
            "Giá trị sách bán ra đạt 5 tỷ đồng, tốc độ tăng 8%/năm.",
            ["Giá trị sách bán ra", "tốc độ tăng Giá trị sách bán ra"],
        ),
        (
            "Trên 80% tủ sách cấp xã và 100% thư viện trường học đủ điều kiện phục vụ bạn đọc.",
            [
                "tủ sách cấp xã đủ điều kiện phục vụ bạn đọc",
                "thư viện trường học đủ điều kiện phục vụ bạn đọc",
            ],
        ),
        ("Số vụ làm mất sách được phát hiện tăng trên 3%.", ["Số vụ làm mất sách được phát hiện tăng"]),
    ],
)
def test_target_indicator_says_what_is_counted(read: Reader, words: str, indicators: list[str]) -> None:
    assert [one.indicator for one in read(AIMS.format(words=words)).targets] == indicators


def test_targets_of_a_series_have_a_year_each(read: Reader) -> None:
    words = "Chi cho thư viện đạt 1,5% GRDP vào năm 2026, trên 2% GRDP vào năm 2028 và khoảng 3% GRDP vào năm 2029."
    found = read(AIMS.format(words=words)).targets
    assert [(one.value, one.due_on, one.indicator) for one in found] == [
        ("1.5", "2026-12-31", "Chi cho thư viện"),
        ("2", "2028-12-31", "Chi cho thư viện"),
        ("3", "2029-12-31", "Chi cho thư viện"),
    ]


def test_target_time_behind_a_number_binds_that_number_alone(read: Reader) -> None:
    words = "Phấn đấu 90% thôn có tủ sách trước ngày 15/9/2026; trên 85% tủ sách có sổ mượn."
    assert [one.due_on for one in read(DUTY.format(words=words)).targets] == ["2026-09-15", ""]


def test_target_time_that_ends_the_sentence_binds_all_its_numbers(read: Reader) -> None:
    words = "Cắt giảm tối thiểu 30% thời gian cấp thẻ, 20% chi phí làm thẻ; hoàn thành trong năm 2026."
    found = read(DUTY.format(words=words)).targets
    assert [(one.value, one.due_on) for one in found] == [("30", "2026-12-31"), ("20", "2026-12-31")]


@pytest.mark.parametrize(
    "words",
    [
        "Mở 02 lớp tập huấn cho thủ thư.",
        "Ngân sách tỉnh hỗ trợ 70% kinh phí mua sách.",
        "Rà soát 12 tủ sách đã hỏng theo Quyết định số 18/QĐ-UBND ngày 05 tháng 01 năm 2026.",
        "Báo cáo kết quả trong thời hạn 10 ngày làm việc.",
        "Rà soát các thư viện có 100% vốn nhà nước.",
        "Lập bản đồ tỷ lệ 1/5.000 cho 12 thư viện.",
        "Kiểm tra các trường có tỷ lệ mượn sách mới đạt 51%.",
    ],
)
def test_targets_are_not_norms_counts_or_times(read: Reader, words: str) -> None:
    assert read(DUTY.format(words=words)).targets == ()


def test_target_inside_a_task_belongs_to_it(read: Reader) -> None:
    result = read(DUTY.format(words="Vận động người dân đọc sách, phấn đấu đạt 60% hộ có góc đọc trong năm 2026."))
    assert [(one.task_id, one.due_on) for one in result.targets] == [(result.tasks[0].task_id, "2026-12-31")]


def test_target_year_of_comparison_is_no_due_date(read: Reader) -> None:
    words = "Phấn đấu đến năm 2028, số sách quý bị mất giảm 50% so với năm 2024."
    assert [one.due_on for one in read(AIMS.format(words=words)).targets] == ["2028-12-31"]


def _docx(path: Path, rows: list[list[str]], heading: str) -> Path:
    document = docx.Document()
    for line in (HEAD + heading).split("\n\n"):
        document.add_paragraph(line)
    table = document.add_table(len(rows), len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    document.save(str(path))
    return path


def test_target_of_a_product_cell_belongs_to_the_task_of_its_row(tmp_path: Path, rulebook: Rulebook) -> None:
    rows = [
        ["STT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn hoàn thành", "Sản phẩm"],
        ["1", "Lập mã cho bạn đọc toàn tỉnh", "Sở Văn hóa, Thể thao và Du lịch", "30/9/2026", "100% bạn đọc có mã"],
        ["2", "Mở lớp tập huấn thủ thư", "Sở Văn hóa, Thể thao và Du lịch", "30/6/2026", "02 lớp tập huấn"],
    ]
    result = process(_docx(tmp_path / "bang.docx", rows, "PHÂN CÔNG NHIỆM VỤ"), rulebook, as_of=None)
    assert [(one.value, one.unit, one.due_on, one.task_id) for one in result.targets] == [
        ("100", "%", "2026-09-30", result.tasks[0].task_id)
    ]


def test_table_of_targets_gives_a_row_per_indicator_and_year(tmp_path: Path, rulebook: Rulebook) -> None:
    rows = [
        ["TT", "Chỉ tiêu", "Đơn vị tính", "Ước TH năm 2025", "Năm 2026", "Năm 2030"],
        ["1", "Số tủ sách", "tủ", "1.020", "1.100", "1.500"],
        ["2", "Tỷ lệ thôn có tủ sách", "%", "71", "≥ 75", "90 - 95"],
    ]
    result = process(_docx(tmp_path / "bang.docx", rows, "CHỈ TIÊU PHÁT TRIỂN THƯ VIỆN"), rulebook, as_of=None)
    assert [
        (one.indicator, one.relation, one.value, one.value_to, one.unit, one.due_on, one.path) for one in result.targets
    ] == [
        ("Số tủ sách", "exact", "1100", "", "tủ", "2026-12-31", "Bảng/1"),
        ("Số tủ sách", "exact", "1500", "", "tủ", "2030-12-31", "Bảng/1"),
        ("Tỷ lệ thôn có tủ sách", "min", "75", "", "%", "2026-12-31", "Bảng/2"),
        ("Tỷ lệ thôn có tủ sách", "range", "90", "95", "%", "2030-12-31", "Bảng/2"),
    ]
