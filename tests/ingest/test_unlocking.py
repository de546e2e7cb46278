from __future__ import annotations

import io
import pickle
from typing import TYPE_CHECKING

import msoffcrypto
import pytest
from fpdf import FPDF

from extract.errors import EncryptedFileError
from extract.ingest import read
from extract.ingest.unlocking import unlocked
from extract.model import ReadOptions
from tests.ingest.container_builder import TEXT
from tests.ingest.docx_builder import docx, p

if TYPE_CHECKING:
    from pathlib import Path

    from extract.rulebook import Rulebook

PHRASE = "bí quyết 12"


def encrypted_docx() -> bytes:
    filler = bytes(range(256)).hex() * 40 + str([number**7 for number in range(700)])
    plain, locked = io.BytesIO(docx(p(TEXT) * 3, extra={"word/media/x.bin": filler})), io.BytesIO()
    msoffcrypto.OfficeFile(plain).encrypt(PHRASE, locked)
    return locked.getvalue()


def encrypted_pdf(password: str) -> bytes:
    pdf = FPDF()
    pdf.set_encryption(owner_password=password[::-1] + "x", user_password=password)
    pdf.add_page()
    pdf.set_font("Helvetica", size=12)
    pdf.multi_cell(0, 8, "Giao So Y te xay dung ke hoach. " * 10)
    return bytes(pdf.output())


@pytest.mark.parametrize("passwords", [(PHRASE,), ("sai", PHRASE)])
def test_read_opens_an_encrypted_word_file_and_keeps_the_hash_of_what_was_given(
    tmp_path: Path, rulebook: Rulebook, passwords: tuple[str, ...]
) -> None:
    import hashlib

    path = tmp_path / "a.docx"
    path.write_bytes(encrypted_docx())
    source = read(path, rulebook, options=ReadOptions(passwords))
    assert "Giao Sở Y tế" in source.text
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_read_opens_an_encrypted_pdf(tmp_path: Path, rulebook: Rulebook) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(encrypted_pdf("mo-ra"))
    assert "Giao So Y te" in read(path, rulebook, options=ReadOptions(("sai", "mo-ra"))).text


def test_read_needs_no_password_for_what_only_its_owner_may_change(tmp_path: Path, rulebook: Rulebook) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(encrypted_pdf(""))
    assert "Giao So Y te" in read(path, rulebook).text


@pytest.mark.parametrize("passwords", [(), ("sai-mật-khẩu",)])
@pytest.mark.parametrize(("name", "data"), [("a.docx", encrypted_docx()), ("a.pdf", encrypted_pdf("mo-ra"))])
def test_read_says_how_to_give_a_password_and_never_tells_one(
    tmp_path: Path, rulebook: Rulebook, name: str, data: bytes, passwords: tuple[str, ...]
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(EncryptedFileError) as caught:
        read(path, rulebook, options=ReadOptions(passwords))
    assert "--password-file" in caught.value.remedy
    assert "sai-mật-khẩu" not in repr(caught.value) + caught.value.text()
    assert ("không mật khẩu nào" in caught.value.message) == bool(passwords)


@pytest.mark.parametrize("data", [b"", b"x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")])
def test_unlocked_leaves_all_else_alone(data: bytes) -> None:
    assert unlocked(data, (PHRASE,)) == data


def test_options_show_no_password_and_reach_other_processes() -> None:
    options = ReadOptions((PHRASE,), allow_classified=True)
    assert PHRASE not in repr(options)
    assert pickle.loads(pickle.dumps(options)) == options  # noqa: S301  (our own)
