"""The office that uses the tables: who it is, by which names it goes, to which groups it belongs, who stands above it.

An office writes this once into a small file, which `extract.normalize.office_file` reads. It lends the registry the
names that it does not know, and tells when a body that a directive names is the office, its group or a level above it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from extract.normalize.names import Words, slug
from extract.normalize.registry import Registry
from extract.rulebook import AddedRow, Rulebook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.normalize.registry import Province

_TABLE: Final = "bodies/office"
_OPENERS: Final = ("các ", "những ", "mọi ")
_BLANKS: Final = re.compile(r"[\s,]+")


@dataclass(frozen=True)
class Office:
    """An office as it describes itself.

    Names are full names: abbreviations that the registry knows are written out. ``unit`` is the xã, phường or đặc khu
    of a commune's office ("phường Tân Mẫu"). ``groups`` maps a group as directives name it ("các sở, ban, ngành") to
    its members.
    """

    name: str
    body: str = ""
    level: str = ""
    province: Province | None = None
    unit: str = ""
    aliases: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @cached_property
    def _own(self) -> frozenset[str]:
        return frozenset(form for name in (self.name, self.body, *self.aliases) for form in self._forms(name))

    @cached_property
    def _above(self) -> frozenset[str]:
        return frozenset(form for name in self.above for form in self._forms(name))

    @cached_property
    def _memberships(self) -> tuple[str, ...]:
        named = ((group, {_folded(member) for member in members}) for group, members in self.groups)
        return tuple(_folded(group) for group, members in named if members & self._own)

    def _forms(self, name: str) -> tuple[str, ...]:
        """Return a name as it may be printed: with its places, with the words for their kinds, and without them."""
        forms = [_folded(name)] if name else []
        for place in filter(None, (self.province.full_name if self.province else "", self.unit)):
            kind, full = " ".join(takewhile(str.islower, place.split())), _folded(place)
            for form in tuple(forms):
                tail = next((end for end in (f" {full}", f" {kind}") if kind and form.endswith(end)), "")
                if tail:
                    short = form.removesuffix(tail)
                    forms += [short, f"{short} {kind}", f"{short} {full}"]
        return tuple(dict.fromkeys(forms))

    def is_named(self, name: str, province: str = "") -> bool:
        """Tell whether a body's name is the office's; ``province`` is that of the body, empty when it has none."""
        return _folded(name) in self._own and self.is_of(province)

    def is_under(self, name: str, province: str = "") -> bool:
        """Tell whether a body's name is that of a level above the office."""
        return _folded(name) in self._above and self.is_of(province)

    def is_member(self, group: str, province: str = "") -> bool:
        """Tell whether the office belongs to a group, which may be named with more words than the office knows it by.

        "Các sở, ban, ngành, đoàn thể tỉnh" holds the members of "các sở, ban, ngành"; the same group of another
        province does not.
        """
        name = f"{_folded(group)} "
        return any(_covers(f"{own} ", name) for own in self._memberships) and self.is_of(province)

    def is_of(self, province: str) -> bool:
        """Tell whether a body of ``province`` can be near the office: it is of the same one, or one is unknown."""
        return not province or self.province is None or province == self.province.name

    def is_elsewhere(self, issuer: str, kinds: Sequence[str]) -> bool:
        """Tell whether a body ("Ủy ban nhân dân xã An Bình") is of another commune than the office.

        Args:
            issuer: its name.
            kinds: the kinds of communes ("xã", "phường").
        """
        name = f"{_folded(issuer)} "
        of_commune = any(f" {kind} " in name for kind in kinds)
        return bool(self.unit) and of_commune and f" {_folded(self.unit)} " not in name

    def lent_to(self, rulebook: Rulebook) -> Rulebook:
        """Return the rules with the office's names and those of its groups' members that the registry does not know.

        Names that the registry can put together of a body and a place ("Ủy ban nhân dân xã Tân An") are left to it.
        """
        registry = Registry.of(rulebook)
        body = registry.find(self.body or self.name)
        aliases = [alias for alias in self.aliases if _is_new(registry, alias)]
        rows = []
        if _is_new(registry, self.name) or aliases:
            key, name = (body.id, body.name) if body else (slug(self.name), self.name)
            rows.append(
                _row(key, name, self.level or (body.level if body else ""), body.area if body else "none", aliases)
            )
        members = dict.fromkeys(member for _, names in self.groups for member in names)
        own = {self.name, *self.aliases}
        rows += [
            _row(slug(name), name, "", "none", ()) for name in members if name not in own and _is_new(registry, name)
        ]
        return Rulebook(rulebook.root, (*rulebook.added, *rows)) if rows else rulebook


def _folded(name: str) -> str:
    """Return a name without what spelling may change: case, commas and "và" between its parts, blanks."""
    return _BLANKS.sub(" ", name.replace(" và ", " ")).strip().casefold()


def _covers(own: str, name: str) -> bool:
    """Tell whether a folded name means the group ``own`` or a part of it.

    Without a word for "all" a name means a group only when it names several kinds: "sở ban ngành tỉnh" does, "sở tài
    chính" is no group of "các sở".
    """
    if not own.startswith(_OPENERS):
        return name.startswith(own)
    kinds = _bare(own)
    several = " " in kinds.strip()
    return _bare(name).startswith(kinds) and (several or name.startswith(_OPENERS))


def _bare(group: str) -> str:
    """Return a folded name without the word for "all": "sở ban ngành tỉnh"."""
    return next((group.removeprefix(opener) for opener in _OPENERS if group.startswith(opener)), group)


def _is_new(registry: Registry, name: str) -> bool:
    """Tell whether the registry cannot read a name, neither whole nor as a body and its place."""
    words = Words(name)
    found = registry.match(words, 0)
    return found is None or (found[1] < words.size and found[0].area == "none")


def _row(key: str, name: str, level: str, area: str, variants: tuple[str, ...] | list[str]) -> AddedRow:
    cells = {"id": key, "name": name, "level": level, "area": area, "variants": ";".join(variants)}
    blank = dict.fromkeys(("abbreviation", "valid_from", "valid_to"), "")
    return AddedRow(_TABLE, tuple((cells | blank | {"source": "office"}).items()))
