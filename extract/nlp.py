"""The only door to the NLP libraries, which are loaded when they are first needed."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from extract.model import Mentions

SPAN_GROUPS: Final = ("citations", "bodies", "times", "cues")
_HEAD_WORDS: Final = 9
_PASSED: Final = frozenset({"R", "CH"})
_TOKEN: Final = re.compile(r"\w+|[^\w\s]|\s")


def to_spacy(text: str, mentions: Mentions) -> Doc:
    """Return ``text`` as a spaCy ``Doc`` whose span groups hold the mentions.

    Tokens are words, signs and line feeds, cut also where a mention begins or ends, so that every span has exactly
    the offsets of its mention and ``doc.text == text``.

    Args:
        text: the canonical text.
        mentions: what was marked in it.

    Returns:
        a Doc with a blank multi-language vocabulary; ``doc.spans[group]`` for each of `SPAN_GROUPS` holds one span per
        mention in the same order: ``label_`` is its kind (a citation's type), ``id_`` its rule.
    """
    import spacy
    from spacy.tokens import Doc, Span

    groups = {name: getattr(mentions, name) for name in SPAN_GROUPS}
    every = [mention for group in groups.values() for mention in group]
    tokens = list(_tokens(text, {mention.start for mention in every}, {mention.end for mention in every}))
    spaces = [text[start:end].endswith(" ") and end - start > 1 for start, end in tokens]
    words = [text[start : end - space] for (start, end), space in zip(tokens, spaces, strict=True)]
    doc = Doc(spacy.blank("xx").vocab, words=words, spaces=spaces)
    first = {start: index for index, (start, _) in enumerate(tokens)}
    after = {start + len(word): index + 1 for index, ((start, _), word) in enumerate(zip(tokens, words, strict=True))}
    for name, group in groups.items():
        doc.spans[name] = [
            Span(doc, first[mention.start], after[mention.end], label=_kind(mention), span_id=mention.rule)
            for mention in group
        ]
    return doc


def _kind(mention: Any) -> str:
    return str(mention.kind if hasattr(mention, "kind") else mention.cited_type)


def _tokens(text: str, starts: set[int], ends: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the tokens, each with the blank after it, unless a mention begins or ends with that blank."""
    held: tuple[int, int] | None = None
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if match[0] == " " and held and start not in starts and end not in ends and not text[held[0]].isspace():
            yield held[0], end
            held = None
            continue
        if held:
            yield held
        cuts = [start, *(at for at in range(start + 1, end) if at in starts or at in ends)]
        yield from pairwise(cuts)
        held = (cuts[-1], end)
    if held:
        yield held


def opens_with_verb(text: str) -> bool:
    """Tell by underthesea's part of speech whether a wording opens with a verb, adverbs passed over.

    Only the first words are tagged: tagging costs about 0.17 ms per 10 characters, and no more is needed.

    Args:
        text: the block, canonical.
    """
    from underthesea import pos_tag

    words = " ".join(text.split()[:_HEAD_WORDS])
    for _, tag in pos_tag(words):
        if tag not in _PASSED:
            return bool(tag == "V")
    return False
