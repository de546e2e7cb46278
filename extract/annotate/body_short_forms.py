"""Short forms of names that stand in full in the same directive: "Vụ KH, TC" for "Vụ Kế hoạch, Tài chính".

A directive abbreviates the names of its own units without saying so. No register can know these forms: they hold in
this directive only.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import regex

from extract.normalize.names import is_abbreviation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.model import BodyMention

_WORD: Final = regex.compile(r"\w+")
_MORE_INITIALS: Final = regex.compile(r"(?: ?[,&-] ?\p{Lu}{2,8}(?![\p{L}\d])){1,3}")
_AND: Final = "và"
_SHORTEST: Final = 3


def with_full_names(mentions: Sequence[BodyMention], text: str) -> tuple[BodyMention, ...]:
    """Return ``mentions`` with the short forms of names that one of them has in full written out.

    Args:
        mentions: bodies in text order.
        text: the directive.

    Returns:
        as many mentions in the same order; a short form that fits no full name, or several, stays as it is.
    """
    short = [index for index, mention in enumerate(mentions) if _is_short(mention)]
    if not short:
        return tuple(mentions)
    full: dict[str, BodyMention] = {}
    for mention in mentions:
        if mention.kind == "body" and not _is_short(mention) and len(_words(mention.name)) >= _SHORTEST:
            full.setdefault(mention.name, mention)
    resolved = list(mentions)
    for index in short:
        following = mentions[index + 1].start if index + 1 < len(mentions) else len(text)
        resolved[index] = _resolved(mentions[index], text, following, tuple(full.values()))
    return tuple(resolved)


def _is_short(mention: BodyMention) -> bool:
    return any(map(is_abbreviation, _words(mention.heads or mention.name)))


def _resolved(mention: BodyMention, text: str, limit: int, full: Sequence[BodyMention]) -> BodyMention:
    name = mention.heads or mention.name
    more = _MORE_INITIALS.match(text, mention.end, limit) if not mention.heads else None
    for added in (more[0], "") if more else ("",):
        meant = [other for other in full if _stands_for(_words(name + added), _words(other.name))]
        if len(meant) == 1:
            whole = mention.name.removesuffix(name) + meant[0].name
            heads = meant[0].name if mention.heads else ""
            end = mention.end + len(added)
            return replace(mention, end=end, name=whole, body_id=meant[0].body_id, heads=heads)
    return mention


def _words(name: str) -> list[str]:
    return [word for word in _WORD.findall(name) if word != _AND]


def _stands_for(short: Sequence[str], full: Sequence[str]) -> bool:
    """Tell whether each word of ``short`` is the next word of ``full`` or the initials of its next words."""
    at = 0
    for word in short:
        if at < len(full) and word.lower() == full[at].lower():
            at += 1
            continue
        initials = "".join(part[0].upper() for part in full[at : at + len(word)])
        if not is_abbreviation(word) or initials != word.upper():
            return False
        at += len(word)
    return at == len(full)
