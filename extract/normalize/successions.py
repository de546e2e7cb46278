"""Bodies in time: from when to when each one exists, and who answers for its duties on a later day.

The rows of `extract.normalize.succession_table` say what became of bodies. Where the words of a duty do not decide
between several heirs, nothing is chosen: the candidates are named instead.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from extract.model import Body
from extract.normalize.registry import Registry
from extract.normalize.succession_table import WHOLE, Succession, SuccessionTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.normalize.registry import Entry
    from extract.rulebook import Rulebook

_GROUP: Final = "bodies"
_DISTRICT: Final = "district"
_ANY: Final = "*"
_MOST_STEPS: Final = 8


@dataclass(frozen=True, slots=True)
class Standing:
    """What a body has become on a day.

    ``body`` is who answers for its duties then: the body itself while it exists, None when nobody is known or several
    come into question; then ``candidates`` names those. ``name`` is its name, with its province where that is another
    one than before. ``ended_on`` is the last day of the body that was asked for, empty while it exists. ``basis`` gives
    legal sources and the topic that decided.
    """

    body: Body | None
    name: str = ""
    ended_on: str = ""
    basis: str = ""
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _End:
    """The end of a body: by its own succession rows, or with its province."""

    last_day: str
    rows: tuple[Succession, ...]
    of_province: bool = False


class Successions:
    """Tells how long bodies exist and who follows them. Build it with `Successions.of`.

    Args:
        rulebook: the rules whose groups ``bodies`` and ``topics`` are read; topics only when one must decide.

    Raises:
        RulebookError: a table is missing.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        """Read the tables."""
        self._registry = Registry.of(rulebook)
        self._table = SuccessionTable(rulebook)
        self._area_names = {row["slug"]: row["words"] for row in rulebook.rows(f"{_GROUP}/area_names")}
        self._units = {level: rulebook.words(_GROUP, f"units_{level}") for level in ("province", "district", "commune")}
        self._end = lru_cache(maxsize=4096)(self._first_end)
        self._row = lru_cache(maxsize=4096)(self._made_row)

    @staticmethod
    def of(rulebook: Rulebook) -> Successions:
        """Return the successions of a rulebook, built once for each."""
        return _successions(rulebook)

    # ------------------------------------------------------------------------------------------------- the table bodies

    def body_row(self, body_id: str, name: str = "", level: str = "", *, is_group: bool = False) -> Body:
        """Return the row of ``bodies`` for an id.

        Args:
            body_id: an id of the registry, with ``:province`` where it exists once per province, or a slug.
            name: the name as the text gives it, for ids that the registry does not know.
            level: its level, likewise.
            is_group: whether the name stands for several bodies.

        Returns:
            the row; validity and successor are empty where nothing is known of them, the successor also where several
            share what the body did: those are its candidates.
        """
        return self._row(body_id, name, level, is_group)

    def _made_row(self, body_id: str, name: str, level: str, is_group: bool) -> Body:
        stem, _, place = body_id.partition(":")
        province = self._registry.province(place)
        entry = self._registry.entry(stem) or self._instance(stem)
        exact = entry is not None and entry.id == stem
        body = Body(
            body_id,
            self._name(stem, place) or name,
            level or (self._level(stem, entry) if exact or self._name(stem, place) else ""),
            province.name if province else "",
            entry.abbreviation if entry and exact else "",
            is_group,
        )
        end = self._end(body)
        start = max(entry.valid_from if entry else "", province.valid_from if province else "")
        body = replace(body, valid_from=start, valid_to=end.last_day if end else "")
        heirs = self._heirs(body, end) if end else ()
        main = next((heir for heir, topic in heirs if topic == WHOLE or len(heirs) == 1), "")
        others = "; ".join(heir for heir, _ in heirs) if len(heirs) > 1 else ""
        return replace(body, successor_id=main, successor_candidates=others)

    def _heirs(self, body: Body, end: _End) -> tuple[tuple[str, str], ...]:
        if end.of_province:
            return ((self._moved(body, end.rows[0].new).body_id, WHOLE),) if self._moves(body) else ()
        heirs: dict[str, str] = {}
        for row in end.rows:
            if row.new:
                heir = self._heir(body, row).body_id
                heirs[heir] = WHOLE if WHOLE in (row.topic, heirs.get(heir)) else row.topic
        return tuple(heirs.items())

    def _name(self, stem: str, place: str) -> str:
        """Return the full name of an id that the registry knows, "" for others."""
        province = self._registry.province(place)
        entry = self._registry.entry(stem)
        if entry is not None:
            return f"{entry.name} {province.full_name}" if province and entry.area == "must" else entry.name
        entry = self._instance(stem)
        area = self._area_names.get(stem.removeprefix(f"{entry.id}-"), "") if entry else ""
        if entry is None or not area:
            return ""
        of_province = province is not None and area == self._area_names["tinh"]
        return f"{entry.name} {province.full_name if province and of_province else area}"

    def _instance(self, stem: str) -> Entry | None:
        """Return the entry of which a stem is an instance: "ubnd" for "ubnd-huyen-tan-an"."""
        at = len(stem)
        while (at := stem.rfind("-", 0, at)) > 0:
            if entry := self._registry.entry(stem[:at]):
                return entry
        return None

    def heir_row(self, body: Body, heir_id: str) -> Body:
        """Return the row of one of those who follow a body: ``heir_id`` stands in its successor columns."""
        end = self._end(body)
        if end is None:
            return self.body_row(heir_id)
        if end.of_province:
            return self._moved(body, end.rows[0].new)
        heirs = (self._heir(body, row) for row in end.rows if row.new)
        return next((heir for heir in heirs if heir.body_id == heir_id), self.body_row(heir_id))

    # --------------------------------------------------------------------------------------------------------- in time

    def on(self, body: Body, day: dt.date, texts: Sequence[str] = ()) -> Standing:
        """Return who answers for a body's duty on a day.

        Args:
            body: the body as a row of `body_row`.
            day: the day.
            texts: the words of the duty that may decide between several heirs, nearest first; the first that speaks of
                their topics decides, the others only between what it leaves open.

        Returns:
            the body itself while it exists on that day; a day before it began is none of its past.
        """
        first, ended_on, basis, today = body, "", [], day.isoformat()
        for _ in range(_MOST_STEPS):
            end = self._end(body)
            if end is None or _last(end.last_day) >= today:
                break
            ended_on = ended_on or end.last_day
            following, why, candidates = self._step(body, end, texts)
            basis += [why] if why else []
            if following is None:
                later = [self.on(one, day, texts) for one in candidates]
                names = dict.fromkeys(one.name for one in later if one.body)
                return Standing(None, "", ended_on, "; ".join(dict.fromkeys(basis)), tuple(names))
            body = following
        name = body.name if body.province == first.province else self._placed_name(body)
        return Standing(body, name, ended_on, "; ".join(dict.fromkeys(basis)))

    def _step(self, body: Body, end: _End, texts: Sequence[str]) -> tuple[Body | None, str, list[Body]]:
        """Return the next heir, what says so, and the candidates when there is no one heir."""
        if end.of_province:
            row = end.rows[0]
            return (self._moved(body, row.new) if self._moves(body) else None), row.source, []
        rows, label = self._table.chosen(end.rows, texts)
        heirs = {row.new: row for row in rows if row.new}
        why = "; ".join(dict.fromkeys(source for row in rows for source in row.source.split("; ") if source))
        if len(heirs) == 1 and len({row.new for row in rows}) == 1:
            return self._heir(body, rows[0]), f"{why} ({label})" if label else why, []
        return None, why, [self._heir(body, row) for row in heirs.values()]

    def _first_end(self, body: Body) -> _End | None:
        """Return how a body ends: whichever comes first, its own end, that of its level or that of its province."""
        stem, _, place = body.body_id.partition(":")
        entry = self._registry.entry(stem) or self._instance(stem)
        ends = []
        if entry and entry.valid_to:
            ends.append(_End(entry.valid_to, self._table.rows(entry.id)))
        if self._is_of_district(body, entry):
            rows = self._table.rows(entry.id, _DISTRICT) if entry else ()
            rows = rows or self._table.rows(_ANY, _DISTRICT)
            ends.append(_End(_day_before(rows[0].since), rows))
        province = self._registry.province(place)
        if province and province.valid_to:
            ends.append(_End(province.valid_to, self._table.rows(province.id), of_province=True))
        return min(ends, key=lambda end: _last(end.last_day), default=None)

    def _is_of_district(self, body: Body, entry: Entry | None) -> bool:
        """Tell whether a body belongs to the district level alone: "UBND các huyện, xã" is of two levels."""
        if body.level not in (_DISTRICT, "party", "mass_organisation") or (body.is_group and body.level != _DISTRICT):
            return False
        if entry and entry.valid_to:
            return False
        words = f" {body.name.removeprefix(entry.name if entry else '').replace(',', '').lower()} "
        rest = words
        for unit in self._units[_DISTRICT]:
            rest = rest.replace(f" {unit} ", "  ")
        if any(f" {unit} " in rest for unit in self._units["commune"]):
            return False
        return body.level == _DISTRICT or rest != words

    # ------------------------------------------------------------------------------------------------------------ heirs

    def _heir(self, body: Body, row: Succession) -> Body:
        place = body.body_id.partition(":")[2]
        entry = self._registry.entry(row.new) or self._instance(row.new)
        keeps = bool(place) and (entry is None or entry.area != "none")
        return self.body_row(f"{row.new}:{place}" if keeps else row.new, level=self._level(row.new, entry))

    def _level(self, stem: str, entry: Entry | None) -> str:
        if entry is None or entry.id == stem or entry.level == "party":
            return entry.level if entry else ""
        return "commune" if stem.endswith("-cap-xa") else "province"

    def _moves(self, body: Body) -> bool:
        """Tell whether a body goes on in the province that took its own in: one known or a group, no commune."""
        stem = body.body_id.partition(":")[0]
        entry = self._registry.entry(stem) or self._instance(stem)
        if entry is None:
            return body.is_group
        area = body.name.removeprefix(entry.name)
        return body.level != "commune" or not any(word[0].isupper() for word in area.split())

    def _moved(self, body: Body, new: str) -> Body:
        """Return a body in the province that took its own in."""
        stem, _, place = body.body_id.partition(":")
        old, province = self._registry.province(place), self._registry.province(new)
        if old is None or province is None:
            return body
        name = body.name.replace(old.full_name, province.full_name)
        return self.body_row(f"{stem}:{new}", name, body.level, is_group=body.is_group)

    def _placed_name(self, body: Body) -> str:
        """Return the name of a body with its province: "Sở Nội vụ tỉnh Lâm Đồng"."""
        province = self._registry.province(body.body_id.partition(":")[2])
        if province is None or province.full_name in body.name:
            return body.name
        unit = next((unit for unit in self._units["province"] if body.name.lower().endswith(f" {unit}")), "")
        return f"{body.name[: len(body.name) - len(unit)].rstrip()} {province.full_name}"


@lru_cache(maxsize=4)
def _successions(rulebook: Rulebook) -> Successions:
    return Successions(rulebook)


def first_day(partial: str) -> dt.date:
    """Return the first day of a date that may be cut to month or year: "2007-08" is 1 August 2007."""
    year, month, day = (*map(int, partial.split("-")), 1, 1)[:3]
    return dt.date(year, month, day)


def _last(partial: str) -> str:
    """Return the last day of a date that may be cut to month or year."""
    parts = [int(part) for part in partial.split("-")]
    if len(parts) == 3:
        return partial
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return dt.date(year, month, calendar.monthrange(year, month)[1]).isoformat()


def _day_before(partial: str) -> str:
    return (first_day(partial) - dt.timedelta(days=1)).isoformat()
