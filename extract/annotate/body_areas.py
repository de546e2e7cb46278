"""Where a body belongs: "tỉnh", "các huyện, thành phố", "cấp xã", "khu vực XII", "tỉnh Đắk Nông"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.annotate.body_lexicon import Found, Lexicon
    from extract.normalize.names import Words
    from extract.normalize.registry import Province
    from extract.rulebook import Rule


@dataclass(frozen=True, slots=True)
class Area:
    """The area that follows a body; ``many`` when the body stands once in each of several units."""

    end: int
    text: str
    level: str
    province: Province | None
    many: bool
    rule: str


class AreaGrammar:
    """Reads areas after a body.

    Args:
        lexicon: words, patterns and registry.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        """Keep the lexicon."""
        self.lexicon = lexicon

    def area(self, block: Words, at: int) -> Area | None:
        """Return the area that follows the body whose last word is ``at - 1``."""
        if at >= block.size or not block.gap(at).startswith(" "):
            return None
        best: Area | None = None
        numbered = block.folded[at - 1] == "vực"
        looked = numbered or block.folded[at] in self.lexicon.area_words
        for rule in self.lexicon.parts["area"] if looked else ():
            area = self._area_by(rule, block, at)
            if area and (best is None or area.end > best.end):
                best = area
        if best is None and block.gap(at) == " " and block.words[at][0].isupper():
            named = self.lexicon.registry.match_province(block, at)
            if named:
                end = block.ends[named[1] - 1]
                best = Area(end, block.text[block.ends[at - 1] : end], "province", named[0], False, "bodies.area.name")
        return best

    def _area_by(self, rule: Rule, block: Words, at: int) -> Area | None:
        match = rule.regex.match(block.text, block.ends[at - 1])
        if match is None:
            return None
        groups = match.groupdict()
        unit = (groups.get("unit") or "").lower()
        level = self.lexicon.levels.get(unit, "")
        end = match.end()
        province: Province | None = None
        if groups.get("place"):
            index = block.index_at(match.start("place"))
            named = self.lexicon.registry.match_province(block, index) if index is not None else None
            if named and level == "province":
                province, end = named[0], block.ends[named[1] - 1]
            elif unit == "tỉnh":
                return None
            elif level == "province":
                level = "district"
        many = bool(rule.gives.get("many"))
        return Area(end, block.text[match.start() : end], level, province, many, rule.id)

    def placed(self, block: Words, found: Found, area: Area) -> Found:
        """Return ``found`` with the area that follows it, and with what tells which of many are meant."""
        if area.many:
            for rule in self.lexicon.parts["area_limit"]:
                if match := rule.regex.match(block.text, area.end):
                    area = replace(area, end=match.end(), text=area.text + match[0])
                    break
        text = self.lexicon.registry.expand(area.text.strip())
        text = (
            area.text.strip()[:1] + text[1:]
            if not area.text.strip().startswith(("TP", "Tp"))
            else text.lower()[:1] + text[1:]
        )
        return replace(
            found,
            end=area.end,
            stop=word_after(block, area.end, found.stop),
            name=f"{found.name} {text}",
            level=(area.level or found.level)
            if found.level in ("", "province", "district", "commune")
            else found.level,
            province=area.province,
            area=("many " if area.many else "one ") + text,
            plain=False,
        )


def word_after(block: Words, end: int, at: int) -> int:
    """Return the index of the first word at or after character ``end``, looking from word ``at`` on."""
    while at < block.size and block.starts[at] < end:
        at += 1
    return at
