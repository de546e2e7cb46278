"""Errors that stop one document, or the whole run.

::

    NhiemvuError
    ├── InputError                 this document cannot be processed; the others go on
    │   ├── MissingInputError      no such file or folder
    │   ├── EmptyInputError        nothing in the file
    │   ├── UnsupportedFormatError a format that is not read (yet)
    │   ├── DamagedFileError       the bytes break off or contradict themselves
    │   ├── EncryptedFileError     a password is needed
    │   ├── UnreadableEncodingError the bytes are no text in a known encoding
    │   ├── NoTextError            a PDF of pictures: it has no text layer
    │   ├── TooLargeError          more bytes, pages, pixels or entries than a document may have
    │   ├── TimeLimitError         reading it took longer than it may
    │   ├── MemoryLimitError       reading it took more memory than it may
    │   ├── WorkerCrashError       the process that read it ended in the middle
    │   └── InternalError          the program itself failed on it
    │   ├── SeveralDocumentsError  an archive or a mail: it holds documents and is none itself
    │   └── ClassifiedDocumentError a document marked as a state secret
    ├── RulebookError              the rules themselves are wrong; nothing can run
    ├── OfficeError                the file in which an office describes itself is wrong
    ├── GoldError                  gold that nothing can be compared with
    ├── ExportError                the tables could not be written
    ├── WorkerStartError           no process can be started to read the files
    └── UnreadableRunError         the tables of a finished run cannot be read back
"""

from __future__ import annotations


class NhiemvuError(Exception):
    """Whatever nhiemvu raises on purpose.

    Args:
        message: what is wrong, in Vietnamese, for the reader of the terminal or the table.
        remedy: what the reader can do about it, in Vietnamese.
        message_en: the same message in English.
        remedy_en: the same remedy in English.
    """

    code = "error"

    def __init__(self, message: str, remedy: str = "", *, message_en: str = "", remedy_en: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.message_en = message_en or message
        self.remedy_en = remedy_en or remedy

    def __reduce__(self) -> tuple[object, ...]:
        """Errors cross process borders: rebuild them with their keyword arguments."""
        return (_rebuild, (type(self), self.message, self.remedy, self.message_en, self.remedy_en))

    def text(self, lang: str = "vi") -> str:
        """Return message and remedy as one line in ``lang`` (``vi`` or ``en``)."""
        parts = (self.message_en, self.remedy_en) if lang == "en" else (self.message, self.remedy)
        return " ".join(part for part in parts if part)


def _rebuild(kind: type[NhiemvuError], message: str, remedy: str, message_en: str, remedy_en: str) -> NhiemvuError:
    return kind(message, remedy, message_en=message_en, remedy_en=remedy_en)


class InputError(NhiemvuError):
    """A document that cannot be processed; the other documents of the run go on."""

    code = "input"


class MissingInputError(InputError):
    """A path that does not exist."""

    code = "missing-input"


class EmptyInputError(InputError):
    """A file without content."""

    code = "empty-input"


class UnsupportedFormatError(InputError):
    """A file whose content is of a format that is not read."""

    code = "unsupported-format"


class DamagedFileError(InputError):
    """A file that breaks off or contradicts its own format."""

    code = "damaged-file"


class EncryptedFileError(InputError):
    """A file that opens only with a password."""

    code = "encrypted-file"


class UnreadableEncodingError(InputError):
    """Bytes that are no text in any encoding that is known here."""

    code = "unreadable-encoding"


class NoTextError(InputError):
    """A PDF whose pages are pictures without a text layer."""

    code = "no-text"


class TooLargeError(InputError):
    """A file with more bytes, pages, pixels or entries than one document may have."""

    code = "too-large"


class TimeLimitError(InputError):
    """A document that could not be read in the time that one may take."""

    code = "time-limit"


class MemoryLimitError(InputError):
    """A document that could not be read in the memory that one may take."""

    code = "memory-limit"


class WorkerCrashError(InputError):
    """A document whose process ended before it had an answer."""

    code = "reader-crashed"


class InternalError(InputError):
    """A document on which the program itself failed; the message holds no words of the document."""

    code = "internal-error"


class SeveralDocumentsError(InputError):
    """An archive or a mail, where one document was asked for."""

    code = "several-documents"


class ClassifiedDocumentError(InputError):
    """A document that is marked Mật, Tối mật or Tuyệt mật (Luật Bảo vệ bí mật nhà nước 2018, Điều 8)."""

    code = "classified-document"


class RulebookError(NhiemvuError):
    """Rules that cannot be loaded: missing, contradictory or not valid."""

    code = "rulebook"


class GoldError(NhiemvuError):
    """Gold that cannot be used: missing, not of the form of gold, or without its texts.

    Args:
        place: the file or folder.
        cause: what went wrong; None when no directive with its text was found there.
    """

    code = "gold"

    def __init__(self, place: object, cause: Exception | None) -> None:
        if cause is None:
            super().__init__(
                f"Không có dữ liệu chuẩn kèm văn bản nào trong {place}.",
                "Hãy chỉ thư mục chứa các tệp .json và để văn bản của chúng bên cạnh thư mục đó.",
                message_en=f"No gold with its texts in {place}.",
                remedy_en="Name the folder that holds the .json files, with their texts beside that folder.",
            )
        else:
            super().__init__(
                f"Tệp dữ liệu chuẩn {place} không dùng được: {cause!r}.",
                "Hãy sửa tệp theo mẫu trong corpus/README.md.",
                message_en=f"The gold file {place} cannot be used: {cause!r}.",
                remedy_en="Correct it by the form in corpus/README.md.",
            )

    def __reduce__(self) -> tuple[object, ...]:
        """Errors cross process borders: as the general kind, with the words already made."""
        return (_rebuild, (NhiemvuError, self.message, self.remedy, self.message_en, self.remedy_en))


class ExportError(NhiemvuError):
    """Tables that could not be written."""

    code = "export"


class WorkerStartError(NhiemvuError):
    """Processes that end before they can do anything."""

    code = "worker-start"


class OfficeError(NhiemvuError):
    """A file in which an office describes itself that cannot be used."""

    code = "office"


class UnreadableRunError(NhiemvuError):
    """An output folder from which no finished run can be read back."""

    code = "unreadable-run"
