"""Names of bodies printed in capitals, written in proper case with the registry of bodies and by rule."""

from __future__ import annotations

from typing import Final

from extract.normalize.names import Words
from extract.normalize.registry import Province, Registry
from extract.structure.capitals import CapitalSpeller, CapitalWords, Sample

_NO_SAMPLE: Final = Sample()
# "TP. Hồ Chí Minh" gives the level twice: the name of that city holds it.
_DOUBLED_LEVEL: Final = ("thành phố Thành phố", "Thành phố")


class NameSpeller:
    """Writes the names of bodies, provinces and abstracts as they are spelt within a sentence.

    Args:
        registry: the known bodies and provinces.
        words: what is known of other words.
    """

    def __init__(self, registry: Registry, words: CapitalWords) -> None:
        self._registry = registry
        self._capitals = CapitalSpeller(registry, words)

    def proper(self, text: str, sample: Sample = _NO_SAMPLE) -> str:
        """Return a name in proper case, known names in full; words in mixed case stay as they are."""
        name = self._registry.expand(self._capitals.name(text, sample)).replace(*_DOUBLED_LEVEL)
        return name[:1].upper() + name[1:]

    def sentence(self, text: str, sample: Sample = _NO_SAMPLE) -> str:
        """Return an abstract in capitals as a sentence has it; in mixed case it stays as it is."""
        return self._capitals.sentence(text, sample)

    def belongs_to_another(self, name: str) -> tuple[str, str] | None:
        """Return the stem and the rest of a name that says nothing without the body above it, None for others.

        "Văn phòng" gives ("Văn phòng", ""), "Ban Chấp hành tỉnh Hà Nam" ("Ban Chấp hành", "tỉnh Hà Nam").
        """
        words = Words(name)
        known = self._registry.match(words, 0) if words.size else None
        if not known or known[0].area != "of":
            return None
        return name[: words.ends[known[1] - 1]], name[words.ends[known[1] - 1] :].strip()

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

    def province_in(self, text: str) -> str:
        """Return the first province that ``text`` names with its level, empty when it names none."""
        found = self._registry.province_in(text)
        return self.with_level(found) if found else ""

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
