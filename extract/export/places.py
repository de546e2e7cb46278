"""Where the printed lines of a document stand, kept beside its text: one line of the file a printed line."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

from extract.errors import UnreadableRunError
from extract.model import Place

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

COLUMNS: Final = ("start", "end", "page", "left", "top", "right", "bottom", "turned")


def write_places(places: Sequence[Place], path: Path) -> None:
    """Write places as CSV: offsets in the canonical text, 1-based page, box in points from the top left corner.

    ``turned`` counts the quarter turns clockwise by which the line lies on the page.
    """
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(COLUMNS)
        for place in places:
            writer.writerow(
                (
                    place.start,
                    place.end,
                    place.page,
                    place.left,
                    place.top,
                    place.right,
                    place.bottom,
                    place.turned,
                ),
            )


def read_places(path: Path) -> tuple[Place, ...]:
    """Return the places that `write_places` wrote, none where there is no such file.

    Raises:
        UnreadableRunError: the file is not of that form.
    """
    if not path.exists():
        return ()
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            rows = list(csv.reader(handle))[1:]
        return tuple(
            Place(int(start), int(end), int(page), float(left), float(top), float(right), float(bottom), int(turned))
            for start, end, page, left, top, right, bottom, turned in rows
        )
    except (OSError, ValueError) as cause:
        raise UnreadableRunError(
            f"Tệp vị trí {path} bị hỏng.",
            "Hãy chạy lại nhiemvu run.",
            message_en=f"The file of places {path} is damaged.",
            remedy_en="Run nhiemvu run again.",
        ) from cause
