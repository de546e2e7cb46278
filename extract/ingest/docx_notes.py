"""Footnotes and endnotes of a Word file: their printed markers and their text, in the order of their references."""

from __future__ import annotations

from dataclasses import dataclass

from extract.ingest.docx_package import WordPackage
from extract.ingest.docx_xml import WORD, Element, child_value, number, value
from extract.ingest.word_numbering import printed


@dataclass(frozen=True, slots=True)
class CitedNote:
    """A note that the text refers to, with its printed marker."""

    marker: str
    element: Element


class Notes:
    """Gives markers to the notes of a document as the reading comes to their references.

    Notes are counted through the whole document: where Word restarts on each page or section, the counts differ.

    Args:
        package: the opened document.
    """

    def __init__(self, package: WordPackage) -> None:
        self._kinds = {
            "footnote": _Kind(package, package.footnotes, "footnote", "decimal"),
            "endnote": _Kind(package, package.endnotes, "endnote", "lowerRoman"),
        }

    def mark(self, kind: str, note_id: str, custom: str) -> str:
        """Return the marker of a reference: ``custom`` when the author typed one, else the next number.

        Args:
            kind: ``footnote`` or ``endnote``.
            note_id: the ``w:id`` of the reference.
            custom: the mark that the author typed, empty for an automatic number.

        Returns:
            the printed marker, empty when there is no such note.
        """
        return self._kinds[kind].mark(note_id, custom)

    @property
    def footnotes(self) -> tuple[CitedNote, ...]:
        """The footnotes referred to so far, in the order of their first reference."""
        return tuple(self._kinds["footnote"].cited.values())

    @property
    def endnotes(self) -> tuple[CitedNote, ...]:
        """The endnotes referred to so far, in the order of their first reference."""
        return tuple(self._kinds["endnote"].cited.values())


class _Kind:
    def __init__(self, package: WordPackage, root: Element | None, name: str, default_format: str) -> None:
        self.cited: dict[str, CitedNote] = {}
        self._elements = {
            value(note, WORD + "id"): note
            for note in (() if root is None else root.iterchildren(WORD + name))
            if value(note, WORD + "type") in ("", "normal")
        }
        sections = package.document.iter(f"{WORD}{name}Pr")
        says = next(sections, None)
        if says is None and package.settings is not None:
            says = package.settings.find(f"{WORD}{name}Pr")
        self._format = child_value(says, "numFmt") or default_format
        self._next = number(child_value(says, "numStart"), 1)

    def mark(self, note_id: str, custom: str) -> str:
        if note_id in self.cited:
            return self.cited[note_id].marker
        if note_id not in self._elements:
            return ""
        marker = custom or printed(self._next, self._format)
        self._next += not custom
        self.cited[note_id] = CitedNote(marker, self._elements[note_id])
        return marker
