"""What is said: citations, bodies, times and cues, each with its span and the rule that found it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extract.model.source import Problem


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text that a rule marked: the least that all mentions share."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A mention of a legal or directing document, numbered or named.

    ``start``/``end`` bound the quote as the annotation guide wants it (type word to end of date, or of issuer or title
    when there is no date). ``full_end`` is where everything said of it ends, issuer and title included. ``outer`` is
    the index (in the tuple of citations) of the citation whose title or clause holds this one, -1 for none;
    ``outer_issues`` tells that the outer one issues or approves it (ban hành, phê duyệt). ``defined_as`` is the short
    name given to it.
    """

    start: int
    end: int
    full_end: int
    cited_type: str
    reference: str = ""
    number: str = ""
    symbol: str = ""
    cited_on: str = ""
    issuer: str = ""
    title: str = ""
    provision: str = ""
    outer: int = -1
    outer_issues: bool = False
    defined_as: str = ""
    rule: str = ""
    confidence: float = 1.0


BodyKind = Literal["body", "group", "office", "generic"]


@dataclass(frozen=True, slots=True)
class BodyMention:
    """A mention of an organisation, a fixed group of them, or an office-holder.

    ``name`` is the full name with abbreviations expanded; ``body_id`` its id in the registry or a slug of the name.
    ``kind``: ``body`` one organisation, ``group`` a fixed group ("các sở, ban, ngành"), ``office`` an office-holder
    ("Chủ tịch Ủy ban nhân dân tỉnh"), ``generic`` words that point to bodies without naming them ("các đơn vị").
    A distributed list ("UBND các tỉnh: Ninh Bình, Bắc Ninh") yields one mention per member. ``heads`` is the name of
    the body that an office-holder heads; ``body_id``, ``level`` and ``province`` are then those of that body.
    """

    start: int
    end: int
    name: str
    body_id: str
    kind: BodyKind
    level: str = ""
    province: str = ""
    abbreviation: str = ""
    rule: str = ""
    confidence: float = 1.0
    heads: str = ""


TimeKind = Literal["by_date", "period", "recurring", "continuous", "relative"]
TimeUse = Literal["deadline", "content", "citation"]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that say when, with their normal value (RFC 5545 for ``rrule``, ISO 8601 duration or ``15WD`` for
    ``offset``).

    ``use`` tells a time that binds (``deadline``) from one that describes the content (a plan's period, a term of
    office, an event in the past) and from the date of a cited document. ``label`` names what is due when the words
    say it ("báo cáo 6 tháng").
    """

    start: int
    end: int
    kind: TimeKind
    use: TimeUse
    start_on: str = ""
    due_on: str = ""
    due_time: str = ""
    rrule: str = ""
    anchor: str = ""
    offset: str = ""
    label: str = ""
    year_inferred: bool = False
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class DutyCue:
    """Words that tell a duty: a role ("chủ trì"), a modality ("đề nghị"), an action verb, an attribute line head.

    ``kind`` is the group of the rule (``role``, ``modality``, ``action``, ``attribute``, ``passive`` ...), ``value``
    what it gives (``lead``, ``requested``, the verb itself ...).
    """

    start: int
    end: int
    kind: str
    value: str
    rule: str


Bound = Literal["exact", "min", "max", "range", "change"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts: ``value`` and ``value_to`` as decimal strings ("12.5"), ``unit`` as printed.

    ``bound``: ``min`` (ít nhất), ``max`` (không quá), ``range`` (``value`` to ``value_to``), ``change`` (tăng, giảm so
    với trước) or ``exact``.
    """

    start: int
    end: int
    value: str
    value_to: str
    unit: str
    bound: Bound
    rule: str


@dataclass(frozen=True, slots=True)
class Mentions:
    """All that annotation marked in one directive, each tuple in text order and free of overlaps within itself."""

    citations: tuple[Citation, ...] = ()
    bodies: tuple[BodyMention, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    cues: tuple[DutyCue, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    problems: tuple[Problem, ...] = ()
