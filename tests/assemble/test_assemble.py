"""From a directive's text to its duties: what is a task, who carries it, until when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from extract.model import Result, Task
from extract.pipeline import process
from extract.rulebook import Rulebook
from tests.assemble.conftest import HEAD, TAIL, Reader


def who(result: Result, task: Task) -> set[tuple[str, str, str]]:
    return {(a.body_name, a.role, a.source) for a in result.assignments if a.task_id == task.task_id}


def when(result: Result, task: Task) -> list[tuple[str, str, str, str]]:
    return [(d.kind, d.start_on, d.due_on, d.source) for d in result.deadlines if d.task_id == task.task_id]


def test_assemble_takes_no_duty_from_aims_and_funding(read: Reader) -> None:
    result = read(
        "I. MỤC ĐÍCH, YÊU CẦU\n\n1. Nâng cao văn hóa đọc trong Nhân dân.\n\n2. Bảo đảm thiết thực, tiết kiệm.\n\n"
        "II. NHIỆM VỤ\n\n1. Rà soát tủ sách các thôn.\n\nIII. KINH PHÍ\n\nTừ nguồn ngân sách nhà nước theo phân cấp.\n"
    )
    assert [task.content for task in result.tasks] == ["Rà soát tủ sách các thôn."]


def test_assemble_cuts_off_what_only_tells_how_things_are(read: Reader) -> None:
    result = read(
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Giao Sở Nội vụ theo dõi.\n\nII. NHIỆM VỤ KHÁC\n\n"
        "Thời gian qua, nhiều thư viện cơ sở xuống cấp. Yêu cầu Ủy ban nhân dân các xã rà soát tủ sách.\n"
    )
    assert [task.content for task in result.tasks] == [
        "Giao Sở Nội vụ theo dõi.",
        "Yêu cầu Ủy ban nhân dân các xã rà soát tủ sách.",
    ]


def test_assemble_loses_no_duty_that_says_who_is_responsible(read: Reader) -> None:
    result = read(
        "I. NHIỆM VỤ\n\n1. Phương án giá\n\n"
        "Trường hợp giá do hai cấp định: đơn vị quản lý kho (nêu tại Phụ lục I) có trách nhiệm lập phương án.\n\n"
        "2. Các Sở quản lý ngành, lĩnh vực:\n\na) Kiểm tra sổ sách kho.\n\nb) Thống kê hàng tồn.\n"
    )
    assert [task.content[:10] for task in result.tasks] == ["Trường hợp", "Kiểm tra s", "Thống kê h"]


def test_assemble_takes_a_duty_with_its_details_singled_out(read: Reader) -> None:
    result = read(
        "I. NHIỆM VỤ\n\n1. Sở Tài chính\n\na) Hướng dẫn các xã kiểm kê tủ sách công cộng, trong đó:\n\n"
        "- Lập biểu mẫu kiểm kê.\n\n- Mở lớp tập huấn.\n\nb) Thẩm định dự toán.\n"
    )
    assert [task.content[:11] for task in result.tasks] == ["Hướng dẫn c", "Lập biểu mẫ", "Mở lớp tập ", "Thẩm định d"]


def test_assemble_lets_a_bare_heading_keep_the_paragraph_below_it(read: Reader) -> None:
    result = read(
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Sở Tài chính\n\nThẩm định dự toán.\n\n2. Sở, ban, ngành tỉnh\n\n"
        "Căn cứ chức năng, nhiệm vụ được giao, tổ chức triển khai Kế hoạch.\n"
    )
    assert who(result, result.tasks[-1]) == {("Sở, ban, ngành tỉnh", "perform", "section")}


def test_assemble_gives_attribute_lines_to_the_tasks_above_them(read: Reader) -> None:
    result = read(
        "I. NHIỆM VỤ\n\n1. Sắp xếp kho sách\n\na) Kiểm kê sách cũ.\n\nb) Thanh lý sách hỏng.\n\n"
        "Đơn vị thực hiện: Sở Văn hóa, Thể thao và Du lịch chủ trì, phối hợp với Sở Tài chính.\n\n"
        "Thời gian thực hiện: Quý II năm 2026.\n\n2. Mở lớp tập huấn\n\na) Biên soạn tài liệu.\n\n"
        "Đơn vị thực hiện: Sở Nội vụ.\n"
    )
    first, second, third = result.tasks
    shared = {("Sở Văn hóa, Thể thao và Du lịch", "lead", "section"), ("Sở Tài chính", "coordinate", "section")}
    assert who(result, first) == who(result, second) == shared
    assert when(result, first) == [("period", "2026-04-01", "2026-06-30", "section")]
    assert who(result, third) == {("Sở Nội vụ", "lead", "section")}
    assert when(result, third) == []


def test_assemble_lets_headings_bear_their_items_unless_the_item_names_its_own(read: Reader) -> None:
    result = read(
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Sở Tài chính\n\na) Thẩm định dự toán.\n\n"
        "b) Phối hợp với Sở Nội vụ kiểm tra việc chi.\n\n"
        "2. Đề nghị Tỉnh đoàn\n\nHuy động đoàn viên tham gia ngày hội đọc sách.\n\n"
        "3. Ủy ban nhân dân các xã, phường\n\n- Bố trí phòng đọc.\n"
    )
    first, second, third, fourth = result.tasks
    assert who(result, first) == {("Sở Tài chính", "lead", "section")}
    assert who(result, second) == {("Sở Tài chính", "lead", "section"), ("Sở Nội vụ", "coordinate", "explicit")}
    assert (third.modality, first.modality) == ("requested", "mandatory")
    assert who(result, fourth) == {("Ủy ban nhân dân các xã, phường", "perform", "section")}


def test_assemble_keeps_the_bearer_of_a_heading_beside_who_is_named_later(read: Reader) -> None:
    result = read(
        "II. PHÂN CÔNG\n\n1. Các sở, ngành\n\n"
        "a) Công khai số liệu của ngành. Ủy ban nhân dân cấp xã niêm yết số liệu đất đai.\n"
    )
    (task,) = result.tasks
    assert {(name, source) for name, _, source in who(result, task)} == {
        ("Các sở, ngành", "section"),
        ("Ủy ban nhân dân cấp xã", "explicit"),
    }


def test_assemble_splits_a_block_that_hands_different_bodies_different_work(read: Reader) -> None:
    result = read(
        "I. NHIỆM VỤ\n\n1. Sở Nội vụ tổng hợp nhu cầu nhân sự. Sở Tài chính bố trí kinh phí trước ngày 30/6/2026.\n"
    )
    first, second = result.tasks
    assert who(result, first) == {("Sở Nội vụ", "lead", "explicit")}
    assert who(result, second) == {("Sở Tài chính", "lead", "explicit")}
    assert [when(result, first), when(result, second)] == [[], [("by_date", "", "2026-06-30", "explicit")]]


def test_assemble_reads_rows_of_a_task_table(read: Reader) -> None:
    cells = [
        ["STT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành"],
        ["1", "Số hóa mục lục sách địa chí của tỉnh", "Sở Khoa học và Công nghệ", "Các sở, ban, ngành", "Quý III/2026"],
        ["2", "Mua sắm giá sách cho phòng đọc", "Sở Tài chính", "-nt-", "trước ngày 15/11/2026"],
    ]
    table = "\n".join("|\n" + "\n|\n".join(row) + "\n|" for row in cells)
    result = read(f"I. NHIỆM VỤ\n\n1. Thực hiện các nhiệm vụ trong bảng sau:\n\n{table}\n")
    first, second = [task for task in result.tasks if task.rule == "table.row"]
    assert who(result, first) == {
        ("Sở Khoa học và Công nghệ", "lead", "table"),
        ("Các sở, ban, ngành", "coordinate", "table"),
    }
    assert when(result, first) == [("period", "2026-07-01", "2026-09-30", "table")]
    assert ("Các sở, ban, ngành", "coordinate", "table") in who(result, second)
    assert when(result, second) == [("by_date", "", "2026-11-15", "table")]


def test_assemble_says_where_nobody_is_named_and_where_a_year_was_taken(read: Reader) -> None:
    result = read("I. NHIỆM VỤ\n\n1. Phục chế bản đồ cổ, hoàn thành trước ngày 20/10.\n")
    assert [d.due_on for d in result.deadlines] == ["2026-10-20"]
    assert result.deadlines[0].year_inferred
    assert {"task-without-body", "year-inferred"} <= {issue.code for issue in result.issues}


def test_assemble_quotes_exactly_what_stands_in_the_text(read: Reader) -> None:
    result = read("I. NHIỆM VỤ\n\n1. Sở Y tế kiểm tra bếp ăn, báo cáo Uỷ ban nhân dân tỉnh trước ngày 1/9/2026.\n")
    rows = [*result.tasks, *result.assignments, *result.deadlines, *result.legal_bases, *result.recipients]
    assert len(rows) > 5
    assert all(row.quote == result.text[row.start : row.end] for row in rows)


def test_assemble_takes_no_duty_from_what_is_quoted_of_a_law(read: Reader) -> None:
    result = read(
        "1. Rà soát tủ sách các thôn.\n\nLuật Thư viện quy định:\n\n“1. Thư viện phải mở cửa hằng ngày.\n\n"
        "2. Thư viện phải niêm yết nội quy.”\n\n2. Sửa chữa phòng đọc.\n"
    )
    assert [task.content for task in result.tasks] == ["Rà soát tủ sách các thôn.", "Sửa chữa phòng đọc."]


@pytest.mark.parametrize(
    ("sentence", "name", "role"),
    [
        ("Thứ nhất, Sở Y tế rà soát tủ sách.", "Sở Y tế", "lead"),
        ("Trường hợp có bão, Sở Nội vụ (lưu trữ) phải sơ tán sách.", "Sở Nội vụ", "lead"),
        ("Giao Phòng Tổng hợp theo dõi, đôn đốc.", "Phòng Tổng hợp", "supervise"),
        ("Giao phòng Quản lý công nghiệp lập danh mục.", "Phòng Quản lý công nghiệp", "lead"),
        ("Nghiêm cấm cán bộ, công chức bao che vi phạm.", "Cán bộ, công chức", "perform"),
        ("Lịch mở cửa phải được Sở Nội vụ công khai.", "Sở Nội vụ", "lead"),
        ("Riêng Sở Tư pháp đã gửi báo cáo, đề nghị bổ sung phụ lục.", "Sở Tư pháp", "lead"),
    ],
)
def test_assemble_finds_the_bearer_wherever_it_stands(read: Reader, sentence: str, name: str, role: str) -> None:
    result = read(f"1. {sentence}\n\n2. Sửa chữa phòng đọc.\n")
    assert (name, role, "explicit") in who(result, result.tasks[0])


def test_assemble_gives_the_period_of_a_bare_heading_to_its_items(read: Reader) -> None:
    result = read("I. LỘ TRÌNH\n\n1. Giai đoạn 2026 - 2027\n\na) Rà soát tủ sách.\n\n2. Năm 2028\n\na) Mua sách.\n")
    assert [when(result, task) for task in result.tasks] == [
        [("period", "2026-01-01", "2027-12-31", "section")],
        [("period", "2028-01-01", "2028-12-31", "section")],
    ]


# -------------------------------------------------------------------------------------------------------- who it is now


def current(result: Result) -> set[tuple[str, str, str]]:
    return {(row.body_name, row.body_id, row.current_body_name) for row in result.assignments}


def codes(result: Result) -> list[str]:
    return sorted(issue.code for issue in result.issues if issue.code.startswith("body-"))


@pytest.fixture
def read_of(tmp_path: Path, rulebook: Rulebook) -> Callable[..., Result]:
    def run(body: str, *, year: int, as_of: date | None = None) -> Result:
        path = tmp_path / "ke-hoach.txt"
        path.write_text((HEAD + body + TAIL).replace("2026", str(year)), encoding="utf-8")
        return process(path, rulebook, as_of=as_of)

    return run


DUTY = """II. NỘI DUNG

