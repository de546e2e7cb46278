"""Marks the words round bodies that tell who does what: chủ trì, phối hợp với, trình, báo cáo, giao ..."""

from __future__ import annotations

from extract.model import Directive, DutyCue
from extract.rulebook import Rulebook


def find_cues(directive: Directive, rulebook: Rulebook) -> tuple[DutyCue, ...]:
    """Return every role cue of the text, by start and then the longer first.

    Args:
        directive: its canonical text is read.
        rulebook: group ``duties``; rules that give a ``modality`` are left to the assembler, which knows the blocks.

    Returns:
        cues of one rule never overlap, cues of different rules may: which of them governs a body is decided by its place.
    """
    text = directive.text
    cues = [
        DutyCue(match.start(), match.end(), str(rule.gives["kind"]), match.group().lower(), rule.id)
        for rule in rulebook.rules("duties")
        if "modality" not in rule.gives
        for match in rule.regex.finditer(text)
        if _whole_words(text, match.start(), match.end())
    ]
    return tuple(sorted(cues, key=lambda cue: (cue.start, -cue.end, cue.rule)))


def _whole_words(text: str, start: int, end: int) -> bool:
    before = text[start - 1 : start]
    after = text[end : end + 1]
    return not (before.isalpha() and text[start].isalpha()) and not (after.isalpha() and text[end - 1].isalpha())
