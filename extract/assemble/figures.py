"""The figures of a passage: each quantity with the clause that states it and the words for what it counts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from extract.model import Quantity
from extract.rulebook import Rulebook

_KEPT = 4
_CLAUSE = regex.compile(r"[.;:!?](?=\s|$)|\n")
_JOINT = regex.compile(r",\s|(?<!\p{L})(?:và|hoặc)\s|\((?=gồm|trong đó)")
_COLON = regex.compile(r":\s*$")
_DIGIT = regex.compile(r"\d")
_TRIM = " ,;:.-+*•(\n"
_TRAILING_JOINT = regex.compile(r"[\s,;(]+(?:và|hoặc)$")
_REACHED_REACH = 40
_VERB = 2


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in its clause.

    ``start`` and ``end`` bound the clause, ``indicator`` says what is counted. ``front`` holds the words that stand
    before a number which counts what follows it ("Hình thành" of "Hình thành 20 mô hình"); ``joined`` tells that the
    number goes on with the series of the figure before: "..., 50 doanh nghiệp".
    """

    start: int
    end: int
    quantity: Quantity
    indicator: str = ""
    front: str = ""
    joined: bool = False


class Figures:
    """Reads figures.

    Args:
        text: canonical text.
        quantities: those marked in it, in text order.
        rulebook: group ``targets``.
    """

    def __init__(self, text: str, quantities: Sequence[Quantity], rulebook: Rulebook) -> None:
        self._text = text
        self._quantities = quantities
        self._starts = [quantity.start for quantity in quantities]
        self._rules = aim_patterns(rulebook)
        self._named_before: dict[tuple[str, str], str] = {}

    def read(self, start: int, end: int) -> list[Figure]:
        """Return the figures between two offsets, in text order."""
        found: list[Figure] = []
        for quantity in self._quantities[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            clause = self._clause(quantity, start, end)
            if found and clause[0] < found[-1].end:
                self._go_on(found, quantity, clause[1])
            else:
                found.append(Figure(self._opening(*clause, quantity), clause[1], quantity))
        named: list[Figure] = []
        for place, figure in enumerate(found):
            following = found[place + 1] if place + 1 < len(found) else None
            named.append(self._named(figure, named[-1] if named else None, following))
        return named

    def _go_on(self, found: list[Figure], quantity: Quantity, end: int) -> None:
        """Add a quantity that stands in the clause of the one before: a clause of its own from the mark between."""
        earlier = found[-1]
        cut = self._cut(earlier, quantity)
        if cut is None:
            # One clause, one aim: of "tốc độ 1 Gb/s đạt 100%" what is reached.
            reached = self._reached(earlier.start, quantity)
            found[-1] = replace(earlier, end=end, quantity=quantity if reached else earlier.quantity)
            return
        stop, begin = cut
        joined = self._goes_on(begin, quantity)
        words = self._text[earlier.quantity.end : stop]
        found[-1] = replace(earlier, end=earlier.quantity.end + len(_TRAILING_JOINT.sub("", words.rstrip(_TRIM))))
        found.append(Figure(begin, end, quantity, joined=joined))

    def _cut(self, earlier: Figure, quantity: Quantity) -> tuple[int, int] | None:
        """Return the mark that parts two numbers of one clause as (start, end), None when they belong together."""
        found = _JOINT.finditer(self._text, earlier.quantity.end, quantity.start)
        marks = [(int(mark.start()), int(mark.end())) for mark in found]
        for start, end in reversed(marks):
            if self._goes_on(end, quantity) or self._rules["head"].match(self._text, end, quantity.start):
                return start, end
        commas = [(start, end) for start, end in marks if self._text[start] == ","]
        if commas:
            # "60% hộ dân, phường có ...": what the first number counts stands after it, up to the last comma.
            return commas[-1 if self._goes_on(earlier.start, earlier.quantity) else 0]
        both = self._reached(earlier.start, earlier.quantity) and self._reached(earlier.start, quantity)
        return marks[-1] if marks and both else None

    def _goes_on(self, start: int, quantity: Quantity) -> bool:
        """Nothing stands between ``start`` and the number but words like "trong đó ít nhất"."""
        return self._rules["joins"].match(self._text[start : quantity.start].lstrip()) is not None

    def _reached(self, start: int, quantity: Quantity, rule: str = "reached") -> bool:
        words = self._text[max(start, quantity.start - _REACHED_REACH) : quantity.start]
        return self._rules[rule].search(words) is not None

    def _clause(self, quantity: Quantity, first: int, last: int) -> tuple[int, int]:
        """Return the clause of a quantity: up to the marks round it, past a colon after which only a measure stands."""
        stop = _CLAUSE.search(self._text, quantity.end, last)
        end = stop.start() if stop else last
        marks = [match.end() for match in _CLAUSE.finditer(self._text, first, quantity.start)]
        start = marks[-1] if marks else first
        if marks and self._text[start - 1] == ":" and self._names_before(start, quantity, end):
            start = marks[-2] if len(marks) > 1 else first
        while start < quantity.start and self._text[start] in _TRIM:
            start += 1
        while end > quantity.end and self._text[end - 1] in _TRIM:
            end -= 1
        return start, end

    def _opening(self, start: int, end: int, quantity: Quantity) -> int:
        """Return where the words of the number itself begin: "Hỗ trợ hộ nghèo, phấn đấu đạt 30% hộ có vườn"."""
        marks = [
            mark for mark in _JOINT.finditer(self._text, start, quantity.start) if self._goes_on(mark.end(), quantity)
        ]
        counted = self._counted_after(quantity, end)
        if not marks or not counted or self._rules["whole"].match(counted):
            return start
        # "Đến năm 2030, ít nhất 60% hộ ...": a time in front belongs to the clause.
        fronted = self._rules["joins"].match(self._text[start : marks[0].start()])
        return start if fronted else marks[0].end()

    def _names_before(self, colon: int, quantity: Quantity, end: int) -> bool:
        """The words before the colon say what is counted: "Diện tích trồng mới: trên 200 ha"."""
        measured = self._rules["measure"].match(quantity.unit) is not None
        return measured and not self._counted_after(quantity, end) and self._goes_on(colon, quantity)

    def _counted_after(self, quantity: Quantity, end: int) -> str:
        """Return the words after the number that say what is counted, "" when they say something else."""
        after = self._text[quantity.end : end].rstrip(_TRIM)
        if self._rules["measure"].match(quantity.unit):
            after = after.lstrip()
            return "" if self._rules["tail"].match(after) else after
        unit = self._rules["scale"].sub("", quantity.unit)
        return f"{unit}{after}" if after.startswith(",") else f"{unit} {after.strip()}".strip()

    def _named(self, figure: Figure, earlier: Figure | None, following: Figure | None) -> Figure:
        """Return the figure with its indicator: what stands before the number, after it, or was named before."""
        quantity = figure.quantity
        before = self._before(figure, "closes")
        after = self._counted_after(quantity, figure.end)
        whole = self._rules["whole"].match(after)
        measured = self._rules["measure"].match(quantity.unit) is not None
        reached = self._reached(figure.start, quantity, "attained") and not self._rules["sum"].search(before)
        if figure.joined and earlier is not None and not before:
            if not after or (whole and not earlier.front):
                return replace(figure, indicator=earlier.indicator)
            front = "" if self._rules["predicate"].search(after) else earlier.front
            return replace(figure, indicator=_joined(front, after), front=front)
        if earlier is not None and not after and self._rules["growth"].match(before.lower()):
            return replace(figure, indicator=_joined(before, earlier.indicator))
        if before and (not after or (reached and (measured or len(before.split()) > _VERB))):
            return replace(figure, indicator=before)
        front = self._before(figure, "bounds") if before and not self._rules["sum"].search(before) else before
        after += self._shared_predicate(figure, after, following)
        return replace(figure, indicator=_joined(front, after), front=front)

    def _before(self, figure: Figure, trailing: str) -> str:
        """Return the words before the number that name something, with those of a change that belong to them.

        Args:
            figure: its clause and quantity.
            trailing: the rule whose words are left off right before the number.
        """
        quantity = figure.quantity
        words = self._text[figure.start : quantity.start].strip(_TRIM)
        digit = _DIGIT.search(self._text, quantity.start, quantity.end)
        change = self._text[quantity.start : digit.start()].strip() if digit and quantity.bound == "change" else ""
        before = self._rules["opens"].sub("", words + " ")
        strives = list(self._rules["striving"].finditer(before))
        if strives:
            # "Khôi phục sản xuất, phấn đấu tăng trưởng đạt 8%": what is striven for is counted.
            sought = self._rules["opens"].sub("", before[strives[-1].end() :].strip(_TRIM) + " ")
            counted = self._counted_after(quantity, figure.end).split()
            told = len(sought.split()) > _VERB or len(counted) > len(quantity.unit.split())
            before = sought if told else before
        if change and (not before.strip(_TRIM) or self._rules["pace"].search(before.strip())):
            before = f"{before} {change}"
            return " ".join(before.split())
        asked = (trailing, before.strip(_TRIM))
        if asked not in self._named_before:
            self._named_before[asked] = " ".join(self._rules[trailing].sub("", asked[1]).split())
        return self._named_before[asked]

    def _shared_predicate(self, figure: Figure, after: str, following: Figure | None) -> str:
        """Return what is said of both where a series tells it once: "80% trạm y tế và 100% cơ sở đủ điều kiện"."""
        if following is None or not following.joined or self._rules["predicate"].search(after):
            return ""
        words = self._text[following.quantity.end : following.end]
        found = self._rules["predicate"].search(words)
        return f" {words[found.start() :].strip()}" if found else ""


def _joined(before: str, after: str) -> str:
    return " ".join(f"{before} {after}".split())


@lru_cache(maxsize=_KEPT)
def aim_patterns(rulebook: Rulebook) -> dict[str, regex.Pattern[str]]:
    """Return the patterns of the rules that give ``aim``, by what they give."""
    return {str(rule.gives["aim"]): rule.regex for rule in rulebook.rules("targets") if "aim" in rule.gives}
