"""What the body above it adds to the name of an issuing body: its own name, its place, or nothing."""

from __future__ import annotations

from extract.structure.frame_rules import FrameRules

CENTRAL_PARTY = "ban chấp hành trung ương"
_COMMITTEE = len(("đảng", "ủy"))


def completed(name: str, superior: str, rules: FrameRules) -> str:
    """Return the full name of a body below ``superior``.

    Args:
        name: the body in proper case ("Văn phòng", "Sở Y tế").
        superior: the full name of the body above it, empty when there is none.
        rules: the rules of the frame.

    Returns:
        "Văn phòng Ủy ban nhân dân tỉnh Hà Nam", "Sở Y tế tỉnh Hà Nam"; the name as it is where it says all.
    """
    if not superior:
        return name
    organ = rules.names.belongs_to_another(name)
    central = superior.casefold().startswith(CENTRAL_PARTY)
    if organ and not central:
        stem, rest = organ
        if not rest or _overlap(name, superior):
            return joined(name, superior)
        if rules.match("placed", rest) and not _place(superior, rules) and not rules.match("party-committee", name):
            return f"{joined(stem, superior)} {rest}"
    if rules.search("placed", name) or rules.names.names_province(name):
        return name
    if central:
        return joined(name, "Trung ương")
    committee = rules.match("council", superior) and rules.match("council-committee", name)
    below_party = rules.match("party-committee", superior) and not rules.match("party-committee", name)
    if committee or below_party or rules.match("bare-organ", name):
        return f"{name} {superior}" if below_party and _overlap(name, superior) < _COMMITTEE else joined(name, superior)
    return joined(name, _place(superior, rules))


def joined(name: str, addition: str) -> str:
    """Join two parts of a name; words that end the one and begin the other stand once ("Công an tỉnh" + "tỉnh X")."""
    rest = addition.split()[_overlap(name, addition) :]
    return " ".join((name, *rest))


def _overlap(name: str, addition: str) -> int:
    ending, beginning = name.casefold().split(), addition.casefold().split()
    longest = min(len(ending), len(beginning))
    return next((size for size in range(longest, 0, -1) if ending[-size:] == beginning[:size]), 0)


def _place(superior: str, rules: FrameRules) -> str:
    """The place that a superior hands down: the one in its name, or the province of a provincial body."""
    placed = rules.search("placed", superior)
    if placed:
        return superior[placed.start() :]
    return rules.names.province_in(superior) if rules.match("provincial-superior", superior) else ""
