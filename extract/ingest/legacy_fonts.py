"""Text set in fonts of the time before Unicode, read run by run by the name of its font.

The font is the strongest sign of the encoding, but no proof: people change the font of Unicode text without converting
it. So each stretch is read both ways, and where the syllables do not tell, the rest of the document does.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

from extract.ingest.legacy_tables import Encoding, Encodings
from extract.model import Problem
from extract.normalize.syllables import Syllables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.rulebook import Rulebook

_Implied = tuple[Encoding, bool] | None
_ZERO_WIDTH: Final = "\u200b"
_PRIVATE: Final = re.compile("[\uf020-\uf0ff]")
# Letters that only Unicode has; Œ, Š and the like are windows-1252.
_UNICODE: Final = re.compile(r"[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9\u0300-\u0323]")


class LegacyFonts:
    """Reads the runs of one document by their fonts, and keeps count of what they proved to be.

    Args:
        rulebook: the tables of encodings and fonts.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self._encodings = Encodings.of(rulebook)
        self._syllables = Syllables.of(rulebook)
        self._implied: dict[str, _Implied] = {}
        self._legacy: dict[str, int] = {}
        self._unicode: dict[str, int] = {}
        self._converted: list[str] = []

    def read(self, text: str, font: str) -> str:
        """Return the text of a run in Unicode; text in any other font stays as it is.

        Args:
            text: its characters, those above ASCII as windows-1252 or Latin-1 has them.
            font: the name of its font, as the file has it.
        """
        return self.read_runs([(text, font)])[0]

    def read_runs(self, runs: Sequence[tuple[str, str]]) -> list[str]:
        """Return the texts of adjoining runs in Unicode, judged together: one run is often too little to tell.

        Args:
            runs: texts with their fonts, as in `read`, in reading order; all of one paragraph.
        """
        read: list[str] = []
        for implied, group in groupby(runs, key=lambda run: self._of(run[1])):
            texts = [text for text, _ in group]
            read += texts if implied is None else self._read(texts, *implied)
        return read

    def read_in_place(self, text: str, font: str) -> str:
        """Return the text of a run in Unicode with every letter at its place.

        A zero-width blank stands where the second character of a letter was. Args are those of `read`.
        """
        read = self.read(text, font)
        if len(read) == len(text):
            return read
        implied = self._of(font)
        return read if implied is None else implied[0].decode(text, _ZERO_WIDTH)

    def implies(self, font: str) -> bool:
        """Tell whether a font is one of a legacy encoding."""
        return self._of(font) is not None

    @property
    def converted(self) -> tuple[str, ...]:
        """The names that people use for the encodings that were found so far."""
        return tuple(self._converted)

    def _of(self, font: str) -> _Implied:
        if font not in self._implied:
            self._implied[font] = self._encodings.of_font(font) if font else None
        return self._implied[font]

    def _read(self, texts: list[str], encoding: Encoding, capitals: bool) -> list[str]:
        # Word keeps the characters of some of these fonts, as those of Symbol, at U+F020 to U+F0FF.
        texts = [_PRIVATE.sub(lambda match: chr(ord(match[0]) - 0xF000), text) for text in texts]
        text = "".join(texts)
        if text.isascii():
            return [part.upper() for part in texts] if capitals else texts
        if self._is_unicode(text, encoding):
            return texts
        if encoding.title not in self._converted:
            self._converted.append(encoding.title)
        decoded = encoding.decode_runs(texts)
        return [part.upper() for part in decoded] if capitals else decoded

    def _is_unicode(self, text: str, encoding: Encoding) -> bool:
        """Tell whether text in a legacy font was Unicode all along."""
        name = encoding.name
        if _UNICODE.search(text):
            self._unicode[name] = self._unicode.get(name, 0) + 1
            return True
        as_written, as_decoded = self._likeness(text), self._likeness(encoding.decode(text))
        if as_written > as_decoded:
            self._unicode[name] = self._unicode.get(name, 0) + 1
        elif as_written < as_decoded:
            self._legacy[name] = self._legacy.get(name, 0) + 1
        else:
            return self._unicode.get(name, 0) > self._legacy.get(name, 0)
        return as_written > as_decoded

    def _likeness(self, text: str) -> int:
        good, counted = self._syllables.share(text)
        return 3 * good - 2 * counted


def legacy_problem(titles: Sequence[str]) -> tuple[Problem, ...]:
    """Return what the reader should know where text in these encodings was converted."""
    if not titles:
        return ()
    names = ", ".join(titles)
    return (
        Problem(
            "info",
            "legacy-encoding",
            f"Văn bản có phần dùng bảng mã cũ ({names}); đã chuyển sang Unicode.",
            f"Parts of the text are in a legacy encoding ({names}); they were converted to Unicode.",
        ),
    )
