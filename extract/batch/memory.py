"""How much memory a process and those that it started hold, as far as the system tells (Linux does)."""

from __future__ import annotations

import os
from pathlib import Path


def resident_bytes(pid: int) -> int:
    """Return the resident memory of a process with its descendants; 0 where the system does not tell.

    The bound address space of a process (RLIMIT_AS) would be no measure: numpy and OpenCV reserve, for each core,
    what they never touch.

    Args:
        pid: the process; it may have ended.
    """
    pages, family = 0, [pid]
    seen: set[int] = set()
    while family:
        member = family.pop()
        if member in seen:
            continue
        seen.add(member)
        try:
            pages += int(Path(f"/proc/{member}/statm").read_bytes().split()[1])
            for thread in Path(f"/proc/{member}/task").iterdir():
                family += map(int, (thread / "children").read_bytes().split())
        except (OSError, IndexError, ValueError):  # it has just ended, or there is no such folder on this system
            continue
    return pages * os.sysconf("SC_PAGE_SIZE") if pages else 0
