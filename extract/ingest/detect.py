"""What a file is, told by its bytes and never by its name; and its text, when it is one."""

from __future__ import annotations

import codecs
import html
import io
import zipfile
from enum import Enum
from typing import TYPE_CHECKING, Final

import olefile
import regex

from extract.errors import (
    DamagedFileError,
    EmptyInputError,
    EncryptedFileError,
    UnreadableEncodingError,
    UnsupportedFormatError,
)
from extract.ingest.legacy import LegacyText

if TYPE_CHECKING:
    from extract.rulebook import Rulebook


class Format(Enum):
    """A format that is read; the value is its media type."""

    TEXT = "text/plain"
    HTML = "text/html"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    DOC = "application/msword"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    XLS = "application/vnd.ms-excel"
    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    TIFF = "image/tiff"
    GIF = "image/gif"
    WEBP = "image/webp"
    BMP = "image/bmp"
    RTF = "application/rtf"
    ODT = "application/vnd.oasis.opendocument.text"
    WORD_XML = "application/msword+xml"
    MHTML = "multipart/related"

    @property
    def suffixes(self) -> frozenset[str]:
        """The endings of file names that promise this format."""
        return _SUFFIXES[self]


_SUFFIXES: Final = {
    Format.TEXT: frozenset({"", ".txt", ".md", ".markdown", ".text"}),
    Format.HTML: frozenset({".html", ".htm", ".xhtml"}),
    Format.DOCX: frozenset({".docx", ".docm", ".dotx", ".dotm"}),
    Format.DOC: frozenset({".doc", ".dot"}),
    Format.XLSX: frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"}),
    Format.XLS: frozenset({".xls", ".xlt"}),
    Format.PDF: frozenset({".pdf"}),
    Format.PNG: frozenset({".png"}),
    Format.JPEG: frozenset({".jpg", ".jpeg", ".jpe", ".jfif"}),
    Format.TIFF: frozenset({".tif", ".tiff"}),
    Format.GIF: frozenset({".gif"}),
    Format.WEBP: frozenset({".webp"}),
    Format.BMP: frozenset({".bmp", ".dib"}),
    Format.RTF: frozenset({".rtf"}),
    Format.ODT: frozenset({".odt", ".ott", ".fodt"}),
    Format.WORD_XML: frozenset({".xml"}),
    Format.MHTML: frozenset({".mht", ".mhtml"}),
}
PICTURES: Final = frozenset({Format.PNG, Format.JPEG, Format.TIFF, Format.GIF, Format.WEBP, Format.BMP})
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES: Final = (
    (b"Rar!\x1a\x07", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"\x1f\x8b", "gzip"),
    (b"SQLite format 3\0", "SQLite"),
    (b"\x7fELF", "ELF"),
    (b"MZ\x90\0", "EXE"),
)
_PICTURES: Final = (
    (b"\x89PNG\r\n", Format.PNG),
    (b"\xff\xd8\xff", Format.JPEG),
    (b"GIF8", Format.GIF),
    (b"II*\0", Format.TIFF),
    (b"MM\0*", Format.TIFF),
)
_ARCHIVES: Final = ("RAR", "7-Zip", "gzip")
_OLE_STREAMS: Final = (
    ("PowerPoint Document", "PowerPoint 97-2003 (.ppt)"),
    ("__properties_version1.0", "Outlook (.msg)"),
)
_MOST_TYPES: Final = 1_000_000  # bytes of the list of content types that are looked at
_OLE_READ: Final = (("WordDocument", Format.DOC), ("Workbook", Format.XLS), ("Book", Format.XLS))
_ZIP_PARTS: Final = (
    ("xl/workbook", "Excel (.xlsb)"),
    ("ppt/presentation", "PowerPoint (.pptx)"),
    ("word/", "Word (.docx)"),
)
_TEXT_DOCUMENTS: Final = frozenset(
    f"application/vnd.oasis.opendocument.{kind}" for kind in ("text", "text-template", "text-master")
)
_WORD_TYPES: Final = (
    b"wordprocessingml.document.main",
    b"wordprocessingml.template.main",
    b"ms-word.document",
    b"ms-word.template",
)
_HTML = regex.compile(
    r"^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body|meta|table|div|p|style)\b",
    regex.IGNORECASE | regex.DOTALL,
)
_WORD_XML = regex.compile(
    r"^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<\?mso-application[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?"
    r"<(?:w:wordDocument|pkg:package)\b",
    regex.DOTALL,
)
_OFFICE_XML = regex.compile(r"^\s*<\?xml.{0,400}?mso-application", regex.DOTALL)
_FLAT_TEXT_DOCUMENT = regex.compile(
    r"^\s*(?:<\?xml[^>]{0,200}>\s*)?<office:document\s[^>]{0,4000}?opendocument\.text\b", regex.DOTALL
)
_MHTML = regex.compile(
    r"^(?:MIME-Version:|From: <Saved by).{0,1000}?multipart/related", regex.DOTALL | regex.IGNORECASE
)
_CHARSET = regex.compile(rb"<meta[^>]{1,200}charset=[\"']?([A-Za-z0-9_-]{3,30})", regex.IGNORECASE)
_CONTROL = regex.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LONE_RETURN = regex.compile(r"\r(?!\n)")
_REFERENCE = regex.compile(r"&(?:#\d{2,5}|#x[0-9A-Fa-f]{2,4}|[A-Za-z]{2,8}[0-9]{0,2});")
_MOST_CONTROLS: Final = 5
_WESTERN: Final = ("cp1252", "iso8859-1")


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
    if data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return Format.RTF
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise _packed(name) if name in _ARCHIVES else _unsupported(name)
    for signature, picture in _PICTURES:
        if data.startswith(signature):
            return picture
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return Format.WEBP
    if data.startswith(b"BM") and int.from_bytes(data[2:6], "little") == len(data):
        return Format.BMP
    head = _head(data)
    if _WORD_XML.search(head):
        return Format.WORD_XML
    if _OFFICE_XML.search(head):
        raise _unsupported("Office XML")
    if _FLAT_TEXT_DOCUMENT.search(head):
        return Format.ODT
    if _MHTML.search(head):
        return Format.MHTML
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


