"""Who: finds every mention of a body, a fixed group of bodies, an office-holder, or words that point to one."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import regex

from extract.annotate.body_groups import GroupGrammar
from extract.annotate.body_lexicon import Found, Lexicon
from extract.annotate.body_lists import ListGrammar
from extract.annotate.body_names import NameGrammar
from extract.annotate.body_offices import OfficeGrammar
from extract.annotate.body_short_forms import with_full_names
from extract.model import BodyMention, Directive
from extract.normalize.names import Words
from extract.normalize.registry import COUNCILS

if TYPE_CHECKING:
    from extract.annotate.body_groups import Place
    from extract.normalize.registry import Province
    from extract.rulebook import Rulebook

_CAPITALS = regex.compile(r"(?<![\p{L}\d/.-])\p{Lu}{2,}(?:(?: | - |, |-)\p{Lu}+){1,40}(?![\p{L}\d])")
_HEAD_OF_SENTENCE = regex.compile(r"(?:^|[.:;] |[)\]] |- )$")
_SYMBOL_BEFORE = regex.compile(r"(?:[\p{Lu}\d] ?[-/]|\S[-/])$")
_CLAUSE_ENDS = (", ", "; ", ". ", ": ", "- ", ") ")
_VOWELS = frozenset("AEIOUY")
_SHORTEST = 2
_SHARED = frozenset({", ", " và ", "/", " hoặc ", ", hoặc "})
_COUNCIL = "Hội đồng nhân dân"
_BETWEEN = frozenset({", ", " và ", "; ", ", và ", " và các "})


def find_bodies(directive: Directive, rulebook: Rulebook) -> tuple[BodyMention, ...]:
    """Return the mentions of bodies in all blocks of a directive, in text order and without overlaps.

    Args:
        directive: its header may name the issuer, whose province is taken where a body is named without one.
        rulebook: the rules whose group ``bodies`` says what bodies are called.

    Returns:
        the mentions; a distributed list ("UBND các tỉnh: A, B") gives one per member.

    Raises:
        RulebookError: the group ``bodies`` is missing or wrong.
    """
    finder = _finder(rulebook)
    province = finder.lexicon.registry.province_in(directive.header.issuer.text)
    aliases: dict[str, Found] = {}
    read: dict[str, list[Found]] = {}  # blocks of a directive repeat each other, above all the cells of its tables
    mentions: list[BodyMention] = []
    for block in directive.source.blocks:
        text = directive.text[block.start : block.end]
        if len(text) < _SHORTEST or text.upper() == text.lower():
            continue
        found = read.get(text)
        if found is None:
            known = dict(aliases)
            found = finder.find(text, aliases)
            if aliases == known:
                read[text] = found
            else:  # with a new short name, any block may read otherwise
                read.clear()
        mentions += [_mention(one, block.start, province) for one in found]
    return with_full_names(mentions, directive.text)


@lru_cache(maxsize=4)
def _finder(rulebook: Rulebook) -> _Finder:
    return _Finder(Lexicon.of(rulebook))


class _Finder:
    """Walks through a block word by word and takes the longest wording at each."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.names = NameGrammar(lexicon)
        self.groups = GroupGrammar(self.names)
        self.offices = OfficeGrammar(ListGrammar(self.names, self.groups))

    def find(self, text: str, aliases: dict[str, Found]) -> list[Found]:
        """Return what a block names; short names that it defines are added to ``aliases``."""
        block = Words(self._in_small_letters(text))
        all_found: list[Found] = []
        candidates = self.lexicon.beginnings(block)
        known = {alias.split()[0].lower() for alias in aliases}
        if not known.issubset(self.lexicon.name_words):
            candidates = sorted({*candidates, *(at for at, word in enumerate(block.folded) if word in known)})
        end = 0
        for at in candidates:
            if block.starts[at] < end:
                continue
            found = self._at(block, at, all_found, aliases)
            if not found:
                continue
            all_found += found
            end = found[-1].end
            alias = self._alias(block, found)
            if alias:
                short = str(alias["short"]).strip()
                aliases[short] = found[-1]
                end = alias.end()
        return _share_areas(all_found, block.text)

    def _at(self, block: Words, at: int, before: list[Found], aliases: dict[str, Found]) -> list[Found]:
        if _inside_symbol(block, at):
            return []
        found = self.offices.at(block, at)
        alias = self._by_alias(block, at, aliases)
        if alias and (not found or alias.end >= found[-1].end):
            return [alias]
        if found:
            return found
        if block.folded[at] not in self.lexicon.starting:
            return []
        places = self._places(block, at, before)
        provinces = self.offices.lists.provinces(block, at) if places else []
        if provinces:
            return provinces
        weak = self.groups.weak(block, at, places) if places else None
        if weak is None and "opened" in places:
            weak = self._bare(block, at)
        return [weak] if weak else []

    def _places(self, block: Words, at: int, before: list[Found]) -> frozenset[Place]:
        """Tell which of the places where a weak word names a body word ``at`` has."""
        start = block.starts[at]
        places: list[Place] = []
        if before and block.text[before[-1].end : start] in _BETWEEN and not self._goes_on_place(block, at):
            places.append("beside")
        opening = block.text[max(0, start - 16) : start].lower()
        if block.words[at][0].isupper() and _HEAD_OF_SENTENCE.search(opening):
            places.append("head")
        if opening.endswith(self.lexicon.weak_openers):
            places.append("opened")
        if not opening or opening.endswith(_CLAUSE_ENDS):
            places.append("clause")
        return frozenset(places)

    def _goes_on_place(self, block: Words, at: int) -> bool:
        """Tell whether a unit only goes on the name of a place ("các hộ ở xã Tân Lập, tỉnh ...")."""
        levels = self.lexicon.levels
        if levels.get(block.folded[at]) is None and block.folded[at] != "thành":
            return False
        last = at - 1
        while last > 0 and block.words[last][0].isupper():
            last -= 1
        return last < at - 1 and levels.get(block.folded[last]) in ("commune", "district")

    def _bare(self, block: Words, at: int) -> Found | None:
        """Return a group of one specific member without "các" after the words that give it work ("cơ quan báo chí")."""
        group = self.groups.group(block, at, beside=True)
        return group if group and group.kind == "group" else None

    def _by_alias(self, block: Words, at: int, aliases: dict[str, Found]) -> Found | None:
        for short, found in aliases.items():
            end = block.starts[at] + len(short)
            if block.text.startswith(short, block.starts[at]) and not block.text[end : end + 1].isalnum():
                stop = at
                while stop < block.size and block.starts[stop] < end:
                    stop += 1
                return replace(found, start=block.starts[at], end=end, stop=stop, rule="bodies.alias")
        return None

    def _alias(self, block: Words, found: list[Found]) -> regex.Match[str] | None:
        """Return the match of a short name that is defined right after a body."""
        if (
            len(found) > 1
            or found[-1].kind not in ("body", "group")
            or not block.text.startswith((" (", "("), found[-1].end)
        ):
            return None
        for rule in self.lexicon.parts["alias"]:
            match = rule.regex.match(block.text, found[-1].end)
            if match and self.lexicon.registry.match_province(Words(match["short"]), 0) is None:
                return match
        return None

    def _in_small_letters(self, text: str) -> str:
        """Return ``text`` with headings in capitals written as names are written in a sentence."""
        return _CAPITALS.sub(self._small, text) if _CAPITALS.search(text) else text

    def _small(self, match: regex.Match[str]) -> str:
        registry = self.lexicon.registry
        run = Words(match[0])
        letters = list(match[0])
        for start, end, word in zip(run.starts, run.ends, run.words, strict=True):
            if _has_vowel(word) and registry.expand(word).upper() == word:
                letters[start:end] = word.lower()
        small = Words("".join(letters))
        at = 0
        while at < small.size:
            named = registry.match(small, at) or registry.match_province(small, at)
            heads = self.lexicon.heads.longest(small, at)
            stop = named[1] if named else at + 1
            compound = at > 0 and small.folded[at - 1] in self.lexicon.not_before_member
            if (named or (heads and heads[1] > at + 1)) and not compound:
                place = named is not None and small.folded[at] != "thành" and registry.match_province(small, at)
                capitals = range(at, stop) if place else (at,)
                for index in capitals:
                    letters[small.starts[index]] = letters[small.starts[index]].upper()
            at = stop
        return "".join(letters)


