"""Proper names that stand in no register: where the words after "Ban Quản lý", "Trung tâm", "Công ty" end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.annotate.body_areas import AreaGrammar

if TYPE_CHECKING:
    from extract.normalize.names import Words

_MOST_PIECES = 12


class ProperNameGrammar(AreaGrammar):
    """Finds the end of a proper name.

    Args:
        lexicon: words, patterns and registry.
    """

    def name_end(self, block: Words, at: int, *, of_enterprise: bool = False, in_list: bool = False) -> int:
        """Return the index of the word after the proper name that begins at ``at``, ``at`` when there is none.

        Args:
            block: the block.
            at: index of a word.
            of_enterprise: the name of a firm may begin with words in lower case.
            in_list: commas and "và" part the names of a list and join no parts of a name.
        """
        end, after_phrase = at, False
        manages = self._managed(block, at) is not None
        for _ in range(_MOST_PIECES):
            start = at if in_list and end == at else self._joined(block, end, first=end == at)
            if start is None and manages:
                start = self._managed(block, end)
            if start is None or (in_list and end > at and (start > end or block.gap(end) == ", ")):
                break
            stop = (self._small_run(block, start) if of_enterprise else None) or self.piece(block, start)
            if stop is None or (end > at and self._is_verb_after_name(block, start, stop, after_phrase=after_phrase)):
                break
            end, after_phrase = stop, self.lexicon.phrases.longest(block, start) is not None
        return self._object_end(block, end)

    def _object_end(self, block: Words, at: int) -> int:
        """Return the end of a name with what is managed: "Quản lý năng lượng", where a name cannot end at the verb."""
        if at < 2 or block.folded[at - 2 : at] != ["quản", "lý"] or at + 1 >= block.size:
            return at
        first, second = block.words[at], block.words[at + 1]
        noun = first.islower() and second.islower() and first not in self.lexicon.stops
        return at + 2 if noun and block.gap(at) == " " and block.gap(at + 1) == " " else at

    def _managed(self, block: Words, at: int) -> int | None:
        """Return where an area that a board manages begins: at ``at`` or after a comma, "và" or "các"."""
        if at >= block.size or block.gap(at) not in (" ", ", "):
            return None
        at += at + 1 < block.size and block.folded[at] == "và"
        opener = self.lexicon.openers.longest(block, at)
        at = opener[1] if opener else at
        return at if self.lexicon.managed.longest(block, at) else None

    def _small_run(self, block: Words, at: int) -> int | None:
        """Return where the lower-case words of a firm's name end: at a capital ("vật tư và thiết bị Gia Phát")."""
        if at > 1 and block.words[at - 1].istitle() and block.words[at - 2].istitle():
            return None
        stop = at
        limit = min(block.size, at + 7)
        while stop < limit and block.words[stop].islower() and block.gap(stop) == " ":
            if block.folded[stop] in self.lexicon.stops and block.folded[stop] != "và":
                return None
            stop += 1
        capital = at < stop < block.size and block.words[stop][0].isupper() and block.gap(stop) == " "
        return stop if capital and not self.lexicon.starts_body(block, stop) else None

    def _goes_on_in_small(self, block: Words, at: int) -> bool:
        """Tell whether "và" joins two phrases in lower case ("khu chế xuất và công nghiệp")."""
        if not block.words[at - 1].islower() or self.lexicon.verbs.longest(block, at + 1):
            return False
        return self.lexicon.phrases.longest(block, at + 1) is not None and not self.lexicon.members.longest(
            block, at + 1
        )

    def _is_verb_after_name(self, block: Words, at: int, stop: int, *, after_phrase: bool) -> bool:
        """Tell whether a phrase in lower case after two capitals or another phrase is a verb ("Việt Nam xây dựng")."""
        verb = self.lexicon.verbs.longest(block, at) if block.words[at].islower() else None
        if verb is None or verb[1] < stop:
            return False
        return after_phrase or (block.words[at - 1][0].isupper() and block.words[at - 2][0].isupper())

    def _joined(self, block: Words, at: int, *, first: bool) -> int | None:
        """Return where the next piece of a name begins: after a blank, a dash, "và", or a comma."""
        if at >= block.size:
            return None
        gap = block.gap(at)
        if gap == " " and block.folded[at] != "và":
            of_many = first and block.folded[at] == "các" and at + 1 < block.size
            return at + 1 if of_many and self._plural_name(block, at + 1) else at
        if first:
            return None
        if gap in (" - ", "-", " & ", "&"):
            return None if self.begins_other(block, at) else at
        if gap == " " and at + 1 < block.size and block.gap(at + 1) == " ":
            goes_on = block.words[at + 1][0].isupper() or self._goes_on_in_small(block, at)
            return at + 1 if goes_on and not self.begins_other(block, at + 1) else None
        goes_on = gap == ", " and (self._comma_goes_on(block, at) or self._goes_on_small_after_comma(block, at))
        return at if goes_on else None

    def _goes_on_small_after_comma(self, block: Words, at: int) -> bool:
        """Tell whether phrases in lower case go on a name: "Trung tâm Xúc tiến đầu tư, thương mại và du lịch"."""
        lexicon, index = self.lexicon, at
        if not block.words[at - 1].islower():
            return False
        for _ in range(4):
            if index > at and block.folded[index - 1] == "và" and block.words[index][0].isupper():
                return not self.begins_other(block, index)
            phrase = lexicon.phrases.longest(block, index) if block.words[index].islower() else None
            if phrase is None or lexicon.verbs.longest(block, index) or lexicon.members.longest(block, index):
                return False
            if lexicon.rules_at(block, index):
                return False
            if index > at and block.folded[index - 1] == "và":
                return True
            index = phrase[1]
            if index + 1 >= block.size or block.gap(index) not in (", ", " "):
                return False
            if block.gap(index) == " ":
                if block.folded[index] != "và":
                    return False
                index += 1
        return False

    def _comma_goes_on(self, block: Words, at: int) -> bool:
        """Tell whether a comma stands inside a name: "Viện Văn hóa, Nghệ thuật, Thể thao và Du lịch"."""
        index: int | None = at
        for _ in range(3):
            if index is None or not block.words[index][0].isupper() or self.begins_other(block, index):
                return False
            index = self.piece(block, index)
            if index is None or index + 1 >= block.size:
                return False
            if block.gap(index) == " " and block.folded[index] == "và":
                return block.words[index + 1][0].isupper() and not self.begins_other(block, index + 1)
            if block.gap(index) != ", ":
                return False
        return False

    def _plural_name(self, block: Words, at: int) -> bool:
        """Tell whether "các" goes on within a name ("Ban Quản lý các khu công nghiệp")."""
        return self.lexicon.phrases.longest(block, at) is not None and not self.lexicon.members.longest(block, at)

    def begins_other(self, block: Words, at: int) -> bool:
        """Tell whether word ``at`` begins another body or a group, or what never goes on a name."""
        lexicon = self.lexicon
        return lexicon.starts_body(block, at) or bool(
            lexicon.not_after_name.longest(block, at) or lexicon.openers.longest(block, at)
        )

    def piece(self, block: Words, at: int) -> int | None:
        """Return the end of one piece: a known phrase, a run of capitals, or a capital with its second syllable."""
        phrase = self.lexicon.phrases.longest(block, at)
        if phrase:
            return phrase[1]
        word = block.words[at]
        if not (word[0].isupper() or word.isdigit()) or self.lexicon.units.longest(block, at):
            return None
        stop = at + 1
        if len(word) > 1 and (word.isupper() or word.isdigit()):
            return stop
        while stop < block.size and block.gap(stop) == " " and self._goes_on(block, stop):
            stop += 1
        if stop > at + 1 or stop >= block.size or block.gap(stop) != " ":
            return stop
        following = block.words[stop]
        if self.lexicon.own_institution.longest(block, at):
            return stop
        low = following.islower() and len(following) < 8 and following not in self.lexicon.stops
        return stop + 1 if low and not self.lexicon.phrases.longest(block, stop) else stop

    def _goes_on(self, block: Words, at: int) -> bool:
        word = block.words[at]
        if not word[0].isupper() or self.lexicon.phrases.longest(block, at) or self.lexicon.units.longest(block, at):
            return False
        return not self.lexicon.starts_body(block, at)
