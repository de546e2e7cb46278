"""Gold: what a careful reader finds in a directive, as files that a person writes (``corpus/README.md``)."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from extract.errors import GoldError
from extract.text import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADER: Final = (
    "type",
    "reference",
    "issuer",
    "place",
    "issued_on",
    "subject",
    "signer",
    "signer_position",
    "signing_authority",
)
_MANIFEST: Final = "manifest.csv"


@dataclass(frozen=True, slots=True)
class GoldBasis:
    """A cited document; ``nth`` picks the occurrence of the quote."""

    quote: str
    relation: str
    cited_type: str = ""
    cited_reference: str = ""
    cited_on: str = ""
    cited_issuer: str = ""
    cited_title: str = ""
    nth: int = 0


@dataclass(frozen=True, slots=True)
class GoldAssignment:
    """A body and its role in a task."""

    body: str
    role: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class GoldDeadline:
    """A time that binds a task."""

    kind: str
    quote: str = ""
    start: str = ""
    due: str = ""
    rrule: str = ""
    anchor: str = ""
    offset: str = ""
    label: str = ""
    source: str = ""
    nth: int = 0


@dataclass(frozen=True, slots=True)
class GoldTask:
    """A duty: its first and last words, who bears it, until when."""

    quote_start: str
    quote_end: str
    kind: str
    modality: str
    path: tuple[str, ...] = ()
    assignments: tuple[GoldAssignment, ...] = ()
    deadlines: tuple[GoldDeadline, ...] = ()
    nth: int = 0


@dataclass(frozen=True, slots=True)
class GoldTarget:
    """A quantified aim (chỉ tiêu)."""

    quote: str
    value: str
    unit: str = ""
    due: str = ""
    relation: str = ""


@dataclass(frozen=True, slots=True)
class GoldDirective:
    """The gold of one directive: ``text`` is the annotated file, ``split`` what the manifest says, empty for none."""

    name: str
    text: Path
    document: dict[str, str]
    legal_bases: tuple[GoldBasis, ...]
    tasks: tuple[GoldTask, ...]
    targets: tuple[GoldTarget, ...] | None = None
    split: str = ""


def load_gold(place: Path, *, split: str = "") -> tuple[GoldDirective, ...]:
    """Read gold files.

    Args:
        place: a gold file, or a folder of them. The annotated texts are looked for beside it, by the name that the gold
            gives or, where another format was made of the text, by its stem.
        split: ``dev`` or ``test``: only what a ``manifest.csv`` in the folder above puts there; empty for all.

    Raises:
        GoldError: a file cannot be used, with its name, cause and remedy.
    """
    paths = [place] if place.is_file() else sorted(place.glob("*.json"))
    folder = place.parent if place.is_file() else place
    splits, texts = _splits(folder.parent), _texts(folder)
    directives = []
    for path in paths:
        if split and splits.get(path.stem) != split:
            continue
        try:
            raw = json.loads(path.read_text(encoding="utf-8"))
            named = Path(raw["text"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise GoldError(path, error) from error
        text = texts.get(named.name) or texts.get(path.stem)
        if text is not None:
            directives.append(_directive(path, raw, text, splits.get(path.stem, "")))
    if not directives:
        raise GoldError(place, None)
    return tuple(directives)


def _directive(path: Path, raw: dict[str, Any], text: Path, split: str) -> GoldDirective:
    try:
        return GoldDirective(
            name=path.stem,
            text=text,
            document={name: raw["document"].get(name) or "" for name in HEADER},
            legal_bases=tuple(_record(GoldBasis, one) for one in raw["legal_bases"]),
            tasks=tuple(_task(one) for one in raw["tasks"]),
            targets=tuple(_record(GoldTarget, one) for one in raw["targets"]) if "targets" in raw else None,
            split=split,
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise GoldError(path, error) from error


def _task(raw: dict[str, Any]) -> GoldTask:
    nested = {
        "path": tuple(raw.get("path", ())),
        "assignments": tuple(_record(GoldAssignment, one) for one in raw["assignments"]),
        "deadlines": tuple(_record(GoldDeadline, one) for one in raw["deadlines"]),
    }
    task: GoldTask = _record(GoldTask, {**raw, **nested})
    return task


def _record(kind: type[Any], raw: dict[str, Any]) -> Any:
    """Build a record of what the gold gives; null is empty, and texts are spelled as the program spells."""
    names = {field.name for field in fields(kind)}
    return kind(
        **{
            name: canonical(value).text if isinstance(value, str) else value
            for name, value in raw.items()
            if name in names and value is not None
        }
    )


def _splits(folder: Path) -> dict[str, str]:
    manifest = folder / _MANIFEST
    if not manifest.is_file():
        return {}
    with manifest.open(encoding="utf-8", newline="") as handle:
        return {Path(row["file"]).stem: row.get("split", "") for row in csv.DictReader(handle) if row.get("file")}


def _texts(folder: Path) -> dict[str, Path]:
    """Index the files below the folder above by name and by stem; a text stands before what was made of it."""
    found: dict[str, Path] = {}
    for path in sorted(_files(folder.parent), key=lambda path: (path.suffix != ".txt", len(path.parts), str(path))):
        found.setdefault(path.name, path)
        found.setdefault(path.stem, path)
    return found


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and path.suffix not in (".json", ".csv", ".src"))
