"""Takes the workbook out of an old container and puts it into a new one, whose tables are known to be true.

The library that reads .xls believes what a container says of its own sizes, and a false size ends the whole program.
"""

from __future__ import annotations

import struct
from io import BytesIO
from typing import Final

import olefile

_SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR: Final = 4096
_LEAST_STREAM: Final = 4096  # what is shorter would stand in a small table of its own
_MOST_TABLES: Final = 109
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def workbook_stream(data: bytes) -> bytes:
    """Return the stream that holds the workbook.

    Raises:
        ValueError: it claims to be longer than the file.
    """
    with olefile.OleFileIO(BytesIO(data)) as container:
        name = "Workbook" if container.exists("Workbook") else "Book"
        if container.get_size(name) > len(data):
            raise ValueError(name)
        return bytes(container.openstream(name).read())


def contained(stream: bytes) -> bytes:
    """Return a container ([MS-CFB] 2.2 to 2.6) that holds a workbook alone.

    Args:
        stream: the workbook, up to 400 MB.

    Raises:
        ValueError: it is longer.
    """
    stream = stream.ljust(_LEAST_STREAM, b"\0")
    sectors = -(-len(stream) // _SECTOR)
    tables = 1
    while tables * (_SECTOR // 4) < tables + 1 + sectors:
        tables += 1
    if tables > _MOST_TABLES:
        raise ValueError(len(stream))
    first = tables + 1
    chain = [_TABLE] * tables + [_END] + list(range(first + 1, first + sectors)) + [_END]
    chain += [_FREE] * (-len(chain) % (_SECTOR // 4))
    numbers = (0x3E, 4, 0xFFFE, 12, 6, 1, tables, tables, 0, _LEAST_STREAM, _END, 0, _END, 0)
    header = _SIGNATURE + bytes(16) + struct.pack("<HHHHH6x9I", *numbers)
    header += struct.pack(f"<{_MOST_TABLES}I", *range(tables), *[_FREE] * (_MOST_TABLES - tables))
    # The root has no small streams, yet the library wants a sector for them: that of the directory does no harm.
    directory = _entry("Root Entry", 5, 1, tables, 0) + _entry("Workbook", 2, _FREE, first, len(stream))
    directory += _entry("", 0, _FREE, 0, 0) * (_SECTOR // 128 - 2)
    return (
        header.ljust(_SECTOR, b"\0")
        + struct.pack(f"<{len(chain)}I", *chain)
        + directory
        + stream.ljust(sectors * _SECTOR, b"\0")
    )


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    """Return an entry of the directory ([MS-CFB] 2.6.1)."""
    encoded = name.encode("utf-16-le")
    length = len(encoded) + 2 if name else 0
    return struct.pack("<64sHBB3I36xIQ", encoded, length, kind, 1, _FREE, _FREE, child, start, size)
