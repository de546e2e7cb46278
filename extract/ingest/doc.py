"""Reads Word 97-2003 documents (.doc) as Word prints them: text, tables, automatic numbers, notes, boxes, changes."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final

from extract.errors import DamagedFileError, EmptyInputError, EncryptedFileError
from extract.ingest import doc_parts as parts
from extract.ingest.doc_fallback import read_otherwise
from extract.ingest.doc_file import damaged, open_word
from extract.ingest.doc_inline import Anchors, Findings
from extract.ingest.doc_numbering import read_numbering
from extract.ingest.doc_pieces import DocText
from extract.ingest.doc_story import DocContents, StoryReader
from extract.ingest.doc_styles import DocStyles
from extract.ingest.word_numbering import Counts
from extract.ingest.word_problems import HIDDEN_TEXT, TRACKED_CHANGES
from extract.ingest.word_text import WordText
from extract.model import Problem, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.ingest.doc_file import WordFile
    from extract.rulebook import Rulebook

MEDIA_TYPE: Final = "application/msword"


def read_doc(data: bytes, path: str, sha256: str, rulebook: Rulebook) -> Source:
    """Read a Word 97-2003 document; one of Word 6 or 95, or a damaged one, through another program if there is one.

    Args:
        data: the bytes of the file.
        path: where it was read from, for the record.
        sha256: the hash of the bytes, for the record.
        rulebook: the tables of legacy encodings.

    Returns:
        the document with blocks for paragraphs and cell paragraphs in reading order, then notes, then headers and
        footers as furniture; without pages, because only Word knows where they break.

    Raises:
        EmptyInputError: the file has no text.
        EncryptedFileError: a password is needed.
        DamagedFileError: the file is broken or too old, and no other program could read it.
    """
    try:
        return _read(data, path, sha256, rulebook)
    except DamagedFileError as cause:
        return read_otherwise(data, path, sha256, rulebook, MEDIA_TYPE, cause)


def _read(data: bytes, path: str, sha256: str, rulebook: Rulebook) -> Source:
    try:
        return read_opened(open_word(data), path, sha256, rulebook)
    except (DamagedFileError, EmptyInputError, EncryptedFileError):
        raise
    # Offsets that lead astray meet struct, olefile and indexing with whatever these happen to raise.
    except Exception as cause:
        raise damaged(f"{type(cause).__name__}: {cause}") from cause


def read_opened(file: WordFile, path: str, sha256: str, rulebook: Rulebook) -> Source:
    """Read a Word 97-2003 document whose streams are at hand; the arguments are those of `read_doc`.

    Raises:
        EmptyInputError: the file has no text.
        DamagedFileError: a structure lies outside its stream.
    """
    return _Document(file, rulebook).read(path, sha256)


class _Document:
    """One document on its way from file to source."""

    def __init__(self, file: WordFile, rulebook: Rulebook) -> None:
        self._file = file
        self._text = WordText(rulebook)
        text = DocText(file)
        if file.lengths.total > len(text.text):
            raise damaged("thiếu văn bản / text is missing")
        styles = DocStyles(file)
        self._findings = Findings()
        self._tables = count()
        self._contents = DocContents(
            text,
            styles,
            read_numbering(file, styles.font_name),
            parts.section_ends(file),
            self._tables,
            self._findings,
            self._text.fonts,
        )

    def read(self, path: str, sha256: str) -> Source:
        notes = (parts.footnotes(self._file), parts.endnotes(self._file))
        boxes = parts.body_boxes(self._file)
        markers = {note.reference: note.marker for kind in notes for note in kind}
        body = parts.Extent(0, self._file.lengths.main)
        lines = list(StoryReader(self._contents, body, Anchors(markers, boxes.anchored), Counts()).lines())
        for box in boxes.loose:
            lines += StoryReader(self._contents, box, Anchors({}, {}), Counts()).lines()
        self._text.add_body(lines, self._tables)
        for kind in notes:
            self._add_notes(kind)
        self._add_furniture()
        return self._text.source(path, sha256, MEDIA_TYPE, "doc", tuple(self._problems()))

    def _add_notes(self, notes: tuple[parts.DocNote, ...]) -> None:
        counts = Counts()
        for note in notes:
            marker = self._findings.notes.get(note.reference)
            if marker is None:  # its reference was deleted
                continue
            for line in StoryReader(self._contents, note.extent, Anchors({}, {}), counts).lines():
                self._text.add(line, kind="note", marker=marker)

    def _add_furniture(self) -> None:
        counts = Counts()
        anchors = Anchors({}, parts.header_boxes(self._file).anchored)
        for story in parts.running(self._file):
            reader = StoryReader(self._contents, story, anchors, counts, page_numbers=False)
            self._text.add_furniture(reader.lines())

    def _problems(self) -> Iterator[Problem]:
        if self._findings.changed:
            yield TRACKED_CHANGES
        if self._findings.hidden:
            yield HIDDEN_TEXT
