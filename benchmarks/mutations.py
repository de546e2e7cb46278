"""Makes broken files of good ones: by their bytes, by the XML within an archive, by the streams within a PDF."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from copy import deepcopy
from typing import TYPE_CHECKING, Final

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

_SIZES: Final = (0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
_NUMBERS: Final = (b"0", b"-1", b"1", b"99999", b"2147483648", b"99999999999999999999", b"1e99", b"NaN", b"")
_ODD: Final = (
    "\ufeff",
    "\u202e",
    "\u0303",
    "\u200d",
    "\u2028",
    "\x0c",
    "\x85",
    "\xad",
    "|",
    "\t",
    "\n" * 9,
    " " * 500,
    "𐀀",
    "ạ" * 99,
    "",
)
_NUMBER: Final = re.compile(rb"\d+")
_TAG: Final = re.compile(rb"<[^<>]{1,2000}>")
_STREAM: Final = re.compile(rb"stream\r?\n(.{1,2000000}?)\r?\nendstream", re.DOTALL)
_MOST_BYTES: Final = 500_000  # larger files are slow, not broken


def mutant(data: bytes, rng: Random) -> bytes:
    """Return ``data`` with one to four faults.

    Args:
        data: a file.
        rng: decides everything: the same one gives the same faults.
    """
    for _ in range(rng.choice((1, 1, 2, 4))):
        if data.startswith(b"PK") and rng.random() < 0.7:
            data = _in_archive(data, rng)
        elif data.lstrip().startswith(b"<") and rng.random() < 0.4:
            data = _in_xml(data, rng)
        elif data.startswith(b"%PDF") and rng.random() < 0.4:
            data = _in_stream(data, rng)
        else:
            data = _in_bytes(data, rng)
    return data[:_MOST_BYTES]


def _in_bytes(data: bytes, rng: Random) -> bytes:
    return rng.choice(_BYTES)(data, rng) if data else rng.randbytes(20)


def _flip(data: bytes, rng: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 3, 20, 200))):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _resize(data: bytes, rng: Random) -> bytes:
    """Write an extreme number where a length, an offset or a count may stand."""
    width = rng.choice((1, 2, 4, 8))
    number = (rng.choice(_SIZES) & (256**width - 1)).to_bytes(width, rng.choice(("little", "big")))
    at = rng.randrange(len(data))
    return data[:at] + number + data[at + width :]


def _renumber(data: bytes, rng: Random) -> bytes:
    """Write an extreme number in place of one in digits."""
    found = _NUMBER.search(data, rng.randrange(len(data)))
    return data[: found.start()] + rng.choice(_NUMBERS) + data[found.end() :] if found else _resize(data, rng)


def _cut(data: bytes, rng: Random) -> bytes:
    return data[: rng.randrange(len(data))]


def _chunk(data: bytes, rng: Random) -> tuple[int, int]:
    start = rng.randrange(len(data))
    return start, min(len(data), start + rng.choice((1, 4, 16, 64, 512, 4096, 65536)))


def _remove(data: bytes, rng: Random) -> bytes:
    start, end = _chunk(data, rng)
    return data[:start] + data[end:]


def _repeat(data: bytes, rng: Random) -> bytes:
    start, end = _chunk(data, rng)
    times = rng.choice((1, 1, 2, 50, 1000))
    return data[:end] + data[start:end] * min(times, _MOST_BYTES // (end - start)) + data[end:]


def _insert(data: bytes, rng: Random) -> bytes:
    """Insert noise, zeros, or a part of the file itself from elsewhere."""
    at, (start, end) = rng.randrange(len(data)), _chunk(data, rng)
    part = rng.choice((rng.randbytes(end - start), bytes(end - start), data[start:end]))
    return data[:at] + part + data[at:]


def _overwrite(data: bytes, rng: Random) -> bytes:
    at, (start, end) = rng.randrange(len(data)), _chunk(data, rng)
    return data[:at] + data[start:end] + data[at + end - start :]


def _write_oddly(data: bytes, rng: Random) -> bytes:
    """Put characters into a text that readers seldom meet."""
    text = data.decode("utf-8", "ignore")
    for _ in range(rng.choice((1, 5, 50))):
        at = rng.randrange(len(text) + 1)
        text = text[:at] + rng.choice(_ODD) + text[at:]
    return text.encode("utf-8", "ignore")


_BYTES: Final[tuple[Callable[[bytes, Random], bytes], ...]] = (
    _flip,
    _resize,
    _renumber,
    _cut,
    _remove,
    _repeat,
    _insert,
    _overwrite,
    _write_oddly,
)


def _in_archive(data: bytes, rng: Random) -> bytes:
    """Break an entry of an archive and pack it again, so that its checksums and sizes are right."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    except Exception:  # an earlier fault has broken the archive itself
        return _in_bytes(data, rng)
    if not entries:
        return _in_bytes(data, rng)
    xml = [at for at, (name, _) in enumerate(entries) if name.endswith((".xml", ".rels"))] or [0]
    at = rng.choice(xml) if rng.random() < 0.9 else rng.randrange(len(entries))
    name, content = entries[at]
    act = rng.random()
    if act < 0.05:
        del entries[at]
    elif act < 0.1:
        entries[at] = (entries[rng.randrange(len(entries))][0], content)
    else:
        entries[at] = (name, _broken_part(content, rng))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in dict(entries).items():
            archive.writestr(name, content)
    return packed.getvalue()