1. Sở Lao động - Thương binh và Xã hội chủ trì hướng dẫn phòng, chống đuối nước cho trẻ em.

2. Giám đốc Sở Kế hoạch và Đầu tư chịu trách nhiệm bố trí vốn.
"""


def test_body_of_its_time_stays_and_today_is_told_apart(read_of: Callable[..., Result]) -> None:
    then = read_of(DUTY, year=2024)
    assert {(name, now) for name, _, now in current(then)} == {
        ("Sở Lao động - Thương binh và Xã hội", "Sở Lao động - Thương binh và Xã hội"),
        ("Giám đốc Sở Kế hoạch và Đầu tư", "Giám đốc Sở Kế hoạch và Đầu tư"),
    }
    assert codes(then) == []
    now = read_of(DUTY, year=2024, as_of=date(2026, 7, 1))
    assert current(now) == {
        ("Sở Lao động - Thương binh và Xã hội", "so-lao-dong-thuong-binh-va-xa-hoi:hoa-binh", "Sở Y tế tỉnh Phú Thọ"),
        ("Giám đốc Sở Kế hoạch và Đầu tư", "so-ke-hoach-va-dau-tu:hoa-binh", "Sở Tài chính tỉnh Phú Thọ"),
    }
    assert codes(now) == []
    assert {"so-y-te:phu-tho", "so-tai-chinh:phu-tho"} <= {row.body_id for row in now.bodies}


def test_body_that_had_ended_is_warned_of(read_of: Callable[..., Result]) -> None:
    late = read_of(DUTY, year=2026)
    warned = [issue for issue in late.issues if issue.code == "body-ended"]
    assert {issue.severity for issue in warned} == {"warning"}
    text = " ".join(issue.message for issue in warned)
    assert "“Sở Lao động - Thương binh và Xã hội” chỉ tồn tại đến 28/02/2025" in text
    assert all(late.text[issue.start : issue.end] in issue.message for issue in warned if issue.start)


def test_undecided_heir_is_left_open_with_its_candidates(read_of: Callable[..., Result]) -> None:
    duty = "II. NỘI DUNG\n\n1. Sở Lao động - Thương binh và Xã hội chủ trì kiểm kê tài sản công.\n"
    result = read_of(duty, year=2024, as_of=date(2025, 4, 1))
    assert {(row.current_body_id, row.current_body_name) for row in result.assignments} == {("", "")}
    (issue,) = [issue for issue in result.issues if issue.code == "body-succession-open"]
    assert issue.severity == "info"
    assert "Sở Nội vụ; Sở Giáo dục và Đào tạo; Sở Y tế; Công an tỉnh Hòa Bình" in issue.message


def test_every_body_id_of_the_rows_has_its_row(read_of: Callable[..., Result]) -> None:
    result = read_of(DUTY, year=2024, as_of=date(2026, 7, 1))
    known = {row.body_id for row in result.bodies}
    named = {key for row in result.assignments for key in (row.body_id, row.current_body_id)}
    named |= {row.successor_id for row in result.bodies}
    named |= {key for row in result.bodies for key in row.successor_candidates.split("; ")}
    assert named - {""} <= known


def test_assemble_keeps_of_a_submission_what_it_hands_out(rulebook: Rulebook, tmp_path: Path) -> None:
    text = (
        "SỞ Y TẾ\nSố: 12/TTr-SYT\nHà Nam, ngày 5 tháng 3 năm 2024\n\nTỜ TRÌNH\nVề việc sửa chữa trạm y tế\n\n"
        "1. Đề nghị Sở Tài chính thẩm định dự toán.\n\n"
        "2. Ủy ban nhân dân tỉnh giao Giám đốc Sở Xây dựng lập hồ sơ mời thầu.\n"
    )
    path = tmp_path / "submission.txt"
    path.write_text(text, encoding="utf-8")
    tasks = process(path, rulebook, as_of=None).tasks
    assert [task.content for task in tasks] == ["Ủy ban nhân dân tỉnh giao Giám đốc Sở Xây dựng lập hồ sơ mời thầu."]


def test_assemble_takes_the_title_of_an_article_for_no_duty(read: Reader) -> None:
    result = read(
        "Điều 4. Các nguyên tắc thực hiện cơ chế tiếp công dân\n\n1. Công khai lịch tiếp.\n\n2. Bảo đảm đúng giờ.\n\n"
        "Điều 5. Công chức làm việc tại phòng tiếp công dân\n\n1. Công chức trực phải ghi sổ từng lượt.\n\n"
        "2. Công chức trực phải chuyển đơn cho Thanh tra tỉnh trong ngày.\n"
    )
    assert [task.content[:22] for task in result.tasks] == ["Công chức trực phải gh", "Công chức trực phải ch"]
