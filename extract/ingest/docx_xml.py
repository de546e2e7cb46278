"""Names of WordprocessingML (ECMA-376, part 1) and the few ways in which its elements are asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

Element = etree._Element

WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
COMPATIBILITY: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
VML: Final = "{urn:schemas-microsoft-com:vml}"

VAL: Final = WORD + "val"
ALTERNATE: Final = COMPATIBILITY + "AlternateContent"
PARAGRAPH: Final = WORD + "p"
TABLE: Final = WORD + "tbl"
RUN_PROPERTIES: Final = WORD + "rPr"
PARAGRAPH_PROPERTIES: Final = WORD + "pPr"

# Wrappers that print what they hold, round blocks and inside paragraphs alike; w:ins and w:moveTo are changes made.
TRANSPARENT: Final = frozenset(
    WORD + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "dir", "bdo")
)
_OFF: Final = frozenset({"0", "false", "off"})


def value(element: Element | None, name: str = VAL) -> str:
    """Return an attribute of an element, empty when either is missing."""
    return "" if element is None else element.get(name) or ""


def child_value(element: Element | None, name: str) -> str:
    """Return ``w:val`` of the child ``w:name``, empty when there is none."""
    return "" if element is None else value(element.find(WORD + name))


def is_on(element: Element) -> bool:
    """Tell whether an on/off element (``<w:b/>``, ``<w:b w:val="0"/>``) says on."""
    return value(element) not in _OFF


def number(text: str, default: int = 0) -> int:
    """Return a decimal attribute as a number, ``default`` when it is missing or no number."""
    try:
        return int(text)
    except ValueError:
        return default


def through(parent: Element, tags: frozenset[str]) -> Iterator[Element]:
    """Yield the children of ``parent`` with one of ``tags``, also those in content controls and accepted changes."""
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag in TRANSPARENT:
            yield from through(child, tags)
        elif child.tag == ALTERNATE:
            branch = chosen(child)
            if branch is not None:
                yield from through(branch, tags)


def chosen(alternate: Element) -> Element | None:
    """Return the one branch of ``mc:AlternateContent`` that is read: the choice, unless only the fallback has text."""
    branches = [branch for branch in alternate if branch.tag in (COMPATIBILITY + "Choice", COMPATIBILITY + "Fallback")]
    for branch in branches:
        if next(branch.iter(WORD + "t", VML + "textpath"), None) is not None:
            return branch
    return branches[0] if branches else None
