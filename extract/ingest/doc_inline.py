"""Reads what stands inside one paragraph of a Word 97-2003 file: the text that prints, its look, breaks and notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import regex

from extract.ingest.doc_styles import Look
from extract.ingest.docx_symbols import symbol
from extract.ingest.word_fonts import shown
from extract.ingest.word_lines import Break, Text, Token
from extract.text import NoteMark

if TYPE_CHECKING:
    from extract.ingest.doc_parts import Extent
    from extract.ingest.doc_pieces import DocText, Run
    from extract.ingest.doc_styles import DocStyles
    from extract.ingest.legacy_fonts import LegacyFonts

# Signs of [MS-DOC] 2.4.1: what begins, parts and ends a field stands for itself even where nothing says so.
_FIELD_BEGIN, _FIELD_SEPARATOR, _FIELD_END = "\x13", "\x14", "\x15"
_SIGNS: Final = regex.compile(r"[\x00-\x08\x0a-\x1f\u2028]")
_BREAKS: Final = {
    "\x0b": Break.LINE, "\u2028": Break.LINE, "\n": Break.LINE, "\x0c": Break.PAGE, "\x0e": Break.PAGE,
}  # fmt: skip
_SYMBOL: Final = "("
_HALVES: Final = regex.compile(r"[\ud800-\udfff]")
_PAGE_FIELD: Final = regex.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", regex.IGNORECASE)
_FIELD_MARKS: Final = regex.compile(r"[\x13\x15]")
_LONGEST_MARK: Final = 10
_LONGEST_INSTRUCTION: Final = 1000


@dataclass(slots=True)
class Content:
    """The tokens of a paragraph and the text boxes anchored in it; whether a page number was left out."""

    tokens: list[Token] = field(default_factory=list)
    boxes: list[Extent] = field(default_factory=list)
    has_page_field: bool = False


@dataclass(frozen=True, slots=True)
class Anchors:
    """What stands at positions of the text: markers of notes (empty for one that the author typed), text boxes."""

    notes: Mapping[int, str]
    boxes: Mapping[int, tuple[Extent, ...]]


@dataclass(slots=True)
class Findings:
    """What was met on the way that the reader of the result should know."""

    hidden: bool = False
    changed: bool = False
    notes: dict[int, str] = field(default_factory=dict)
    """The printed markers of the notes that the text refers to, by the positions of the references."""


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    prints: bool = False


class InlineReader:
    """Reads the paragraphs of one story, whose fields may run over several paragraphs.

    Args:
        text: the text of the file.
        styles: its styles.
        story: the story; where its field marks do not pair up, they are disregarded, so that no text is lost.
        anchors: what stands at positions of the story.
        findings: is told of what was left out.
        fonts: reads fonts of the time before Unicode.
        page_numbers: whether the results of page number fields belong to the text.
    """

    def __init__(
        self,
        text: DocText,
        styles: DocStyles,
        story: Extent,
        anchors: Anchors,
        findings: Findings,
        fonts: LegacyFonts,
        *,
        page_numbers: bool = True,
    ) -> None:
        self._text = text
        self._styles = styles
        self._anchors = anchors
        self._findings = findings
        self._fonts = fonts
        self._page_numbers = page_numbers
        self._fields: list[_Field] = []
        self._silent = 0  # how many of the open fields do not print
        self._heeds_fields = self._fields_pair_up(story)

    def read(self, start: int, mark: int, style: int) -> Content:
        """Return the content of a paragraph in a style, from its first character to before its mark."""
        content = Content()
        stretch: list[str] = []
        shown = Look()
        for run in self._text.runs(start, mark):
            look = self._styles.look(style, run.modifiers)
            if look.deleted or look.inserted:
                self._findings.changed = True
            if look.deleted:
                continue
            plain = self._is_plain(run, look)
            # Runs are parted by much that does not show; letters of old fonts may stand on both sides.
            if not plain or _shown(shown) != _shown(look):
                self._add("".join(stretch), shown, content)
                stretch = []
            if plain:
                stretch.append(self._text.text[run.start : run.end])
                shown = look
            else:
                self._signs(run, look, content)
        self._add("".join(stretch), shown, content)
        return content

    def is_printed(self, mark: int, style: int) -> bool:
        """Tell whether a paragraph mark is neither deleted nor hidden."""
        return not (self.is_deleted(mark, style) or self._look_at(mark, style).hidden)

    def is_deleted(self, mark: int, style: int) -> bool:
        """Tell whether a paragraph mark is deleted by a change that is tracked."""
        return self._look_at(mark, style).deleted

    def _look_at(self, position: int, style: int) -> Look:
        run = next(self._text.runs(position, position + 1))
        return self._styles.look(style, run.modifiers)

    def _is_plain(self, run: Run, look: Look) -> bool:
        return (
            not (self._silent or look.hidden or look.special or look.symbol)
            and run.start not in self._anchors.notes
            and _SIGNS.search(self._text.text, run.start, run.end) is None
        )

    def _signs(self, run: Run, look: Look, content: Content) -> None:
        """Read a run that holds more than plain text, or does not print."""
        at = run.start
        while at < run.end:
            if at in self._anchors.notes and not self._silent and not look.hidden:
                at = self._note(at, run.end, content)
                continue
            sign = self._text.text[at]
            if look.special or look.symbol or _SIGNS.match(sign):
                self._sign(sign, at, look, content)
                at += 1
                continue
            found = _SIGNS.search(self._text.text, at + 1, run.end)
            end = found.start() if found else run.end
            end = next((note for note in range(at + 1, end) if note in self._anchors.notes), end)
            self._stretch(self._text.text[at:end], look, content)
            at = end

    def _stretch(self, text: str, look: Look, content: Content) -> None:
        if self._silent:
            self._fields[-1].instruction += text if len(self._fields[-1].instruction) < _LONGEST_INSTRUCTION else ""
        elif look.hidden:
            self._findings.hidden = self._findings.hidden or bool(text.strip())
        else:
            self._add(text, look, content)

    def _sign(self, sign: str, at: int, look: Look, content: Content) -> None:
        """Read what stands for a character, a break, a field or a drawing."""
        if sign in (_FIELD_BEGIN, _FIELD_SEPARATOR, _FIELD_END):
            self._field(sign, content)
        elif self._silent or look.hidden:
            return
        elif look.symbol is not None and sign == _SYMBOL:
            font, code = look.symbol
            self._add(symbol(f"{code:04X}", self._styles.font_name(font)), look, content)
        elif sign in _BREAKS:
            content.tokens.append(_BREAKS[sign])
        elif sign == "\x1e":
            self._add("-", look, content)
        elif at in self._anchors.boxes:
            content.boxes += self._anchors.boxes[at]
        elif sign >= " ":
            self._add(sign, look, content)

    def _note(self, at: int, end: int, content: Content) -> int:
        """Read a reference to a note and return the position behind it; a mark that the author typed ends its run."""
        marker, behind = self._anchors.notes[at], at + 1
        if not marker:
            behind = min(end, at + _LONGEST_MARK)
            marker = self._text.text[at:behind].strip()
        if marker:
            content.tokens.append(NoteMark(marker))
            self._findings.notes[at] = marker
        return behind

    def _add(self, text: str, look: Look, content: Content) -> None:
        """Add text that prints."""
        if not text:
            return
        font = self._styles.font_name(look.font)
        text = shown(_whole(text), font, self._fonts)
        text = text.upper() if look.capitals else text
        content.tokens.append(Text(text, bool(look.bold), bool(look.italic)))

    def _field(self, sign: str, content: Content) -> None:
        if not self._heeds_fields:
            return
        if sign == _FIELD_BEGIN:
            self._fields.append(_Field())
            self._silent += 1
        elif sign == _FIELD_SEPARATOR and self._fields and not self._fields[-1].prints:
            self._fields[-1].prints = self._field_prints(self._fields[-1].instruction, content)
            self._silent -= self._fields[-1].prints
        elif sign == _FIELD_END and self._fields:
            closed = self._fields.pop()
            self._silent -= not closed.prints
            self._field_prints(closed.instruction, content)

    def _field_prints(self, instruction: str, content: Content) -> bool:
        if self._page_numbers or not _PAGE_FIELD.match(instruction):
            return True
        content.has_page_field = True
        return False

    def _fields_pair_up(self, story: Extent) -> bool:
        depth = 0
        for match in _FIELD_MARKS.finditer(self._text.text, story.start, story.end):
            if not self.is_deleted(match.start(), 0):
                depth += 1 if match.group() == _FIELD_BEGIN else -1
            if depth < 0:
                return False
        return depth == 0


def _whole(text: str) -> str:
    """Join characters that stand in two UTF-16 units each."""
    if _HALVES.search(text) is None:
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _shown(look: Look) -> tuple[bool, bool, bool, int | None]:
    return bool(look.bold), bool(look.italic), bool(look.capitals), look.font
