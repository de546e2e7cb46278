"""How well a text was read, told by the language: real Vietnamese is made of Vietnamese syllables.

Measured by page or by 2,000 characters: of the words of sound text 0.95 and more are syllables (of whole documents
0.985 and more); pages with a false ToUnicode table have 0.46 and less; one letter in a hundred wrong leaves 0.98, one
in twenty 0.86, one in five 0.56; Vietnamese without marks has 0.73.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extract.ingest.pdf_quality import garbled
from extract.model import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extract.model import Source
    from extract.normalize.syllables import Syllables

LOW_QUALITY: Final = 0.9
"""Below this, a page is worth a warning: about one letter in thirty is wrong. Sound pages have 0.95 and more."""
_NONSENSE: Final = 0.6
_LEAST_WORDS: Final = 30  # fewer say nothing: a page of figures, a cover
_KNOWN_WORDS: Final = 20  # sound words taken as read beforehand, so that few words weigh little
_GOOD_CONFIDENCE: Final = 0.93  # what recognition gives a clean scan at 200 dpi; it never gives 1
_BY_LANGUAGE: Final = 0.4  # share of the quality that stays when recognition is sure of nothing
_FOREIGN_SHARE: Final = 0.9
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_VOWELS: Final = "aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüœ"
_PRONOUNCEABLE: Final = re.compile(rf"(?=[^{_VOWELS}]*[{_VOWELS}])(?!.*[^{_VOWELS}]{{6}})[a-zà-ÿœß]+")


def page_quality(text: str, syllables: Syllables, confidence: float | None = None) -> float:
    """Return how well a page was read, in [0, 1]; it rises with the share of syllables and with the confidence.

    Args:
        text: what was read, in NFC.
        syllables: what is Vietnamese.
        confidence: how sure the recognition of letters was on average, in [0, 1]; None where letters were not guessed.

    Returns:
        ``(syllables + 20) / (words + 20)``, so that a page with few words is taken as sound, as is one in another
        language; with a confidence, times ``0.4 + 0.6 * min(1, confidence / 0.93)``, because recognition makes
        syllables even of what it cannot see.
    """
    text = _whole_words(text)
    good, counted = syllables.share(text)
    language = (good + _KNOWN_WORDS) / (counted + _KNOWN_WORDS)
    if good < _NONSENSE * counted and _foreign(text, syllables):
        language = 1.0
    if confidence is None:
        return language
    return language * (_BY_LANGUAGE + (1 - _BY_LANGUAGE) * min(1.0, max(0.0, confidence) / _GOOD_CONFIDENCE))


def nonsense(text: str, syllables: Syllables) -> bool:
    """Tell whether the text of a page says nothing: strange letters, or words that are no words in any language.

    Args:
        text: all text of one page, in NFC.
        syllables: what is Vietnamese.

    Returns:
        False where there is too little text to tell, as on a page of figures, and for text in another language.
    """
    if garbled(text):
        return True
    text = _whole_words(text)
    good, counted = syllables.share(text)
    return counted >= _LEAST_WORDS and good < _NONSENSE * counted and not _foreign(text, syllables)


def rated(source: Source, syllables: Syllables, confidences: Mapping[int, float] | None = None) -> Source:
    """Return a source with its quality, and a warning for each page that was read badly.

    Args:
        source: what was read.
        syllables: what is Vietnamese.
        confidences: for pages whose letters were recognised, how sure the recognition was on average.

    Returns:
        the source; its quality is the mean over its pages (all of it where there are none) by their length. A page
        that is already told to be garbled gets no second warning.
    """
    told = {problem.page for problem in source.problems if problem.code == "garbled-text-layer"}
    total = 0.0
    problems = []
    pages = _pages(source)
    for page, text in pages.items():
        quality = page_quality(text, syllables, (confidences or {}).get(page or 0))
        total += quality * len(text)
        if quality < LOW_QUALITY and page not in told:
            problems.append(_low_quality(page, quality))
    length = sum(map(len, pages.values()))
    return replace(
        source,
        quality=round(total / length, 3) if length else None,
        problems=(*source.problems, *problems),
    )


def _pages(source: Source) -> dict[int | None, str]:
    """Return the text of each page; the whole text under None for a format without pages."""
    if not source.page_count:
        return {None: source.text}
    texts: dict[int | None, list[str]] = {}
    page = None
    for block in source.blocks:
        page = block.page or page
        texts.setdefault(page, []).append(source.of(block))
    return {number: "\n".join(parts) for number, parts in texts.items()}


def _low_quality(page: int | None, quality: float) -> Problem:
    percent = round(100 * quality)
    place, place_en = (f"Trang {page}", f"Page {page}") if page else ("Văn bản", "The text")
    return Problem(
        "warning",
        "low-quality",
        f"{place} đọc được không rõ (chất lượng khoảng {percent}%); hãy đối chiếu với bản gốc.",
        f"{place_en} was read badly (quality about {percent}%): compare it with the original.",
        page=page,
    )


def _whole_words(text: str) -> str:
    """Return text without the marks that do not print and would part a word."""
    return text if text.isascii() else text.replace("\u200b", "").replace("\u00ad", "")


def _foreign(text: str, syllables: Syllables) -> bool:
    """Tell whether words that are no syllables are at least words: letters of the West that can be spoken."""
    words = [word.lower() for word in _WORD.findall(text)]
    strange = [word for word in words if not syllables.valid(word)]
    spoken = sum(_PRONOUNCEABLE.fullmatch(word) is not None for word in strange)
    return spoken >= _FOREIGN_SHARE * len(strange)
