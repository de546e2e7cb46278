"""A ruled table goes on over pages, also where the pages are scans."""

from __future__ import annotations

import pytest

from extract.ingest.pdf_compose import Composer
from extract.ingest.pdf_grid import Grid, find_grids
from extract.ingest.pdf_lines import Line
from extract.ingest.pdf_page import PdfPage
from extract.ingest.pdf_rules import Rules

WIDTH, HEIGHT = 595.0, 842.0
COLUMNS = (60.0, 100.0, 350.0, 530.0)


def page(number: int, rows: list[list[str]], *, shift: float = 0.0, stretch: float = 1.0, scanned: bool) -> PdfPage:
    xs = [60 + shift + (x - 60) * stretch for x in COLUMNS]
    ys = [100.0 + 30 * row for row in range(len(rows) + 1)]
    rules = Rules(tuple((xs[0], xs[-1], y) for y in ys), tuple((ys[0], ys[-1], x) for x in xs), 1)
    grids: tuple[Grid, ...] = find_grids(rules, WIDTH, HEIGHT)
    lines = tuple(
        Line(number, xs[column] + 6, xs[column] + 6 + 5 * len(text), ys[row] + 20, 12.0, text, (text,))
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    )
    return PdfPage(number, WIDTH, HEIGHT, lines, rules.horizontal, grids, "x", 1, recognised=scanned)


HEAD = ["TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì"]


def rows_of(first: PdfPage, second: PdfPage) -> list[tuple[int, int, str]]:
    """Return table, row and words of the first cell of every row."""
    drafts = [draft for draft in Composer([first, second]).drafts() if draft.cell and draft.cell.column == 0]
    return [(draft.cell.table, draft.cell.row, draft.lines[0].text) for draft in drafts if draft.cell]


@pytest.mark.parametrize(
    ("scanned", "shift", "stretch", "head", "expected"),
    [
        (False, 0.0, 1.0, HEAD, [(0, 0, "TT"), (0, 1, "1"), (0, 2, "2")]),
        (True, 14.0, 1.03, HEAD, [(0, 0, "TT"), (0, 1, "1"), (0, 2, "2")]),
        (True, 0.0, 1.0, ["TT", "Nội dung nhiâm vụ", "Cơ quan chủ trì"], [(0, 0, "TT"), (0, 1, "1"), (0, 2, "2")]),
        (False, 14.0, 1.0, HEAD, [(0, 0, "TT"), (0, 1, "1"), (1, 0, "TT"), (1, 1, "2")]),
        (True, 90.0, 0.7, HEAD, [(0, 0, "TT"), (0, 1, "1"), (1, 0, "TT"), (1, 1, "2")]),
    ],
)
def test_a_table_goes_on_where_a_scanned_page_lies_beside_the_one_before(
    scanned: bool, shift: float, stretch: float, head: list[str], expected: list[tuple[int, int, str]]
) -> None:
    first = page(1, [HEAD, ["1", "Rà soát", "Sở Xây dựng"]], scanned=scanned)
    second = page(2, [head, ["2", "Báo cáo", "Sở Tài chính"]], shift=shift, stretch=stretch, scanned=scanned)
    assert rows_of(first, second) == expected


def test_a_row_that_says_something_else_is_no_repeated_heading() -> None:
    first = page(1, [HEAD, ["1", "Rà soát", "Sở Xây dựng"]], scanned=True)
    second = page(2, [["2", "Nội dung báo cáo", "Sở Tài chính"]], scanned=True)
    assert rows_of(first, second) == [(0, 0, "TT"), (0, 1, "1"), (0, 2, "2")]
