"""Office-holders: a title and the bodies whose head it names; and the door to all that may begin at a word."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extract.annotate.body_families import MOST_IN_LIST, listed, lowered

if TYPE_CHECKING:
    from extract.annotate.body_lexicon import Found
    from extract.annotate.body_lists import ListGrammar
    from extract.model import BodyKind
    from extract.normalize.names import Words


@dataclass(frozen=True, slots=True)
class _Title:
    text: str
    stop: int
    all: bool
    many: bool


class OfficeGrammar:
    """Reads everything that may begin at a word of a block.

    Args:
        lists: the grammar of bodies, groups and lists.
    """

    def __init__(self, lists: ListGrammar) -> None:
        """Keep the grammars and their lexicon."""
        self.lists = lists
        self.names = lists.names
        self.groups = lists.groups
        self.lexicon = lists.lexicon

    def at(self, block: Words, at: int) -> list[Found]:
        """Return the bodies of the longest wording that begins at word ``at``, none when nothing does."""
        if self.lexicon.is_not(block, at):
            return []
        best = self.lists.unheaded(block, at)
        lexicon = self.lexicon
        if block.folded[at] in lexicon.starting:
            best = self.lists.longer(best, self.lists.one(self.groups.whole(block, at)))
        if block.folded[at] in lexicon.title_words:
            best = self.lists.longer(best, self.office(block, at))
        return [self._with_second(block, best[0])] if len(best) == 1 and best[0].kind == "office" else best

    def _with_second(self, block: Words, first: Found) -> Found:
        """Read a second office of the same person: after a dash any, after a comma only that of a joint body's head."""
        at = first.stop
        if at >= block.size or block.gap(at) not in (" - ", ", ") or not block.words[at][0].isupper():
            return first
        dash = block.gap(at) == " - "
        if not (dash or self.lexicon.second_titles.longest(block, at)):
            return first
        second = self.office(block, at)
        if len(second) != 1 or ", " in second[0].name or not (dash or self.lexicon.joint_in(second[0].name)):
            return first
        name = f"{first.name}{block.gap(at)}{second[0].name}"
        return replace(first, end=second[0].end, stop=second[0].stop, name=name, entry="", abbreviation="")

    def office(self, block: Words, at: int) -> list[Found]:
        """Read a title and the bodies whose head it names."""
        title = self._title(block, at)
        if title is None or title.stop >= block.size:
            return []
        heads = self.lists.longer(
            self.lists.unheaded(block, title.stop), self.lists.one(self.groups.whole(block, title.stop))
        )
        heads = heads or self.lists.one(self.groups.group(block, title.stop, beside=True, headed=True))
        if title.many:
            heads = self._listed_bodies(block, heads)
        if not heads and not title.many and not title.all:
            heads = self.lists.one(self.groups.weak(block, title.stop, frozenset({"beside"})))
        if not heads or self.lexicon.is_not(block, title.stop):
            return []
        distributed = len(heads) > 1
        found = []
        for number, head in enumerate(heads):
            start = block.starts[at] if number == 0 else head.start
            joint = " các " if title.all and not distributed else " "
            inner = head.name if joint == " " and self._keeps_capital(block, head) else lowered(head.name)
            kind: BodyKind = "group" if title.text.lower().startswith("tập thể") else "office"
            office = replace(head, start=start, name=title.text + joint + inner, kind=kind, entry="", abbreviation="")
            if kind == "office":
                office = replace(office, heads=head.heads or head.name, heads_stem=head.stem)
            found.append(office)
        if len(found) == 1 and title.text.startswith(("Phó", "Thứ")):
            return [self.names.charged(block, self.names.called(block, found[0]))]
        return found

    def _keeps_capital(self, block: Words, head: Found) -> bool:
        """Tell whether the name of a head's body stays as it is: a known name always, others as they are printed."""
        if head.kind not in ("group", "generic") and head.rule != "bodies.name":
            return True
        many = head.name.partition(" ")[0].lower() in self.lexicon.opening_words
        return not many and not block.text[head.start].islower()

    def _listed_bodies(self, block: Words, heads: list[Found]) -> list[Found]:
        while heads and len(heads) < MOST_IN_LIST:
            index = listed(block, heads[-1].stop)
            following = self.names.body(block, index) if index is not None and index < block.size else None
            if following is None:
                break
            heads = [*heads, following]
        return heads

    def _title(self, block: Words, at: int) -> _Title | None:
        first = self.lexicon.titles.longest(block, at)
        if first is None or not self._printed_as_title(block, at, first[1]):
            return None
        stop = first[1]
        for _ in range(4):
            index = _joined_title(block, stop)
            opener = self.lexicon.openers.longest(block, index) if index is not None else None
            index = opener[1] if opener else index
            following = self.lexicon.titles.longest(block, index) if index is not None and index < block.size else None
            if following is None:
                break
            stop = following[1]
        text = self.lexicon.registry.expand(block.text[block.starts[at] : block.ends[stop - 1]])
        if stop >= block.size:
            return None
        opener = self.lexicon.openers.longest(block, stop) if block.gap(stop) == " " else None
        group = opener is not None and bool(
            self.groups.group(block, stop, headed=True) or self.groups.whole(block, stop)
        )
        after = opener[1] if opener and not group and not self.lists.families.members(block, stop) else stop
        many = block.gap(stop) == ": "
        if not many and block.gap(stop) != " ":
            return None
        return _Title(text, after, opener is not None and after != stop, many)

    def _printed_as_title(self, block: Words, at: int, stop: int) -> bool:
        text = block.text[block.starts[at] : block.ends[stop - 1]]
        return text[0].isupper() or text not in self.lexicon.titles_capital


def _joined_title(block: Words, at: int) -> int | None:
    if at >= block.size:
        return None
    if block.gap(at) == " " and block.folded[at] in ("và", "kiêm"):
        return at + 1
    return at if block.gap(at) in (", ", " - ", "/") else None
