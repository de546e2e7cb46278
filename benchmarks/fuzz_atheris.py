"""Reads what a coverage-guided fuzzer makes of good files: ``python -m benchmarks.fuzz_atheris FOLDER -runs=100000``.

FOLDER holds the good files and takes what the fuzzer finds worth keeping: give it a copy. Every input must be read or
refused with an `InputError`; anything else ends the run and leaves the file. Needs ``pip install atheris`` (no
dependency of the project); nothing is recognised, so that no other program is started.
"""

from __future__ import annotations

import os
import sys

import atheris

with atheris.instrument_imports(include=["extract.ingest"]):
    from extract.errors import InputError
    from extract.ingest import doc, docx, html, mhtml, odt, pdf, plain, rtf, sheet, word_xml
    from extract.ingest.container import Allowance
    from extract.ingest.container_kind import kind_of_bytes, opened
    from extract.ingest.container_names import NameReader
    from extract.ingest.detect import PICTURES, detect
    from extract.ingest.readers import Given, read_as
    from extract.ingest.unlocking import unlocked
    from extract.model import LIMITS, PLAIN, no_more_time
    from extract.rulebook import Rulebook

_RULEBOOK = Rulebook()
_INSTRUMENTED = (
    doc,
    docx,
    html,
    mhtml,
    odt,
    pdf,
    plain,
    rtf,
    sheet,
    word_xml,
)  # else they are loaded when first needed
_MOST_READ = 20  # members of an archive that one input may have read


def one_input(data: bytes) -> None:
    """Read one input as a container or as a document of the format that its bytes tell."""
    try:
        kind = kind_of_bytes(data, LIMITS)
        if kind is not None:
            _unpack(data)
            return
        unlocked_data = unlocked(data, ())
        format_ = detect(unlocked_data)
        if format_ not in PICTURES:
            read_as(format_, Given(unlocked_data, "x", "0" * 64, _RULEBOOK, PLAIN, no_more_time))
    except InputError:
        return


def _unpack(data: bytes) -> None:
    import io

    kind = kind_of_bytes(data, LIMITS)
    assert kind is not None
    container = opened(io.BytesIO(data), kind, PLAIN)
    Allowance(LIMITS).take(container.count(), 0)
    for entry in list(container.entries(NameReader(_RULEBOOK)))[:_MOST_READ]:
        try:
            container.read(entry.index)
        except InputError:
            continue


def main() -> None:
    """Hand the command line to the fuzzer."""
    os.environ["PATH"] = ""
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
