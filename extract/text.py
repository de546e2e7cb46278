"""Canonical Vietnamese text: one spelling for what is one thing, with a way back to the text as it was read.

Canonical means: NFC; the tone mark on the first vowel of an open *oa, oe, uy* (hoà → hòa, Uỷ → Ủy); Đ for the
look-alikes Ð and Ɖ, ư for ƣ; one dash and one blank for all their kinds; no zero-width characters and no soft hyphens;
single blanks.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from extract.model import Block, BlockKind, Cell, NoteReference, OffsetMap

_OLD = ("oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ")
_NEW = ("òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy")
_PLACED = {
    form(old): form(new)
    for old, new in zip(_OLD, _NEW, strict=True)
    for form in (str.lower, str.upper, str.capitalize, lambda pair: pair[0] + pair[1].upper())
}
_NOTE_MARK = "\ue000"
_NO_MARK = "\u200b"  # stands for a mark that a file holds itself; both vanish
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_BLANKS = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\x0b\x0c\x1c-\x1f\x85"
_VANISH = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1b\x7f" + _NOTE_MARK
# ƣ and ǎ come from faulty conversions of ư and ă, ǜ and Ƕ from fonts that put ũ and ỹ in their places.
_LOOKALIKES = dict(zip("ÐƉðɖƣƢǎǍǜǶ\u2019\u2018", "ĐĐđđưƯăĂũỹ''", strict=True))
_LOOKALIKE_CODES = {ord(alike): meant for alike, meant in _LOOKALIKES.items()}
_QUALITY_MARKS = "\u0302\u0306\u031b"

# One pass finds every stretch that is not canonical; all else is copied. (The standard library's engine is three
# times as fast here as `regex`.) The look-behind keeps "quý", "quỳ" (u belongs to qu); the look-ahead keeps closed
# syllables such as "toàn", "huỳnh", "khoái".
_ODD = re.compile(
    # The first look-ahead names no more than what the rest may begin with: it passes over all else five times as fast.
    rf"(?=[{_VANISH}{_DASHES}{''.join(_LOOKALIKES)}{_BLANKS[1:]}\u212a\u212b\u0340-\u0345]| [{_BLANKS}]"
    rf"|[oOuU][{''.join(sorted({pair[1] for pair in _PLACED}))}]|.[\u0300-\u036f])(?:"
    rf"(?P<vanish>[{_VANISH}]+)"
    rf"|(?P<blank>[{_BLANKS}]{{2,}}|[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\x0b\x0c\x1c-\x1f\x85])"
    rf"|(?P<dash>[{_DASHES}])"
    rf"|(?P<compose>[^\W\d_][\u0300-\u036f]+|[\u212a\u212b\u0340-\u0345])"
    rf"|(?P<like>[{''.join(_LOOKALIKES)}])"
    rf"|(?<![qQ])(?P<tone>{'|'.join(_PLACED)})(?![^\W\d_]|[\u0300-\u036f]))"
)
_MARK = re.compile("[\u0300-\u036f]")
_BLANK_RUN = re.compile(rf"[{_BLANKS}\n\r]+")


@dataclass(frozen=True, slots=True)
class Canonical:
    """Canonical text, its map back, and the canonical offsets at which note marks stood."""

    text: str
    offsets: OffsetMap
    marks: tuple[int, ...] = ()


def canonical(raw: str) -> Canonical:
    """Return ``raw`` as canonical text with its offset map.

    Args:
        raw: any Unicode text; line feeds are kept.

    Returns:
        the canonical text; ``offsets`` leads from its code points to those of ``raw``.
    """
    return _canonical_decomposed(raw) if _MARK.search(raw) else _canonical(raw)


def _canonical_decomposed(raw: str) -> Canonical:
    """Compose first, then place tones: a composed vowel may itself be misplaced (ho + a + grave)."""
    first = _canonical(raw)
    second = _canonical(first.text)
    return Canonical(second.text, _chain(second.offsets, first.offsets), first.marks)


def _chain(upper: OffsetMap, lower: OffsetMap) -> OffsetMap:
    """Return the map that leads through ``upper`` and then through ``lower``."""
    if len(upper.canonical) == 1:  # nothing was changed above
        return lower
    points = set(upper.canonical)
    for middle in lower.canonical:
        at = bisect_right(upper.source, middle) - 1
        points.add(upper.canonical[at] + middle - upper.source[at])
    ordered = tuple(sorted(points))
    return OffsetMap(ordered, tuple(source_offset(lower, source_offset(upper, point)) for point in ordered))


def _canonical(raw: str) -> Canonical:
    out: list[str] = []
    canon, source, marks = [0], [0], []
    at = length = 0
    for match in _ODD.finditer(raw):
        start, end = match.span()
        out.append(raw[at:start])
        length += start - at
        kind = match.lastgroup
        found = match.group()
        if kind == "vanish":
            marks += [length] * found.count(_NOTE_MARK)
            new = ""
        elif kind == "blank":
            new = " "
        elif kind == "dash":
            new = "-"
        elif kind == "like":
            new = _LOOKALIKES[found]
        elif kind == "compose":
            new = _composed(found)
        else:
            new = _PLACED[found]
        out.append(new)
        length += len(new)
        at = end
        if len(new) != len(found):
            canon.append(length)
            source.append(end)
    out.append(raw[at:])
    return Canonical("".join(out), OffsetMap(tuple(canon), tuple(source)), tuple(marks))


def _composed(letter: str) -> str:
    """Return a letter and its marks as one, also where the tone stands before the circumflex, breve or horn."""
    composed = unicodedata.normalize("NFC", letter.translate(_LOOKALIKE_CODES))
    if len(composed) == 1:
        return composed
    base, *marks = dict.fromkeys(unicodedata.normalize("NFD", composed))
    ordered = sorted(marks, key=lambda mark: mark not in _QUALITY_MARKS)
    return unicodedata.normalize("NFC", base + "".join(ordered))


def source_offset(offsets: OffsetMap, offset: int) -> int:
    """Return the offset in the source text that ``offset`` of the canonical text came from."""
    at = bisect_right(offsets.canonical, offset) - 1
    return offsets.source[at] + offset - offsets.canonical[at]


def lower_in_place(text: str) -> str:
    """Return the text in lower case with every offset kept: a letter that would become two ("İ") gives its first."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(char.lower()[:1] for char in text)


