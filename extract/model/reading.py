"""How a document is to be read: which one of those that a file holds, with what passwords, and what is allowed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from extract.model.limits import LIMITS, Limits


@dataclass(frozen=True, slots=True)
class Member:
    """One document within a file that holds several (an archive, a mail).

    Attributes:
        name: what it is called there, one name for each level: ``thu/cv.eml!kehoach.pdf``.
        place: where its bytes are found again: its number at each level, as the container itself counts.
    """

    name: str
    place: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What whoever reads a document has to say about it.

    Attributes:
        passwords: tried one after the other on what a password protects; they stand in no table, message or record.
        allow_classified: read documents that are marked Mật, Tối mật or Tuyệt mật; else they are refused.
        limits: how large the file and what it holds may be.
    """

    passwords: tuple[str, ...] = field(default=(), repr=False)
    allow_classified: bool = False
    limits: Limits = LIMITS


PLAIN: Final = ReadOptions()
"""Nothing was said: no passwords, and nothing that is classified."""
