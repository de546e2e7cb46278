"""Text in an encoding of the time before Unicode, told by what it says when it is read so.

Every encoding is tried, and the one is taken whose reading is made of Vietnamese syllables where the text as it stands
is not: "B¸o c¸o tµi chÝnh" says nothing as it is and four syllables as TCVN3. Text that reads well is never touched,
nor is text that reads no better in any encoding, such as German or French.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from extract.ingest.legacy_tables import Encodings, MisreadUtf8
from extract.normalize.syllables import Syllables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extract.ingest.legacy_tables import Decoder
    from extract.rulebook import Rulebook

_KEPT: Final = 4
_SAMPLE: Final = 20_000
_SURVEYED: Final = 200_000
_TAG: Final = re.compile(r"<[A-Za-z/!][^<>]{0,300}>")
_LEAST_WORDS: Final = 2
_SOUND: Final = 0.85  # share of syllables that the new reading of a stretch needs on its own evidence
_SOUND_WHERE_KNOWN: Final = 0.6  # and where the document is known to hold this encoding: names and short lines
_GAIN: Final = 0.3  # share of the words that must become syllables
_ENOUGH_WORDS: Final = 8  # words that prove a second encoding in a document; a chance reading has fewer
_MARGIN: Final = 0.1  # share of the words by which the best reading must lead the next
# Western letters and signs that Unicode Vietnamese has no use for. « » § ° · and the like are left out: it has.
_SIGNS: Final = "\u0080-\u009f¡¢£¤¥¦¨ª¬®¯´µμ¶¸¹º¼½¾¿ÅÇËÎÏÐÑÖØÛÜÞßäåæçëîïðñöøûüþÿŒœŠšŸŽžƒˆ˜†‡‰‹›"
# One set comes first, because the engine passes over all else several times as fast then.
_WESTERN: Final = re.compile(
    f"[{_SIGNS}ÃÄÆáÌìÒò](?:(?<=[{_SIGNS}])"
    # the first byte of misread UTF-8 before one that may follow
    # (XÃ HỘI stands in the head of every document, with a letter that only Unicode has)
    "|(?<=[ÃÄÆ])(?! HỘI)(?=[\u0080-\u00bf ‘’“”–—…€™á])|(?<=á)(?=[º»])"
    # tones of windows-1258 behind their vowels
    "|(?<=[aeioyâêôAEIOYÂÊÔ][ÌìÒò]))"
)
_ONLY_UNICODE: Final = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9\u0300-\u0323]")
# Two bytes of a one-byte encoding that happen to be UTF-8 give Cyrillic, Arabic and the like.
_BY_CHANCE: Final = re.compile("[\u0250-\u02ff\u0370-\u1e9f]")
_CAPITAL: Final = re.compile(r"[A-Z]")
_SMALL: Final = re.compile(r"[a-z]")


@dataclass(frozen=True, slots=True)
class Findings:
    """What the lines of a document proved.

    ``decoders`` are the encodings that it holds, the most usual first. ``throughout`` tells that no letter of it is one
    that only Unicode has, so that a name or a short line, which proves nothing, is in that encoding too.
    """

    decoders: tuple[Decoder, ...] = ()
    throughout: bool = False

    @property
    def titles(self) -> tuple[str, ...]:
        """The names that people use for the encodings, in a fixed order."""
        return tuple(sorted(decoder.title for decoder in self.decoders))


@dataclass(frozen=True, slots=True)
class _Trial:
    """What a stretch of text says when it is read in an encoding: its syllables and all words that count."""

    decoder: Decoder
    good: int
    counted: int

    @property
    def score(self) -> int:
        """How far syllables outnumber nonsense."""
        return 2 * self.good - self.counted


def seems_legacy(text: str) -> bool:
    """Tell, at the price of one search, whether a text holds letters or signs that Unicode Vietnamese has not."""
    return _WESTERN.search(text) is not None


class LegacyText:
    """Finds and mends text that is not in Unicode, or was misread on the way.

    Args:
        rulebook: the tables of encodings and the syllables.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self._syllables = Syllables.of(rulebook)
        self._decoders: tuple[Decoder, ...] = (*Encodings.of(rulebook).all, MisreadUtf8())

    @staticmethod
    def of(rulebook: Rulebook) -> LegacyText:
        """Return the mender of a rulebook, made once for each."""
        return _legacy_text(rulebook)

    def repair(self, text: str) -> tuple[str, str] | None:
        """Return a block of text in Unicode and the name of the encoding it was in; None where it is fine.

        Args:
            text: one paragraph or line, not yet canonical: that would drop the soft hyphen, which is ư in TCVN3.
        """
        decoder = self.diagnose(text)
        return None if decoder is None else (_even_case(text, decoder.decode(text)), decoder.title)

    def diagnose(self, text: str) -> Decoder | None:
        """Return the encoding in which a stretch of text makes sense, None where it does as it is, or in none.

        Args:
            text: one paragraph or line.
        """
        proof = self._proof(text)
        return None if proof is None else proof.decoder

    def diagnose_within(self, text: str, findings: Findings) -> Decoder | None:
        """Return the encoding of a stretch of a document of which more is known: less evidence will do.

        Args:
            text: one paragraph or line.
            findings: what the whole document proved.
        """
        if text.isascii() or not findings.decoders:
            return None
        as_is = self._score(text)
        best = max(self._trials(text, findings.decoders), key=lambda trial: trial.score, default=None)
        if best is None:
            return None
        if findings.throughout:
            return best.decoder if best.score >= as_is else findings.decoders[0]
        sound = best.score > as_is and best.good >= _SOUND_WHERE_KNOWN * best.counted
        return best.decoder if sound else None

    def survey(self, blocks: Iterable[str]) -> Findings:
        """Return what the blocks of a document prove, each by itself, or together where they are all short."""
        looked_at = list(_first(block for block in blocks if not block.isascii()))
        weights: dict[Decoder, int] = {}
        for block in looked_at:
            proof = self._proof(block)
            if proof is not None:
                weights[proof.decoder] = weights.get(proof.decoder, 0) + proof.good
        throughout = not any(map(_ONLY_UNICODE.search, looked_at))
        if not weights and throughout:
            proof = self._proof(" \n".join(looked_at)[:_SAMPLE])
            weights = {} if proof is None else {proof.decoder: proof.good}
        if not weights:
            return Findings()
        enough = min(_ENOUGH_WORDS, max(weights.values()))
        proved = sorted((decoder for decoder in weights if weights[decoder] >= enough), key=lambda d: -weights[d])
        return Findings(tuple(proved), throughout)

    def mended(self, text: str) -> tuple[str, tuple[str, ...]]:
        """Return a text with each line in Unicode that was not, and the names of the encodings they were in.

        Args:
            text: a whole document; most are returned as they are, at the price of one search.
        """
        if not _WESTERN.search(text):
            return text, ()
        lines = text.split("\n")
        findings = self.survey(lines)
        if not findings.decoders:
            return text, ()
        return "\n".join(self._line(line, findings) for line in lines), findings.titles

    def decode_bytes(self, data: bytes) -> tuple[str, tuple[str, ...]] | None:
        """Return the text of a file that is not UTF-8 and the names of its encodings; None where none makes sense.

        Lines that are UTF-8 are read as such: files are made of pieces of various ages.

        Args:
            data: all its bytes.
        """
        lines = [_line_of(line) for line in data.split(b"\n")]
        findings = self.survey(line for line, is_unicode in lines if not is_unicode)
        if not findings.decoders or any(isinstance(decoder, MisreadUtf8) for decoder in findings.decoders):
            return None  # UTF-8 with bytes that break it is no old encoding but a damaged file
        text = "\n".join(line if is_unicode else self._line(line, findings) for line, is_unicode in lines)
        good, counted = self._share(text[:_SAMPLE])
        return (text, findings.titles) if good >= _SOUND_WHERE_KNOWN * counted else None

    def _line(self, line: str, findings: Findings) -> str:
        decoder = self.diagnose_within(line, findings)
        return line if decoder is None else _even_case(line, decoder.decode(line))

    def _proof(self, text: str) -> _Trial | None:
        """Return the reading that makes sense of a text by itself and leads all others clearly."""
        if text.isascii() or not _WESTERN.search(text):
            return None
        trials = sorted(self._trials(text, self._decoders), key=lambda trial: -trial.score)
        if not trials:
            return None
        best, good_as_is = trials[0], self._share(text)[0]
        lead = best.good - trials[1].good if len(trials) > 1 else best.good
        proved = (
            best.good >= max(_LEAST_WORDS, _SOUND * best.counted)
            and best.good - good_as_is >= max(_LEAST_WORDS, _GAIN * best.counted)
            and lead >= _MARGIN * best.counted
        )
        return best if proved else None

    def _trials(self, text: str, decoders: Sequence[Decoder]) -> list[_Trial]:
        trials = []
        for decoder in decoders:
            decoded = decoder.decode(text)
            if decoded != text:
                trials.append(_Trial(decoder, *self._share(decoded)))
        return trials

    def _score(self, text: str) -> int:
        good, counted = self._share(text)
        return 2 * good - counted

    def _share(self, text: str) -> tuple[int, int]:
        return self._syllables.share(_TAG.sub(" ", text) if "<" in text else text)


