"""How far the cells of a workbook reach, told before it is read.

A reader that holds a sheet as one block must not be led by two far corners to fill the memory.
"""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO
from typing import Final

import regex

from extract.errors import DamagedFileError, InputError
from extract.ingest.packed import guard
from extract.ingest.sheet_container import contained, workbook_stream
from extract.model import LIMITS, Limits

MAX_AREA: Final = 8_000_000  # cells; each takes some seventy bytes while the library reads
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Cells and rows with content; what has a place and a look only (<c r="B9" s="1"/>) takes no room.
_CELL: Final = regex.compile(rb"<(?:\w{1,20}:)?c\s[^>]{0,400}?\br=\"([A-Z]{1,3})(\d{1,7})\"[^>]{0,400}(?<!/)>(?!</)")
_ROW: Final = regex.compile(rb"<(?:\w{1,20}:)?row\s[^>]{0,400}?\br=\"(\d{1,7})\"")
_UNPLACED: Final = regex.compile(rb"<(?:\w{1,20}:)?c(?:\s(?![^>]{0,400}\br=)[^>]{0,400})?(?<!/)>")
_UNCOMPUTED: Final = regex.compile(
    rb"<(?:\w{1,20}:)?f(?:\s[^>]{0,400})?(?:/>|>[^<]{0,9000}</(?:\w{1,20}:)?f>)\s*"
    rb"(?:<(?:\w{1,20}:)?v\s*/>|<(?:\w{1,20}:)?v></(?:\w{1,20}:)?v>)?\s*</(?:\w{1,20}:)?c>"
)
_MOST_OLD_CELLS: Final = 65536 * 256
_BEGINS, _DIMENSIONS, _STRINGS, _SEVERAL, _SHEET = 0x0809, 0x0200, 0x00FC, 0x00BD, 0x0085
_CELLS: Final = frozenset({0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E})  # [MS-XLS] 2.3.1


def guarded(data: bytes, limits: Limits = LIMITS) -> bytes:
    """Return a workbook that can be read without danger; refuse one whose sheets span more cells than can be held.

    Args:
        data: the bytes of the file.
        limits: how many entries it may have, and to how much they may unpack.

    Returns:
        the same workbook; one of an old container in a new container.

    Raises:
        EncryptedFileError: a password is needed.
        DamagedFileError: its cells lie too far apart, or the container is broken.
    """
    try:
        if data.startswith(_OLE):
            stream = workbook_stream(data)
            areas, data = _old_areas(stream), contained(stream)
        else:
            areas = _areas(data, limits)
    except InputError:
        raise
    # zipfile and olefile meet broken files with whatever their code happens to raise: KeyError, zlib.error ...
    except Exception as cause:
        raise broken_workbook(f"{type(cause).__name__}: {cause}") from cause
    if sum(areas) > MAX_AREA:
        raise DamagedFileError(
            f"Bảng tính trải ra quá rộng ({sum(areas):,} ô).",
            "Hãy xóa các ô nằm xa bảng rồi lưu lại.",
            message_en=f"The workbook spans too much ({sum(areas):,} cells).",
            remedy_en="Delete the cells that lie far off the table and save it again.",
        )
    return data


def formulas_without_value(data: bytes) -> int:
    """Return how many cells of an .xlsx hold a formula whose value no program has computed yet.

    Args:
        data: the bytes of a workbook that was guarded.
    """
    if data.startswith(_OLE):
        return 0
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return sum(
            len(_UNCOMPUTED.findall(archive.read(entry)))
            for entry in archive.infolist()
            if "worksheets/" in entry.filename and entry.filename.endswith(".xml")
        )


def broken_workbook(detail: str) -> DamagedFileError:
    """Return the error for a workbook that cannot be opened."""
    return DamagedFileError(
        f"Tệp bảng tính bị hỏng ({detail}).",
        "Hãy mở tệp bằng Excel, lưu lại rồi chạy lại.",
        message_en=f"The workbook is damaged ({detail}).",
        remedy_en="Open it in Excel, save it again and run once more.",
    )


def _areas(data: bytes, limits: Limits) -> list[int]:
    """Return how many cells each sheet of an .xlsx spans."""
    areas: list[int] = []
    with zipfile.ZipFile(BytesIO(data)) as archive:
        guard(archive, len(data), limits)
        for entry in archive.infolist():
            if "worksheets/" not in entry.filename or not entry.filename.endswith(".xml"):
                continue
            sheet = archive.read(entry)
            rows, columns = 0, 1
            for match in _CELL.finditer(sheet):
                rows = max(rows, int(match[2]))
                columns = max(columns, _column(match[1]))
            if _UNPLACED.search(sheet):  # cells without a place follow on each other in their row
                rows = max(rows, *(int(match[1]) for match in _ROW.finditer(sheet)), 0)
            areas.append(rows * columns)
    return areas


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _old_areas(stream: bytes) -> list[int]:
    """Return how many cells each sheet of an .xls spans ([MS-XLS] 2.1.4: records of type, length and content).

    What the file says of its own counts is believed by the library before it has read anything, so it must be true.
    """
    areas, at = [0], 0
    rows = columns = 0
    begins: set[int] = set()
    sheets: set[int] = set()
    while at + 8 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        content = stream[at + 4 : at + 4 + size]
        if kind == _BEGINS:
            begins.add(at)
            areas.append(rows * columns)
            rows = columns = 0
        elif kind == _SHEET and size >= 4:
            sheets.add(struct.unpack_from("<I", content)[0])
        elif kind == _DIMENSIONS and len(content) >= 10:  # shorter in Excel 95
            layout = "<IIHH" if len(content) >= 14 else "<HHHH"
            first, last, left, right = struct.unpack_from(layout, content)
            if last < first or right < left or (last - first) * (right - left) > _MOST_OLD_CELLS:
                raise ValueError("dimensions")
        elif kind == _STRINGS and size >= 8 and max(struct.unpack_from("<II", content)) > len(stream):
            raise ValueError("strings")
        elif kind in _CELLS and len(content) >= 4:
            row, column = struct.unpack_from("<HH", content)
            # A record of several cells says last where it ends.
            last = struct.unpack("<H", content[-2:])[0] if kind == _SEVERAL else column
            rows, columns = max(rows, row + 1), max(columns, column + 1, last + 1)
        at += 4 + size
    if not sheets <= begins:  # a sheet that begins inside a record would not have been seen here
        raise ValueError("sheets")
    return [*areas, rows * columns]
