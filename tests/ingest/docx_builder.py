"""Builds small Word files from raw WordprocessingML, so that a test shows exactly what Word would find in the file."""

from __future__ import annotations

import zipfile
from io import BytesIO

from extract.ingest.docx import read_docx
from extract.model import Source
from extract.rulebook import Rulebook

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_PARTS = {
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "header": "hdr",
    "footer": "ftr",
}


def p(*content: str, properties: str = "") -> str:
    """Return a paragraph; content without markup becomes a run."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(c if c.startswith('<') else r(c) for c in content)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """Return a run of text in which a tab and a line feed become the marks of Word."""
    marked = text.replace("\t", "</w:t><w:tab/><w:t xml:space='preserve'>")
    marked = marked.replace("\n", "</w:t><w:br/><w:t xml:space='preserve'>")
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{marked}</w:t></w:r>"


def tbl(*rows: str) -> str:
    """Return a table of rows made with `tr`."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def tr(*cells: str, properties: str = "") -> str:
    """Return a row; cells are made with `tc`, other strings become the text of a cell."""
    filled = "".join(c if c.startswith("<w:tc>") else tc(c) for c in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{filled}</w:tr>"


def tc(*content: str, properties: str = "") -> str:
    """Return a cell; content without markup becomes a paragraph."""
    filled = "".join(c if c.startswith("<") else p(c) for c in content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{filled}</w:tc>"


def numbered(num_id: int, level: int = 0) -> str:
    """Return the properties of a paragraph in a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>'


def docx(body: str, *, main_type: str = "document.main", extra: dict[str, str] | None = None, **parts: str) -> bytes:
    """Return the bytes of a Word file.

    Args:
        body: the content of ``w:body``.
        main_type: the content type of the main part, without the common beginning.
        extra: further files of the archive, by name.
        parts: the content of the parts ``styles``, ``numbering``, ``settings``, ``footnotes``, ``endnotes``,
            ``header``, ``footer``; their relationship ids are their names.
    """
    overrides = [f'<Override PartName="/word/document.xml" ContentType="{_CONTENT}{main_type}+xml"/>']
    relationships = []
    files = {"word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>"}
    for name, content in parts.items():
        overrides.append(f'<Override PartName="/word/{name}.xml" ContentType="{_CONTENT}{name}+xml"/>')
        relationships.append(f'<Relationship Id="{name}" Type="{_TYPE}{name}" Target="{name}.xml"/>')
        files[f"word/{name}.xml"] = f"<w:{_PARTS[name]} {_NAMESPACES}>{content}</w:{_PARTS[name]}>"
    files["word/_rels/document.xml.rels"] = _relationships("".join(relationships))
    files["_rels/.rels"] = _relationships(
        f'<Relationship Id="main" Type="{_TYPE}officeDocument" Target="word/document.xml"/>'
    )
    files["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{"".join(overrides)}</Types>'
    )
    return archive(files | (extra or {}))


def archive(files: dict[str, str]) -> bytes:
    """Return a zip archive of text files."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return buffer.getvalue()


def _relationships(content: str) -> str:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{content}</Relationships>'
    )


def read(data: bytes) -> Source:
    """Read the bytes of a Word file."""
    return read_docx(data, "thu.docx", "0" * 64, Rulebook())


def lines(data: bytes) -> list[str]:
    """Return the texts of the blocks of a Word file."""
    source = read(data)
    return [source.of(block) for block in source.blocks]
