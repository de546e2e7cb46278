from __future__ import annotations

import io
import re
import zipfile

import pytest
from docx_builder import archive, docx, lines, p, read
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.errors import (
    DamagedFileError,
    EmptyInputError,
    EncryptedFileError,
    InputError,
    TooLargeError,
    UnsupportedFormatError,
)
from extract.ingest import packed
from extract.ingest.docx_package import open_package
from extract.model import Limits

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'
LINKS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_PURL = r"http://purl.oclc.org/ooxml/\1/"
GOOD = docx(p("Tổ chức thực hiện"))


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(b"", EmptyInputError, id="no-bytes"),
        pytest.param(OLE + "EncryptedPackage".encode("utf-16-le"), EncryptedFileError, id="encrypted"),
        pytest.param(OLE, UnsupportedFormatError, id="old-word"),
        pytest.param(b"PK\x03\x04", DamagedFileError, id="cut-archive"),
        pytest.param(archive({"a.txt": "x"}), DamagedFileError, id="another-archive"),
        pytest.param(docx(p("x"), main_type="x"), None, id="unknown-word-type"),
        pytest.param(docx("<w:p>"), DamagedFileError, id="broken-xml"),
        pytest.param(docx(p("x"), footnotes="<w:p>"), DamagedFileError, id="broken-notes"),
        pytest.param(
            docx(p("x"), extra={"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
            DamagedFileError,
            id="entities",
        ),
        pytest.param(
            docx(p("x"), extra={"word/document.xml": '<!DOCTYPE a SYSTEM "file:///etc/hostname"><a/>'}),
            DamagedFileError,
            id="external-dtd",
        ),
        pytest.param(docx("<w:sdt><w:sdtContent>" * 3000 + "</w:sdtContent></w:sdt>" * 3000), InputError, id="deep"),
    ],
)
def test_open_package_refuses_what_it_cannot_trust(data: bytes, error: type[InputError] | None) -> None:
    if error is None:
        assert lines(data) == ["x"]
    else:
        with pytest.raises(error) as caught:
            read(data)
        assert caught.value.text("vi") != caught.value.text("en")


@pytest.mark.parametrize("limits", [Limits(unpacked_bytes=1000), Limits(entries=2)])
def test_open_package_refuses_archives_that_unpack_to_too_much(limits: Limits) -> None:
    with pytest.raises(TooLargeError, match="bom nén"):
        open_package(docx(p("a" * 5000)), limits)


def test_open_package_refuses_a_part_whose_tree_would_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MAX_PART_BYTES", 1000)
    with pytest.raises(TooLargeError, match="bom nén"):
        read(docx(p("a" * 5000)))


def test_open_package_reads_files_with_macros() -> None:
    main = "application/vnd.ms-word.document.macroEnabled.main+xml"
    plain = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = TYPES.format(
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>'
    )
    assert plain not in types
    assert lines(docx(p("Điều 1."), extra={"[Content_Types].xml": types})) == ["Điều 1."]


def test_open_package_reads_the_strict_variant() -> None:
    styles = '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:rPr><w:b w:val="true"/></w:rPr></w:style>'
    plain = docx(p("Điều 1.", properties='<w:jc w:val="center"/>'), styles=styles)
    with zipfile.ZipFile(io.BytesIO(plain)) as file:
        parts = {name: file.read(name).decode() for name in file.namelist()}
    strict = {
        name: re.sub(r"http://schemas\.openxmlformats\.org/(wordprocessingml|officeDocument)/2006/", _PURL, content)
        for name, content in parts.items()
    }
    assert strict != parts
    source = read(archive(strict))
    assert [(source.of(block), block.bold, block.centered) for block in source.blocks] == [("Điều 1.", True, True)]


def test_open_package_forgives_relationships_that_lead_nowhere() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    links = LINKS.format(
        f'<Relationship Id="a" Type="{kind}image" Target="../NULL"/>'
        f'<Relationship Id="b" Type="{kind}styles" Target="/word/styles.xml"/>'
    )
    styles = '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:rPr><w:b/></w:rPr></w:style>'
    source = read(docx(p("Điều 1."), styles=styles, extra={"word/_rels/document.xml.rels": links}))
    assert [(source.of(block), block.bold) for block in source.blocks] == [("Điều 1.", True)]


@settings(max_examples=60)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=4), st.booleans())
def test_read_docx_of_altered_bytes_gives_text_or_an_input_error(at: int, new: bytes, cut: bool) -> None:
    data = GOOD[:at] + new + (b"" if cut else GOOD[at + len(new) :])
    try:
        texts = lines(data)
    except InputError as error:
        texts = [error.text()]
    assert all(texts)
