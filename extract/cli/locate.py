"""``nhiemvu locate``: where on the pages a stretch of the canonical text is printed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extract.cli.language import Command, Tell, lang_option
from extract.cli.options import PATH, rulebook_of, rules_option
from extract.errors import UnreadableRunError

if TYPE_CHECKING:
    from extract.model import Place


def locate_command(tell: Tell) -> click.Command:
    """Return the command ``locate``."""
    return Command(
        "locate",
        tell=tell,
        callback=partial(_locate, tell),
        help=tell(
            "Cho biết đoạn [ĐẦU, CUỐI) của văn bản nằm ở trang nào, khung nào (điểm, tính từ góc trên bên trái). "
            "VĂN_BẢN là tệp PDF, tệp ảnh, hoặc tệp text/….txt của một lần chạy.",
            "Tell the page and box (points from the top left corner) of characters [START, END) of a document. "
            "DOCUMENT is a PDF, a picture, or a text/….txt of a finished run.",
        ),
        params=[
            click.Argument(["document"], metavar=tell("VĂN_BẢN", "DOCUMENT"), type=PATH),
            click.Argument(["start"], metavar=tell("ĐẦU", "START"), type=click.IntRange(min=0)),
            click.Argument(["end"], metavar=tell("CUỐI", "END"), type=click.IntRange(min=0)),
            rules_option(tell),
            lang_option(tell),
        ],
    )


def _locate(tell: Tell, document: Path, start: int, end: int, rules: Path | None) -> int:
    from extract.model import locate

    text, places = _read(document, rules)
    if not start < end <= len(text):
        raise click.UsageError(
            tell(
                f"Đoạn {start}-{end} không nằm trong văn bản ({len(text)} ký tự).",
                f"There is no stretch {start}-{end} in the document ({len(text)} characters).",
            )
        )
    if not places:
        raise UnreadableRunError(
            f"“{document.name}” không có trang: chỉ bản PDF, bản quét và ảnh mới có vị trí trên trang.",
            "Hãy dùng tệp PDF hoặc ảnh của văn bản.",
            message_en=f"“{document.name}” has no pages: only PDF, scans and pictures tell places.",
            remedy_en="Use a PDF or a picture of the document.",
        )
    for place in locate(places, text, start, end):
        box = f"{place.left:.1f} {place.top:.1f} {place.right:.1f} {place.bottom:.1f}"
        click.echo(f"{tell('trang', 'page')} {place.page}\t{box}\t{text[place.start : place.end]}")
    return 0


def _read(document: Path, rules: Path | None) -> tuple[str, tuple[Place, ...]]:
    """Return text and places: of a finished run where they lie beside each other, else by reading the document."""
    from extract.export import places_beside, read_places

    beside = places_beside(document)
    if beside.exists():
        return document.read_text(encoding="utf-8"), read_places(beside)
    from extract.ingest import read

    source = read(document, rulebook_of(rules, None))
    return source.text, source.places
