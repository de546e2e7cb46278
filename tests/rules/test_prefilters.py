"""What saves time finds the same: word lists by their beginnings, rules that are not asked where they cannot match."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from extract.annotate import bodies, citations, quantities
from extract.annotate.citation_grammar import Grammar, KnownNames
from extract.annotate.duties import find_cues
from extract.annotate.quantities import find_quantities
from extract.annotate.times import find_times
from extract.ingest import read
from extract.model import Directive
from extract.normalize.openings import Openings, without_look_behind
from extract.normalize.references import parse_reference
from extract.rulebook import Rulebook
from extract.structure import structure
from extract.structure.frame_rules import FrameRules
from extract.structure.outline import read_label
from tests.conftest import CHECKOUT, source_of

TEXTS = sorted([*(CHECKOUT / "corpus" / "dev").iterdir(), *(CHECKOUT / "corpus" / "inbox").iterdir()])
WORDS = st.text(alphabet="aAbđĐ .", min_size=1, max_size=5)


def directive_of(text: str, rulebook: Rulebook) -> Directive:
    return structure(source_of(text), rulebook)


@pytest.fixture(scope="module")
def directives(rulebook: Rulebook) -> list[Directive]:
    return [structure(read(path, rulebook), rulebook) for path in TEXTS if path.is_file()]


@pytest.fixture(scope="module")
def lines(directives: list[Directive], rulebook: Rulebook) -> list[str]:
    """Blocks of directives and, as they hold what directives seldom do, the examples of the rules."""
    blocks = [directive.source.of(block) for directive in directives for block in directive.source.blocks]
    examples = [example.text for rule in rulebook.rules("structure") for example in rule.examples]
    return ["", *blocks, *examples]


@given(
    words=st.lists(WORDS, min_size=1, max_size=12), text=st.text(alphabet="aAbđĐ .", max_size=12), exact=st.booleans()
)
def test_word_list_matches_as_its_plain_alternation(
    tmp_path_factory: pytest.TempPathFactory, words: list[str], text: str, exact: bool
) -> None:
    root = tmp_path_factory.mktemp("rules")
    (root / "shared.yaml").write_text("{}", encoding="utf-8")
    (root / "group").mkdir()
    listed = "\n".join(f"    - '{word}'" for word in words)
    (root / "group" / "words.yaml").write_text(f"words:\n  listed:\n{listed}\n", encoding="utf-8")
    plain = "|".join(regex.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    followed = r"(?=\.|$)"  # what follows may send the engine back to a shorter word
    ours = Rulebook(root).pattern("group", "${words:listed}" + followed, exact=exact)
    theirs = regex.compile(f"(?:{plain}){followed}", 0 if exact else regex.IGNORECASE)
    assert [m.span() for m in ours.finditer(text)] == [m.span() for m in theirs.finditer(text)]


def test_quantities_are_those_of_all_lines(
    directives: list[Directive], rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [find_quantities(directive, rulebook) for directive in directives]
    monkeypatch.setattr(quantities, "_counting_lines", lambda text, _: [(0, len(text))])
    assert found == [find_quantities(directive, rulebook) for directive in directives]
    assert sum(map(len, found)) > 100


def test_every_example_of_a_quantity_stands_in_a_counting_line(rulebook: Rulebook) -> None:
    examples = [
        example.text for rule in rulebook.rules("targets") if "bound" in rule.gives for example in rule.examples
    ]
    assert examples
    assert [text for text in examples if not quantities._counting_lines(text, rulebook)] == []


def test_cues_are_those_that_every_rule_finds_by_itself(directives: list[Directive], rulebook: Rulebook) -> None:
    rules = [rule for rule in rulebook.rules("duties") if "modality" not in rule.gives]
    for directive in directives:
        text = directive.text
        found = {
            (match.start(), match.end(), rule.id)
            for rule in rules
            for match in rule.regex.finditer(text)
            if not (text[match.start() - 1 : match.start()].isalpha() or text[match.end() : match.end() + 1].isalpha())
        }
        assert {(cue.start, cue.end, cue.rule) for cue in find_cues(directive, rulebook)} == found


def test_every_example_of_a_role_rule_is_found_where_it_stands(rulebook: Rulebook) -> None:
    rules = [rule for rule in rulebook.rules("duties") if "modality" not in rule.gives]
    for rule in rules:
        for example in rule.examples:
            cues = find_cues(directive_of(example.text, rulebook), rulebook)
            assert rule.id in {cue.rule for cue in cues}, example.text


def test_labels_are_found_as_by_all_rules(lines: list[str], rulebook: Rulebook) -> None:
    labels = [rule for rule in rulebook.rules("structure") if "rank" in rule.gives]
    for line in lines:
        first = next((match for rule in labels if (match := rule.regex.match(line))), None)
        found = read_label(line, rulebook)
        assert (found is None) == (first is None), line
        assert found is None or first is None or found.end >= first.end(), line


def test_frame_rules_match_as_when_all_are_asked(lines: list[str], rulebook: Rulebook) -> None:
    rules = FrameRules(rulebook)
    frame = [rule for rule in rulebook.rules("structure") if rule.id.startswith("frame.")]
    missed = [
        (rule.id, line)
        for line in lines
        for rule in frame
        if (rule.regex.match(line) is None) != (rules.match(rule.id.removeprefix("frame."), line) is None)
    ]
    assert missed == []


def test_times_are_those_that_are_found_when_every_rule_is_tried(
    directives: list[Directive], rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    examples = [directive_of(example.text, rulebook) for rule in rulebook.rules("times") for example in rule.examples]
    read_here = [*directives, *examples]
    found = [find_times(directive, rulebook) for directive in read_here]
    monkeypatch.setattr(Openings, "__missing__", lambda self, _: tuple(item for item, _ in self._items))
    every = Rulebook(rulebook.root)  # what another rulebook was told is kept with it
    assert found == [find_times(directive, every) for directive in read_here]
    assert sum(map(len, found)) > 500


@pytest.mark.parametrize(
    ("pattern", "word", "may_open"),
    [
        ("báo cáo (?:quý|tháng)", "báo", True),
        ("báo cáo (?:quý|tháng)", "trước", False),
        (r"(?<=[(\d)] )trước", "trước", True),
        (r"(?<!(?:sau|từ) )trước", "trước", True),
        (r"(?r)(?<!\p{L})trước (?:ngày )?", "ngày ", True),
        (r"(?r)(?<!\p{L})trước (?:ngày )?", "sau ", False),
        ("báo cáo", "", True),
    ],
)
def test_opening_is_told_by_the_word(pattern: str, word: str, may_open: bool) -> None:
    assert bool(Openings([("rule", regex.compile(pattern))])[word]) == may_open


def test_pattern_that_cannot_be_freed_of_look_behind_may_begin_anywhere() -> None:
    assert without_look_behind(regex.compile(r"(?<=[])a])b")).match("xyz", partial=True)


def test_rule_finds_nothing_where_nothing_stands_that_it_needs(lines: list[str], rulebook: Rulebook) -> None:
    needing = [rule for group in rulebook.groups for rule in rulebook.rules(group) if rule.needs]
    assert needing
    wrong = [
        (rule.id, line)
        for rule in needing
        for line in [*lines, *(example.text for other in needing for example in other.examples)]
        if rule.regex.search(line) and not any(needed in line for needed in rule.needs)
    ]
    assert wrong == []


def test_bodies_of_blocks_that_come_again_are_read_as_the_first_time(
    directives: list[Directive], rulebook: Rulebook
) -> None:
    finder = bodies._finder(rulebook)
    again = [directive_of("\n".join([directive.text] * 2), rulebook) for directive in directives[:8]]
    for directive in [*directives, *again]:
        aliases: dict[str, bodies.Found] = {}
        places = [
            (block.start + one.start, block.start + one.end)
            for block in directive.source.blocks
            if len(text := directive.source.of(block)) > 1
            for one in finder.find(text, aliases)
        ]
        assert [mention.start for mention in bodies.find_bodies(directive, rulebook)] == [start for start, _ in places]


def test_citations_of_blocks_that_come_again_are_read_as_the_first_time(
    directives: list[Directive], rulebook: Rulebook
) -> None:
    grammar = Grammar.of(rulebook)
    for directive in directives:
        own = parse_reference(directive.header.reference.text).text
        found: list[int] = []
        names = KnownNames()
        for block in citations._blocks(directive):
            placed = citations._in_block(directive, block, names, own, grammar)
            cited = [citations._citation(item, len(found)) for item in placed]
            cited = citations._with_definitions(directive.text, cited, grammar)
            found += [one.start for one in cited]
            names = names.after(cited, grammar)
        named = {
            one.start for one in citations.find_citations(directive, rulebook) if one.rule != "citation.definition"
        }
        assert named == set(found)
