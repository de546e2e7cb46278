"""Reads a Word file that the own reader cannot read through LibreOffice or antiword, where one of them is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Final

from extract.errors import DamagedFileError, InputError
from extract.ingest.docx import read_docx
from extract.ingest.word_lines import Line, Text
from extract.ingest.word_text import WordText
from extract.model import Cell, Problem, Source
from extract.rulebook import Rulebook

_SECONDS: Final = 120
_MAX_OUTPUT: Final = 100_000_000
_OFFICES: Final = ("soffice", "libreoffice")
# The profile of a user may allow macros and links; an empty one with these settings allows neither.
_SETTINGS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel">
<value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"><value>2</value></prop></item>
</oor:items>
"""


def read_otherwise(
    data: bytes, path: str, sha256: str, rulebook: Rulebook, media_type: str, cause: DamagedFileError
) -> Source:
    """Read a Word file through another program.

    Args:
        data: the bytes of the file.
        path: where it was read from, for the record.
        sha256: the hash of the bytes, for the record.
        rulebook: the tables of legacy encodings.
        media_type: its media type, for the record.
        cause: why it is not read here.

    Returns:
        the source, with a problem that names the program.

    Raises:
        DamagedFileError: no such program is installed, or none could read the file.
    """
    tried: list[str] = []
    for name, reader in (("LibreOffice", _through_office), ("antiword", _through_antiword)):
        try:
            source = reader(data, path, sha256, rulebook)
        except (InputError, OSError, subprocess.SubprocessError):
            tried.append(name)
            continue
        if source is not None:
            problems = (_problem(name, cause), *source.problems)
            return replace(source, media_type=media_type, read_method="doc", problems=problems)
    raise _unread(cause, tried) from cause


def _problem(name: str, cause: DamagedFileError) -> Problem:
    return Problem(
        "warning",
        "read-by-fallback",
        f"{cause.message} Đã đọc qua {name}; hãy đối chiếu bảng, chú thích và số thứ tự với bản gốc.",
        f"{cause.message_en} It was read through {name}; compare tables, notes and numbers with the original.",
    )


def _unread(cause: DamagedFileError, tried: list[str]) -> DamagedFileError:
    if tried:
        names = ", ".join(tried)
        missing, missing_en = f"{names} cũng không đọc được.", f"{names} could not read it either."
        install = install_en = "."
    else:
        missing = "Máy này không có LibreOffice hay antiword để đọc thay."
        missing_en = "Neither LibreOffice nor antiword is on this machine to read it instead."
        install, install_en = ", hoặc cài LibreOffice rồi chạy lại.", ", or install LibreOffice and run again."
    return DamagedFileError(
        f"{cause.message} {missing}",
        f"Hãy mở tệp bằng Word và lưu thành .docx{install}",
        message_en=f"{cause.message_en} {missing_en}",
        remedy_en=f"Open it in Word and save it as .docx{install_en}",
    )


def _through_office(data: bytes, path: str, sha256: str, rulebook: Rulebook) -> Source | None:
    """Let LibreOffice make a .docx of the file and read that; None where it is not installed."""
    program = next((found for name in _OFFICES if (found := shutil.which(name))), None)
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="nhiemvu-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        profile = place / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        (place / "input.doc").write_bytes(data)
        _run(
            program,
            f"-env:UserInstallation={profile.as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--convert-to", "docx", "--outdir", str(place / "out")),
            str(place / "input.doc"),
        )
        return read_docx((place / "out" / "input.docx").read_bytes(), path, sha256, rulebook)


def _through_antiword(data: bytes, path: str, sha256: str, rulebook: Rulebook) -> Source | None:
    """Let antiword print the file, a paragraph on each line; None where it is not installed."""
    program = shutil.which("antiword")
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="nhiemvu-", ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "input.doc"
        file.write_bytes(data)
        printed = _run(program, "-w", "0", "-m", "UTF-8.txt", str(file)).decode("utf-8", "replace")
    text = WordText(rulebook)
    text.add_body(_printed_lines(printed), count(_MAX_OUTPUT))
    return text.source(path, sha256, "", "doc")


def _printed_lines(printed: str) -> list[Line]:
    """Return lines of text, and what stands between bars as cells.

    A cell that is wrapped goes on between the same bars: where the first cell is empty, the row above goes on.
    """
    lines: list[Line] = []
    rows: list[list[str]] = []
    table = 0
    for line in [*printed.splitlines(), ""]:
        if len(line) > 2 and line.startswith("|") and line.endswith("|"):
            cells = [cell.strip() for cell in line[1:-1].split("|")]
            if rows and not cells[0] and len(cells) == len(rows[-1]):
                rows[-1] = [f"{above} {cell}".strip() for above, cell in zip(rows[-1], cells, strict=True)]
            else:
                rows.append(cells)
            continue
        for at, row in enumerate(rows):
            lines += [Line((Text(text),), cell=Cell(table, at, column)) for column, text in enumerate(row)]
        table, rows = table + bool(rows), []
        lines.append(Line((Text(line),)))
    return lines


def _run(*command: str) -> bytes:
    """Run a program, with what it starts in turn, for a limited time; return what it printed.

    Raises:
        SubprocessError: it failed or took too long.
    """
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(  # noqa: S603  (a program of this machine, without a shell)
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            code = process.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            _end(process)
            raise
        if code:
            raise subprocess.CalledProcessError(code, command)
        output.seek(0)
        return output.read(_MAX_OUTPUT)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program and all that it started."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
