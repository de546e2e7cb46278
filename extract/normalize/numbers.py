"""Số, ký hiệu: the number and symbol of a document, taken apart (NĐ 30/2020/NĐ-CP, Phụ lục I, III; HD 36-HD/VPTW)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import regex

System = Literal["state", "party"]

_BLANKS = regex.compile(r"\s+")
_PLACEHOLDER = regex.compile(r"^[\s._…/]*$")
_PARTS = regex.compile(
    r"^(?P<number>[\p{L}\d.]{0,12})(?:"
    r"/(?P<year>(?:19|20)\d\d)/(?P<normative>.{1,60})"
    r"|/(?P<state>\p{L}.{0,60})"
    r"|-(?P<party>\p{L}{2,4}[/-].{1,60}))$"
)
_CODE = regex.compile(r"^(?P<code>[\p{L}]{1,5})(?=[-/])")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """Number and symbol of one document.

    ``number`` keeps its leading zeros and is empty while the number is still blank; ``year`` stands in the number of
    normative documents only. ``symbol`` is what follows ("UBND-KGVX", "QĐ-TTg", "KH/TU"), ``code`` its first part,
    which may or may not be the code of a type.
    """

    system: System
    number: str
    year: str
    symbol: str

    @property
    def code(self) -> str:
        """The first part of the symbol, empty when the symbol has only one part."""
        match = _CODE.match(self.symbol)
        return match["code"] if match else ""

    @property
    def reference(self) -> str:
        """Number and symbol in one, without blanks; a blank number keeps its separator."""
        middle = f"/{self.year}/" if self.year else ("-" if self.system == "party" else "/")
        return f"{self.number}{middle}{self.symbol}" if self.symbol else self.number

    @property
    def is_blank(self) -> bool:
        """Whether the number has still to be filled in."""
        return not self.number


def build_number(number: str, separator: str, year: str, symbol: str) -> DocumentNumber:
    """Return the number made of its printed parts.

    Args:
        number: the digits as printed; dots, underscores or blanks that hold the place of a number count as none.
        separator: "/" of state documents or "-" of Party documents.
        year: the year of a normative document, else empty.
        symbol: what follows, blanks allowed.
    """
    digits = "" if _PLACEHOLDER.match(number) else _BLANKS.sub("", number)
    return DocumentNumber("party" if separator == "-" else "state", digits, year, _BLANKS.sub("", symbol).rstrip(".-/"))


def parse_number(text: str) -> DocumentNumber | None:
    """Take apart a number such as "12/2025/QĐ-UBND", "/STC-QLNS" or "27-KH/TU"; None when it is none."""
    match = _PARTS.match(_BLANKS.sub("", text))
    if not match:
        return None
    if match["party"]:
        return DocumentNumber("party", match["number"], "", match["party"])
    return DocumentNumber("state", match["number"], match["year"] or "", match["normative"] or match["state"])
