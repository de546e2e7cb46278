"""What is settled between mentions, as it was said before it was made fast."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extract.annotate import _Reach

SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: (min(pair), max(pair))), max_size=9)


@given(spans=SPANS, start=st.integers(0, 30), length=st.integers(1, 9))
def test_reach_tells_what_lies_inside_and_what_begins_inside(
    spans: list[tuple[int, int]], start: int, length: int
) -> None:
    reach = _Reach(spans).at(start)
    assert (reach >= start + length) == any(first <= start and start + length <= last for first, last in spans)
    assert (reach > start) == any(first <= start < last for first, last in spans)
