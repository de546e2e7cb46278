"""Reads Word documents (.docx) as Word prints them: text, tables, automatic numbers, notes, text boxes, changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from typing import Final

from extract.errors import DamagedFileError
from extract.ingest.docx_inline import InlineReader
from extract.ingest.docx_notes import CitedNote, Notes
from extract.ingest.docx_numbering import read_numbering
from extract.ingest.docx_package import WordPackage, open_package
from extract.ingest.docx_story import StoryReader
from extract.ingest.docx_styles import Styles
from extract.ingest.docx_xml import RELATIONSHIP, WORD, Element, is_on, value
from extract.ingest.word_numbering import Counts
from extract.ingest.word_problems import HIDDEN_TEXT, TRACKED_CHANGES
from extract.ingest.word_text import WordText
from extract.model import LIMITS, Limits, Problem, Source
from extract.rulebook import Rulebook

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read_docx(data: bytes, path: str, sha256: str, rulebook: Rulebook, limits: Limits = LIMITS) -> Source:
    """Read a Word document.

    Args:
        data: the bytes of the file.
        path: where it was read from, for the record.
        sha256: the hash of the bytes, for the record.
        rulebook: the tables of legacy encodings.
        limits: how many entries it may have, and to how much they may unpack.

    Returns:
        the document with blocks for paragraphs and cell paragraphs in reading order, then notes, then headers and
        footers as furniture; without pages, because only Word knows where they break.

    Raises:
        EmptyInputError: the file has no bytes or no text.
        TooLargeError: it has too many entries or unpacks to too much.
        EncryptedFileError: a password is needed.
        UnsupportedFormatError: another Office format, or an old one.
        DamagedFileError: the archive or its XML is broken.
    """
    return read_package(open_package(data, limits), path, sha256, rulebook)


def read_package(package: WordPackage, path: str, sha256: str, rulebook: Rulebook) -> Source:
    """Read the opened parts of a Word document, as `read_docx` does.

    Raises:
        EmptyInputError: there is no text.
        DamagedFileError: the parts contradict themselves.
    """
    try:
        return _Document(package, rulebook).read(path, sha256)
    except RecursionError as cause:
        raise DamagedFileError(
            "Tệp Word lồng nhau quá sâu.", message_en="The Word file is nested too deeply."
        ) from cause


class _Document:
    """One document on its way from package to source."""

    def __init__(self, package: WordPackage, rulebook: Rulebook) -> None:
        self._package = package
        self._styles = Styles(package.styles)
        self._numbering = read_numbering(package.numbering, self._styles.num_id)
        self._tables = count()
        self._text = WordText(rulebook)

    def read(self, path: str, sha256: str) -> Source:
        body = self._package.document.find(WORD + "body")
        if body is None:
            raise DamagedFileError("Tệp Word không có phần thân.", message_en="The Word file has no body.")
        notes = Notes(self._package)
        inline = InlineReader(self._styles, body, notes.mark, self._text.fonts)
        self._text.add_body(self._story(inline, Counts()).lines(body), self._tables)
        for cited in (notes.footnotes, notes.endnotes):
            self._add_notes(cited)
        self._add_furniture()
        return self._text.source(path, sha256, MEDIA_TYPE, "docx", tuple(_problems(body, hidden=inline.hidden)))

    def _story(self, inline: InlineReader, counts: Counts) -> StoryReader:
        return StoryReader(self._styles, self._numbering, inline, self._tables, counts)

    def _add_notes(self, notes: Iterable[CitedNote]) -> None:
        counts = Counts()
        for note in notes:
            inline = InlineReader(self._styles, note.element, _no_note, self._text.fonts)
            for line in self._story(inline, counts).lines(note.element):
                self._text.add(line, kind="note", marker=note.marker)

    def _add_furniture(self) -> None:
        counts = Counts()
        for part in _running(self._package):
            inline = InlineReader(self._styles, part, _no_note, self._text.fonts, page_numbers=False)
            self._text.add_furniture(self._story(inline, counts).lines(part))


def _no_note(kind: str, note_id: str, custom: str) -> str:
    return ""


def _running(package: WordPackage) -> Iterator[Element]:
    """Yield the headers and footers that print, each once, in the order of the sections."""
    seen: set[str] = set()
    even = package.settings is not None and _says(package.settings, "evenAndOddHeaders")
    for section in package.document.iter(WORD + "sectPr"):
        prints = {"default": True, "first": _says(section, "titlePg"), "even": even}
        for name in ("headerReference", "footerReference"):
            for reference in section.iterchildren(WORD + name):
                key = value(reference, RELATIONSHIP + "id")
                if prints.get(value(reference, WORD + "type"), True) and key in package.running and key not in seen:
                    seen.add(key)
                    yield package.running[key]


def _says(parent: Element, name: str) -> bool:
    element = parent.find(WORD + name)
    return element is not None and is_on(element)


def _problems(body: Element, *, hidden: bool) -> Iterator[Problem]:
    if next(body.iter(WORD + "ins", WORD + "del", WORD + "moveFrom", WORD + "moveTo"), None) is not None:
        yield TRACKED_CHANGES
    if hidden:
        yield HIDDEN_TEXT
    if next(body.iter(WORD + "altChunk"), None) is not None:
        yield Problem(
            "warning",
            "embedded-document",
            "Tệp nhúng một văn bản khác, phần đó không được đọc; hãy mở bằng Word và lưu lại.",
            "Another document is embedded and was not read; open the file in Word and save it.",
        )
