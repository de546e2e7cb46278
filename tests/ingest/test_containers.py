from __future__ import annotations

import io
import stat
import time
import zipfile
from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import errors
from extract.ingest import read
from extract.ingest.container_names import NameReader, distinct, safe_name
from extract.ingest.containers import Contents, list_members, member_bytes, named_member
from extract.model import Limits, ReadOptions
from tests.ingest.container_builder import mail, text, zip_crypto, zip_named, zipped

if TYPE_CHECKING:
    from pathlib import Path

    from extract.rulebook import Rulebook

NOTE = "Kính gửi anh chị, xin gửi văn bản đính kèm. Trân trọng."
LIMITS = Limits()


def written(folder: Path, name: str, data: bytes) -> Path:
    (folder / name).write_bytes(data)
    return folder / name


def listed(path: Path, rulebook: Rulebook, limits: Limits = LIMITS, *passwords: str) -> Contents:
    contents = list_members(path, rulebook, ReadOptions(passwords, limits=limits))
    assert contents is not None
    return contents


def names(contents: Contents) -> list[str]:
    return [found.member.name for found in contents.documents]


def problems(contents: Contents) -> dict[str, str]:
    return {found.member.name: found.error.code for found in contents.documents if found.error}


def test_list_members_names_documents_at_all_depths_and_member_bytes_finds_them(
    tmp_path: Path, rulebook: Rulebook
) -> None:
    letter = mail(NOTE, {"Kế hoạch.txt": text(2), "thêm.zip": zipped({"a/b.txt": text(3)})})
    path = written(tmp_path, "inbox.zip", zipped({"thư/cv.eml": letter, "cv912.txt": text(1)}))
    contents = listed(path, rulebook)
    assert names(contents) == ["cv912.txt", "thư/cv.eml!Kế hoạch.txt", "thư/cv.eml!thêm.zip!a/b.txt"]
    assert [member_bytes(path, found.member) for found in contents.documents] == [text(1), text(2), text(3)]
    assert [(each.name, each.reason) for each in contents.passed_over] == [("thư/cv.eml!body.txt", "covering-note")]


def test_list_members_leaves_documents_alone(tmp_path: Path, rulebook: Rulebook) -> None:
    office = zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<x/>"})
    for name, data in {
        "a.docx": office,
        "b.odt": zipped({"content.xml": b"<x/>", "mimetype": b"application/vnd.oasis.opendocument.text"}),
        "c.txt": "From: là từ tiếng Anh.\nSố: 12/UBND\nV/v: mời họp\n".encode(),
        "d.zip": b"PK\3\4 broken off",
    }.items():
        assert list_members(written(tmp_path, name, data), rulebook) is None


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Kế hoạch số 12.docx".encode(), "Kế hoạch số 12.docx"),  # UTF-8 without its flag: macOS, Java
        ("Kê\u0301 hoa\u0323ch.docx".encode("cp1258"), "Kế hoạch.docx"),
        (b"K\xd5 ho\xb9ch s\xe8 12.doc", "Kế hoạch số 12.doc"),  # TCVN3
        ("résumé.txt".encode("cp437"), "résumé.txt"),
        (b"ke hoach.txt", "ke hoach.txt"),
    ],
)
def test_list_members_reads_names_without_a_declared_encoding(
    tmp_path: Path, rulebook: Rulebook, raw: bytes, name: str
) -> None:
    (found,) = listed(written(tmp_path, "a.zip", zip_named(raw, text(1))), rulebook).documents
    assert found.error is None
    assert found.member.name == name


def test_list_members_believes_the_unicode_path_only_of_its_own_name(tmp_path: Path, rulebook: Rulebook) -> None:
    good = zip_named(b"K? ho?ch.txt", text(1), unicode_path="Kế hoạch.txt")
    assert names(listed(written(tmp_path, "a.zip", good), rulebook)) == ["Kế hoạch.txt"]
    other = good.replace(b"K? ho?ch.txt", b"khac-han.txt")
    assert names(listed(written(tmp_path, "b.zip", other), rulebook)) == ["khac-han.txt"]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("C:\\Users\\x\\cv.docx", "Users/x/cv.docx"),
        ("/tmp/./a//b.txt", "tmp/a/b.txt"),  # noqa: S108
        ("a\u202excod.exe\0\n.txt", "a xcod.exe .txt"),
        ("Kê\u0301.txt", "Kế.txt"),
        ("..", ""),
    ],
)
def test_safe_name_stays_below_its_folder_and_shows_what_it_is(raw: str, shown: str) -> None:
    assert safe_name(raw) == shown


