from __future__ import annotations

import pytest
from doc_builder import (
    FONTS,
    LISTS,
    OVERRIDES,
    STYLES,
    fonts,
    level,
    lines,
    lists,
    numbered,
    overrides,
    p,
    sprm,
    style,
    stylesheet,
)

NINE = b"".join(
    [
        level("\0.", number_format=1),
        level("\1."),
        level("\1.\2."),
        level("\3)", number_format=4),
        *[level("\4", number_format=23)] * 5,
    ]
)


def listed(heads: bytes, levels: bytes, over: bytes, *items: tuple[int, int], **parts: bytes) -> list[str]:
    texts = lines(
        *(p("x", said=numbered(list_id, at)) for list_id, at in items),
        parts={OVERRIDES: over, LISTS: heads, FONTS: parts.get("fonts", b"")},
        behind=levels,
    )
    return [text.removesuffix("x").strip() for text in texts]


def test_read_doc_counts_levels_and_restarts_lower_ones() -> None:
    items = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 3), (1, 3), (1, 0), (1, 1)]
    assert listed(lists(9), NINE, overrides(0), *items) == ["I.", "1.", "2.", "2.1.", "a)", "b)", "II.", "1."]


def test_read_doc_counts_lists_of_one_head_together_unless_one_begins_anew() -> None:
    items = [(1, 0), (2, 0), (1, 0), (3, 0), (3, 0)]
    over = overrides(0, 0, 0, starts={2: 5})
    assert listed(lists(1), level("\0)"), over, *items) == ["1)", "2)", "3)", "5)", "6)"]


@pytest.mark.parametrize(
    ("text", "font", "expected"),
    [("-", "", "-"), ("+", "", "+"), ("\uf0b7", "Symbol", "-"), ("\uf02b", "Symbol", "+"), ("o", "Courier New", "-")],
)
def test_read_doc_prints_bullets(text: str, font: str, expected: str) -> None:
    levels = level(text, number_format=23, look=sprm(0x4A4F, 1) if font else b"")
    assert listed(lists(1), levels, overrides(0), (1, 0), fonts=fonts("Times", font)) == [expected]


@pytest.mark.parametrize(
    ("list_id", "expected"),
    [(0, "x"), (0xF801, "x"), (0xFFFF, "Điều 1. x"), (1, "Điều 1. x"), (7, "x")],
)
def test_read_doc_knows_paragraphs_without_number(list_id: int, expected: str) -> None:
    parts = {LISTS: lists(1), OVERRIDES: overrides(0)}
    assert lines(p("x", said=numbered(list_id)), parts=parts, behind=level("Điều \0.")) == [expected]


def test_read_doc_takes_the_list_from_the_style_unless_the_paragraph_says_otherwise() -> None:
    parts = {
        LISTS: lists(1),
        OVERRIDES: overrides(0),
        STYLES: stylesheet(style(1), style(1, base=0, paragraph=numbered(1))),
    }
    texts = lines(
        p("a", style=1), p("b", style=1, said=sprm(0x460B, 0)), p("c", style=1), parts=parts, behind=level("\0.")
    )
    assert texts == ["1. a", "b", "2. c"]
