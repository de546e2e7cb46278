"""Groups of bodies, words that only point to bodies, and office-holders."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from extract.annotate.body_areas import word_after
from extract.annotate.body_lexicon import Found, Lexicon

if TYPE_CHECKING:
    from extract.annotate.body_names import NameGrammar
    from extract.model import BodyKind
    from extract.normalize.names import Words
    from extract.rulebook import Rule


# Where a word stands: beside another body in a list, after words that give work (``opened``), at the head of a
# sentence or of a clause.
Place = Literal["beside", "opened", "head", "clause"]


@dataclass(frozen=True, slots=True)
class _Member:
    stop: int
    specific: bool
    opened: bool
    joined: bool
    text: str


_SEPARATORS = frozenset({", ", " - ", "/", " / "})
_MOST_MEMBERS = 14


class GroupGrammar:
    """Reads groups, pointers and fixed wordings at a word of a block.

    Args:
        names: the grammar of single bodies.
    """

    def __init__(self, names: NameGrammar) -> None:
        """Keep the grammar of single bodies and its lexicon."""
        self.names = names
        self.lexicon: Lexicon = names.lexicon

    # -------------------------------------------------------------------------------------------------------- groups

    def group(self, block: Words, at: int, *, beside: bool = False, headed: bool = False) -> Found | None:
        """Return the group that begins at word ``at``: "các sở, ban, ngành tỉnh", "bộ, ngành và địa phương".

        Args:
            block: the block.
            at: index of a word.
            beside: another body stands before it in a list, so that "cơ quan thuộc Chính phủ" will do without "các".
            headed: a title stands before it, so that "các phòng" says enough ("Trưởng các phòng").
        """
        if at >= block.size or block.folded[at] not in self.lexicon.group_words:
            return None
        opener = self.lexicon.openers.longest(block, at)
        first = opener[1] if opener else at
        if opener and (first >= block.size or block.gap(first) != " "):
            return None
        member = self._member(block, first)
        if member is None or not (opener or self._may_stand_bare(block, at, member)):
            return None
        several = "," in member.text
        if not (opener or beside or several) and not self._goes_on(block, member.stop):
            return None
        members = [member]
        while len(members) < _MOST_MEMBERS:
            following = self._next_member(block, members[-1].stop)
            if following is None:
                break
            members.append(following)
        end, level, bounded, owned = self._limits(block, members[-1].stop)
        kept = self._first_group(members, bounded=bounded, owned=owned)
        if len(kept) < len(members):
            members, bounded, level = kept, False, ""
            end = block.ends[members[-1].stop - 1]
        stop = members[-1].stop
        opened = bool(opener) or beside or several
        if len(members) == 1 and not self._may_stand_alone(
            block, first, stop, opened, bounded or (headed and opener is not None)
        ):
            return None
        specific = any(member.specific for member in members)
        subjects = all(member.text in self.lexicon.subjects_of_law for member in members)
        start = block.starts[at]
        text = block.text[start:end]
        return Found(
            start,
            end,
            word_after(block, end, stop),
            self.lexicon.class_name(text),
            "group" if specific else "generic",
            "bodies.group",
            level or self._level(text),
            confidence=0.9 if specific else 0.4 if subjects else 0.75,
        )

    def _may_stand_bare(self, block: Words, at: int, member: _Member) -> bool:
        """Tell "giữa sở, ngành" from "cán bộ, công chức": one syllable in lower case follows a few words only."""
        if member.stop > at + 1 or block.words[at][0].isupper() or not at or block.gap(at) != " ":
            return True
        return block.folded[at - 1] in self.lexicon.before_bare_member

    def _member(self, block: Words, at: int, *, opened: bool = False) -> _Member | None:
        found = self.lexicon.members.longest(block, at)
        if found is None:
            return None
        stop = found[1]
        capital = block.words[at][0].isupper()
        if self.lexicon.never_member.longest(block, at):
            return None
        if self.lexicon.is_not(block, at) or (capital and self.lexicon.registry.match(block, at)):
            return None
        if stop < block.size and block.gap(stop) == " " and block.words[stop][0].isupper():
            proper = block.words[stop] not in self.lexicon.capitals_after_member
            if proper or (capital and self.names.body(block, at)):
                return None
        joined = opened and at > 1 and "và" in block.folded[max(0, at - 2) : at]
        return _Member(stop, found[0] == 0, opened, joined, block.text[block.starts[at] : block.ends[stop - 1]].lower())

    @staticmethod
    def _goes_on(block: Words, at: int) -> bool:
        """Tell whether another member may follow: a group without "các" has at least two."""
        return at < block.size and (block.gap(at) in _SEPARATORS or block.folded[at] in ("và", "địa"))

    def _next_member(self, block: Words, at: int) -> _Member | None:
        if at >= block.size:
            return None
        index = at
        gap = block.gap(at)
        local = gap == " " and block.folded[at] == "địa" and block.folded[at - 1] == "ngành"
        if gap not in _SEPARATORS and not local and not (gap == " " and block.folded[at] == "và"):
            return None
        if block.folded[index] == "và" and index + 1 < block.size and block.gap(index + 1) == " ":
            index += 1
        opener = self.lexicon.openers.longest(block, index)
        return self._member(block, opener[1] if opener else index, opened=opener is not None)

    def _may_stand_alone(self, block: Words, first: int, stop: int, opened: bool, bounded: bool) -> bool:
        text = block.text[block.starts[first] : block.ends[stop - 1]].lower()
        return opened and (bounded or text not in self.lexicon.never_alone)

    def _limits(self, block: Words, at: int) -> tuple[int, str, bool, bool]:
        """Read what limits a group ("có liên quan", "cấp tỉnh", "thuộc Bộ Tài chính").

        Returns:
            the end, the level, whether there is a limit, whether it is an owner.
        """
        end, level, bounded = block.ends[at - 1], "", False
        if at >= block.size or not (block.gap(at) == " (" or block.folded[at] in self.lexicon.limit_words):
            return end, level, bounded, False
        for _ in range(3):
            match = next((m for rule in self.lexicon.parts["limit"] if (m := rule.regex.match(block.text, end))), None)
            if match is None:
                break
            end, bounded = match.end(), True
            unit = (match.groupdict().get("unit") or "").lower()
            level = self.lexicon.levels.get(unit, level)
        for rule in self.lexicon.parts["limit_owner"]:
            match = rule.regex.match(block.text, end)
            index = block.index_at(match.end()) if match else None
            owner = self.names.body(block, index) if index is not None and block.words[index][0].isupper() else None
            if owner:
                return owner.end, level or owner.level, True, True
        return end, level, bounded, False

    @staticmethod
    def _level(text: str) -> str:
        folded = text.lower()
        if "ngang bộ" in folded or "bộ," in folded or folded.endswith("bộ"):
            return "central"
        return "province" if "sở" in folded.split() or "sở," in folded else ""

    def _first_group(self, members: list[_Member], *, bounded: bool, owned: bool) -> list[_Member]:
        """Return the members of the first group when another one begins among them.

        What has an owner of its own is a group of its own ("các Ủy ban, các cơ quan thuộc ..."), so is what "và các"
        adds, and so are "các địa phương" after ministries, unless one limit follows all ("các ngành, các cơ quan, địa
        phương có liên quan"). Others concerned do not belong to the firms before them ("các tập đoàn, đơn vị liên
        quan").
        """
        for index, member in enumerate(members[1:], start=1):
            before = members[index - 1].text
            short = " " not in member.text and " " not in before
            if member.opened and (owned or member.joined or not (bounded or short)):
                return members[:index]
            if bounded and not member.specific and before in self.lexicon.enterprise_members:
                return members[:index]
        return members

    # ------------------------------------------------------------------------------------------------ fixed wordings

    def whole(self, block: Words, at: int) -> Found | None:
        """Return the longest fixed wording of the rules that begins at word ``at``."""
        best: Found | None = None
        for rule in self.lexicon.rules_at(block, at):
            found = self._by_rule(rule, block, at)
            if found and (best is None or found.end > best.end):
                best = found
        return best

    def _by_rule(self, rule: Rule, block: Words, at: int) -> Found | None:
        part = rule.gives["part"]
        match = rule.regex.match(block.text, block.starts[at]) if part in ("whole", "owner") else None
        if match is None:
            return None
        end, stop = match.end(), word_after(block, match.end(), at)
        if part == "owner":
            owner = self.names.body(block, stop) if stop < block.size else None
            if owner is None:
                return None
            end, stop = owner.end, owner.stop
        return self._worded(rule, block, at, end, stop)

    def weak(self, block: Words, at: int, places: frozenset[Place]) -> Found | None:
        """Return a word that names a body only in some places.

        Args:
            block: the block.
            at: index of a word.
            places: where it stands; a rule holds in the places that it gives, and beside another body in any case.
        """
        beside = "beside" in places
        group = self.group(block, at, beside=True) if beside else None
        if group:
            return replace(group, confidence=0.6)
        for rule in self.lexicon.rules_at(block, at):
            if rule.gives["part"] == "weak" and (beside or not places.isdisjoint(rule.gives.get("places", ()))):
                match = rule.regex.match(block.text, block.starts[at])
                if match:
                    found = self._worded(rule, block, at, match.end(), word_after(block, match.end(), at))
                    return replace(found, confidence=0.5)
        return None

    def _worded(self, rule: Rule, block: Words, at: int, end: int, stop: int) -> Found:
        start = block.starts[at]
        kind: BodyKind = "group" if rule.gives["kind"] == "group" else "generic"
        name = self.lexicon.class_name(block.text[start:end])
        level = str(rule.gives.get("level", "")) or self._level(name)
        return Found(start, end, word_after(block, end, stop), name, kind, rule.id, level, confidence=0.85)
