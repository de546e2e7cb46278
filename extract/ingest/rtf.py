"""Reads RTF files as a word processor prints them ([RTF 1.9.1]): text, tables, labels, notes, text boxes, changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from typing import Final

from extract.errors import DamagedFileError
from extract.ingest.rtf_apart import Field, Notes, Shapes, StyleSheet
from extract.ingest.rtf_characters import Characters
from extract.ingest.rtf_fonts import Fonts
from extract.ingest.rtf_grid import WORDS as ROW_WORDS
from extract.ingest.rtf_grid import RowDefinition
from extract.ingest.rtf_groups import CHARACTERS, KEPT_STARRED, RUNNING, SKIPPED, SYMBOLS, Group, Sink
from extract.ingest.rtf_story import Story
from extract.ingest.rtf_tokens import Kind, Token, tokens
from extract.ingest.word_blocks import Paragraph, WordBlock, printed_lines
from extract.ingest.word_lines import Break, Text
from extract.ingest.word_numbers import as_label
from extract.ingest.word_problems import BROKEN_OFF, HIDDEN_TEXT, NUMBERING_NOT_READ, TRACKED_CHANGES
from extract.ingest.word_text import WordText
from extract.model import Problem, Source
from extract.rulebook import Rulebook

MEDIA_TYPE: Final = "application/rtf"
_DEEPEST: Final = 400  # braces within braces; Word itself writes a few dozen


def read_rtf(data: bytes, path: str, sha256: str, rulebook: Rulebook) -> Source:
    """Read an RTF file.

    Args:
        data: the bytes of the file.
        path: where it was read from, for the record.
        sha256: the hash of the bytes, for the record.
        rulebook: the tables of legacy encodings.

    Returns:
        the document with blocks for paragraphs and cell paragraphs in reading order, then notes, then headers and
        footers as furniture; without pages, because only a word processor knows where they break. A problem says when
        the file breaks off.

    Raises:
        EmptyInputError: the file has no text.
        DamagedFileError: its groups are nested beyond reason.
    """
    reader = _Reader(rulebook)
    for token in tokens(data):
        reader.take(token)
    return reader.source(path, sha256)


class _Reader:
    """Takes the tokens of one document in order."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._text = WordText(rulebook)
        self._fonts = Fonts()
        self._styles = StyleSheet()
        self._notes = Notes()
        self._shapes = Shapes()
        self._group = Group()
        self._groups: list[Group] = []
        self._story = Story("body")
        self._stories: list[Story] = []
        self._running: list[tuple[str, list[WordBlock]]] = []
        self._fields: list[Field] = []
        self._rows = [RowDefinition()]
        """The definition of the row at hand, and of the rows round a nested one."""
        self._label: list[str] = []
        self._characters = Characters(self._fonts, self._text.fonts)
        self._seen: set[str] = set()
        self._actions = self._declared()

    def take(self, token: Token) -> None:
        """Take the next token."""
        kind = token.kind
        if kind is Kind.TEXT or kind is Kind.BYTE:
            if self._group.sink is not Sink.SKIP:
                self._characters.add_bytes(token.data)
        elif kind is Kind.WORD:
            self._word(token.word, token.number)
        elif kind is Kind.SYMBOL:
            self._symbol(token.word)
        elif kind is Kind.OPEN:
            self._open()
        else:
            self._close()

    def source(self, path: str, sha256: str) -> Source:
        """Return the document; groups that were left open end here."""
        broken_off = bool(self._groups)
        while self._groups:
            self._close()
        self._flush()
        while self._stories:
            self._end_story()
        self._end_paragraph()
        body = self._story.finish()
        tables = count()
        text = self._text
        text.add_body(printed_lines(body, tables), tables)
        for note in self._notes.in_order():
            for line in printed_lines(note.blocks, tables):
                text.add(line, kind="note", marker=note.marker)
        for kind, blocks in self._running:
            if kind not in ("headerf", "footerf") or "titlepg" in self._seen:
                text.add_furniture(printed_lines(blocks, tables))
        return text.source(path, sha256, MEDIA_TYPE, "rtf", tuple(self._problems(broken_off)))

    def _problems(self, broken_off: bool) -> Iterator[Problem]:
        if broken_off:
            yield BROKEN_OFF
        if self._seen & {"deleted", "revised"}:
            yield TRACKED_CHANGES
        if "v" in self._seen:
            yield HIDDEN_TEXT
        if "ls" in self._seen and "label" not in self._seen:
            yield NUMBERING_NOT_READ

    def _flush(self) -> None:
        """Hand the characters read so far to where the text of the group goes."""
        group = self._group
        if group.sink is Sink.FONTS:
            self._fonts.name_part(self._characters.take_bytes())
            return
        text = self._characters.take_text(group.font)
        if not text:
            return
        if group.sink is Sink.STORY:
            self._print(text, group)
        elif group.sink is Sink.LABEL:
            self._label.append(text)
        elif group.sink is Sink.INSTRUCTION and self._fields:
            self._fields[-1].instruction += text
        elif group.sink is Sink.STYLES:
            self._styles.name_part(text)
        elif group.sink in (Sink.NAME, Sink.VALUE):
            self._shapes.take(text, is_name=group.sink is Sink.NAME)

    def _print(self, text: str, group: Group) -> None:
        if group.deleted or group.hidden:
            self._seen.update(["v"] if group.hidden and text.strip() else [])
        else:
            text = text.upper() if group.capitals else text
            self._story.add(Text(text, group.bold, group.italic), raised=group.raised)

    def _open(self) -> None:
        self._flush()
        self._characters.expect_no_stand_in()
        if len(self._groups) >= _DEEPEST:
            raise DamagedFileError(
                "Tệp RTF lồng nhau quá sâu.", message_en="The groups of the RTF file are nested too deeply."
            )
        self._groups.append(self._group)
        self._group = self._group.inner()

    def _close(self) -> None:
        self._flush()
        self._characters.expect_no_stand_in()
        if not self._groups:
            return  # a brace too many: what comes after it is read all the same
        if self._group.closing:
            self._end_of(self._group.closing)
        self._group = self._groups.pop()

    def _symbol(self, sign: str) -> None:
        if sign == "*":
            self._group.starred = True
        elif self._group.sink is Sink.SKIP:
            return
        elif sign in "\r\n":
            self._word("par", None)
        elif sign in SYMBOLS:
            self._characters.add_sign(SYMBOLS[sign])

    def _word(self, word: str, number: int | None) -> None:
        group = self._group
        if group.starred:
            group.starred = False
            if word not in KEPT_STARRED:
                self._flush()
                group.sink = group.outside = Sink.SKIP
                return
        if group.sink is Sink.SKIP:
            self._back(word)
        elif word == "u":
            self._characters.add_unicode(number or 0, group.unicode_skip)
        elif word in CHARACTERS:
            self._characters.add_sign(CHARACTERS[word])
        else:
            self._characters.expect_no_stand_in()
            self._flush()
            self._command(word, number)

    def _back(self, word: str) -> None:
        """Heed the few destinations whose text prints although what they stand in is skipped."""
        group = self._group
        if group.outside is not Sink.STORY:
            return
        if word in ("result", "ud"):
            group.sink, group.outside = group.outside, Sink.SKIP
        elif word in ("shptxt", "dptxbxtext"):
            group.sink, group.outside = group.outside, Sink.SKIP
            self._begin_story("box")
        elif word == "sp":
            group.closing = group.closing or "property"
        elif word in ("sn", "sv"):
            group.sink, group.outside = (Sink.NAME if word == "sn" else Sink.VALUE), Sink.SKIP
        elif word in SKIPPED:
            group.outside = Sink.SKIP

    def _command(self, word: str, number: int | None) -> None:
        """Heed a control word that is no character, where text is read."""
        group = self._group
        action = self._actions.get(word)
        if action is not None:
            action(number)
        elif word in SKIPPED:
            group.sink = group.outside = Sink.SKIP
        elif word in ("shpinst", "object", "upr", "do"):
            group.sink, group.outside = Sink.SKIP, group.sink
        elif word in RUNNING:
            self._begin_story(word)
        elif group.sink is Sink.FONTS:
            self._fonts.describe(word, number)
        elif group.sink is Sink.STYLES and word in ("s", "outlinelevel"):
            self._styles.take(word, number)
        elif word in ROW_WORDS:
            self._rows[-1].take(word, number)
        elif word in ("ansi", "mac", "pc", "pca", "ansicpg"):
            self._fonts.set_code_page(word, number)
        elif group.take(word, number):
            self._seen.update([word] if word == "deleted" and number != 0 else [])
        elif word in ("revised", "titlepg") or (word == "ls" and number):
            self._seen.add(word)
        else:
            self._notes.take(word, number)

    def _declared(self) -> dict[str, Callable[[int | None], None]]:
        return {
            "par": lambda _: self._paragraph_mark(),
            "sect": lambda _: self._end_paragraph(),
            "line": lambda _: self._break(Break.LINE),
            "lbr": lambda _: self._break(Break.LINE),
            "page": lambda _: self._break(Break.PAGE),
            "column": lambda _: self._break(Break.PAGE),
            "cell": lambda _: self._end_cell(depth=1),
            "nestcell": lambda _: self._end_cell(depth=max(self._group.depth, 2)),
            "row": lambda _: self._story.end_row(self._rows[-1], nested=False),
            "nestrow": lambda _: self._story.end_row(self._rows[-1], nested=True),
            "trowd": lambda _: self._new_row(),
            "nesttableprops": lambda _: self._begin("nested row", self._group.sink),
            "pard": lambda _: self._group.new_paragraph(),
            "plain": lambda _: self._group.plain(self._fonts.default),
            "deff": self._set_default_font,
            "f": self._font,
            "fonttbl": lambda _: self._begin("", Sink.FONTS),
            "stylesheet": lambda _: self._begin("", Sink.STYLES),
            "listtext": lambda _: self._begin("label", Sink.LABEL),
            "pntext": lambda _: self._begin("label", Sink.LABEL),
            "field": lambda _: self._begin_field(),
            "fldinst": lambda _: self._begin("", Sink.INSTRUCTION),
            "fldrslt": lambda _: self._begin_result(),
            "footnote": lambda _: self._begin_story("note"),
            "ftnalt": lambda _: self._alternate_note(),
            "chftn": lambda _: self._note_mark(),
            "chpgn": lambda _: self._story.leave_page_number(),
        }

    def _break(self, kind: Break) -> None:
        if self._group.sink is Sink.STORY and not (self._group.deleted or self._group.hidden):
            self._story.add(kind)

    def _set_default_font(self, number: int | None) -> None:
        self._fonts.default = self._group.font = number or 0

    def _font(self, number: int | None) -> None:
        if self._group.sink is Sink.FONTS:
            self._fonts.begin(number or 0)
        self._group.font = number or 0

    def _begin(self, closing: str, sink: Sink) -> None:
        self._group.sink = sink
        if self._group.closing:
            return  # two destinations in one group: the first one is what ends with it
        self._group.closing = closing
        if closing == "nested row":
            self._rows.append(RowDefinition())

    def _new_row(self) -> None:
        self._rows[-1] = RowDefinition()

    def _begin_field(self) -> None:
        if not self._group.closing:
            self._fields.append(Field(self._group.sink))
            self._group.closing = "field"

    def _begin_result(self) -> None:
        if not self._fields:
            return
        field = self._fields[-1]
        self._group.sink = field.sink
        if self._story.runs and field.gives_page_number:
            self._story.leave_page_number()
            self._group.sink = Sink.SKIP
        elif field.symbol:
            self._group.sink = Sink.SKIP

    def _begin_story(self, kind: str) -> None:
        if self._group.closing:
            return
        self._stories.append(self._story)
        self._story = Story(kind)
        self._group.closing = "story"
        self._group.new_paragraph()
        self._group.hidden = False

    def _alternate_note(self) -> None:
        self._story.endnote = self._story.kind == "note"

    def _note_mark(self) -> None:
        self._story.cites = True

    def _paragraph_mark(self) -> None:
        if self._group.sink is not Sink.STORY:
            return
        if self._group.deleted or self._group.hidden:
            self._story.run_on(deleted=self._group.deleted)
        else:
            self._end_paragraph()

    def _end_paragraph(self) -> None:
        group = self._group
        self._story.end_paragraph(centered=group.centered, heading=self._heading(), depth=group.depth)

    def _end_cell(self, *, depth: int) -> None:
        if self._group.sink is Sink.STORY:
            self._story.end_cell(centered=self._group.centered, heading=self._heading(), depth=depth)

    def _heading(self) -> int:
        return self._styles.heading(self._group.style, self._group.outline)

    def _end_of(self, closing: str) -> None:
        """Finish what the group that ends was opened for."""
        if closing == "story":
            self._end_story()
        elif closing == "label":
            self._seen.add("label")
            self._story.label(as_label("".join(self._label), self._fonts.name(self._group.font)))
            self._label.clear()
        elif closing == "field":
            field = self._fields.pop()
            if field.symbol and field.sink is Sink.STORY:
                self._print(field.symbol, self._group)
        elif closing == "property":
            art = self._shapes.word_art()
            if art:
                self._story.add_box([Paragraph([Text(art)])])
        elif closing == "nested row":
            self._rows.pop()

    def _end_story(self) -> None:
        self._end_paragraph()
        story, self._story = self._story, self._stories.pop()
        blocks = story.finish()
        if story.kind == "box":
            self._story.add_box(blocks)
        elif story.kind == "note":
            marker = self._story.add_note(self._notes.next_number(endnote=story.endnote))
            self._notes.add(marker, blocks, endnote=story.endnote)
        else:
            self._running.append((story.kind, blocks))
