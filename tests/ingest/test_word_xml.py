from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from docx_builder import docx, p, r, tbl, tr

from extract.errors import DamagedFileError, InputError
from extract.ingest import read
from extract.ingest.word_xml import read_word_xml
from extract.model import Source
from extract.rulebook import Rulebook

RULES = Rulebook()


_NAMESPACES = (
    'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" '
    'xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint" '
    'xmlns:aml="http://schemas.microsoft.com/aml/2001/core" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:st1="urn:schemas-microsoft-com:office:smarttags"'
)


def old(body: str, more: str = "") -> bytes:
    opening = '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
    return f"{opening}<w:wordDocument {_NAMESPACES}>{more}<w:body>{body}</w:body></w:wordDocument>".encode()


def one_piece(data: bytes) -> bytes:
    """Return a .docx as flat Open XML with a picture in it."""
    parts = [
        '<pkg:part pkg:name="/word/a.png" pkg:contentType="image/png"><pkg:binaryData>AAA=</pkg:binaryData></pkg:part>'
    ]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name == "[Content_Types].xml":
                continue
            kind = "application/vnd.openxmlformats-package.relationships+xml"
            if not name.endswith(".rels"):
                kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
            content = archive.read(name).decode()
            parts.append(
                f"<pkg:part pkg:name={quoteattr('/' + name)} pkg:contentType={quoteattr(kind)}>"
                f"<pkg:xmlData>{content}</pkg:xmlData></pkg:part>"
            )
    package = 'xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"'
    return f'<?xml version="1.0"?><pkg:package {package}>{"".join(parts)}</pkg:package>'.encode()


def texts(data: bytes) -> list[str]:
    source = read_word_xml(data, "thu.xml", "0" * 64, RULES)
    return [source.of(block) for block in source.blocks]


def test_read_word_xml_reads_open_xml_in_one_piece() -> None:
    source = read_word_xml(one_piece(docx(p("Điều 1.") + tbl(tr("a", "b")))), "thu.xml", "0" * 64, RULES)
    assert [(source.of(block), block.kind) for block in source.blocks] == [
        ("Điều 1.", "paragraph"),
        ("a", "cell"),
        ("b", "cell"),
    ]
    assert source.read_method == "word-xml"


LABEL = '<w:listPr><w:ilvl w:val="0"/><wx:t wx:val="{}"/><wx:font wx:val="{}"/></w:listPr>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            f"<wx:sect><wx:sub-section>{p('a')}</wx:sub-section>{p('b')}<w:sectPr/></wx:sect>", ["a", "b"], id="hints"
        ),
        pytest.param(
            p("<st1:place><st1:City>" + r("Hà ") + "</st1:City></st1:place>", "Nội"), ["Hà Nội"], id="smart-tags"
        ),
        pytest.param(p("rà", properties=LABEL.format("1.", "Times")), ["1. rà"], id="label"),
        pytest.param(p("rà", properties=LABEL.format("·", "Symbol")), ["- rà"], id="bullet"),
        pytest.param(
            p(
                '<aml:annotation w:type="Word.Insertion"><aml:content>' + r("giữ") + "</aml:content></aml:annotation>",
                '<aml:annotation w:type="Word.Deletion"><aml:content><w:r><w:delText>bỏ</w:delText></w:r></aml:content>'
                "</aml:annotation>",
                '<aml:annotation w:type="Word.Bookmark.Start"/>',
            ),
            ["giữ"],
            id="changes",
        ),
        pytest.param(p("<w:hlink>" + r("xem") + "</w:hlink>"), ["xem"], id="link"),
        pytest.param(p(r("a", '<w:vanish w:val="off"/>')), ["a"], id="off"),
    ],
)
def test_read_word_xml_reads_word_2003(body: str, expected: list[str]) -> None:
    assert texts(old(body + p("./."))) == [*expected, "./."]


def test_read_word_xml_reads_notes_heads_and_merged_cells_of_word_2003() -> None:
    note = f"<w:r><w:footnote>{p('<w:r><w:footnoteRef/></w:r>', 'chú')}</w:footnote></w:r>"
    merged = [
        tr(f'<w:tc><w:tcPr><w:vmerge w:val="restart"/></w:tcPr>{p("a")}</w:tc>', "b"),
        tr(f"<w:tc><w:tcPr><w:vmerge/></w:tcPr>{p('')}</w:tc>", "c"),
    ]
    heads = f'<w:sectPr><w:hdr w:type="odd">{p("Dự thảo")}</w:hdr><w:ftr w:type="first">{p("đầu")}</w:ftr></w:sectPr>'
    style = (
        '<w:styles><w:style w:type="paragraph" w:default="on" w:styleId="N"><w:rPr><w:b/></w:rPr></w:style></w:styles>'
    )
    source = read_word_xml(old(p("Một", note) + tbl(*merged) + heads, style), "thu.xml", "0" * 64, RULES)
    assert [(source.of(b), b.kind, b.bold, b.marker, b.cell.row_span if b.cell else 0) for b in source.blocks] == [
        ("Một", "paragraph", True, "", 0),
        ("a", "cell", True, "", 2),
        ("b", "cell", True, "", 1),
        ("c", "cell", True, "", 1),
        ("chú", "note", True, "1", 0),
        ("Dự thảo", "furniture", True, "", 0),
    ]


@pytest.mark.parametrize(
    "data",
    [
        old("").replace(b"w:body", b"w:other"),
        old("<w:p>"),
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b'<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"/>',
        one_piece(docx("x")).replace(b"officeDocument.wordprocessingml", b"x").replace(b"/officeDocument", b"/x"),
    ],
)
def test_read_word_xml_refuses_what_is_no_document(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        texts(data)
    assert caught.value.text("vi") != caught.value.text("en")


ARCHIVE = (
    'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="=_x"\r\n\r\nDocument may need Word.\r\n'
    "--=_x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBO\r\n"
    '--=_x\r\nContent-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    "<html><head><meta charset=3Dutf-8></head><body><p>=C4=90i=E1=BB=81u =\r\n1. Giao S=E1=BB=9F A.</p>"
    "</body></html>\r\n"
    "--=_x--\r\n"
)


def saved(folder: Path, rulebook: Rulebook, name: str, content: str) -> Source:
    (folder / name).write_bytes(content.encode())
    return read(folder / name, rulebook)


def test_read_takes_the_page_out_of_a_web_archive(tmp_path: Path, rulebook: Rulebook) -> None:
    source = saved(tmp_path, rulebook, "cong-van.doc", ARCHIVE)
    assert source.text == "Điều 1. Giao Sở A."
    assert [problem.code for problem in source.problems] == ["wrong-extension"]


def test_read_refuses_a_web_archive_without_a_page(tmp_path: Path, rulebook: Rulebook) -> None:
    with pytest.raises(DamagedFileError):
        saved(tmp_path, rulebook, "cong-van.mht", ARCHIVE.replace("text/html", "text/css"))
