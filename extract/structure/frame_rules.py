"""The rules of the frame, by what they are for, with the tables of document types and names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial

import regex

from extract.normalize.registry import Registry
from extract.rulebook import Rule, Rulebook
from extract.structure.capitals import CapitalWords
from extract.structure.document_types import DocumentTypes
from extract.structure.names import NameSpeller

_LETTER = regex.compile(r"\p{L}")
_CAPITAL = regex.compile(r"\p{Lu}")


class FrameRules:
    """What reading a frame needs of a rulebook; it never changes. Get it with `FrameRules.of`.

    Args:
        rulebook: its group ``structure`` holds the rules ``frame.*`` and the table ``document_types``, its group
            ``bodies`` the registry.

    Raises:
        RulebookError: the group or a table is missing.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self._rules = {rule.id: rule for rule in rulebook.rules("structure") if rule.id.startswith("frame.")}
        # By rule and first character: few rules can match a line, and most lines are asked for many of them.
        self._may_match: dict[tuple[str, str], bool] = {}
        self.types = DocumentTypes(rulebook.rows("structure/document_types"))
        self.names = NameSpeller(Registry.of(rulebook), _capital_words(rulebook))
        self.positions = {name.casefold(): name for name in rulebook.words("structure", "frame_positions")}

    @staticmethod
    def of(rulebook: Rulebook) -> FrameRules:
        """Return the rules of a rulebook, made once for each."""
        return _frame_rules(rulebook)

    def match(self, name: str, text: str) -> regex.Match[str] | None:
        """Match rule ``frame.<name>`` at the beginning of ``text``."""
        begins = name, text[:1]
        may = self._may_match.get(begins)
        if may is None:
            may = self._rules[f"frame.{name}"].regex.match(text[:1], partial=True) is not None
            self._may_match[begins] = may
        if not may:
            return None
        found: regex.Match[str] | None = self._rules[f"frame.{name}"].regex.match(text)
        return found

    def search(self, name: str, text: str) -> regex.Match[str] | None:
        """Return the first place in ``text`` where rule ``frame.<name>`` matches."""
        found: regex.Match[str] | None = self._rules[f"frame.{name}"].regex.search(text)
        return found

    def find(self, name: str, text: str) -> Iterator[regex.Match[str]]:
        """Yield all places in ``text`` where rule ``frame.<name>`` matches."""
        yield from self._rules[f"frame.{name}"].regex.finditer(text)

    def family(self, prefix: str) -> Iterator[Rule]:
        """Yield the rules whose name begins with ``prefix``, in the order in which they are written."""
        yield from (rule for name, rule in self._rules.items() if name.startswith(f"frame.{prefix}"))


def _capital_words(rulebook: Rulebook) -> CapitalWords:
    listed = partial(rulebook.words, "structure")
    return CapitalWords(
        small=listed("frame_small_words"),
        place_kinds=listed("frame_place_kinds"),
        heads=listed("frame_body_heads"),
        compounds=listed("frame_compounds"),
        proper=(*listed("frame_proper_phrases"), *(row["title"] for row in rulebook.rows("citations/laws"))),
        abbreviations=listed("frame_abbreviations"),
        before_numerals=listed("frame_before_numerals"),
        syllable=rulebook.pattern("structure", "${frame_syllable}"),
        cited=rulebook.pattern("structure", r"(?<!\p{L})${words:document_types}(?= (?:liên tịch )?số \d)"),
    )


@lru_cache(maxsize=4)
def _frame_rules(rulebook: Rulebook) -> FrameRules:
    return FrameRules(rulebook)


def is_capital(text: str) -> bool:
    """Tell whether the letters of ``text`` are capitals, but for the few small ones of symbols (QĐ-TTg)."""
    letters = len(_LETTER.findall(text))
    return letters >= 2 and len(_CAPITAL.findall(text)) >= 0.85 * letters
