from __future__ import annotations

import inspect
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import extract as package
from extract import (
    ClassifiedDocumentError,
    Extraction,
    Extractor,
    InputError,
    ReadOptions,
    SeveralDocumentsError,
    extract,
)
from tests.conftest import DIRECTIVE
from tests.ingest.container_builder import zipped

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def extraction(tmp_path: Path) -> Extraction:
    (tmp_path / "cv.txt").write_text(DIRECTIVE, encoding="utf-8")
    return extract(tmp_path / "cv.txt")


def test_extract_gives_grounded_rows(extraction: Extraction) -> None:
    rows = (*extraction.tasks, *extraction.assignments, *extraction.deadlines)
    assert {row.body_name for row in extraction.assignments} >= {"Sở Y tế", "Sở Nội vụ"}
    assert all(row.quote == extraction.text[row.start : row.end] for row in rows)
    assert extraction.document.source_path == "cv.txt"


def test_extraction_tables_are_frames_of_the_rows(extraction: Extraction) -> None:
    tables = extraction.tables()
    assert list(tables["tasks"]["task_id"]) == [task.task_id for task in extraction.tasks]
    assert list(tables["deadlines"]["due_on"]) == ["2026-06-15"]


def test_extraction_spacy_doc_spans_have_the_offsets_of_the_mentions(extraction: Extraction) -> None:
    doc = extraction.spacy_doc()
    assert doc.text == extraction.text
    for group in ("citations", "bodies", "times", "cues"):
        mentions = getattr(extraction.mentions, group)
        assert [(s.start_char, s.end_char, s.id_) for s in doc.spans[group]] == [
            (m.start, m.end, m.rule) for m in mentions
        ]


def test_extractor_raises_what_a_file_cannot_give(tmp_path: Path) -> None:
    (tmp_path / "rỗng.txt").touch()
    with pytest.raises(InputError, match=r"."):
        Extractor().extract(tmp_path / "rỗng.txt")


def test_all_names_exactly_what_is_public() -> None:
    public = {
        name
        for name, value in vars(package).items()
        if not name.startswith("_")
        and not inspect.ismodule(value)
        and getattr(value, "__module__", "").startswith("extract")
    }
    assert public | {"__version__"} == set(package.__all__)
    assert package.__version__


def test_import_loads_no_heavy_library() -> None:
    code = "import sys, extract; print(sorted(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    heavy = ("pandas", "pyarrow", "spacy", "yaml", "regex", "lxml", "click")
    assert [name for name in heavy if f"'{name}'" in run.stdout] == []


def test_extractor_takes_a_document_within_an_archive_but_no_archive(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"x/cv.txt": DIRECTIVE.encode(), "2.txt": DIRECTIVE.encode()}))
    with pytest.raises(SeveralDocumentsError, match=r"a\.zip") as caught:
        extract(tmp_path / "a.zip")
    assert "nhiemvu run" in caught.value.remedy
    assert extract(tmp_path / "a.zip!x/cv.txt").document.source_path == "a.zip!x/cv.txt"


def test_extractor_reads_what_is_classified_only_when_told(tmp_path: Path) -> None:
    (tmp_path / "cv.txt").write_text("MẬT\n" + DIRECTIVE, encoding="utf-8")
    with pytest.raises(ClassifiedDocumentError):
        extract(tmp_path / "cv.txt")
    assert Extractor(options=ReadOptions(allow_classified=True)).extract(tmp_path / "cv.txt").tasks
