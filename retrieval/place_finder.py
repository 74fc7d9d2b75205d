"""Finding the units a text names, left to right, and choosing between today's and old ones.

Standard library only: the Rasa environment (Python 3.10) imports this module as well.
"""

from dataclasses import dataclass
from typing import Literal

from retrieval.gazetteer import FormerUnit, Gazetteer, Unit, gazetteer, name_key
from retrieval.place_reader import LAST_WARD_NUMBER, WARD_LEVELS, Area, PlaceReader


def _set_of(listed: str) -> "frozenset[str]":
    return frozenset(listed.split())


_PARTICLES = _set_of(
    "nha nhe nhen nghen a ah da do day em anh chi oi ne thoi thi phai cu moi roi luon o khong ko con toi tui minh chac hinh nhu la"
)
"""Words that may follow the number of a ward in an answer (folded)."""


@dataclass(frozen=True)
class UnitMention:
    """A place in a text: `words` is text[start:end]; one unit is an answer, several are candidates.

    `by` tells whether today's name or an old one was used; `old_name` is the old unit or district meant;
    `district_only` is true where no ward was named at all.
    """

    start: int
    end: int
    words: str
    units: tuple[Unit, ...]
    by: Literal["new", "old"]
    old_name: str = ""
    district_only: bool = False


@dataclass(frozen=True)
class _Read:
    """A mention in token positions, with what it means."""

    start: int
    stop: int
    units: tuple[Unit, ...]
    by: Literal["new", "old"]
    old_name: str = ""
    district_only: bool = False


@dataclass(frozen=True)
class _Beside:
    """What stands right after a ward: its district, whether cũ or mới, and the index after all that."""

    area: Area | None
    age: Literal["old", "new"] | None
    stop: int


def _unique(found: "list[Unit]") -> tuple[Unit, ...]:
    return tuple(dict.fromkeys(found))


def _units_of_area(tables: Gazetteer, area: Area) -> tuple[Unit, ...]:
    """Return today's units in `area`: the one of its name, others seated there, those that took a part of it."""
    seated = [one for one in tables.units.values() if area.holds(one.district)]
    seated.sort(key=lambda one: not area.holds(one.name))
    taken = [one for former in tables.former if area.holds(former.district) for one in former.units]
    return _unique(seated + taken)


