"""How far the cells of a workbook reach, told before it is read.

A reader that holds a sheet as one block must not be led by two far corners to fill the memory.
"""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO
from typing import Final

import olefile
import regex

from extract.errors import DamagedFileError
from extract.ingest.docx_package import guard_archive

MAX_AREA: Final = 20_000_000
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CELL: Final = regex.compile(rb"<(?:\w{1,20}:)?(?:c|row)\s[^>]{0,400}?\br=\"([A-Z]{0,3})(\d{1,7})\"[^>]{0,400}(?<!/)>")
_BEGINS: Final = 0x0809
_CELLS: Final = frozenset({0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E})  # [MS-XLS] 2.3.1


def guard_extent(data: bytes) -> None:
    """Refuse a workbook whose sheets span more cells than can be held.

    Args:
        data: the bytes of the file.

    Raises:
        EncryptedFileError: a password is needed.
        DamagedFileError: its cells lie too far apart, or the container is broken.
    """
    try:
        areas = _old_areas(data) if data.startswith(_OLE) else _areas(data)
    except (
        zipfile.BadZipFile,
        OSError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        struct.error,
    ) as cause:
        raise broken_workbook(str(cause)) from cause
    if sum(areas) > MAX_AREA:
        raise DamagedFileError(
            f"Bảng tính trải ra quá rộng ({sum(areas):,} ô).",
            "Hãy xóa các ô nằm xa bảng rồi lưu lại.",
            message_en=f"The workbook spans too much ({sum(areas):,} cells).",
            remedy_en="Delete the cells that lie far off the table and save it again.",
        )


def broken_workbook(detail: str) -> DamagedFileError:
    """Return the error for a workbook that cannot be opened."""
    return DamagedFileError(
        f"Tệp bảng tính bị hỏng ({detail}).",
        "Hãy mở tệp bằng Excel, lưu lại rồi chạy lại.",
        message_en=f"The workbook is damaged ({detail}).",
        remedy_en="Open it in Excel, save it again and run once more.",
    )


def _areas(data: bytes) -> list[int]:
    """Return how many cells each sheet of an .xlsx spans."""
    areas: list[int] = []
    with zipfile.ZipFile(BytesIO(data)) as archive:
        guard_archive(archive)
        for entry in archive.infolist():
            if "worksheets/" not in entry.filename or not entry.filename.endswith(".xml"):
                continue
            rows, columns = 0, 0
            for match in _CELL.finditer(archive.read(entry)):
                rows = max(rows, int(match[2]))
                columns = max(columns, _column(match[1]))
            areas.append(rows * columns)
    return areas


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _old_areas(data: bytes) -> list[int]:
    """Return how many cells each sheet of an .xls spans ([MS-XLS] 2.1.4: records of type, length and content)."""
    with olefile.OleFileIO(BytesIO(data)) as container:
        name = "Workbook" if container.exists("Workbook") else "Book"
        if container.get_size(name) > len(data):
            raise ValueError(name)
        stream = container.openstream(name).read()
    areas, at = [0], 0
    rows = columns = 0
    while at + 8 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind == _BEGINS:
            areas.append(rows * columns)
            rows = columns = 0
        elif kind in _CELLS and size >= 4:
            row, column = struct.unpack_from("<HH", stream, at + 4)
            # A record of several cells says last where it ends.
            last = struct.unpack_from("<H", stream, at + 2 + size)[0] if kind == 0x00BD else column
            rows, columns = max(rows, row + 1), max(columns, column + 1, last + 1)
        at += 4 + size
    return [*areas, rows * columns]
