from __future__ import annotations

from dataclasses import replace
from datetime import date
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.annotate.time_problems import time_problems
from extract.annotate.times import find_times, read_time_cell
from extract.model import Block, Directive, Header, Source, TimeExpression, Value
from extract.rulebook import Rulebook

RULES = Rulebook()


def directive(*lines: str, year: int = 2025, issued_on: str = "2025-03-20") -> Directive:
    """Return a directive whose every line is a paragraph of its body."""
    blocks, at = [], 0
    for line in lines:
        blocks.append(Block(at, at + len(line)))
        at += len(line) + 1
    source = Source("", "", "text/plain", "text", "\n".join(lines), tuple(blocks))
    header = Header(issued_on=Value(issued_on))
    return Directive(source, header, (), ("body",) * len(blocks), (), (), (), year)


def deadlines(*lines: str, year: int = 2025, issued_on: str = "2025-03-20") -> list[TimeExpression]:
    found = find_times(directive(*lines, year=year, issued_on=issued_on), RULES)
    return [time for time in found if time.use == "deadline"]


def words(time: TimeExpression, text: str) -> str:
    return text[time.start : time.end]


@pytest.mark.parametrize(
    ("text", "quote", "due"),
    [
        (
            "Phòng Y tế gửi danh sách chậm nhất ngày 10 tháng 6 năm 2025.",
            "chậm nhất ngày 10 tháng 6 năm 2025",
            "2025-06-10",
        ),
        (
            "Việc di dời phải hoàn thành xong trước ngày 05/9/2025.",
            "phải hoàn thành xong trước ngày 05/9/2025",
            "2025-09-05",
        ),
        ("gửi về Sở trước ngày 15-8-2025 để tổng hợp", "trước ngày 15-8-2025", "2025-08-15"),
        ("niêm yết đến hết ngày 31/12/2025", "đến hết ngày 31/12/2025", "2025-12-31"),
        ("hoàn thành trước quý IV/2025", "hoàn thành trước quý IV/2025", "2025-09-30"),
        ("báo cáo kết quả trước 20/11", "trước 20/11", "2025-11-20"),
    ],
)
def test_find_times_reads_a_last_day(text: str, quote: str, due: str) -> None:
    (time,) = deadlines(text)
    assert (time.kind, words(time, text), time.due_on) == ("by_date", quote, due)


@pytest.mark.parametrize(
    ("text", "start", "due"),
    [
        ("(hoàn thành trong tháng 4 năm 2025)", "2025-04-01", "2025-04-30"),
        ("tổ chức hội thi (quý II, III/2025)", "2025-04-01", "2025-09-30"),
        ("mở đợt cao điểm từ ngày 15/12 đến ngày 15/01/2026", "2025-12-15", "2026-01-15"),
        ("ra quân trong 6 tháng cuối năm", "2025-07-01", "2025-12-31"),
        ("Tổ công tác hoạt động từ nay đến hết tháng 10/2025", "2025-03-20", "2025-10-31"),
    ],
)
def test_find_times_reads_a_period(text: str, start: str, due: str) -> None:
    (time,) = deadlines(text)
    assert (time.kind, time.start_on, time.due_on) == ("period", start, due)


def test_find_times_gives_joined_days_one_operator_and_one_rhythm() -> None:
    first, second = deadlines("Các xã báo cáo định kỳ trước ngày 10/5 và 25/10 hằng năm.")
    assert [first.rrule, second.rrule] == [
        "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=10",
        "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=25",
    ]
    assert [first.due_on, second.due_on] == ["2025-05-10", "2025-10-25"]


def test_find_times_takes_the_next_occurrence_when_the_directive_is_later_in_the_year() -> None:
    (time,) = deadlines("báo cáo trước ngày 01/6 hằng năm", issued_on="2025-12-01")
    assert time.due_on == "2026-06-01"


def test_find_times_lets_a_rhythm_govern_the_days_of_its_sentence() -> None:
    (time,) = deadlines("Hằng năm, tổ chức Tháng thanh niên đọc sách từ ngày 15/3 đến ngày 15/4.")
    assert (time.kind, time.rrule, time.due_on) == ("recurring", "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=15", "2025-04-15")


