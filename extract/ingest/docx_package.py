"""Opens a Word file: guards against hostile archives, then hands out the XML trees of its parts through python-docx."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.package import Package
from lxml import etree

from extract.errors import DamagedFileError, EmptyInputError, EncryptedFileError, InputError, UnsupportedFormatError
from extract.ingest.docx_xml import Element

# A directive with annexes unpacks to a few MB. The limits leave room for hundreds of pictures, yet an archive that
# unpacks to more than an office computer can hold is refused before anything of it is unpacked.
MAX_UNPACKED_BYTES: Final = 500_000_000
MAX_PART_BYTES: Final = 200_000_000

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM: Final = "EncryptedPackage".encode("utf-16-le")
_STRICT: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
_WORD_CONTENT: Final = ("wordprocessingml", "ms-word.document", "ms-word.template")


@dataclass(frozen=True, slots=True)
class WordPackage:
    """The parts of an opened Word file that bear text or say how it is printed; a part that is missing is None."""

    document: Element
    styles: Element | None
    numbering: Element | None
    settings: Element | None
    footnotes: Element | None
    endnotes: Element | None
    running: dict[str, Element]
    """Headers and footers by relationship id."""


def open_package(data: bytes) -> WordPackage:
    """Open a Word file.

    Args:
        data: the bytes of a .docx, .docm, .dotx or .dotm file.

    Returns:
        the trees of its parts; nothing outside the file is ever read, embedded objects and macros are left alone.

    Raises:
        EmptyInputError: there are no bytes.
        EncryptedFileError: a password is needed.
        UnsupportedFormatError: an old .doc, another Office format, or Strict Open XML.
        DamagedFileError: the archive or its XML is broken, forbidden (DTD) or unpacks to too much.
    """
    if not data:
        raise EmptyInputError("Tệp rỗng.", message_en="The file is empty.")
    if data.startswith(_OLE):
        raise _ole_error(data)
    return _parts(_main_part(_opened(data)))


def _opened(data: bytes) -> Any:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            guard_archive(archive)
            return _load(data, archive)
    except InputError:
        raise
    # zipfile and python-docx meet broken files with whatever their code happens to raise: KeyError, zlib.error ...
    except Exception as cause:
        raise _damaged(f"{type(cause).__name__}: {cause}") from cause


def _damaged(detail: str) -> DamagedFileError:
    return DamagedFileError(
        f"Tệp Word bị hỏng ({detail}).",
        "Hãy mở tệp bằng Word, lưu lại rồi chạy lại.",
        message_en=f"The Word file is damaged ({detail}).",
        remedy_en="Open it in Word, save it again and run once more.",
    )


def _ole_error(data: bytes) -> InputError:
    if _ENCRYPTED_STREAM in data:
        return password_needed()
    return UnsupportedFormatError(
        "Tệp thuộc định dạng Word cũ (.doc) dù mang đuôi .docx.",
        "Hãy lưu lại thành .docx.",
        message_en="The file is of the old Word format (.doc), whatever its name says.",
        remedy_en="Save it as .docx.",
    )


def password_needed() -> EncryptedFileError:
    """Return the error for a file that opens only with a password."""
    return EncryptedFileError(
        "Tệp được bảo vệ bằng mật khẩu.",
        "Hãy gỡ mật khẩu rồi chạy lại.",
        message_en="The file is protected by a password.",
        remedy_en="Remove the password and run again.",
    )


def guard_archive(archive: zipfile.ZipFile) -> None:
    """Refuse what must not be unpacked. Declared sizes bind: zipfile yields no more bytes than an entry declares.

    Raises:
        EncryptedFileError: a password is needed.
        DamagedFileError: it unpacks to too much.
    """
    entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise password_needed()
    total = sum(entry.file_size for entry in entries)
    part = max((entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels"))), default=0)
    if total > MAX_UNPACKED_BYTES or part > MAX_PART_BYTES:
        raise DamagedFileError(
            f"Tệp giải nén ra quá lớn ({max(total, part):,} byte), có thể là “bom nén”.",
            message_en=f"The file unpacks to too much ({max(total, part):,} bytes); it may be a “zip bomb”.",
        )


def _load(data: bytes, archive: zipfile.ZipFile) -> Any:
    try:
        return Package.open(BytesIO(data))
    except (KeyError, IndexError):
        # Word forgives relationships to parts that are not there (Target="NULL"); python-docx does not.
        return Package.open(_mended(archive))


def _mended(archive: zipfile.ZipFile) -> BytesIO:
    """Return a copy of the archive with its XML parts alone, "/" in names and no relationship that leads nowhere."""
    parts = {entry.filename.replace("\\", "/"): entry for entry in archive.infolist()}
    kept = {name for name in parts if name.endswith((".xml", ".rels"))}
    copy = BytesIO()
    with zipfile.ZipFile(copy, "w") as target:
        for name in sorted(kept):
            content = archive.read(parts[name])
            target.writestr(name, _without_dangling(name, content, kept) if name.endswith(".rels") else content)
    copy.seek(0)
    return copy


def _without_dangling(name: str, content: bytes, kept: set[str]) -> bytes:
    root = _parse(content)
    folder = name.rpartition("_rels/")[0]
    for relationship in list(root):
        target = relationship.get("Target") or ""
        place = target[1:] if target.startswith("/") else _resolved(folder + target)
        if relationship.get("TargetMode") == "External" or place not in kept:
            root.remove(relationship)
    return etree.tostring(root)


def _resolved(path: str) -> str:
    names: list[str] = []
    for name in path.split("/"):
        if name == "..":
            names = names[:-1]
        elif name not in ("", "."):
            names.append(name)
    return "/".join(names)


def _parts(main: Any) -> WordPackage:
    by_type: dict[str, Element] = {}
    running: dict[str, Element] = {}
    for key, relationship in main.rels.items():
        if relationship.is_external:
            continue
        kind = relationship.reltype
        if kind in (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER):
            running[key] = _tree(relationship.target_part)
        elif kind in _READ:
            by_type.setdefault(kind, _tree(relationship.target_part))
    return WordPackage(
        _tree(main),
        by_type.get(RELATIONSHIP_TYPE.STYLES),
        by_type.get(RELATIONSHIP_TYPE.NUMBERING),
        by_type.get(RELATIONSHIP_TYPE.SETTINGS),
        by_type.get(RELATIONSHIP_TYPE.FOOTNOTES),
        by_type.get(RELATIONSHIP_TYPE.ENDNOTES),
        running,
    )


_READ: Final = frozenset(
    {
        RELATIONSHIP_TYPE.STYLES,
        RELATIONSHIP_TYPE.NUMBERING,
        RELATIONSHIP_TYPE.SETTINGS,
        RELATIONSHIP_TYPE.FOOTNOTES,
        RELATIONSHIP_TYPE.ENDNOTES,
    }
)


def _main_part(package: Any) -> Any:
    by_type = {each.reltype: each for each in package.rels.values() if not each.is_external}
    if _STRICT in by_type:
        raise UnsupportedFormatError(
            "Tệp thuộc dạng “Strict Open XML Document”, chưa đọc được.",
            "Hãy mở bằng Word và lưu thành “Word Document (*.docx)”.",
            message_en="The file is a “Strict Open XML Document”, which is not read yet.",
            remedy_en="Open it in Word and save it as “Word Document (*.docx)”.",
        )
    if RELATIONSHIP_TYPE.OFFICE_DOCUMENT not in by_type:
        raise _damaged("không có phần văn bản chính / no main document part")
    main = by_type[RELATIONSHIP_TYPE.OFFICE_DOCUMENT].target_part
    if not any(kind in main.content_type for kind in _WORD_CONTENT):
        raise UnsupportedFormatError(
            f"Tệp Office này không phải văn bản Word ({main.content_type}).",
            message_en=f"This Office file is no Word document ({main.content_type}).",
        )
    return main


def _tree(part: Any) -> Element:
    """Return the root of a part: python-docx has parsed some, of the others it keeps the bytes."""
    root: Element = part.element if hasattr(part, "element") else _parse(part.blob)
    if root.getroottree().docinfo.internalDTD is not None:
        raise _damaged("có khai báo DTD / it declares a DTD")
    return root


def _parse(content: bytes) -> Element:
    try:
        return etree.fromstring(content, etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True))
    except etree.XMLSyntaxError as cause:
        raise _damaged(str(cause)) from cause
