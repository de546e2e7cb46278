"""Numbers, symbols and dates of cited documents in their normal form, and the one id that all their mentions share.

Grammar of number and symbol: Nghị định 30/2020/NĐ-CP, Phụ lục I and III, for state documents (``560/KH-UBND``,
``30/2020/NĐ-CP``); Hướng dẫn 36-HD/VPTW for Party documents (``21-CT/TW``).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

import regex

from extract.text import canonical

_BLANKS = regex.compile(r"\s+")
_NOT_WORD = regex.compile(r"[^a-z0-9]+")
_STATE = regex.compile(
    r"(?P<number>[\d.]*[a-zđ]{0,3})/(?:(?P<year>(?:19|20)\d\d|\d\d(?=/))[/-])?(?P<symbol>\S+)", regex.I
)
_PARTY = regex.compile(r"(?P<number>\d+[a-z]?)-(?P<symbol>\S+)", regex.I)
_STANDARD = regex.compile(r"(?P<symbol>[A-ZĐ][A-ZĐ/-]*)(?P<number>\d[\d-]*[A-Z]?):(?P<year>\d{4})(?:/\S+)?")
_EARLIEST_YEAR: Final = 1945
_KEPT: Final = 4096

# Bodies whose documents with a year in their number are unique without their date (one series per year and body).
_CENTRAL = regex.compile(
    r"(?:^|-)(?:QH\d+|UBTVQH\d+|CP|TTG|CTN|B[A-ZĐ]{1,}\w*|T[A-ZĐ]{0,3}TC|TANDTC|VKSNDTC|NHNN|TTCP|KTNN)$"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """Number and symbol taken apart.

    ``text`` is the whole without inner blanks; ``number`` keeps leading zeros and is empty when it was left blank on a
    draft; ``symbol`` is what follows number and year (``NĐ-CP``); ``year`` is empty where the number carries none;
    ``system`` tells state, Party and technical standards apart.
    """

    text: str
    number: str
    symbol: str
    year: str = ""
    system: str = "state"


@lru_cache(maxsize=_KEPT)
def parse_reference(raw: str) -> Reference:
    """Return the parts of a number and symbol.

    Args:
        raw: the words as printed (``01 /BVSTBPN-VP``, ``196- TB-TW``, ``TCVN 14423:2025``), blanks anywhere.

    Returns:
        the parts; a bare number has no symbol, what else cannot be taken apart stands whole in ``symbol``.
    """
    text = _BLANKS.sub("", canonical(raw).text)
    if text[:1] in {".", "…", "_"}:
        text = "/" + text.partition("/")[2]
    if found := _STANDARD.fullmatch(text):
        return Reference(text, found["number"], found["symbol"], found["year"], "standard")
    if found := _STATE.fullmatch(text):
        year = found["year"] or ""
        return Reference(text, found["number"], found["symbol"], f"20{year}" if len(year) == 2 else year)
    if found := _PARTY.fullmatch(text):
        return Reference(text, found["number"], found["symbol"], system="party")
    return Reference(text, text, "") if text.isdecimal() else Reference(text, "", text)


def type_code(reference: Reference) -> str:
    """Return the first code of the symbol: the document type (``QĐ`` of ``QĐ-TTg``), of a letter the issuing body."""
    return reference.symbol.replace("/", "-").partition("-")[0]


def issuer_code(reference: Reference) -> str:
    """Return the code of the issuing body: what follows the type in the symbol (``UBND``), empty where nothing does."""
    if reference.system == "standard":
        return ""
    return reference.symbol[len(type_code(reference)) :].lstrip("-/").upper()


def citation_date(day: str | None, month: str | None, year: str | None) -> str:
    """Return an ISO date cut to what is known.

    Args:
        day: digits or None; month: digits or None; year: four digits or None.

    Returns:
        ``2023-03-16``, ``2023-03``, ``2023`` or an empty string (no year). A day or month that the calendar does not
        know is dropped.
    """
    if not year or not _EARLIEST_YEAR <= int(year) <= 2100:
        return ""
    if not month or not 1 <= int(month) <= 12:
        return year
    if not day:
        return f"{year}-{int(month):02}"
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return f"{year}-{int(month):02}"


@lru_cache(maxsize=_KEPT)
def slug(text: str) -> str:
    """Return lower-case ASCII words of ``text`` joined by single hyphens."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    ascii_text = "".join(char for char in plain if not unicodedata.combining(char))
    return str(_NOT_WORD.sub("-", ascii_text)).strip("-")


def reference_id(reference: Reference, cited_on: str) -> str:
    """Return the id of a numbered instrument.

    Numbers of state bodies start anew each year and those of the Party each term, so the date belongs to the identity,
    unless the number carries the year and the body is a central one.

    Args:
        reference: number and symbol; cited_on: ISO date, possibly partial or empty.

    Returns:
        ``118-2025-nd-cp``, ``560-kh-ubnd-2021-08-16``; without date what the number alone tells.
    """
    number = reference.number.lstrip("0") or reference.number
    symbol = spelled_alike(reference.symbol)
    words = [number, reference.year, symbol.replace("Đ", "D")]
    if reference.system == "standard":
        words = [symbol, number, reference.year]
    elif not reference.year or not _CENTRAL.search(symbol):
        words.append(cited_on)
    return slug("-".join(word for word in words if word))


def spelled_alike(code: str) -> str:
    """Return a symbol or code in the one spelling of its variants: capitals, ``TW`` for ``TƯ``, without ``&``."""
    return code.upper().replace("&", "").replace("T.Ư", "TW").replace("TƯ", "TW")


def title_id(cited_type: str, title: str) -> str:
    """Return the id of an instrument that is cited by name alone: its type and title as a slug, the type once."""
    name = slug(title)
    kind = slug(cited_type)
    return name if name == kind or name.startswith(f"{kind}-") else f"{kind}-{name}"
