"""The format and the encoding of a file, told by its bytes."""

from __future__ import annotations

import io
import struct
import unicodedata
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import errors
from extract.ingest import read
from extract.ingest.detect import Format, decode, detect
from extract.rulebook import Rulebook

if TYPE_CHECKING:
    from pathlib import Path

SENTENCE = "Đề nghị các phường khẩn trương rà soát, tổng hợp số liệu và gửi về Sở trước ngày 15 tháng 8 năm 2031.\n"
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def archive(*names: str, **contents: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name in names:
            file.writestr(name, contents.get(name, "x"))
    return buffer.getvalue()


def ole(*streams: str) -> bytes:
    """An OLE container with empty streams ([MS-CFB] 2.2 to 2.6): a header, a table of sectors, a directory."""
    header = (
        OLE[:8]
        + bytes(16)
        + struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    )
    header += struct.pack("<I", 0) + b"\xff" * (512 - len(header) - 4)
    names = ["Root Entry", *streams, *[""] * (-(len(streams) + 1) % 4)]
    entries = b""
    for at, name in enumerate(names):
        kind = 5 if at == 0 else 2 if name else 0
        right, child = at + 1 if 0 < at < len(streams) else _FREE, 1 if at == 0 else _FREE
        encoded = name.encode("utf-16-le")
        entries += struct.pack("<64sHBBIII36xI8x", encoded, len(encoded) + 2, kind, 1, _FREE, right, child, _END)
    sectors = len(entries) // 512
    table = [_FAT, *range(2, sectors + 1), _END]
    return header + struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff") + entries


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\n%PDF-1.7\n", Format.PDF),
        (archive("[Content_Types].xml", "word/document.xml"), Format.DOCX),
        (archive("[Content_Types].xml", **{"[Content_Types].xml": "wordprocessingml.template.main"}), Format.DOCX),
        (archive("[Content_Types].xml", **{"[Content_Types].xml": "ms-word.template.macroEnabled"}), Format.DOCX),
        (b"{\\rtf1 x}", Format.RTF),
        (b"\xef\xbb\xbf\r\n{\\rtf1 x}", Format.RTF),
        (archive("mimetype", mimetype="application/vnd.oasis.opendocument.text"), Format.ODT),
        (archive("mimetype", mimetype="application/vnd.oasis.opendocument.text-template"), Format.ODT),
        (b'<?xml version="1.0"?>\n<office:document a="b" c="application/vnd.oasis.opendocument.text">', Format.ODT),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument a="b">', Format.WORD_XML),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\r\n<pkg:package a="b">', Format.WORD_XML),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", Format.MHTML),
        (b"From: <Saved by Blink>\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/related", Format.MHTML),
        (archive("[Content_Types].xml", "xl/workbook.xml"), Format.XLSX),
        (ole("1Table", "WordDocument"), Format.DOC),
        (ole("Workbook"), Format.XLS),
        (ole("Book"), Format.XLS),
        (b"<!DOCTYPE html><html><body>x</body></html>", Format.HTML),
        (b"\xef\xbb\xbf<!-- saved --><p>x</p>", Format.HTML),
        (SENTENCE.encode(), Format.TEXT),
        (b"**KH** <sup>1</sup>", Format.TEXT),
        (b"\x89PNG\r\n\x1a\n", Format.PNG),
        (b"\xff\xd8\xff\xe0", Format.JPEG),
        (b"II*\0\x08\0\0\0", Format.TIFF),
        (b"RIFF\x10\0\0\0WEBPVP8 ", Format.WEBP),
    ],
)
def test_detect_tells_the_format_by_content(data: bytes, expected: Format) -> None:
    assert detect(data) is expected


