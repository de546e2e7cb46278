"""Guards of files that are archives of XML parts (.docx, .odt): what is unpacked and parsed is bounded."""

from __future__ import annotations

import zipfile
from typing import Final

from lxml import etree

from extract.errors import DamagedFileError, EncryptedFileError, TooLargeError
from extract.model import Limits

# A directive with annexes has parts of a few MB; a tree of one takes twenty times the bytes of its XML.
MAX_PART_BYTES: Final = 100_000_000


def guard(archive: zipfile.ZipFile, packed: int, limits: Limits) -> None:
    """Refuse what must not be unpacked. Declared sizes bind: zipfile yields no more bytes than an entry declares.

    Args:
        archive: the opened archive.
        packed: its bytes as they are.
        limits: how many entries it may have, and to how much they may unpack.

    Raises:
        EncryptedFileError: an entry is encrypted.
        TooLargeError: there are too many entries, or they unpack to too much.
    """
    entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise encrypted()
    total = sum(entry.file_size for entry in entries)
    part = max((entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels"))), default=0)
    if len(entries) > limits.entries or part > MAX_PART_BYTES or limits.expands(packed, total):
        raise TooLargeError(
            f"Tệp giải nén ra quá lớn ({len(entries):,} phần, {total:,} byte), có thể là “bom nén”.",
            "Nếu tệp đáng tin cậy, hãy mở bằng Word hoặc LibreOffice, bỏ bớt hình ảnh và lưu lại.",
            message_en=f"The file unpacks to too much ({len(entries):,} parts, {total:,} bytes); "
            "it may be a “zip bomb”.",
            remedy_en="If you trust it, open it in Word or LibreOffice, remove pictures and save it again.",
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
