"""Printed quantities: dots part thousands, a comma begins the decimals."""

from __future__ import annotations


def decimal(printed: str) -> str:
    """Return a number as a decimal string: "1.250,5" is 1250.5, "03" is 3; "" stays ""."""
    if not printed:
        return ""
    whole, _, part = printed.partition(",")
    whole = whole.replace(".", "").lstrip("0") or "0"
    return f"{whole}.{part}" if part else whole
