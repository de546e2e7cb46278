from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extract.text import NoteMark, TextBuilder

TEXTS = st.text(st.sampled_from("a ế\ue000\u200b\n"), min_size=1, max_size=6)


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_builder_tells_its_note_marks_from_those_that_a_file_holds(texts: list[str]) -> None:
    builder = TextBuilder()
    builder.block([("Căn cứ", 0), NoteMark("1"), *((text, -1) for text in texts), NoteMark("2")])
    assert [reference.marker for reference in builder.note_references] == ["1", "2"]
    assert "\ue000" not in builder.text
