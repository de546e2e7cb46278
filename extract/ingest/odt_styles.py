"""What styles of an OpenDocument text say of paragraphs and characters, all inherited (ODF 1.3, part 3, 16)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from extract.ingest.odt_xml import FO, OFFICE, STYLE, SVG, TEXT, Element, value

_BOLD_FROM: Final = 600  # fo:font-weight in figures


@dataclass(frozen=True, slots=True)
class Look:
    """Character properties; None or empty where nothing is said."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    capitals: bool | None = None
    font: str = ""

    def over(self, below: Look) -> Look:
        """Return this look with what it leaves open taken from ``below``."""
        return Look(
            below.bold if self.bold is None else self.bold,
            below.italic if self.italic is None else self.italic,
            below.hidden if self.hidden is None else self.hidden,
            below.capitals if self.capitals is None else self.capitals,
            self.font or below.font,
        )


@dataclass(frozen=True, slots=True)
class OdtStyle:
    """A style with all that it inherits; ``list_style`` is None where nothing is said, "" where it is switched off."""

    look: Look = Look()
    centered: bool | None = None
    list_style: str | None = None


class OdtStyles:
    """The styles that hold in one part of a document, resolved when first asked for.

    Args:
        automatic: the root of the part, whose own (automatic) styles come first.
        common: the root that holds the common styles; None for a document without them.
    """

    def __init__(self, automatic: Element, common: Element | None) -> None:
        self._elements: dict[tuple[str, str], Element] = {}
        self._lists: dict[str, Element] = {}
        self._fonts: dict[str, str] = {}
        self._resolved: dict[tuple[str, str], OdtStyle] = {}
        self._default: dict[str, Element] = {}
        self.outline: Element | None = None
        """The numbering of headings."""
        for container in _containers(automatic, common):
            for element in container:
                self._enter(element)

    def paragraph(self, name: str) -> OdtStyle:
        """Return a paragraph style; the default style when ``name`` is empty or unknown."""
        return self._style("paragraph", name)

    def look(self, name: str) -> Look:
        """Return what a character style says."""
        return self._style("text", name).look

    def list_style(self, name: str) -> Element | None:
        """Return a ``text:list-style``."""
        return self._lists.get(name)

    def _enter(self, element: Element) -> None:
        name = value(element, STYLE + "name")
        if element.tag == STYLE + "style":
            self._elements.setdefault((value(element, STYLE + "family"), name), element)
        elif element.tag == TEXT + "list-style":
            self._lists.setdefault(name, element)
        elif element.tag == STYLE + "font-face":
            self._fonts.setdefault(name, value(element, SVG + "font-family").strip("'\""))
        elif element.tag == STYLE + "default-style":
            self._default.setdefault(value(element, STYLE + "family"), element)
        elif element.tag == TEXT + "outline-style" and self.outline is None:
            self.outline = element

    def _style(self, family: str, name: str) -> OdtStyle:
        key = (family, name)
        if key not in self._resolved:
            self._resolved[key] = self._inherited(family, name)
        return self._resolved[key]

    def _inherited(self, family: str, name: str) -> OdtStyle:
        chain: list[Element] = []
        seen: set[str] = set()
        while (family, name) in self._elements and name not in seen:
            seen.add(name)
            chain.append(self._elements[family, name])
            name = value(chain[-1], STYLE + "parent-style-name")
        if family == "paragraph" and family in self._default:
            chain.append(self._default[family])
        result = OdtStyle()
        for element in reversed(chain):
            result = self._derived(element, result)
        return result

    def _derived(self, element: Element, base: OdtStyle) -> OdtStyle:
        """Return ``base`` with what the style itself says laid over it."""
        alignment = value(element.find(STYLE + "paragraph-properties"), FO + "text-align")
        listed = element.get(STYLE + "list-style-name")
        return OdtStyle(
            self._said(element.find(STYLE + "text-properties")).over(base.look),
            alignment == "center" if alignment else base.centered,
            base.list_style if listed is None else listed,
        )

    def _said(self, properties: Element | None) -> Look:
        weight, slant = value(properties, FO + "font-weight"), value(properties, FO + "font-style")
        display, transform = value(properties, TEXT + "display"), value(properties, FO + "text-transform")
        font = value(properties, STYLE + "font-name")
        return Look(
            bold=_is_bold(weight) if weight else None,
            italic=slant in ("italic", "oblique") if slant else None,
            hidden=display == "none" if display else None,
            capitals=transform == "uppercase" if transform else None,
            font=self._fonts.get(font) or value(properties, FO + "font-family").strip("'\"") or font,
        )


def _is_bold(weight: str) -> bool:
    return weight == "bold" or (weight.isdecimal() and int(weight[:4]) >= _BOLD_FROM)


def _containers(automatic: Element, common: Element | None) -> Iterable[Element]:
    """Return what holds styles, first what comes first: automatic before common, the part's own before the other's."""
    roots = [automatic] if common is None or common is automatic else [automatic, common]
    names = ("automatic-styles", "styles", "font-face-decls")
    # Automatic styles of the other part are not seen here: both parts may use the same name.
    for root in roots:
        for name in names:
            if root is automatic or name != "automatic-styles":
                yield from root.iterchildren(OFFICE + name)
