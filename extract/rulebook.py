"""Finds, validates and compiles what stands under ``rules/``: language knowledge as data.

A folder of rules holds groups (``rules/times/``, ``rules/citations/`` ...). A group's YAML files may hold
``fragments`` (named parts of patterns), ``words`` (named word lists) and ``rules``; CSV files are tables of facts.
Fragments and words of ``rules/shared.yaml`` serve every group. How to write a rule stands in ``rules/README.md``.
"""

from __future__ import annotations

import csv
import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from os.path import commonprefix
from pathlib import Path
from typing import Any, Final

import regex
import yaml

from extract.errors import RulebookError

ENVIRONMENT: Final = "NHIEMVU_RULES"
_RULE_KEYS: Final = frozenset({"id", "about", "pattern", "gives", "case", "examples", "not", "todo", "source", "needs"})
_FILE_KEYS: Final = frozenset({"fragments", "words", "rules"})
_REFERENCE = regex.compile(r"\$\{(words:)?([a-z_][a-z0-9_]*)\}")
_LINE_BREAK = regex.compile(r"[ \t]*\n[ \t]*")
_UNBOUNDED = regex.compile(r"(?<!\\)(?:\.|\[\^(?:\\.|[^\]\\])+\]|\\[wWSD])(?:[*+]|\{\d+,\})")


@dataclass(frozen=True, slots=True)
class Example:
    """A wording that a rule must find, with the values it must yield (only those that are named)."""

    text: str
    value: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern with what it says and its examples in both directions.

    ``gives`` is read by the stage that uses the group; ``counterexamples`` must not be found by this rule; ``todo``
    are known misses, kept visible. ``needs`` are pieces of text, as they are printed, of which one stands in every text
    in which the rule finds anything: where none does, it need not be asked. Without any, nothing is known.
    """

    id: str
    group: str
    about: str
    pattern: str
    regex: regex.Pattern[str]
    gives: Mapping[str, Any]
    examples: tuple[Example, ...]
    counterexamples: tuple[str, ...]
    todo: tuple[str, ...]
    file: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleFault:
    """What is wrong with a rule or one of its examples."""

    rule: str
    file: str
    message: str


@dataclass(frozen=True, slots=True)
class AddedRow:
    """A row that a user adds to a table of the rules, as pairs of column and cell."""

    table: str
    cells: tuple[tuple[str, str], ...]


class Rulebook:
    """All rules of one folder. It never changes after loading; its groups are parsed when they are first asked for.

    Args:
        root: the folder; None looks at ``NHIEMVU_RULES``, then the packed copy, then the checkout's ``rules/``.
        added: rows that stand in tables after those of the folder.

    Raises:
        RulebookError: the folder is missing or a file in it is not valid.
    """

    def __init__(self, root: Path | None = None, added: tuple[AddedRow, ...] = ()) -> None:
        self.root = _find(root)
        self.added = added
        self._groups: dict[str, tuple[Rule, ...]] = {}
        self._texts: dict[str, _Texts] = {}
        self._rows: dict[str, tuple[Mapping[str, str], ...]] = {}

    def __reduce__(self) -> tuple[object, ...]:
        """A rulebook crosses process borders as its folder and its added rows, and is loaded again there."""
        return (Rulebook, (self.root, self.added))

    @cached_property
    def version(self) -> str:
        """Twelve hex digits that change with any byte of any rule file and with any row that was added."""
        digest = hashlib.sha256()
        for path in self._files():
            digest.update(path.relative_to(self.root).as_posix().encode() + b"\0")
            digest.update(path.read_bytes() + b"\0")
        for row in self.added:
            digest.update(repr((row.table, row.cells)).encode() + b"\0")
        return digest.hexdigest()[:12]

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The names of the groups that hold rules."""
        return tuple(sorted({path.parent.name for path in self.root.glob("*/*.yaml")}))

    def rules(self, group: str) -> tuple[Rule, ...]:
        """Return the rules of a group, files by name, rules in the order in which they are written."""
        if group not in self._groups:
            texts = self._group_texts(group)
            rules = tuple(rule for path, raw in texts.rules for rule in [_rule(group, path, raw, texts)])
            seen: set[str] = set()
            for rule in rules:
                if rule.id in seen:
                    raise _fault(rule.file, f"mã quy tắc {rule.id} có hai lần", f"rule id {rule.id} stands twice")
                seen.add(rule.id)
            self._groups[group] = rules
        return self._groups[group]

    def words(self, group: str, name: str) -> tuple[str, ...]:
        """Return the word list ``name`` of a group (or of ``shared.yaml``)."""
        try:
            return self._group_texts(group).words[name]
        except KeyError as cause:
            raise _fault(group, f"thiếu danh sách từ {name}", f"word list {name} is missing") from cause

    def pattern(self, group: str, text: str, *, exact: bool = False) -> regex.Pattern[str]:
        """Compile a pattern of code that uses fragments and words of a group; ``exact`` heeds case."""
        return _compile(text, self._group_texts(group), exact=exact, where=group)

    def expanded(self, group: str, text: str) -> str:
        """Return a pattern of code with fragments and words of a group written out, for another engine to compile."""
        return _expand(text, self._group_texts(group), group, depth=0)

    def rows(self, table: str) -> tuple[Mapping[str, str], ...]:
        """Return the rows of the CSV table ``group/name`` (without ``.csv``), each by column name."""
        if table not in self._rows:
            path = self.root / f"{table}.csv"
            try:
                with path.open(encoding="utf-8", newline="") as handle:
                    rows: list[Mapping[str, str]] = list(csv.DictReader(handle))
            except OSError as cause:
                raise _fault(str(path), "không đọc được bảng", "the table cannot be read") from cause
            self._rows[table] = (*rows, *(dict(row.cells) for row in self.added if row.table == table))
        return self._rows[table]

    def check(self) -> Iterator[RuleFault]:
        """Yield every rule that is unbounded, lacks examples, misses an example or finds a counterexample."""
        for group in self.groups:
            for rule in self.rules(group):
                yield from _check(rule)

    def _files(self) -> list[Path]:
        return sorted(p for p in self.root.rglob("*") if p.suffix in {".yaml", ".csv"} and p.is_file())

    def _group_texts(self, group: str) -> _Texts:
        if group not in self._texts:
            folder = self.root / group
            if not folder.is_dir():
                raise _fault(str(folder), "không có nhóm quy tắc này", "there is no such group of rules")
            texts = _Texts({}, {}, [])
            for path in [self.root / "shared.yaml", *sorted(folder.glob("*.yaml"))]:
                _read(path, texts)
            self._texts[group] = texts
        return self._texts[group]


