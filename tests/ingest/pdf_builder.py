"""Writes small PDFs for tests: Vietnamese text at exact places in three styles, rules, pages. No font file is needed.

Every glyph is half an em wide, so tests can reckon the width of a line.
"""

from __future__ import annotations

from dataclasses import dataclass, field

WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT, TOP, FOOT = 85.0, 555.0, 70.0, 780.0
_TURNED = {
    0: "1 0 0 1 0 0",
    90: f"0 1 -1 0 {HEIGHT} 0",
    180: f"-1 0 0 -1 {WIDTH} {HEIGHT}",
    270: f"0 -1 1 0 0 {WIDTH}",
}
_FONTS = ("Times-Roman", "Times-Bold", "Times-Italic")
ROMAN, BOLD, ITALIC = range(3)


def width(text: str, size: float = 14) -> float:
    """Return how wide a text is printed."""
    return 0.5 * size * len(text)


@dataclass
class PdfBuilder:
    """Collects pages; places are in points from the top left corner, ``y`` is the baseline.

    A page may be ``stored`` turned by so many degrees: one of 90 lies on its side in the file, and is shown upright
    when ``rotate`` (its entry /Rotate) says the same. ``corner`` is where its lower left corner lies in the file.
    """

    pages: list[list[str]] = field(default_factory=lambda: [[]])
    fonts: tuple[str, ...] = _FONTS
    false_code: int = 0
    stored: int = 0
    rotate: int = 0
    corner: tuple[float, float] = (0, 0)
    _codes: dict[str, int] = field(default_factory=dict)

    def page(self) -> None:
        """Begin a new page."""
        self.pages.append([])

    def text(self, x: float, y: float, text: str, size: float = 14, font: int = ROMAN, end: float = 0) -> float:
        """Print a text, spaced out to ``end`` where that is given, and return where it ends."""
        spacing = max(end - x - width(text, size), 0) / max(len(text) - 1, 1)
        codes = "".join(f"{self._codes.setdefault(char, len(self._codes) + 1):04x}" for char in text)
        self.pages[-1].append(
            f"BT {spacing:.3f} Tc /F{font} {size} Tf 1 0 0 1 {x:.2f} {HEIGHT - y:.2f} Tm <{codes}> Tj ET"
        )
        return x + width(text, size)

    def centre(
        self, y: float, text: str, size: float = 14, font: int = BOLD, middle: float = (LEFT + RIGHT) / 2
    ) -> None:
        """Print a text round a middle."""
        self.text(middle - width(text, size) / 2, y, text, size, font)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draw a line."""
        self.pages[-1].append(f"0.5 w {x0:.2f} {HEIGHT - y0:.2f} m {x1:.2f} {HEIGHT - y1:.2f} l S")

    def shade(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Fill a box with grey, without rules round it."""
        self.pages[-1].append(f"0.8 g {x0:.2f} {HEIGHT - y1:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re f 0 g")

    def grid(self, xs: list[float], ys: list[float]) -> None:
        """Draw the rules of a table."""
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)

    def paragraph(
        self,
        y: float,
        text: str,
        indent: float = 28,
        size: float = 14,
        font: int = ROMAN,
        leading: float = 18,
        left: float = LEFT,
        right: float = RIGHT,
    ) -> float:
        """Print a text in justified lines, on further pages where it must, and return the next baseline."""
        x, line = left + indent, ""
        for word in text.split(" "):
            if line and x + width(f"{line} {word}", size) > right:
                self.text(x, y, line, size, font, end=right)
                x, line, y = left, word, y + leading
                if y > FOOT:
                    self.page()
                    y = TOP
            else:
                line = f"{line} {word}" if line else word
        self.text(x, y, line, size, font)
        return y + leading + 6

    def data(self) -> bytes:
        """Return the file."""
        said = {code: chr(self.false_code + code) if self.false_code else char for char, code in self._codes.items()}
        table = "\n".join(f"<{code:04x}> <{char.encode('utf-16-be').hex()}>" for code, char in said.items())
        cmap = (
            "begincmap\n1 begincodespacerange <0000> <ffff> endcodespacerange\n"
            f"{len(said)} beginbfchar\n{table}\nendbfchar\nendcmap"
        )
        objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", _stream(cmap)]
        names = []
        for index, name in enumerate(self.fonts):
            number = len(objects) + 1
            names.append(f"/F{index} {number} 0 R")
            objects += [
                f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /ToUnicode 3 0 R"
                f" /DescendantFonts [{number + 1} 0 R] >>",
                f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /DW 500 /FontDescriptor {number + 2} 0 R"
                " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
                f"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [0 -200 500 800] /Ascent 800"
                " /Descent -200 /CapHeight 700 /StemV 80 /ItalicAngle 0 >>",
            ]
        x, y = self.corner
        wide, high = (HEIGHT, WIDTH) if self.stored % 180 else (WIDTH, HEIGHT)
        place = f"1 0 0 1 {x} {y} cm {_TURNED[self.stored]} cm"
        kids = []
        for content in self.pages:
            number = len(objects) + 1
            kids.append(f"{number} 0 R")
            objects += [
                f"<< /Type /Page /Parent 2 0 R /MediaBox [{x} {y} {x + wide} {y + high}]"
                f" /Rotate {self.rotate} /Contents {number + 1} 0 R /Resources << /Font << {' '.join(names)} >> >> >>",
                _stream("\n".join([place, *content])),
            ]
        objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
        return _file(objects)


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def _file(objects: list[str]) -> bytes:
    out = "%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(
        f"{place:010d} 00000 n \n" for place in places
    )
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return out.encode("ascii")
