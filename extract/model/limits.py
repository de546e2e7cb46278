"""How much one document may cost before it is given up: a hostile or broken file must not take the others with it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one document: those of its process, and those that its reader keeps.

    The defaults leave the largest real directives (scans of several hundred pages, annexes of some thousand rows) far
    below: the plainest of them takes a second and 200 MB.

    Attributes:
        seconds: time from the first byte to the last row.
        seconds_per_scanned_page: what a reader may ask for besides, for each page whose letters must be recognised.
        seconds_at_most: where such requests end.
        memory_bytes: resident memory of the process with its children.
        file_bytes: size of the file.
        pages: pages of a document.
        pixels: pixels of a picture, or of a page that is drawn.
        entries: entries of an archive, attachments of a mail.
        depth: archives and mails within each other.
        unpacked_bytes: what all entries of an archive unpack to.
        expansion: how many times its packed size an archive may unpack to; small ones are exempt (see ``expands``).
    """

    seconds: float = 300.0
    seconds_per_scanned_page: float = 20.0
    seconds_at_most: float = 3600.0
    memory_bytes: int = 2048 * 1024 * 1024
    file_bytes: int = 200_000_000
    pages: int = 2_000
    pixels: int = 100_000_000
    entries: int = 10_000
    depth: int = 4
    unpacked_bytes: int = 500_000_000
    expansion: float = 200.0

    def expands(self, packed: int, unpacked: int) -> bool:
        """Tell whether an archive unpacks to more than it may; XML of empty tables shrinks to a thousandth of itself.

        Args:
            packed: its bytes as they are.
            unpacked: the bytes that its entries declare.
        """
        return unpacked > self.unpacked_bytes or (unpacked > _HARMLESS and unpacked > packed * self.expansion)


LIMITS: Final = Limits()
"""The limits that hold where nobody sets others."""

_HARMLESS: Final = 50_000_000  # bytes that may be unpacked of however few

MoreTime = Callable[[float], int]
"""Asks for so many seconds more than `Limits.seconds`, and tells on how many processors the asker may work at the time.

A reader calls it before each page that it recognises.
"""


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def no_more_time(seconds: float) -> int:
    """Ask for nothing: what a reader is handed where nobody looks at the clock, and all processors are its own."""
    return processors()
