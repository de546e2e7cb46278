"""Compound files ([MS-CFB]) small enough to be written by hand, and the Outlook mails that are made of them."""

from __future__ import annotations

import struct

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD

Tree = dict[str, "bytes | Tree"]


def compound(tree: Tree) -> bytes:
    """Return a compound file of storages (dictionaries) and streams (bytes), each stream below 4096 bytes."""
    entries: list[list[object]] = [["Root Entry", 5, _FREE, _END, 0]]
    mini = bytearray()
    mini_fat: list[int] = []
    _add(tree, 0, entries, mini, mini_fat)
    directory = b"".join(_entry(*entry) for entry in _with_root(entries, mini))
    parts = [_padded(directory), _padded(struct.pack(f"<{len(mini_fat)}L", *mini_fat), b"\xff"), _padded(bytes(mini))]
    fat = [_FAT]
    starts = []
    for part in parts:
        starts.append(len(fat))
        count = len(part) // _SECTOR
        fat += [len(fat) + at + 1 for at in range(count - 1)] + [_END] * bool(count)
    fat_sector = struct.pack(f"<{len(fat)}L", *fat).ljust(_SECTOR, b"\xff")
    assert len(fat_sector) == _SECTOR
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<9L", 0, 1, starts[0], 0, _CUTOFF, starts[1], len(parts[1]) // _SECTOR, _END, 0)
    directory_at = 0  # the FAT is the first sector
    header += struct.pack("<109L", directory_at, *[_FREE] * 108)
    root = header + fat_sector + b"".join(parts)
    at = _SECTOR + starts[0] * _SECTOR + 116
    return root[:at] + struct.pack("<LQ", starts[2] if mini else _END, len(mini)) + root[at + 12 :]


def _add(tree: Tree, parent: int, entries: list[list[object]], mini: bytearray, mini_fat: list[int]) -> None:
    before = -1
    for name in sorted(tree, key=lambda name: (len(name), name.upper())):
        content = tree[name]
        at = len(entries)
        if before < 0:
            entries[parent][2] = at
        else:
            entries[before][4] = (entries[before][4], at)
        before = at
        if isinstance(content, dict):
            entries.append([name, 1, _FREE, 0, 0])
            _add(content, at, entries, mini, mini_fat)
            continue
        assert len(content) < _CUTOFF
        sectors = -(-len(content) // _MINI)
        first = len(mini_fat)
        entries.append([name, 2, _FREE, first if sectors else _END, len(content)])
        mini_fat += [first + number + 1 for number in range(sectors - 1)] + [_END] * bool(sectors)
        mini += content.ljust(sectors * _MINI, b"\0")


def _with_root(entries: list[list[object]], mini: bytearray) -> list[tuple[str, int, int, int, int, int]]:
    """Return the entries with their right siblings as numbers of their own."""
    rows = []
    for name, kind, child, start, size in entries:
        length, right = size if isinstance(size, tuple) else (size, _FREE)
        rows.append((str(name), kind, child, start, length, right))
    return rows


def _entry(name: str, kind: int, child: int, start: int, size: int, right: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    head = raw.ljust(64, b"\0") + struct.pack("<HBB3L", len(raw), kind, 1, _FREE, right, child)
    return head + bytes(36) + struct.pack("<LQ", start, size)


def _padded(data: bytes, filler: bytes = b"\0") -> bytes:
    return data.ljust(-(-len(data) // _SECTOR) * _SECTOR, filler)


def outlook(
    body: str, attachments: dict[str, bytes | Tree], *, subject: str = "Gửi kế hoạch", inner: bool = False
) -> Tree:
    """Return the storages of an Outlook mail ([MS-OXMSG] 2.2); an attachment that is a tree is a mail itself."""
    tree: Tree = {
        "__properties_version1.0": bytes(24 if inner else 32),
        "__substg1.0_0037001F": subject.encode("utf-16-le"),
        "__substg1.0_1000001F": body.encode("utf-16-le"),
    }
    for number, (name, content) in enumerate(attachments.items()):
        storage: Tree = {"__properties_version1.0": bytes(8), "__substg1.0_3707001F": name.encode("utf-16-le")}
        if isinstance(content, dict):
            storage["__substg1.0_3701000D"] = content
        else:
            storage["__substg1.0_37010102"] = content
        tree[f"__attach_version1.0_#{number:08X}"] = storage
    return tree
