"""Sổ đăng ký các cơ quan: the bodies of the state, the Party and the mass organisations, as the tables name them.

The tables under ``rules/bodies/`` are frozen facts: names, abbreviations, spellings, level, first and last day. The
registry finds a name in a text, whatever its case, dashes and abbreviations, and tells what it means; what became of a
body is known to `extract.normalize.successions`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from extract.normalize.names import NameTree, Words, is_abbreviation, slug
from extract.text import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extract.rulebook import Rulebook

_GROUP: Final = "bodies"
_AND: Final = "và"
_TABLES: Final = ("central", "ministries", "party", "mass", "enterprises", "departments", "local", "office")
_INITIALS: Final = ("Bộ ", "Sở ", "Phòng ", "Ban Dân tộc")
COUNCILS: Final = ("ubnd", "hdnd")  # bodies that every level of government has: their ids tell the level
Area = Literal["none", "may", "must", "of"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A body, or a kind of body that exists once per area ("Sở Tài chính", "Ủy ban nhân dân").

    ``area`` tells what may follow the name: nothing (``none``), an area (``may``), always an area (``must``) or
    another body that it belongs to (``of``: "Văn phòng Ủy ban nhân dân tỉnh").
    """

    id: str
    name: str
    level: str
    area: Area
    abbreviation: str = ""
    valid_from: str = ""
    valid_to: str = ""


@dataclass(frozen=True, slots=True)
class Province:
    """A tỉnh or a thành phố trực thuộc Trung ương, those that ended in 2024 and 2025 included.

    ``enlarged_on`` is the day from which the same name means a larger area (NQ 202/2025/QH15).
    """

    id: str
    name: str
    kind: str
    valid_from: str = ""
    valid_to: str = ""
    enlarged_on: str = ""

    @property
    def full_name(self) -> str:
        """The name with its kind, as it stands within a sentence: "tỉnh Gia Lai", "thành phố Hồ Chí Minh"."""
        return f"{self.kind} {self.name.removeprefix('Thành phố ')}"


