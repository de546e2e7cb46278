"""The tree of parts with what the assembler asks of it: children, ancestors, headings, sections, attribute lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import regex

from extract.assemble.grammar import Grammar
from extract.assemble.quoted import quoted_items
from extract.model import Directive, Item

_SILENT_SECTIONS = frozenset({"aim", "assessment", "scope", "proposals"})


# An attribute may open a line, a bracket, or follow another one: "Chủ trì: Sở Y tế; phối hợp: Sở Nội vụ; thời gian:
# Quý II".
_OPENING = regex.compile(r"[.;,(\n]\s*(?=\p{L})")
_HEAD_REACH = 90


@dataclass(frozen=True, slots=True)
class Attribute:
    """Words that say who, when or with what: their kind, where they begin and where their value lies."""

    kind: str
    start: int
    value_start: int
    value_end: int
    rule: str


class Tree:
    """Items of one directive by their relations.

    Args:
        directive: whose items are asked about.
        grammar: knows headings of sections and heads of attribute lines.
    """

    def __init__(self, directive: Directive, grammar: Grammar) -> None:
        self.directive = directive
        self.items = directive.items
        self._text = directive.text
        self._grammar = grammar
        self.quoted = quoted_items(directive)
        self.children: dict[int, list[Item]] = {}
        for item in self.items:
            self.children.setdefault(item.parent, []).append(item)
        self._lines = {item.index: found for item in self.items if (found := self._line(item))}
        self.attributes = {index: found[0] for index, found in self._lines.items()}
        self._sections = [self._section(item) for item in self.items]

    def text(self, item: Item) -> str:
        """Return the item's own words."""
        return self._text[item.start : item.end]

    def ancestors(self, item: Item) -> Iterator[Item]:
        """Yield the items above ``item``, nearest first."""
        while item.parent >= 0:
            item = self.items[item.parent]
            yield item

    def section(self, item: Item) -> str:
        """Return the nearest named section that the item stands in or heads, "" when none is named."""
        if self._sections[item.index]:
            return self._sections[item.index]
        return next((self._sections[above.index] for above in self.ancestors(item) if self._sections[above.index]), "")

    def direct_section(self, item: Item) -> str:
        """Return the section of the heading right above the item, attribute lines and bullets passed over."""
        above = next(
            (
                part
                for part in self.ancestors(item)
                if part.index not in self.attributes and part.label not in ("-", "+", "*")
            ),
            None,
        )
        return self._sections[item.index] or (self._sections[above.index] if above else "")

    def silent(self, item: Item) -> str:
        """Return the section that makes the item no duty (aims, the past, scope), "" when there is none."""
        for part in [item, *self.ancestors(item)]:
            section = self._sections[part.index]
            if section in _SILENT_SECTIONS:
                return section
            if section == "organisation":
                return ""
            attribute = self.attributes.get(part.index)
            if attribute and attribute.kind == "other":
                return "attribute"
            if part is not item and self._grammar["list.things"].search(self.text(part)):
                return "list"
        return ""

    def forbids(self, item: Item) -> bool:
        """Tell whether the item stands in a list of acts that are forbidden."""
        return any(self._forbidding[above.index] for above in self.ancestors(item))

    @cached_property
    def _forbidding(self) -> list[bool]:
        """Which items introduce acts that are forbidden: each is asked once, not by all that stand below it."""
        above = {item.parent for item in self.items}
        forbidden = self._grammar["list.forbidden"]
        return [item.index in above and forbidden.search(self.text(item)) is not None for item in self.items]

    def heading(self, item: Item) -> Item | None:
        """Return the nearest item above that introduces this one and is no bullet, None at the root."""
        return next((above for above in self.ancestors(item) if above.label not in ("-", "+", "*")), None)

    def labelled_children(self, item: Item) -> list[Item]:
        """Return the children that carry a label or are headings."""
        return [child for child in self.children.get(item.index, []) if child.label or child.kind == "heading"]

    def attributes_of(self, line: Item) -> tuple[Attribute, ...]:
        """Return all attributes of an attribute line."""
        return self._lines.get(line.index, ())

    def cell_attributes(self, start: int, end: int) -> tuple[Attribute, ...]:
        """Return the attributes that a cell or line consists of: "Chủ trì: Sở Y tế; phối hợp: Sở Tài chính"."""
        first = self._head(start, end)
        heads = [first] if first else []
        heads += [(one.kind, one.start, one.value_start, one.rule) for one in self.inline_attributes(start, end)]
        return self._with_ends(heads, end)

    def inline_attributes(self, start: int, end: int) -> tuple[Attribute, ...]:
        """Return the attributes that stand inside a block: "... (chủ trì: Sở Y tế; thời gian: Quý II)"."""
        heads = []
        for opening in _OPENING.finditer(self._text, start, end):
            found = self._head(opening.end(), end)
            if found:
                heads.append(found)
        return self._with_ends(heads, end)

    def _line(self, item: Item) -> tuple[Attribute, ...]:
        first = self._head(item.start, item.end)
        if first is None:
            return ()
        if first[0] in ("task", "other"):
            return self._with_ends([first], item.end)
        rest = [(a.kind, a.start, a.value_start, a.rule) for a in self.inline_attributes(first[2], item.end)]
        return self._with_ends([first, *rest], item.end)

    def _head(self, start: int, end: int) -> tuple[str, int, int, str] | None:
        """Return kind, start, start of the value and rule of the attribute head at ``start``."""
        if self._text.find(":", start, min(end, start + _HEAD_REACH)) < 0:
            return None
        words = self._text[start : min(end, start + 2 * _HEAD_REACH)]
        for rule in self._grammar.attribute_rules:
            match = rule.regex.match(words)
            if match:
                begin = start + match.end()
                while begin < end and self._text[begin] in " *_":
                    begin += 1
                return str(rule.gives["attribute"]), start, begin, rule.id
        return None

    def _with_ends(self, heads: list[tuple[str, int, int, str]], end: int) -> tuple[Attribute, ...]:
        ends = [*(head[1] for head in heads[1:]), end][: len(heads)]
        return tuple(
            Attribute(kind, start, value, stop, rule)
            for (kind, start, value, rule), stop in zip(heads, ends, strict=True)
        )

    def _section(self, item: Item) -> str:
        section = self._section_by_words(item)
        # "Đánh giá tác động ..." is an assessment only as the title of a part; as an item it is work.
        if section == "assessment" and not (item.kind == "heading" or self.children.get(item.index)):
            return ""
        return section

    def _section_by_words(self, item: Item) -> str:
        text = self.text(item)
        if len(text) > 200:
            # A labelled paragraph may open with its heading: "1. Mục đích: Để thực hiện ..."
            head = text[: text.find(":") + 1] if 0 < text.find(":") < 40 else ""
            return self._named(head) if head and item.label else ""
        found = self._named(text)
        if not found and item.label and 0 < text.find(":") < 40:
            found = self._named(text[: text.find(":") + 1])
        return found

    def _named(self, heading: str) -> str:
        for rule in self._grammar.section_rules:
            if rule.regex.search(heading):
                return str(rule.gives["section"])
        return ""