@dataclass(frozen=True, slots=True)
class _Texts:
    """A group as it is written, before compiling."""

    fragments: dict[str, str]
    words: dict[str, tuple[str, ...]]
    rules: list[tuple[str, Mapping[str, Any]]]


def _find(root: Path | None) -> Path:
    here = Path(__file__).parent
    named = root or (Path(os.environ[ENVIRONMENT]) if os.environ.get(ENVIRONMENT) else None)
    for folder in [named] if named else [here / "_rules", here.parent / "rules"]:
        if (folder / "shared.yaml").is_file():
            return folder
    raise RulebookError(
        f"Không tìm thấy bộ quy tắc ở {named or here.parent / 'rules'}.",
        "Hãy chỉ thư mục có tệp shared.yaml bằng --rules.",
        message_en=f"No rulebook at {named or here.parent / 'rules'}.",
        remedy_en="Name a folder that holds shared.yaml with --rules.",
    )


def _fault(where: str, message: str, message_en: str) -> RulebookError:
    return RulebookError(
        f"{where}: {message}.",
        "Hãy sửa tệp rồi chạy “nhiemvu rules check”.",
        message_en=f"{where}: {message_en}.",
        remedy_en="Mend the file, then run “nhiemvu rules check”.",
    )


def _read(path: Path, texts: _Texts) -> None:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_loader()) or {}  # noqa: S506  (a safe loader)
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as cause:
        raise _fault(path.name, f"tệp hỏng ({cause})", f"the file is damaged ({cause})") from cause
    if not isinstance(content, dict) or set(content) - _FILE_KEYS:
        raise _fault(path.name, "có mục lạ", f"only {', '.join(sorted(_FILE_KEYS))} may stand at the top")
    texts.fragments.update(content.get("fragments") or {})
    texts.words.update({name: tuple(map(str, words)) for name, words in (content.get("words") or {}).items()})
    texts.rules.extend((path.name, raw) for raw in content.get("rules") or [])


def _loader() -> type[yaml.SafeLoader]:
    loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return loader


