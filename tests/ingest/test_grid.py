from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.ingest.cell_columns import Headings
from extract.ingest.grid import place
from extract.ingest.openings import LineRules

if TYPE_CHECKING:
    from extract.rulebook import Rulebook

CELLS = st.sampled_from(
    ["", "1", "II", "TT", "Sở Y tế", "Nội dung", "Tháng 6/2026", "Xây dựng kế hoạch kiểm tra năm 2026"]
)
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=5)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS)
def test_place_lays_down_every_cell_with_words_once_and_within_the_grid(
    rulebook: Rulebook, rows: list[list[str]]
) -> None:
    placed = place(rows, 0, Headings(rows[0], LineRules(rulebook), rulebook))
    assert [(one.written_row, one.written_index) for one in placed] == [
        (at, index) for at, row in enumerate(rows) for index, words in enumerate(row) if words
    ]
    width = max(map(len, rows))
    assert all(one.cell.column + one.cell.column_span <= width for one in placed)
    assert all(one.cell.row + one.cell.row_span <= len(rows) for one in placed)
