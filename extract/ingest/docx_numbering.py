"""Reads the numbering definitions of a Word file (ECMA-376, part 1, 17.9)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from extract.ingest.docx_styles import run_format
from extract.ingest.docx_symbols import printed_symbols
from extract.ingest.docx_xml import COMPATIBILITY, RUN_PROPERTIES, WORD, Element, child_value, number, value
from extract.ingest.word_numbering import Level, NumberedList, Numbering, Override
from extract.ingest.word_numbers import draws

_MAX_LINKS: Final = 8


def read_numbering(root: Element | None, style_num_id: Callable[[str], str]) -> Numbering:
    """Return the numbering of a document.

    Args:
        root: ``w:numbering``, or None.
        style_num_id: tells the numbering that a style asks for (``w:numStyleLink`` leads through a style).
    """
    if root is None:
        return Numbering({}, {})
    abstracts = {
        value(element, WORD + "abstractNumId"): {
            number(value(level, WORD + "ilvl")): _level(level) for level in element.iterchildren(WORD + "lvl")
        }
        for element in root.iterchildren(WORD + "abstractNum")
    }
    links = {
        value(element, WORD + "abstractNumId"): child_value(element, "numStyleLink")
        for element in root.iterchildren(WORD + "abstractNum")
    }
    own = {
        value(element, WORD + "numId"): child_value(element, "abstractNumId")
        for element in root.iterchildren(WORD + "num")
    }
    lists = {
        value(element, WORD + "numId"): NumberedList(
            _linked(child_value(element, "abstractNumId"), links, own, style_num_id),
            {number(value(o, WORD + "ilvl")): _override(o) for o in element.iterchildren(WORD + "lvlOverride")},
        )
        for element in root.iterchildren(WORD + "num")
    }
    return Numbering(abstracts, lists)


def _linked(abstract: str, links: dict[str, str], own: dict[str, str], style_num_id: Callable[[str], str]) -> str:
    """Return the abstract numbering that holds the levels, following links through numbering styles."""
    for _ in range(_MAX_LINKS):
        linked = own.get(style_num_id(links.get(abstract, "")))
        if not links.get(abstract) or linked is None:
            break
        abstract = linked
    return abstract


def _level(element: Element) -> Level:
    look = run_format(element.find(RUN_PROPERTIES))
    font = look.font.casefold()
    restart = child_value(element, "lvlRestart")
    legal = element.find(WORD + "isLgl")
    text = child_value(element, "lvlText")
    return Level(
        start=number(child_value(element, "start"), 0 if element.find(WORD + "start") is None else 1),
        number_format=_number_format(element),
        text=printed_symbols(text, font) if font == "symbol" else text,
        suffix=child_value(element, "suff") or "tab",
        restart=number(restart, -1),
        legal=legal is not None and value(legal) not in ("0", "false"),
        hidden=bool(look.hidden),
        symbol=draws(font),
        style=child_value(element, "pStyle"),
    )


def _number_format(element: Element) -> str:
    """Return ``w:numFmt``; newer formats hide it in a fallback branch."""
    fallback = element.find(f"{COMPATIBILITY}AlternateContent/{COMPATIBILITY}Fallback")
    return child_value(element, "numFmt") or child_value(fallback, "numFmt") or "decimal"


def _override(element: Element) -> Override:
    start = child_value(element, "startOverride")
    level = element.find(WORD + "lvl")
    return Override(number(start) if start else None, None if level is None else _level(level))
