from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extract.cli import main
from tests.conftest import DIRECTIVE
from tests.ingest.container_builder import mail, text, zip_crypto, zipped


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    folder = tmp_path / "vào"
    folder.mkdir()
    (folder / "a.txt").write_text(DIRECTIVE, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("NHIEMVU_LANG", "NHIEMVU_RULES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_run_writes_all_formats_and_says_where(inputs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(inputs), "--out", "ra"]) == 0
    names = set(_files(Path("ra")))
    assert {"csv/tasks.csv", "jsonl/tasks.jsonl", "parquet/tasks.parquet", "nhiemvu.xlsx", "nhiemvu.sqlite"} <= names
    assert "run.json" in names
    assert any(name.startswith("text/d") for name in names)
    printed = capsys.readouterr().out
    assert "Nhiệm vụ" in printed
    assert "Kết quả ở ra" in printed


def test_run_twice_gives_the_same_bytes_but_for_times(inputs: Path) -> None:
    (inputs / "b.txt").write_text(DIRECTIVE.replace("12/", "13/"), encoding="utf-8")
    assert main(["run", str(inputs), "--out", "một"]) == 0
    assert main(["run", str(inputs), "--out", "hai", "--workers", "2"]) == 0
    one, two = _files(Path("một")), _files(Path("hai"))
    record, other = json.loads(one.pop("run.json")), json.loads(two.pop("run.json"))
    assert one == two
    assert record.pop("times") != other.pop("times")
    assert record == other


def test_run_over_an_older_run_drops_its_texts_and_keeps_foreign_files(inputs: Path) -> None:
    assert main(["run", str(inputs), "--out", "ra"]) == 0
    (old,) = Path("ra/text").iterdir()
    Path("ra/text/của-tôi.txt").write_text("giữ")
    (inputs / "a.txt").write_text(DIRECTIVE.replace("12/", "14/"), encoding="utf-8")
    assert main(["run", str(inputs), "--out", "ra", "--format", "csv"]) == 0
    texts = {path.name for path in Path("ra/text").iterdir()}
    assert old.name not in texts
    assert "của-tôi.txt" in texts
    assert Path("ra/nhiemvu.xlsx").exists()


def test_run_with_good_and_bad_files_goes_on_and_names_the_bad(
    inputs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (inputs / "rỗng.txt").touch()
    (inputs / ".ẩn").touch()
    assert main(["run", str(inputs), "không-có.docx", "--out", "ra", "--format", "csv"]) == 1
    printed = capsys.readouterr()
    assert "Bỏ qua .ẩn (tệp ẩn)" in printed.err
    assert "Không có tệp hoặc thư mục “không-có.docx”." in printed.err
    failed = printed.out.split("Không đọc được:")[1]
    assert "rỗng.txt: " in failed
    assert "không-có.docx: " in failed
    documents = Path("ra/csv/documents.csv").read_text(encoding="utf-8-sig")
    assert documents.count(",failed,") == 2
    assert not list(Path("ra").glob("*.xlsx"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Cách dùng: nhiemvu"),
        (["rn"], "Không có lệnh “rn”. Các lệnh: run, show, mine, locate, evaluate, rules."),
        (["run", "--out", "ra"], "Thiếu tham số ĐƯỜNG_DẪN."),
        (["run", "vào"], "Thiếu tùy chọn --out."),
        (["run", "vào", "--out"], "Tùy chọn --out cần một giá trị."),
        (["run", "vào", "--out", "ra", "--fromat", "csv"], "Không có tùy chọn --fromat. Có phải ý bạn là --format?"),
        (["run", "vào", "--out", "ra", "--format", "csv,pdf"], "Không có định dạng “pdf”. Các định dạng: csv, xlsx"),
        (["run", "vào", "--out", "ra", "--as-of", "31/2/2026"], "“31/2/2026” không phải là ngày."),
        (["run", "vào", "--out", "ra", "--received", "hôm qua"], "“hôm qua” không phải là ngày."),
        (["show", "vào/a.txt", "--received", "2026-13-01"], "“2026-13-01” không phải là ngày."),
        (["run", "vào", "--out", "ra", "--workers", "nhiều"], "--workers phải là số nguyên"),
        (["run", "vào", "--out", "ra", "--time-limit", "0"], "--time-limit phải là số nguyên từ 1"),
        (["run", "vào", "--out", "ra", "--memory-limit", "12"], "--memory-limit phải là số nguyên từ 256"),
        (["run", "vào", "--out", "ra", "--lang", "fr"], "Không có ngôn ngữ “fr”."),
        (["run", "vào", "--out", "ra", "--rules", "."], "Không tìm thấy bộ quy tắc"),
        (["run", "mất.txt", "--out", "ra"], "Không có tệp hoặc thư mục “mất.txt”."),
        (["run", "trống", "--out", "ra"], "Thư mục “trống” không có tệp nào để đọc."),
        (["run", "vào", "--out", "vào/a.txt/ra"], "Không ghi được kết quả vào vào/a.txt"),
        (["show", "a.txt", "b.txt"], "Thừa tham số: b.txt."),
        (["show", "mất.txt"], "mất.txt"),
        (["rules", "explain", "vào/a.txt", "--at", "x"], "--at phải là số nguyên từ 0"),
    ],
)
def test_unusable_arguments_are_named_and_write_nothing(
    inputs: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    Path("trống").mkdir()
    assert main(arguments) == 2
    assert message in capsys.readouterr().err
    assert not Path("ra").exists()
    assert sorted(path.name for path in inputs.parent.iterdir()) == ["trống", "vào"]


def test_errors_speak_english_when_asked(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["run", "x", "--lang", "en"]) == 2
    assert "Option --out is missing." in capsys.readouterr().err
    monkeypatch.setenv("NHIEMVU_LANG", "en")
    assert main(["--help"]) == 0
    assert capsys.readouterr().out.startswith("Usage: nhiemvu [OPTIONS] COMMAND")
    assert main(["--lang", "vi", "--help"]) == 0
    assert capsys.readouterr().out.startswith("Cách dùng: nhiemvu")


def test_version_names_program_and_rules(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("nhiemvu ")


def test_received_dates_what_runs_from_the_receipt(inputs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    letter = inputs / "a.txt"
    within = "trong thời hạn 05 ngày làm việc kể từ ngày nhận được Công văn này"
    assert "trước ngày 15/6/2026" in DIRECTIVE
    letter.write_text(DIRECTIVE.replace("trước ngày 15/6/2026", within), encoding="utf-8")
    assert main(["run", str(inputs), "--out", "ra", "--format", "jsonl", "--received", "01/6/2026"]) == 0
    rows = [json.loads(line) for line in Path("ra/jsonl/deadlines.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["due_on"] for row in rows if row["offset"] == "5WD"] == ["2026-06-08"]
    assert json.loads(Path("ra/run.json").read_text(encoding="utf-8"))["options"]["received_on"] == "2026-06-01"
    capsys.readouterr()
    assert main(["show", str(letter)]) == 0
    assert "--received" in capsys.readouterr().out


def test_show_gives_facts_then_duties_in_plain_text(inputs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(inputs / "a.txt")]) == 0
    printed = capsys.readouterr().out
    assert "\x1b" not in printed
    assert printed.index("12/UBND-VX") < printed.index("nhiệm vụ") < printed.index("chủ trì: Sở Y tế")
    assert "→ 2026-06-15" in printed


def test_rules_explain_names_rule_value_and_rows(inputs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(inputs), "--out", "ra", "--format", "jsonl"]) == 0
    deadline = json.loads(Path("ra/jsonl/deadlines.jsonl").read_text(encoding="utf-8").splitlines()[0])
    capsys.readouterr()
    assert main(["rules", "explain", str(inputs / "a.txt"), "--at", str(deadline["start"])]) == 0
    printed = capsys.readouterr().out
    assert f"[{deadline['start']}:{deadline['end']}]" in printed
    assert "due_on=2026-06-15" in printed
    assert "times/" in printed
    assert "tasks [" in printed


def test_rules_check_exits_1_for_a_faulty_rule(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "rules" / "x").mkdir(parents=True)
    (tmp_path / "rules" / "shared.yaml").write_text("words: {}\n")
    rule = "rules: [{id: x.a, about: b, pattern: 'trước ngày', examples: ['sau ngày']}]\n"
    (tmp_path / "rules" / "x" / "x.yaml").write_text(rule, encoding="utf-8")
    assert main(["rules", "check", "--rules", "rules"]) == 1
    assert "x.a: does not find its example" in capsys.readouterr().err


def test_help_loads_no_heavy_library() -> None:
    code = "import sys; from extract.cli import main; main(['run', '--help']); print(sorted(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    loaded = run.stdout.splitlines()[-1]
    assert [name for name in ("pandas", "pyarrow", "spacy", "rich", "yaml", "lxml") if f"'{name}'" in loaded] == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_interrupt_writes_nothing_ends_its_processes_and_exits_130(inputs: Path) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r});"
        "from extract.batch import job; from extract.cli import main; from worker_functions import HangingReader;"
        f"job.Reader = lambda *_: HangingReader({str(inputs)!r});"
        f"sys.exit(main(['run', {str(inputs / 'a.txt')!r}, '--out', 'ra']))"
    )
    run = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True)  # noqa: S603
    while not (inputs / "started").exists():
        assert run.poll() is None
        time.sleep(0.02)
    run.send_signal(signal.SIGINT)
    _, complaint = run.communicate(timeout=30)
    assert run.returncode == 130
    assert "không có gì bị ghi dở dang" in complaint
    with pytest.raises(ProcessLookupError):
        os.kill(int((inputs / "started").read_text()), 0)
    assert [path.name for path in inputs.parent.iterdir()] == ["vào"]


OFFICE = """name: Đội Xung kích Vân Hà
aliases: [ĐXK Vân Hà]
groups:
  các sở, ban, ngành: [Đội Xung kích Vân Hà]
"""


@pytest.fixture
def office(tmp_path: Path) -> str:
    (tmp_path / "office.yaml").write_text(OFFICE, encoding="utf-8")
    return "office.yaml"


def test_run_and_mine_know_the_names_of_the_office(
    inputs: Path, office: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = DIRECTIVE.replace("Giao Sở Y tế", "Giao ĐXK Vân Hà")
    (inputs / "a.txt").write_text(text, encoding="utf-8")
    assert main(["run", str(inputs), "--out", "ra", "--format", "csv", "--office", office]) == 0
    assignments = Path("ra/csv/assignments.csv").read_text(encoding="utf-8-sig")
    assert "doi-xung-kich-van-ha" in assignments
    capsys.readouterr()
    assert main(["mine", "ra", "--office", office]) == 0
    shown = capsys.readouterr().out
    assert "Đội Xung kích Vân Hà: 1 nhiệm vụ" in shown
    assert "được nêu tên" in shown
    assert "15/06/2026" in shown
    assert main(["mine", "ra", "--office", office, "--format", "csv", "--lang", "en"]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("1,2026-06-15,named,")


def test_run_in_processes_knows_the_names_of_the_office(inputs: Path, office: str) -> None:
    for name in ("a", "b"):
        text = DIRECTIVE.replace("12/", f"{name}2/").replace("Giao Sở Y tế", "Giao ĐXK Vân Hà")
        (inputs / f"{name}.txt").write_text(text, encoding="utf-8")
    for out, workers in (("một", "1"), ("hai", "2")):
        command = ["run", str(inputs), "--out", out, "--format", "csv", "--office", office, "--workers", workers]
        assert main(command) == 0
    one, two = (Path(out, "csv", "assignments.csv").read_text(encoding="utf-8") for out in ("một", "hai"))
    assert one == two
    assert one.count("doi-xung-kich-van-ha") >= 2


def test_show_tells_who_it_is_now(inputs: Path, office: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = DIRECTIVE.replace("Giao Sở Y tế", "Giao Sở Kế hoạch và Đầu tư").replace("2026", "2024")
    (inputs / "a.txt").write_text(text, encoding="utf-8")
    assert main(["show", str(inputs / "a.txt"), "--office", office, "--as-of", "2025-06-01"]) == 0
    assert "chủ trì: Sở Kế hoạch và Đầu tư → Sở Tài chính" in capsys.readouterr().out


def test_mine_writes_a_workbook(inputs: Path, office: str) -> None:
    assert main(["run", str(inputs), "--out", "ra", "--format", "jsonl"]) == 0
    assert main(["mine", "ra", "--office", office, "--format", "xlsx", "--to", "việc.xlsx"]) == 0
    assert Path("việc.xlsx").stat().st_size > 1000


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["mine", "ra"], "Thiếu tùy chọn --office."),
        (["mine", "ra", "--office", "không-có.yaml"], "không-có.yaml: không đọc được tệp."),
        (["mine", "chưa-có", "--office", "office.yaml"], "không phải thư mục kết quả"),
        (["mine", "ra", "--office", "office.yaml", "--format", "pdf"], "Không có định dạng “pdf”."),
        (["mine", "ra", "--office", "office.yaml", "--format", "xlsx"], "--format xlsx cần --to TỆP.xlsx"),
        (["mine", "ra", "--office", "office.yaml", "--to", "x.csv"], "--to dùng với csv hoặc xlsx"),
        (["run", "vào", "--out", "ra2", "--office", "sai.yaml"], "sai.yaml, dòng 1, mục nam: không có mục này."),
    ],
)
def test_mine_and_office_complain_with_code_2(
    inputs: Path, office: str, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("sai.yaml").write_text("nam: Sở Y tế\n", encoding="utf-8")
    assert main(["run", str(inputs), "--out", "ra", "--format", "csv"]) == 0
    assert main(arguments) == 2
    assert message in capsys.readouterr().err


def test_show_names_what_an_archive_holds_and_shows_one_of_it(inputs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = inputs / "inbox.zip"
    archive.write_bytes(zipped({"cv912.txt": DIRECTIVE.encode(), "thư/b.txt": text(2), "c.pdf": b"%PDF-x"}))
    assert main(["show", str(archive)]) == 0
    printed = capsys.readouterr().out
    assert f"{archive}!cv912.txt" in printed
    assert f"{archive}!thư/b.txt" in printed
    assert main(["show", f"{archive}!cv912.txt"]) == 0
    assert "Sở Y tế" in capsys.readouterr().out
    assert main(["show", f"{archive}!mất.txt"]) == 2
    assert "cv912.txt" in capsys.readouterr().err


def test_passwords_open_what_they_fit_and_are_written_nowhere(
    inputs: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (inputs / "khóa.zip").write_bytes(zip_crypto("cv.txt", text(1), b"zq-7781"))
    words = tmp_path / "mật-khẩu.txt"
    words.write_text("\ufeffsai\r\n\r\nzq-7781\r\n", encoding="utf-8")
    assert main(["run", str(inputs), "--out", "không", "--format", "csv"]) == 1
    assert "--password-file" in capsys.readouterr().out
    assert main(["run", str(inputs), "--out", "có", "--password-file", str(words)]) == 0
    assert not [name for name, data in _files(Path("có")).items() if b"zq-7781" in data]
    captured = capsys.readouterr()
    assert "zq-7781" not in captured.out + captured.err
    assert main(["show", str(inputs / "khóa.zip!cv.txt"), "--password-file", str(words)]) == 0
    assert main(["show", str(inputs / "a.txt"), "--password-file", "mất"]) == 2


def test_classified_documents_leave_no_word_of_themselves_unless_allowed(
    inputs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (inputs / "a.txt").write_text(DIRECTIVE.replace("\nHải Sơn,", "\nTỐI MẬT\nHải Sơn,"), encoding="utf-8")
    assert main(["run", str(inputs), "--out", "ra"]) == 1
    captured = capsys.readouterr()
    assert "--allow-classified" in captured.out
    assert not [name for name, data in _files(Path("ra")).items() if "HẢI SƠN".encode() in data or b"12/UBND" in data]
    assert not [word for word in ("HẢI SƠN", "12/UBND") if word in captured.out + captured.err]
    assert main(["show", str(inputs / "a.txt")]) == 1
    assert main(["run", str(inputs), "--out", "ra", "--allow-classified"]) == 0
    assert main(["show", str(inputs / "a.txt"), "--allow-classified"]) == 0


def test_run_tells_what_it_passed_over_in_mails_and_which_archive_does_not_open(
    inputs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (inputs / "thư.eml").write_bytes(mail("Xin gửi.", {"b.txt": text(2)}))
    (inputs / "rỗng.zip").write_bytes(zipped({}))
    assert main(["run", str(inputs), "--out", "ra", "--format", "csv"]) == 1
    told = capsys.readouterr().err
    assert "thư.eml!body.txt (lời nhắn" in told
    assert "rỗng.zip: " in told
    assert json.loads(Path("ra/run.json").read_text(encoding="utf-8"))["skipped"] == [
        {"path": "thư.eml!body.txt", "reason": "covering-note"}
    ]


def test_locate_tells_page_and_box_of_a_document_and_of_a_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pdf = Path(__file__).resolve().parent.parent / "corpus/inbox/10-ke-hoach-cai-cach-hanh-chinh.pdf"
    assert main(["locate", str(pdf), "0", "16"]) == 0
    of_document = capsys.readouterr().out
    assert of_document.startswith("trang 1\t")
    assert main(["run", str(pdf), "--out", str(tmp_path / "out"), "--format", "csv"]) == 0
    capsys.readouterr()
    (text,) = (tmp_path / "out/text").glob("*.txt")
    assert main(["locate", str(text), "0", "16"]) == 0
    assert capsys.readouterr().out == of_document


def test_locate_says_what_has_no_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Giao Sở Y tế báo cáo.", encoding="utf-8")
    assert main(["locate", str(path), "0", "4"]) == 2
    assert "không có trang" in capsys.readouterr().err
    assert main(["locate", str(path), "4", "400"]) == 2
    assert "không nằm trong văn bản" in capsys.readouterr().err
