from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from sample_results import sample

from extract.export import FORMATS, Tables, Wording, schemas, write_tables
from extract.export.workbook import write_workbook
from extract.export.worklist import WorklistRow, worklist

if TYPE_CHECKING:
    from pathlib import Path

    from extract.rulebook import Rulebook

TABLES = Tables.of([sample(1), sample(2)])


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, rulebook: Rulebook) -> Any:
    path = tmp_path_factory.mktemp("workbook") / "nhiemvu.xlsx"
    write_workbook(TABLES, path, rulebook)
    return openpyxl.load_workbook(path)


def _column(sheet: Any, heading: str) -> list[Any]:
    return next([cell.value for cell in column[1:]] for column in sheet.columns if column[0].value == heading)


def test_workbook_has_the_worklist_and_a_sheet_per_table(book: Any) -> None:
    assert book.sheetnames == [
        *("Sổ theo dõi", "Văn bản", "Nơi nhận", "Căn cứ pháp lý", "Nhiệm vụ"),
        *("Phân công", "Thời hạn", "Chỉ tiêu", "Câu chưa dùng", "Cơ quan", "Lưu ý"),
    ]


def test_workbook_sheets_filter_freeze_and_print(book: Any) -> None:
    for sheet in book.worksheets:
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.freeze_panes in {"B2", "C2"}
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
        assert sheet.print_title_rows == "$1:$1"


def test_workbook_rows_are_as_high_as_their_longest_cell(book: Any) -> None:
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=2):
            shown = (sheet.row_dimensions[row[0].row].height or 15) / 15
            for cell in row:
                width = sheet.column_dimensions[cell.column_letter].width
                if isinstance(cell.value, str) and width and shown < 27:
                    assert shown >= len(cell.value) / (1.25 * (width + 1)), cell.coordinate


def test_workbook_dates_are_dates_and_partial_dates_text(book: Any) -> None:
    assert _column(book["Sổ theo dõi"], "Hạn hoàn thành") == [dt.datetime.fromisoformat("2026-06-05")] * 2
    assert _column(book["Sổ theo dõi"], "Ngày ban hành") == ["2026-03"] * 2


def test_workbook_text_is_no_formula(book: Any) -> None:
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert _column(book["Nhiệm vụ"], "Nguyên văn")[0].startswith("=HYPERLINK")
    assert _column(book["Văn bản"], "Trích yếu")[0] == "+84 là đầu số"


def test_workbook_names_coded_values(book: Any) -> None:
    assert _column(book["Phân công"], "Vai trò")[:2] == ["chủ trì", "phối hợp"]
    assert _column(book["Thời hạn"], "Năm do suy ra")[0] == "có"


def test_workbook_marks_low_confidence(book: Any) -> None:
    rules = book["Sổ theo dõi"].conditional_formatting
    assert any("<0.7" in rule.formula[0] for area in rules for rule in area.rules)


def test_workbook_takes_control_characters_and_cuts_with_a_mark(tmp_path: Path, rulebook: Rulebook) -> None:
    result = sample(1)
    task = replace(result.tasks[0], content="a\x02b_x0041_", quote="dài " * 10_000)
    write_workbook(Tables(tasks=(task,)), tmp_path / "x.xlsx", rulebook)
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")["Nhiệm vụ"]
    assert "b_x0041_" in openpyxl.utils.escape.unescape(_column(sheet, "Nội dung nhiệm vụ")[0])
    assert _column(sheet, "Nguyên văn")[0].endswith("[đã cắt bớt; xem đủ trong tệp CSV]")
    assert len(_column(sheet, "Nguyên văn")[0]) <= 32_767


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_wording_names_every_column_of_every_table(rulebook: Rulebook, lang: str) -> None:
    wording = Wording(rulebook, lang)
    for schema in schemas():
        assert tuple(heading.column for heading in wording.headings(schema.name)) == schema.names
        assert wording.label("sheet", schema.name) != schema.name
    assert tuple(heading.column for heading in wording.headings("worklist")) == WorklistRow.__slots__
    assert all(
        heading.text for table in ("worklist", *(s.name for s in schemas())) for heading in wording.headings(table)
    )


def test_worklist_row_gathers_what_belongs_to_a_task(rulebook: Rulebook) -> None:
    row = next(worklist(TABLES, Wording(rulebook, "vi")))
    assert (row.reference, row.lead, row.coordinate, row.others) == ("1/UBND-VX", "Sở Y tế", "Sở Nội vụ", "")
    assert row.deadlines == "báo cáo: trước ngày 05/6/2026 (→ 05/06/2026)"
    assert row.source == "thu-muc/1.txt, mục -"
    assert row.notes == "Ngày ban hành thiếu ngày.\nNăm của thời hạn do suy ra."


def test_worklist_leaves_the_day_empty_when_deadlines_differ(rulebook: Rulebook) -> None:
    result = sample(1)
    second = replace(result.deadlines[0], deadline_id="h9", due_on="2026-12-05", label="báo cáo năm")
    tables = Tables.of([replace(result, deadlines=(*result.deadlines, second))])
    row = next(worklist(tables, Wording(rulebook, "vi")))
    assert (row.due_on, row.deadlines.count("\n")) == ("", 1)


def test_write_tables_in_english_has_english_sheets(tmp_path: Path, rulebook: Rulebook) -> None:
    write_tables(TABLES, tmp_path, FORMATS[1:2], rulebook=rulebook, lang="en")
    assert openpyxl.load_workbook(tmp_path / "nhiemvu.xlsx").sheetnames[:2] == ["Worklist", "Documents"]
