"""Footnotes of text files: which marker refers, which one begins the note, and the paragraph that notes cut in two."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.ingest.markup import Line, Run
    from extract.ingest.openings import LineRules

_UNIT = regex.compile(r"(?<![^\W\d_])(?:[kcdm]?m|ha)\Z")
_FINISHED: Final = (".", ":", "!", "?", "…")


@dataclass(slots=True)
class NoteMarkers:
    """Sorts footnote markers in reading order: a reference comes first, its note begins a line later on."""

    _open: Counter[str] = field(default_factory=Counter)
    _last: str = ""

    def resolve(self, line: Line) -> Line:
        """Return the line with its definition marker taken off, and with brackets that mark no note turned to text.

        Args:
            line: the next line of the file.
        """
        runs: list[Run] = []
        definition = ""
        for run in line.runs:
            if not run.note:
                runs.append(run)
            elif not definition and not any(one.text.strip() for one in runs) and self._begins(run.note, line):
                definition = run.note
                runs = []
            elif run.text.startswith("<sup>") and runs and _UNIT.search(runs[-1].text):
                runs.append(replace(run, text=run.note, offset=run.offset + run.text.index(run.note), note=""))
            elif run.text.startswith("[") and runs and runs[-1].text[-1:].isspace() and not self._seen(run.note):
                runs.append(replace(run, note=""))
            else:
                self._open[run.note] += 1
                runs.append(run)
        return replace(line, runs=tuple(runs), definition=definition) if runs != list(line.runs) else line

    def _begins(self, marker: str, line: Line) -> bool:
        """Tell whether a marker at the start of a line begins its note."""
        follows = self._last.isdecimal() and marker == str(int(self._last) + 1)
        if self._open[marker] or ((follows or line.gap) and line.text[:1].isupper()):
            self._open[marker] = 0
            self._last = marker
            return True
        return False

    def _seen(self, marker: str) -> bool:
        return marker == "1" or str(int(marker) - 1) in self._open


def reunite(paragraphs: Sequence[list[Line]], rules: LineRules) -> list[list[Line]]:
    """Join the halves of a paragraph that footnotes at the foot of a page cut in two; the notes follow it.

    Args:
        paragraphs: the logical paragraphs, each a list of lines; a note's first line says so.
        rules: what begins a block.

    Returns:
        the paragraphs in reading order.
    """
    out: list[list[Line]] = []
    host = -1
    for paragraph in paragraphs:
        head = paragraph[0]
        if head.definition:
            host = len(out) - 1 if host < 0 else host
            out.append(paragraph)
            continue
        if host >= 0 and head.text[:1].islower() and not rules.label(head.text) and not _finished(out[host]):
            out[host] = [*out[host], *paragraph]
        else:
            out.append(paragraph)
        host = -1
    return out


def _finished(paragraph: list[Line]) -> bool:
    return paragraph[-1].text.rstrip("”\"')]* ").endswith(_FINISHED)
