"""Reads OpenDocument texts (.odt, .fodt) as they print: text, tables, automatic numbers, notes, text boxes, changes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Final

from extract.ingest.odt_numbering import OdtNumbering
from extract.ingest.odt_package import TextDocument, open_text_document
from extract.ingest.odt_story import Gathered, OdtStory
from extract.ingest.odt_styles import OdtStyles
from extract.ingest.odt_xml import ID, OFFICE, STYLE, TEXT, Element, value
from extract.ingest.packed import damaged
from extract.ingest.word_blocks import printed_lines
from extract.ingest.word_problems import HIDDEN_TEXT, TRACKED_CHANGES
from extract.ingest.word_text import WordText
from extract.model import LIMITS, Limits, Problem, Source
from extract.rulebook import Rulebook

MEDIA_TYPE: Final = "application/vnd.oasis.opendocument.text"
_RUNNING: Final = tuple(
    STYLE + name for name in ("header", "header-left", "header-first", "footer", "footer-left", "footer-first")
)


def read_odt(data: bytes, path: str, sha256: str, rulebook: Rulebook, limits: Limits = LIMITS) -> Source:
    """Read an OpenDocument text.

    Args:
        data: the bytes of the file, packed (.odt) or flat (.fodt).
        path: where it was read from, for the record.
        sha256: the hash of the bytes, for the record.
        rulebook: the tables of legacy encodings.
        limits: how many entries it may have, and to how much they may unpack.

    Returns:
        the document with blocks for paragraphs and cell paragraphs in reading order, then notes, then headers and
        footers as furniture; without pages, because only a word processor knows where they break.

    Raises:
        EmptyInputError: the file has no text.
        EncryptedFileError: a password is needed.
        DamagedFileError: the archive or its XML is broken.
        TooLargeError: it has too many entries or unpacks to too much.
    """
    document = open_text_document(data, limits)
    try:
        return _read(document, path, sha256, rulebook)
    except RecursionError as cause:
        raise damaged("lồng nhau quá sâu / nested too deeply") from cause


def _read(document: TextDocument, path: str, sha256: str, rulebook: Rulebook) -> Source:
    numbering, gathered, tables, text = OdtNumbering(), Gathered(), count(), WordText(rulebook)
    styles = OdtStyles(document.content, document.styles)
    body = OdtStory(styles, numbering, gathered, text.fonts, _deletions(document.text)).blocks(document.text)
    text.add_body(printed_lines(body, tables), tables)
    for note in (*gathered.footnotes, *gathered.endnotes):
        for line in printed_lines(note.blocks, tables):
            text.add(line, kind="note", marker=note.marker)
    if document.styles is not None:
        own = OdtStyles(document.styles, None)
        for part in _running(document.styles):
            story = OdtStory(own, numbering, gathered, text.fonts, page_numbers=False)
            text.add_furniture(printed_lines(story.blocks(part), tables))
    return text.source(path, sha256, MEDIA_TYPE, "odt", tuple(_problems(document, hidden=gathered.hidden)))


def _running(styles: Element) -> Iterator[Element]:
    """Yield the headers and footers that print, in the order of the page styles."""
    for page in styles.iterfind(f"{OFFICE}master-styles/{STYLE}master-page"):
        for part in page.iterchildren(*_RUNNING):
            if value(part, STYLE + "display") != "false":
                yield part


def _deletions(text: Element) -> frozenset[str]:
    """Return the ids of the deletions that are not yet accepted and whose end is marked."""
    regions = [one.getparent() for one in text.iter(TEXT + "deletion")]
    ended = {value(end, TEXT + "change-id") for end in text.iter(TEXT + "change-end")}
    return frozenset(value(region, name) for region in regions for name in (ID, TEXT + "id")) & ended


def _problems(document: TextDocument, *, hidden: bool) -> Iterator[Problem]:
    if next(document.text.iter(TEXT + "insertion", TEXT + "deletion"), None) is not None:
        yield TRACKED_CHANGES
    if hidden:
        yield HIDDEN_TEXT