class UnitFinder:
    """Finds the mentions of one text."""

    def __init__(self, text: str, *, bare: bool) -> None:
        """Take `text`; with `bare` it is an answer to "which ward?", so a name or number alone counts."""
        self.text = text
        self.tables = gazetteer()
        self.reader = PlaceReader(text, self.tables)
        self.bare = bare
        self.everywhere = self._only_area()

    def mentions(self) -> list[UnitMention]:
        """Return the mentions in the order of the text."""
        found: list[UnitMention] = []
        i = 0
        while i < len(self.reader.tokens):
            read = self._ward(i, None, i) or self._from_area(i)
            if read is None:
                i += 1
                continue
            start = self.reader.tokens[read.start].start
            end = self.reader.tokens[read.stop - 1].end
            found.append(
                UnitMention(
                    start, end, self.text[start:end], read.units, read.by, read.old_name, read.district_only
                )
            )
            i = read.stop
        return found

    def _only_area(self) -> Area | None:
        """Return the one district the text names anywhere, None for none or several."""
        areas: list[Area] = []
        for i in range(len(self.reader.tokens)):
            level = self.reader.level(i - 1) if i else None
            if level is not None and level[1] == i and level[0] in WARD_LEVELS:
                continue
            area = self.reader.area(i, beside_ward=False)
            if area and area.sure and not (not area.levelled and self._in_street(i)):
                areas.append(area)
        return areas[0] if areas and len({area.districts for area in areas}) == 1 else None

    def _from_area(self, i: int) -> _Read | None:
        """Read a district at `i`, with the ward right after it where there is one."""
        area = self.reader.area(i, beside_ward=False) or self._short_before_ward(i)
        if area is None or (not area.levelled and self._in_street(i)):
            return None
        age = 1 if self.reader.marked(area.stop, "old") else 0
        after = area.stop + age
        if self.reader.joined(after):
            ward = self._ward(after, area, i)
            if ward is not None:
                return ward
        if not area.sure and not self._place_context(i, area.stop):
            return None
        name = " / ".join(self.tables.districts[name].full_name for name in sorted(area.districts))
        return _Read(i, after, _units_of_area(self.tables, area), "old", name, district_only=True)

    def _short_before_ward(self, i: int) -> Area | None:
        """Read an abbreviated district that a numbered ward follows ("gv p12")."""
        area = self.reader.area(i, beside_ward=True)
        level = self.reader.level(area.stop) if area else None
        if area is None or level is None or level[0] != "phường":
            return None
        number = self.reader.number(level[1], largest=LAST_WARD_NUMBER, sure_only=True)
        return area if number else None

    def _ward(self, i: int, before: Area | None, start: int) -> _Read | None:
        """Read a ward at `i`; `before` is the district read before it, from `start` on."""
        level = self.reader.level(i)
        if level is not None and level[0] in WARD_LEVELS:
            kind, at = level
            length = self.reader.name_length(at)
            if length:
                return self._named(at, length, kind, before, start)
            return self._number_after(i, at, before, start) if kind == "phường" else None
        if self.bare and i == start == 0:
            alone = self._number_after(0, 0, None, 0)
            if alone is not None and self._stands_alone(alone.stop):
                return alone
        length = self.reader.name_length(i)
        if not length or (before is None and self._is_district_name(i, length)):
            return None
        return self._named(i, length, None, before, start)

    def _stands_alone(self, stop: int) -> bool:
        """Tell whether up to `stop` a number is a whole answer: it ends there, but for particles, or a district is told with
        it; "12 Nguyễn Duy" and "12/4" are houses.
        """
        left = self.reader.tokens[stop:]
        if not left:
            return True
        tokens_before = self.reader.tokens[:stop]
        with_district = len(tokens_before) > 1 and tokens_before[0].number is not None
        return "/" not in left[0].gap and (with_district or all(one.folded in _PARTICLES for one in left))

    def _number_after(self, i: int, at: int, before: Area | None, start: int) -> _Read | None:
        """Read the number of a ward at `at`, which "số" may precede; the ward starts at `i`."""
        if at < len(self.reader.tokens) and self.reader.tokens[at].folded == "so":
            at += 1
        number = self.reader.number(at, largest=LAST_WARD_NUMBER, sure_only=False)
        return self._numbered(i, at, number, before, start) if number else None

    def _numbered(
        self, i: int, at: int, number: "tuple[int, int]", before: Area | None, start: int
    ) -> _Read | None:
        value, stop = number
        beside = self._beside(stop)
        area = beside.area or before or self.everywhere
        in_words = self.reader.tokens[at].number is None
        if in_words and area is None and not self.reader.accented:
            return None
        if area is None:
            wards = [one for one in self.tables.former if one.name == str(value)]
            return _Read(i, beside.stop, _merged(wards), "old", f"phường {value}") if wards else None
        wards = [one for one in self.tables.former if one.name == str(value) and area.holds(one.district)]
        found = _merged(wards) or _units_of_area(self.tables, area)
        district = wards[0].district if wards else min(area.districts)
        name = f"phường {value} {self.tables.districts[district].full_name}"
        return _Read(start if before and not beside.area else i, beside.stop, found, "old", name)

    def _named(self, at: int, length: int, kind: str | None, before: Area | None, start: int) -> _Read | None:
        beside = self._beside(at + length)
        near = beside.area or before
        if kind is None and not self._bare_name_counts(at, length, near, beside.stop):
            return None
        places = self._places(at, length)
        found = _meant(
            places, kind, near or self.everywhere, beside.age, strict=kind is None and near is not None
        )
        if found is None:
            return None
        meant, by, old_name = found
        first = start if before and not beside.area else (at if kind is None else self._level_start(at))
        return _Read(first, beside.stop, meant, by, old_name)

    def _level_start(self, at: int) -> int:
        level = self.reader.level(at - 2) if at > 1 else None
        return at - 2 if level is not None and level[1] == at else at - 1

    def _places(self, at: int, length: int) -> "list[Unit | FormerUnit]":
        """Return the old and new units the tokens may name; full accents win over none."""
        key = tuple(token.folded for token in self.reader.tokens[at : at + length])
        places = [one for one in self.tables.by_name[key] if self.reader.spelled(at, length, one.name)]
        exact = [one for one in places if self.reader.exact(at, length, one.name)]
        return exact if exact and self.reader.accented else places

    def _beside(self, i: int) -> _Beside:
        """Read what follows a ward: "cũ", "(Q.3)", ", quận 3 cũ", "thuộc gò vấp"."""
        reader = self.reader
        age: Literal["old", "new"] | None = None
        area: Area | None = None
        stop = i
        for _ in range(4):
            if not reader.joined(i):
                break
            old, new = reader.marked(i, "old"), reader.marked(i, "new")
            if old or new:
                age = age or ("old" if old else "new")
                i = stop = i + (old or new)
                continue
            read = reader.area(i, beside_ward=True) if area is None else None
            if read is not None:
                area, i = read, read.stop
                stop = i
                continue
            between = reader.marked(i, "between")
            if not between:
                break
            i += between
        return _Beside(area, age, stop)

    def _is_district_name(self, i: int, length: int) -> bool:
        key = tuple(token.folded for token in self.reader.tokens[i : i + length])
        return key in self.tables.district_names

    def _bare_name_counts(self, at: int, length: int, near: Area | None, stop: int) -> bool:
        """Tell whether a name without phường, xã… before it is meant as a unit."""
        if self.bare and at == 0 and stop >= len(self.reader.tokens):
            return True
        if self._in_street(at):
            return False
        names = [one.name for one in self._places(at, length)]
        accented = any(self.reader.exact(at, length, name) for name in names)
        needs = self.tables.needs.get(name_key(names[0]))
        if needs == "level" and not (self.bare and near):
            return False
        if needs == "place" and near is None and not self._after_place_word(at):
            return False
        if needs == "accents" and not accented and near is None:
            return False
        if near is not None or length >= 3:
            return True
        capital = self.reader.tokens[at].capital and self.reader.tokens[at + length - 1].capital
        return (accented and capital) or self._place_context(at, stop)

    def _in_street(self, at: int) -> bool:
        """Tell whether the name at `at` is a street's or a building's: a house number or such a word before it."""
        if at == 0:
            return False
        tokens = self.reader.tokens
        if not self.reader.joined(at) or "," in tokens[at].gap:
            return False
        if tokens[at - 1].number is not None:
            level = self.reader.level(at - 2) if at > 1 else None
            return not (level is not None and level[1] == at - 1)
        if len(tokens[at - 1].folded) == 1 and at > 1 and tokens[at - 2].number is not None:
            return True
        for back in range(1, min(4, at) + 1):
            for kind in ("street", "landmark"):
                if self.reader.marked(at - back, kind) == back:
                    return True
        return False

    def _after_place_word(self, at: int) -> bool:
        """Tell whether a word such as "ở" or "khu vực" stands right before `at`."""
        return any(at >= back and self.reader.marked(at - back, "before") == back for back in (1, 2, 3))

    def _place_context(self, at: int, stop: int) -> bool:
        """Tell whether a place is expected at `at`: a word such as "ở" before it, or it stands between commas."""
        if self._after_place_word(at):
            return True
        tokens = self.reader.tokens
        opens = at == 0 or bool(set(tokens[at].gap) & set(",(;\n-"))
        closes = stop >= len(tokens) or bool(set(tokens[stop].gap) & set(",.);\n-"))
        return opens and closes


