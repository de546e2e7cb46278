"""What is settled between mentions, as it was said before it was made fast."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.annotate import _Reach, annotate
from extract.rulebook import Rulebook
from extract.structure import structure
from tests.conftest import source_of

SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: (min(pair), max(pair))), max_size=9)


@given(spans=SPANS, start=st.integers(0, 30), length=st.integers(1, 9))
def test_reach_tells_what_lies_inside_and_what_begins_inside(
    spans: list[tuple[int, int]], start: int, length: int
) -> None:
    reach = _Reach(spans).at(start)
    assert (reach >= start + length) == any(first <= start and start + length <= last for first, last in spans)
    assert (reach > start) == any(first <= start < last for first, last in spans)


@pytest.mark.parametrize("lines", [400])
def test_annotation_takes_time_by_length(lines: int, rulebook: Rulebook) -> None:
    def seconds(count: int) -> float:
        said = (
            f"Căn cứ Quyết định số {at}/QĐ-UBND ngày 05/3/2025, báo cáo trước ngày 15/8/2025." for at in range(count)
        )
        directive = structure(source_of("\n".join(said)), rulebook)
        started = process_time()
        annotate(directive, rulebook)
        return process_time() - started

    seconds(lines // 4)
    assert seconds(4 * lines) < 10 * seconds(lines)
