"""Office files that a password protects ([MS-OFFCRYPTO]; Word 97 and Excel 97 in their own ways), opened with it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

import msoffcrypto
from msoffcrypto.exceptions import InvalidKeyError

from extract.errors import EncryptedFileError
from extract.ingest.container import locked

if TYPE_CHECKING:
    from collections.abc import Sequence

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS: Final = ("EncryptedPackage", "WordDocument", "Workbook", "Book", "PowerPoint Document")
# With this password Excel itself encrypts workbooks that are only protected against changes ([MS-OFFCRYPTO] 2.1).
_OF_EXCEL: Final = "VelvetSweatshop"


def unlocked(data: bytes, passwords: Sequence[str]) -> bytes:
    """Return the bytes of a file without its encryption; those of any other file as they are.

    Args:
        data: all bytes of a file of any format.
        passwords: tried one after the other.

    Raises:
        EncryptedFileError: it is an encrypted Office file and no password fits.
    """
    if not data.startswith(_OLE) or not any(name.encode("utf-16-le") in data for name in _STREAMS):
        return data
    office = _encrypted(data)
    if office is None:
        return data
    for password in (*passwords, _OF_EXCEL):
        plain = _decrypted(office, password)
        if plain:
            return plain
    raise locked(bool(passwords))


def _encrypted(data: bytes) -> Any:
    """Return the file as msoffcrypto opens it, None when it is not encrypted or cannot be looked into."""
    try:
        office = msoffcrypto.OfficeFile(io.BytesIO(data))
        return office if office.is_encrypted() else None
    except Exception:  # not an Office file, or a damaged one: its reader says what is wrong
        return None


def _decrypted(office: Any, password: str) -> bytes:
    """Return the bytes without encryption, none when the password does not fit.

    Raises:
        EncryptedFileError: no password would open it: the way of encrypting is not read.
    """
    plain = io.BytesIO()
    try:
        if office.format == "ooxml":
            office.load_key(password=password, verify_password=True)
        else:
            office.load_key(password=password)
        office.decrypt(plain)
    except InvalidKeyError:
        return b""
    except Exception as cause:  # keys of unusual length, methods of old programs, damaged streams
        raise EncryptedFileError(
            "Tệp được đặt mật khẩu theo cách mã hóa chưa đọc được.",
            "Hãy mở bằng Office, bỏ mật khẩu rồi lưu lại.",
            message_en="The file is encrypted in a way that is not read.",
            remedy_en="Open it in Office, remove the password and save it again.",
        ) from cause
    return plain.getvalue()
