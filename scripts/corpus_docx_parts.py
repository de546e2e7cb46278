"""What python-docx has no door for: footnotes, automatic numbering, page numbers, and files without a time stamp."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from docx.document import Document as DocxDocument
    from docx.section import Section
    from docx.text.paragraph import Paragraph

    from scripts.corpus_model import Note

_NUMBERING_ID: Final = 77
_FIXED: Final = (2026, 1, 1, 0, 0, 0)  # a file made twice must be the same file
_LEVELS: Final = (("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"))
_FOOTNOTES_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RAISED: Final = '<w:rPr><w:sz w:val="20"/><w:vertAlign w:val="superscript"/></w:rPr>'
_SMALL: Final = '<w:rPr><w:sz w:val="20"/></w:rPr>'


def add_numbering(document: DocxDocument) -> None:
    """Add the list ``I. 1. a)``, to which `number` adds items."""
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:suff w:val="space"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (kind, text) in enumerate(_LEVELS)
    )
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_NUMBERING_ID}">'
            f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        ),
    )
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{_NUMBERING_ID}"><w:abstractNumId w:val="{_NUMBERING_ID}"/></w:num>')
    )


def number(paragraph: Paragraph, level: int, *, bold: bool) -> None:
    """Make a paragraph the next item of the list that `add_numbering` added.

    Args:
        paragraph: its label is no longer part of its text.
        level: 0 to 2.
        bold: whether the label is bold.
    """
    item = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{_NUMBERING_ID}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().insert_element_before(parse_xml(item), "w:pBdr", "w:spacing", "w:ind", "w:jc")
    if bold:
        paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:rPr {nsdecls('w')}><w:b/></w:rPr>"))


def add_footnotes(document: DocxDocument, notes: Sequence[Note]) -> None:
    """Add the notes, numbered from 1 in their order; nothing when there are none."""
    if not notes:
        return
    written = "".join(
        f'<w:footnote w:id="{at}"><w:p><w:r>{_RAISED}<w:footnoteRef/></w:r>'
        f'<w:r>{_SMALL}<w:t xml:space="preserve"> {escape(note.text)}</w:t></w:r></w:p></w:footnote>'
        for at, note in enumerate(notes, 1)
    )
    xml = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {nsdecls("w")}>'
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
        f"</w:footnote>{written}</w:footnotes>"
    )
    part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES_TYPE, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def add_page_number(section: Section) -> None:
    """Put the page number into the middle of the top margin."""
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph._p.append(
        parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>')
    )


def save_fixed(document: DocxDocument, path: Path) -> None:
    """Save a document with the same date on every part of the package."""
    buffer = io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, _FIXED)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
