"""Archives and mails as tests need them, hostile ones included."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from email.message import EmailMessage

TEXT = "Giao Sở Y tế chủ trì, phối hợp với Sở Nội vụ xây dựng kế hoạch kiểm tra trước ngày 15/6/2026. Bản {0}.\n"


def text(number: int) -> bytes:
    """A short directive, different for each number."""
    return (TEXT.format(number) * 2).encode()


def zipped(files: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of some files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def zip_named(raw: bytes, data: bytes, *, unicode_path: str = "", flags: int = 0, method: int = 0) -> bytes:
    """An archive of one stored file whose name is these bytes, as programs of all kinds write them."""
    extra = b""
    if unicode_path:
        field = struct.pack("<BL", 1, zlib.crc32(raw)) + unicode_path.encode()
        extra = struct.pack("<HH", 0x7075, len(field)) + field
    fixed = (20, flags, method, 0, 0, zlib.crc32(data), len(data), len(data), len(raw), len(extra))
    local = b"PK\3\4" + struct.pack("<5H3L2H", *fixed) + raw + extra + data
    central = b"PK\1\2" + struct.pack("<6H3L5H2L", 20, *fixed, 0, 0, 0, 0, 0) + raw + extra
    end = b"PK\5\6" + struct.pack("<4H2LH", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


def zip_crypto(name: str, data: bytes, password: bytes) -> bytes:
    """An archive of one stored file in the traditional encryption (APPNOTE 6.1)."""
    crc_table = [zlib.crc32(bytes([byte]), 0xFFFFFFFF) ^ 0xFFFFFFFF for byte in range(256)]
    keys = [0x12345678, 0x23456789, 0x34567890]

    def crc(value: int, byte: int) -> int:
        return (value >> 8) ^ crc_table[(value ^ byte) & 0xFF]

    def update(byte: int) -> None:
        keys[0] = crc(keys[0], byte)
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = crc(keys[2], keys[1] >> 24)

    for byte in password:
        update(byte)
    packed = bytearray()
    for byte in bytes(11) + bytes([zlib.crc32(data) >> 24]) + data:
        spun = (keys[2] | 2) & 0xFFFF
        packed.append(byte ^ ((spun * (spun ^ 1)) >> 8 & 0xFF))
        update(byte)
    whole = bytearray(zip_named(name.encode(), bytes(packed), flags=1))
    for signature, at in ((b"PK\3\4", 14), (b"PK\1\2", 16)):
        start = whole.rindex(signature) + at
        whole[start : start + 4] = struct.pack("<L", zlib.crc32(data))
        whole[start + 8 : start + 12] = struct.pack("<L", len(data))
    return bytes(whole)


def mail(body: str, attachments: dict[str, bytes], *, html: str = "", logo: bytes = b"") -> bytes:
    """A mail with some files attached."""
    message = EmailMessage()
    message["From"] = "van-thu@haison.example"
    message["To"] = "phong@haison.example"
    message["Subject"] = "Gửi kế hoạch"
    message["Message-ID"] = "<1@haison.example>"
    message.set_content(body)
    if html:
        message.add_alternative(html, subtype="html")
    if logo:
        message.add_attachment(logo, "image", "png", filename="logo.png", disposition="inline", cid="<logo>")
    for name, data in attachments.items():
        message.add_attachment(data, "application", "octet-stream", filename=name)
    return message.as_bytes()