def _has_vowel(word: str) -> bool:
    """Tell a word in capitals from letters that stand for words ("VLNCN")."""
    return not _VOWELS.isdisjoint(unicodedata.normalize("NFD", word))


def _inside_symbol(block: Words, at: int) -> bool:
    """Tell whether a word is part of a document's symbol ("1369/UBND-KGVX") and no name."""
    text, start, end = block.text, block.starts[at], block.ends[at]
    if start and text[start - 1] in "-/" and _SYMBOL_BEFORE.search(text[max(0, start - 4) : start]):
        return True
    follows = text[end : end + 2]
    return len(follows) == 2 and follows[0] in "-/" and follows[1].isupper() and block.words[at].isupper()


def _share_areas(found: list[Found], text: str) -> list[Found]:
    """Give the area of "Hội Nông dân và các đoàn thể tỉnh", "HĐND, UBND các xã" to both.

    A plain mass organisation takes the area of its neighbour, and so does a council or another body that never goes
    without one.
    """
    for index in range(len(found) - 2, -1, -1):
        one, following = found[index], found[index + 1]
        between = text[one.end : following.start]
        if between in _BETWEEN and _COUNCIL in following.name:
            found[index] = one = _of_same_council(one, following)
        if not one.plain or between not in _SHARED:
            continue
        if one.name.startswith("Sở ") and following.name.startswith("Sở ") and following.area.startswith("many"):
            area = following.area.partition(" ")[2]
            found[index] = replace(one, name=f"{one.name} {area}", area=following.area, plain=False)
            continue
        area = _own_area(following) if one.level == "mass_organisation" else ""
        if one.entry in COUNCILS and following.kind == "body" and following.entry:
            area = following.area.partition(" ")[2]
            found[index] = replace(one, province=following.province, level=following.level)
        if area:
            scope = following.area.partition(" ")[0] if following.kind == "body" else "one"
            found[index] = replace(found[index], name=f"{one.name} {area}", area=f"{scope} {area}", plain=False)
    return found


