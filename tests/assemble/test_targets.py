"""Chỉ tiêu: which numbers are aims, how much, of what, by when."""

from __future__ import annotations

import pytest

from tests.assemble.conftest import Reader

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
    "words",
    [
        "Mở 02 lớp tập huấn cho thủ thư.",
        "Ngân sách tỉnh hỗ trợ 70% kinh phí mua sách.",
        "Rà soát 12 tủ sách đã hỏng theo Quyết định số 18/QĐ-UBND ngày 05 tháng 01 năm 2026.",
        "Báo cáo kết quả trong thời hạn 10 ngày làm việc.",
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
