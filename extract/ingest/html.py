"""HTML files, also those that a word processor saved under another name: paragraphs, lists, tables and footnotes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import lxml.etree
import lxml.html
import regex

from extract.errors import DamagedFileError
from extract.ingest.html_layout import grid, integer, numbering, printed, rows, words
from extract.ingest.lines import Wrap
from extract.ingest.markup import Line, Run
from extract.ingest.openings import LineRules
from extract.ingest.paragraphs import Origin, Part, build, resolve_notes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

    from extract.model import Problem, Source
    from extract.rulebook import Rulebook

_SKIPPED: Final = frozenset(
    ("head", "script", "style", "noscript", "template", "iframe", "svg", "button", "select", "nav", "aside", "object")
)
_BLOCKS: Final = frozenset(
    (
        *(
            "p",
            "div",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "li",
            "ul",
            "ol",
            "tr",
            "td",
            "th",
            "blockquote",
            "pre",
            "section",
        ),
        *(
            "article",
            "main",
            "header",
            "footer",
            "center",
            "address",
            "dl",
            "dt",
            "dd",
            "body",
            "html",
            "figure",
            "hr",
            "form",
        ),
        *("table", "tbody", "thead", "tfoot", "caption", "fieldset"),
    )
)
_XML_DECLARATION = regex.compile(r"\A\s*<\?xml[^>]{0,300}\?>")
_NOTE = regex.compile(r"\[(\d{1,3})\]")
_SUP = regex.compile(r"\s*\[?\(?(\d{1,3})\)?\]?\s*\Z")
_HIDDEN = regex.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", regex.IGNORECASE)
_BOLD_STYLE = regex.compile(r"font-weight\s*:\s*(bold|[6-9]00|normal|[1-5]00)", regex.IGNORECASE)
_ITALIC_STYLE = regex.compile(r"font-style\s*:\s*(italic|normal)", regex.IGNORECASE)
_CENTER_STYLE = regex.compile(r"text-align\s*:\s*(\w+)", regex.IGNORECASE)
_LIST_MARK = regex.compile(r"mso-list\s*:\s*ignore|font-family\s*:\s*(?:symbol|wingdings)", regex.IGNORECASE)
_BULLETS: Final = frozenset("·§Øüovq•–-+\uf0b7\uf02d\uf0a7")


def read_html(text: str, path: str, sha256: str, rulebook: Rulebook, problems: tuple[Problem, ...] = ()) -> Source:
    """Read HTML.

    Args:
        text: the decoded text of the file.
        path: where it came from.
        sha256: the digest of the file.
        rulebook: what begins a paragraph (group ``ingest``).
        problems: what was noticed while decoding.

    Raises:
        DamagedFileError: there is no element in it.
    """
    try:
        root = lxml.html.document_fromstring(_XML_DECLARATION.sub("", text))
    except (lxml.etree.LxmlError, ValueError) as cause:
        raise DamagedFileError(
            "Tệp HTML bị hỏng hoặc không có nội dung.",
            "Hãy mở bằng trình duyệt rồi lưu lại.",
            message_en="The HTML file is damaged or has no content.",
            remedy_en="Open it in a browser and save it again.",
        ) from cause
    rules = LineRules(rulebook)
    walk = _Walk(rules)
    walk.element(root, _Style())
    walk.flush()
    parts = resolve_notes(walk.parts)
    return build(parts, Wrap(), Wrap(cells=True), rules, Origin(path, sha256, "text/html", "html", problems))


@dataclass(frozen=True, slots=True)
class _Style:
    """What an element hands down to its text."""

    bold: bool = False
    italic: bool = False
    centered: bool = False
    heading: int = 0
    keeps_lines: bool = False


@dataclass(slots=True)
class _List:
    """A list that is open: how it numbers, and the number that its next point gets."""

    kind: str
    number: int


@dataclass(slots=True)
class _Walk:
    """Walks through the elements and gathers lines; a line ends where a block begins or ends, and at line breaks."""

    rules: LineRules
    parts: list[Part] = field(default_factory=list)
    _lines: list[Line] = field(default_factory=list)
    _runs: list[Run] = field(default_factory=list)
    _style: _Style = _Style()
    _gap: bool = True
    _lists: list[_List] = field(default_factory=list)
    _label: str = ""
    _tables: int = 0

    def element(self, element: Element, style: _Style) -> None:
        """Read an element and what follows it up to the next one."""
        tag = element.tag if isinstance(element.tag, str) else ""
        css = element.get("style") or ""
        if tag and tag not in _SKIPPED and not _HIDDEN.search(css):
            own = _style(element, tag, css, style)
            if tag == "br":
                self._end_line(hard_break=True)
            elif tag == "sup" and (match := _SUP.match(words(element))):
                self._runs.append(Run(f"<sup>{match[1]}</sup>", -1, own.bold, own.italic, note=match[1]))
            elif _LIST_MARK.search(css) and words(element).strip() in _BULLETS:
                self._text("- ", own)
            elif tag == "table" and (cells := rows(element)):
                self._table(cells, own)
            elif tag in _BLOCKS:
                self._block(element, tag, own)
            else:
                self._content(element, own)
        if element.tail:
            self._text(element.tail, style)

    def flush(self) -> None:
        """End the running text gathered so far."""
        self._end_line()
        if self._lines:
            self.parts.append(Part(tuple(self._lines)))
            self._lines = []

    def _content(self, element: Element, style: _Style) -> None:
        if element.text:
            self._text(element.text, style)
        for child in element:
            self.element(child, style)

    def _block(self, element: Element, tag: str, style: _Style) -> None:
        self._end_line()
        self._gap = True
        if tag in {"ol", "ul"}:
            self._lists.append(_List(numbering(element, tag), integer(element.get("start"), 1)))
        elif tag == "li" and self._lists:
            self._label = self._next_label(integer(element.get("value"), self._lists[-1].number))
        self._content(element, style)
        self._end_line()
        self._gap = True
        if tag in {"ol", "ul"}:
            self._lists.pop()
        if tag == "li":
            self._label = ""

    def _next_label(self, number: int) -> str:
        current = self._lists[-1]
        current.number = number + 1
        return printed(current.kind, number)

    def _text(self, text: str, style: _Style) -> None:
        for at, line in enumerate(text.split("\n") if style.keeps_lines else [text]):
            if at:
                self._end_line(hard_break=True)
            self._style = style
            end = 0
            for match in _NOTE.finditer(line):
                self._runs.append(Run(line[end : match.start()], -1, style.bold, style.italic))
                self._runs.append(Run(match.group(), -1, style.bold, style.italic, note=match[1]))
                end = match.end()
            self._runs.append(Run(line[end:], -1, style.bold, style.italic))

    def _end_line(self, *, hard_break: bool = False) -> None:
        style = self._style
        line = Line(
            tuple(run for run in self._runs if run.text),
            -1,
            gap=self._gap,
            hard_break=hard_break,
            heading=style.heading,
            centered=style.centered,
        )
        self._runs = []
        if not line.text and not any(run.note for run in line.runs):
            return
        if self._label and not self.rules.label(line.text):
            line = replace(line, runs=(Run(f"{self._label} ", -1, line.bold), *line.runs))
        self._label = ""
        self._lines.append(line)
        self._gap = False

    def _table(self, cells: Sequence[Sequence[Element]], style: _Style) -> None:
        self.flush()
        for cell, element in grid(cells, self._tables):
            inner = _Walk(self.rules)
            inner._content(element, _style(element, element.tag, element.get("style") or "", style))
            inner.flush()
            self.parts += [Part(part.lines, cell) for part in inner.parts]
        self._tables += 1
        self._gap = True


def _style(element: Element, tag: str, css: str, style: _Style) -> _Style:
    """Return the style of an element: what it inherits, what its tag means and what its style attribute says."""
    bold, italic, centered = style.bold, style.italic, style.centered
    if tag in {"b", "strong", "th"}:
        bold = True
    if tag in {"i", "em"}:
        italic = True
    if css:
        if match := _BOLD_STYLE.search(css):
            bold = match[1].lower() == "bold" or match[1][0] in "6789"
        if match := _ITALIC_STYLE.search(css):
            italic = match[1].lower() == "italic"
    aligned = element.get("align") or (match[1] if (match := _CENTER_STYLE.search(css)) else "")
    if tag in {"center", "th"} or aligned:
        centered = tag == "center" or aligned.lower() == "center" or (tag == "th" and not aligned)
    heading = int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456" else style.heading
    return _Style(bold, italic, centered, heading, style.keeps_lines or tag == "pre")
