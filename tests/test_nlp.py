from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.model import DutyCue, Mentions
from extract.nlp import to_spacy

TEXT = "UBND tỉnh  chủ trì,\n \nSở Nội vụ (SNV) 12/3/2025 "
SPANS = st.lists(
    st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT))).filter(lambda span: span[0] < span[1])
)


@settings(max_examples=50, deadline=None)
@given(SPANS)
def test_to_spacy_keeps_the_text_and_every_span_exactly(spans: list[tuple[int, int]]) -> None:
    cues = tuple(DutyCue(start, end, "role", "lead", "role.lead") for start, end in spans)
    doc = to_spacy(TEXT, Mentions(cues=cues))
    assert doc.text == TEXT
    assert [(span.start_char, span.end_char) for span in doc.spans["cues"]] == spans
    assert {(span.label_, span.id_) for span in doc.spans["cues"]} <= {("role", "role.lead")}