def _first(blocks: Iterable[str]) -> Iterator[str]:
    """Yield blocks until there is enough to tell."""
    length = 0
    for block in blocks:
        yield block
        length += len(block)
        if length > _SURVEYED:
            return


def even_runs(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Return decoded runs of one line in capitals where the line was typed in capitals, as `LegacyText.repair` does."""
    if _typed_in_capitals("".join(before)):
        return [run.upper() for run in after]
    return list(after)


def _even_case(before: str, after: str) -> str:
    """Return a decoded line in capitals where it was typed in capitals: TCVN3 has no capitals with tones."""
    return after.upper() if _typed_in_capitals(before) else after


def _typed_in_capitals(line: str) -> bool:
    line = _TAG.sub("", line) if "<" in line else line
    return len(_CAPITAL.findall(line)) > 2 and not _SMALL.search(line)


def _line_of(line: bytes) -> tuple[str, bool]:
    """Return a line, and whether it is UTF-8; bytes that are not, or are by chance, are shown as Latin-1."""
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("latin-1"), False
    return (line.decode("latin-1"), False) if _BY_CHANCE.search(text) else (text, True)


@lru_cache(maxsize=_KEPT)
def _legacy_text(rulebook: Rulebook) -> LegacyText:
    return LegacyText(rulebook)
