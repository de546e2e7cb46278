"""Finds quantities: a number, what it counts, and whether it is a least, a most, a range or a change."""

from __future__ import annotations

import re
from functools import lru_cache

import regex

from extract.model import Bound, Directive, Quantity
from extract.normalize.decimals import decimal
from extract.rulebook import Rulebook
from extract.text import lower_in_place

_KEPT = 4


def find_quantities(directive: Directive, rulebook: Rulebook) -> tuple[Quantity, ...]:
    """Return the quantities of a directive in text order, without overlaps; of two rules the first written holds.

    Args:
        directive: its canonical text is read.
        rulebook: group ``targets``.
    """
    text = directive.text
    found: list[Quantity] = []
    taken = bytearray(len(text))
    lines = _counting_lines(text, rulebook)
    for rule, bound, pattern in _patterns(rulebook):
        for match in (match for start, end in lines for match in pattern.finditer(text, start, end)):
            value = match.start("value") if match["value"] else match.start()
            if taken[value]:
                continue
            taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
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


def _counting_lines(text: str, rulebook: Rulebook) -> list[tuple[int, int]]:
    """Return the lines in which a number counts something or a span of time is brought to a value.

    Only they can hold a quantity, and few do. Two searches by the plain engine are several times as fast as the rules
    over all the text.
    """
    lowered = lower_in_place(text)
    lines: set[tuple[int, int]] = set()
    for pattern in _signs(rulebook):
        end = 0
        for sign in pattern.finditer(lowered):
            if sign.start() >= end:
                start = text.rfind("\n", end, sign.start()) + 1 or end
                end = text.find("\n", sign.end()) + 1 or len(text)
                lines.add((start, end))
    return sorted(lines)


@lru_cache(maxsize=_KEPT)
def _signs(rulebook: Rulebook) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what tells a line with a quantity, for the plain engine and text in small letters."""
    counted, bringing = (rulebook.expanded("targets", sign).lower() for sign in (r"\d ?${counted}", "${bringing}"))
    return re.compile(counted), re.compile(bringing)


@lru_cache(maxsize=_KEPT)
def _patterns(rulebook: Rulebook) -> tuple[tuple[str, Bound, regex.Pattern[str]], ...]:
    return tuple(
        (rule.id, rule.gives["bound"], rule.regex) for rule in rulebook.rules("targets") if "bound" in rule.gives
    )
