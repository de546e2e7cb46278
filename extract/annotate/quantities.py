"""Finds quantities: a number, what it counts, and whether it is a least, a most, a range or a change."""

from __future__ import annotations

from functools import lru_cache

import regex

from extract.model import Bound, Directive, Quantity
from extract.rulebook import Rulebook

_KEPT = 4


def find_quantities(directive: Directive, rulebook: Rulebook) -> tuple[Quantity, ...]:
    """Return the quantities of a directive in text order, without overlaps; of two rules the first written holds.

    Args:
        directive: its canonical text is read.
        rulebook: group ``targets``.
    """
    text = directive.text
    found: list[Quantity] = []
    taken: list[tuple[int, int]] = []
    for rule, bound, pattern in _patterns(rulebook):
        for match in pattern.finditer(text):
            value = match.start("value") if match["value"] else match.start()
            if any(start <= value < end for start, end in taken):
                continue
            taken.append(match.span())
            found.append(
                Quantity(
                    match.start(),
                    match.end(),
                    _number(match["value"]),
                    _number(match["to"]) if "to" in match.groupdict() else "",
                    " ".join(match["unit"].split()),
                    bound,
                    rule,
                )
            )
    return tuple(sorted(found, key=lambda quantity: quantity.start))


def _number(printed: str | None) -> str:
    """Return a number as a decimal string: "1.250,5" is 1250.5, "03" is 3."""
    if not printed:
        return ""
    whole, _, part = printed.partition(",")
    whole = whole.replace(".", "").lstrip("0") or "0"
    return f"{whole}.{part}" if part else whole


@lru_cache(maxsize=_KEPT)
def _patterns(rulebook: Rulebook) -> tuple[tuple[str, Bound, regex.Pattern[str]], ...]:
    return tuple(
        (rule.id, rule.gives["bound"], rule.regex) for rule in rulebook.rules("targets") if "bound" in rule.gives
    )
