"""Marks the words round bodies that tell who does what: chủ trì, phối hợp với, trình, báo cáo, giao ..."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import regex

from extract.model import Directive, DutyCue
from extract.rulebook import Rulebook
from extract.text import lower_in_place

_KEPT: Final = 4
_MOST_WORDS: Final = 8192
_WORD: Final = re.compile(r"[^\W\d_]+")
_LOOK_BEHIND: Final = regex.compile(r"\(\?<[=!](?P<inside>[^()]|\((?&inside)*\))*\)")

_RoleRule = tuple[str, str, re.Pattern[str]]


def find_cues(directive: Directive, rulebook: Rulebook) -> tuple[DutyCue, ...]:
    """Return every role cue of the text, by start and then the longer first.

    Args:
        directive: its canonical text is read.
        rulebook: group ``duties``; rules that give a ``modality`` are left to the assembler, which knows the blocks.

    Returns:
        cues of one rule never overlap, cues of different rules may: which of them governs a body is decided by its
        place.
    """
    text = directive.text
    lowered = lower_in_place(text)
    rules = _role_rules(rulebook)
    cues: list[DutyCue] = []
    free_from = dict.fromkeys((rule.id for rule in rulebook.rules("duties")), 0)
    for word in _WORD.finditer(lowered):
        begun = rules[word.group()]
        if not begun:
            continue
        start = word.start()
        for rule, kind, pattern in begun:
            match = pattern.match(lowered, start) if start >= free_from[rule] else None
            if match:
                free_from[rule] = match.end()
                if _ends_whole(text, match.end()):
                    cues.append(DutyCue(start, match.end(), kind, match.group(), rule))
    return tuple(sorted(cues, key=lambda cue: (cue.start, -cue.end, cue.rule)))


class _RoleRules(dict[str, tuple[_RoleRule, ...]]):
    """The role rules (id, kind, pattern) by the word in small letters with which their cues may begin.

    Most words of a text begin none. Looking only where one does takes two thirds of the time of looking for every rule
    at every letter. What a word may begin is told by the engine, by a partial match, when the word is first seen.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        super().__init__()
        rules = [rule for rule in rulebook.rules("duties") if "modality" not in rule.gives]
        # Plain alternations run three times as fast in the standard library's engine, on lowered text with case heeded.
        self._rules = [(rule.id, str(rule.gives["kind"]), re.compile(rule.regex.pattern)) for rule in rules]
        # What must or must not stand before a cue is no matter of how the cue begins.
        openings = [_LOOK_BEHIND.sub("", rule.regex.pattern) for rule in rules]
        self._openings = [regex.compile(opening, regex.IGNORECASE) for opening in openings]
        self._any = regex.compile("|".join(f"(?:{opening})" for opening in openings), regex.IGNORECASE)

    def __missing__(self, word: str) -> tuple[_RoleRule, ...]:
        if len(self) >= _MOST_WORDS:
            self.clear()
        some = self._any.match(word, partial=True)
        both = zip(self._rules, self._openings, strict=True)
        self[word] = tuple(rule for rule, opening in both if some and opening.match(word, partial=True))
        return self[word]


@lru_cache(maxsize=_KEPT)
def _role_rules(rulebook: Rulebook) -> _RoleRules:
    return _RoleRules(rulebook)


def _ends_whole(text: str, end: int) -> bool:
    return not (text[end : end + 1].isalpha() and text[end - 1].isalpha())
