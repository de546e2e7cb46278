"""Text that is made to slow a rule down: its own examples, cut where it has matched half, over and over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from extract.rulebook import Rule

MEGABYTE: Final = 1_000_000
_CUTS: Final = (2, 3, 4, 5)  # fifths of an example


def hostile_text(rule: Rule, size: int = MEGABYTE, *, flat: bool = False) -> str:
    """Return ``size`` characters of beginnings of what the rule looks for.

    Args:
        rule: its examples and counterexamples are cut.
        size: characters.
        flat: without the marks that end clauses, so that no bound stops a repetition early.
    """
    wordings = [example.text for example in rule.examples] + list(rule.counterexamples)
    unit = " ".join(text[: len(text) * cut // 5].strip() for text in wordings for cut in _CUTS) + " "
    text = (unit * (size // len(unit) + 1))[:size]
    return text.translate({ord(mark): " " for mark in ".;:,\n"}) if flat else text
