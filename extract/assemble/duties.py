"""Which blocks are duties, which only introduce, describe, thank or say what for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import regex

from extract.assemble.clauses import Clauses, RoleReading
from extract.assemble.grammar import Grammar
from extract.assemble.tree import Attribute, Tree
from extract.model import Item

_SENTENCE = regex.compile(r"(?<=[.!?…]['\"”)]{0,2})\s+(?=[\p{Lu}“\"])")
_OPENING_REACH = 260
# An introducing clause is shorter than this; what is longer says what is to be done.
_SAYS_WHAT = 250
_ONE_CLAUSE = 220
_OWN_WORK = 60
_BLANK = regex.compile(r" ")
# Longer than any list of names that heads a part.
_NAMES_ONLY = 700
_REST = 6
# Longer than "Trách nhiệm tổ chức thực hiện nhiệm vụ được giao của" and the commas between twenty names.
_HEADING_WORDS = 120
_BRACKET = regex.compile(r"\([^()]{0,400}\)")
_TRIM = ' -+*•“"(\u201c'


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a block is: ``task``, ``contact``, or why it is none; with the roles read in it."""

    use: str
    rule: str
    start: int
    end: int
    roles: tuple[RoleReading, ...] = field(default=())

    @property
    def is_task(self) -> bool:
        """Tell whether the block becomes a row of ``tasks``."""
        return self.use in ("task", "contact")


