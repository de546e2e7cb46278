"""Workbooks as lists of tasks."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.errors import DamagedFileError, EmptyInputError, InputError
from extract.ingest import read, sheet, sheet_extent
from extract.ingest.sheet import read_sheet
from extract.pipeline import process
from extract.rulebook import Rulebook

RULES = Rulebook()

if TYPE_CHECKING:
    from extract.model import Source
    from extract.rulebook import Rulebook

Row = tuple[object, ...]
SAMPLES = Path(__file__).parent / "samples"
HEADINGS = ("STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn")
TASKS = (
    ("I", "Hạ tầng số"),
    (
        1,
        "Nâng cấp mạng truyền dẫn tại các xã",
        "Sở Khoa học và Công nghệ",
        "UBND các xã",
        dt.date(2031, 6, 30),
    ),
    (2, "Báo cáo kết quả lắp đặt trạm quan trắc nước sạch", "Sở Nông nghiệp và Môi trường", "", "Trước ngày 15/8/2031"),
)


def workbook(
    *rows: tuple[object, ...], merged: tuple[str, ...] = (), **further: tuple[tuple[object, ...], ...]
) -> bytes:
    """A workbook of one sheet, and further sheets by their names; those whose name begins with "an" are hidden."""
    book = openpyxl.Workbook()
    book.active.title = "Sheet1"
    for name, content in {"": rows, **further}.items():
        page = book.create_sheet(name) if name else book.active
        page.sheet_state = "hidden" if name.startswith("an") else "visible"
        for (at, row), column in ((each, c) for each in enumerate(content, 1) for c in range(len(each[1]))):
            page.cell(at, column + 1, row[column])
    for area in merged:
        book.active.merge_cells(area)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def opened(data: bytes) -> Source:
    return read_sheet(data, "bang.xlsx", "0" * 64, RULES)


def laid_out(source: Source) -> list[tuple[str, tuple[int, ...] | None]]:
    return [
        (source.of(b), b.cell and (b.cell.table, b.cell.row, b.cell.column, b.cell.row_span, b.cell.column_span))
        for b in source.blocks
    ]


def test_read_sheet_parts_lines_above_and_below_from_the_table() -> None:
    data = workbook(
        ("UBND TỈNH", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("DANH MỤC NHIỆM VỤ",),
        (),
        ("TT", "Nhiệm vụ", "Cơ quan", ""),
        ("", "", "Chủ trì", "Phối hợp"),
        (1, "Rà soát\ntrạm", "Sở A", "Sở B"),
        ("Ghi chú chung",),
        (),
        ("Người lập biểu",),
        merged=("A4:A5", "B4:B5", "C4:D4"),
    )
    assert laid_out(opened(data)) == [
        ("UBND TỈNH", (0, 0, 0, 1, 1)),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", (0, 0, 2, 1, 1)),
        ("DANH MỤC NHIỆM VỤ", None),
        ("TT", (1, 0, 0, 2, 1)),
        ("Nhiệm vụ", (1, 0, 1, 2, 1)),
        ("Cơ quan", (1, 0, 2, 1, 2)),
        ("Chủ trì", (1, 1, 2, 1, 1)),
        ("Phối hợp", (1, 1, 3, 1, 1)),
        ("1", (1, 2, 0, 1, 1)),
        ("Rà soát trạm", (1, 2, 1, 1, 1)),
        ("Sở A", (1, 2, 2, 1, 1)),
        ("Sở B", (1, 2, 3, 1, 1)),
        ("Ghi chú chung", (1, 3, 0, 1, 1)),
        ("Người lập biểu", None),
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (12.0, "12"),
        (2.5, "2,5"),
        (1234567, "1234567"),
        (dt.date(2031, 3, 5), "05/03/2031"),
        (dt.datetime(2031, 3, 5, 7, 30), "07:30 05/03/2031"),  # noqa: DTZ001  (a workbook knows no zones)
        (dt.time(7, 30), "07:30"),
        (True, "TRUE"),
        ("012", "012"),
    ],
)
def test_read_sheet_prints_values_as_they_are_read_in_vietnam(value: object, expected: str) -> None:
    assert laid_out(opened(workbook(("a", "b"), ("x", value))))[3][0] == expected


def test_read_sheet_keeps_the_point_of_running_numbers() -> None:
    assert laid_out(opened(workbook(("TT", "b"), (1.2, "x"))))[2][0] == "1.2"


def test_read_sheet_names_sheets_and_tells_which_are_hidden() -> None:
    source = opened(workbook(("a", "b"), **{"Sở Y tế": (("c", "d"),), "an": (("e", "f"),), "Trống": ()}))
    assert [source.of(block) for block in source.blocks] == ["a", "b", "Sở Y tế", "c", "d"]
    (problem,) = source.problems
    assert (problem.code, problem.severity) == ("hidden-sheets", "info")
    assert "“an”" in problem.message


def test_read_sheet_counts_formulas_that_were_never_computed() -> None:
    source = opened(workbook(("a", "b"), ("=1+1", "=A1&B1")))
    assert source.text == "a\nb"
    (problem,) = source.problems
    assert (problem.code, problem.severity) == ("formula-without-value", "warning")
    assert "2 công thức" in problem.message


def test_read_sheet_says_how_much_it_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "MAX_ROWS", 3)
    monkeypatch.setattr(sheet, "MAX_COLUMNS", 2)
    source = opened(workbook(*[("a", "b", "c")] * 5))
    assert len(source.blocks) == 6
    assert [problem.code for problem in source.problems] == ["sheet-cut"]
    assert "2 dòng, 1 cột" in source.problems[0].message


@pytest.mark.parametrize("far", ["XFD1048576", "A1048576"])
def test_read_sheet_refuses_cells_that_lie_too_far_apart(far: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_extent, "MAX_AREA", 1_000_000)
    book = openpyxl.Workbook()
    book.active["A1"], book.active[far] = "a", "b"
    buffer = io.BytesIO()
    book.save(buffer)
    with pytest.raises(DamagedFileError, match="quá rộng"):
        opened(buffer.getvalue())


def test_read_sheet_takes_no_room_for_cells_that_have_a_look_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_extent, "MAX_AREA", 1000)
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = "a", "b"
    book.active["XFD1048576"].font = openpyxl.styles.Font(bold=True)
    buffer = io.BytesIO()
    book.save(buffer)
    assert opened(buffer.getvalue()).text == "a\nb"


def test_read_sheet_refuses_old_workbooks_that_span_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    data = (SAMPLES / "danh-muc.xls").read_bytes()
    assert opened(data).media_type == "application/vnd.ms-excel"
    monkeypatch.setattr(sheet_extent, "MAX_AREA", 20)
    with pytest.raises(DamagedFileError, match="quá rộng"):
        opened(data)


def test_read_sheet_refuses_a_workbook_without_content() -> None:
    with pytest.raises(EmptyInputError):
        opened(workbook())


def _listed(source_path: Path, rulebook: Rulebook) -> list[tuple[str, str, str]]:
    result = process(source_path, rulebook, as_of=None)
    bodies = {(a.task_id, a.role): a.body_name for a in result.assignments}
    dates = {d.task_id: str(d.due_on) for d in result.deadlines}
    return [(t.content, bodies[t.task_id, "lead"], dates[t.task_id]) for t in result.tasks]


EXPECTED = [
    ("Nâng cấp mạng truyền dẫn tại các xã", "Sở Khoa học và Công nghệ", "2031-06-30"),
    ("Báo cáo kết quả lắp đặt trạm quan trắc nước sạch", "Sở Nông nghiệp và Môi trường", "2031-08-15"),
]


@pytest.mark.parametrize("above", [(), (("DANH MỤC NHIỆM VỤ CHUYỂN ĐỔI SỐ",), ("(Kèm theo Kế hoạch số 45/KH-UBND)",))])
def test_a_workbook_gives_its_tasks(above: tuple[Row, ...], tmp_path: Path, rulebook: Rulebook) -> None:
    path = tmp_path / "bang.xlsx"
    path.write_bytes(workbook(*above, HEADINGS, *TASKS))
    assert read(path, rulebook).read_method == "sheet"
    assert _listed(path, rulebook) == EXPECTED


def test_an_old_workbook_gives_its_tasks(rulebook: Rulebook) -> None:
    assert _listed(SAMPLES / "danh-muc.xls", rulebook) == EXPECTED


GOOD = workbook(("DANH MỤC",), HEADINGS, *TASKS, an=(("e", "f"),))
OLD = (SAMPLES / "danh-muc.xls").read_bytes()


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([GOOD, OLD]), st.integers(0, 10_000), st.binary(min_size=1, max_size=4), st.booleans())
def test_read_sheet_of_altered_bytes_gives_text_or_an_input_error(base: bytes, at: int, new: bytes, cut: bool) -> None:
    at %= len(base)
    data = base[:at] + new + (b"" if cut else base[at + len(new) :])
    try:
        text = opened(data).text
    except InputError as error:
        text = error.text()
    assert text
