from __future__ import annotations

import errno
from pathlib import Path

import pytest

from extract.errors import ExportError
from extract.export import Staging
from extract.export.staging import writing


def _fill(staging: Staging, *names: str, content: str = "new") -> None:
    for name in names:
        path = staging.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content)


def _content(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def _old_output(out: Path) -> dict[str, str]:
    for name in ("csv/a.csv", "run.json", "text/old.txt", "notes.txt"):
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text("old")
    return _content(out)


def test_publish_makes_a_folder_that_did_not_exist(tmp_path: Path) -> None:
    with Staging(tmp_path / "deep" / "out") as staging:
        _fill(staging, "csv/a.csv", "run.json")
        assert not (tmp_path / "deep" / "out").exists()
        staging.publish(last="run.json")
    assert _content(tmp_path) == {"deep/out/csv/a.csv": "new", "deep/out/run.json": "new"}


def test_publish_replaces_own_files_and_leaves_others_alone(tmp_path: Path) -> None:
    _old_output(tmp_path)
    with Staging(tmp_path) as staging:
        _fill(staging, "csv/a.csv", "run.json")
        staging.publish(last="run.json", stale=["text/old.txt", "text/gone.txt"])
    assert _content(tmp_path) == {"csv/a.csv": "new", "run.json": "new", "notes.txt": "old"}


def test_leaving_without_publish_changes_nothing(tmp_path: Path) -> None:
    before = _old_output(tmp_path)
    with Staging(tmp_path) as staging:
        _fill(staging, "csv/a.csv")
    assert _content(tmp_path) == before


def test_publish_that_fails_midway_restores_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _old_output(tmp_path)
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if self.name == "run.json" and target == tmp_path / "run.json":
            raise PermissionError(errno.EACCES, "open elsewhere", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with Staging(tmp_path) as staging:
        _fill(staging, "csv/a.csv", "csv/b.csv", "run.json")
        with pytest.raises(ExportError):
            staging.publish(last="run.json")
    assert _content(tmp_path) == before


@pytest.mark.parametrize(
    ("number", "cause", "remedy"),
    [
        (errno.ENOSPC, "ổ đĩa đã đầy", "giải phóng dung lượng"),
        (errno.EACCES, "không có quyền ghi", "--out"),
        (errno.EROFS, "không có quyền ghi", "--out"),
        (errno.ENOTDIR, "tệp hoặc thư mục khác", "--out"),
        (errno.EIO, "Input/output error", "kiểm tra ổ đĩa"),
    ],
)
def test_writing_explains_what_the_system_says(number: int, cause: str, remedy: str) -> None:
    with pytest.raises(ExportError) as caught, writing(Path("ket-qua")):
        raise OSError(number, "Input/output error")
    assert cause in caught.value.message
    assert remedy in caught.value.remedy
    assert "ket-qua" in caught.value.text("en")


def test_staging_below_a_file_is_an_export_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(ExportError), Staging(tmp_path / "out"):
        pytest.fail("entered")