class DutyJudge:
    """Decides block by block what is a duty.

    Args:
        tree: the parts of the directive.
        clauses: reads roles.
        grammar: patterns.
    """

    def __init__(self, tree: Tree, clauses: Clauses, grammar: Grammar) -> None:
        self._tree = tree
        self._clauses = clauses
        self._grammar = grammar
        self._text = tree.directive.text
        self._block_rules: dict[tuple[str, ...], str] = {}
        self._actions: dict[str, str] = {}

    def block_rule(self, text: str, *blocks: str) -> str:
        """Return the id of the first block rule among ``blocks`` that fits ``text``, "" when none does."""
        asked = (text, *blocks)
        if asked not in self._block_rules:
            words = text.lower()
            rules = (rule for rule in self._grammar.block_rules if rule.gives in blocks)
            self._block_rules[asked] = next((rule.id for rule in rules if rule.pattern.search(words)), "")
        return self._block_rules[asked]

    def judge(self, item: Item, *, operative: bool) -> list[Verdict]:
        """Return the verdicts on an item: one for the block, or one for each sentence with a subject of its own.

        Args:
            item: the block.
            operative: it stands after the words that open the operative part.
        """
        text = self._tree.text(item)
        split = operative and not item.label and self.block_rule(text, "contact")
        if not split or len(self._sentences(item.start, item.end, labelled=False)) < 2:
            whole = self._reasons_against(item, text, operative=operative)
            if whole is not None:
                return [whole]
        attribute = self._tree.attributes.get(item.index)
        start = attribute.value_start if attribute and attribute.kind == "task" else item.start
        if start >= item.end:
            return [Verdict("introducer", "duty.attribute-head", item.start, item.end)]
        parts = self._sentences(start, item.end, labelled=bool(item.label))
        if len(parts) > 1:
            return self._with_bearers([self._sentence(first, last, operative=operative) for first, last in parts])
        return [self._block(item, start, operative=operative)]

    def _reasons_against(self, item: Item, text: str, *, operative: bool) -> Verdict | None:
        def none(use: str, rule: str) -> Verdict:
            return Verdict(use, rule, item.start, item.end)

        if not any(char.isalpha() for char in text):
            return none("empty", "duty.empty")
        closes = not item.label or self._grammar["clause.in-course"].match(text)
        if operative and closes and (rule := self.block_rule(text, "contact")):
            return self._as_contact(item, rule)
        if item.index in self._tree.quoted:
            return none("statement", "duty.quoted")
        attribute = self._tree.attributes.get(item.index)
        if attribute and attribute.kind != "task" and not self._says_who_does(attribute):
            return none("attribute", attribute.rule)
        if self._tree.silent(item):
            return none("aim", f"section.{self._tree.silent(item)}")
        if item.kind == "heading" or text.isupper():
            return none("heading", "duty.heading")
        if rule := self.block_rule(text, "ground"):
            return none("preamble", rule)
        if rule := self.block_rule(text, "notice", "effect"):
            return none("notice", rule)
        if (
            text.endswith(":")
            and (rule := self.block_rule(text, "introducer"))
            and not self._hands_out_and_says_what(item)
        ):
            return none("introducer", rule)
        if not item.label and self._only_hands_out(item, text):
            return none("introducer", "duty.hands-out")
        if self._introduces(item, text) and not self._hands_out_and_says_what(item):
            return none("introducer", "duty.heading-with-parts")
        return None

    def _says_who_does(self, attribute: Attribute) -> bool:
        """The value of a time line is a duty itself: "Thời hạn gửi: Các xã gửi báo cáo về Sở Y tế trước ngày 10"."""
        if attribute.kind != "time":
            return False
        roles = self._clauses.read(attribute.value_start, attribute.value_end)
        return any(role.role == "subject" for role in roles)

    def _as_contact(self, item: Item, rule: str) -> Verdict:
        return Verdict("contact", rule, item.start, item.end, self._contact_roles(item.start, item.end))

    def _contact_roles(self, start: int, end: int) -> tuple[RoleReading, ...]:
        """Those who meet difficulties are named first; who later solves them carries another duty than this one."""
        roles = self._clauses.read(start, end)
        first = next((role.group for role in roles if role.role == "subject"), -1)
        return tuple(role for role in roles if role.role != "subject" or role.group == first)

    def _introduces(self, item: Item, text: str) -> bool:
        """A block with parts below it is a heading, unless it is a whole sentence with its own subject and verb."""
        children = self._tree.children.get(item.index, [])
        ends_open = text.rstrip().endswith(":")
        if self._grammar["list.details"].search(text) and self._says_its_own(item, text):
            return False
        parts = [child for child in children if child.index not in self._tree.attributes and not self._is_remark(child)]
        if not parts and not (children and ends_open):
            return self._only_bodies(item)
        roles = self._clauses.read(item.start, item.end)
        if self._only_bodies(item) or self._titles_article(item, text, roles):
            return True
        has_subject = any(role.role in ("subject", "lead") for role in roles)
        if not has_subject:
            if self._tree.labelled_children(item) or ends_open:
                return True
            return not _says_several_things(text) and not self._among_leaves(item)
        return ends_open and not self._full_sentence(item, roles)

    def _titles_article(self, item: Item, text: str, roles: Sequence[RoleReading]) -> bool:
        """The words beside "Điều 9" are its title where numbered clauses follow and no stop ends them (NĐ 30/2020)."""
        if not item.label.startswith("Điều ") or text.rstrip(" *").endswith((".", ";", ":", "/")):
            return False
        assigned = any(role.rule == "role.assign" for role in roles)
        return not assigned and bool(self._tree.labelled_children(item))

    def _only_hands_out(self, item: Item, text: str) -> bool:
        """The paragraph ends with those who are told to do what follows: "do vậy, yêu cầu các sở, ngành:"."""
        if not text.rstrip(" *").endswith(":"):
            return False
        assigned = [role.body.end for role in self._clauses.read(item.start, item.end) if role.rule == "role.assign"]
        return bool(assigned) and item.end - max(assigned) <= _REST

    def _is_remark(self, item: Item) -> bool:
        """A starred or bracketed remark is no part: "* (Chi tiết tại Phụ lục)"."""
        return self._tree.text(item).startswith("(") and not self._tree.children.get(item.index)

    def _among_leaves(self, item: Item) -> bool:
        """Most of its labelled siblings have nothing below them, so neither is this one a heading."""
        siblings = [part for part in self._tree.children[item.parent] if part.label and part.index != item.index]
        leaves = sum(not self._tree.children.get(part.index) for part in siblings)
        return bool(item.label) and len(siblings) > 1 and 2 * leaves > len(siblings)

    def _hands_out_and_says_what(self, item: Item) -> bool:
        """A paragraph that tells bodies at length what to do before it introduces the details is a duty itself."""
        if item.label or self._text[item.start : item.end].rstrip(" :*").endswith("sau"):
            return False
        assigned = [
            role.body.end
            for role in self._clauses.read(item.start, item.end)
            if role.rule == "role.assign" and role.role == "subject"
        ]
        return bool(assigned) and item.end - max(assigned) > _SAYS_WHAT

    def _says_its_own(self, item: Item, text: str) -> bool:
        """What stands before "Trong đó:" is a duty itself, of which the parts below single things out."""
        roles = self._clauses.read(item.start, item.end)
        return bool(self._opens_with_action(text)) or self._full_sentence(item, roles)

    def _full_sentence(self, item: Item, roles: Sequence[RoleReading]) -> bool:
        """The subject has a verb of its own, more than "có trách nhiệm:", "chỉ đạo các đơn vị:" or "thực hiện:"."""
        subjects = [role.body.end for role in roles if role.role == "subject"]
        if not subjects or item.end - max(subjects) <= _OWN_WORK:
            return False
        opens = max(subjects)
        verbs = {
            match["verb"].lower()
            for blank in _BLANK.finditer(self._text, opens, item.end)
            if (match := self._grammar.predicate.match(self._text, blank.end(), item.end))
        }
        return bool(verbs - self._grammar.words("handing_verbs"))

    def _only_bodies(self, item: Item) -> bool:
        """The block names bodies and nothing they do.

        "2. Bộ Xây dựng:", "Giao Sở Y tế", "Trách nhiệm của Sở Tài chính".
        """
        groups = self._clauses.groups(item.start, item.end) if item.end - item.start <= _NAMES_ONLY else []
        if not groups:
            return False
        rest, at = "", item.start
        for body in (body for group in groups for body in group):
            rest += self._text[at : max(at, body.start)] + " "
            at = max(at, body.end)
        rest = _BRACKET.sub(" ", rest + self._text[at : item.end])
        if len(rest) > _HEADING_WORDS:
            return False
        left = self._grammar.heading_words.sub(" ", rest.casefold())
        # "Giao Sở Nội vụ theo dõi." is a sentence, however little it says.
        return sum(map(str.isalpha, left)) <= (0 if rest.rstrip().endswith(".") else _REST)

    def _sentences(self, start: int, end: int, *, labelled: bool) -> list[tuple[int, int]]:
        """Split a block whose sentences hand different bodies different work; else return it whole.

        What only tells how things are before it is cut off a paragraph, and stays with an item that has a label.
        """
        cuts = [start, *(match.end() for match in _SENTENCE.finditer(self._text, start, end)), end]
        spans = list(pairwise(cuts))
        if len(spans) < 2:
            return [(start, end)]
        if not labelled and (told := self._told(spans)) > start:
            opening = (start, start + len(self._text[start:told].rstrip()))
            return [opening, *self._sentences(told, end, labelled=False)]
        subjects = [self._opening_subject(first, last) for first, last in spans]
        named = {names for names in subjects if names}
        unnamed_contact = any(
            not names and self.block_rule(self._text[first:last], "contact")
            for (first, last), names in zip(spans, subjects, strict=True)
        )
        if not subjects[0] or (len(named) < 2 and not unnamed_contact):
            return [(start, end)]
        parts: list[tuple[int, int]] = []
        for (first, last), names in zip(spans, subjects, strict=True):
            own = bool(names) or bool(self.block_rule(self._text[first:last], "contact"))
            if parts and (not own or (names == subjects[0] and len(parts) == 1)):
                parts[-1] = (parts[-1][0], last)
            else:
                parts.append((first, last))
        return [(first, first + len(self._text[first:last].rstrip())) for first, last in parts]

    def _told(self, spans: list[tuple[int, int]]) -> int:
        """Return where, after sentences that only tell how things are, one asks somebody to act; else the start."""
        start = spans[0][0]
        first, last = next((span for span in spans if not self._tells_of_things(*span)), spans[0])
        if self.block_rule(self._text[first:last], "contact"):
            return start
        roles = self._clauses.read(first, last)
        asked = any(role.rule == "role.assign" and role.body.start - first < _OPENING_REACH for role in roles)
        return first if asked else start

    def _tells_of_things(self, start: int, end: int) -> bool:
        """The sentence says how things are, and hands nobody anything to do: "Thời gian qua, mưa lũ gây ngập."."""
        words = self._text[start:end]
        if not self.block_rule(words, "statement", "past"):
            return False
        return not any(role.role == "subject" for role in self._clauses.read(start, end))

    def _with_bearers(self, verdicts: list[Verdict]) -> list[Verdict]:
        """A contact sentence that names nobody speaks to those of the sentence before it."""
        out: list[Verdict] = []
        for verdict in verdicts:
            bearers: tuple[RoleReading, ...] = ()
            if verdict.use == "contact" and out and not any(role.role == "subject" for role in verdict.roles):
                bearers = tuple(role for role in out[-1].roles if role.role == "subject")
            out.append(replace(verdict, roles=(*bearers, *verdict.roles)))
        return out

    def _opening_subject(self, start: int, end: int) -> frozenset[str]:
        """Return the names of the bodies that the sentence opens with as its subject."""
        roles = [role for role in self._clauses.read(start, end) if role.role == "subject"]
        openings = self._grammar.openings(self._text, start, end)
        at_start = [
            role
            for role in roles
            if any(-1 <= role.body.start - at <= 8 for at in openings)
            or (role.rule == "role.assign" and role.body.start - start < _OPENING_REACH)
        ]
        if not at_start:
            return frozenset()
        return frozenset(role.body.body_id for role in roles if role.group == at_start[0].group)

    def _sentence(self, start: int, end: int, *, operative: bool) -> Verdict:
        if rule := self.block_rule(self._text[start:end], "notice", "effect", "past"):
            return Verdict("statement", rule, start, end)
        roles = self._clauses.read(start, end)
        rule = self.block_rule(self._text[start:end], "statement")
        if rule and not any(role.role == "subject" for role in roles):
            return Verdict("statement", rule, start, end)
        if rule := self.block_rule(self._text[start:end], "contact"):
            return Verdict("contact", rule, start, end, self._contact_roles(start, end))
        return Verdict("task" if roles or operative else "statement", "duty.sentence", start, end, roles)

    def _block(self, item: Item, start: int, *, operative: bool) -> Verdict:
        text = self._text[start : item.end]
        roles = self._clauses.read(start, item.end)
        subject = any(role.role == "subject" for role in roles)

        def verdict(use: str, rule: str) -> Verdict:
            return Verdict(use, rule, start, item.end, roles)

        if (rule := self.block_rule(text, "statement")) and not subject:
            return verdict("statement", rule)
        if not operative:
            asked = [role.body.start for role in roles if role.rule == "role.assign" and role.role == "subject"]
            # "Ngày 05/3, Sở đã có Công văn đề nghị các xã báo cáo" tells of the past.
            told = bool(asked) and self.block_rule(self._text[start : asked[0]], "past")
            return (
                verdict("task", "duty.in-opening")
                if asked and not told and not text.rstrip().endswith(":")
                else verdict("preamble", "duty.preamble")
            )
        if self._tree.direct_section(item) == "funding" and not subject:
            return verdict("funding", "section.funding")
        if rule := self._opens_with_action(text):
            return verdict("task", rule)
        if rule := self.block_rule(text, "stance"):
            return verdict("statement", rule)
        if start > item.start and any(self._opens_with_action(part) for part in text.split(";")[1:]):
            return verdict("task", "duty.action-in-list")
        if (rule := self.block_rule(text, "past")) and not self._grammar["clause.modal"].search(text):
            return verdict("statement", rule)
        if (match := self._grammar["clause.must"].match(text)) and self._grammar.predicate.match(text, match.end()):
            return verdict("task", "duty.modal")
        if subject:
            return verdict("task", "duty.subject")
        # In annexes such words set out procedures: "Ủy ban nhân dân các tỉnh nơi có mỏ có trách nhiệm phối hợp ...".
        if item.zone == "body" and any(
            self._grammar.predicate.match(text, found.end())
            for found in self._grammar["clause.responsible"].finditer(text)
        ):
            return verdict("task", "duty.responsible")
        above = self._tree.items[item.parent] if item.parent >= 0 else None
        if item.label and self._tree.forbids(item):
            return verdict("task", "duty.forbidden")
        if (
            item.label
            and above is not None
            and self._opens_with_action(self._tree.text(above))
            and self._grammar["list.verb"].search(self._tree.text(above))
        ):
            return verdict("task", "duty.verb-above")
        return verdict("statement", "duty.no-cue")

    def _opens_with_action(self, text: str) -> str:
        """Return the rule by which the words open with an action, looking past lead-ins and adverbials."""
        if text not in self._actions:
            first = len(text) - len(text.lstrip(_TRIM))
            openings = self._grammar.openings(text, first, len(text))
            at = next((at for at in openings if self._grammar.predicate.match(text, at)), -1)
            self._actions[text] = "" if at < 0 else "duty.action" if at else "duty.action-first"
        return self._actions[text]


def _says_several_things(text: str) -> bool:
    """A heading is one short clause; what has several is a duty, whatever paragraphs follow it."""
    text = text.strip()
    return len(_SENTENCE.split(text)) > 1 or (
        text.endswith((".", ";")) and (";" in text[:-1] or len(text) > _ONE_CLAUSE)
    )
