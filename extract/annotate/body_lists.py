"""What one wording says of several bodies: "các Bộ: Tài chính, Xây dựng", "UBND các tỉnh: Ninh Bình, Bắc Ninh"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extract.annotate.body_families import MOST_IN_LIST, FamilyGrammar, listed, lowered
from extract.annotate.body_lexicon import Found

if TYPE_CHECKING:
    from extract.annotate.body_groups import GroupGrammar
    from extract.annotate.body_names import NameGrammar
    from extract.normalize.names import Words
    from extract.normalize.registry import Entry, Province


class ListGrammar:
    """Reads bodies, groups and distributed lists at a word of a block; a distributed list gives several bodies.

    Args:
        names: the grammar of single bodies.
        groups: the grammar of groups and pointers.
    """

    def __init__(self, names: NameGrammar, groups: GroupGrammar) -> None:
        """Keep both grammars and their lexicon."""
        self.names = names
        self.groups = groups
        self.families = FamilyGrammar(names)
        self.lexicon = names.lexicon

    def unheaded(self, block: Words, at: int) -> list[Found]:
        """Return the bodies of the longest wording at word ``at``, office-holders and fixed wordings apart."""
        lexicon = self.lexicon
        if at >= block.size:
            return []
        first = block.folded[at]
        best: list[Found] = []
        if first in lexicon.name_words:
            entry = lexicon.registry.match(block, at)
            best = self._places(block, at, entry) if entry else []
            best = best or (self.families.members(block, at) if first in lexicon.family_words else [])
            best = best or self._single(block, at, entry)
        elif first in lexicon.family_words:
            best = self.families.members(block, at)
        if first in lexicon.group_words and len(best) < 2:
            best = self.longer(best, self.one(self.groups.group(block, at)))
        return best

    def _single(self, block: Words, at: int, match: tuple[Entry, int] | None) -> list[Found]:
        """Return the body of a name that lists no others, or one such body in each of a group."""
        body = self.names.body_from(block, at, match)
        grouped = self._grouped(block, at, match) if match else []
        if body and not (grouped and grouped[-1].end > body.end):
            return self._board(block, body)
        return grouped

    @staticmethod
    def longer(one: list[Found], other: list[Found]) -> list[Found]:
        """Return the list that reaches further, the first one when both end together."""
        return other if other and (not one or other[-1].end > one[-1].end) else one

    def _grouped(self, block: Words, at: int, match: tuple[Entry, int]) -> list[Found]:
        """Read "Ban Vì sự tiến bộ của phụ nữ các sở, ban, ngành và các huyện": one kind of body in each of a group."""
        entry, stop = match
        if entry.area not in ("may", "of") or entry.level == "mass_organisation":
            return []
        group = self.groups.group(block, stop) if stop < block.size and block.gap(stop) == " " else None
        if group is None or not self.lexicon.openers.longest(block, stop):
            return []
        start = block.starts[at]
        found = [
            replace(group, start=start, name=f"{entry.name} {lowered(group.name)}", kind="group", level=entry.level)
        ]
        index = group.stop
        if index < block.size and block.gap(index) == " " and block.folded[index] == "và":
            area = self.names.area(block, index + 1)
            if area and area.many:
                base = Found(
                    block.starts[index + 1], area.end, index + 1, entry.name, "body", group.rule, entry=entry.id
                )
                found.append(self.names.placed(block, base, area))
        return found

    def _board(self, block: Words, board: Found) -> list[Found]:
        """Read "Ban Chỉ đạo 389 các bộ, ngành, địa phương": a joint body that stands once in each of a group."""
        if not self.lexicon.is_joint(board.name) or board.stop >= block.size or block.gap(board.stop) != " ":
            return [board]
        at = board.stop + (block.folded[board.stop] == "của")
        group = self.groups.group(block, at) if self.lexicon.openers.longest(block, at) else None
        if group is None:
            return [board]
        name = f"{board.name} {block.text[block.starts[board.stop] : block.starts[at]]}{lowered(group.name)}"
        return [replace(group, start=board.start, name=name, kind="group", rule=board.rule)]

    @staticmethod
    def one(found: Found | None) -> list[Found]:
        """Return what was found as a list."""
        return [found] if found else []

    def _places(self, block: Words, at: int, match: tuple[Entry, int]) -> list[Found]:
        """Read "UBND các tỉnh: Ninh Bình, Bắc Ninh" as one body per place."""
        entry, stop = match
        if entry.area not in ("may", "must") or not block.words[at][0].isupper():
            return []
        base = Found(block.starts[at], block.ends[stop - 1], stop, entry.name, "body", "bodies.places", entry=entry.id)
        for rule in self.lexicon.parts["places"]:
            opening = rule.regex.match(block.text, base.end)
            index = block.index_at(opening.end()) if opening else None
            if opening is None or index is None:
                continue
            unit = opening["unit"].lower()
            found: list[Found] = []
            while index is not None and index < block.size and len(found) < MOST_IN_LIST:
                one = self._placed(block, base, unit, index, first=not found)
                if one is None:
                    break
                found.append(one)
                unit = self._unit(one, unit)
                index = listed(block, one.stop)
            if len(found) > 1:
                return found
        return []

    def _unit(self, placed: Found, before: str) -> str:
        """Return the kind of unit that holds on in a list of places: "thị xã Tân Lập, các huyện: Nam Hà, Vân Sơn"."""
        if placed.province:
            return before
        return next((unit for unit in self.lexicon.levels if placed.area.startswith(f"one {unit} ")), before)

    def provinces(self, block: Words, at: int) -> list[Found]:
        """Read "các tỉnh Ninh Bình, Bắc Ninh" as one province each, which stands for those who lead it."""
        opener = self.lexicon.openers.longest(block, at)
        unit = self.lexicon.units.longest(block, opener[1]) if opener else None
        if opener is None or unit is None:
            return []
        first = block.text[block.starts[opener[1]] : block.ends[unit[1] - 1]].lower()
        index: int | None = None
        while unit is not None:  # "các tỉnh, thành phố: ..."
            index = unit[1]
            other = listed(block, index)
            unit = self.lexicon.units.longest(block, other) if other is not None and other < block.size else None
        base = Found(block.starts[at], block.ends[at], at, "", "generic", "bodies.provinces", confidence=0.6)
        found: list[Found] = []
        while index is not None and index < block.size and len(found) < MOST_IN_LIST:
            one = self._placed(block, base, first, index, first=not found)
            if one is None or one.level != "province":
                break
            name = one.name.strip()
            found.append(replace(one, name=name[:1].upper() + name[1:], area=""))
            index = listed(block, one.stop)
        return found

    def _placed(self, block: Words, base: Found, unit: str, at: int, *, first: bool) -> Found | None:
        begin = at
        opener = self.lexicon.openers.longest(block, at)
        if opener and opener[1] + 1 < block.size and block.gap(opener[1] + 1) == ": ":
            at = opener[1]  # "..., các huyện: Nam Hà, Vân Sơn"
        kind = self.lexicon.units.longest(block, at)
        if kind and kind[1] < block.size and block.folded[at] != "thành":
            unit, at = block.text[block.starts[at] : block.ends[kind[1] - 1]].lower(), kind[1]
        elif block.folded[at] == "thành" and at + 2 < block.size and block.folded[at + 1] == "phố":
            named = self.lexicon.registry.match_province(block, at)
            unit, at = ("thành phố", at + 2) if not named or named[0].name.startswith("Thành") else (unit, at)
        level = self.lexicon.levels.get(unit, "province")
        province: Province | None = None
        named = self.lexicon.registry.match_province(block, at)
        if level == "province" and (named or unit != "thành phố"):
            if named is None:
                return None
            province, stop = named
            unit = province.kind
            place = province.name.removeprefix("Thành phố ")
        else:
            run = self._place(block, at)
            if run is None:
                return None
            stop, place = run
        return replace(
            base,
            start=base.start if first else block.starts[begin],
            end=block.ends[stop - 1],
            stop=stop,
            name=f"{base.name} {unit} {place}",
            level=level if province or level != "province" else "district",
            province=province,
            area=f"one {unit} {place}",
        )

    def _begins_body(self, block: Words, at: int) -> bool:
        """Tell whether a body begins among places: "Hội Nông dân" does, the ward "Hội Phú" is one of them."""
        if not self.lexicon.starts_body(block, at):
            return False
        if self.lexicon.registry.match(block, at) or at + 1 >= block.size or not block.words[at + 1][0].isupper():
            return True
        head, stop = self.lexicon.heads.longest(block, at), at + 2
        ends = stop >= block.size or block.gap(stop) != " " or block.folded[stop] in self.lexicon.stops
        return head is None or head[1] > at + 1 or not ends

    def _place(self, block: Words, at: int) -> tuple[int, str] | None:
        if not block.words[at][0].isupper() or self._begins_body(block, at):
            return None
        stop = at + 1
        while (
            stop < block.size
            and stop < at + 4
            and block.gap(stop) in (" ", "-", " - ")
            and block.words[stop][0].isupper()
        ):
            stop += 1
        known = stop > at + 1 or any(
            rule.regex.match(block.text, block.starts[at]) for rule in self.lexicon.parts["foreign_name"]
        )
        return (stop, block.text[block.starts[at] : block.ends[stop - 1]]) if known else None
