"""The blocks of a source that hold content, and what their texts look like to the rules of the frame."""

from __future__ import annotations

from collections.abc import Iterable

from extract.model import Block, Source
from extract.structure.frame_rules import FrameRules, is_capital

LINE = 220
PARAGRAPH = 300
SUBJECT = 500
_BULLETS = "-•+*"
_SIGNATURE = 120
_SIGNED = ("ornament", "signed-mark", "signing-stamp", "contact-line")
_NAME_DISTANCE = 4


class BlockView:
    """Paragraphs and cells in reading order, without notes and furniture.

    Positions count these blocks; ``content`` leads from a position to the index of the block in the source.

    Args:
        source: what was read.
        rules: the rules of the frame.
    """

    def __init__(self, source: Source, rules: FrameRules) -> None:
        self.source = source
        self.rules = rules
        self.content = [at for at, block in enumerate(source.blocks) if block.kind in ("paragraph", "cell")]
        self.texts = [source.of(source.blocks[at]) for at in self.content]

    def __len__(self) -> int:
        """The number of blocks with content."""
        return len(self.texts)

    def indexes(self, positions: Iterable[int]) -> tuple[int, ...]:
        """Return the indexes in the source of some positions."""
        return tuple(self.content[position] for position in positions)

    def block(self, position: int) -> Block:
        """Return the block at a position."""
        return self.source.blocks[self.content[position]]

    def table(self, position: int) -> int:
        """Return the table that the block at a position belongs to, -1 for a paragraph."""
        cell = self.block(position).cell
        return cell.table if cell else -1

    def matches(self, position: int, *names: str) -> bool:
        """Tell whether the block at a position begins with what one of the rules describes; False beyond the end."""
        if not 0 <= position < len(self.texts):
            return False
        return any(self.rules.match(name, self.texts[position]) for name in names)

    def is_dashed(self, position: int) -> bool:
        """Tell whether the block is a line of a list."""
        return self.texts[position][0] in _BULLETS

    def is_capital(self, position: int) -> bool:
        """Tell whether the block is printed in capitals."""
        return is_capital(self.texts[position])

    def is_title(self, position: int) -> bool:
        """Tell whether the block is the printed title of a kind of document, its abstract behind it or not."""
        text, block = self.texts[position], self.block(position)
        found = self.rules.types.title(text)
        if found:
            return text[found[1] :].strip() != ":"
        return bool((block.bold or block.centered or block.heading) and self.rules.types.named(text))

    def holds_subject(self, position: int) -> bool:
        """Tell whether the abstract stands in the same block as the title."""
        found = self.rules.types.title(self.texts[position])
        return found is not None and found[1] < len(self.texts[position].rstrip(" .:"))

    def is_bare_lead(self, position: int) -> bool:
        """Tell whether the block is "Kính gửi:" and nothing more."""
        lead = self.rules.match("addressee-lead", self.texts[position])
        return lead is not None and lead.end() >= len(self.texts[position].rstrip())

    def is_recipients_lead(self, position: int) -> bool:
        """Tell whether the block begins the list of recipients; a table may have a column of that name."""
        lead = self.rules.match("recipients-lead", self.texts[position])
        if not lead:
            return False
        listed = position + 1 < len(self.texts) and self.is_dashed(position + 1)
        return ":" in lead.group() or lead.end() < len(self.texts[position]) or listed

    def is_body(self, position: int) -> bool:
        """Tell whether a block cannot belong to a head: a labelled part, an opening sentence, a long paragraph."""
        text = self.texts[position]
        if self.matches(position, "numbered"):
            return True
        if self.is_capital(position) or self.matches(position, "headline"):
            return False
        if len(text) > PARAGRAPH:
            return not self.rules.search("number-state", text[:40])
        return self.matches(position, "opening") and text.endswith((".", ";", ":", ",")) and len(text) > 60

    def is_signature(self, position: int) -> bool:
        """Tell whether the block begins with an authority ("KT.") or a position in capitals."""
        text = self.texts[position]
        if len(text) > LINE:
            return False
        held = self.rules.match("position", text)
        if self.matches(position, "signature-line") or (held is not None and held.group().isupper()):
            return True
        return self.rules.search("signature-tail", text) is not None

    def is_signature_part(self, position: int) -> bool:
        """Tell whether the block is a line of a signature: authority, position, mark, or a name below one of these."""
        text = self.texts[position]
        if len(text) > _SIGNATURE or self.rules.types.title(text):
            return False
        if self.is_signature(position) or self.matches(position, *_SIGNED):
            return True
        if self.matches(position, "person"):
            return any(map(self.is_signature, range(max(position - _NAME_DISTANCE, 0), position)))
        return self.matches(position, "person-capitals") and position > 0 and self.is_signature(position - 1)

    def is_signed(self, position: int) -> bool:
        """Tell whether a name stands at the end of a signature line or in a line of its own below it."""
        if self.rules.search("person", self.texts[position]):
            return True
        below = range(position + 1, min(position + 1 + _NAME_DISTANCE, len(self.texts)))
        return any(self.matches(at, "person") for at in below)
