"""Names of files within archives and mails: their bytes as Vietnamese text, and made safe to show."""

from __future__ import annotations

import re
import unicodedata
from email.header import decode_header
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.rulebook import Rulebook

_LONGEST: Final = 200  # letters of one name; systems allow some 255 bytes
_LONGEST_HEADER: Final = 4000
_PARTS: Final = re.compile(r"[\s_\-.,()\[\]+&'\d]+")
_SYSTEM_FILES: Final = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
_DRIVE: Final = re.compile(r"^[A-Za-z]:")


class NameReader:
    """Reads names whose encoding is not told or told wrongly: what gives Vietnamese syllables is right.

    Args:
        rulebook: its group ``ingest`` says what a syllable is and how TCVN3 writes letters.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook

    def decoded(self, raw: bytes, declared: str = "", other: str = "cp437") -> str:
        """Return a name as text.

        Args:
            raw: its bytes.
            declared: the encoding that is told beside it, which need not be true.
            other: the encoding when nothing speaks for another.
        """
        if raw.isascii():
            return raw.decode("ascii")
        candidates = list(self._candidates(raw, declared, other))
        return max(candidates, key=self._share)  # the first of equals

    def header(self, value: str) -> str:
        """Return what a header of a mail says, its encoded words read (RFC 2047), raw bytes as `decoded` reads them.

        Args:
            value: the header, bytes that are no ASCII as surrogates.
        """
        value = value[:_LONGEST_HEADER]
        raw = value.encode("utf-8", "surrogateescape")
        if not raw.isascii():
            return self.decoded(raw, other="utf-8")
        try:
            parts = decode_header(value)
        except ValueError:  # base64 that is none
            return value
        return "".join(
            part if isinstance(part, str) else self.decoded(part, charset or "", other="utf-8")
            for part, charset in parts
        )

    def _candidates(self, raw: bytes, declared: str, other: str) -> Iterator[str]:
        for codec in (declared, "utf-8", other, "cp1258", "cp1252"):
            try:
                if codec:
                    yield unicodedata.normalize("NFC", raw.decode(codec))
            except (UnicodeDecodeError, LookupError):
                continue
        yield "".join(self._tcvn3.get(byte, chr(byte)) for byte in raw)
        yield raw.decode("latin-1")

    def _share(self, name: str) -> float:
        words = [word for word in _PARTS.split(name) if word and not word.isascii()]
        return sum(map(self._is_syllable, words)) / len(words) if words else 0.0

    def _is_syllable(self, word: str) -> bool:
        alike = word.islower() or word.isupper() or word.istitle()
        return alike and self._syllable.search(word.lower()) is not None

    @cached_property
    def _syllable(self) -> re.Pattern[str]:
        rule: re.Pattern[str] = next(
            rule.regex for rule in self._rulebook.rules("ingest") if rule.id == "name.syllable"
        )
        return rule

    @cached_property
    def _tcvn3(self) -> dict[int, str]:
        rows = self._rulebook.rows("ingest/encodings/tcvn3")
        return {int(row["bytes"], 16): row["letter"] for row in rows if " " not in row["bytes"]}


def safe_name(name: str) -> str:
    """Return a name as it may be shown: NFC, forward slashes, within its folder, without characters that steer.

    Args:
        name: a path within an archive, or a file name; "" when nothing of it is left.
    """
    text = unicodedata.normalize("NFC", name).replace("\\", "/")
    text = "".join(letter if letter.isprintable() else " " for letter in text)
    parts = (_shortened(" ".join(part.split())) for part in _DRIVE.sub("", text).split("/"))
    return "/".join(part for part in parts if part not in {"", ".", ".."})


def distinct(name: str, taken: dict[str, int]) -> str:
    """Return the name, with a number before its ending where it is taken, and take it.

    Args:
        name: a safe name.
        taken: how often each name was asked for; it grows.
    """
    stem, dot, suffix = name.rpartition(".")
    stem, ending = (stem, dot + suffix) if stem and "/" not in suffix else (name, "")
    shown = name
    while shown in taken:
        taken[name] += 1
        shown = f"{stem} ({taken[name]}){ending}"
    taken[shown] = 1
    return shown


def reason_to_pass_over(name: str) -> str:
    """Return why a file is no document by its name alone (``hidden``, ``lock-file``, ``system-file``), "" otherwise.

    Args:
        name: the name of a file or folder, without the folders above it.
    """
    if name.startswith("~$"):
        return "lock-file"
    if name.startswith("."):
        return "hidden"
    return "system-file" if name.casefold() in _SYSTEM_FILES else ""


def _shortened(name: str) -> str:
    if len(name) <= _LONGEST:
        return name
    ending = name[name.rfind(".") :] if "." in name[-12:] else ""
    return name[: _LONGEST - len(ending)] + ending
