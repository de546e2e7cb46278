"""Turns Word 2003 XML (``w:wordDocument``) into the parts of a .docx, whose vocabulary grew out of it.

What differs: the namespace; wrappers of hints (``wx:``) and of smart tags; numbered paragraphs, which hold their
printed label (``w:listPr/wx:t``); changes (``aml:annotation``); notes, headers and footers, which stand where they are
referred to; and a few names. Source: Microsoft, Office 2003 XML Reference Schemas.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from extract.ingest.docx_package import WordPackage
from extract.ingest.docx_xml import PARAGRAPH, RELATIONSHIP, TABLE, VML, WORD, Element, value
from extract.ingest.packed import damaged
from extract.ingest.word_numbers import as_label

_OLD: Final = "{http://schemas.microsoft.com/office/word/2003/wordml}"
_HINT: Final = "{http://schemas.microsoft.com/office/word/2003/auxHint}"
_ANNOTATION: Final = "{http://schemas.microsoft.com/aml/2001/core}"
_RENAMED: Final = {"vmerge": "vMerge", "hmerge": "hMerge", "hlink": "hyperlink"}
_CONTENT: Final = frozenset({PARAGRAPH, TABLE, WORD + "r", WORD + "tr", WORD + "tc", WORD + "hyperlink"})
_CHANGES: Final = {"Word.Insertion": "ins", "Word.Deletion": "del"}
_HEADERS: Final = {"odd": "default", "even": "even", "first": "first"}


def package_of_2003(root: Element) -> WordPackage:
    """Return a Word 2003 XML document as the parts of a .docx.

    Args:
        root: ``w:wordDocument``; it is changed.

    Raises:
        DamagedFileError: it is no such document.
    """
    body = root.find(_OLD + "body")
    if root.tag != _OLD + "wordDocument" or body is None:
        raise damaged("không có phần thân / no body")
    _rename(root)
    for element in reversed(list(body.iter(etree.Element))):  # the innermost wrappers first
        _unwrap(element)
    for paragraph in body.iter(PARAGRAPH):
        _print_label(paragraph)
    notes = {kind: _taken_out(body, kind) for kind in ("footnote", "endnote")}
    return WordPackage(
        document=root,
        styles=root.find(WORD + "styles"),
        numbering=None,
        settings=root.find(WORD + "docPr"),
        footnotes=notes["footnote"],
        endnotes=notes["endnote"],
        running=_running(body),
    )


def _rename(root: Element) -> None:
    """Put all names into the namespace of .docx."""
    for element in root.iter(etree.Element):
        if element.tag.startswith(_OLD):
            name = element.tag[len(_OLD) :]
            element.tag = WORD + _RENAMED.get(name, name)
        for name in [str(name) for name in element.attrib]:
            if name.startswith(_OLD):
                element.set(WORD + name[len(_OLD) :], element.attrib.pop(name))


def _unwrap(element: Element) -> None:
    """Turn an annotation into the change that it marks; replace another wrapper of content by what it holds."""
    parent = element.getparent()
    if element.tag == _ANNOTATION + "annotation":
        change = _CHANGES.get(value(element, WORD + "type"))
        content = element.find(_ANNOTATION + "content")
        if change and content is not None:
            element.tag = WORD + change
            element[:] = list(content)
        elif change and parent is not None and parent.tag == WORD + "rPr":
            element.tag = WORD + change
        return
    if parent is None or element.tag.startswith((WORD, VML, _ANNOTATION)):
        return
    if any(child.tag in _CONTENT for child in element):
        at = parent.index(element)
        parent[at : at + 1] = list(element)


def _print_label(paragraph: Element) -> None:
    """Set the printed label of a numbered paragraph before its text."""
    properties = paragraph.find(WORD + "pPr")
    listed = None if properties is None else properties.find(WORD + "listPr")
    printed = None if listed is None else listed.find(_HINT + "t")
    if properties is None or listed is None or printed is None:
        return
    font = value(listed.find(_HINT + "font"), _HINT + "val")
    label = as_label(value(printed, _HINT + "val") + "\t", font)
    run = etree.Element(WORD + "r")
    etree.SubElement(run, WORD + "t").text = label
    paragraph.insert(paragraph.index(properties) + 1, run)


def _taken_out(body: Element, kind: str) -> Element:
    """Return the notes of a kind as a part of their own, each replaced by a reference."""
    part = etree.Element(f"{WORD}{kind}s")
    for number, note in enumerate(list(body.iter(WORD + kind))):
        run = note.getparent()
        if run is None or run.tag != WORD + "r":
            continue
        reference = etree.Element(f"{WORD}{kind}Reference", {WORD + "id": str(number)})
        if value(note, WORD + "suppressRef") in ("on", "1", "true"):
            reference.set(WORD + "customMarkFollows", "1")
        run.replace(note, reference)
        note.set(WORD + "id", str(number))
        part.append(note)
    return part


def _running(body: Element) -> dict[str, Element]:
    """Return the headers and footers by id, each replaced by a reference."""
    found: dict[str, Element] = {}
    for section in body.iter(WORD + "sectPr"):
        for name, kind in (("hdr", "header"), ("ftr", "footer")):
            for part in section.findall(WORD + name):
                key = str(len(found))
                found[key] = part
                reference = etree.Element(f"{WORD}{kind}Reference", {RELATIONSHIP + "id": key})
                reference.set(WORD + "type", _HEADERS.get(value(part, WORD + "type"), "default"))
                section.replace(part, reference)
    return found
