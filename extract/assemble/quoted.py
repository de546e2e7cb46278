"""Which blocks only quote another document: what a letter cites of a law word for word binds nobody by the letter."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extract.model import Directive

# These amend others, and what they quote is what they order.
_AMENDING = frozenset({"quyết định", "thông tư", "nghị quyết", "nghị định", "luật", "pháp lệnh", "quy định"})
_OPENS = regex.compile(r"^[“\"](?![^”\"]*[”\"])")
_CLOSES = regex.compile(r"[”\"][.;,]?\s*$")
_LONGEST = 60  # items; a quotation that is not closed by then has only lost its mark


def quoted_items(directive: Directive) -> frozenset[int]:
    """Return the indices of the items that lie inside a quotation of several blocks.

    Args:
        directive: its items and its type are read.
    """
    if directive.header.type.text in _AMENDING:
        return frozenset()
    return frozenset(index for first, last in _quotations(directive) for index in range(first, last + 1))


def _quotations(directive: Directive) -> Iterator[tuple[int, int]]:
    first = -1
    for item in directive.items:
        # The label of the first item may stand behind the mark: "“1. Nhà nước ...".
        words = directive.text[max(item.start - 12, 0) : item.end].rpartition("\n")[2]
        if first < 0:
            first = item.index if _OPENS.match(words.lstrip()) else -1
        elif _CLOSES.search(directive.text[item.start : item.end]):
            yield first, item.index
            first = -1
        elif item.index - first > _LONGEST:
            first = -1
