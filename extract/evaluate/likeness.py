"""When two names or texts say the same: what carries no meaning is folded away, the rest compared."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

T = TypeVar("T")
ALIKE: Final = 0.9  # likeness from which two names are the same
SAME_TEXT: Final = 0.8  # shared words (F1), or likeness of quotes, from which two rows mean the same passage
_TITLE: Final = re.compile(
    r"^(?:đồng chí )?(?:bộ trưởng|chủ tịch|giám đốc|thủ trưởng|chánh|trưởng) "
    r"(?=bộ |ủy ban|sở |ban |văn phòng|cơ quan |hội )"
)
_PROVINCE: Final = re.compile(r" (?:tỉnh|thành phố) (?!trực)[a-zà-ỹ ]{2,20}$")


def fold(text: str) -> str:
    """Fold what carries no meaning: case, blanks, kinds of quotes and dashes, outer punctuation."""
    text = unicodedata.normalize("NFC", text).casefold()
    text = re.sub(r"[“”\"'’‘*_]", "", re.sub(r"[‐-―−]", "-", text))
    return re.sub(r"\s+", " ", re.sub(r"\s*([-/,;:])\s*", r"\1", text)).strip(" .,;:-+()/")


def fold_body(name: str) -> str:
    """Fold a body's name: also the plural mark, the office-holder's title and the province at its end."""
    name = _TITLE.sub("", re.sub(r"^(?:các|những) ", "", fold(name)))
    return re.sub(r"\s+", " ", _PROVINCE.sub("", re.sub(r"[,-]| và ", " ", name))).strip()


def likeness(one: str, other: str) -> float:
    """Return how alike two texts are, in [0, 1]."""
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


def words(text: str) -> Counter[str]:
    """Return the folded words of a text with their numbers."""
    return Counter(re.findall(r"\w+", fold(text)))


def overlap(one: Counter[str], other: Counter[str]) -> float:
    """Return the F1 of two bags of words, in [0, 1]."""
    return 2 * (one & other).total() / max(one.total() + other.total(), 1)


def pairs(gold: Sequence[T], found: Sequence[T], like: Callable[[T, T], float], floor: float) -> dict[int, int]:
    """Match one to one, most alike first.

    Args:
        gold: what is wanted.
        found: what there is.
        like: how alike two of them are.
        floor: below this they are different.

    Returns:
        the index in ``found`` for each matched index in ``gold``.
    """
    scored = sorted(
        ((like(one, other), -abs(i - j), i, j) for i, one in enumerate(gold) for j, other in enumerate(found)),
        reverse=True,
    )
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for score, _, i, j in scored:
        if score < floor:
            break
        if i not in matched and j not in taken:
            matched[i] = j
            taken.add(j)
    return matched
