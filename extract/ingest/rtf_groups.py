"""What holds inside the braces of an RTF file: the look of text, the shape of paragraphs, and where text goes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final


class Sink(Enum):
    """Where the text of a group goes."""

    STORY = "story"
    SKIP = "nowhere"
    FONTS = "font table"
    STYLES = "style sheet"
    LABEL = "printed label"
    INSTRUCTION = "field instruction"
    NAME = "name of a property of a drawing"
    VALUE = "value of a property of a drawing"


@dataclass(slots=True)
class Group:
    """The state that a brace saves and its partner restores ([RTF 1.9.1], "Groups").

    ``outside`` is the sink round a part that is skipped: some destinations in it bring text back. ``closing`` names
    what is to be done when the group ends, ``starred`` tells that ``\\*`` was read.
    """

    sink: Sink = Sink.STORY
    outside: Sink = Sink.SKIP
    closing: str = ""
    starred: bool = False
    font: int = 0
    unicode_skip: int = 1
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    hidden: bool = False
    deleted: bool = False
    raised: bool = False
    centered: bool = False
    outline: int | None = None
    style: int = 0
    depth: int = 0

    def inner(self) -> Group:
        """Return the state with which a group inside this one begins."""
        return Group(
            self.sink, self.outside, "", False, self.font, self.unicode_skip, self.bold, self.italic, self.capitals,
            self.hidden, self.deleted, self.raised, self.centered, self.outline, self.style, self.depth,
        )  # fmt: skip

    def plain(self, font: int) -> None:
        """Reset the look of text (``\\plain``)."""
        self.font = font
        self.bold = self.italic = self.capitals = self.hidden = self.deleted = self.raised = False

    def new_paragraph(self) -> None:
        """Reset the shape of paragraphs (``\\pard``)."""
        self.centered = False
        self.outline = None
        self.style = 0
        self.depth = 0

    def take(self, word: str, number: int | None) -> bool:
        """Take a control word that changes look or shape; return whether it is one."""
        toggled = _TOGGLES.get(word)
        if toggled:
            setattr(self, toggled, number != 0)
        elif word in _ALIGNMENTS:
            self.centered = word == "qc"
        elif word in ("super", "up"):
            self.raised = number != 0
        elif word in ("nosupersub", "sub", "dn"):
            self.raised = False
        elif word == "outlinelevel":
            self.outline = number
        elif word == "s":
            self.style = number or 0
        elif word == "intbl":
            self.depth = max(self.depth, 1)
        elif word == "itap":
            self.depth = number or 0
        elif word == "uc":
            self.unicode_skip = min(max(1 if number is None else number, 0), _MOST_SKIPPED)
        else:
            return False
        return True


_TOGGLES: Final = {"b": "bold", "i": "italic", "caps": "capitals", "v": "hidden", "deleted": "deleted"}
_ALIGNMENTS: Final = frozenset({"qc", "ql", "qr", "qj", "qd", "qk", "qt"})
_MOST_SKIPPED: Final = 8  # the longest stand-in of one character in any code page has four bytes

SKIPPED: Final = frozenset({
    "colortbl", "info", "xe", "tc", "rxe", "tcn", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn",
    "pict", "nonshppict", "nonesttables", "shprslt", "listtable", "listoverridetable", "revtbl", "rsidtbl",
    "filetbl", "template", "generator", "themedata", "datastore", "objdata", "objclass", "objname", "falt",
    "panose", "private", "pn", "pntxta", "pntxtb", "bkmkstart", "bkmkend", "annotation", "atnid", "atnauthor",
    "mmathPict", "fname", "keycode",
})  # fmt: skip
"""Destinations whose text does not print where it stands."""

KEPT_STARRED: Final = frozenset({
    "footnote", "fldinst", "shpinst", "nesttableprops", "ud", "do", "dptxbxtext", "shptxt", "pntext", "listtext",
    "result", "moMath", "moMathPara", "shp", "shpgrp",
})  # fmt: skip
"""Destinations that are read although ``\\*`` lets readers pass over them."""

CHARACTERS: Final = {
    "tab": "\t", "emdash": "—", "endash": "–", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005",
    "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
}  # fmt: skip
"""Control words that stand for a character."""

SYMBOLS: Final = {"~": "\u00a0", "_": "-", "-": "", "\t": "\t", "\\": "\\", "{": "{", "}": "}"}
"""Control symbols that stand for a character; the optional hyphen ``\\-`` stands for none."""

RUNNING: Final = frozenset({"header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"})
"""Destinations that hold headers and footers."""
