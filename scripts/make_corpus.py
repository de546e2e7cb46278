"""Makes those files of the corpus that no person can type: ``python -m scripts.make_corpus [FOLDER]``.

Every row of ``corpus/manifest.csv`` with a ``format`` is made from ``corpus/sources/``; ``--every FOLDER`` makes each
source in all formats instead. Run twice it writes the same bytes; a test holds it to that.
"""

from __future__ import annotations

import argparse
import csv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from scripts.corpus_docx import write_docx
from scripts.corpus_layout import FORMATS, Layout, parse_layout
from scripts.corpus_pdf import write_pdf
from scripts.corpus_source import read_source
from scripts.corpus_text import write_text

if TYPE_CHECKING:
    from collections.abc import Iterator

CORPUS: Final = Path(__file__).resolve().parent.parent / "corpus"
SOURCES: Final = CORPUS / "sources"
_WORD_FILE: Final = "inbox/05-quyet-dinh-nuoc-sach.docx"


@dataclass(frozen=True, slots=True)
class Made:
    """A file of the corpus that is made: its path in the corpus, its source, its format and its layout."""

    file: str
    source: Path
    format: str
    layout: Layout


def made_files(corpus: Path = CORPUS) -> Iterator[Made]:
    """Yield what the manifest says is made from a source.

    Args:
        corpus: the folder with ``manifest.csv`` and ``sources``.

    Raises:
        ValueError: a file is not named after its format, or a layout option is unknown.
    """
    with (corpus / "manifest.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            if row["format"]:
                file = Path(row["file"])
                if file.suffix != f".{row['format']}":
                    raise ValueError(f"{file} is not named after its format {row['format']}")
                source = corpus / "sources" / f"{file.stem}.src"
                yield Made(row["file"], source, row["format"], parse_layout(row["layout"]))


def render(source: Path, format: str, layout: Layout, target: Path) -> None:  # noqa: A002 - the word that users know
    """Make one file from a source, the same bytes each time.

    Args:
        source: a ``.src`` file.
        format: "txt", "docx" or "pdf".
        layout: options; those of other formats are passed over.
        target: the file to write; its folder must be there.

    Raises:
        SourceError: a line of the source is not valid markup.
        ValueError: another format.
    """
    directive = read_source(source)
    if format == "txt":
        write_text(target, directive, layout)
    elif format == "docx":
        write_docx(target, directive, layout)
    elif format == "pdf":
        write_pdf(target, directive, layout)
    else:
        raise ValueError(f"there is no format {format}")


def make_every(folder: Path, sources: Path = SOURCES) -> None:
    """Write each source in all formats with the plain layout into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for source in sorted(sources.glob("*.src")):
        for suffix in FORMATS:
            render(source, suffix, Layout(), folder / f"{source.stem}.{suffix}")


def make_corpus(folder: Path) -> None:
    """Write the made files under ``folder``: what the manifest says, and the files that cannot be read."""
    for made in made_files():
        target = folder / made.file
        target.parent.mkdir(parents=True, exist_ok=True)
        render(made.source, made.format, made.layout, target)
    troubled = folder / "troubled"
    troubled.mkdir(parents=True, exist_ok=True)
    (troubled / "rong.docx").write_bytes(b"")
    (troubled / "cat-ngang.docx").write_bytes((folder / _WORD_FILE).read_bytes()[:4000])
    (troubled / "word-97.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000))
    (troubled / "sai-duoi.pdf").write_text(
        "SỞ Y TẾ\n\nSố: 12/SYT-VP\n\nV/v báo cáo số liệu giường bệnh\n\nKính gửi: Các bệnh viện công lập.\n\n"
        "Sở Y tế đề nghị các bệnh viện báo cáo số giường bệnh về Sở Y tế trước ngày 05/6/2026./.\n",
        encoding="utf-8",
    )


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Makes the files of the corpus from their sources.")
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS, help="where to write; default: the corpus")
    parser.add_argument("--every", metavar="FOLDER", type=Path, help="write every source in every format there")
    options = parser.parse_args()
    if options.every:
        make_every(options.every)
    else:
        make_corpus(options.folder)


if __name__ == "__main__":
    main()