def test_find_times_tells_the_reports_of_a_sentence_apart() -> None:
    text = "định kỳ 6 tháng (trước ngày 25 tháng 5), hằng năm (trước ngày 25 tháng 11) và đột xuất (khi có yêu cầu)"
    found = [(time.kind, time.label, time.due_on) for time in deadlines(text)]
    assert found == [
        ("recurring", "báo cáo 6 tháng", "2025-05-25"),
        ("recurring", "báo cáo năm", "2025-11-25"),
        ("relative", "báo cáo đột xuất", ""),
    ]


def test_find_times_reads_what_is_due_in_the_brackets_behind_a_day() -> None:
    found = deadlines("Định kỳ trước ngày 05/6 (đối với báo cáo 6 tháng) và 05/12 (đối với báo cáo năm) hằng năm.")
    assert [(time.label, time.due_on) for time in found] == [
        ("báo cáo 6 tháng", "2025-06-05"),
        ("báo cáo năm", "2025-12-05"),
    ]


def test_find_times_prefers_the_year_that_is_said_to_a_rhythm() -> None:
    found = deadlines("gửi báo cáo định kỳ 6 tháng trước ngày 20/6/2025, báo cáo năm trước ngày 20/12/2025")
    assert [(time.kind, time.due_on, time.label) for time in found] == [
        ("by_date", "2025-06-20", "báo cáo 6 tháng"),
        ("by_date", "2025-12-20", "báo cáo năm"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định số 415/QĐ-UBND ngày 12/3/2025 của Ủy ban nhân dân tỉnh",
        "thực hiện Chương trình hành động giai đoạn 2021-2025 của tỉnh",
        "Kế hoạch công tác văn thư năm 2025",
        "Tính đến ngày 15/3/2025 đã có 12 xã nộp hồ sơ.",
        "Năm 2024, toàn huyện đã trồng 5.000 cây trong tháng 3 năm 2024.",
        "đại biểu Hội đồng nhân dân xã nhiệm kỳ 2021-2026",
        "bố trí trong dự toán ngân sách hằng năm của đơn vị",
        "Đến năm 2030, tầm nhìn đến năm 2045",
        "thực hiện theo tiến độ, theo quy định, theo kế hoạch riêng",
        "nguồn chi thường xuyên và nhiệm vụ thường xuyên của Ban",
    ],
)
def test_find_times_finds_no_deadline_in_the_matter(text: str) -> None:
    assert deadlines(text) == []


@pytest.mark.parametrize(
    ("value", "kind", "start", "due"),
    [
        ("Năm 2025", "period", "2025-01-01", "2025-12-31"),
        ("2025", "period", "2025-01-01", "2025-12-31"),
        ("2025-2030", "period", "2025-01-01", "2030-12-31"),
        ("Quý 4/2025", "period", "2025-10-01", "2025-12-31"),
        ("Năm 2025, trọng tâm quý IV năm 2025", "period", "2025-01-01", "2025-12-31"),
        ("Năm 2025 và các năm tiếp theo", "period", "2025-01-01", ""),
        ("Thường xuyên", "continuous", "", ""),
        ("Hằng năm (trước 30/11)", "recurring", "", "2025-11-30"),
        ("Từ quý III/2025 đến hết năm 2026", "period", "2025-07-01", "2026-12-31"),
        ("Cuối năm 2025", "by_date", "", "2025-12-31"),
        ("Theo đề xuất của các xã", "relative", "", ""),
    ],
)
def test_time_lines_and_time_cells_bind_however_bare(value: str, kind: str, start: str, due: str) -> None:
    line = deadlines(f"Thời gian thực hiện: {value}.")
    cell = read_time_cell(value, 7, directive("x"), RULES)
    assert [(time.kind, time.start_on, time.due_on) for time in line] == [(kind, start, due)]
    assert [(time.kind, time.use, time.start_on, time.due_on) for time in cell] == [(kind, "deadline", start, due)]
    assert words(cell[0], " " * 7 + value).strip(" )") in value
    assert cell[0].start >= 7


def test_a_time_line_without_value_takes_the_next_line() -> None:
    (time,) = deadlines("Thời gian thực hiện:", "Quý II năm 2025")
    assert time.due_on == "2025-06-30"


@pytest.mark.parametrize("value", ["Theo tiến độ", "Theo quy định", "Theo kế hoạch riêng", ""])
def test_read_time_cell_leaves_empty_what_says_no_time(value: str) -> None:
    assert read_time_cell(value, 0, directive("x"), RULES) == ()


