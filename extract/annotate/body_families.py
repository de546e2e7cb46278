"""Several bodies of one kind under one head word: "các Bộ: Tài chính, Xây dựng", "các Đảng ủy Bộ Y tế, Bộ Nội vụ"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extract.annotate.body_lexicon import Found
from extract.normalize.names import is_abbreviation

if TYPE_CHECKING:
    from extract.annotate.body_names import NameGrammar
    from extract.normalize.names import Words

MOST_IN_LIST = 40


@dataclass(frozen=True, slots=True)
class _Family:
    """The head word of a list, the word at which its members begin, and whether "các" opens it."""

    start: int
    name: str
    first: int
    level: str
    opened: bool


class FamilyGrammar:
    """Reads lists whose members leave out the head word that they share.

    Args:
        names: the grammar of single bodies.
    """

    def __init__(self, names: NameGrammar) -> None:
        """Keep the grammar of single bodies and its lexicon."""
        self.names = names
        self.lexicon = names.lexicon

    def members(self, block: Words, at: int) -> list[Found]:
        """Return one body for each member of the list at word ``at``, none when no such list begins there.

        "Bộ" and "Sở" may list their members without a colon ("Sở Tư pháp, Nội vụ"); all others need "các" and a colon.
        """
        family = self._family(block, at)
        if family is None:
            return self._owned(block, at)
        found: list[Found] = []
        index: int | None = family.first
        while index is not None and index < block.size and len(found) < MOST_IN_LIST:
            one = self._member(block, family, index, family.start if not found else block.starts[index])
            if one is None:
                break
            found.append(one)
            index = listed(block, one.stop)
        shared = self._shared(block, found) if len(found) > 1 or (found and family.opened) else []
        if len(shared) == 1 and block.gap(family.first) == " " and listed(block, shared[0].stop) is None:
            return [replace(shared[0], name=f"Các {shared[0].name}")]  # the department of this kind in every province
        return shared

    def _family(self, block: Words, at: int) -> _Family | None:
        lexicon = self.lexicon
        opener = lexicon.openers.longest(block, at)
        head = opener[1] if opener else at
        match = lexicon.families.longest(block, head)
        if match is None:
            return None
        level, stop = lexicon.family_levels[match[0]], match[1]
        start, name = block.starts[at], block.text[block.starts[head] : block.ends[stop - 1]]
        if stop < block.size and opener and block.gap(stop) == ": ":
            return _Family(start, name, stop, level, True)
        if name.lower() not in lexicon.plain_families:
            return None
        first = self._after_head(block, stop) if opener else stop
        if first is None or first >= block.size or (not opener and block.gap(first) not in (" ", ": ")):
            return None
        return _Family(start, name, first, level, opener is not None)

    def _after_head(self, block: Words, at: int) -> int | None:
        """Skip "ngành", "cơ quan" and the colon in "các Bộ, cơ quan: ..."."""
        if at < block.size and block.gap(at) == ", ":
            member = self.lexicon.members.longest(block, at)
            if member and member[1] < block.size and block.gap(member[1]) == ": ":
                return member[1]
            return None
        return at if at < block.size and block.gap(at) == " " else None

    def _member(self, block: Words, family: _Family, at: int, start: int) -> Found | None:
        if not block.words[at][0].isupper():
            return None
        match = self.lexicon.registry.match_field(family.name.lower(), block, at)
        if match is None:
            return (
                self._unknown(block, family, at, start)
                if family.name.lower() not in self.lexicon.plain_families
                else None
            )
        entry, stop = match
        area = self.names.area(block, stop) if entry.area == "none" else None
        if area is not None:
            return None
        return Found(
            start,
            block.ends[stop - 1],
            stop,
            entry.name,
            "body",
            "bodies.fields",
            entry.level,
            entry=entry.id,
            abbreviation=entry.abbreviation,
            plain=entry.area != "none",
        )

    def _unknown(self, block: Words, family: _Family, at: int, start: int) -> Found | None:
        """Return a member that stands in no register: a proper name without commas."""
        if is_abbreviation(block.words[at]) or self.names.begins_other(block, at):
            return None
        stop = self.names.name_end(block, at, in_list=True)
        if stop == at:
            return None
        name = f"{family.name[:1].upper()}{family.name[1:]} {block.text[block.starts[at] : block.ends[stop - 1]]}"
        full = self.lexicon.registry.expand(name)
        rule = "bodies.fields"
        return Found(start, block.ends[stop - 1], stop, full, "body", rule, family.level, plain=True, confidence=0.85)

    def _shared(self, block: Words, found: list[Found]) -> list[Found]:
        """Give what follows the last member to all: "các Hội: Nông dân, Cựu chiến binh tỉnh"."""
        last = found[-1]
        if not all(one.entry and one.plain for one in found):
            return found
        if all(one.level == "party" for one in found):
            owner = self.names.body(block, last.stop) if last.stop < block.size else None
            if owner is None or owner.level != "party" or block.gap(last.stop) != " ":
                return found
            owned = [replace(one, name=f"{one.name} {owner.name}", entry="", plain=False) for one in found]
            return [*owned[:-1], replace(owned[-1], end=owner.end, stop=owner.stop)]
        area = self.names.area(block, last.stop)
        if area is None:
            return found
        placed = [self.names.placed(block, one, area) for one in found]
        return [
            *(replace(new, end=old.end, stop=old.stop) for new, old in zip(placed, found[:-1], strict=False)),
            placed[-1],
        ]

    def _owned(self, block: Words, at: int) -> list[Found]:
        """Read "các Đảng ủy Bộ Y tế, Bộ Nội vụ": one body beside each of several others."""
        opener = self.lexicon.openers.longest(block, at)
        if opener is None or opener[1] >= block.size or block.gap(opener[1]) != " ":
            return []
        match = self.lexicon.registry.match(block, opener[1])
        if match is None or match[0].area != "of" or not block.words[opener[1]][0].isupper():
            return []
        entry, index = match[0], match[1]
        found: list[Found] = []
        following: int | None = index
        while following is not None and following < block.size and len(found) < MOST_IN_LIST:
            owner = self.names.body(block, following)
            if owner is None or not owner.entry or owner.level == "party":
                break
            start = block.starts[at] if not found else owner.start
            level = entry.level if entry.level == "party" else owner.level
            rule = f"registry.{entry.id}"
            name = f"{entry.name} {owner.name}"
            found.append(replace(owner, start=start, name=name, level=level, rule=rule, entry="", plain=False))
            following = listed(block, owner.stop)
        return found if len(found) > 1 else []


def listed(block: Words, at: int) -> int | None:
    """Return where the next item of a list begins, None when the list ends at word ``at``."""
    if at >= block.size:
        return None
    if block.gap(at) == " " and block.folded[at] == "và":
        return at + 1
    if block.gap(at) in (", ", "; "):
        return at + 1 if block.folded[at] == "và" else at
    return None


def lowered(name: str) -> str:
    """Return ``name`` with a small first letter."""
    return name[:1].lower() + name[1:]