def _of_same_council(one: Found, following: Found) -> Found:
    """Return a unit of a people's council with the council that is named once for all.

    "Các Ban của Hội đồng nhân dân, Tổ đại biểu và đại biểu Hội đồng nhân dân huyện": all are the district's.
    """
    council = _COUNCIL + following.name.partition(_COUNCIL)[2]
    if one.name.endswith("ổ đại biểu"):
        return replace(one, name=f"{one.name} {council}")
    units = one.kind == "group" or one.entry != "hdnd"
    if units and one.name.endswith(f" {_COUNCIL}") and "đại biểu" in following.name:
        return replace(one, name=one.name.removesuffix(_COUNCIL) + council)
    return one


def _own_area(found: Found) -> str:
    if found.kind == "group":
        last = found.name.rsplit(" ", 1)[-1]
        return last if last in ("tỉnh", "huyện", "xã") else ""
    word, _, area = found.area.partition(" ")
    return area if word == "one" and " " not in area else ""


def _mention(found: Found, offset: int, issuer: Province | None) -> BodyMention:
    province = found.province or (issuer if found.level in ("province", "district", "commune") else None)
    if found.level == "party" and found.plain:
        province = issuer
    elif found.level in ("party", "mass_organisation") and found.area:
        province = found.province or issuer
    return BodyMention(
        offset + found.start,
        offset + found.end,
        found.name[:1].upper() + found.name[1:],
        found.stem + (f":{province.id}" if province else ""),
        found.kind,
        found.level,
        province.name if province else "",
        found.abbreviation,
        found.rule,
        found.confidence,
        found.heads,
    )
