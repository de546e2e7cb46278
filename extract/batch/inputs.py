"""What a run reads: the documents behind the paths that were named, in a stable order, each content once."""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from extract.errors import InputError, MissingInputError
from extract.export import Skipped
from extract.ingest.container_names import reason_to_pass_over
from extract.ingest.containers import SEPARATOR, list_members, named_member
from extract.model import PLAIN
from extract.rulebook import Rulebook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extract.model import Limits, Member, ReadOptions


class UnreadableInputError(InputError):
    """A file or folder that the system does not let us read."""

    code = "unreadable-input"


@dataclass(frozen=True, slots=True)
class Input:
    """A document of the run.

    ``source_path`` is what the tables call it: the path below the folder that was named, or the file name; it is the
    same on every machine. ``duplicates`` are the source paths of files with the same bytes. ``error`` is set when the
    file cannot even be opened. ``member`` is set when ``path`` is an archive or mail and the document lies within it.
    ``options`` say how it is to be read.
    """

    path: Path
    source_path: str
    sha256: str = ""
    duplicates: tuple[str, ...] = ()
    error: InputError | None = None
    member: Member | None = None
    options: ReadOptions = PLAIN


@dataclass(frozen=True, slots=True)
class Stock:
    """All inputs of a run, what was passed over, and the folders that were named but hold no document."""

    inputs: tuple[Input, ...]
    skipped: tuple[Skipped, ...]
    empty: tuple[str, ...]


def take_stock(
    paths: Iterable[Path], *, out: Path | None = None, rulebook: Rulebook | None = None, options: ReadOptions = PLAIN
) -> Stock:
    """Find the documents behind ``paths``: files as they are named, folders with all below them, sorted by path.

    An archive or mail becomes the documents that it holds, each an input of its own; one that cannot be opened is an
    input with an error. Hidden files, lock files of Office, files that systems strew about, and what lies below ``out``
    are passed over in folders and archives and listed in ``skipped``, and so are the covering notes of mails and the
    pictures within them.

    Args:
        paths: files and folders; ``inbox.zip!cv.docx`` names a document within an archive or mail.
        out: the folder into which the run is to be written.
        rulebook: the rules by which names within archives are read; None means those that come along.
        options: how the documents are to be read; passwords open archives too.

    Returns:
        the stock; a path that does not exist, cannot be opened or is too large becomes an input with an error.
    """
    opener = _Opener(rulebook, options)
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
                for document in opener.documents(item):
                    _add(inputs, document)
    return Stock(tuple(inputs.values()), (*skipped, *opener.skipped), tuple(empty))


def _add(inputs: dict[str, Input], item: Input) -> None:
    """Add an input under its content; the second of two with the same bytes becomes a duplicate of the first."""
    key = item.sha256 or f"path {item.source_path} {item.path}"
    if key in inputs:
        first = inputs[key]
        if item.source_path in {first.source_path, *first.duplicates}:
            return
        item = replace(first, duplicates=(*first.duplicates, item.source_path))
    inputs[key] = item


class _Opener:
    """Makes of each file the documents that it holds; ``skipped`` fills with what is none.

    Args:
        rulebook: the rules by which names are read; None means those that come along, loaded when first needed.
        options: how the documents are to be read.
    """

    def __init__(self, rulebook: Rulebook | None, options: ReadOptions) -> None:
        self._rulebook = rulebook
        self._options = options
        self.skipped: list[Skipped] = []

    def documents(self, item: Input) -> list[Input]:
        """Return the file itself, or the documents within it."""
        named = None if item.error else named_member(item.path)
        if named:
            item = replace(item, path=named[0], source_path=_name(Path(named[0].name)))
        item = _hashed(replace(item, options=self._options), self._options.limits)
        if item.error:
            return [item]
        try:
            self._rulebook = self._rulebook or Rulebook()
            contents = list_members(item.path, self._rulebook, self._options)
        except InputError as error:
            return [replace(item, error=error)]
        except OSError as cause:
            why = cause.strerror or type(cause).__name__
            return [replace(item, error=_unreadable(item.path, why, why))]
        if contents is None:
            return [item]
        if not named:
            self.skipped += [Skipped(_within(item, each.name), each.reason) for each in contents.passed_over]
        found = [
            replace(
                item,
                source_path=_within(item, each.member.name),
                sha256=each.sha256,
                error=each.error,
                member=each.member,
            )
            for each in contents.documents
            if not named or each.member.name == named[1]
        ]
        return found or [replace(item, sha256="", error=_missing(Path(_within(item, named[1] if named else ""))))]


def _within(container: Input, name: str) -> str:
    return f"{container.source_path}{SEPARATOR}{name}"


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
        reason = reason_to_pass_over(path.name)
        if reason:
            return reason
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
