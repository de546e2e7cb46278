"""What becomes of a Word file that is not read here: other programs, stood in for by scripts on the path."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from docx_builder import docx, p

from extract.errors import DamagedFileError
from extract.ingest import doc_fallback
from extract.ingest.doc import read_doc
from extract.rulebook import Rulebook

RULES = Rulebook()

SAMPLE = (Path(__file__).parent / "samples" / "05-quyet-dinh-nuoc-sach.doc").read_bytes()
AT = next(at for at in range(512, len(SAMPLE), 512) if SAMPLE[at : at + 2] == b"\xec\xa5")
WORD_95 = SAMPLE[: AT + 2] + b"\x68\0" + SAMPLE[AT + 4 :]
DAMAGED = SAMPLE[: AT + 0x1A2] + b"\xff\xff\xff\x7f" + SAMPLE[AT + 0x1A6 :]

pytestmark = pytest.mark.skipif(
    os.name == "nt", reason="the stand-ins are scripts with a first line that names their shell"
)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that alone is searched for programs."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def stand_in(folder: Path, name: str, code: str) -> None:
    path = folder / name
    path.write_text(f"#!{sys.executable}\nimport sys, time, pathlib\n{code}\n", encoding="utf-8")
    path.chmod(0o755)


def office(folder: Path, made: bytes) -> None:
    (folder / "made.docx").write_bytes(made)
    stand_in(
        folder,
        "soffice",
        "at = sys.argv.index('--outdir')\n"
        "out = pathlib.Path(sys.argv[at + 1])\nout.mkdir()\n"
        f"(out / 'input.docx').write_bytes(pathlib.Path({str(folder / 'made.docx')!r}).read_bytes())\n"
        f"pathlib.Path({str(folder / 'told')!r}).write_text(' '.join(sys.argv))",
    )


@pytest.mark.parametrize("data", [WORD_95, DAMAGED])
def test_read_doc_goes_through_an_office_and_says_so(data: bytes, programs: Path) -> None:
    office(programs, docx(p("Giao Sở Y tế")))
    source = read_doc(data, "a.doc", "0", RULES)
    assert (source.text, source.read_method, source.media_type) == ("Giao Sở Y tế", "doc", "application/msword")
    (problem,) = source.problems
    assert (problem.severity, problem.code) == ("warning", "read-by-fallback")
    assert "LibreOffice" in problem.message
    assert "LibreOffice" in problem.message_en
    told = (programs / "told").read_text(encoding="utf-8")
    assert "-env:UserInstallation=file:///" in told
    assert "--headless" in told


def test_read_doc_goes_through_antiword_when_the_office_fails(programs: Path) -> None:
    stand_in(programs, "soffice", "sys.exit(0)")
    stand_in(
        programs,
        "antiword",
        "sys.stdout.reconfigure(encoding='utf-8')\n"
        "print('Giao Sở Y tế:\\n|STT |Nhiệm vụ |\\n|1 |Rà soát |\\n| |trạm |\\n|2 |Báo cáo |\\nHết')",
    )
    source = read_doc(WORD_95, "a.doc", "0", RULES)
    assert [(source.of(b), b.cell and (b.cell.table, b.cell.row, b.cell.column)) for b in source.blocks] == [
        ("Giao Sở Y tế:", None),
        ("STT", (0, 0, 0)),
        ("Nhiệm vụ", (0, 0, 1)),
        ("1", (0, 1, 0)),
        ("Rà soát trạm", (0, 1, 1)),
        ("2", (0, 2, 0)),
        ("Báo cáo", (0, 2, 1)),
        ("Hết", None),
    ]
    assert "antiword" in source.problems[0].message


@pytest.mark.parametrize(("code", "said"), [("", "không có LibreOffice"), ("sys.exit(3)", "LibreOffice cũng không")])
def test_read_doc_says_why_no_other_program_could_read_it(code: str, said: str, programs: Path) -> None:
    if code:
        stand_in(programs, "soffice", code)
    with pytest.raises(DamagedFileError, match="Word 95") as caught:
        read_doc(WORD_95, "a.doc", "0", RULES)
    assert said in caught.value.message
    assert caught.value.remedy
    assert caught.value.message_en != caught.value.message


def test_read_doc_ends_a_program_that_does_not_end(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc_fallback, "_SECONDS", 0.2)
    stand_in(programs, "soffice", "time.sleep(60)")
    with pytest.raises(DamagedFileError, match="LibreOffice cũng không"):
        read_doc(WORD_95, "a.doc", "0", RULES)


@pytest.mark.skipif(shutil.which("antiword") is None, reason="antiword is not installed")
def test_read_doc_reads_through_the_real_antiword(monkeypatch: pytest.MonkeyPatch) -> None:
    antiword = shutil.which("antiword")
    monkeypatch.setattr(doc_fallback.shutil, "which", lambda name: antiword if name == "antiword" else None)
    cause = DamagedFileError("Hỏng.", message_en="Broken.")
    source = doc_fallback.read_otherwise(SAMPLE, "a.doc", "0", RULES, "application/msword", cause)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in source.text
