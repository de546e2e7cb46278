"""The tree of parts: which block hangs below which, by its label or by its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from extract.model import Block, Item, ItemKind, Source, Zone
from extract.rulebook import Rule, Rulebook

_BULLET_RANK = 10
_CAPITAL_HEADING_RANK = 4
_BOLD_HEADING_RANK = 4.5
_HEADING_LENGTH = 160
_TITLE_LENGTH = 600
_TITLE_LINES = 3
_ANNEX_LABEL = 16
_LEADING_LINE = 160
_UNDER = 0.5
_COUNTED = frozenset({"thứ", "phần thứ"})  # the number is a word
_ANNEX = "phụ lục"
_FIRST = frozenset({"1", "a", "(1)", "(i)", "(a)", "-", "+", "*", "I", "Thứ nhất", "Một là"})
_SENTENCE_END = regex.compile(r"[.;]['\"”)]{0,2}$")


@dataclass(frozen=True, slots=True)
class Label:
    """A printed label: its text as it stands in a path, its standing, and where the words after it begin."""

    text: str
    rank: float
    end: int


@dataclass(frozen=True, slots=True)
class _Open:
    index: int
    rank: float
    path: tuple[str, ...]
    depth: int
    family: float = -1


def read_label(text: str, rulebook: Rulebook) -> Label | None:
    """Return the label at the beginning of ``text``, None when there is none."""
    for rule in _label_rules(rulebook, text[:1]):
        match = rule.regex.match(text)
        if match:
            label = str(rule.gives.get("label", _spelled(match["label"])))
            rank = float(rule.gives["rank"]) + label.count(".") / 10
            end = match.end()
            while end < len(text) and text[end] in " .)-:":
                end += 1
            return Label(label, rank, end)
    return None


@lru_cache(maxsize=1024)
def _label_rules(rulebook: Rulebook, first: str) -> tuple[Rule, ...]:
    """Return the rules of labels that can match a text with this first character: two or three of eleven."""
    labels = (rule for rule in rulebook.rules("structure") if "rank" in rule.gives)
    return tuple(rule for rule in labels if rule.regex.match(first, partial=True))


def _spelled(label: str) -> str:
    """Write "ĐIỀU 2" as "Điều 2", "chương ii" as "Chương II", annexes in capitals; leave "II" and "a" as they are."""
    if label.lower().startswith(_ANNEX):
        return label.upper()
    head, blank, number = label.rpartition(" ")
    if head.lower() in _COUNTED or number.lower() == "là":
        return label.capitalize()
    return head.capitalize() + blank + number.upper() if blank else label


def read_outline(source: Source, zones: Sequence[Zone], rulebook: Rulebook) -> tuple[Item, ...]:
    """Return the items of body and annexes in text order, as a tree by ``parent``.

    Args:
        source: what was read.
        zones: the zone of each of its blocks.
        rulebook: rules of group ``structure``.

    Returns:
        one item per paragraph; cells of tables are no items (see ``tables``).
    """
    rules = rulebook.rules("structure")
    closing = [rule for rule in rules if "closes" in rule.gives]
    introduces = next(rule.regex for rule in rules if "introduces" in rule.gives)
    outline = _Outline(source, closing, introduces, lambda text: read_label(text, rulebook))
    parts = [
        (at, block, zone, read_label(source.of(block), rulebook))
        for at, (block, zone) in enumerate(zip(source.blocks, zones, strict=True))
        if zone in ("body", "annex") and block.kind == "paragraph"
    ]
    titles = _annex_titles(source, zones, rules)
    last_label = {zone: at for at, _, zone, label in parts if label is not None}
    for at, block, zone, label in parts:
        ahead = source.blocks[at + 1] if at + 1 < len(source.blocks) else None
        outline.add(block, zone, label, ahead, titled=at in titles, after_parts=at > last_label.get(zone, -1))
    return tuple(outline.items)


class _Outline:
    """Collects items and keeps the stack of open parts."""

    def __init__(
        self, source: Source, closing: Sequence[Rule], introduces: regex.Pattern[str], labelled: Callable[[str], object]
    ) -> None:
        self.items: list[Item] = []
        self._source = source
        self._closing = closing
        self._labelled = labelled
        self._introduces = introduces
        self._open: list[_Open] = []
        self._zone: Zone = "body"

    def add(
        self, block: Block, zone: Zone, label: Label | None, ahead: Block | None, *, titled: bool, after_parts: bool
    ) -> None:
        """Add a block; only after all labelled parts can a paragraph speak of the whole and close the lists."""
        if zone != self._zone:
            self._zone, self._open = zone, []
        text = self._source.of(block)
        if label is not None:
            rank = self._rank(label)
            self._close(rank)
            self._append(block, label.text, rank, block.start + label.end, "item", family=label.rank)
            return
        heading_rank = _BOLD_HEADING_RANK if titled else _heading_rank(block, text, ahead)
        if heading_rank is not None:
            self._close(heading_rank)
            self._append(block, "", heading_rank, block.start, "heading")
            return
        speaks_of_all = after_parts and not self._awaits_text()
        closing = next((rule for rule in self._closing if rule.regex.match(text)), None) if speaks_of_all else None
        self._close(float(closing.gives["closes"]) if closing else _BULLET_RANK)
        self._append(block, "", self._opens(text, ahead), block.start, "paragraph")

    def _awaits_text(self) -> bool:
        """Tell whether the last item only heads what follows: "2. Các sở, ban, ngành", its paragraph still to come."""
        last = self.items[-1] if self.items else None
        if last is None or not last.label:
            return False
        text = self._source.text[last.start : last.end].rstrip(" *_")
        return (last.bold or len(text) < _LEADING_LINE) and not text.endswith((".", ";", ",", "!", "/"))

    def _rank(self, label: Label) -> float:
        """Return the standing of a label among the open parts.

        A kind of label that is open keeps its standing; the first of a higher kind right after "...:" begins a list
        below it, as in "- ... theo nguyên tắc sau:" / "(1) ...".
        """
        for part in self._open:
            if part.family == label.rank:
                return part.rank
        top = self._open[-1] if self._open else None
        last = self.items[-1] if self.items else None
        if top is None or last is None or top.index != last.index or top.rank < label.rank or label.text not in _FIRST:
            return label.rank
        introduces = self._source.text[last.start : last.end].rstrip().endswith(":")
        return top.rank + _UNDER if introduces else label.rank

    def _opens(self, text: str, ahead: Block | None) -> float | None:
        """A short line with a colon before a labelled item heads what follows: "Sở Y tế:" / "a) Rà soát ..."."""
        if ahead is None or len(text) > _LEADING_LINE or not text.endswith(":"):
            return None
        if self._introduces.search(text) or not self._labelled(self._source.of(ahead)):
            return None
        above = self._open[-1].rank if self._open else -1
        self._close(above + _UNDER)
        return above + _UNDER

    def _close(self, rank: float) -> None:
        while self._open and self._open[-1].rank >= rank:
            self._open.pop()

    def _append(
        self, block: Block, label: str, rank: float | None, start: int, kind: ItemKind, *, family: float = -1
    ) -> None:
        parent = self._open[-1] if self._open else _Open(-1, -1, (), -1)
        path = (*parent.path, label) if label else parent.path
        item = Item(
            index=len(self.items),
            parent=parent.index,
            depth=parent.depth + 1,
            label=label,
            path=path,
            start=min(start, block.end),
            end=block.end,
            kind=kind,
            zone=self._zone,
            bold=block.bold or block.heading > 0,
        )
        self.items.append(item)
        if rank is not None:
            self._open.append(_Open(item.index, rank, path, item.depth, family))


def _annex_titles(source: Source, zones: Sequence[Zone], rules: Sequence[Rule]) -> frozenset[int]:
    """Return the blocks that title an annex: below "PHỤ LỤC" alone, or between such a line and "(Kèm theo ...)".

    Text copies lose the bold letters that tell them from the duties below.
    """
    opens = next(rule.regex for rule in rules if rule.id == "frame.annex-title")
    caption = next(rule.regex for rule in rules if rule.id == "frame.caption-line")
    lines = [
        at
        for at, (block, zone) in enumerate(zip(source.blocks, zones, strict=True))
        if zone == "annex" and block.kind in ("paragraph", "cell")
    ]
    texts = [source.of(source.blocks[at]) for at in lines]
    found: set[int] = set()
    for place, text in enumerate(texts):
        end = place + 1
        if not (opens.match(text) or text.isupper()) or len(text) > _HEADING_LENGTH:
            continue
        while end < len(texts) and end - place <= _TITLE_LINES and _may_title(texts[end], caption):
            end += 1
        if end < len(texts) and caption.match(texts[end]):
            found.update(lines[place + 1 : end])
        elif opens.match(text) and len(text) < _ANNEX_LABEL and end > place + 1:
            found.add(lines[place + 1])
    return frozenset(at for at in found if source.blocks[at].kind == "paragraph")


def _may_title(text: str, caption: regex.Pattern[str]) -> bool:
    return len(text) <= _TITLE_LENGTH and not text.endswith((".", ";", ":", ",")) and not caption.match(text)


def _heading_rank(block: Block, text: str, ahead: Block | None) -> float | None:
    """Tell an unnumbered heading: in capitals, or bold and short, without the end of a sentence."""
    if ahead is None:
        return None
    if text.isupper() and len(text) <= _TITLE_LENGTH:
        return _CAPITAL_HEADING_RANK
    if len(text) > _HEADING_LENGTH or _SENTENCE_END.search(text):
        return None
    if (block.bold or block.heading) and not text.endswith(","):
        return _BOLD_HEADING_RANK
    return None
