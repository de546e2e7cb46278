"""What a run reads: the files behind the paths that were named, in a stable order, each content once."""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from extract.errors import InputError, MissingInputError
from extract.export import Skipped
from extract.model import LIMITS, Limits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SYSTEM_FILES: Final = frozenset({"thumbs.db", "desktop.ini"})


class UnreadableInputError(InputError):
    """A file or folder that the system does not let us read."""

    code = "unreadable-input"


@dataclass(frozen=True, slots=True)
class Input:
    """A document of the run.

    ``source_path`` is what the tables call it: the path below the folder that was named, or the file name; it is the
    same on every machine. ``duplicates`` are the source paths of files with the same bytes. ``error`` is set when the
    file cannot even be opened.
    """

    path: Path
    source_path: str
    sha256: str = ""
    duplicates: tuple[str, ...] = ()
    error: InputError | None = None


@dataclass(frozen=True, slots=True)
class Stock:
    """All inputs of a run, what was passed over, and the folders that were named but hold no document."""

    inputs: tuple[Input, ...]
    skipped: tuple[Skipped, ...]
    empty: tuple[str, ...]


def take_stock(paths: Iterable[Path], *, out: Path | None = None, limits: Limits = LIMITS) -> Stock:
    """Find the documents behind ``paths``: files as they are named, folders with all below them, sorted by path.

    Hidden files, lock files of Office, files that systems strew about, and what lies below ``out`` are passed over in
    folders and listed in ``skipped``.

    Args:
        paths: files and folders.
        out: the folder into which the run is to be written.
        limits: the size above which a file is not even looked into.

    Returns:
        the stock; a path that does not exist, cannot be opened or is too large becomes an input with an error.
    """
    inputs: dict[str, Input] = {}
    seen: set[str] = set()
    skipped: list[Skipped] = []
    empty: list[str] = []
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112  (Path.is_dir raises where a folder above may not be searched)
            walk = _Walk(path, out)
            found = list(walk.inputs())
            skipped += walk.skipped
            empty += [] if found else [_name(path)]
        else:
            found = [Input(path, _name(Path(path.name) if os.path.exists(path) else path))]  # noqa: PTH110  (same)
        for item in found:
            real = os.path.realpath(item.path)
            if real not in seen:
                seen.add(real)
                _add(inputs, _hashed(item, limits))
    return Stock(tuple(inputs.values()), tuple(skipped), tuple(empty))


def _add(inputs: dict[str, Input], item: Input) -> None:
    """Add an input under its content; the second of two with the same bytes becomes a duplicate of the first."""
    key = item.sha256 or f"path {item.path}"
    if key in inputs:
        first = inputs[key]
        item = replace(first, duplicates=(*first.duplicates, item.source_path))
    inputs[key] = item


class _Walk:
    """Walks through one folder; ``skipped`` fills while ``inputs`` is read."""

    def __init__(self, root: Path, out: Path | None) -> None:
        self._root = root
        self._out = out.resolve() if out else None
        self.skipped: list[Skipped] = []
        self._unreadable: list[Input] = []

    def inputs(self) -> Iterator[Input]:
        files: list[Path] = []
        for folder, subfolders, names in os.walk(self._root, onerror=self._note_unreadable):
            here = Path(folder)
            subfolders[:] = [name for name in subfolders if self._wanted(here / name)]
            files += [here / name for name in names if self._wanted(here / name)]
        found = [Input(path, self._source_path(path)) for path in files]
        yield from sorted([*found, *self._unreadable], key=lambda item: item.source_path)

    def _wanted(self, path: Path) -> bool:
        reason = self._reason(path)
        if reason:
            self.skipped.append(Skipped(self._source_path(path), reason))
        return not reason

    def _reason(self, path: Path) -> str:
        if path.name.startswith("~$"):
            return "lock-file"
        if path.name.startswith("."):
            return "hidden"
        if path.name.casefold() in _SYSTEM_FILES:
            return "system-file"
        if path.is_symlink() and path.is_dir():
            return "linked-folder"
        if self._out and path.resolve() == self._out:
            return "output"
        return "" if path.is_file() or path.is_dir() or path.is_symlink() else "special-file"

    def _note_unreadable(self, cause: OSError) -> None:
        path = Path(cause.filename)
        why = cause.strerror or type(cause).__name__
        self._unreadable.append(Input(path, self._source_path(path), error=_unreadable(path, why, why)))

    def _source_path(self, path: Path) -> str:
        return _name(path.relative_to(self._root) if path != self._root else path)


def _hashed(item: Input, limits: Limits) -> Input:
    if item.error:
        return item
    try:
        status = item.path.stat()
        if not stat.S_ISREG(status.st_mode):
            return replace(item, error=_unreadable(item.path, "không phải tệp thường", "no regular file"))
        if status.st_size > limits.file_bytes:
            from extract.ingest import too_large_file  # most runs need it for no file

            return replace(item, error=too_large_file(limits))
        with item.path.open("rb") as handle:
            return replace(item, sha256=hashlib.file_digest(handle, "sha256").hexdigest())
    except (FileNotFoundError, NotADirectoryError):
        return replace(item, error=_missing(item.path))
    except OSError as cause:
        why = cause.strerror or type(cause).__name__
        return replace(item, error=_unreadable(item.path, why, why))


def _name(path: Path) -> str:
    """Return a path as tables show it: forward slashes, NFC, and no bytes that are no text."""
    text = os.fsencode(path.as_posix()).decode("utf-8", "replace")
    return unicodedata.normalize("NFC", text)


def _missing(path: Path) -> MissingInputError:
    return MissingInputError(
        f"Không có tệp hoặc thư mục “{_name(path)}”.",
        "Hãy kiểm tra lại đường dẫn.",
        message_en=f"There is no file or folder “{_name(path)}”.",
        remedy_en="Check the path.",
    )


def _unreadable(path: Path, why: str, why_en: str) -> InputError:
    return UnreadableInputError(
        f"Không mở được “{_name(path)}” ({why}).",
        "Hãy kiểm tra quyền đọc.",
        message_en=f"“{_name(path)}” cannot be opened ({why_en}).",
        remedy_en="Check that you may read it.",
    )
