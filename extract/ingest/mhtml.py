"""Takes the page out of a web archive (MHTML, RFC 2557), as Word saves it, often under the name of a .doc."""

from __future__ import annotations

from email import message_from_bytes
from email.errors import MessageError
from typing import Final

from extract.errors import DamagedFileError

_MOST_PARTS: Final = 1000


def page_of(data: bytes) -> bytes:
    """Return the bytes of the first HTML page in a web archive; its pictures and frames are left alone.

    Args:
        data: the bytes of the archive.

    Raises:
        DamagedFileError: there is no page in it.
    """
    try:
        message = message_from_bytes(data)
        for count, part in enumerate(message.walk()):
            if part.get_content_type() == "text/html":
                content = part.get_payload(decode=True)
                if isinstance(content, bytes) and content.strip():
                    return content
            if count > _MOST_PARTS:
                break
    except (MessageError, ValueError, RecursionError) as cause:
        raise _damaged() from cause
    raise _damaged()


def _damaged() -> DamagedFileError:
    return DamagedFileError(
        "Tệp lưu trữ web (MHTML) không có trang nào đọc được.",
        "Hãy mở tệp bằng Word hoặc trình duyệt, lưu lại thành .docx hoặc .html.",
        message_en="The web archive (MHTML) holds no page that can be read.",
        remedy_en="Open it in Word or a browser and save it as .docx or .html.",
    )
