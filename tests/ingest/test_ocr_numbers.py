"""Roman numbers of sections within scanned tables are told by where they stand."""

from __future__ import annotations

import pytest

from extract.ingest.ocr_numbers import section_numbers
from extract.ingest.pdf_draft import Draft
from extract.ingest.pdf_lines import Line
from extract.model import Cell


def drafts(rows: list[list[str]]) -> list[Draft]:
    """Return the cells of a table of four columns; empty ones have no draft."""
    return [
        Draft([Line(1, 0, 1, 1, 12, text, (text,))], "cell", cell=Cell(0, row, column))
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
        if text
    ]


HEAD = ["STT", "Nhiệm vụ", "Đơn vị", "Thời gian"]


def task(number: str) -> list[str]:
    return [number, "Rà soát", "Sở Nội vụ", "15/12"]


@pytest.mark.parametrize(
    ("rows", "meant"),
    [
        (
            [["1", "Kinh tế"], task("1"), task("2"), ["Hị", "Văn hóa"], task("3"), ["HI", "Nội chính"], task("4")],
            ["I", "II", "III"],
        ),
        ([["|", "Kinh tế"], task("1"), ["11", "Văn hóa"], task("1")], ["I", "II"]),
        ([["I", "Kinh tế"], task("1"), ["H", "Văn hóa"], task("2")], ["II"]),
        ([task("1"), ["2", "Báo cáo kết quả"], task("3")], []),  # a task whose other cells are empty
        ([task("1"), task("2"), ["3", "Báo cáo"]], []),
        ([task("10"), ["11", "Báo cáo kết quả"], task("12")], []),
        ([["A", "Phần một"], task("1")], []),
    ],
)
def test_section_numbers_tells_sections_from_tasks(rows: list[list[str]], meant: list[str]) -> None:
    assert list(section_numbers(drafts([HEAD, *rows])).values()) == meant


def test_section_numbers_leaves_tables_of_two_columns() -> None:
    assert not section_numbers(drafts([["1", "Văn bản"], ["H", "Văn hóa"], ["2", "Báo cáo"]]))
