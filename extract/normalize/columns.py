"""What the columns of a task table hold, by their headings."""

from __future__ import annotations

from extract.rulebook import Rulebook


def column_role(heading: str, rulebook: Rulebook) -> str:
    """Return what a column holds by its heading.

    Args:
        heading: the words of the header cell.
        rulebook: group ``tables``, specific rules before general ones.

    Returns:
        ``task``, ``lead``, ``perform``, ``coordinate``, ``approve``, ``appraise``, ``submit``, ``supervise``, ``time``,
        ``product``, ``funding``, ``number``, ``note``, or "" when the heading is unknown.
    """
    words = " ".join(heading.split())
    for rule in rulebook.rules("tables"):
        if rule.regex.search(words):
            return str(rule.gives["column"])
    return ""
