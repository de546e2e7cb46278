"""The reader of each format; each is loaded when the first file of its format comes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.ingest.detect import PICTURES, Format, decode
from extract.ingest.legacy_fonts import legacy_problem

if TYPE_CHECKING:
    from extract.model import MoreTime, ReadOptions, Source
    from extract.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Given:
    """What a reader is given: the bytes of a document without encryption, its name and hash for the record.

    ``more_time`` is how a reader asks for time to recognise scanned pages.
    """

    data: bytes
    name: str
    sha256: str
    rulebook: Rulebook
    options: ReadOptions
    more_time: MoreTime


def read_as(format_: Format, given: Given) -> Source:
    """Read bytes as a document of a format.

    Raises:
        InputError: they cannot be read as such.
    """
    data, name, sha256, rulebook, options = given.data, given.name, given.sha256, given.rulebook, given.options
    if format_ is Format.DOCX:
        from extract.ingest.docx import read_docx

        return read_docx(data, name, sha256, rulebook, options.limits)
    if format_ is Format.PDF:
        from extract.ingest.pdf import read_pdf

        return read_pdf(data, name, sha256, rulebook, options, given.more_time)
    if format_ is Format.DOC:
        from extract.ingest.doc import read_doc

        return read_doc(data, name, sha256, rulebook)
    if format_ in (Format.XLSX, Format.XLS):
        from extract.ingest.sheet import read_sheet

        return read_sheet(data, name, sha256, rulebook, options.limits)
    if format_ is Format.RTF:
        from extract.ingest.rtf import read_rtf

        return read_rtf(data, name, sha256, rulebook)
    if format_ is Format.ODT:
        from extract.ingest.odt import read_odt

        return read_odt(data, name, sha256, rulebook, options.limits)
    if format_ is Format.WORD_XML:
        from extract.ingest.word_xml import read_word_xml

        return read_word_xml(data, name, sha256, rulebook)
    if format_ in PICTURES:
        from extract.ingest.picture_file import read_picture

        return read_picture(data, name, sha256, rulebook, format_.value, options.limits, given.more_time)
    if format_ is Format.MHTML:
        from extract.ingest.mhtml import page_of

        data = page_of(data)
    text, encodings = decode(data, rulebook)
    problems = legacy_problem(encodings)
    if format_ in (Format.HTML, Format.MHTML):
        from extract.ingest.html import read_html

        return read_html(text, name, sha256, rulebook, problems)
    from extract.ingest.plain import read_plain

    return read_plain(text, name, sha256, rulebook, problems)
