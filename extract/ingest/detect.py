"""What a file is, told by its bytes and never by its name; and its text, when it is one."""

from __future__ import annotations

import codecs
import io
import zipfile
from enum import Enum
from typing import Final

import olefile
import regex

from extract.errors import (
    DamagedFileError,
    EmptyInputError,
    EncryptedFileError,
    UnreadableEncodingError,
    UnsupportedFormatError,
)


class Format(Enum):
    """A format that is read; the value is its media type."""

    TEXT = "text/plain"
    HTML = "text/html"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    DOC = "application/msword"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    XLS = "application/vnd.ms-excel"
    PDF = "application/pdf"

    @property
    def suffixes(self) -> frozenset[str]:
        """The endings of file names that promise this format."""
        return _SUFFIXES[self]


_SUFFIXES: Final = {
    Format.TEXT: frozenset({"", ".txt", ".md", ".markdown", ".text"}),
    Format.HTML: frozenset({".html", ".htm", ".xhtml"}),
    Format.DOCX: frozenset({".docx", ".docm", ".dotx"}),
    Format.DOC: frozenset({".doc", ".dot"}),
    Format.XLSX: frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"}),
    Format.XLS: frozenset({".xls", ".xlt"}),
    Format.PDF: frozenset({".pdf"}),
}
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES: Final = (
    (b"{\\rtf", "RTF"),
    (b"\x89PNG\r\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"\x1f\x8b", "gzip"),
    (b"SQLite format 3\0", "SQLite"),
    (b"\x7fELF", "ELF"),
    (b"MZ\x90\0", "EXE"),
)
_OLE_STREAMS: Final = (
    ("PowerPoint Document", "PowerPoint 97-2003 (.ppt)"),
    ("__properties_version1.0", "Outlook (.msg)"),
)
_OLE_READ: Final = (("WordDocument", Format.DOC), ("Workbook", Format.XLS), ("Book", Format.XLS))
_ZIP_PARTS: Final = (
    ("xl/workbook", "Excel (.xlsb)"),
    ("ppt/presentation", "PowerPoint (.pptx)"),
    ("word/", "Word (.docx)"),
)
_HTML = regex.compile(
    r"^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body|meta|table|div|p|style)\b",
    regex.IGNORECASE | regex.DOTALL,
)
_WORD_XML = regex.compile(r"^\s*<\?xml.{0,400}?(?:mso-application|<w:wordDocument|<pkg:package)", regex.DOTALL)
_CHARSET = regex.compile(rb"<meta[^>]{1,200}charset=[\"']?([A-Za-z0-9_-]{3,30})", regex.IGNORECASE)
_CONTROL = regex.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LONE_RETURN = regex.compile(r"\r(?!\n)")
_TONED = regex.compile(r"[aăâeêioôơuưyAĂÂEÊIOÔƠUƯY][\u0300\u0301\u0303\u0309\u0323]")
_MISPLACED = regex.compile(r"[^\W\d_][\u00a1-\u00bf\u00d7\u00f7][^\W\d_]|(?<![^\W\d_])[\u0300\u0301\u0303\u0309\u0323]")


def detect(data: bytes) -> Format:
    """Return the format of a file.

    Args:
        data: all its bytes.

    Raises:
        EmptyInputError: there is nothing in it.
        UnsupportedFormatError: its format is known but not read.
        EncryptedFileError: a password protects it.
        DamagedFileError: it begins like a container and cannot be opened.
    """
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise EmptyInputError(
            "Tệp rỗng.",
            "Hãy kiểm tra lại việc tải hoặc sao chép tệp.",
            message_en="The file is empty.",
            remedy_en="Check how it was downloaded or copied.",
        )
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(data)
    if data.startswith(_OLE):
        return _ole(data)
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise _unsupported(name)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        raise _unsupported("WEBP")
    head = _head(data)
    if _WORD_XML.search(head):
        raise _unsupported("Word XML")
    if regex.search(r"^MIME-Version:.{0,400}multipart/related", head, regex.DOTALL | regex.IGNORECASE):
        raise _unsupported("MHTML")
    return Format.HTML if _HTML.search(head) else Format.TEXT


def _head(data: bytes) -> str:
    codec = _bom(data) or _zero_pattern(data) or "latin-1"
    return data[:4096].decode(codec, errors="ignore").lstrip("\ufeff")


def _unsupported(name: str) -> UnsupportedFormatError:
    return UnsupportedFormatError(
        f"Định dạng {name} chưa được hỗ trợ.",
        "Hãy lưu lại thành .docx, .xlsx, .pdf có lớp chữ, .html hoặc .txt (UTF-8).",
        message_en=f"Files of format {name} are not read.",
        remedy_en="Save it as .docx, as .xlsx, as .pdf with a text layer, as .html or as .txt (UTF-8).",
    )


def _zip(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            kind = archive.read("mimetype")[:100].decode("latin-1") if "mimetype" in names else ""
            types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as cause:
        raise DamagedFileError(
            "Tệp nén (hoặc .docx) bị hỏng, không mở được.",
            "Hãy tải hoặc sao chép lại tệp.",
            message_en="The archive (or .docx) is damaged and cannot be opened.",
            remedy_en="Download or copy the file again.",
        ) from cause
    if b"wordprocessingml.document.main" in types or "word/document.xml" in names or b"ms-word.document" in types:
        return Format.DOCX
    if kind.startswith("application/vnd.oasis.opendocument"):
        raise _unsupported(f"OpenDocument ({kind.rsplit('.', 1)[-1]})")
    if kind.startswith("application/epub"):
        raise _unsupported("EPUB")
    if "xl/workbook.xml" in names:
        return Format.XLSX
    for part, name in _ZIP_PARTS:
        if any(entry.startswith(part) for entry in names):
            raise _unsupported(name)
    raise _unsupported("ZIP")


def _ole(data: bytes) -> Format:
    """Tell what an OLE container holds by its outermost streams: inner ones belong to what is embedded."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            names = frozenset(entry[0] for entry in container.listdir())
    # olefile meets broken containers with whatever its code happens to raise.
    except Exception as cause:
        raise DamagedFileError(
            "Tệp Office đời cũ (.doc, .xls) bị hỏng, không mở được.",
            "Hãy tải hoặc sao chép lại tệp.",
            message_en="The file of an older Office (.doc, .xls) is damaged and cannot be opened.",
            remedy_en="Download or copy the file again.",
        ) from cause
    if "EncryptedPackage" in names:
        raise EncryptedFileError(
            "Tệp được đặt mật khẩu.",
            "Hãy bỏ mật khẩu rồi lưu lại.",
            message_en="A password protects the file.",
            remedy_en="Remove the password and save it again.",
        )
    for stream, format_ in _OLE_READ:
        if stream in names:
            return format_
    raise _unsupported(next((name for stream, name in _OLE_STREAMS if stream in names), "OLE"))


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of a file and the name of its encoding.

    UTF-8 and UTF-16 with or without byte order mark, else what an HTML file declares, else windows-1258 when the result
    is plausible Vietnamese. The byte order mark is left out, a lone carriage return becomes a line feed; all else
    stands at its offset.

    Args:
        data: all bytes of a text file.

    Raises:
        UnreadableEncodingError: the bytes are no text in these encodings.
        UnsupportedFormatError: the bytes are no text at all.
    """
    codec = _bom(data) or _zero_pattern(data) or "utf-8"
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as cause:
        if codec != "utf-8":
            raise _unreadable(codec) from cause
        codec = _declared(data) or "cp1258"
        text = _windows_1258(data, cause) if codec in {"cp1258", "utf-8"} else _decode_declared(data, codec, cause)
    if len(_CONTROL.findall(text[:10_000])) > 5:
        raise _unsupported("nhị phân (binary)")
    return _LONE_RETURN.sub("\n", text.removeprefix("\ufeff")), codec


def _bom(data: bytes) -> str:
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    return "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ""


def _declared(data: bytes) -> str:
    """Return the encoding that an HTML file declares, "" when it declares none that is known."""
    match = _CHARSET.search(data[:4096])
    try:
        return codecs.lookup(match[1].decode("ascii")).name if match else ""
    except LookupError:
        return ""


def _decode_declared(data: bytes, codec: str, cause: UnicodeDecodeError) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        raise _unreadable(codec) from cause


def _zero_pattern(data: bytes) -> str:
    """Name the byte order of UTF-16 without mark: blanks and digits have a zero byte on the same side."""
    sample = data[:2000]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 8 < len(sample):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _windows_1258(data: bytes, cause: UnicodeDecodeError) -> str:
    """Decode windows-1258, whose tones are marks of their own after a vowel; other one-byte fonts give nonsense."""
    try:
        text = data.decode("cp1258")
    except UnicodeDecodeError:
        raise _unreadable("windows-1258") from cause
    if _CONTROL.search(text):
        raise _unsupported("nhị phân (binary)") from cause
    toned, misplaced = len(_TONED.findall(text)), len(_MISPLACED.findall(text))
    if toned * 20 < len(text.split()) or misplaced * 5 > toned:
        raise _unreadable("UTF-8, UTF-16, windows-1258") from cause
    return text


def _unreadable(tried: str) -> UnreadableEncodingError:
    return UnreadableEncodingError(
        f"Không đọc được bảng mã của tệp (đã thử {tried}); có thể là TCVN3 (ABC) hoặc VNI.",
        "Hãy chuyển sang Unicode (UTF-8) bằng UniKey hoặc lưu lại từ Word.",
        message_en=f"The encoding of the file is not known (tried {tried}); it may be TCVN3 (ABC) or VNI.",
        remedy_en="Convert it to Unicode (UTF-8) or save it again from Word.",
    )