def _packed(name: str) -> UnsupportedFormatError:
    return UnsupportedFormatError(
        f"Tệp nén {name} chưa được hỗ trợ.",
        "Hãy giải nén rồi đưa thư mục vào, hoặc nén lại kiểu ZIP.",
        message_en=f"Archives of format {name} are not read.",
        remedy_en="Unpack it and name the folder, or pack it anew as ZIP.",
    )


def _zip(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            kind = _beginning(archive, "mimetype", 100).decode("latin-1") if "mimetype" in names else ""
            types = _beginning(archive, "[Content_Types].xml", _MOST_TYPES) if "[Content_Types].xml" in names else b""
    # zipfile meets broken archives with whatever its parts happen to raise: zlib.error, LZMAError, struct.error ...
    except Exception as cause:
        raise DamagedFileError(
            "Tệp nén (hoặc .docx) bị hỏng, không mở được.",
            "Hãy tải hoặc sao chép lại tệp.",
            message_en="The archive (or .docx) is damaged and cannot be opened.",
            remedy_en="Download or copy the file again.",
        ) from cause
    if not names:
        raise EmptyInputError(
            "Tệp nén (hoặc tệp Office) không chứa gì.",
            "Hãy kiểm tra lại việc tải hoặc sao chép tệp.",
            message_en="The archive (or Office file) holds nothing.",
            remedy_en="Check how it was downloaded or copied.",
        )
    if "word/document.xml" in names or any(kind in types for kind in _WORD_TYPES):
        return Format.DOCX
    if kind.strip() in _TEXT_DOCUMENTS:
        return Format.ODT
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


def _beginning(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """Return the first bytes of an entry: a few bytes of an archive may unpack to more than the memory holds."""
    with archive.open(name) as entry:
        return entry.read(most)


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


def decode(data: bytes, rulebook: Rulebook) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file and the names of the legacy encodings that it was in, none for most files.

    UTF-8 and UTF-16 with or without byte order mark, else what an HTML file declares, else the encodings of the time
    before Unicode, line by line; text in these is also found where it was taken for Western letters and saved as
    Unicode. The byte order mark is left out, a lone carriage return becomes a line feed; all else of a Unicode file
    stands at its offset.

    Args:
        data: all bytes of a text file.
        rulebook: the tables of encodings.

    Raises:
        UnreadableEncodingError: the bytes are no text in these encodings.
        UnsupportedFormatError: the bytes are no text at all.
    """
    codec = _bom(data) or _zero_pattern(data) or "utf-8"
    legacy = LegacyText.of(rulebook)
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as cause:
        if codec != "utf-8":
            raise _unreadable(codec) from cause
        return _decode_legacy(data, legacy, cause)
    if len(_CONTROL.findall(text[:10_000])) > _MOST_CONTROLS:
        raise _unsupported("nhị phân (binary)")
    text, titles = legacy.mended(_spelled_out(text) if _HTML.search(text) else text)
    return _LONE_RETURN.sub("\n", text.removeprefix("\ufeff")), titles


def _decode_legacy(data: bytes, legacy: LegacyText, cause: UnicodeDecodeError) -> tuple[str, tuple[str, ...]]:
    """Return the text of bytes that are not UTF-8, and the names of their encodings."""
    if len(_CONTROL.findall(data[:10_000].decode("latin-1"))) > _MOST_CONTROLS:
        raise _unsupported("nhị phân (binary)") from cause
    declared = _declared(data)
    if declared in {"", "utf-8", *_WESTERN}:
        found = legacy.decode_bytes(data)
        if found is None and declared not in _WESTERN:
            raise _unreadable("UTF-8, UTF-16, windows-1258, TCVN3, VNI, VPS, VISCII") from cause
    else:
        found = None
    if found is None:
        found = legacy.mended(_spelled_out(_decode_declared(data, declared, cause)))
        if declared == "cp1258":
            found = found[0], (*found[1], "windows-1258")
    return _LONE_RETURN.sub("\n", found[0]), found[1]


def _spelled_out(text: str) -> str:
    """Return HTML with references to Western letters (``&micro;``, ``&#184;``) as those letters: ``µ``, ``¸``."""
    return str(_REFERENCE.sub(lambda match: _letter(match.group()), text))


def _letter(reference: str) -> str:
    letter = html.unescape(reference)
    return letter if len(letter) == 1 and 0x80 <= ord(letter) < 0x100 else reference


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


def _unreadable(tried: str) -> UnreadableEncodingError:
    return UnreadableEncodingError(
        f"Không đọc được bảng mã của tệp (đã thử {tried}).",
        "Hãy chuyển sang Unicode (UTF-8) bằng UniKey hoặc lưu lại từ Word.",
        message_en=f"The encoding of the file is not known (tried {tried}).",
        remedy_en="Convert it to Unicode (UTF-8) or save it again from Word.",
    )
