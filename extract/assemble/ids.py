"""Stable ids of rows: the same file and the same rules give the same id on every machine."""

from __future__ import annotations

import hashlib


def document_id(sha256: str) -> str:
    """Return the id of a document: ``d`` and the first 12 hex digits of the hash of its bytes."""
    return "d" + sha256[:12]


def row_id(document_id: str, kind: str, start: int, end: int, extra: str = "") -> str:
    """Return the id of a row read at ``[start, end)`` of a document.

    Args:
        document_id: id of the document.
        kind: name of the table, its first letter becomes the first letter of the id.
        start: offset of the row's quote.
        end: end of the row's quote.
        extra: what tells rows with one and the same quote apart (the task, the body, the role).

    Returns:
        one letter and 12 hex digits.
    """
    text = f"{document_id}\0{kind}\0{start}\0{end}\0{extra}"
    return kind[0] + hashlib.sha256(text.encode()).hexdigest()[:12]
