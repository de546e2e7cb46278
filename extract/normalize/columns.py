"""What the columns of a task table hold, by their headings."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from extract.rulebook import Rulebook

_KEPT: Final = 4096


def column_role(heading: str, rulebook: Rulebook) -> str:
    """Return what a column holds by its heading.

    Args:
        heading: the words of the header cell.
        rulebook: group ``tables``, specific rules before general ones.

    Returns:
        ``task``, ``lead``, ``perform``, ``coordinate``, ``approve``, ``appraise``, ``submit``, ``supervise``, ``time``,
        ``product``, ``funding``, ``number``, ``note``, or "" when the heading is unknown.
    """
    return _role(" ".join(heading.split()), rulebook)


@lru_cache(maxsize=_KEPT)
def _role(words: str, rulebook: Rulebook) -> str:
    for rule in rulebook.rules("tables"):
        if rule.regex.search(words):
            return str(rule.gives["column"])
    return ""
