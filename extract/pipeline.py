"""One document from file to rows: the only module that knows the order of the stages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from extract.annotate import annotate
from extract.assemble import assemble
from extract.assemble.ids import document_id, row_id
from extract.errors import InputError
from extract.ingest import read
from extract.model import PLAIN, Document, Issue, Member, MoreTime, ReadOptions, Result, no_more_time
from extract.rulebook import Rulebook
from extract.structure import structure


def process(
    path: Path,
    rulebook: Rulebook,
    *,
    as_of: date | None,
    received_on: date | None = None,
    source_path: str | None = None,
    member: Member | None = None,
    options: ReadOptions = PLAIN,
    more_time: MoreTime = no_more_time,
) -> Result:
    """Read one directive and return its rows.

    Args:
        path: the file; ``inbox.zip!cv.docx`` names a document within an archive or mail.
        rulebook: the rules to read by.
        as_of: the day for which bodies are resolved; None means the date of the directive.
        received_on: when the directive was received; None leaves open what is due so many days after that.
        source_path: what stands in ``documents.source_path``; the file name when None.
        member: the document within ``path``, when that is an archive or mail.
        options: passwords, limits, and whether documents that are classified are read.
        more_time: how a reader asks for time to recognise scanned pages.

    Raises:
        InputError: the file cannot be processed.
    """
    source = read(path, rulebook, member=member, options=options, more_time=more_time)
    directive = structure(source, rulebook)
    mentions = annotate(directive, rulebook, received_on=received_on)
    result = assemble(directive, mentions, rulebook, as_of=as_of, source_path=source_path or source.path)
    return replace(result, places=source.places) if source.places else result


def failed(path: Path, error: InputError, *, source_path: str | None = None, sha256: str = "") -> Result:
    """Return the rows of a document that could not be processed: a failed document and the issue that says why.

    Args:
        path: the file.
        error: why it could not be processed.
        source_path: as in `process`.
        sha256: hash of its bytes where they could be read.
    """
    name = source_path or path.name
    key = document_id(sha256) if sha256 else row_id(name, "document", 0, 0)
    document = Document(document_id=key, source_path=name, source_sha256=sha256, status="failed")
    issue = Issue(row_id(key, "issue", 0, 0, error.code), key, "error", error.code, error.text())
    return Result(document=document, text="", issues=(issue,))
