"""Timings: ``make bench``. Prints tables and judges nothing.

The floor is what no reader of PDFs can go below here: the plain text layer by pypdfium2 and a hundred patterns over it.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pypdfium2
import regex
from rich.console import Console
from rich.table import Table

from benchmarks.six_pages import PAGES, write_six_pages
from extract.annotate import annotate
from extract.assemble import assemble
from extract.export import FORMATS, Tables, write_tables
from extract.ingest import read
from extract.model import Result
from extract.pipeline import process
from extract.rulebook import Rulebook
from extract.structure import structure

CHECKOUT: Final = Path(__file__).resolve().parent.parent
INBOX: Final = CHECKOUT / "corpus" / "inbox"
COMMAND: Final = (sys.executable, "-c", "import sys; from extract.cli import main; sys.exit(main())")
ROUNDS: Final = 15
# A child's peak memory counts that of the process it was forked from: a small one does the forking.
_LAUNCHER: Final = """
import resource, subprocess, sys, time
started = time.perf_counter()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
_RSS_UNITS: Final = 1024 * 1024 if platform.system() == "Darwin" else 1024  # per MiB
_OFFICES: Final = (
    "Ủy ban nhân dân",
    "UBND",
    "Sở",
    "Phòng",
    "Bộ",
    "Ban",
    "Trung tâm",
    "Văn phòng",
    "Chi cục",
    "Công an",
)
_TYPES: Final = (
    "Luật",
    "Nghị định",
    "Nghị quyết",
    "Quyết định",
    "Chỉ thị",
    "Công văn",
    "Kế hoạch",
    "Thông tư",
    "Tờ trình",
)
_VERBS: Final = ("chủ trì", "phối hợp", "tham mưu", "báo cáo", "rà soát", "xây dựng", "kiểm tra", "đôn đốc", "tổng hợp")
_WHEN: Final = ("trước", "chậm nhất", "từ", "đến hết", "trong", "hoàn thành trước", "kể từ")


def hundred_patterns() -> list[regex.Pattern[str]]:
    """Return a hundred patterns of the kind that directives ask for: bodies, citations, duties, dates."""
    word = r"\p{L}[\p{L}\d-]{0,12}"
    patterns = [rf"\b{office} (?:{word} ?){{1,5}}" for office in _OFFICES]
    patterns += [rf"\b{kind} số \d{{1,5}}(?:/\d{{4}})?/[\p{{Lu}}-]{{2,15}}" for kind in _TYPES]
    patterns += [rf"\b{verb},? {other}" for verb in _VERBS for other in _VERBS[:7] if verb != other]
    patterns += [rf"{when} (?:ngày )?\d{{1,2}}[/-]\d{{1,2}}[/-]\d{{4}}" for when in _WHEN]
    patterns += [rf"{when} ngày \d{{1,2}} tháng \d{{1,2}} năm \d{{4}}" for when in _WHEN]
    patterns += [rf"{when} (?:quý (?:IV|I{{1,3}})|tháng \d{{1,2}})[ /](?:năm )?\d{{4}}" for when in _WHEN]
    patterns += [rf"^{label}[.)] " for label in ("[IVX]{1,5}", r"\d{1,2}", "[a-zđ]", r"\d{1,2}\.\d{1,2}", "-")]
    return [regex.compile(pattern, regex.MULTILINE) for pattern in patterns[:100]]


def floor(path: Path, patterns: list[regex.Pattern[str]]) -> int:
    """Read a PDF's text layer and run the patterns over it; return the number of matches."""
    document = pypdfium2.PdfDocument(path)
    try:
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    return sum(1 for pattern in patterns for _ in pattern.finditer(text))


def milliseconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the median time of ``work`` after two rounds of warm-up."""
    times = []
    for at in range(rounds + 2):
        started = time.perf_counter()
        work()
        if at > 1:
            times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def stages(path: Path, rulebook: Rulebook) -> Iterator[tuple[str, float]]:
    """Yield the stages with their median times on one document."""
    source = read(path, rulebook)
    directive = structure(source, rulebook)
    mentions = annotate(directive, rulebook)
    yield "ingest", milliseconds(lambda: read(path, rulebook))
    yield "structure", milliseconds(lambda: structure(source, rulebook))
    yield "annotate", milliseconds(lambda: annotate(directive, rulebook))
    yield "assemble", milliseconds(lambda: assemble(directive, mentions, rulebook, as_of=None, source_path="x"))


def export_times(result: Result, rulebook: Rulebook) -> Iterator[tuple[str, float]]:
    """Yield the formats with the median time to write the tables of one document."""
    tables = Tables.of([result])
    for name in FORMATS:
        with tempfile.TemporaryDirectory() as folder:
            fresh = iter(range(100))

            def write(name: str = name, root: Path = Path(folder), fresh: Iterator[int] = fresh) -> None:
                out = root / str(next(fresh))
                out.mkdir()
                write_tables(tables, out, [name], rulebook=rulebook)

            yield f"export {name}", milliseconds(write, rounds=5)


def process_figures(*arguments: str) -> tuple[float, float]:
    """Run the command in a process of its own; return seconds (best of three) and its peak memory in MiB."""
    figures = []
    for _ in range(3):
        command = [sys.executable, "-c", _LAUNCHER, *COMMAND, *arguments]
        done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, check=True, text=True)  # noqa: S603
        figures.append([float(figure) for figure in done.stdout.split()])
    return min(seconds for seconds, _ in figures), max(peak for _, peak in figures) / _RSS_UNITS


def main() -> None:
    """Measure and print."""
    rulebook = Rulebook(CHECKOUT / "rules")
    console = Console(width=100)
    with tempfile.TemporaryDirectory() as folder:
        pdf = write_six_pages(Path(folder) / "six-pages.pdf")
        samples = {"pdf": pdf, "docx": next(INBOX.glob("*.docx")), "txt": next(INBOX.glob("02*.txt"))}
        patterns = hundred_patterns()
        base = milliseconds(lambda: floor(pdf, patterns))
        whole = milliseconds(lambda: process(pdf, rulebook, as_of=None))
        console.print(_floor_table(pdf, rulebook, base, whole))
        console.print(_stage_table(samples, rulebook))
        console.print(_process_table(pdf, Path(folder) / "out"))
    console.print(f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} CPUs")


def _floor_table(pdf: Path, rulebook: Rulebook, base: float, whole: float) -> Table:
    characters = len(read(pdf, rulebook).text)
    table = Table("", "ms", "ratio", title=f"{PAGES}-page text PDF, {characters:,} characters, after warm-up")
    table.add_row("floor: pypdfium2 text + 100 patterns", f"{base:.1f}", "1.0")
    table.add_row("whole pipeline, file to rows", f"{whole:.1f}", f"{whole / base:.1f}")
    return table


def _stage_table(samples: dict[str, Path], rulebook: Rulebook) -> Table:
    table = Table("ms", *samples, title="By stage (pdf: six pages; docx and txt: from the sample inbox)")
    columns = []
    for path in samples.values():
        result = process(path, rulebook, as_of=None)
        columns.append(dict([*stages(path, rulebook), *export_times(result, rulebook)]))
    for name in columns[0]:
        table.add_row(name, *(f"{column[name]:.1f}" for column in columns))
    return table


def _process_table(pdf: Path, out: Path) -> Table:
    table = Table("own process", "s", "peak MiB", title="Cold: one process from start to end")
    for title, arguments in {
        "nhiemvu --help": ("--help",),
        "nhiemvu show, six pages": ("show", str(pdf)),
        "nhiemvu run --format csv, six pages": ("run", str(pdf), "--out", str(out), "--format", "csv"),
        "nhiemvu run, sample inbox, all formats": ("run", str(INBOX), "--out", str(out)),
    }.items():
        seconds, peak = process_figures(*arguments)
        table.add_row(title, f"{seconds:.2f}", f"{peak:.0f}")
    return table


if __name__ == "__main__":
    main()
