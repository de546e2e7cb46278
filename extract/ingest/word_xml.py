"""Reads Word documents that are one XML file: Office Open XML in one piece (``pkg:package``), and Word 2003 XML."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from typing import Final
from xml.sax.saxutils import quoteattr

from lxml import etree

from extract.ingest.docx import read_docx, read_package
from extract.ingest.docx_xml import Element, value
from extract.ingest.packed import damaged, parsed
from extract.ingest.word_2003 import package_of_2003
from extract.model import Source
from extract.rulebook import Rulebook

MEDIA_TYPE: Final = "application/msword+xml"
_PACKAGE: Final = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_BINARY: Final = re.compile(rb"<(pkg:binaryData|w:binData)\b[^>]*>[^<]*</\1>")


def read_word_xml(data: bytes, path: str, sha256: str, rulebook: Rulebook) -> Source:
    """Read a Word document that is one XML file.

    Args:
        data: the bytes of the file.
        path: where it was read from, for the record.
        sha256: the hash of the bytes, for the record.
        rulebook: the tables of legacy encodings.

    Returns:
        the document as `read_docx` gives it.

    Raises:
        EmptyInputError: the file has no text.
        DamagedFileError: its XML is broken, or it is no Word document.
    """
    # Pictures are of no use here, and the parser refuses a single text as large as theirs.
    root = parsed(_BINARY.sub(b"", data))
    if root.tag == _PACKAGE + "package":
        source = read_docx(_packed(root), path, sha256, rulebook)
    else:
        source = read_package(package_of_2003(root), path, sha256, rulebook)
    return replace(source, media_type=MEDIA_TYPE, read_method="word-xml")


def _packed(root: Element) -> bytes:
    """Return a package in one piece as the archive that Word writes otherwise; its parts of XML alone."""
    types: list[str] = []
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as target:
        for part in root.iterchildren(_PACKAGE + "part"):
            content = next(iter(part.iterfind(f"{_PACKAGE}xmlData/*")), None)
            name = value(part, _PACKAGE + "name")
            if content is None or not name.startswith("/"):
                continue
            target.writestr(name[1:], etree.tostring(content, encoding="utf-8"))
            kind = quoteattr(value(part, _PACKAGE + "contentType"))
            types.append(f"<Override PartName={quoteattr(name)} ContentType={kind}/>")
        if not types:
            raise damaged("không có phần nào / it has no parts")
        target.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f"{''.join(types)}</Types>",
        )
    return archive.getvalue()
