"""Sản phẩm: what a task makes, by its own words."""

from __future__ import annotations

import pytest

from tests.assemble.conftest import Reader

DUTY = "I. NHIỆM VỤ\n\n1. {words}\n"


@pytest.mark.parametrize(
    ("words", "deliverable"),
    [
        ("Xây dựng kế hoạch luân chuyển sách giữa các thôn.", "kế hoạch"),
        ("Tham mưu Ủy ban nhân dân tỉnh ban hành Quyết định giá làm thẻ bạn đọc.", "quyết định"),
        ("Trình Hội đồng nhân dân tỉnh dự thảo Nghị quyết hỗ trợ thư viện xã.", "dự thảo nghị quyết"),
        ("Xây dựng và triển khai các chương trình đọc sách cho học sinh.", "chương trình"),
        ("Xây dựng, trình Ủy ban nhân dân tỉnh Đề án thư viện số.", "đề án"),
        ("Lập danh mục sách quý của các thư viện.", "danh mục"),
        ("Xây dựng hệ thống cơ sở dữ liệu bạn đọc toàn tỉnh.", "cơ sở dữ liệu"),
        ("Ban hành hướng dẫn kiểm kê kho sách.", "hướng dẫn"),
        ("Định kỳ hằng quý báo cáo kết quả về Sở Văn hóa, Thể thao và Du lịch.", "báo cáo"),
    ],
)
def test_deliverable_names_what_the_task_makes(read: Reader, words: str, deliverable: str) -> None:
    assert [task.deliverable for task in read(DUTY.format(words=words)).tasks] == [deliverable]


@pytest.mark.parametrize(
    "words",
    [
        "Trình Ủy ban nhân dân tỉnh xem xét, quyết định nơi đặt thư viện.",
        "Theo dõi các khó khăn trong quá trình thực hiện Kế hoạch này.",
        "Triển khai Quyết định số 18/QĐ-UBND ngày 05/01/2026 của UBND tỉnh ban hành Chương trình đọc sách.",
        "Kiểm tra các thư viện đã có dự án sửa chữa.",
    ],
)
def test_deliverable_is_nothing_decided_cited_or_carried_out(read: Reader, words: str) -> None:
    assert [task.deliverable for task in read(DUTY.format(words=words)).tasks] == [""]
