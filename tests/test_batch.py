from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from extract import pipeline
from extract.batch import run_batch, take_stock
from extract.errors import RulebookError
from extract.model import Limits, ReadOptions
from tests.ingest.container_builder import mail, text, zip_crypto, zipped

if TYPE_CHECKING:
    from pathlib import Path

    from extract.rulebook import Rulebook

DIRECTIVE = """ỦY BAN NHÂN DÂN TỈNH HẢI SƠN
Số: {number}/UBND-VX
Hải Sơn, ngày 02 tháng 3 năm 2026

Kính gửi: Các sở, ban, ngành tỉnh

1. Giao Sở Y tế chủ trì, phối hợp với Sở Nội vụ xây dựng kế hoạch kiểm tra, hoàn thành trước ngày 15/6/2026.
"""


def _write(folder: Path, *names: str) -> None:
    for number, name in enumerate(names, start=1):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(DIRECTIVE.format(number=number), encoding="utf-8")


def test_take_stock_sorts_by_path_and_passes_over_what_is_no_document(tmp_path: Path) -> None:
    _write(tmp_path, "b.txt", "a/z.txt", ".ẩn/x.txt", "~$b.docx", "desktop.ini", "out/text/1.txt", "c.txt")
    (tmp_path / "nối").symlink_to(tmp_path / "a")
    (tmp_path / "đứt.txt").symlink_to(tmp_path / "mất.txt")
    stock = take_stock([tmp_path], out=tmp_path / "out")
    assert [item.source_path for item in stock.inputs] == ["a/z.txt", "b.txt", "c.txt", "đứt.txt"]
    assert [item.error is not None for item in stock.inputs] == [False, False, False, True]
    assert {(skipped.path, skipped.reason) for skipped in stock.skipped} == {
        (".ẩn", "hidden"),
        ("~$b.docx", "lock-file"),
        ("desktop.ini", "system-file"),
        ("out", "output"),
        ("nối", "linked-folder"),
    }


def test_take_stock_reads_equal_bytes_once(tmp_path: Path) -> None:
    _write(tmp_path, "a.txt")
    (tmp_path / "b.txt").write_bytes((tmp_path / "a.txt").read_bytes())
    stock = take_stock([tmp_path, tmp_path / "a.txt"])
    assert [(item.source_path, item.duplicates) for item in stock.inputs] == [("a.txt", ("b.txt",))]


def test_take_stock_notes_missing_paths_and_empty_folders(tmp_path: Path) -> None:
    (tmp_path / "rỗng").mkdir()
    stock = take_stock([tmp_path / "không-có.txt", tmp_path / "rỗng"])
    assert [item.error.code for item in stock.inputs if item.error] == ["missing-input"]
    assert stock.empty == ((tmp_path / "rỗng").as_posix(),)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_take_stock_does_not_wait_for_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert [skipped.reason for skipped in take_stock([tmp_path]).skipped] == ["special-file"]
    assert [item.error.code for item in take_stock([tmp_path / "pipe"]).inputs if item.error] == ["unreadable-input"]


def test_take_stock_does_not_look_into_a_file_that_is_too_large(tmp_path: Path) -> None:
    _write(tmp_path, "a.txt")
    (item,) = take_stock([tmp_path], options=ReadOptions(limits=Limits(file_bytes=100))).inputs
    assert (item.sha256, item.error and item.error.code) == ("", "too-large")


def test_run_batch_goes_on_after_bad_documents(tmp_path: Path, rulebook: Rulebook) -> None:
    _write(tmp_path, "a.txt", "c.txt")
    (tmp_path / "b.txt").write_bytes(b"")
    results = list(run_batch(take_stock([tmp_path]).inputs, rulebook))
    assert [result.document.status == "failed" for result in results] == [False, True, False]
    assert [issue.code for issue in results[1].issues] == ["empty-input"]


def test_run_batch_notes_duplicates_at_the_document_that_was_read(tmp_path: Path, rulebook: Rulebook) -> None:
    _write(tmp_path, "a.txt")
    (tmp_path / "b.txt").write_bytes((tmp_path / "a.txt").read_bytes())
    (result,) = run_batch(take_stock([tmp_path]).inputs, rulebook)
    notes = [issue for issue in result.issues if issue.code == "duplicate-file"]
    assert [(note.severity, "b.txt" in note.message) for note in notes] == [("info", True)]