def test_find_times_computes_spans_from_the_signing() -> None:
    (days,) = deadlines("trong vòng 15 ngày kể từ ngày ký Công văn này")
    (workdays,) = deadlines("chậm nhất 05 ngày làm việc kể từ ngày ban hành")
    (event,) = deadlines("trong thời hạn 10 ngày kể từ ngày nhận được hồ sơ")
    assert [days.offset, days.due_on] == ["P15D", "2025-04-04"]
    assert [workdays.offset, workdays.due_on] == ["5WD", "2025-03-27"]
    assert [event.offset, event.due_on] == ["P10D", ""]


def test_times_from_the_receipt_are_counted_when_its_day_is_told() -> None:
    letter = directive("trả lời trong thời hạn 05 ngày làm việc kể từ ngày nhận được Công văn này")
    told = {
        received: (find_times(letter, RULES, received_on=received)[0], received)
        for received in (None, date(2025, 3, 25), date(2025, 3, 1))
    }
    assert [time.due_on for time, _ in told.values()] == ["", "2025-04-01", ""]
    codes = [
        problem.code
        for time, received in told.values()
        for problem in time_problems([time], letter, RULES, received_on=received)
    ]
    assert codes == ["receipt-unknown", "computed-date", "receipt-before-issue"]


def test_times_of_the_lunar_calendar_stay_open_with_a_note() -> None:
    feast = directive("hoàn thành trước Tết Trung thu")
    (time,) = find_times(feast, RULES)
    assert (time.kind, time.due_on) == ("relative", "")
    assert [problem.code for problem in time_problems([time], feast, RULES)] == ["lunar-date"]


def test_find_times_moves_a_near_date_without_year_past_new_year() -> None:
    (near,) = deadlines("gửi báo cáo trước ngày 15/01", issued_on="2025-11-28")
    (past,) = deadlines("gửi báo cáo trước ngày 15/01", issued_on="2025-03-20")
    assert [near.due_on, past.due_on] == ["2026-01-15", "2025-01-15"]


def test_find_times_leaves_the_day_open_when_no_year_is_known() -> None:
    text = "gửi báo cáo trước ngày 15/6"
    unknown = directive(text, year=0, issued_on="")
    (time,) = find_times(unknown, RULES)
    assert (time.use, time.due_on, time.year_inferred) == ("deadline", "", False)
    assert [problem.code for problem in time_problems([time], unknown, RULES)] == ["date-without-year"]


def test_find_times_keeps_an_impossible_date_without_day() -> None:
    given_date = directive("hoàn thành trước ngày 31/02/2025")
    (time,) = find_times(given_date, RULES)
    assert (time.kind, time.due_on) == ("by_date", "")
    assert [problem.code for problem in time_problems([time], given_date, RULES)] == ["impossible-date"]


def test_find_times_finds_no_deadline_in_head_and_closing() -> None:
    head = directive("báo cáo trước ngày 15/6/2025")
    assert [time.use for time in find_times(replace(head, zones=("head",)), RULES)] == ["content"]


@pytest.mark.parametrize(
    "piece", ["1", "1/", "ngày ", "quý I, ", "hằng năm ", "(", "2025 - ", "sau khi ", "trước ngày 1/1 và "]
)
def test_find_times_stays_fast_on_repetition(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    began = perf_counter()
    find_times(directive(text), RULES)
    assert perf_counter() - began < 5


PIECES = st.sampled_from(
    [
        "trước ngày ",
        "15/6",
        "/2025",
        " và ",
        "hằng năm",
        "quý II",
        ", III",
        " năm 2025",
        "(",
        ")",
        "định kỳ ",
        "6 tháng",
        ". ",
        "\n",
        "từ ",
        "đến ",
        "thường xuyên",
        "Thời gian: ",
        "trong vòng 15 ngày ",
        "kể từ ngày ký",
        "sau khi ",
        "İ",
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_find_times_never_overlaps_and_stays_in_the_text(text: str) -> None:
    found = find_times(directive(*text.split("\n")), RULES)
    bounds = [edge for time in found for edge in (time.start, time.end)]
    assert bounds == sorted(bounds)
    assert all(0 <= time.start < time.end <= len(text) and "\n" not in words(time, text) for time in found)