def _broken_part(content: bytes, rng: Random) -> bytes:
    kind = rng.random()
    if kind < 0.1 or not content.lstrip().startswith(b"<"):
        return _in_bytes(content, rng)
    return _in_tree(content, rng) if kind < 0.75 else _in_xml(content, rng)


def _in_tree(content: bytes, rng: Random) -> bytes:
    """Break XML so that it stays XML: elements renamed, removed, repeated, moved, nested, their values made extreme."""
    try:
        root = etree.fromstring(content)
    except (etree.XMLSyntaxError, ValueError):
        return _in_xml(content, rng)
    elements = [element for element in root.iter(etree.Element) if element is not root]
    if not elements:
        return _in_xml(content, rng)
    for _ in range(rng.choice((1, 1, 3, 10))):
        _change(rng.choice(elements), elements, rng)
    return etree.tostring(root)


def _change(element: etree._Element, elements: list[etree._Element], rng: Random) -> None:
    parent, other = element.getparent(), rng.choice(elements)
    act = rng.randrange(7)
    if act == 0:
        element.tag = other.tag
    elif act == 1 and parent is not None:
        parent.remove(element)
    elif act == 2 and parent is not None:
        for _ in range(min(rng.choice((1, 5, 300)), 20_000 // (1 + sum(1 for _ in element.iter())))):
            parent.insert(parent.index(element), deepcopy(element))
    elif act == 3 and element not in other.iterancestors() and other is not element:
        other.append(element)
    elif act == 4 and element.attrib:
        name = rng.choice(sorted(map(str, element.attrib)))
        element.set(name, rng.choice(_NUMBERS).decode() if rng.random() < 0.8 else other.get(name, "x"))
    elif act == 5:
        element.attrib.clear()
    else:
        element.text = rng.choice(_ODD).replace("\x0c", "")


def _in_xml(content: bytes, rng: Random) -> bytes:
    """Break XML as it is written: tags replaced, cut, repeated, nested in themselves."""
    tags = list(_TAG.finditer(content))
    if len(tags) < 3:
        return _in_bytes(content, rng) if content else content
    one, other = sorted(rng.sample(tags, 2), key=lambda tag: tag.start())
    act = rng.randrange(6)
    if act == 0:
        return content.replace(one[0], other[0])
    if act == 1:
        return content[: one.start()] + content[other.start() :]
    if act == 2:
        return content[: other.start()] + content[one.start() : other.end()] + content[other.start() :]
    if act == 3:
        values = re.sub(rb'"[^"]*"', b'"' + rng.choice(_NUMBERS) + b'"', one[0])
        return content[: one.start()] + values + content[one.end() :]
    if act == 4:
        name, depth = one[0].strip(b"</>").split()[0].split(b"/")[0], rng.choice((10, 240, 5000))
        nest = (b"<" + name + b">") * depth + (b"</" + name + b">") * depth
        return content[: one.start()] + nest + content[one.start() :]
    return _renumber(content, rng)


def _in_stream(data: bytes, rng: Random) -> bytes:
    """Break what a compressed stream of a PDF holds, not its compression."""
    streams = list(_STREAM.finditer(data))
    if not streams:
        return _in_bytes(data, rng)
    stream = rng.choice(streams)
    try:
        content = zlib.decompress(stream[1])
    except zlib.error:
        return _in_bytes(data, rng)
    packed = zlib.compress(_in_bytes(content, rng), 1)
    return data[: stream.start(1)] + packed + data[stream.end(1) :]
