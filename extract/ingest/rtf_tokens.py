"""Cuts the bytes of an RTF file into its marks and text ([RTF 1.9.1], "RTF Syntax"), in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import Final, NamedTuple


class Kind(Enum):
    """What a token is."""

    OPEN = "{"
    CLOSE = "}"
    WORD = "control word"
    SYMBOL = "control symbol"
    BYTE = "\\'"
    TEXT = "text"


class Token(NamedTuple):
    """A mark or a stretch of text: ``word`` names a control word or symbol, ``data`` holds the bytes of text."""

    kind: Kind
    word: str = ""
    number: int | None = None
    data: bytes = b""


_SCAN: Final = re.compile(
    rb"(?P<text>[^\\{}\r\n]+)|\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?\d* ?|\\'(?P<byte>[0-9a-fA-F]{2})"
    rb"|(?P<open>\{)|(?P<close>\})|\\(?P<symbol>[\s\S])|[\r\n]+|\\",
)
_OPEN: Final = Token(Kind.OPEN)
_CLOSE: Final = Token(Kind.CLOSE)


def tokens(data: bytes) -> Iterator[Token]:
    """Yield the tokens of an RTF file; line ends between them mean nothing and are left out, as is binary data.

    Args:
        data: all bytes of the file.
    """
    at = 0
    while at < len(data):
        match = _SCAN.match(data, at)
        if match is None:  # cannot be: the alternatives cover every byte
            return
        at = match.end()
        kind = match.lastgroup
        if kind == "text":
            yield Token(Kind.TEXT, data=match.group())
        elif kind in ("word", "number"):
            number = int(match["number"]) if match["number"] else None
            if match["word"] == b"bin":
                at += max(number or 0, 0)
            else:
                yield Token(Kind.WORD, match["word"].decode("ascii"), number)
        elif kind == "byte":
            yield Token(Kind.BYTE, data=bytes.fromhex(match["byte"].decode("ascii")))
        elif kind == "open":
            yield _OPEN
        elif kind == "close":
            yield _CLOSE
        elif kind == "symbol":
            yield Token(Kind.SYMBOL, match["symbol"].decode("latin-1"))
