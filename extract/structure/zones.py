"""Where head, body, closing and annexes of a directive begin and end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.model import Block, Source, Zone
from extract.structure.frame_rules import FrameRules, is_capital

_HEAD_BLOCKS = 60
_LONG = 300
_LINE = 220
_SUBJECT = 500


@dataclass(frozen=True, slots=True)
class Borders:
    """Which blocks, by index, hold what: the zones run parallel to the blocks of the source.

    ``title`` is the block of the printed title (-1 for none), ``subject`` the blocks of the abstract below it, ``enactor`` the
    line that names who decides, ``addressees`` the blocks from "Kính gửi" on, ``captions`` the lines that tie an annex to the
    directive.
    """

    zones: tuple[Zone, ...]
    head: tuple[int, ...]
    title: int
    subject: tuple[int, ...]
    enactor: int
    addressees: tuple[int, ...]
    body: tuple[int, ...]
    closing: tuple[int, ...]
    captions: tuple[int, ...]


def find_borders(source: Source, rules: FrameRules) -> Borders:
    """Return the borders of the zones of ``source``."""
    content = [at for at, block in enumerate(source.blocks) if block.kind in ("paragraph", "cell")]
    texts = [source.of(source.blocks[at]) for at in content]
    return _Surveyor(source, rules, content, texts).borders()


class _Surveyor:
    """Walks over the blocks with content; positions are indexes into them, not into the source."""

    def __init__(self, source: Source, rules: FrameRules, content: Sequence[int], texts: Sequence[str]) -> None:
        self._source = source
        self._rules = rules
        self._content = content
        self._texts = texts

    def borders(self) -> Borders:
        title, greeting = self._anchors()
        subject, enactor, head_end = self._below_title(title)
        addressees: list[int] = []
        if greeting >= 0:
            addressees, head_end = self._addressees(greeting)
        elif title < 0:
            head_end = self._top()
        closing = self._closing(head_end)
        annex = self._annex(head_end, closing)
        zones = self._zones(head_end, closing, annex)
        return Borders(
            zones=zones,
            head=self._at(range(head_end)),
            title=self._content[title] if title >= 0 else -1,
            subject=self._at(subject),
            enactor=self._content[enactor] if enactor >= 0 else -1,
            addressees=self._at(addressees),
            body=tuple(at for at, zone in enumerate(zones) if zone == "body"),
            closing=self._at(closing),
            captions=self._at([at for at in range(len(self._texts)) if self._rules.match("caption", self._texts[at])]),
        )

    def _at(self, positions: Sequence[int]) -> tuple[int, ...]:
        return tuple(self._content[position] for position in positions)

    def _block(self, position: int) -> Block:
        return self._source.blocks[self._content[position]]

    # ------------------------------------------------------------------------------------------------------- head

    def _anchors(self) -> tuple[int, int]:
        """Return the positions of the printed title and of "Kính gửi", -1 where there is none."""
        title = greeting = -1
        for position, text in enumerate(self._texts[:_HEAD_BLOCKS]):
            if self._rules.match("addressee-lead", text):
                greeting = position
                break
            if title < 0 and self._is_title(position):
                title = position
            elif self._is_body(position) and not (title >= 0 and position == title + 1 and len(text) < _SUBJECT):
                break
        return title, greeting

    def _is_title(self, position: int) -> bool:
        text, block = self._texts[position], self._block(position)
        found = self._rules.types.title(text)
        if found:
            return text[found[1] :].strip() != ":"
        return bool((block.bold or block.centered or block.heading) and self._rules.types.named(text))

    def _is_body(self, position: int) -> bool:
        """Whether a block cannot belong to a head: a labelled part, an opening sentence, a long paragraph."""
        text = self._texts[position]
        if self._rules.match("headline", text) or is_capital(text):
            return bool(self._rules.match("numbered", text))
        if self._rules.match("numbered", text) or len(text) > _LONG:
            return not self._rules.search("number-state", text[:40])
        return bool(self._rules.match("opening", text)) and text.endswith((".", ";", ":", ",")) and len(text) > 60

    def _below_title(self, title: int) -> tuple[list[int], int, int]:
        """Return the blocks of the abstract, the position of the enacting line, and where the head ends."""
        subject: list[int] = []
        enactor, at = -1, title + 1
        inline = title >= 0 and self._has_inline_subject(title)
        while title >= 0 and at < len(self._texts):
            text, block = self._texts[at], self._block(at)
            if self._rules.match("ornament", text) or self._rules.match("caption-line", text):
                pass
            elif self._rules.match("numbered", text) or self._rules.match("addressee-lead", text):
                break
            elif self._is_enactor(at, bool(subject) or inline):
                enactor = at
            elif enactor >= 0 and not is_capital(text):
                break
            elif is_capital(text) and (self._has_inline_subject(at) or not self._is_title(at)):
                subject += [at] if enactor < 0 else []
            elif self._continues_subject(text, block, bool(subject) or inline):
                subject.append(at)
            else:
                break
            at += 1
        return subject, enactor, at

    def _is_enactor(self, position: int, titled: bool) -> bool:
        """Whether a line names who decides; the same words may stand within an abstract that goes on below."""
        below = self._texts[position + 1] if position + 1 < len(self._texts) else ""
        if not self._rules.match("enacting-line", self._texts[position]) or self._rules.match("subject-prefix", below):
            return False
        return titled or self._opens(position + 1)

    def _has_inline_subject(self, title: int) -> bool:
        found = self._rules.types.title(self._texts[title])
        return found is not None and found[1] < len(self._texts[title].rstrip(" .:"))

    def _opens(self, position: int) -> bool:
        return position < len(self._texts) and bool(self._rules.match("opening", self._texts[position]))

    def _continues_subject(self, text: str, block: Block, begun: bool) -> bool:
        if len(text) > _SUBJECT or text.endswith((";", ":")):
            return False
        if self._rules.match("subject-prefix", text):
            return not text.endswith(".") or block.bold or block.centered
        if text.endswith("."):
            return not begun and len(text) < _LINE and ". " not in text and not self._rules.match("opening", text)
        return (
            not begun
            or text[:1].islower()
            or ((block.bold or block.centered) and not self._rules.match("opening", text))
        )

    def _addressees(self, greeting: int) -> tuple[list[int], int]:
        """Return the positions from "Kính gửi" to the last addressee, and where the head ends."""
        found = [greeting]
        cell = self._block(greeting).cell
        table = cell.table if cell else -1
        at = greeting + 1
        while at < len(self._texts):
            text, here = self._texts[at], self._block(at).cell
            if here is not None:
                if table < 0 and self._is_bare_lead(self._texts[at - 1]):
                    table = here.table
                if here.table != table or self._is_beyond_addressees(text):
                    break
            elif self._rules.match("addressee-lead", text):
                table = -1
            elif not self._rules.match("ornament", text) and not self._is_addressee(text, self._texts[at - 1]):
                break
            found.append(at)
            at += 1
        return found, at

    def _is_beyond_addressees(self, text: str) -> bool:
        return len(text) > _SUBJECT or any(
            self._rules.match(name, text) for name in ("recipients-lead", "numbered", "opening")
        )

    def _is_bare_lead(self, text: str) -> bool:
        lead = self._rules.match("addressee-lead", text)
        return lead is not None and lead.end() >= len(text.rstrip())

    def _is_addressee(self, text: str, before: str) -> bool:
        if len(text) > _LONG or self._rules.match("numbered", text):
            return False
        if text[0] in "-•+*":
            return not self._rules.match("opening", text)
        if self._is_bare_lead(before):
            return True
        if before.endswith((";", ",", ":")):
            return not self._is_body_sentence(text)
        return text[:1].islower() and not before.endswith(".")

    def _is_body_sentence(self, text: str) -> bool:
        return bool(self._rules.match("opening", text)) or text.endswith(":") or ". " in text

    def _top(self) -> int:
        """Where the head of a document without title and addressees ends: after the last line that belongs to a head."""
        end = 0
        for position, text in enumerate(self._texts[:_HEAD_BLOCKS]):
            if self._is_body(position):
                break
            if any(
                self._rules.search(name, text) for name in ("national-name", "place-date", "subject-lead", "headline")
            ) or (self._rules.match("number-state", text) or self._rules.match("number-party", text)):
                end = position + 1
        while end and end < len(self._texts) and self._rules.match("ornament", self._texts[end]):
            end += 1
        return end

    # ---------------------------------------------------------------------------------------------------- closing

    def _closing(self, head_end: int) -> range:
        lead = next((at for at in range(head_end, len(self._texts)) if self._is_recipients_lead(at)), -1)
        if lead >= 0:
            return range(self._closing_start(lead, head_end), self._closing_end(lead))
        for at in range(head_end, len(self._texts)):
            if self._is_signature(at) and self._named_below(at):
                return range(at, self._closing_end(at))
        return range(len(self._texts), len(self._texts))

    def _is_recipients_lead(self, position: int) -> bool:
        return bool(self._rules.match("recipients-lead", self._texts[position]))

    def _closing_start(self, lead: int, head_end: int) -> int:
        cell = self._block(lead).cell
        start = lead
        while start > head_end:
            text, before = self._texts[start - 1], self._block(start - 1).cell
            together = cell is not None and before is not None and before.table == cell.table and before.row <= cell.row
            if not (together and len(text) < _LINE) and not self._is_signature_part(start - 1):
                break
            start -= 1
        return start

    def _closing_end(self, start: int) -> int:
        cell = self._block(start).cell
        listing = self._is_recipients_lead(start)
        at = start + 1
        while at < len(self._texts):
            text, here = self._texts[at], self._block(at).cell
            if self._begins_annex(at):
                break
            together = cell is not None and here is not None and here.table == cell.table
            if together or self._is_recipients_lead(at):
                listing = listing or self._is_recipients_lead(at)
            elif not (self._is_signature_part(at) or (listing and self._is_recipient(text, self._texts[at - 1]))):
                break
            at += 1
        return at

    def _is_recipient(self, text: str, before: str) -> bool:
        if len(text) > _LINE or self._rules.match("numbered", text):
            return False
        if text[0] in "-•+*":
            return True
        return before.endswith((";", ",", ":")) or (text[:1].islower() and not before.endswith("."))

    def _is_signature(self, position: int) -> bool:
        text = self._texts[position]
        if len(text) > _LINE:
            return False
        if self._rules.match("signature-line", text):
            return True
        position_found = self._rules.match("position", text)
        return bool(position_found) and position_found is not None and position_found.group().isupper()

    def _is_signature_part(self, position: int) -> bool:
        """A line of a signature block: authority, position, mark of a signature, or a name below one of these."""
        text = self._texts[position]
        if len(text) > 120 or self._rules.types.title(text):
            return False
        if self._is_signature(position) or self._rules.match("ornament", text):
            return True
        if self._rules.match("signed-mark", text):
            return True
        if not self._rules.match("person", text) and not self._rules.match("person-capitals", text):
            return False
        return any(self._is_signature(above) for above in range(max(position - 4, 0), position))

    def _named_below(self, position: int) -> bool:
        below = range(position, min(position + 5, len(self._texts)))
        return any(self._rules.search("person", self._texts[at]) for at in below if len(self._texts[at]) < _LINE)

    # ------------------------------------------------------------------------------------------------------ annex

    def _begins_annex(self, position: int) -> bool:
        text = self._texts[position]
        if len(text) > _SUBJECT or self._block(position).cell is not None:
            return False
        if self._rules.match("annex-title", text):
            return not text.endswith((".", ";", ","))
        return self._is_title(position) or bool(self._rules.match("caption-line", text))

    def _annex(self, head_end: int, closing: range) -> int:
        """Where the first annex begins when no closing stands before it; the end of the closing otherwise."""
        for at in range(head_end, closing.start):
            text = self._texts[at]
            if self._rules.match("caption-line", text) and len(text) < _SUBJECT and self._block(at).cell is None:
                return self._annex_start(at, head_end)
            if self._rules.match("annex-title", text) and is_capital(text) and self._block(at).cell is None:
                return at
            if at > head_end + 3 and self._rules.match("national-name", text):
                return self._second_head(at, head_end)
        return closing.stop

    def _annex_start(self, caption: int, head_end: int) -> int:
        """Go up from the caption of an annex over the lines of its title."""
        start = caption
        while start > head_end and caption - start < 4:
            text = self._texts[start - 1]
            if len(text) > _SUBJECT or text.endswith((".", ";", ":", ",")) or self._rules.match("numbered", text):
                break
            start -= 1
            if self._is_title(start) or self._rules.match("annex-title", text):
                break
        return start

    def _second_head(self, position: int, head_end: int) -> int:
        cell = self._block(position).cell
        start = position
        while start > head_end:
            before = self._block(start - 1).cell
            if not (cell and before and cell.table == before.table) and not is_capital(self._texts[start - 1]):
                break
            start -= 1
        return start

    def _zones(self, head_end: int, closing: range, annex: int) -> tuple[Zone, ...]:
        zones: list[Zone] = ["note" if block.kind == "note" else "furniture" for block in self._source.blocks]
        for position, at in enumerate(self._content):
            zone: Zone = "annex" if position >= annex else "body"
            if position < head_end:
                zone = "head"
            elif position in closing:
                zone = "closing"
            zones[at] = zone
        return tuple(zones)
