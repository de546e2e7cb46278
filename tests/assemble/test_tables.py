"""Task tables: the same rows out of every format, and what their cells say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extract.model import Result
from extract.pipeline import process
from extract.rulebook import Rulebook
from scripts.corpus_layout import Layout, parse_layout
from scripts.make_corpus import render

Rendered = Callable[..., Result]
HEAD = """%left ỦY BAN NHÂN DÂN
%left TỈNH HÒA BÌNH
%right CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
%right Độc lập - Tự do - Hạnh phúc
%number Số: 45/KH-UBND
%place Hòa Bình, ngày 12 tháng 3 năm 2026
%title KẾ HOẠCH
%subject Phát triển thư viện cơ sở năm 2026
Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:
# I. NHIỆM VỤ
"""
TAIL = """%cc Nơi nhận:
%cc - Như trên;
%cc - Lưu: VT.
%sign TM. ỦY BAN NHÂN DÂN
%sign CHỦ TỊCH
%sign Trần Văn Mẫu
%annex
# PHỤ LỤC
= Phân công nhiệm vụ phát triển thư viện
*(Kèm theo Kế hoạch số 45/KH-UBND ngày 12 tháng 3 năm 2026 của Ủy ban nhân dân tỉnh Hòa Bình)*
"""
PROSE = "1. Sở Nội vụ rà soát biên chế thư viện cấp xã.\n"
ANNEX = """| TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời hạn hoàn thành |
| I | Cơ sở vật chất | < | < | < |
| 1 | Số hóa mục lục sách địa chí của tỉnh | Sở Khoa học và Công nghệ | Các sở, ban, ngành | Quý III/2026 |
| 2 | Mua sắm giá sách cho phòng đọc thiếu nhi | ^ | Sở Tài chính | Trước ngày 15/11/2026 |
| II | Tổ chức phục vụ | < | < | < |
| 3 | Mở lớp bồi dưỡng nghiệp vụ cho cán bộ thư viện xã | Sở Nội vụ | nt | Tháng 9/2026 |
"""
LAYOUTS = [
    ("docx", ""),
    ("docx", "norepeat split"),
    ("pdf", ""),
    ("pdf", "norepeat split"),
    ("txt", "rows=pipes"),
    ("txt", "rows=bars"),
    ("txt", "rows=lines"),
    ("txt", "rows=bars wrap=78"),
]


@pytest.fixture
def rendered(tmp_path: Path, rulebook: Rulebook) -> Rendered:
    def run(table: str, prose: str = PROSE, suffix: str = "docx", layout: Layout | None = None) -> Result:
        source, target = tmp_path / "ke-hoach.src", tmp_path / f"ke-hoach.{suffix}"
        source.write_text(HEAD + prose + TAIL + table, encoding="utf-8")
        render(source, suffix, layout or Layout(), target)
        return process(target, rulebook, as_of=None)

    return run


def rows(result: Result) -> list[tuple[str, str, set[tuple[str, str]], list[str]]]:
    return [
        (
            task.path,
            task.content,
            {(row.body_name, row.role) for row in result.assignments if row.task_id == task.task_id},
            [row.due_on for row in result.deadlines if row.task_id == task.task_id],
        )
        for task in result.tasks
        if task.rule == "table.row"
    ]


def codes(result: Result) -> list[str]:
    return [issue.code for issue in result.issues if issue.code in ("annex-disagrees", "table-not-read")]


@pytest.mark.parametrize(("suffix", "layout"), LAYOUTS)
def test_rows_of_an_annex_are_the_same_in_every_format(suffix: str, layout: str, rendered: Rendered) -> None:
    result = rendered(ANNEX, suffix=suffix, layout=parse_layout(layout))
    lead = ("Sở Khoa học và Công nghệ", "lead")
    assert rows(result) == [
        (
            "PHỤ LỤC/I/1",
            "Số hóa mục lục sách địa chí của tỉnh",
            {lead, ("Các sở, ban, ngành", "coordinate")},
            ["2026-09-30"],
        ),
        (
            "PHỤ LỤC/I/2",
            "Mua sắm giá sách cho phòng đọc thiếu nhi",
            {lead, ("Sở Tài chính", "coordinate")},
            ["2026-11-15"],
        ),
        (
            "PHỤ LỤC/II/3",
            "Mở lớp bồi dưỡng nghiệp vụ cho cán bộ thư viện xã",
            {("Sở Nội vụ", "lead"), ("Sở Tài chính", "coordinate")},
            ["2026-09-30"],
        ),
    ]
    assert len(result.tasks) == 4


def test_cells_on_lines_of_their_own_are_a_table(rendered: Rendered) -> None:
    result = rendered(ANNEX, suffix="txt", layout=parse_layout("rows=cells"))
    found = rows(result)
    assert [path for path, *_ in found] == ["PHỤ LỤC/I/1", "PHỤ LỤC/I/2", "PHỤ LỤC/II/3"]
    assert [dues for *_, dues in found] == [["2026-09-30"], ["2026-11-15"], ["2026-09-30"]]
    assert found[0][2] == {("Sở Khoa học và Công nghệ", "lead"), ("Các sở, ban, ngành", "coordinate")}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("Sở Y tế; Sở Tài chính", {("Sở Y tế", "perform"), ("Sở Tài chính", "perform")}),
        (
            "Chủ trì: Sở Y tế; Phối hợp: Sở Tài chính, Công an tỉnh",
            {("Sở Y tế", "lead"), ("Sở Tài chính", "coordinate"), ("Công an tỉnh", "coordinate")},
        ),
        ("Sở Y tế chủ trì, phối hợp với Sở Tài chính", {("Sở Y tế", "lead"), ("Sở Tài chính", "coordinate")}),
        ("Tổ giúp việc Đề án", {("Tổ giúp việc Đề án", "lead")}),
    ],
)
def test_a_cell_tells_who_leads_and_who_takes_part(
    cells: str, expected: set[tuple[str, str]], rendered: Rendered
) -> None:
    table = (
        f"| TT | Nội dung công việc | Đơn vị thực hiện | Tiến độ |\n| 1 | Khám mắt cho trẻ em | {cells} | Quý II |\n"
    )
    assert rows(rendered(table))[0][2] == expected


TWICE = "| TT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn |\n| 1 | {words} | {lead} | {due} |\n"


@pytest.mark.parametrize(
    ("words", "lead", "due", "repeats", "told"),
    [
        ("Rà soát biên chế thư viện cấp xã", "Sở Nội vụ", "Quý II/2026", True, []),
        ("Rà soát biên chế thư viện cấp xã", "Sở Y tế", "Quý II/2026", True, ["annex-disagrees"]),
        ("Rà soát biên chế thư viện cấp xã", "Sở Nội vụ", "30/9/2026", True, ["annex-disagrees"]),
        ("Rà soát danh mục sách của thư viện trường", "Sở Nội vụ", "Quý II/2026", False, []),
        ("Bố trí biên chế thư viện cấp xã", "Sở Y tế", "Quý II/2026", False, []),
    ],
)
def test_a_duty_of_text_and_annex_is_linked(
    words: str, lead: str, due: str, repeats: bool, told: list[str], rendered: Rendered
) -> None:
    prose = "1. Sở Nội vụ rà soát biên chế thư viện cấp xã trước ngày 30/6/2026.\n"
    result = rendered(TWICE.format(words=words, lead=lead, due=due), prose)
    first, row = result.tasks
    assert row.same_as == (first.task_id if repeats else "")
    assert codes(result) == told


def test_a_table_of_other_columns_is_named(rendered: Rendered) -> None:
    result = rendered("| TT | Xã | Số sách |\n| 1 | Xã Thí Dụ | 300 |\n| 2 | Xã Mẫu Sơn | 250 |\n")
    assert rows(result) == []
    assert codes(result) == ["table-not-read"]
    assert any("TT | Xã | Số sách" in issue.message for issue in result.issues)


@pytest.mark.parametrize(("between", "read"), [("", 2), ("<p>Biểu số liệu kèm theo</p>", 0)])
def test_a_table_without_headings_goes_on_with_those_above(
    between: str, read: int, tmp_path: Path, rulebook: Rulebook
) -> None:
    written = (
        ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"],
        ["1", "Mua sắm giá sách cho phòng đọc", "Sở Y tế", "Quý I/2026"],
        ["2", "Số hóa mục lục sách địa chí", "Sở Nội vụ", "Quý II/2026"],
    )
    head, first, second = ("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in written)
    page = tmp_path / "ke-hoach.html"
    page.write_text(
        "<html><body><p>KẾ HOẠCH</p><p>Phát triển thư viện năm 2026</p><p>I. NHIỆM VỤ</p>"
        f"<table>{head}{first}</table>{between}<table>{second}{second}</table></body></html>",
        encoding="utf-8",
    )
    found = rows_found(page, rulebook)
    assert sum(("Sở Nội vụ", "lead") in bodies for bodies in found) == read


def rows_found(page: Path, rulebook: Rulebook) -> list[set[tuple[str, str]]]:
    return [bodies for _, _, bodies, _ in rows(process(page, rulebook, as_of=None))]
