"""Reads Vietnamese administrative directives: legal bases, tasks, bodies responsible and deadlines, as rows.

>>> from extract import extract
>>> extraction = extract("cong-van.docx")  # doctest: +SKIP
>>> extraction.tasks, extraction.tables()["deadlines"]  # doctest: +SKIP

`Extractor` keeps the rules for many documents. A file that cannot be read raises an `InputError`. Libraries are
loaded when they are first needed: importing this package costs little.
"""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.errors import (
    ClassifiedDocumentError,
    DamagedFileError,
    EmptyInputError,
    EncryptedFileError,
    ExportError,
    GoldError,
    InputError,
    InternalError,
    MemoryLimitError,
    MissingInputError,
    NhiemvuError,
    NoTextError,
    OfficeError,
    RulebookError,
    SeveralDocumentsError,
    TimeLimitError,
    TooLargeError,
    UnreadableEncodingError,
    UnreadableRunError,
    UnsupportedFormatError,
    WorkerCrashError,
    WorkerStartError,
)
from extract.model import (
    Assignment,
    Body,
    Deadline,
    Document,
    Issue,
    LegalBasis,
    Mentions,
    ReadOptions,
    Recipient,
    Result,
    Target,
    Task,
    Unused,
)

if TYPE_CHECKING:
    import datetime as dt
    from os import PathLike

    import pandas as pd
    from spacy.tokens import Doc

    from extract.rulebook import Rulebook

__all__ = [
    "Assignment",
    "Body",
    "ClassifiedDocumentError",
    "DamagedFileError",
    "Deadline",
    "Document",
    "EmptyInputError",
    "EncryptedFileError",
    "ExportError",
    "Extraction",
    "Extractor",
    "GoldError",
    "InputError",
    "InternalError",
    "Issue",
    "LegalBasis",
    "MemoryLimitError",
    "Mentions",
    "MissingInputError",
    "NhiemvuError",
    "NoTextError",
    "OfficeError",
    "ReadOptions",
    "Recipient",
    "Result",
    "RulebookError",
    "SeveralDocumentsError",
    "Target",
    "Task",
    "TimeLimitError",
    "TooLargeError",
    "UnreadableEncodingError",
    "UnreadableRunError",
    "UnsupportedFormatError",
    "Unused",
    "WorkerCrashError",
    "WorkerStartError",
    "__version__",
    "extract",
]


class Extraction(Result):
    """What one directive gave: the rows of a `Result`, with doors to pandas and spaCy."""

    __slots__ = ()

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return all tables as pandas frames by name, typed, with missing values for what is unknown."""
        from extract.export import Tables

        return Tables.of([self]).frames()

    def spacy_doc(self) -> Doc:
        """Return the canonical text as a spaCy ``Doc``, mentions in its span groups (see `extract.nlp.to_spacy`)."""
        from extract.nlp import to_spacy

        return to_spacy(self.text, self.mentions)


class Extractor:
    """Reads documents one after the other with one and the same rules.

    Args:
        rules: the folder of rules; None means the rules that come with the package (or ``NHIEMVU_RULES``).
        office: the file in which one's own office describes itself, whose names are then known.
        options: passwords, and whether documents that are classified are read.

    Raises:
        RulebookError: the folder is missing or a rule in it is not valid.
        OfficeError: the file of the office is wrong.
    """

    def __init__(
        self,
        rules: str | PathLike[str] | None = None,
        *,
        office: str | PathLike[str] | None = None,
        options: ReadOptions | None = None,
    ) -> None:
        from extract.normalize.office_file import read_office
        from extract.rulebook import Rulebook

        rulebook = Rulebook(Path(rules) if rules is not None else None)
        self.rulebook: Rulebook = read_office(Path(office), rulebook).lent_to(rulebook) if office else rulebook
        self.options: ReadOptions = options or ReadOptions()

    def extract(
        self, path: str | PathLike[str], *, as_of: dt.date | None = None, received_on: dt.date | None = None
    ) -> Extraction:
        """Read one document.

        Args:
            path: a file of any supported format, or ``inbox.zip!cv.docx`` for one within an archive or mail; the
                tables call it by its name without folders.
            as_of: the day for which current bodies are named; None means the date of the directive.
            received_on: when the directive was received; None leaves open what is due so many days after that.

        Returns:
            the rows of all tables and the text that their offsets count in.

        Raises:
            InputError: the file cannot be read; the subclass says why.
        """
        from extract.pipeline import process

        result = process(Path(path), self.rulebook, as_of=as_of, received_on=received_on, options=self.options)
        return Extraction(**{field.name: getattr(result, field.name) for field in fields(Result)})


def extract(
    path: str | PathLike[str],
    *,
    rules: str | PathLike[str] | None = None,
    as_of: dt.date | None = None,
    received_on: dt.date | None = None,
) -> Extraction:
    """Read one document with the rules of ``rules``; see `Extractor` and `Extractor.extract`."""
    return Extractor(rules).extract(path, as_of=as_of, received_on=received_on)


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import PackageNotFoundError, version

        try:
            return version("nhiemvu")
        except PackageNotFoundError:
            return "0+unknown"
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
