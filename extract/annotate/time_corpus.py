"""The corpus of times: wordings with all their deadlines, and wordings without any, read against a known day.

It stands beside the rules as ``times/corpus.csv``, one row for each deadline, the rows of one wording together; a row
of kind ``none`` says that its wording holds no deadline. Unlike the examples of a rule it says everything that is to
be found, so a rule that finds too much is found out too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from extract.annotate.times import find_times
from extract.model import Block, Directive, Header, Source, Value
from extract.rulebook import Rulebook, RuleFault

CORPUS: Final = "times/corpus"
_NONE: Final = "none"
_FIELDS: Final = ("kind", "start_on", "due_on", "due_time", "rrule", "offset", "anchor", "label")


@dataclass(frozen=True, slots=True)
class TimeExample:
    """A wording, when its directive was issued and received, and the `_FIELDS` of each of its deadlines in order."""

    text: str
    issued_on: str
    received_on: str
    deadlines: tuple[tuple[str, ...], ...]


def time_corpus(rulebook: Rulebook) -> Iterator[TimeExample]:
    """Yield the wordings of the corpus in the order in which they are written; none when the rules have no corpus."""
    if not (rulebook.root / f"{CORPUS}.csv").is_file():
        return
    for (text, issued_on, received_on), rows in groupby(rulebook.rows(CORPUS), key=_wording):
        told = tuple(tuple(row[name] for name in _FIELDS) for row in rows if row["kind"] != _NONE)
        yield TimeExample(text, issued_on, received_on, told)


def read_example(example: TimeExample, rulebook: Rulebook) -> tuple[tuple[str, ...], ...]:
    """Return the `_FIELDS` of the deadlines that the rules find in a wording of the corpus, in text order."""
    source = Source("", "", "text/plain", "text", example.text, (Block(0, len(example.text)),))
    header = Header(issued_on=Value(example.issued_on))
    directive = Directive(source, header, (), ("body",), (), (), (), date.fromisoformat(example.issued_on).year)
    received_on = date.fromisoformat(example.received_on) if example.received_on else None
    found = find_times(directive, rulebook, received_on=received_on)
    return tuple(tuple(getattr(time, name) for name in _FIELDS) for time in found if time.use == "deadline")


def corpus_faults(rulebook: Rulebook) -> Iterator[RuleFault]:
    """Yield a fault for every wording of the corpus in which other deadlines are found than stand there."""
    for example in time_corpus(rulebook):
        found = read_example(example, rulebook)
        if found != example.deadlines:
            message = f"{example.text}: {_told(example.deadlines)} expected, {_told(found)} found"
            yield RuleFault(CORPUS, f"{CORPUS}.csv", message)


def _wording(row: Mapping[str, str]) -> tuple[str, str, str]:
    return row["text"], row["issued_on"], row["received_on"]


def _told(deadlines: tuple[tuple[str, ...], ...]) -> str:
    return "; ".join(" ".join(filter(None, deadline)) for deadline in deadlines) or _NONE
