"""Names of OpenDocument XML (OASIS ODF 1.3, part 3) and the few ways in which its elements are asked."""

from __future__ import annotations

from typing import Final

from lxml import etree

Element = etree._Element

_OASIS: Final = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE: Final = _OASIS + "office:1.0}"
TEXT: Final = _OASIS + "text:1.0}"
TABLE: Final = _OASIS + "table:1.0}"
STYLE: Final = _OASIS + "style:1.0}"
DRAW: Final = _OASIS + "drawing:1.0}"
FO: Final = _OASIS + "xsl-fo-compatible:1.0}"
SVG: Final = _OASIS + "svg-compatible:1.0}"
LIBREOFFICE: Final = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
ID: Final = "{http://www.w3.org/XML/1998/namespace}id"

PARAGRAPH: Final = TEXT + "p"
HEADING: Final = TEXT + "h"
LIST: Final = TEXT + "list"


def value(element: Element | None, name: str) -> str:
    """Return an attribute of an element, empty when either is missing."""
    return "" if element is None else element.get(name) or ""


def number(element: Element, name: str, default: int = 0) -> int:
    """Return an attribute as a number, ``default`` when it is missing or no number."""
    try:
        return int(element.get(name) or "")
    except ValueError:
        return default
