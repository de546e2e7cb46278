"""Names of bodies printed in capitals, written in proper case with the registry of bodies and by rule."""

from __future__ import annotations

from collections.abc import Collection

from extract.normalize.names import Words
from extract.normalize.registry import Province, Registry


class NameSpeller:
    """Writes the names of bodies as they are spelt within a sentence.

    Args:
        registry: the known bodies and provinces.
        small: words that stay small ("tỉnh", "và").
        place_kinds: words after which a place is named ("huyện", "xã").
        heads: words after which the field of a body is named ("sở", "ban").
    """

    def __init__(
        self, registry: Registry, small: Collection[str], place_kinds: Collection[str], heads: Collection[str]
    ) -> None:
        self._registry = registry
        self._small = frozenset(small)
        self._place_kinds = frozenset(place_kinds)
        self._heads = frozenset(heads)

    def proper(self, text: str) -> str:
        """Return a name in proper case, known names in full; words in mixed case stay as they are."""
        words = Words(text)
        out: list[str] = []
        at = index = 0
        while index < words.size:
            out.append(text[at : words.starts[index]])
            spelt, following = self._spelt(words, index)
            out.append(spelt)
            at, index = words.ends[following - 1], following
        name = self._registry.expand("".join(out) + text[at:])
        return name[:1].upper() + name[1:]

    def written_out(self, text: str) -> str:
        """Return ``text`` with its abbreviations written out (UBND, HĐND, Sở KH&CN)."""
        return self._registry.expand(text)

    @staticmethod
    def with_level(province: Province) -> str:
        """Return the name of a province with the word for its level ("tỉnh Hà Nam", "Thành phố Hồ Chí Minh")."""
        level = province.name[: len(province.kind)].lower()
        return province.name if level == province.kind else f"{province.kind} {province.name}"

    def province(self, text: str) -> Province | None:
        """Return the province whose name is ``text``, a word for its level before it allowed; None when it is none."""
        words = Words(text)
        for start in range(min(3, words.size)):
            found = self._registry.match_province(words, start)
            if found and found[1] == words.size:
                return found[0]
        return None

    def province_before(self, text: str) -> Province | None:
        """Return the province whose name ``text`` begins with, None when it begins with none."""
        words = Words(text)
        found = self._registry.match_province(words, 0) if words.size else None
        return found[0] if found else None

    def names_province(self, text: str) -> bool:
        """Tell whether ``text`` names a province somewhere."""
        return self._registry.province_in(text) is not None

    def fields(self, head: str, text: str) -> list[tuple[str, int, int]]:
        """Return the members of a list of fields ("Tài chính, Văn hóa, Thể thao và Du lịch") with their places.

        Args:
            head: "Bộ" or "Sở", which is left out before the members.
            text: the list; "Bộ Y tế" with its head counts as well.

        Returns:
            full names; what the registry does not know is left out.
        """
        words = Words(text)
        out, index = [], 0
        while index < words.size:
            found = self._registry.match_field(head, words, index) or self._registry.match(words, index)
            if found:
                out.append((found[0].name, words.starts[index], words.ends[found[1] - 1]))
            index = found[1] if found else index + 1
        return out

    def _spelt(self, words: Words, index: int) -> tuple[str, int]:
        """Return the spelling of the name at a word and the index of the word after it."""
        known = self._registry.match(words, index)
        if known:
            return known[0].name, known[1]
        province = self._registry.match_province(words, index)
        if province and (index == 0 or words.words[index].isupper()):
            return province[0].name, province[1]
        word = words.words[index]
        if not word.isupper() or any(map(str.isdigit, word)):
            return word, index + 1
        return self._small_or_capital(words, index), index + 1

    def _small_or_capital(self, words: Words, index: int) -> str:
        low: str = words.folded[index]
        before = words.folded[max(index - 2, 0) : index]
        if low in self._small:
            return low
        named = any(word in self._place_kinds for word in before) or bool(before and before[-1] in self._heads)
        return low.capitalize() if named else low
