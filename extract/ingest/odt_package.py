"""Opens an OpenDocument text (OASIS ODF 1.3), packed (.odt) or flat (.fodt), with guards against hostile files."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from extract.errors import InputError
from extract.ingest.odt_xml import OFFICE, Element
from extract.ingest.packed import damaged, encrypted, guard, parsed
from extract.model import LIMITS, Limits

_MANIFEST: Final = "META-INF/manifest.xml"
_CONTENT: Final = "content.xml"
_STYLES: Final = "styles.xml"
_PICTURE: Final = re.compile(rb"<office:binary-data>[^<]*</office:binary-data>")


@dataclass(frozen=True, slots=True)
class TextDocument:
    """The trees of a document: its text, and what is said of styles there and in the part of common styles."""

    text: Element
    content: Element
    styles: Element | None


def open_text_document(data: bytes, limits: Limits = LIMITS) -> TextDocument:
    """Open an OpenDocument text.

    Args:
        data: the bytes of an .odt, .ott or .fodt file.
        limits: how many entries it may have, and to how much they may unpack.

    Returns:
        its trees; nothing outside the file is ever read, embedded objects and macros are left alone.

    Raises:
        EncryptedFileError: a password is needed.
        DamagedFileError: the archive or its XML is broken, forbidden (DTD) or has too much in it.
    """
    if data.startswith(b"PK"):
        content, styles = _unpacked(data, limits)
    else:
        # Pictures are of no use here, and the parser refuses a single text as large as theirs.
        content = styles = parsed(_PICTURE.sub(b"", data))
    text = content.find(f"{OFFICE}body/{OFFICE}text")
    if text is None:
        raise damaged("không có phần thân / no body")
    return TextDocument(text, content, styles)


def _unpacked(data: bytes, limits: Limits) -> tuple[Element, Element | None]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            guard(archive, len(data), limits)
            names = set(archive.namelist())
            if _MANIFEST in names and b"encryption-data" in archive.read(_MANIFEST):
                raise encrypted()
            content = parsed(archive.read(_CONTENT))
            return content, parsed(archive.read(_STYLES)) if _STYLES in names else None
    except InputError:
        raise
    # zipfile meets broken files with whatever its code happens to raise: KeyError, zlib.error, struct.error ...
    except Exception as cause:
        raise damaged(f"{type(cause).__name__}: {cause}") from cause
