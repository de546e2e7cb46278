"""What a directive does with each document that it cites: the words of the clause decide, and its place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import regex

from extract.assemble.ground_places import GroundPlaces
from extract.assemble.ground_sentences import Sentences
from extract.model import Citation, Directive
from extract.rulebook import Rulebook

_GROUP = "citations"
_LONGEST_TIE = len(", thuộc bản chương trình được ban hành kèm theo ")
_CHANGES = ("replaces", "repeals", "amends")


def operative_start(directive: Directive, rulebook: Rulebook) -> int:
    """Return the offset at which the operative part begins: behind the sentence that hands out the work.

    The text alone decides: the first block of the body that ends with words such as "như sau:" or "QUYẾT ĐỊNH:", or
    that carries the label of a first item; else the first block that opens with a ground. Without any of these the
    whole text is operative.
    """
    rules = {rule.id: rule.regex for rule in rulebook.rules(_GROUP)}
    text = directive.text
    zones = directive.zones or ("body",) * len(directive.source.blocks)
    first_ground = 0
    for block, zone in zip(directive.source.blocks, zones, strict=True):
        if zone != "body" or block.kind == "furniture":
            continue
        if rules["relation.first-item"].match(text[block.start : block.start + 30]):
            return block.start
        tail = text[max(block.start, block.end - 60) : block.end]
        if rules["relation.hand-out"].search(tail):
            return block.end
        if not first_ground and rules["relation.grounds"].match(text[block.start : block.start + 60]):
            first_ground = block.end
    return first_ground


def relations(
    directive: Directive, citations: Sequence[Citation], places: GroundPlaces, rulebook: Rulebook
) -> tuple[str, ...]:
    """Return the relation of every citation.

    Args:
        directive: its text and zones are read.
        citations: in text order; ``outer`` points into them.
        places: where they stand among tasks and grounds.
        rulebook: group ``citations``.

    Raises:
        RulebookError: the group is missing or not valid.
    """
    return tuple(_Relations(directive, citations, places, rulebook).all())


class _Relations:
    """Finds the relation of each citation from its own clause and place."""

    def __init__(
        self, directive: Directive, citations: Sequence[Citation], places: GroundPlaces, rulebook: Rulebook
    ) -> None:
        self.text = directive.text
        self.citations = citations
        self.places = places
        self.rules = {rule.id.removeprefix("relation."): rule.regex for rule in rulebook.rules(_GROUP)}
        self.standing = frozenset(rulebook.words(_GROUP, "standing_types"))
        self.working = frozenset(rulebook.words(_GROUP, "working_types"))
        self.operative = operative_start(directive, rulebook)
        self.sentences = Sentences(directive, citations, self.rules["sentence-start"])
        blocks = directive.source.blocks
        zones = directive.zones or ("body",) * len(blocks)
        self.starts = [block.start for block in blocks]
        self.zones = ["note" if block.kind == "note" else zone for block, zone in zip(blocks, zones, strict=True)]
        self.found: list[str] = []
        # what is announced before the list of documents to which a block belongs
        self.announced: dict[int, str] = {}

    def all(self) -> list[str]:
        for at, citation in enumerate(self.citations):
            words = self.sentences.next(at)
            if 0 <= citation.outer < at:
                self.found.append(self.found[citation.outer] if citation.outer_issues else "mentions")
            else:
                self.found.append(self._relation(at, citation, _without_provision(words, citation)))
        return self.found

    def _relation(self, at: int, citation: Citation, sentence: str) -> str:
        block = max(bisect_right(self.starts, citation.start) - 1, 0)
        if self.zones[block] in {"head", "note", "closing"}:
            return "mentions"
        if self.places.assigns(citation.start):
            return "implements"
        own = self._own_words(at, citation, self.starts[block])
        if own is None or self._amends_its_neighbour(at, own):
            return self.found[self.sentences.free_before(at) if own is None else at - 1]
        for change in _CHANGES:
            if self.rules[change].search(sentence) and not self.rules["hearsay"].search(sentence):
                return change
        if self._lapses(at):
            return "repeals"
        if change := self._introduced(block, own):
            return change
        if self.places.among_grounds(citation.start) and self._is_ground(own, sentence):
            return "basis"
        in_duty = self.places.in_duty(citation.start)
        if citation.start < self.operative:
            act = self.rules["own-act"].search(sentence)
            if act and in_duty:
                return self._in_duty(sentence[act.end() :], citation)
            return "mentions" if act else self._in_grounds(sentence)
        return self._in_duty(sentence, citation) if in_duty else "mentions"

    def _is_ground(self, own: str, sentence: str) -> bool:
        """Tell a document that a part on the legal grounds lists from one of which it only tells a story."""
        return bool(self.rules["list-label"].match(own) or self.rules["grounds"].search(sentence))

    def _amends_its_neighbour(self, at: int, own: str) -> bool:
        """Tell whether the document only amended the one of its kind before it, whose relation it shares."""
        if not at or not self.rules["amended-by"].fullmatch(own):
            return False
        return self.citations[at - 1].cited_type == self.citations[at].cited_type

    def _introduced(self, block: int, own: str) -> str:
        """Return the change that the block before a list of documents announces ("Bãi bỏ các Quyết định sau:")."""
        if not block or not self.rules["list-label"].match(own):
            return ""
        if block - 1 not in self.announced:
            before = self.text[self.starts[block - 1] : self.starts[block]].rstrip()
            told = (change for change in ("repeals", "replaces") if self.rules[f"list-{change}"].search(before))
            self.announced[block - 1] = next(told, "")
        self.announced[block] = self.announced[block - 1]
        return self.announced[block]

    def _lapses(self, at: int) -> bool:
        """Tell whether the list of documents that begins here loses its force by this directive ("hết hiệu lực")."""
        last = at
        while last + 1 < len(self.citations) and self.rules["goes-on"].fullmatch(
            self.text[self.citations[last].full_end : self.citations[last + 1].start]
        ):
            last += 1
        following = self.citations[last + 1].start if last + 1 < len(self.citations) else len(self.text)
        return bool(self.rules["lapses"].match(self.text, self.citations[last].full_end, following))

    def _own_words(self, at: int, citation: Citation, block: int) -> str | None:
        """Return the words between the neighbour before and this citation, None when they only go on with its list."""
        before = self.sentences.free_before(at)
        if before < 0 or self.citations[before].start < block:
            return self.text[block : citation.start]
        words = self.text[min(self.sentences.said_until(at), citation.start) : citation.start]
        words = _without_provision(words, citation)
        return None if self.rules["goes-on"].fullmatch(words) else words

    def _in_grounds(self, sentence: str) -> str:
        if any(self.rules[rule].search(sentence) for rule in ("background", "subject")):
            return "mentions"
        return "basis" if self.rules["grounds"].search(sentence) else "mentions"

    def _in_duty(self, sentence: str, citation: Citation) -> str:
        """The last words of the sentence that say what is done with documents decide."""
        if citation.cited_type in self.standing and sentence.casefold().rstrip().endswith("theo"):
            return "mentions"
        if self.rules["resting-on"].search(sentence):
            return "implements" if citation.cited_type in self.working else "mentions"
        carried = _last_end(self.rules["implements"], sentence)
        spoken = _last_end(self.rules["mentions"], sentence)
        return "implements" if carried > spoken else "mentions"


def _without_provision(words: str, citation: Citation) -> str:
    """Return the words before a citation without its provision, where that is what they end with."""
    at = words.rfind(citation.provision) if citation.provision else -1
    return words[:at] if at >= 0 and len(words) - at <= len(citation.provision) + _LONGEST_TIE else words


def _last_end(pattern: regex.Pattern[str], words: str) -> int:
    return max((match.end() for match in pattern.finditer(words)), default=-1)
