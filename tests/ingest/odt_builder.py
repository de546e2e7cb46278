"""Builds small OpenDocument texts from raw XML, so that a test shows exactly what is in the file."""

from __future__ import annotations

import zipfile
from io import BytesIO

from extract.ingest.odt import read_odt
from extract.model import Source
from extract.rulebook import Rulebook

RULES = Rulebook()


_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
NAMESPACES = (
    f'xmlns:office="{_OASIS}office:1.0" xmlns:text="{_OASIS}text:1.0" xmlns:table="{_OASIS}table:1.0" '
    f'xmlns:style="{_OASIS}style:1.0" xmlns:draw="{_OASIS}drawing:1.0" xmlns:fo="{_OASIS}xsl-fo-compatible:1.0" '
    f'xmlns:svg="{_OASIS}svg-compatible:1.0" '
    'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)
MEDIA_TYPE = "application/vnd.oasis.opendocument.text"


def p(*content: str, style: str = "") -> str:
    """Return a paragraph of text and markup."""
    return f'<text:p text:style-name="{style}">{"".join(content)}</text:p>'


def span(content: str, style: str) -> str:
    """Return a stretch of text in a style."""
    return f'<text:span text:style-name="{style}">{content}</text:span>'


def style(name: str, text: str = "", *, paragraph: str = "", family: str = "text", more: str = "") -> str:
    """Return a style; ``text`` and ``paragraph`` are the attributes of its properties."""
    return (
        f'<style:style style:name="{name}" style:family="{family}" {more}><style:paragraph-properties {paragraph}/>'
        f"<style:text-properties {text}/></style:style>"
    )


def odt(
    body: str, *, styles: str = "", common: str = "", masters: str = "", files: dict[str, str] | None = None
) -> bytes:
    """Return the bytes of an .odt file.

    Args:
        body: the content of ``office:text``.
        styles: automatic styles of the text.
        common: the content of ``office:styles``.
        masters: the content of ``office:master-styles``.
        files: further files of the archive, by name.
    """
    content = (
        f"<office:document-content {NAMESPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    page = (
        f"<office:document-styles {NAMESPACES}><office:styles>{common}</office:styles>"
        f"<office:master-styles>{masters}</office:master-styles></office:document-styles>"
    )
    parts = {"mimetype": MEDIA_TYPE, "content.xml": content, "styles.xml": page} | (files or {})
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in parts.items():
            target.writestr(name, text)
    return buffer.getvalue()


def flat(body: str) -> bytes:
    """Return the bytes of an .fodt file with a picture in it."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n\n<office:document {NAMESPACES} office:mimetype="{MEDIA_TYPE}">'
        f"<office:body><office:text>{body}<text:p><draw:frame><draw:image><office:binary-data>AAAA\nBBBB"
        "</office:binary-data></draw:image></draw:frame></text:p></office:text></office:body></office:document>"
    ).encode()


def read(data: bytes) -> Source:
    """Read the bytes of an OpenDocument text."""
    return read_odt(data, "thu.odt", "0" * 64, RULES)


def lines(body: str, *, styles: str = "", common: str = "") -> list[str]:
    """Return the texts of the blocks of a body."""
    source = read(odt(body, styles=styles, common=common))
    return [source.of(block) for block in source.blocks]
