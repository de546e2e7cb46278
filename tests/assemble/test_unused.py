"""What was passed over: every sentence with signs of a duty that became no row, and nothing else."""

from __future__ import annotations

import pytest

from tests.assemble.conftest import Reader

BODY = "I. MỤC ĐÍCH, YÊU CẦU\n\n1. {aim}\n\nII. NHIỆM VỤ\n\n1. Sở Y tế rà soát tủ sách các trạm y tế. {more}\n"


@pytest.mark.parametrize(
    ("aim", "reason", "signs"),
    [
        ("Sở Nội vụ theo dõi chặt chẽ việc thực hiện.", "aim", "body"),
        ("Việc phục vụ phải thân thiện với bạn đọc.", "aim", "modal"),
        ("Hoàn thành mục tiêu trước ngày 30/6/2026.", "aim", "time"),
    ],
)
def test_unused_names_the_sentence_its_reason_and_its_signs(read: Reader, aim: str, reason: str, signs: str) -> None:
    result = read(BODY.format(aim=aim, more=""))
    assert [(row.quote, row.reason, row.signs, row.path) for row in result.unused] == [(aim, reason, signs, "I/1")]


@pytest.mark.parametrize("aim", ["Nâng cao văn hóa đọc trong Nhân dân.", "Thông tin cần thiết, kịp thời."])
def test_unused_is_silent_where_there_are_no_signs(read: Reader, aim: str) -> None:
    assert read(BODY.format(aim=aim, more="")).unused == ()


def test_unused_and_rows_never_share_words(read: Reader) -> None:
    result = read(BODY.format(aim="Sở Nội vụ theo dõi.", more="Sở Nội vụ phối hợp, hoàn thành trước ngày 30/6/2026."))
    rows = [(task.start, task.end) for task in result.tasks]
    assert result.unused
    assert not [row for row in result.unused if any(row.start < end and start < row.end for start, end in rows)]


def test_unused_finds_cells_of_a_table_that_is_no_list_of_tasks(read: Reader) -> None:
    table = "| TT | Ý kiến |\n| --- | --- |\n| 1 | Sở Tư pháp phải trả lời trước ngày 30/6/2026 |\n"
    result = read(BODY.format(aim="Thiết thực.", more="") + "\n" + table)
    assert [(row.reason, row.signs) for row in result.unused] == [("table", "body, time, modal")]
