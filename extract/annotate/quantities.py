"""Finds quantities: a number, what it counts, and whether it is a least, a most, a range or a change."""

from __future__ import annotations

from functools import lru_cache

import regex

from extract.model import Bound, Directive, Quantity
from extract.normalize.decimals import decimal
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
                    decimal(match["value"]),
                    decimal(match["to"] or "") if "to" in match.groupdict() else "",
                    " ".join(match["unit"].split()),
                    bound,
                    rule,
                )
            )
    return tuple(sorted(found, key=lambda quantity: quantity.start))


@lru_cache(maxsize=_KEPT)
def _patterns(rulebook: Rulebook) -> tuple[tuple[str, Bound, regex.Pattern[str]], ...]:
    return tuple(
        (rule.id, rule.gives["bound"], rule.regex) for rule in rulebook.rules("targets") if "bound" in rule.gives
    )