def key(text: str) -> str:
    """Fold a name for look-up: canonical, lower case, single blanks, no blanks round dashes, no outer punctuation."""
    folded = _BLANK_RUN.sub(" ", canonical(text).text).casefold()
    return re.sub(r"\s*([-/,;&.])\s*", r"\1", folded).strip(" .,;:-")


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A footnote marker among the pieces of a block: it leaves the text and becomes a note reference."""

    marker: str


Piece = tuple[str, int] | NoteMark


class TextBuilder:
    """Builds the canonical text of a source block by block, keeping the map back and the note references.

    A piece is a stretch of text as it was read with its offset in the source text (-1 where the source has no linear
    text, as in .docx), or a `NoteMark`. Pieces of one block are joined as they are: a caller that joins lines adds
    the blank.
    """

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.note_references: list[NoteReference] = []
        self._texts: list[str] = []
        self._length = 0
        self._canonical: list[int] = [0]
        self._source: list[int] = [0]

    def block(
        self,
        pieces: Iterable[Piece],
        *,
        kind: BlockKind = "paragraph",
        page: int | None = None,
        bold: bool = False,
        italic: bool = False,
        centered: bool = False,
        heading: int = 0,
        cell: Cell | None = None,
        marker: str = "",
    ) -> Block | None:
        """Add one block; return it, or None when nothing but blanks is left of it."""
        raw, raw_at, raw_source, markers = [], [0], [0], []
        length = 0
        for piece in pieces:
            if isinstance(piece, NoteMark):
                raw.append(_NOTE_MARK)
                markers.append(piece.marker)
                length += 1
                continue
            text, offset = piece
            if offset >= 0:
                raw_at.append(length)
                raw_source.append(offset)
            raw.append(text.replace(_NOTE_MARK, _NO_MARK))
            length += len(text)
        joined = "".join(raw)
        result = canonical(joined.replace("\n", " ").replace("\r", " "))
        text = result.text
        lead = len(text) - len(text.lstrip())
        text = text.strip()
        if not text:
            return None
        start = self._length + (1 if self._texts else 0)
        self._extend_map(_chain(result.offsets, OffsetMap(tuple(raw_at), tuple(raw_source))), start, lead, len(text))
        for mark, note in zip(result.marks, markers, strict=True):
            self.note_references.append(NoteReference(start + min(max(mark - lead, 0), len(text)), note))
        block = Block(start, start + len(text), kind, page, bold, italic, centered, heading, cell, marker)
        self._texts.append(text)
        self._length = block.end
        self.blocks.append(block)
        return block

    def _extend_map(self, offsets: OffsetMap, start: int, lead: int, length: int) -> None:
        points = [lead, *(point for point in offsets.canonical if lead < point < lead + length)]
        self._canonical += [start + point - lead for point in points]
        self._source += [source_offset(offsets, point) for point in points]

    @property
    def text(self) -> str:
        """The canonical text so far: the blocks joined by line feeds."""
        return "\n".join(self._texts)

    @property
    def offsets(self) -> OffsetMap:
        """The map from the canonical text to the source text."""
        return OffsetMap(tuple(self._canonical), tuple(self._source))
