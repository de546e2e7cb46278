"""Results made by hand, with every kind of value that a table can hold."""

from __future__ import annotations

from extract.model import (
    Assignment,
    Body,
    Deadline,
    Document,
    Issue,
    LegalBasis,
    Recipient,
    Result,
    Task,
)

TEXT = "Kính gửi: Sở Y tế\n=HYPERLINK(1) Giao Sở Y tế chủ trì,\nphối hợp Sở Nội vụ báo cáo trước ngày 05/6/2026."


def sample(number: int = 1) -> Result:
    """A result whose ids carry ``number``."""
    key = f"d{number}"
    quote = TEXT[18:]
    document = Document(
        document_id=key,
        source_path=f"thu-muc/{number}.txt",
        source_sha256=f"{number}" * 64,
        media_type="text/plain",
        read_method="text",
        char_count=len(TEXT),
        type="công văn",
        reference=f"{number}/UBND-VX",
        issuer_id="ubnd-tinh",
        issuer="Ủy ban nhân dân tỉnh",
        issued_on="2026-03",
        subject="+84 là đầu số",
        confidence=0.95,
    )
    span = (18, len(TEXT))
    return Result(
        document=document,
        text=TEXT,
        recipients=(Recipient(f"r{number}", key, "to", 1, "Sở Y tế", "so-y-te", "", "Sở Y tế", 10, 17),),
        legal_bases=(
            LegalBasis(
                *(f"l{number}", key, 1, "mentions", "luật", "", "", "", "2023", "", "", "", "luat", f"t{number}"),
                *("", 0, 0, None, 0.5, "citation.law"),
            ),
        ),
        tasks=(
            Task(
                *(f"t{number}", key, "", 1, "-", "", quote.replace("\n", " "), "giao", "", "action", "mandatory", ""),
                *(quote, *span, None, 0.6, "task.assigned"),
            ),
        ),
        assignments=(
            _assignment(f"a{number}1", f"t{number}", "so-y-te", "Sở Y tế", "lead"),
            _assignment(f"a{number}2", f"t{number}", "so-noi-vu", "Sở Nội vụ", "coordinate"),
        ),
        deadlines=(
            Deadline(
                *(f"h{number}", f"t{number}", "by_date", "báo cáo", "", "2026-06-05", "", "", "", "", True),
                *("explicit", "trước ngày 05/6/2026", len(TEXT) - 21, len(TEXT) - 1, None, 0.9, "deadline.before-date"),
            ),
        ),
        bodies=(Body("so-y-te", "Sở Y tế", "province"), Body("so-noi-vu", "Sở Nội vụ"), Body("ubnd-tinh", "UBND")),
        issues=(Issue(f"i{number}", key, "warning", "partial-date", "Ngày ban hành thiếu ngày.", 40, 42),),
    )


def _assignment(key: str, task: str, body: str, name: str, role: str) -> Assignment:
    start = TEXT.index(name, 18)
    return Assignment(key, task, body, name, role, "explicit", name, start, start + len(name), None, 0.9, "body.x")
