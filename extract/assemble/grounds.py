"""Legal bases: what the directive does with each document that it cites, and the rows of the table."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

import regex

from extract.assemble.ids import row_id
from extract.assemble.instruments import canonical_ids
from extract.assemble.issuers import issuers
from extract.model import Citation, Directive, LegalBasis, Task
from extract.normalize.provisions import Provisions
from extract.rulebook import Rulebook

_GROUP = "citations"
_LONGEST_TIE = len(", thuộc bản chương trình được ban hành kèm theo ")
_CHANGES = ("replaces", "repeals", "amends")


def legal_bases(
    directive: Directive, citations: Sequence[Citation], tasks: Sequence[Task], document_id: str, rulebook: Rulebook
) -> tuple[LegalBasis, ...]:
    """Return one row for every citation, in text order.

    Args:
        directive: its text, zones and items are read.
        citations: what `find_citations` found; ``outer`` points into it.
        tasks: the tasks of the directive; a citation can only be carried out by a task or the heading of one.
        document_id: goes into the rows and their ids.
        rulebook: group ``citations``.

    Raises:
        RulebookError: the group is missing or not valid.
    """
    relations = _Relations(directive, citations, tasks, rulebook).all()
    instruments = canonical_ids(citations, rulebook, directive.year)
    provisions = Provisions.of(rulebook)
    return tuple(
        LegalBasis(
            legal_basis_id=row_id(document_id, "legal_bases", citation.start, citation.end, citation.reference),
            document_id=document_id,
            ordinal=ordinal,
            relation=relation,
            cited_type=citation.cited_type,
            cited_reference=citation.reference,
            cited_number=citation.number,
            cited_symbol=citation.symbol,
            cited_on=citation.cited_on,
            cited_issuer=issuer.name,
            cited_title=citation.title,
            provision="; ".join(provisions.expand(citation.provision)),
            canonical_id=instrument,
            task_id=_task_id(citation, tasks),
            quote=directive.text[citation.start : citation.end],
            start=citation.start,
            end=citation.end,
            page=directive.source.page_at(citation.start),
            confidence=citation.confidence,
            rule=citation.rule,
            issuer_source=issuer.source,
        )
        for ordinal, (citation, relation, instrument, issuer) in enumerate(
            zip(citations, relations, instruments, issuers(directive, citations, instruments, rulebook), strict=True),
            start=1,
        )
    )


def _task_id(citation: Citation, tasks: Sequence[Task]) -> str:
    """Return the id of the innermost task that holds the citation, empty when none does."""
    holding = [task for task in tasks if task.start <= citation.start < task.end]
    return min(holding, key=lambda task: task.end - task.start).task_id if holding else ""


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


class _Relations:
    """Finds the relation of each citation from its own clause and place."""

    def __init__(
        self, directive: Directive, citations: Sequence[Citation], tasks: Sequence[Task], rulebook: Rulebook
    ) -> None:
        self.text = directive.text
        self.citations = citations
        self.rules = {rule.id.removeprefix("relation."): rule.regex for rule in rulebook.rules(_GROUP)}
        self.standing = frozenset(rulebook.words(_GROUP, "standing_types"))
        self.operative = operative_start(directive, rulebook)
        self.duties = sorted({(task.start, task.end) for task in tasks} | set(_headings(directive, tasks)))
        blocks = directive.source.blocks
        zones = directive.zones or ("body",) * len(blocks)
        self.starts = [block.start for block in blocks]
        self.zones = ["note" if block.kind == "note" else zone for block, zone in zip(blocks, zones, strict=True)]
        self.found: list[str] = []
        # what is announced before the list of documents to which a block belongs
        self.announced: dict[int, str] = {}

    def all(self) -> list[str]:
        for at, citation in enumerate(self.citations):
            if 0 <= citation.outer < at:
                self.found.append(self.found[citation.outer] if citation.outer_issues else "mentions")
            else:
                self.found.append(self._relation(at, citation))
        return self.found

    def _relation(self, at: int, citation: Citation) -> str:
        block = max(bisect_right(self.starts, citation.start) - 1, 0)
        if self.zones[block] in {"head", "note", "closing"}:
            return "mentions"
        own = self._own_words(at, citation, self.starts[block])
        if own is None:
            return self.found[at - 1 - self._inner_before(at)]
        sentence = self._sentence(at, citation, self.starts[block])
        for change in _CHANGES:
            if self.rules[change].search(sentence) and not self.rules["hearsay"].search(sentence):
                return change
        if self._lapses(at):
            return "repeals"
        if change := self._introduced(block, own):
            return change
        in_duty = any(start <= citation.start < end for start, end in self.duties)
        if citation.start < self.operative:
            act = self.rules["own-act"].search(sentence)
            if act and in_duty:
                return self._in_duty(sentence[act.end() :], citation)
            return "mentions" if act else self._in_grounds(sentence)
        return self._in_duty(sentence, citation) if in_duty else "mentions"

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

    def _inner_before(self, at: int) -> int:
        """Return how many citations right before stand inside the title of an earlier one."""
        count = 0
        while at - 1 - count > 0 and self.citations[at - 1 - count].outer >= 0:
            count += 1
        return count

    def _own_words(self, at: int, citation: Citation, block: int) -> str | None:
        """Return the words between the neighbour before and this citation, None when they only go on with its list."""
        before = at - 1 - self._inner_before(at) if at else -1
        if before < 0 or self.citations[before].start < block:
            return self.text[block : citation.start]
        last = max(self.citations[index].full_end for index in range(before, at))
        words = self.text[min(last, citation.start) : citation.start]
        words = _without_provision(words, citation)
        return None if self.rules["goes-on"].fullmatch(words) else words

    def _sentence(self, at: int, citation: Citation, block: int) -> str:
        """Return the words of the sentence before the citation, without the documents cited in it."""
        start = block
        for stop in self.rules["sentence-start"].finditer(self.text, block, citation.start):
            if not any(c.start < stop.end() <= c.full_end for c in self._since(block, at)):
                start = stop.end()
        pieces, position = [], start
        for earlier in self._since(start, at):
            if earlier.outer < 0 and earlier.start >= position:
                pieces.append(self.text[position : earlier.start])
                position = max(position, min(earlier.full_end, citation.start))
        pieces.append(self.text[position : citation.start])
        return _without_provision(" ".join(pieces), citation)

    def _since(self, start: int, at: int) -> Sequence[Citation]:
        """Return the citations before number ``at`` that begin at ``start`` or later."""
        first = at
        while first and self.citations[first - 1].start >= start:
            first -= 1
        return self.citations[first:at]

    def _in_grounds(self, sentence: str) -> str:
        if any(self.rules[rule].search(sentence) for rule in ("background", "subject")):
            return "mentions"
        return "basis" if self.rules["grounds"].search(sentence) else "mentions"

    def _in_duty(self, sentence: str, citation: Citation) -> str:
        """The last words of the sentence that say what is done with documents decide."""
        if citation.cited_type in self.standing and sentence.casefold().rstrip().endswith("theo"):
            return "mentions"
        carried = _last_end(self.rules["implements"], sentence)
        spoken = _last_end(self.rules["mentions"], sentence)
        return "implements" if carried > spoken else "mentions"


def _without_provision(words: str, citation: Citation) -> str:
    """Return the words before a citation without its provision, where that is what they end with."""
    at = words.rfind(citation.provision) if citation.provision else -1
    return words[:at] if at >= 0 and len(words) - at <= len(citation.provision) + _LONGEST_TIE else words


def _last_end(pattern: regex.Pattern[str], words: str) -> int:
    return max((match.end() for match in pattern.finditer(words)), default=-1)


def _headings(directive: Directive, tasks: Sequence[Task]) -> list[tuple[int, int]]:
    """Return the spans of items under which tasks stand."""
    items = {item.index: item for item in directive.items}
    parents: set[int] = set()
    spans = sorted((task.start, task.end) for task in tasks)
    reached = list(accumulate((end for _, end in spans), max))
    for item in directive.items:
        before = bisect_left(spans, (item.end,))
        if before and reached[before - 1] > item.start:
            parent = item.parent
            while parent in items and parent not in parents:
                parents.add(parent)
                parent = items[parent].parent
    return [(items[index].start, items[index].end) for index in parents]
