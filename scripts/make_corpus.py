"""Makes those files of the corpus that no person can type: ``python -m scripts.make_corpus [FOLDER]``.

Run twice it writes the same bytes; a test holds it to that.
"""

from __future__ import annotations

import sys
from pathlib import Path

from scripts.corpus_docx import write_docx
from scripts.corpus_pdf import PLAN, write_pdf

CORPUS = Path(__file__).resolve().parent.parent / "corpus"


def make_corpus(folder: Path) -> None:
    """Write the made files under ``folder``: the inbox's Word and PDF file, and the files that cannot be read."""
    inbox, troubled = folder / "inbox", folder / "troubled"
    inbox.mkdir(parents=True, exist_ok=True)
    troubled.mkdir(parents=True, exist_ok=True)
    write_docx(inbox / "05-quyet-dinh-nuoc-sach.docx")
    write_pdf(inbox / "10-ke-hoach-cai-cach-hanh-chinh.pdf", PLAN)
    (troubled / "rong.docx").write_bytes(b"")
    (troubled / "cat-ngang.docx").write_bytes((inbox / "05-quyet-dinh-nuoc-sach.docx").read_bytes()[:4000])
    (troubled / "word-97.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000))
    (troubled / "sai-duoi.pdf").write_text(
        "SỞ Y TẾ\n\nSố: 12/SYT-VP\n\nV/v báo cáo số liệu giường bệnh\n\nKính gửi: Các bệnh viện công lập.\n\n"
        "Sở Y tế đề nghị các bệnh viện báo cáo số giường bệnh về Sở Y tế trước ngày 05/6/2026./.\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    make_corpus(Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS)