@pytest.mark.parametrize(
    ("data", "error", "named"),
    [
        (b"", errors.EmptyInputError, ""),
        (b"\xef\xbb\xbf \r\n\t", errors.EmptyInputError, ""),
        (archive("xl/workbook.bin"), errors.UnsupportedFormatError, ".xlsb"),
        (archive("ghi-chu.txt"), errors.UnsupportedFormatError, "ZIP"),
        (
            archive("mimetype", mimetype="application/vnd.oasis.opendocument.presentation"),
            errors.UnsupportedFormatError,
            "Open",
        ),
        (b"PK\x03\x04 broken off", errors.DamagedFileError, ""),
        (b"PK\x05\x06" + bytes(18), errors.EmptyInputError, ""),
        (ole("PowerPoint Document"), errors.UnsupportedFormatError, ".ppt"),
        (ole("__properties_version1.0"), errors.UnsupportedFormatError, ".msg"),
        (ole("Contents"), errors.UnsupportedFormatError, "OLE"),
        (ole("EncryptionInfo", "EncryptedPackage"), errors.EncryptedFileError, ""),
        (OLE, errors.DamagedFileError, ""),
        (OLE + "WordDocument".encode("utf-16-le"), errors.DamagedFileError, ""),
        (
            b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook>',
            errors.UnsupportedFormatError,
            "XML",
        ),
    ],
)
def test_detect_refuses_what_is_not_read(data: bytes, error: type[errors.InputError], named: str) -> None:
    with pytest.raises(error) as caught:
        detect(data)
    assert named in caught.value.message
    assert caught.value.remedy
    assert caught.value.message_en != caught.value.message


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@given(text=st.text(st.sampled_from("ạ\u00e2Đbc 0123\n"), min_size=40))
def test_decode_reads_unicode_with_and_without_mark(codec: str, text: str) -> None:
    text = "Sở Y tế: " + text
    assert decode(text.encode(codec), Rulebook())[0] == text


def test_decode_reads_windows_1258() -> None:
    decomposed = (
        "Ho\u0300a Bi\u0300nh ba\u0301o ca\u0301o la\u0300 chu\u0309 tri\u0300, ti\u0301nh tu\u031b nga\u0300y mai"
    )
    data = decomposed.replace("u\u031b", "ư").encode("cp1258")
    text, titles = decode(data, Rulebook())
    assert titles == ("windows-1258",)
    assert text == unicodedata.normalize("NFC", decomposed)


@pytest.mark.parametrize(
    "data",
    [
        "Der Bürgermeister hört größere Beschwerden über die Straßen".encode("latin-1"),
        "Le maire a décidé de réunir les élus à la fin de l'été".encode("latin-1"),
        SENTENCE.encode()[:40] + b"\xff\xfe\xfd" + SENTENCE.encode(),
    ],
)
def test_decode_refuses_bytes_of_no_known_encoding(data: bytes) -> None:
    with pytest.raises(errors.UnreadableEncodingError):
        decode(data, Rulebook())


def test_decode_keeps_the_offsets_of_all_line_breaks() -> None:
    assert decode(b"a\r\nb\rc", Rulebook()) == ("a\r\nb\nc", ())


def test_decode_follows_what_html_declares() -> None:
    data = "<meta charset='windows-1252'><p>“Quy chế”</p>".encode("cp1252", errors="xmlcharrefreplace")
    assert "“Quy ch&#7871;”" in decode(data, Rulebook())[0]


@pytest.mark.parametrize(
    ("data", "method"),
    [
        (f"<html><body><p>{SENTENCE}</p></body></html>".encode(), "html"),
        (rb"{\rtf1\ansi Giao ban ban giao cho nhau}", "rtf"),
    ],
)
def test_read_tells_what_is_saved_as_doc_by_content(
    tmp_path: Path, rulebook: Rulebook, data: bytes, method: str
) -> None:
    path = tmp_path / "cong-van.doc"
    path.write_bytes(data)
    source = read(path, rulebook)
    assert [problem.code for problem in source.problems] == ["wrong-extension"]
    assert source.read_method == method


def test_read_reports_a_wrong_extension(tmp_path: Path, rulebook: Rulebook) -> None:
    path = tmp_path / "cong-van.doc"
    path.write_text(SENTENCE * 2, encoding="utf-8")
    source = read(path, rulebook)
    assert [problem.code for problem in source.problems] == ["wrong-extension"]
    assert source.read_method == "text"


@pytest.mark.parametrize(("name", "data"), [("a.pdf", b"abc"), ("a.docx", b"\xff\xff\x81\x8d\x8f\x90\x9d")])
def test_read_calls_remains_of_a_container_damaged(tmp_path: Path, rulebook: Rulebook, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(errors.DamagedFileError):
        read(tmp_path / name, rulebook)


@pytest.mark.parametrize("text", ["<html><body></body></html>", "-----\n\n*\n"])
def test_read_refuses_a_file_without_words(tmp_path: Path, rulebook: Rulebook, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with pytest.raises(errors.EmptyInputError):
        read(tmp_path / "a.txt", rulebook)


def test_read_names_a_missing_file(tmp_path: Path, rulebook: Rulebook) -> None:
    with pytest.raises(errors.MissingInputError, match="khong-co"):
        read(tmp_path / "khong-co.txt", rulebook)
