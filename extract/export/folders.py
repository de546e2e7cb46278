"""Where each format of the tables stands below the output folder."""

from __future__ import annotations

from typing import Final

PLACES: Final = {
    "csv": "csv",
    "xlsx": "nhiemvu.xlsx",
    "parquet": "parquet",
    "sqlite": "nhiemvu.sqlite",
    "jsonl": "jsonl",
}
