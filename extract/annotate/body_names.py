"""Single bodies: a name of the register or a head word with a proper name, and the area that follows it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extract.annotate.body_areas import word_after
from extract.annotate.body_lexicon import Found
from extract.annotate.body_proper import ProperNameGrammar

if TYPE_CHECKING:
    from extract.normalize.names import Words
    from extract.normalize.registry import Entry


class NameGrammar(ProperNameGrammar):
    """Reads single bodies at a word of a block.

    Args:
        lexicon: words, patterns and registry.
    """

    def body(self, block: Words, at: int) -> Found | None:
        """Return the longest single body that begins at word ``at``."""
        if at >= block.size or block.folded[at] not in self.lexicon.name_words:
            return None
        return self.body_from(block, at, self.lexicon.registry.match(block, at))

    def body_from(self, block: Words, at: int, match: tuple[Entry, int] | None) -> Found | None:
        """Return the longest single body at word ``at``, where the register has ``match``."""
        known = self._known(block, at, match) if match else None
        if known and not self._may_go_on(block, known):
            return known
        other = self._open(block, at)
        if known is None or other is None:
            return known or other
        return other if other.end > known.end and other.stop > known.stop else known

    @staticmethod
    def _may_go_on(block: Words, known: Found) -> bool:
        """Tell whether what follows a name of the register may belong to a longer name: it has a capital."""
        at = known.stop
        if at >= block.size:
            return False
        joined = block.folded[at] == "và" and at + 1 < block.size
        if known.entry and not known.plain and not known.area and not joined:
            return False
        return block.words[at + 1 if joined else at][0].isupper()

    # ------------------------------------------------------------------------------------------ names of the register

    def _known(self, block: Words, at: int, match: tuple[Entry, int]) -> Found | None:
        entry, stop = match
        if not _is_printed_as_name(block, at, stop) and (entry.area in ("none", "may") and entry.level != "party"):
            return None
        if block.words[at].islower() and at and block.folded[at - 1] in self.lexicon.not_before_member:
            return None
        if entry.area == "of":
            return self._owned(block, at, entry, stop)
        start, end = block.starts[at], block.ends[stop - 1]
        found = Found(
            start,
            end,
            stop,
            self.lexicon.registry.full_name(entry, block, at, stop),
            "body",
            f"registry.{entry.id}",
            entry.level,
            entry=entry.id,
            abbreviation=entry.abbreviation,
            plain=entry.area != "none",
        )
        if entry.area == "none":
            return self._branch(block, found) if entry.level == "group" else self._with_person(block, found)
        area = self.area(block, stop)
        if area is None:
            needed = entry.area == "must" and not entry.abbreviation.endswith("ND")
            return None if needed or not _is_printed_as_name(block, at, stop) else found
        return self.placed(block, found, area)

    def _owned(self, block: Words, at: int, entry: Entry, stop: int) -> Found | None:
        """Read "Văn phòng Ủy ban nhân dân tỉnh", "Đảng ủy Bộ Tài chính": a body inside or beside another one."""
        if stop >= block.size or block.gap(stop) != " ":
            return None
        owner = self.body(block, stop)
        if owner is None:
            return self._party(block, at, entry, stop) if entry.level == "party" else None
        if self.lexicon.is_not(block, stop):
            return None
        level = entry.level if entry.level == "party" else owner.level
        return replace(
            owner,
            start=block.starts[at],
            name=f"{entry.name} {owner.name}",
            kind="body",
            level=level,
            rule=f"registry.{entry.id}",
            entry="",
            abbreviation="",
            plain=False,
        )

    def _party(self, block: Words, at: int, entry: Entry, stop: int) -> Found | None:
        """Read "Đảng ủy xã", "Đảng bộ tỉnh": a Party body of an area."""
        area = self.area(block, stop)
        start, end = block.starts[at], block.ends[stop - 1]
        found = Found(start, end, stop, entry.name, "body", f"registry.{entry.id}", entry.level, entry=entry.id)
        return self.placed(block, found, area) if area else None

    def _branch(self, block: Words, found: Found) -> Found:
        """Read "VNPT Bắc Giang": the short name of a firm and a province name its branch there."""
        brand = " " not in block.text[found.start : found.end]
        if not brand or found.stop >= block.size or block.gap(found.stop) != " ":
            return found
        named = self.lexicon.registry.match_province(block, found.stop)
        if named is None:
            return found
        end = block.ends[named[1] - 1]
        name = block.text[found.start : end]
        return replace(found, end=end, stop=named[1], name=name, province=named[0], entry="", abbreviation="")

    def _with_person(self, block: Words, found: Found) -> Found:
        if not found.name.startswith("Phó "):
            return replace(found, kind="office") if " tướng" in found.name else found
        office = replace(found, kind="office")
        return self.charged(block, self.called(block, office))

    def called(self, block: Words, office: Found) -> Found:
        """Return an office with the name of its holder, where one follows."""
        for rule in self.lexicon.parts["person"]:
            match = rule.regex.match(block.text, office.end)
            if match and not self.lexicon.starts_body(block, office.stop):
                return _extended(block, office, match.end())
        return office

    def charged(self, block: Words, office: Found) -> Found:
        """Return an office with the field that tells it from others of its kind ("phụ trách lĩnh vực thú y")."""
        for rule in self.lexicon.parts["charge"]:
            match = rule.regex.match(block.text, office.end)
            if match:
                return _extended(block, office, match.end())
        return office

    # ---------------------------------------------------------------------------------------------- names outside it

    def _open(self, block: Words, at: int) -> Found | None:
        head = self.lexicon.heads.longest(block, at) if self._may_head(block, at) else None
        if head is None or (_is_person(block, at, head[1]) and not self.lexicon.hands_out.longest(block, at - 1)):
            return None
        level, stop = self.lexicon.head_levels[head[0]], head[1]
        words = block.text[block.starts[at] : block.ends[stop - 1]].lower()
        alone = words in self.lexicon.heads_alone
        owner = self.body(block, stop) if stop < block.size and block.gap(stop) == " " else None
        if owner and block.words[stop][0].isupper() and not (alone and owner.entry):
            name = self.lexicon.registry.expand(block.text[block.starts[at] : block.ends[stop - 1]])
            rule = "bodies.name"
            return replace(owner, start=block.starts[at], name=f"{name} {owner.name}", rule=rule, entry="", plain=False)
        verb = alone and stop < block.size and block.words[stop].islower() and self._is_verb_after_board(block, stop)
        last = stop if verb else self.name_end(block, stop, of_enterprise=level == "group")
        if last == stop and not alone:
            return None
        last = self._overseen(block, last)
        last = self._subject_end(block, last) if alone else last
        start, end = block.starts[at], block.ends[last - 1]
        name = self.lexicon.registry.expand(block.text[start:end])
        found = Found(start, end, last, name, "body", "bodies.name", level, plain=True, confidence=0.85)
        if alone:
            found = self._founded(block, found)
        if alone and found.stop == stop:
            found = self._of_owner(block, found)
        area = self.area(block, found.stop)
        if area and not (area.many and last > stop and level == "group"):
            found = self.placed(block, found, area)
        return found

    def _may_head(self, block: Words, at: int) -> bool:
        """A name begins with a capital, or its kind is written small before one: "giao phòng Quản lý công nghiệp"."""
        if block.words[at][0].isupper():
            return True
        small = self.lexicon.small_heads.longest(block, at)
        return small is not None and small[1] < block.size and block.words[small[1]][0].isupper()

    def _is_verb_after_board(self, block: Words, at: int) -> bool:
        """Tell whether a word after "Ban Chỉ đạo" is what it does: "phòng, chống" says what it is for."""
        verb = self.lexicon.verbs.longest(block, at)
        return (
            verb is not None
            and block.text[block.starts[at] : block.ends[verb[1] - 1]] not in self.lexicon.board_subjects
        )

    def _subject_end(self, block: Words, at: int) -> int:
        """Return the end of what a steering body is for ("về phát triển khoa học, công nghệ")."""
        for rule in self.lexicon.parts["subject"]:
            match = rule.regex.match(block.text, block.ends[at - 1])
            if match is None:
                continue
            index = block.index_at(match.end())
            end = at
            while index is not None and index < block.size:
                stop = None if self.lexicon.members.longest(block, index) else self.piece(block, index)
                if stop is None:
                    break
                end = stop
                index = self._next_of_subject(block, stop)
            if end > at:
                return end
        return at

    def _next_of_subject(self, block: Words, at: int) -> int | None:
        if at >= block.size or block.gap(at) not in (" ", ", ", " - "):
            return None
        index = at + 1 if block.folded[at] in self.lexicon.subject_joints else at
        return None if index >= block.size or self.begins_other(block, index) else index

    def _founded(self, block: Words, found: Found) -> Found:
        """Read "do Ủy ban Thường vụ Quốc hội thành lập" after a joint body without a name of its own."""
        for rule in self.lexicon.parts["founder"]:
            match = rule.regex.match(block.text, found.end)
            index = block.index_at(match.end()) if match else None
            founder = self.body(block, index) if index is not None else None
            closes = str(rule.gives["closes"])
            if founder and block.text.startswith(closes, founder.end):
                end = founder.end + len(closes)
                name = f"{found.name} do {founder.name}{closes}"
                return replace(found, end=end, stop=word_after(block, end, founder.stop), name=name, plain=False)
        return found

    def _of_owner(self, block: Words, board: Found) -> Found:
        """Read "Ban Chỉ đạo của Chính phủ": a joint body told only by who set it up."""
        for rule in self.lexicon.parts["board_owner"]:
            match = rule.regex.match(block.text, board.end)
            index = block.index_at(match.end()) if match else None
            owner = self.body(block, index) if index is not None else None
            if owner and owner.entry and not owner.plain:
                return replace(
                    owner, start=board.start, name=f"{board.name} của {owner.name}", rule=board.rule, entry=""
                )
        return board

    def _overseen(self, block: Words, at: int) -> int:
        """Return the end of a name with what a state body oversees ("Nhà nước về chất lượng công trình xây dựng")."""
        for rule in self.lexicon.parts["state_field"]:
            match = rule.regex.match(block.text, block.ends[at - 1])
            index = block.index_at(match.end()) if match else None
            if index is not None:
                end = self.name_end(block, index)
                return end if end > index else at
        return at


def _extended(block: Words, office: Found, end: int) -> Found:
    """Return an office with the words up to character ``end`` added as printed."""
    name = office.name + block.text[office.end : end]
    return replace(office, end=end, stop=word_after(block, end, office.stop), name=name)


def _is_person(block: Words, at: int, stop: int) -> bool:
    """Tell a person's name from a body: a head of one syllable stands right after another capital."""
    if block.words[at].islower():
        return False
    before = block.words[at - 1] if at and block.gap(at) == " " else ""
    return stop == at + 1 and before.istitle() and (stop >= block.size or block.words[stop][0].isupper())


def _is_printed_as_name(block: Words, at: int, stop: int) -> bool:
    """Tell a name from the same words in running text: it has a capital, and no lower-case verb as its second word."""
    if block.words[at][0].isupper():
        return not (stop - at == 3 and block.folded[at + 1] == "xây" and block.words[at + 1].islower())
    return any(word[0].isupper() for word in block.words[at:stop])
