"""Markdown marks and the few HTML tags that web text keeps: read off, so that words and their style remain.

Emphasis is read as toggles, not after CommonMark: texts copied from the web close and open marks inside words, across
lines and around blanks, and a stray mark must never swallow the rest of a paragraph.
"""

from __future__ import annotations

import html
from dataclasses import dataclass, field

import regex

_MARK = regex.compile(
    r"""
    \\(?P<escaped>[!-/:-@\[-`{-~])
    |(?P<stars>\*{1,4}|(?<!\w)__?(?=[^\W_])|(?<=[^\W_]|[.,;:!?)])__?(?!\w))
    |<sup>\s{0,2}\[?(?P<sup>\d{1,3})\]?\s{0,2}</sup>
    |\[{1,2}\^?(?P<note>\d{1,3})\]{1,2}(?:\(\#[^)\s]{0,40}\))?
    |!\[[^\]\n]{0,200}\]\([^)\s]{0,400}\)
    |\[(?P<link>[^\]\[\n]{1,200})\]\((?:https?:|mailto:|/|\#|javascript:)[^)\s]{0,400}\)
    |(?P<break><br\s{0,2}/?>)
    |</?(?:b|i|u|em|strong|span|sup|sub|font|p|div|a|ins|del|mark)(?:\s[^<>\n]{0,200})?/?>
    |(?P<entity>&(?:amp|nbsp|lt|gt|quot|apos|\#\d{1,5}|\#x[0-9a-fA-F]{1,4});)
    """,
    regex.VERBOSE,
)
_HEADING = regex.compile(r"[ \t]{0,3}(#{1,6})[ \t]+")
_RULE = regex.compile(r"[ \t]*(?:(?:\\?[-_=*~]\s?){3,}|\\?[*_]|\\?[*](?:\s\\?[*]){2})[ \t]*\Z")
_BLANK_EMPHASIS = regex.compile(r"[ \t\u00a0]*(?:[*_]{1,3}[ \t\u00a0]*){1,4}\Z")
_QUOTE = regex.compile(r"[ \t]{0,3}>[ \t]?")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of characters of one style, with the offset at which it stands in the file's text."""

    text: str
    offset: int
    bold: bool = False
    italic: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file without its marks.

    ``gap`` tells that a blank line precedes, ``joined`` that emphasis stays open from the line above, ``hard_break``
    that the line ends in a break that its author set. ``definition`` is the number of the footnote whose text begins
    here. ``text`` is the words without footnote markers and outer blanks.
    """

    runs: tuple[Run, ...]
    offset: int
    gap: bool = False
    joined: bool = False
    hard_break: bool = False
    heading: int = 0
    centered: bool = False
    definition: str = ""
    text: str = field(init=False, default="")

    def __post_init__(self) -> None:
        """Gather the words once: they are asked for again and again."""
        words = "".join([run.text for run in self.runs if not run.note])
        object.__setattr__(self, "text", words.replace("\u00a0", " ").strip())

    @property
    def width(self) -> int:
        """The number of columns that the words take."""
        return len(self.text)

    @property
    def bold(self) -> bool:
        """Whether every word is bold."""
        return all(run.bold for run in self.runs if run.text.strip() and not run.note)


@dataclass(slots=True)
class _Style:
    """Which emphasis is open while a chunk is read."""

    bold: bool = False
    italic: bool = False

    def toggle(self, stars: int) -> None:
        self.bold ^= stars in {2, 3}
        self.italic ^= stars in {1, 3}

    @property
    def open(self) -> bool:
        return self.bold or self.italic


def parse(text: str, base: int = 0) -> tuple[Line, ...]:
    """Split a text into lines without marks; blank lines and drawn rules are left out.

    Args:
        text: part of the file's text.
        base: the offset of that part in the file's text.

    Returns:
        the lines that hold words, in order; a line break tag splits a line in two.
    """
    lines: list[Line] = []
    style = _Style()
    gap = False
    for raw, offset in _split(text, base):
        if not raw.strip() or _BLANK_EMPHASIS.match(raw) or _RULE.match(raw):
            if not raw.strip():
                style = _Style()
            gap = gap or not raw.strip()
            continue
        found = _line(raw, offset, style, gap)
        lines += found
        gap = gap and not found
    return tuple(lines)


def _split(text: str, base: int) -> list[tuple[str, int]]:
    out, at = [], base
    for raw in text.split("\n"):
        out.append((raw.rstrip("\r"), at))
        at += len(raw) + 1
    return out


def _line(raw: str, offset: int, style: _Style, gap: bool) -> list[Line]:
    """Read one printed line; a line break tag makes several of it."""
    at = match.end() if (match := _QUOTE.match(raw)) else 0
    heading = 0
    if match := _HEADING.match(raw, at):
        heading, at = len(match[1]), match.end()
    hard = raw.endswith("  ") and bool(raw.strip())
    joined = style.open
    lines: list[Line] = []
    runs: list[Run] = []

    def close(hard_break: bool) -> None:
        nonlocal runs, joined
        line = Line(tuple(runs), offset, gap and not lines, joined, hard_break, heading)
        if line.text or any(run.note for run in runs):
            lines.append(line)
        runs, joined = [], False

    for match in _MARK.finditer(raw, at):
        if match.start() > at:
            runs.append(Run(raw[at : match.start()], offset + at, style.bold, style.italic))
        at = match.end()
        if match["break"]:
            close(hard_break=True)
            continue
        runs += _read(match, raw, offset, style)
    if at < len(raw):
        runs.append(Run(raw[at:], offset + at, style.bold, style.italic))
    close(hard_break=hard)
    return lines


def _read(match: regex.Match[str], raw: str, offset: int, style: _Style) -> list[Run]:
    """Read one mark: change the style, or return what it stands for."""
    start = offset + match.start()
    bold, italic = style.bold, style.italic
    if match["stars"]:
        if _is_literal(match, raw, style):
            return [Run(match["stars"], start, bold, italic)]
        style.toggle(len(match["stars"]))
        return []
    if match["escaped"]:
        return [Run(match["escaped"], start + 1, bold, italic)]
    if marker := match["sup"] or match["note"]:
        return [Run(match.group(), start, bold, italic, note=marker)]
    if match["link"]:
        return [Run(match["link"], offset + match.start("link"), bold, italic)]
    if match["entity"]:
        return [Run(html.unescape(match["entity"]), start, bold, italic)]
    return []


def _is_literal(match: regex.Match[str], raw: str, style: _Style) -> bool:
    """A bullet, a lone star between blanks or brackets, and a blank to be filled in are characters, not marks."""
    before, after = raw[: match.start()], raw[match.end() :]
    if before.endswith("(") and after.startswith(")"):
        return True
    if match["stars"] == "*":
        if after[:1] not in {"", " ", "\t", "\u00a0"}:
            return False
        if not before.strip():
            style.italic = False
            return True
        return before[-1] in " \t\u00a0" and not style.italic
    closes = match["stars"][0] == "_" and before[-1:].strip() != ""
    return closes and not (style.italic if match["stars"] == "_" else style.bold)