class Registry:
    """Looks bodies and provinces up. Build it with `Registry.of`.

    Args:
        rulebook: the rules whose group ``bodies`` holds the tables.

    Raises:
        RulebookError: a table is missing.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        """Read the tables."""
        short_forms = [(row["short"], row["full"]) for row in rulebook.rows(f"{_GROUP}/abbreviations")]
        self._tree = NameTree([(short, tuple(Words(full.lower()).words)) for short, full in short_forms])
        self._short_forms = dict(short_forms)
        entries: list[Entry] = []
        for table in _TABLES:
            for row in rulebook.rows(f"{_GROUP}/{table}"):
                self._add_entry(row, len(entries))
                entries.append(_entry(row))
        self.entries = tuple(entries)
        self._by_id = {entry.id: entry for entry in self.entries}
        self._provinces = NameTree()
        provinces: list[Province] = []
        for row in rulebook.rows(f"{_GROUP}/provinces"):
            for name in (row["name"], *_listed(row["variants"])):
                self._provinces.add(name, len(provinces))
            provinces.append(_province(row))
        self.provinces = tuple(provinces)
        self._expand = lru_cache(maxsize=4096)(self._expanded)
        self._plain_words = lru_cache(maxsize=4096)(_plain_words)
        self._province_by_id = {province.id: province for province in self.provinces}

    @staticmethod
    def of(rulebook: Rulebook) -> Registry:
        """Return the registry of a rulebook, built once for each."""
        return _registry(rulebook)

    def _add_entry(self, row: Mapping[str, str], value: int) -> None:
        name = row["name"]
        self._tree.add(name, value, initials=name.startswith(_INITIALS))
        for other in (row["abbreviation"], *_listed(row["variants"])):
            if other:
                self._tree.add(other, value)

    def beginnings(self) -> dict[str, set[str]]:
        """Return the first words of all names with the words that may follow them, "" for names of one word."""
        return self._tree.beginnings()

    def match(self, words: Words, at: int) -> tuple[Entry, int] | None:
        """Return the entry of the longest name at word ``at`` and the index of the word after it."""
        found = self._tree.longest(words, at)
        return (self.entries[found[0]], found[1]) if found else None

    def match_field(self, head: str, words: Words, at: int) -> tuple[Entry, int] | None:
        """Return the entry "``head`` field" whose field stands alone at word ``at`` ("các Bộ: Tài chính, Xây dựng")."""
        found = self._tree.rest(head, words, at)
        return (self.entries[found[0]], found[1]) if found else None

    def full_name(self, entry: Entry, words: Words, at: int, stop: int) -> str:
        """Return the name of an entry as the words ``at`` to ``stop`` mean it: short forms stay, abbreviations do not.

        Args:
            entry: what the words name.
            words: the text.
            at: index of the first word.
            stop: index of the word after the last.

        Returns:
            the entry's name where the words abbreviate or only spell it otherwise; else the words as printed ("Hội Phụ
            nữ"), first letter capital.
        """
        if any(is_abbreviation(word) for word in words.words[at:stop]):
            return entry.name
        printed = tuple(word for word in words.folded[at:stop] if word != _AND)
        if printed == self._plain_words(entry.name):
            return entry.name
        text = words.text[words.starts[at] : words.ends[stop - 1]]
        return text[:1].upper() + text[1:]

    def match_province(self, words: Words, at: int) -> tuple[Province, int] | None:
        """Return the province named at word ``at`` and the index of the word after it."""
        found = self._provinces.longest(words, at)
        return (self.provinces[found[0]], found[1]) if found else None

    def province_in(self, text: str) -> Province | None:
        """Return the first province that ``text`` names, None when it names none."""
        words = Words(text)
        return next((found[0] for at in range(words.size) if (found := self.match_province(words, at))), None)

    def find(self, name: str) -> Entry | None:
        """Return the entry whose name, abbreviation or spelling is exactly ``name``; None when there is none."""
        words = Words(canonical(name).text)
        found = self.match(words, 0)
        return found[0] if found and found[1] == words.size else None

    def identify(self, name: str) -> str:
        """Return the id of a full name with its place ("Sở Nội vụ tỉnh Phú Thọ"), "" for a name that is not known.

        Args:
            name: a name and nothing more, as in the head of a directive.
        """
        words = Words(canonical(name).text)
        found = self.match(words, 0)
        if found is None or found[1] == words.size:
            return found[0].id if found else ""
        entry, at = found
        if entry.area not in ("may", "must"):
            return ""
        named = ((index, self.match_province(words, index)) for index in range(at, words.size))
        first, province = next(
            ((i, match[0]) for i, match in named if match and match[1] == words.size), (words.size, None)
        )
        if province:
            kinds = len(province.kind.split())
            first -= kinds * (words.folded[first - kinds : first] == province.kind.split())
        if first == at and province:
            return f"{entry.id}-tinh:{province.id}" if entry.id in COUNCILS else f"{entry.id}:{province.id}"
        area = slug(words.text[words.starts[at] : words.ends[first - 1]]) if first > at else ""
        stem = f"{entry.id}-{area}" if area else entry.id
        return f"{stem}:{province.id}" if province else stem

    def expand(self, name: str) -> str:
        """Return ``name`` with its abbreviations written out and known names in their full form, first letter capital.

        Args:
            name: a name as printed ("UBND các huyện", "Giám đốc Sở KH&CN").

        Returns:
            the full name ("Ủy ban nhân dân các huyện", "Giám đốc Sở Khoa học và Công nghệ").
        """
        return self._expand(name)

    def _expanded(self, name: str) -> str:
        name = canonical(name).text
        words = Words(name)
        out, at, index = [], 0, 0
        while index < words.size:
            out.append(name[at : words.starts[index]])
            found = self.match(words, index)
            if found and any(word[0].isupper() for word in words.words[index : index + 2]):
                entry, following = found
                out.append(self.full_name(entry, words, index, following))
            else:
                following = index + 1
                out.append(self._short_forms.get(words.words[index], words.words[index]))
            at = words.ends[following - 1]
            index = following
            if out[-1] == self._short_forms.get("TP") and name[at : at + 1] == ".":
                at += 2 if name[at + 1 : at + 2] == " " else 1
                out.append(" ")
        full = "".join((*out, name[at:])).replace("  ", " ").strip()
        return full[:1].upper() + full[1:]

    def entry(self, key: str) -> Entry | None:
        """Return the entry with an id."""
        return self._by_id.get(key)

    def province(self, key: str) -> Province | None:
        """Return the province with an id."""
        return self._province_by_id.get(key)


@lru_cache(maxsize=4)
def _registry(rulebook: Rulebook) -> Registry:
    return Registry(rulebook)


def _plain_words(name: str) -> tuple[str, ...]:
    return tuple(word for word in Words(name).folded if word != _AND)


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _area(cell: str) -> Area:
    return cell if cell in ("may", "must", "of") else "none"  # type: ignore[return-value]


def _entry(row: Mapping[str, str]) -> Entry:
    return Entry(
        row["id"],
        row["name"],
        row["level"],
        _area(row["area"]),
        row["abbreviation"],
        row["valid_from"],
        row["valid_to"],
    )


def _province(row: Mapping[str, str]) -> Province:
    return Province(
        row["id"],
        row["name"],
        row["kind"],
        row["valid_from"],
        row["valid_to"],
        row["enlarged_on"],
    )


__all__ = ["COUNCILS", "Entry", "Province", "Registry", "slug"]