def _rule(group: str, file: str, raw: Mapping[str, Any], texts: _Texts) -> Rule:
    where = f"{file}: {raw.get('id', '?')}"
    if not isinstance(raw, dict) or {"id", "about", "pattern"} - set(raw) or set(raw) - _RULE_KEYS:
        raise _fault(
            where, "thiếu id, about, pattern hoặc có mục lạ", "id, about or pattern is missing, or a key is unknown"
        )
    examples = tuple(
        Example(item) if isinstance(item, str) else Example(str(item["text"]), item.get("value") or {})
        for item in raw.get("examples") or []
    )
    return Rule(
        id=str(raw["id"]),
        group=group,
        about=str(raw["about"]),
        pattern=str(raw["pattern"]),
        regex=_compile(str(raw["pattern"]), texts, exact=raw.get("case") == "exact", where=where),
        gives=raw.get("gives") or {},
        examples=examples,
        counterexamples=tuple(map(str, raw.get("not") or [])),
        todo=tuple(map(str, raw.get("todo") or [])),
        file=file,
        needs=tuple(map(str, raw.get("needs") or [])),
    )


def _compile(text: str, texts: _Texts, *, exact: bool, where: str) -> regex.Pattern[str]:
    """Compile a pattern: ``${name}`` is a fragment, ``${words:name}`` an alternation, line breaks are dropped."""
    expanded = _expand(text, texts, where, depth=0)
    try:
        return regex.compile(expanded, 0 if exact else regex.IGNORECASE)
    except regex.error as cause:
        raise _fault(where, f"mẫu sai ({cause})", f"the pattern is wrong ({cause})") from cause


def _expand(text: str, texts: _Texts, where: str, depth: int) -> str:
    if depth > 9:
        raise _fault(where, "các mảnh gọi vòng quanh", "fragments refer to each other in a circle")

    def replace(match: regex.Match[str]) -> str:
        store: Mapping[str, Any] = texts.words if match[1] else texts.fragments
        if match[2] not in store:
            raise _fault(where, f"không có mảnh {match[2]}", f"fragment {match[2]} is unknown")
        if match[1]:
            return _alternation(sorted(set(store[match[2]]), key=lambda word: (-len(word), word)))
        return "(?:" + _expand(store[match[2]], texts, where, depth + 1) + ")"

    return str(_REFERENCE.sub(replace, _LINE_BREAK.sub("", text.strip())))


def _alternation(words: Sequence[str]) -> str:
    """Return a pattern that tries words in their order, those that begin alike behind their common beginning.

    The engine tries one alternative after the other: in a list of 500 verbs, a place where none stands costs it 500
    tries, and some 30 when it is asked for the first letters first (measured: a fifth of the time). Words that begin
    differently never match at the same place, so nothing is found that a plain alternation does not find.

    Args:
        words: no two are alike, and longer ones stand before those that they begin with.
    """
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[:1].casefold(), []).append(word)
    return "(?:" + "|".join(map(_beginning_alike, groups.values())) + ")"


def _beginning_alike(words: Sequence[str]) -> str:
    shared = commonprefix(words)  # noqa: RUF071  (of characters, as is meant here)
    if len(words) > 1 and shared:
        rests = _alternation([word[len(shared) :] for word in words])
        return f"{regex.escape(shared, special_only=True)}{rests}"
    return "|".join(regex.escape(word, special_only=True) for word in words)


def _check(rule: Rule) -> Iterator[RuleFault]:
    if _UNBOUNDED.search(rule.regex.pattern):
        yield RuleFault(rule.id, rule.file, f"unbounded repetition: {_UNBOUNDED.search(rule.regex.pattern)[0]}")
    if not rule.examples:
        yield RuleFault(rule.id, rule.file, "no example")
    if rule.needs and rule.regex.flags & regex.IGNORECASE:
        yield RuleFault(rule.id, rule.file, "needs text as it is printed, but does not heed case")
    for example in rule.examples:
        if not rule.regex.search(example.text):
            yield RuleFault(rule.id, rule.file, f"does not find its example: {example.text}")
        if rule.needs and not any(needed in example.text for needed in rule.needs):
            yield RuleFault(rule.id, rule.file, f"its example holds nothing that it needs: {example.text}")
    for wording in rule.counterexamples:
        if rule.regex.search(wording):
            yield RuleFault(rule.id, rule.file, f"finds its counterexample: {wording}")
