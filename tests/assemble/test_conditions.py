"""Điều kiện, ngoại lệ: the words on which a duty depends."""

from __future__ import annotations

import pytest

from tests.assemble.conftest import Reader

DUTY = "I. NHIỆM VỤ\n\n1. {words}\n"


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        ("Báo cáo đột xuất tình hình tủ sách khi có yêu cầu.", "khi có yêu cầu"),
        ("Gửi báo cáo đột xuất khi có yêu cầu về Sở Nội vụ để tổng hợp.", "khi có yêu cầu"),
        (
            "Trường hợp sách hư hỏng, thất lạc vượt thẩm quyền xử lý, các thư viện báo cáo Ủy ban nhân dân tỉnh.",
            "Trường hợp sách hư hỏng, thất lạc vượt thẩm quyền xử lý",
        ),
        ("Nếu hồ sơ mượn sách không hợp lệ thì phải trả lại trong ngày.", "Nếu hồ sơ mượn sách không hợp lệ"),
        (
            "Nếu cần sửa đổi, bổ sung nội quy, các cơ quan, đơn vị chủ động đề xuất với Sở Tư pháp.",
            "Nếu cần sửa đổi, bổ sung nội quy",
        ),
        ("Kiểm tra kho sách; khi phát hiện mối mọt phải xử lý ngay.", "khi phát hiện mối mọt"),
        ("Huy động xe sách lưu động trong trường hợp cần thiết.", "trong trường hợp cần thiết"),
    ],
)
def test_condition_holds_the_words_on_which_the_duty_depends(read: Reader, words: str, condition: str) -> None:
    assert [task.condition for task in read(DUTY.format(words=words)).tasks] == [condition]


@pytest.mark.parametrize(
    "words",
    [
        "Lập danh mục sách quý và tài liệu kèm theo (nếu có).",
        "Xử lý nghiêm các trường hợp vi phạm nội quy thư viện.",
        "Bố trí chỗ đọc riêng đối với trường hợp bạn đọc là người cao tuổi.",
        "Mở cửa phòng đọc sau khi có biên bản nghiệm thu.",
        "Rà soát phòng trừ mối mọt tại các kho sách.",
    ],
)
def test_condition_is_no_topic_remark_or_time(read: Reader, words: str) -> None:
    assert [(task.condition, task.exception) for task in read(DUTY.format(words=words)).tasks] == [("", "")]


@pytest.mark.parametrize(
    ("words", "exception"),
    [
        (
            "Thu phí làm thẻ của mọi bạn đọc, trừ trường hợp bạn đọc là trẻ em, người khuyết tật.",
            "trừ trường hợp bạn đọc là trẻ em, người khuyết tật",
        ),
        ("Mở cửa phòng đọc tất cả các ngày (trừ ngày lễ, tết) cho bạn đọc.", "trừ ngày lễ, tết"),
        (
            "Kiểm kê sách tại các xã, không áp dụng đối với xã mới thành lập.",
            "không áp dụng đối với xã mới thành lập",
        ),
    ],
)
def test_exception_holds_the_words_that_exempt(read: Reader, words: str, exception: str) -> None:
    assert [(task.condition, task.exception) for task in read(DUTY.format(words=words)).tasks] == [("", exception)]


def test_condition_words_stand_in_the_content(read: Reader) -> None:
    words = "Nếu thiếu kinh phí, báo cáo Sở Tài chính; trường hợp vượt\nthẩm quyền, báo cáo Ủy ban nhân dân tỉnh."
    for task in read(DUTY.format(words=words)).tasks:
        assert task.condition
        assert all(part in task.content for part in task.condition.split("; "))
