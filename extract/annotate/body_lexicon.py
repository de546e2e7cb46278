"""The words and patterns of the group ``bodies``, made ready for look-up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from extract.normalize.names import NameTree, Words, slug
from extract.normalize.registry import COUNCILS, Province, Registry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extract.model import BodyKind
    from extract.rulebook import Rule, Rulebook

_GROUP: Final = "bodies"
_HEAD_LEVELS: Final = (
    ("heads_state", ""),
    ("heads_mass", "mass_organisation"),
    ("heads_enterprise", "group"),
    ("heads_party", "party"),
)
_UNIT_LEVELS: Final = (
    ("units_province", "province"),
    ("units_district", "district"),
    ("units_commune", "commune"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch that names a body.

    ``start`` and ``end`` are characters of the block, ``stop`` is the index of the word after it. ``entry`` is the id
    of the registry's entry, empty for names outside it; ``area`` the words that say where it belongs; ``plain`` marks a
    body that may exist in any province and is named without one. ``heads`` is the name of the body whose head an office
    is and ``heads_stem`` its stem, both empty for all others.
    """

    start: int
    end: int
    stop: int
    name: str
    kind: BodyKind
    rule: str
    level: str = ""
    province: Province | None = None
    entry: str = ""
    abbreviation: str = ""
    area: str = ""
    plain: bool = False
    confidence: float = 0.95
    heads: str = ""
    heads_stem: str = ""

    @property
    def stem(self) -> str:
        """The id without its province: the entry's with its area, or a slug of the name; an office has its body's."""
        if self.heads_stem or not self.entry:
            return self.heads_stem or slug(self.name)
        scope, _, area = self.area.partition(" ")
        if not area or (scope == "one" and self.level == "province" and self.entry not in COUNCILS):
            return self.entry
        if scope == "one" and self.level == "province":
            return f"{self.entry}-tinh"
        return f"{self.entry}-{slug(area)}"


