"""Guards of files that are archives of XML parts (.docx, .odt): what is unpacked and parsed is bounded."""

from __future__ import annotations

import zipfile
from typing import Final

from lxml import etree

from extract.errors import DamagedFileError, EncryptedFileError

# A directive with annexes unpacks to a few MB. The limits leave room for hundreds of pictures, yet an archive that
# unpacks to more than an office computer can hold is refused before anything of it is unpacked.
MAX_UNPACKED_BYTES: Final = 500_000_000
MAX_PART_BYTES: Final = 200_000_000


def guard(archive: zipfile.ZipFile) -> None:
    """Refuse what must not be unpacked. Declared sizes bind: zipfile yields no more bytes than an entry declares.

    Raises:
        EncryptedFileError: an entry is encrypted.
        DamagedFileError: the entries unpack to too much.
    """
    entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise encrypted()
    total = sum(entry.file_size for entry in entries)
    part = max((entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels"))), default=0)
    if total > MAX_UNPACKED_BYTES or part > MAX_PART_BYTES:
        raise DamagedFileError(
            f"Tệp giải nén ra quá lớn ({max(total, part):,} byte), có thể là “bom nén”.",
            message_en=f"The file unpacks to too much ({max(total, part):,} bytes); it may be a “zip bomb”.",
        )


def parsed(content: bytes) -> etree._Element:
    """Return the root of an XML part; entities are not resolved and nothing outside the part is read.

    Raises:
        DamagedFileError: it is not well-formed, or declares a DTD.
    """
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True))
    except etree.XMLSyntaxError as cause:
        raise damaged(str(cause)) from cause
    if root.getroottree().docinfo.internalDTD is not None:
        raise damaged("có khai báo DTD / it declares a DTD")
    return root


def damaged(detail: str) -> DamagedFileError:
    """Return the error for a document that contradicts its own format."""
    return DamagedFileError(
        f"Tệp văn bản bị hỏng ({detail}).",
        "Hãy mở tệp bằng Word hoặc LibreOffice, lưu lại rồi chạy lại.",
        message_en=f"The document is damaged ({detail}).",
        remedy_en="Open it in Word or LibreOffice, save it again and run once more.",
    )


def encrypted() -> EncryptedFileError:
    """Return the error for a document that opens only with a password."""
    return EncryptedFileError(
        "Tệp văn bản được bảo vệ bằng mật khẩu.",
        "Hãy gỡ mật khẩu rồi chạy lại.",
        message_en="The document is protected by a password.",
        remedy_en="Remove the password and run again.",
    )
