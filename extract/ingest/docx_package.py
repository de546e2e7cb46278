"""Opens a Word file: guards against hostile archives, then hands out the XML trees of its parts through python-docx."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

import regex
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.package import Package
from lxml import etree

from extract.errors import EmptyInputError, InputError, UnsupportedFormatError
from extract.ingest.docx_xml import Element
from extract.ingest.packed import damaged, encrypted, guard, parsed
from extract.model import LIMITS, Limits

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM: Final = "EncryptedPackage".encode("utf-16-le")
# ISO/IEC 29500 names the vocabulary of its strict variant anew; what is said in it is the same (part 1, annex A, and
# part 4). The first group is the vocabulary: "wordprocessingml", "officeDocument", "drawingml" ...
_STRICT: Final = regex.compile(rb"http://purl\.oclc\.org/ooxml/(\w{1,40})/")
_TRANSITIONAL: Final = rb"http://schemas.openxmlformats.org/\1/2006/"
_ROOT: Final = "_rels/.rels"
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


def open_package(data: bytes, limits: Limits = LIMITS) -> WordPackage:
    """Open a Word file.

    Args:
        data: the bytes of a .docx, .docm, .dotx or .dotm file.
        limits: how many entries it may have, and to how much they may unpack.

    Returns:
        the trees of its parts; nothing outside the file is ever read, embedded objects and macros are left alone.

    Raises:
        EmptyInputError: there are no bytes.
        EncryptedFileError: a password is needed.
        UnsupportedFormatError: an old .doc or another Office format.
        DamagedFileError: the archive or its XML is broken, or forbidden (DTD).
        TooLargeError: it has too many entries or unpacks to too much; nothing was unpacked.
    """
    if not data:
        raise EmptyInputError("Tệp rỗng.", message_en="The file is empty.")
    if data.startswith(_OLE):
        raise _ole_error(data)
    return _parts(_main_part(_opened(data, limits)))


def _opened(data: bytes, limits: Limits) -> Any:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            guard(archive, len(data), limits)
            return _load(data, archive)
    except InputError:
        raise
    # zipfile and python-docx meet broken files with whatever their code happens to raise: KeyError, zlib.error ...
    except Exception as cause:
        raise damaged(f"{type(cause).__name__}: {cause}") from cause


def _ole_error(data: bytes) -> InputError:
    if _ENCRYPTED_STREAM in data:
        return encrypted()
    return UnsupportedFormatError(
        "Tệp thuộc định dạng Word cũ (.doc) dù mang đuôi .docx.",
        "Hãy lưu lại thành .docx.",
        message_en="The file is of the old Word format (.doc), whatever its name says.",
        remedy_en="Save it as .docx.",
    )


def _load(data: bytes, archive: zipfile.ZipFile) -> Any:
    if _ROOT in archive.namelist() and _STRICT.search(archive.read(_ROOT)):
        return Package.open(_mended(archive))
    try:
        return Package.open(BytesIO(data))
    except (KeyError, IndexError):
        # Word forgives relationships to parts that are not there (Target="NULL"); python-docx does not.
        return Package.open(_mended(archive))


def _mended(archive: zipfile.ZipFile) -> BytesIO:
    """Return a copy of the archive as python-docx takes it.

    It holds the XML parts alone, in the vocabulary that Word writes, "/" in their names, no relationship to nowhere.
    """
    parts = {entry.filename.replace("\\", "/"): entry for entry in archive.infolist()}
    kept = {name for name in parts if name.endswith((".xml", ".rels"))}
    copy = BytesIO()
    with zipfile.ZipFile(copy, "w") as target:
        for name in sorted(kept):
            content = _STRICT.sub(_TRANSITIONAL, archive.read(parts[name]))
            target.writestr(name, _without_dangling(name, content, kept) if name.endswith(".rels") else content)
    copy.seek(0)
    return copy


def _without_dangling(name: str, content: bytes, kept: set[str]) -> bytes:
    root = parsed(content)
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
    if RELATIONSHIP_TYPE.OFFICE_DOCUMENT not in by_type:
        raise damaged("không có phần văn bản chính / no main document part")
    main = by_type[RELATIONSHIP_TYPE.OFFICE_DOCUMENT].target_part
    content_type = (main.content_type or "?")[:100]
    if not any(kind in content_type for kind in _WORD_CONTENT):
        raise UnsupportedFormatError(
            f"Tệp Office này không phải văn bản Word ({content_type}).",
            message_en=f"This Office file is no Word document ({content_type}).",
        )
    return main


def _tree(part: Any) -> Element:
    """Return the root of a part: python-docx has parsed some, of the others it keeps the bytes."""
    if not hasattr(part, "element"):
        return parsed(part.blob)
    root: Element = part.element
    if root.getroottree().docinfo.internalDTD is not None:
        raise damaged("có khai báo DTD / it declares a DTD")
    return root