class Lexicon:
    """Trees, sets and patterns of one rulebook.

    Args:
        rulebook: the rules whose group ``bodies`` is read.

    Raises:
        RulebookError: a word list or table is missing or a pattern is wrong.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        """Read the words, the tables and the rules."""

        def words(name: str) -> tuple[str, ...]:
            return rulebook.words(_GROUP, name)

        self.registry = Registry.of(rulebook)
        self.levels = {unit: level for name, level in _UNIT_LEVELS for unit in words(name)}
        self.heads = NameTree()
        self.head_levels: list[str] = []
        for name, level in _HEAD_LEVELS:
            _add_all(self.heads, words(name), len(self.head_levels))
            self.head_levels.append(level)
        self.families = NameTree()
        self.family_levels: list[str] = []
        for name, level in (*_HEAD_LEVELS, ("families_plain", ""), ("families_other", "")):
            _add_all(self.families, words(name), len(self.family_levels))
            self.family_levels.append(level)
        self.plain_families = frozenset(words("families_plain"))
        self.heads_alone = frozenset(map(str.lower, words("heads_alone")))
        self._joint = tuple(self.heads_alone)
        self.board_subjects = frozenset(words("board_subjects"))
        self.second_titles = _tree(words("second_titles"))
        self.phrases = _tree(words("name_phrases"))
        self.managed = _tree(words("managed_areas"))
        self.stops = frozenset(words("name_stops"))
        self.subject_joints = frozenset(words("subject_joints"))
        self.verbs = _tree(words("verb_phrases"))
        self.weak_openers = tuple(f"{opener} " for opener in words("weak_openers"))
        self.not_after_name = _tree(words("not_after_name"))
        self.hands_out = _tree(words("hands_out"))
        self.small_heads = _tree(words("small_heads"))
        self.own_institution = _tree(words("own_institution"))
        self.titles = _tree(words("titles"))
        self.titles_capital = frozenset(words("titles_capital"))
        self.openers = _tree(words("group_openers"))
        self.opening_words = frozenset(words("group_openers"))
        self.members = _tree(words("group_members"), words("generic_members"))
        self.area_words = frozenset(words("area_words"))
        self.limit_words = frozenset(words("limit_words")) | self.area_words
        self.never_member = _tree(words("never_member"))
        self.never_alone = frozenset(words("never_alone"))
        self.before_bare_member = frozenset(words("before_bare_member"))
        self.subjects_of_law = frozenset(words("subjects_of_law"))
        self.enterprise_members = frozenset(words("enterprise_members"))
        self.units = _tree(tuple(self.levels))
        self.not_before_member = frozenset(words("not_before_member"))
        self.capitals_after_member = frozenset(words("capitals_after_member"))
        self._class_forms = [(row["short"], row["full"]) for row in rulebook.rows(f"{_GROUP}/class_abbreviations")]
        self.parts: dict[str, tuple[Rule, ...]] = {}
        for rule in rulebook.rules(_GROUP):
            part = str(rule.gives["part"])
            self.parts[part] = (*self.parts.get(part, ()), rule)
        self.starting: dict[str, tuple[tuple[frozenset[str], Rule], ...]] = {}
        self.name_words = frozenset({*self.registry.beginnings(), *self.heads.beginnings()})
        self.group_words = frozenset({*self.openers.beginnings(), *self.members.beginnings()})
        self.family_words = frozenset({*self.openers.beginnings(), *self.plain_families})
        self.title_words = frozenset(self.titles.beginnings())
        self._not_words = {str(start) for rule in self.parts["not"] for start in rule.gives["starts"]}
        self._beginnings: dict[str, set[str]] = {}
        self._capital_beginnings: dict[str, set[str]] = {}
        self._note_beginnings(rulebook)

    def _note_beginnings(self, rulebook: Rulebook) -> None:
        """Collect the first two words of everything that may be found: nothing else is looked at."""
        for tree in (self.registry, self.titles, self.members):
            for first, seconds in tree.beginnings().items():
                self._beginnings.setdefault(first, set()).update(seconds)
        openers = self.openers.beginnings()
        for rule in rulebook.rules(_GROUP):
            if rule.gives["part"] == "not":
                continue
            starts = [str(start).split() for start in rule.gives.get("starts", ())]
            others = {other[-1] if other[0] in openers else other[0] for other in starts} - set(openers)
            for first, *rest in starts:
                after = frozenset(others if first in openers else rest)
                self.starting[first] = (*self.starting.get(first, ()), (after, rule))
                if first not in openers:
                    self._beginnings.setdefault(first, set()).update(rest or {""})
        for first, seconds in (*self._beginnings.items(), *self.heads.beginnings().items()):
            self._capital_beginnings.setdefault(first, set()).update(seconds)
        for opener in openers:
            self._beginnings.setdefault(opener, set()).update(self._capital_beginnings)
            self._capital_beginnings[opener] = self._beginnings[opener]

    def beginnings(self, block: Words) -> list[int]:
        """Return the words of a block at which something may begin."""
        small, capital, folded = self._beginnings, self._capital_beginnings, block.folded
        last = block.size - 1
        found = []
        for at in [at for at, first in enumerate(folded) if first in capital]:
            seconds = (small if block.words[at] == folded[at] else capital).get(folded[at])
            if seconds and ("" in seconds or (at < last and folded[at + 1] in seconds)):
                found.append(at)
        return found

    @staticmethod
    def of(rulebook: Rulebook) -> Lexicon:
        """Return the lexicon of a rulebook, built once for each."""
        return _lexicon(rulebook)

    def rules_at(self, block: Words, at: int) -> list[Rule]:
        """Return the rules of fixed wordings that may begin with word ``at`` and the word after it."""
        following = block.folded[at + 1] if at + 1 < block.size else ""
        rules = self.starting.get(block.folded[at], ())
        return [rule for seconds, rule in rules if not seconds or following in seconds]

    def is_not(self, block: Words, at: int) -> bool:
        """Tell whether word ``at`` begins a phrase that only looks like a body."""
        return block.folded[at] in self._not_words and any(
            rule.regex.match(block.text, block.starts[at]) for rule in self.parts["not"]
        )

    def class_name(self, text: str) -> str:
        """Return the name of a class of bodies in full: also what a single school keeps in its name ("THPT")."""
        for short, full in self._class_forms:
            if short in text:
                text = text.replace(short, full)
        return self.registry.expand(text)

    def is_joint(self, name: str) -> bool:
        """Tell whether a name is one of a joint body ("Ban Chỉ đạo 389", "Tổ công tác")."""
        return name.lower().startswith(self._joint)

    def joint_in(self, name: str) -> bool:
        """Tell whether a name speaks of a joint body ("Trưởng Ban Chỉ đạo")."""
        folded = name.lower()
        return any(head in folded for head in self._joint)

    def starts_body(self, block: Words, at: int) -> bool:
        """Tell whether a capital word begins a body or an office that is named anew."""
        if not block.words[at][0].isupper() or self.is_not(block, at):
            return False
        return bool(self.registry.match(block, at) or self.heads.longest(block, at) or self.titles.longest(block, at))


@lru_cache(maxsize=4)
def _lexicon(rulebook: Rulebook) -> Lexicon:
    return Lexicon(rulebook)


def _add_all(tree: NameTree, words: Iterable[str], value: int) -> None:
    for word in words:
        tree.add(word, value)


def _tree(*lists: tuple[str, ...]) -> NameTree:
    tree = NameTree()
    for value, words in enumerate(lists):
        _add_all(tree, words, value)
    return tree
