"""The encodings of Vietnamese from before Unicode, as tables of letters: ``rules/ingest/encodings/``.

Text in such an encoding reaches us as the Western letters that stand at the same codes (windows-1252, or Latin-1 where
a program knew no better), so the tables are keyed by those characters and not by bytes.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from extract.rulebook import Rulebook

_KEPT: Final = 4
_TITLES: Final = {
    "tcvn3": "TCVN3 (ABC)",
    "vni": "VNI-Windows",
    "vps": "VPS",
    "viscii": "VISCII",
    "cp1258": "windows-1258",
}
_WINDOWS: Final = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}
_PUNCTUATION: Final = {code: char for code, char in _WINDOWS.items() if not char.isalpha()}
_MICRO: Final = "\u00b5"
_MU: Final = "\u03bc"  # what programs make of the micro sign when they fold what looks alike


class Decoder(Protocol):
    """What turns text that is shown in the wrong letters into Vietnamese."""

    name: str
    """Short name, as in the file names of the tables."""
    title: str
    """The name that people use."""

    def decode(self, text: str) -> str:
        """Return the text in Unicode (NFC)."""

    def decode_runs(self, runs: Sequence[str]) -> list[str]:
        """Return stretches of one text, each in Unicode; a letter that two of them share falls to the first."""


class Encoding:
    """One legacy encoding.

    Args:
        name: its short name.
        letters: each letter of Unicode with its bytes.
    """

    def __init__(self, name: str, letters: Mapping[str, bytes]) -> None:
        self.name = name
        self.title = _TITLES.get(name, name)
        self.letters = letters

    def decode(self, text: str, filler: str = "") -> str:
        """Return text that is shown in Western letters as what was meant, in NFC; other characters stay.

        Args:
            text: the text as it is shown.
            filler: what stands in place of the second character of a letter that is written with two.
        """
        if self._pattern is None:
            return text.translate(self._single)
        shown = self._shown
        decoded = self._pattern.sub(lambda match: shown[match[0]] + filler * (len(match[0]) - 1), text)
        return decoded.translate(_PUNCTUATION)

    def decode_runs(self, runs: Sequence[str]) -> list[str]:
        """Return runs of one text decoded; a mark that begins a run goes to its letter at the end of the run before."""
        moved = list(runs)
        for at in range(1, len(moved)):
            if moved[at] and moved[at - 1][-1:] + moved[at][0] in self._pairs:
                moved[at - 1] += moved[at][0]
                moved[at] = moved[at][1:]
        return [self.decode(run) for run in moved]

    def encode(self, text: str) -> bytes:
        """Return text (in NFC) in this encoding.

        Raises:
            UnicodeEncodeError: it holds a character that the encoding has not.
        """
        return b"".join(self.letters.get(char) or char.encode("ascii") for char in text)

    @cached_property
    def _shown(self) -> dict[str, str]:
        shown: dict[str, str] = {}
        for letter, code in self.letters.items():
            for seen in _seen(code):
                shown.setdefault(seen, letter)
        for letter, code in self.letters.items():
            plain = code.decode("latin-1")
            if len(plain) > 1 and plain[0].isupper():  # a capital often takes the small mark: "OÂng" and "Oâng"
                shown.setdefault(plain[0] + plain[1].lower(), letter)
        return shown

    @cached_property
    def _pairs(self) -> frozenset[str]:
        return frozenset(seen for seen in self._shown if len(seen) > 1)

    @cached_property
    def _single(self) -> dict[int, str]:
        return _PUNCTUATION | {ord(seen): letter for seen, letter in self._shown.items()}

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        """Finds letters of one or two characters, longest first; None where every letter has one."""
        if not self._pairs:
            return None
        return re.compile("|".join(sorted(map(re.escape, self._shown), key=lambda seen: -len(seen))))


def _seen(code: bytes) -> Iterator[str]:
    """Yield the characters as which the bytes of a letter may be shown."""
    plain = code.decode("latin-1")
    windows = "".join(_WINDOWS.get(ord(char), char) for char in plain)
    yield plain
    yield windows
    yield plain.replace(_MICRO, _MU)


class MisreadUtf8:
    """UTF-8 whose bytes were taken for characters of windows-1252 or Latin-1."""

    name = "utf-8"
    title = "UTF-8 đọc nhầm thành Latin-1"

    _LEADS_OF_TWO: Final = "\u00c2-\u00c6\u00cc"  # Latin, Latin Extended-A and -B, combining marks
    _FOLLOW: Final = "\u0080-\u00bf" + "".join(re.escape(char) for char in _WINDOWS.values() if ord(char) > 0xFF)
    # Some bytes are lost early, because they show nothing: of à (C3 A0), ậ (E1 BA AD), ử (E1 BB AD), Đ (C4 90).
    _SEQUENCE: Final = re.compile(
        rf"[{_LEADS_OF_TWO}][{_FOLLOW}]|[\u00e1\u00e2][{_FOLLOW}]{{2}}|\u00e1[\u00ba\u00bb](?![{_FOLLOW}])|\u00c3 "
        r"|(?<!\w)\u00c4(?=\w)"
    )
    _LOST: Final = {"\u00c3 ": "à", "\u00c4": "Đ", "\u00e1\u00ba": "ậ", "\u00e1\u00bb": "ử"}
    _BYTES: Final = {ord(char): code for code, char in _WINDOWS.items()}

    def decode(self, text: str) -> str:
        """Return the text with every sequence that is UTF-8 read as such."""
        return self._SEQUENCE.sub(self._letter, text)

    def decode_runs(self, runs: Sequence[str]) -> list[str]:
        """Return runs of one text, each read as UTF-8."""
        return [self.decode(run) for run in runs]

    def _letter(self, match: re.Match[str]) -> str:
        found = match.group()
        if found in self._LOST:
            return self._LOST[found]
        try:
            return found.translate(self._BYTES).encode("latin-1").decode("utf-8")
        except UnicodeError:
            return found


class Encodings:
    """All legacy encodings of a rulebook, and the fonts that imply one.

    Args:
        rulebook: the tables under ``ingest/encodings``.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook

    @staticmethod
    def of(rulebook: Rulebook) -> Encodings:
        """Return the encodings of a rulebook, read once for each."""
        return _encodings(rulebook)

    @cached_property
    def all(self) -> tuple[Encoding, ...]:
        """The encodings, the most usual first."""
        return tuple(map(self._read, _TITLES))

    def named(self, name: str) -> Encoding:
        """Return an encoding by its short name."""
        return next(encoding for encoding in self.all if encoding.name == name)

    def of_font(self, font: str) -> tuple[Encoding, bool] | None:
        """Return the encoding that a font implies, and whether its small letters print as capitals.

        Args:
            font: its name, as in a file; the tag of a subset (``ABCDEF+``) and a style (``,Bold``) are left out.
        """
        name = re.sub(r"^[A-Z]{6}\+|[,].*$", "", font.strip()).casefold()
        family = re.sub(r"-?(?:bold|italic|oblique|regular|mt|ps)+$", "", name)
        for begins, encoding, capitals in self._fonts:
            if name.startswith(begins):
                return self.named(encoding), bool(capitals) and family.endswith(capitals)
        return None

    @cached_property
    def _fonts(self) -> tuple[tuple[str, str, str], ...]:
        rows = self._rulebook.rows("ingest/encodings/fonts")
        return tuple((row["begins"], row["encoding"], row["capitals"]) for row in rows)

    def _read(self, name: str) -> Encoding:
        rows = self._rulebook.rows(f"ingest/encodings/{name}")
        return Encoding(name, {row["letter"]: bytes.fromhex(row["bytes"]) for row in rows})


@lru_cache(maxsize=_KEPT)
def _encodings(rulebook: Rulebook) -> Encodings:
    return Encodings(rulebook)
