"""The file in which an office describes itself: YAML, read with the line of every field, so that faults can name it."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Final

import yaml

from extract.errors import OfficeError
from extract.normalize.office import Office
from extract.normalize.registry import Registry

if TYPE_CHECKING:
    from pathlib import Path

    from extract.normalize.registry import Province
    from extract.rulebook import Rulebook

_FIELDS: Final = ("name", "body", "level", "province", "unit", "aliases", "above", "groups")
_LEVELS: Final = ("central", "province", "commune", "party", "mass_organisation", "internal")
_BLANKS: Final = re.compile(r"\s+")
# What to do about a fault, in Vietnamese and in English.
_ANY_FILE: Final = ("Hãy chỉ một tệp văn bản UTF-8 có thật.", "Name an existing text file in UTF-8.")
_SYNTAX: Final = (
    "Hãy xem lại dấu hai chấm, thụt dòng và dấu ngoặc kép.",
    "Look at colons, indents and quotation marks there.",
)
_KNOWN_FIELDS: Final = (f"Các mục: {', '.join(_FIELDS)}.", f"Fields: {', '.join(_FIELDS)}.")
_NAME: Final = ("Hãy thêm dòng “name: Sở Nội vụ tỉnh ...”.", "Add a line “name: Sở Nội vụ tỉnh ...”.")
_BODY: Final = ("Hãy bỏ mục này: mục name là đủ.", "Leave the field out: name will do.")
_PROVINCE: Final = ("Hãy viết như “Phú Thọ” hoặc “thành phố Đà Nẵng”.", "Write it like “Phú Thọ”, “thành phố Đà Nẵng”.")
_LIST: Final = ("Hãy viết như [Sở Nội vụ, Sở Y tế].", "Write it like [Sở Nội vụ, Sở Y tế].")
_MAP: Final = ("Hãy xem mẫu ở docs/office.md.", "See the sample in docs/office.md.")
_TEXT: Final = ("Hãy viết một tên; tên có dấu hai chấm cần ngoặc kép.", "Write a name; one with a colon needs quotes.")


def read_office(path: Path, rulebook: Rulebook) -> Office:
    """Return the office that a file describes.

    Args:
        path: a YAML file with the fields of `Office`.
        rulebook: its registry knows bodies and provinces.

    Raises:
        OfficeError: the file is missing or wrong; the error names line, field, cause and remedy.
    """
    try:
        root = yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=yaml.SafeLoader)
    except (OSError, UnicodeDecodeError) as cause:
        raise _fault(path, 0, "", "không đọc được tệp", "the file cannot be read", *_ANY_FILE) from cause
    except yaml.MarkedYAMLError as cause:
        line = cause.problem_mark.line + 1 if cause.problem_mark else 0
        raise _fault(path, line, "", "không đúng cú pháp YAML", "this is no valid YAML", *_SYNTAX) from cause
    except yaml.YAMLError as cause:
        raise _fault(path, 0, "", "không đúng cú pháp YAML", "this is no valid YAML", *_SYNTAX) from cause
    return _Reading(path, Registry.of(rulebook)).office(root)


class _Reading:
    """Reads the nodes of one file: each knows its line."""

    def __init__(self, path: Path, registry: Registry) -> None:
        self._path = path
        self._registry = registry

    def office(self, root: yaml.Node | None) -> Office:
        fields = self._mapping("", root)
        for field, (line, _) in fields.items():
            if field not in _FIELDS:
                near = next(iter(difflib.get_close_matches(field, _FIELDS, 1)), "")
                fix = (f"Có phải ý bạn là “{near}”?", f"Did you mean “{near}”?") if near else _KNOWN_FIELDS
                raise self._fault(line, field, "không có mục này", "there is no such field", *fix)
        if "name" not in fields:
            raise self._fault(1, "name", "thiếu tên cơ quan", "the name of the office is missing", *_NAME)
        groups = self._mapping("groups", fields["groups"][1]) if "groups" in fields else {}
        return Office(
            self._full(self._text("name", fields["name"][1])),
            self._body(fields),
            self._level(fields),
            self._province(fields),
            self._text("unit", fields["unit"][1]) if "unit" in fields else "",
            self._names("aliases", fields),
            self._names("above", fields),
            tuple((self._full(group), self._list(f"groups.{group}", node)) for group, (_, node) in groups.items()),
        )

    def _body(self, fields: dict[str, tuple[int, yaml.Node]]) -> str:
        if "body" not in fields:
            return ""
        line, node = fields["body"]
        name = self._text("body", node)
        entry = self._registry.find(name)
        if entry is None:
            why = f"sổ đăng ký không có cơ quan “{name}”", f"the registry has no body “{name}”"
            raise self._fault(line, "body", *why, *_BODY)
        return entry.name

    def _level(self, fields: dict[str, tuple[int, yaml.Node]]) -> str:
        if "level" not in fields:
            return ""
        line, node = fields["level"]
        level = self._text("level", node)
        if level not in _LEVELS:
            known = ", ".join(_LEVELS)
            why = f"không có cấp “{level}”", f"there is no level “{level}”"
            raise self._fault(line, "level", *why, f"Các cấp: {known}.", f"Levels: {known}.")
        return level

    def _province(self, fields: dict[str, tuple[int, yaml.Node]]) -> Province | None:
        if "province" not in fields:
            return None
        line, node = fields["province"]
        name = self._text("province", node)
        province = self._registry.province_in(name)
        if province is None:
            why = f"không có tỉnh, thành phố “{name}”", f"there is no province “{name}”"
            raise self._fault(line, "province", *why, *_PROVINCE)
        return province

    def _names(self, field: str, fields: dict[str, tuple[int, yaml.Node]]) -> tuple[str, ...]:
        return self._list(field, fields[field][1]) if field in fields else ()

    def _list(self, field: str, node: yaml.Node) -> tuple[str, ...]:
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            line = node.start_mark.line + 1
            raise self._fault(line, field, "phải là danh sách tên", "this must be a list of names", *_LIST)
        return tuple(dict.fromkeys(self._full(self._text(field, item)) for item in node.value))

    def _mapping(self, field: str, node: yaml.Node | None) -> dict[str, tuple[int, yaml.Node]]:
        """Return the values of a mapping by key, each with the line of its key."""
        if not isinstance(node, yaml.MappingNode):
            line = node.start_mark.line + 1 if node else 1
            raise self._fault(
                line, field, "phải gồm các dòng “mục: giá trị”", "this must hold lines “field: value”", *_MAP
            )
        found: dict[str, tuple[int, yaml.Node]] = {}
        for key, value in node.value:
            name, line = self._text(field, key), key.start_mark.line + 1
            if name in found:
                why = "mục này có hai lần", "this field stands twice"
                raise self._fault(line, name, *why, "Hãy gộp lại làm một.", "Make one of the two.")
            found[name] = (line, value)
        return found

    def _text(self, field: str, node: yaml.Node) -> str:
        text = _BLANKS.sub(" ", node.value).strip() if isinstance(node, yaml.ScalarNode) else ""
        if not text:
            line = node.start_mark.line + 1
            raise self._fault(line, field, "phải là một tên, không để trống", "this must be a name, not empty", *_TEXT)
        return text

    def _full(self, name: str) -> str:
        return self._registry.expand(name)

    def _fault(self, line: int, field: str, vi: str, en: str, remedy: str, remedy_en: str) -> OfficeError:
        return _fault(self._path, line, field, vi, en, remedy, remedy_en)


def _fault(path: Path, line: int, field: str, vi: str, en: str, remedy: str, remedy_en: str) -> OfficeError:
    where = path.name + (f", dòng {line}" if line else "") + (f", mục {field}" if field else "")
    where_en = path.name + (f", line {line}" if line else "") + (f", field {field}" if field else "")
    return OfficeError(f"{where}: {vi}.", remedy, message_en=f"{where_en}: {en}.", remedy_en=remedy_en)