@given(st.text())
def test_safe_name_never_leaves_its_folder(name: str) -> None:
    shown = safe_name(name)
    assert not shown.startswith("/")
    assert not {"", ".", ".."} & set(shown.split("/")) or not shown
    assert shown.isprintable()


@given(st.lists(st.sampled_from(["a.txt", "a (2).txt", "a", "b/c.d/e"])))
def test_distinct_gives_each_name_once(wanted: list[str]) -> None:
    taken: dict[str, int] = {}
    given_names = [distinct(name, taken) for name in wanted]
    assert len(set(given_names)) == len(given_names)


def test_list_members_keeps_both_of_equal_names_and_passes_over_what_is_no_document(
    tmp_path: Path, rulebook: Rulebook
) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.mkdir("thư mục")
        for number, name in enumerate(["a.txt", "a.txt", "__MACOSX/._a.txt", ".DS_Store", "x/~$a.docx", "x/Thumbs.db"]):
            with pytest.warns(UserWarning, match="Duplicate") if number == 1 else nullcontext():
                archive.writestr(name, text(number))
        link = zipfile.ZipInfo("nối.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    contents = listed(written(tmp_path, "a.zip", buffer.getvalue()), rulebook)
    assert names(contents) == ["a (2).txt", "a.txt"]
    assert {each.name: each.reason for each in contents.passed_over} == {
        "__MACOSX/._a.txt": "system-file",
        ".DS_Store": "hidden",
        "x/~$a.docx": "lock-file",
        "x/Thumbs.db": "system-file",
        "nối.txt": "linked-file",
    }


def test_list_members_refuses_a_bomb_before_it_unpacks_it(tmp_path: Path, rulebook: Rulebook) -> None:
    bomb = zipped({f"{number}.txt": bytes(1_000_000) for number in range(3)})
    with pytest.raises(errors.TooLargeError):
        listed(written(tmp_path, "a.zip", bomb), rulebook, replace(LIMITS, unpacked_bytes=2_000_000))
    much = zipped({"bom.txt": bytes(60_000_000), "a.txt": text(1)})
    contents = listed(written(tmp_path, "b.zip", much), rulebook)
    assert problems(contents) == {"bom.txt": "too-large"}


def test_list_members_refuses_a_bomb_within_and_reads_the_rest(tmp_path: Path, rulebook: Rulebook) -> None:
    limits = replace(LIMITS, unpacked_bytes=1_500_000)
    bomb = zipped({f"{number}.txt": bytes(1_000_000) for number in range(3)})
    path = written(tmp_path, "a.zip", zipped({"a.txt": text(1), "bom.zip": bomb, "c.txt": text(2)}))
    contents = listed(path, rulebook, limits)
    assert names(contents) == ["a.txt", "bom.zip", "c.txt"]
    assert problems(contents) == {"bom.zip": "too-large"}


def test_list_members_goes_no_deeper_and_lists_no_more_than_it_may(tmp_path: Path, rulebook: Rulebook) -> None:
    data = zipped({"sâu.txt": text(1)})
    for number in range(6):
        data = zipped({f"{number}.zip": data})
    contents = listed(written(tmp_path, "a.zip", data), rulebook)
    assert problems(contents) == {"5.zip!4.zip!3.zip!2.zip": "too-large"}
    many = zipped({f"{number}.txt": b"x" for number in range(11)})
    with pytest.raises(errors.TooLargeError):
        listed(written(tmp_path, "b.zip", many), rulebook, replace(LIMITS, entries=10))


def test_list_members_tells_a_damaged_file_beside_the_rest(tmp_path: Path, rulebook: Rulebook) -> None:
    data = zipped({"a.txt": text(1), "b.txt": text(2)}, method=zipfile.ZIP_STORED).replace("Bản 2".encode(), b"Ban  2x")
    assert problems(listed(written(tmp_path, "a.zip", data), rulebook)) == {"b.txt": "damaged-file"}


def test_list_members_tells_an_unknown_method(tmp_path: Path, rulebook: Rulebook) -> None:
    lzma = zipped({"a.txt": text(1)}, method=zipfile.ZIP_LZMA)
    assert problems(listed(written(tmp_path, "a.zip", lzma), rulebook)) == {"a.txt": "unsupported-format"}


@pytest.mark.parametrize(("passwords", "opens"), [((), False), (("sai", "bí-quyết"), True), (("sai",), False)])
def test_list_members_opens_an_encrypted_file_with_its_password(
    tmp_path: Path, rulebook: Rulebook, passwords: tuple[str, ...], opens: bool
) -> None:
    path = written(tmp_path, "a.zip", zip_crypto("cv.txt", text(1), "bí-quyết".encode()))
    contents = listed(path, rulebook, LIMITS, *passwords)
    (found,) = contents.documents
    if opens:
        assert member_bytes(path, found.member, ReadOptions(passwords)) == text(1)
    else:
        assert found.error is not None
        assert found.error.code == "encrypted-file"
        assert "--password-file" in found.error.remedy
        assert "sai" not in found.error.text()


def test_list_members_says_that_aes_is_not_read(tmp_path: Path, rulebook: Rulebook) -> None:
    path = written(tmp_path, "a.zip", zip_named(b"cv.txt", text(1), flags=1, method=99))
    (found,) = listed(path, rulebook, LIMITS, "x").documents
    assert found.error is not None
    assert "AES" in found.error.message


def test_list_members_says_when_there_is_nothing(tmp_path: Path, rulebook: Rulebook) -> None:
    for data in (zipped({}), zipped({".DS_Store": b"x"})):
        with pytest.raises(errors.EmptyInputError):
            listed(written(tmp_path, "a.zip", data), rulebook)


def test_mail_whose_body_is_more_than_a_note_gives_it_as_a_document(tmp_path: Path, rulebook: Rulebook) -> None:
    body = text(1).decode() * 4
    contents = listed(written(tmp_path, "a.eml", mail(body, {"b.txt": text(2)})), rulebook)
    assert names(contents) == ["body.txt", "b.txt"]
    alone = listed(written(tmp_path, "b.eml", mail(NOTE, {})), rulebook)
    assert names(alone) == ["body.txt"]


def test_mail_body_with_a_table_is_read_as_html(tmp_path: Path, rulebook: Rulebook) -> None:
    rows = "<tr><td>1</td><td>Giao Sở Y tế</td></tr>" * 20
    contents = listed(written(tmp_path, "a.eml", mail(text(1).decode(), {}, html=f"<table>{rows}</table>")), rulebook)
    assert names(contents) == ["body.html"]
    plain = listed(written(tmp_path, "b.eml", mail(text(1).decode(), {}, html="<p>Giao Sở Y tế</p>")), rulebook)
    assert names(plain) == ["body.txt"]


def test_mail_passes_over_its_logo_but_not_a_scanned_page(tmp_path: Path, rulebook: Rulebook) -> None:
    data = mail(NOTE, {"trang.jpg": b"\xff\xd8\xff" + bytes(10)}, logo=b"\x89PNG" + bytes(50))
    contents = listed(written(tmp_path, "a.eml", data), rulebook)
    assert names(contents) == ["body.txt", "trang.jpg"]
    assert [(each.name, each.reason) for each in contents.passed_over] == [("logo.png", "inline-picture")]


def test_mail_within_a_mail_is_named_by_its_subject(tmp_path: Path, rulebook: Rulebook) -> None:
    import email
    from email.message import EmailMessage
    from email.policy import default

    outer = EmailMessage()
    outer["From"], outer["Message-ID"] = "a@haison.example", "<2@haison.example>"
    outer.set_content(NOTE)
    outer.add_attachment(email.message_from_bytes(mail(NOTE, {"b.txt": text(2)}), policy=default))
    path = written(tmp_path, "a.eml", outer.as_bytes())
    contents = listed(path, rulebook)
    assert names(contents) == ["Gửi kế hoạch.eml!b.txt"]
    assert member_bytes(path, contents.documents[0].member) == text(2)


@pytest.mark.parametrize(
    "header",
    [
        'attachment; filename="Kế hoạch.txt"'.encode(),
        b'attachment; filename="=?utf-8?B?S+G6vyBob+G6oWNoLnR4dA==?="',
        b'attachment; filename="=?iso-8859-1?B?S+G6vyBob+G6oWNoLnR4dA==?="',  # a wrong charset
        b"attachment; filename*=utf-8''K%E1%BA%BF%20ho%E1%BA%A1ch.txt",
        b"attachment; filename*=windows-1252''K%E1%BA%BF%20ho%E1%BA%A1ch.txt",
        b"attachment; filename*0*=utf-8''K%E1%BA%BF; filename*1*=%20ho%E1%BA%A1ch.txt",
        b'attachment; filename="K\xd5 ho\xb9ch.txt"',
    ],
)
def test_mail_attachment_names_are_read_however_they_are_written(
    tmp_path: Path, rulebook: Rulebook, header: bytes
) -> None:
    lines = (
        b"From: a@haison.example",
        b"MIME-Version: 1.0",
        b"Content-Type: application/octet-stream",
        b"Content-Disposition: " + header,
        b"",
        text(1),
    )
    assert names(listed(written(tmp_path, "a.eml", b"\r\n".join(lines)), rulebook)) == ["Kế hoạch.txt"]


def test_name_reader_reads_what_is_declared_when_nothing_speaks_against_it(rulebook: Rulebook) -> None:
    assert NameReader(rulebook).decoded("テスト.txt".encode("shift_jis"), "shift_jis") == "テスト.txt"


@given(st.binary(max_size=300))
def test_list_members_never_fails_on_hostile_mails(rulebook: Rulebook, noise: bytes) -> None:
    from extract.ingest.container_eml import EmlContainer

    head = b"From: a@b\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
    try:
        container = EmlContainer(io.BytesIO(head + noise), LIMITS)
        for entry in container.entries(NameReader(rulebook)):
            container.read(entry.index)
    except errors.InputError:
        pass


def test_list_members_survives_parts_within_parts_without_end(tmp_path: Path, rulebook: Rulebook) -> None:
    level = b"Content-Type: multipart/mixed; boundary=%d\r\n\r\n--%d\r\n"
    data = b"From: a@b\r\nMIME-Version: 1.0\r\n" + b"".join(level % (n, n) for n in range(3000))
    with pytest.raises(errors.InputError):
        listed(written(tmp_path, "a.eml", data), rulebook)


def test_read_takes_a_member_or_its_name_and_refuses_the_container(tmp_path: Path, rulebook: Rulebook) -> None:
    path = written(tmp_path, "inbox.zip", zipped({"a/cv.txt": text(1), "b.txt": text(2)}))
    member = listed(path, rulebook).documents[0].member
    by_member, by_name = read(path, rulebook, member=member), read(tmp_path / "inbox.zip!a/cv.txt", rulebook)
    assert by_member == by_name
    assert by_member.path == "inbox.zip!a/cv.txt"
    with pytest.raises(errors.SeveralDocumentsError, match=r"inbox\.zip"):
        read(path, rulebook)
    with pytest.raises(errors.MissingInputError, match=r"khác\.txt"):
        read(tmp_path / "inbox.zip!khác.txt", rulebook)


def test_named_member_is_no_file_whose_name_has_the_sign(tmp_path: Path) -> None:
    written(tmp_path, "Khẩn!.txt", b"x")
    assert named_member(tmp_path / "Khẩn!.txt") is None
    assert named_member(tmp_path / "mất.zip!a") is None
    assert named_member(tmp_path / "Khẩn!.txt!a/b") == (tmp_path / "Khẩn!.txt", "a/b")


def test_a_whole_mailbox_is_refused_rather_than_run_together(tmp_path: Path, rulebook: Rulebook) -> None:
    one = b"From a@haison.example Mon Mar  2 08:00:00 2026\n" + mail(NOTE, {"b.txt": text(2)})
    assert names(listed(written(tmp_path, "a.eml", one), rulebook)) == ["b.txt"]
    with pytest.raises(errors.UnsupportedFormatError, match="mbox"):
        listed(written(tmp_path, "b.mbox", one + b"\n" + one), rulebook)


@pytest.mark.parametrize(
    "data",
    [
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x\r\n\r\nA\r\n" * 40_000,
        b"".join(b"Content-Type: multipart/mixed; boundary=%d\r\n\r\n--%d\r\n" % (n, n) for n in range(200))
        + b"\r\nx\r\n" * 200_000,
        b"Content-Disposition: attachment; " + b"filename*0=a;" * 400_000 + b"\r\n\r\nx",
    ],
    ids=["parts", "boundaries", "header"],
)
def test_mails_made_to_keep_a_parser_busy_are_refused_at_once(tmp_path: Path, rulebook: Rulebook, data: bytes) -> None:
    head = b"From: a@haison.example\r\nMIME-Version: 1.0\r\n"
    begun = time.perf_counter()
    with pytest.raises(errors.InputError):
        listed(written(tmp_path, "a.eml", head + data), rulebook)
    assert time.perf_counter() - begun < 5