def test_run_batch_reports_an_unexpected_error_without_words_of_the_document(
    tmp_path: Path, rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise ValueError("mật")

    monkeypatch.setattr(pipeline, "process", failing)
    _write(tmp_path, "a.txt")
    (result,) = run_batch(take_stock([tmp_path]).inputs, rulebook, isolated=False)
    (issue,) = result.issues
    assert (issue.code, "ValueError" in issue.message, "mật" in issue.message) == ("internal-error", True, False)


def test_run_batch_stops_for_faulty_rules(tmp_path: Path, rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> None:
        raise RulebookError("hỏng")

    monkeypatch.setattr(pipeline, "process", failing)
    _write(tmp_path, "a.txt")
    with pytest.raises(RulebookError):
        list(run_batch(take_stock([tmp_path]).inputs, rulebook, isolated=False))


def test_run_batch_gives_the_same_in_any_number_of_processes(tmp_path: Path, rulebook: Rulebook) -> None:
    _write(tmp_path, *(f"{number}.txt" for number in range(1, 5)))
    (tmp_path / "3.txt").write_bytes(b"PK\x03\x04")
    (tmp_path / "5.txt").write_bytes((tmp_path / "3.txt").read_bytes())
    inputs = take_stock([tmp_path, tmp_path / "mất.txt"]).inputs
    here = list(run_batch(inputs, rulebook, isolated=False))
    assert [result.document.status == "failed" for result in here] == [False, False, True, False, True]
    assert [issue.code for issue in here[2].issues] == ["damaged-file", "duplicate-file"]
    assert list(run_batch(inputs, rulebook)) == here
    assert list(run_batch(inputs, rulebook, workers=3)) == here


def test_run_batch_hands_its_limits_to_the_readers(tmp_path: Path, rulebook: Rulebook) -> None:
    _write(tmp_path, "a.txt")
    (item,) = take_stock([tmp_path]).inputs
    small = replace(item, options=ReadOptions(limits=Limits(file_bytes=100)))
    for isolated in (False, True):
        (result,) = run_batch([small], rulebook, isolated=isolated)
        assert [issue.code for issue in result.issues] == ["too-large"]


def test_take_stock_makes_of_an_archive_the_documents_that_it_holds(tmp_path: Path) -> None:
    letter = mail("Xin gửi văn bản.", {"kế hoạch.txt": text(2)})
    (tmp_path / "b.zip").write_bytes(zipped({"thư/cv.eml": letter, "a.txt": text(1), "~$a.docx": b"x"}))
    (tmp_path / "a.txt").write_bytes(text(1))
    stock = take_stock([tmp_path])
    assert [(item.source_path, item.duplicates) for item in stock.inputs] == [
        ("a.txt", ("b.zip!a.txt",)),
        ("b.zip!thư/cv.eml!kế hoạch.txt", ()),
    ]
    assert {(skipped.path, skipped.reason) for skipped in stock.skipped} == {
        ("b.zip!thư/cv.eml!body.txt", "covering-note"),
        ("b.zip!~$a.docx", "lock-file"),
    }
    assert stock == take_stock([tmp_path])


def test_take_stock_makes_of_an_archive_that_does_not_open_one_failed_input(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({}))
    locked = zipped({"a.zip": zip_crypto("1.txt", text(1), b"x"), "b.zip": zip_crypto("2.txt", text(2), b"x")})
    (tmp_path / "b.zip").write_bytes(locked)
    stock = take_stock([tmp_path])
    assert [(item.source_path, item.error.code) for item in stock.inputs if item.error] == [
        ("a.zip", "empty-input"),
        ("b.zip", "encrypted-file"),
    ]


def test_take_stock_takes_one_document_of_an_archive_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"x/1.txt": text(1), "2.txt": text(2)}))
    wanted = tmp_path / "a.zip!x/1.txt"
    assert [item.source_path for item in take_stock([wanted, wanted]).inputs] == ["a.zip!x/1.txt"]
    both = take_stock([wanted, tmp_path / "a.zip"]).inputs
    assert [(item.source_path, item.duplicates) for item in both] == [("a.zip!x/1.txt", ()), ("a.zip!2.txt", ())]
    (missing,) = take_stock([tmp_path / "a.zip!3.txt"]).inputs
    assert missing.error is not None
    assert missing.error.code == "missing-input"


def test_run_batch_reads_documents_of_archives_in_other_processes_with_passwords(
    tmp_path: Path, rulebook: Rulebook
) -> None:
    inner = zip_crypto("1.txt", text(1), "bí-quyết".encode())
    (tmp_path / "a.zip").write_bytes(zipped({"khóa.zip": inner, "2.txt": text(2)}))
    inputs = take_stock([tmp_path], options=ReadOptions(("bí-quyết",))).inputs
    results = list(run_batch(inputs, rulebook, workers=2))
    assert [(result.document.source_path, result.document.status) for result in results] == [
        ("a.zip!2.txt", "ok"),
        ("a.zip!khóa.zip!1.txt", "ok"),
    ]
    assert results == list(run_batch(inputs, rulebook))


def test_run_batch_writes_nothing_of_a_classified_document(tmp_path: Path, rulebook: Rulebook) -> None:
    (tmp_path / "a.txt").write_text("MẬT\n" + DIRECTIVE.format(number=7), encoding="utf-8")
    (result,) = run_batch(take_stock([tmp_path]).inputs, rulebook)
    assert (result.document.status, result.text, result.document.reference) == ("failed", "", "")
    assert [issue.code for issue in result.issues] == ["classified-document"]
    (allowed,) = run_batch(take_stock([tmp_path], options=ReadOptions(allow_classified=True)).inputs, rulebook)
    assert "classified-document" in {issue.code for issue in allowed.issues if issue.severity == "info"}
    assert allowed.tasks