def _merged(wards: "list[FormerUnit]") -> tuple[Unit, ...]:
    return _unique([one for ward in wards for one in ward.units])


def _meant(
    places: "list[Unit | FormerUnit]",
    kind: str | None,
    area: Area | None,
    age: Literal["old", "new"] | None,
    *,
    strict: bool,
) -> "tuple[tuple[Unit, ...], Literal['new', 'old'], str] | None":
    """Choose among the units of one name: by district, then by phường / xã, today's name before old ones.

    With `strict`, a name without a level word must lie in the district beside it; else it is no unit.
    """
    now = [] if age == "old" else [one for one in places if isinstance(one, Unit)]
    old = [] if age == "new" else [one for one in places if isinstance(one, FormerUnit)]
    if not now and not old:
        now = [one for one in places if isinstance(one, Unit)]
        old = [one for one in places if isinstance(one, FormerUnit)]
    if area is not None:
        now_there = [one for one in now if area.holds(one.district)]
        old_there = [one for one in old if area.holds(one.district)]
        if now_there or old_there:
            now, old = now_there, old_there
        elif strict:
            return None
    if kind is not None and kind in {one.type for one in now} | {one.type for one in old}:
        now = [one for one in now if one.type == kind]
        old = [one for one in old if one.type == kind]
    if now:
        return _unique(now), "new", ""
    return _merged(old), "old", f"{old[0].type} {old[0].name}"
