from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import InputError
from extract.ingest.container_msg import MsgContainer
from extract.ingest.container_names import NameReader
from extract.ingest.containers import list_members, member_bytes
from extract.model import Limits
from tests.ingest.container_builder import text, zipped
from tests.ingest.ole_builder import compound, outlook

if TYPE_CHECKING:
    from pathlib import Path

    from extract.ingest.containers import Contents
    from extract.rulebook import Rulebook

NOTE = "Kính gửi anh chị, xin gửi văn bản đính kèm. Trân trọng."


def listed(folder: Path, data: bytes, rulebook: Rulebook) -> tuple[Path, Contents]:
    path = folder / "thư.msg"
    path.write_bytes(data)
    contents = list_members(path, rulebook)
    assert contents is not None
    return path, contents


def test_outlook_mail_gives_its_attachments_and_passes_over_its_note(tmp_path: Path, rulebook: Rulebook) -> None:
    mail = outlook(NOTE, {"Kế hoạch.txt": text(1), "thêm.zip": zipped({"b.txt": text(2)})})
    path, contents = listed(tmp_path, compound(mail), rulebook)
    assert [found.member.name for found in contents.documents] == ["Kế hoạch.txt", "thêm.zip!b.txt"]
    assert [member_bytes(path, found.member) for found in contents.documents] == [text(1), text(2)]
    assert [(each.name, each.reason) for each in contents.passed_over] == [("body.txt", "covering-note")]


def test_outlook_mail_without_documents_is_a_document_itself(tmp_path: Path, rulebook: Rulebook) -> None:
    path, contents = listed(tmp_path, compound(outlook(NOTE, {})), rulebook)
    (found,) = contents.documents
    assert (found.member.name, member_bytes(path, found.member).decode()) == ("body.txt", NOTE)


def test_outlook_mail_within_a_mail_is_named_by_its_subject(tmp_path: Path, rulebook: Rulebook) -> None:
    inner = outlook(NOTE, {"b.txt": text(2)}, subject="Chuyển tiếp: 12/UBND", inner=True)
    path, contents = listed(tmp_path, compound(outlook(NOTE, {"a.txt": text(1), "thư": inner})), rulebook)
    names = [found.member.name for found in contents.documents]
    assert names == ["a.txt", "Chuyển tiếp: 12-UBND.msg!b.txt"]
    assert [member_bytes(path, found.member) for found in contents.documents] == [text(1), text(2)]


def test_outlook_body_of_one_byte_letters_is_read_by_its_code_page(tmp_path: Path, rulebook: Rulebook) -> None:
    mail = outlook("", {})
    del mail["__substg1.0_1000001F"]
    mail["__substg1.0_1000001E"] = "Kê\u0301 hoa\u0323ch".encode("cp1258")
    code_page = (0x0003).to_bytes(2, "little") + (0x3FDE).to_bytes(2, "little") + bytes(4)
    mail["__properties_version1.0"] = bytes(32) + code_page + (1258).to_bytes(4, "little") + bytes(4)
    path, contents = listed(tmp_path, compound(mail), rulebook)
    assert member_bytes(path, contents.documents[0].member).decode() == "Kê\u0301 hoa\u0323ch"


def test_outlook_attachment_that_is_only_a_link_says_so(tmp_path: Path, rulebook: Rulebook) -> None:
    mail = outlook(NOTE, {"a.txt": text(1), "b.docx": {}})
    _, contents = listed(tmp_path, compound(mail), rulebook)
    assert [found.error.code for found in contents.documents if found.error] == ["unsupported-format"]


def test_outlook_body_of_compressed_rtf_alone_says_so(tmp_path: Path, rulebook: Rulebook) -> None:
    mail = outlook("", {"a.txt": text(1)})
    mail["__substg1.0_10090102"] = b"LZFu"
    _, contents = listed(tmp_path, compound(mail), rulebook)
    assert [(found.member.name, found.error is not None) for found in contents.documents] == [
        ("body.rtf", True),
        ("a.txt", False),
    ]


def test_outlook_mails_within_each_other_without_end_are_refused(tmp_path: Path, rulebook: Rulebook) -> None:
    mail = outlook(NOTE, {"b.txt": text(2)}, inner=True)
    for _ in range(6):
        mail = outlook(NOTE, {"thư": mail}, inner=True)
    with pytest.raises(InputError):
        listed(tmp_path, compound(mail), rulebook)


@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 255)), max_size=20))
def test_outlook_mail_with_changed_bytes_is_read_or_refused(rulebook: Rulebook, changes: list[tuple[int, int]]) -> None:
    data = bytearray(compound(outlook(NOTE, {"a.txt": text(1)})))
    for at, value in changes:
        data[at % len(data)] = value
    try:
        container = MsgContainer(io.BytesIO(bytes(data)), Limits())
        for entry in container.entries(NameReader(rulebook)):
            container.read(entry.index)
    except InputError:
        pass
