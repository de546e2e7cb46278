"""What has been read of a head, and its abstract (trích yếu): below a printed title, or after "V/v" in a letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.model import Source, Value
from extract.normalize.numbers import DocumentNumber
from extract.structure.document_types import LETTER
from extract.structure.frame_rules import FrameRules, is_capital
from extract.structure.strands import MASK, Strand


@dataclass(slots=True)
class HeadReading:
    """What was read in the head; ``strands`` hold what is left of it when all this is masked: the issuing bodies.

    ``introduced`` tells that words such as "V/v" stand before the abstract, which then begins with a small letter.
    """

    strands: list[Strand]
    number: DocumentNumber | None = None
    introduced: bool = False
    fields: dict[str, Value] = field(default_factory=dict)

    def get(self, name: str) -> Value:
        """Return the value of a field of the header, an empty one when it was not read."""
        return self.fields.get(name, Value())


def read_title_subject(
    source: Source, spans: Sequence[tuple[int, int]], reading: HeadReading, rules: FrameRules
) -> None:
    """Join the parts of an abstract into one line, without the body that decided and the words that introduce it."""
    text = " ".join(source.text[start:end] for start, end in spans).rstrip(" .;:")
    rest = text
    for name in ("title-body", "title-authority"):
        body = rules.match(name, text)
        if body and body.end() < len(text):
            start, end = _across(spans, *body.span("body"))
            reading.fields["title_body"] = Value(rules.names.proper(body["body"]), start, end, f"frame.{name}")
            rest = text[body.end() :].lstrip()
            break
    prefix = rules.match("subject-prefix", rest)
    rest = rest[prefix.end() :].lstrip() if prefix else rest
    reading.introduced = bool(prefix)
    start = _across(spans, len(text) - len(rest), len(text))[0]
    reading.fields["subject"] = Value(rest, start, spans[-1][1], "frame.title")


def _across(spans: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """Return the span in the source of a stretch of the joined text of ``spans``."""
    found = []
    for offset in (start, end - 1):
        left = offset
        for begin, stop in spans:
            if left < stop - begin:
                break
            left -= stop - begin + 1
        found.append(begin + max(left, 0))
    return found[0], found[1] + 1


def read_letter_subject(reading: HeadReading, rules: FrameRules) -> None:
    """Read the abstract after "V/v": it runs on in its column until something else that is known stands there."""
    for strand in reading.strands:
        lead = _letter_subject_start(strand, rules)
        if not lead:
            continue
        start, end = lead[1], _letter_subject_end(strand, lead[1], rules)
        text = strand.text[start:end].strip(" .;:-_*")
        text = text if "(" in text else text.rstrip(" .)")
        if text:
            reading.introduced = True
            start += strand.text[start:end].index(text)
            reading.fields["subject"] = Value(text, *strand.span(start, start + len(text)), "frame.subject-lead")
            reading.fields.setdefault("type", Value(LETTER, *strand.span(*lead), "frame.subject-lead"))
            strand.mask(lead[0], end)
            return


def _letter_subject_start(strand: Strand, rules: FrameRules) -> tuple[int, int] | None:
    """Return the span of the words that introduce the abstract of a letter, None where there are none."""
    lead = rules.search("subject-lead", strand.text)
    if lead:
        return int(lead.start()), int(lead.end())
    for text, start, _end in strand.fragments():
        line = rules.match("subject-line", text)
        if line:
            return start, start + int(line.end())
    return None


def _letter_subject_end(strand: Strand, start: int, rules: FrameRules) -> int:
    masked = strand.text.find(MASK, start)
    end = masked if masked >= 0 else len(strand.text)
    for at in (at for at in strand.starts if start < at < end):
        line = strand.text[at:end]
        if is_capital(line[:40]) or rules.match("ornament", line.split(" ", 1)[0]):
            return at
    return end
