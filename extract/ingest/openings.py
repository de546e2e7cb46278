"""What begins a block of text and what asks for more: the rules of group ``ingest``, ready to be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.rulebook import Rule, Rulebook


class LineRules:
    """What begins a block of text and what asks for more, as the rules of group ``ingest`` say.

    Args:
        rulebook: the rules.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        """Look the rules up."""
        rules = rulebook.rules("ingest")
        self._labels = tuple(rule for rule in rules if rule.id.startswith("label."))
        self._wants_number = _named(rules, "tail.wants-number")
        self._goes_on = _named(rules, "tail.goes-on")
        self._duty_verb = _named(rules, "head.duty-verb")
        self._body = _named(rules, "head.body")
        self._wants_name = _named(rules, "tail.wants-name")
        self._body_capitals = _named(rules, "head.body-capitals")
        self._row = _named(rules, "cell.first")
        self._prose_title = _named(rules, "prose.title")
        self._caption = _named(rules, "head.caption")
        self._cells = tuple(_named(rules, f"cell.{kind}") for kind in ("number", "repeats", "document", "time", "body"))

    def label(self, text: str) -> str:
        """Return the kind of label or set opening that a line begins with, "" when there is none."""
        if text[:2].isalpha() and text[0].islower():
            return ""  # a word in small letters: most lines of wrapped text, and never a label
        for rule in self._labels:
            if rule.regex.search(text):
                return str(rule.gives["kind"])
        return ""

    def wants_number(self, text: str) -> bool:
        """Tell whether a line ends in a word that a number must follow."""
        return bool(self._wants_number.regex.search(text))

    def goes_on(self, text: str) -> bool:
        """Tell whether a line ends in a word or sign that ends nothing."""
        return bool(self._goes_on.regex.search(text))

    def wants_name(self, text: str) -> bool:
        """Tell whether a line ends in a title or kind that a name must follow."""
        return bool(self._wants_name.regex.search(text))

    def duty_verb(self, text: str) -> bool:
        """Tell whether a line begins with a verb of duty."""
        return bool(self._duty_verb.regex.search(text))

    def body(self, text: str) -> bool:
        """Tell whether a line begins with the name of a body."""
        return bool(self._body.regex.search(text))

    def letterhead(self, text: str) -> bool:
        """Tell whether a line names a body in capitals."""
        return bool(self._body_capitals.regex.search(text))

    def opens_row(self, text: str) -> bool:
        """Tell whether a cell with these words is always the first of its row."""
        return bool(self._row.regex.search(text))

    def captions(self, text: str) -> bool:
        """Tell whether a line in small letters says what the annex under whose title it stands is attached to."""
        return bool(self._caption.regex.search(text))

    def cell_kind(self, text: str) -> str:
        """Return what a cell with these words holds: number, repeats, document, time, body; "" for anything else."""
        for rule in self._cells:
            if rule.regex.search(text):
                return str(rule.gives["kind"])
        return ""

    def titles_prose(self, text: str) -> bool:
        """Tell whether a text begins with the title of a document or an annex, on a line of its own."""
        return bool(self._prose_title.regex.search(text))


def _named(rules: Sequence[Rule], name: str) -> Rule:
    return next(rule for rule in rules if rule.id == name)
