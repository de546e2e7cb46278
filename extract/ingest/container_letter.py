"""What mails of all kinds have in common: their body, their pictures, and when the body is but a covering note."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml import etree, html

from extract.ingest.container import Entry
from extract.ingest.container_names import distinct, reason_to_pass_over, safe_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_COVERING_LETTERS: Final = 400  # a note that says what is attached, with greeting and signature, has fewer letters
_LOOKED_AT: Final = 1_000_000  # bytes of a body in which letters are counted
_LOGO_BYTES: Final = 100_000  # pictures within the text of a mail; a page that was scanned takes more
_MEDIA: Final = ("image/", "audio/", "video/")
_TECHNICAL: Final = frozenset(
    {
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-signature",
        "application/pgp-keys",
        "text/calendar",
        "text/rfc822-headers",
        "message/delivery-status",
        "message/disposition-notification",
        "message/external-body",
    }
)
_ENDINGS: Final = {
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/zip": ".zip",
    "application/rtf": ".rtf",
    "message/rfc822": ".eml",
    "text/plain": ".txt",
    "text/html": ".html",
    "image/jpeg": ".jpg",
    "image/png": ".png",
}
_PICTURES: Final = re.compile(r"\.(?:png|jpe?g|gif|bmp|webp|svg|emf|wmf|ico)$", re.IGNORECASE)
_TABLE: Final = re.compile(rb"<t[dh][\s>]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a mail, as each kind of mail tells it.

    Attributes:
        index: its number within the mail.
        size: its bytes.
        name: the name that the mail gives it, "" for none.
        media_type: such as ``application/pdf``, "" when it is not told.
        body: it is (a way to write) what was typed into the mail.
        letters: how many letters the body has.
        inline: it is shown within the body.
    """

    index: int
    size: int
    name: str = ""
    media_type: str = ""
    body: bool = False
    letters: int = 0
    inline: bool = False


def mail_entries(parts: Sequence[Part]) -> Iterator[Entry]:
    """Yield the entries of a mail in its own order, a covering note and what only adorns it with their reasons.

    Args:
        parts: the body, in one way of writing only, and what is attached.
    """
    taken: dict[str, int] = {}
    covers = any(_is_document(part) for part in parts)
    for number, part in enumerate(parts, start=1):
        ending = _ENDINGS.get(part.media_type, ".bin")
        unnamed = f"body{ending}" if part.body else f"part-{number}{ending}"
        name = safe_name(re.sub(r"[\\/]", "-", part.name)) or unnamed
        yield Entry(part.index, distinct(name, taken), part.size, _reason(part, name, covers))


def _is_document(part: Part) -> bool:
    return not (part.body or part.media_type.startswith(_MEDIA) or _PICTURES.search(part.name) or _is_technical(part))


def _is_technical(part: Part) -> bool:
    return part.media_type in _TECHNICAL


def _reason(part: Part, name: str, covers: bool) -> str:
    if part.body:
        if not part.letters:
            return "empty-body"
        return "covering-note" if covers and part.letters < _COVERING_LETTERS else ""
    if _is_technical(part):
        return "mail-part"
    picture = part.media_type.startswith("image/") or _PICTURES.search(name)
    if picture and part.inline and part.size < _LOGO_BYTES:
        return "inline-picture"
    return reason_to_pass_over(name)


def letters(text: bytes, *, marked_up: bool) -> int:
    """Return how many letters a body in UTF-8 has, a very long one at least.

    Args:
        text: the body.
        marked_up: it is HTML.
    """
    text = text[:_LOOKED_AT]
    return sum(map(str.isalpha, _plain(text) if marked_up else text.decode(errors="replace")))


def is_told_by_tables(text: bytes) -> bool:
    """Tell whether an HTML body has rows of cells, which the same body as plain text has lost."""
    return len(_TABLE.findall(text)) >= 4


def _plain(text: bytes) -> str:
    try:
        root = html.document_fromstring(text, parser=html.HTMLParser(encoding="utf-8", no_network=True))
    except (etree.ParserError, ValueError):
        return ""
    etree.strip_elements(root, "script", "style", "head", with_tail=False)
    return "".join(map(str, root.itertext()))
