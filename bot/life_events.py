"""Which event of life a message tells of ("mới sinh con") without wishing anything in particular. Imports nothing of Rasa.

The words are those of `actions/procedures/life_events.yml`; the action that answers reads the rest of the file.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.word_files import read_lists
from retrieval.place_finder import UnitFinder
from retrieval.text import fold, has_accents, normalise, syllables

EVENTS_FILE = Path(__file__).parents[1] / "actions" / "procedures" / "life_events.yml"
_SHORT, _MIDDLE = 5, 10
"""Words up to which a message may hold no word, or one word, beside the event that tells nothing; longer ones two."""


_OWNED = (
    r"cũ|này|đó|kia|xe|y tế|xã hội|bảo hiểm|căn cước|bhyt|bhxh|ngân hàng|nhà|đất|đỏ|hồng|lái|tốt nghiệp|cấp 3|hộ nghèo|tiết kiệm"
    r"|của(?: (?!mới|vừa|đã|mất|chết)\w+){1,3}"
    r"|bị|cũng|thì|lỡ|đem đi|để đâu|hôm qua|hôm trước|bữa trước|bữa hổm|năm ngoái|hồi trước|lần trước|đi chợ|làm|đánh|bỏ|rớt|rơi"
)
"""What may stand between a thing and its being lost: what kind it is, whose, when."""
_AFTER_LOSING = r"cái|chiếc|cuốn|tấm|luôn|hết|tiêu|cả|mấy|nguyên|sạch|một"


_GETTING = re.compile(
    r"(?<!\S)(?:lanh|huong|nhan|xin|lam|rut|mua|lay|dang ky|hoi|dong|khai)(?: (?:ve|cai|vu|tien|so|giay|the|tro cap|che do|bao hiem|khoan)){0,3} $"
)
"""Words for getting something, right before what is got."""


class LifeEventsError(ValueError):
    """The file of events is wrong; the message names the file and the event."""


class _Phrases:
    """Phrases as they are written and without accents, the longest first, found by whole words."""

    def __init__(self, phrases: "Iterable[object]") -> None:
        written = {_written(str(one)) for one in phrases}
        self.written = _pattern(written)
        self.folded = _pattern({fold(one) for one in written})

    def find(self, text: "_Text") -> "re.Match[str] | None":
        """Return the first of the phrases in a text; accents that were typed must agree."""
        return self.written.search(text.written) if text.accented else self.folded.search(text.folded)


@dataclass(frozen=True)
class _Text:
    """A message, its words parted by single spaces, as `written` (lower case) and `folded`."""

    written: str
    folded: str
    accented: bool


class _LostThings:
    """Tells a thing that is lost ("thẻ của má tui mất rồi", "làm mất cái sổ") from somebody who died."""

    def __init__(self, things: "Iterable[object]") -> None:
        written = {_written(str(one)) for one in things}
        self.written = self._patterns(written, _OWNED, _AFTER_LOSING)
        self.folded = self._patterns({fold(one) for one in written}, fold(_OWNED), fold(_AFTER_LOSING))

    @staticmethod
    def _patterns(
        things: "Collection[str]", owned: str, after: str
    ) -> "tuple[re.Pattern[str], re.Pattern[str]]":
        thing = _pattern(things).pattern
        return (
            re.compile(rf"{thing}(?: (?:{owned}))* $"),
            re.compile(rf" (?:(?:{after}) )*{thing}"),
        )

    def told(self, text: "_Text", said: "re.Match[str]") -> bool:
        """Tell whether what was `said` in a text tells of a thing."""
        whole = text.written if text.accented else text.folded
        before, behind = self.written if text.accented else self.folded
        place = re.search(r"(?<!\S)m(?:ấ|a)t(?!\S)", said[0])
        if place is None:
            return False
        start, end = said.start() + place.start(), said.start() + place.end()
        return before.search(whole[:start]) is not None or behind.match(whole[end:]) is not None


@dataclass(frozen=True)
class LifeEvent:
    """An event: the words that tell of it, those it needs too, those that forbid it, and those allowed beside it; whether
    its words may tell of a thing that is `lost`, and then forbid it.
    """

    id: str
    said: _Phrases
    together: "_Phrases | None"
    unless: "_Phrases | None"
    allows: "frozenset[str]"
    lost: bool


@dataclass(frozen=True)
class LifeEvents:
    """All events, the words that mean a particular wish, those (folded) that change nothing beside an event, and what may
    be lost.
    """

    events: "tuple[LifeEvent, ...]"
    wishes: _Phrases
    beside: "frozenset[str]"
    things: _LostThings


def _written(text: str) -> str:
    return " ".join(re.findall(r"\w+", normalise(text).lower()))


def _pattern(phrases: "Collection[str]") -> "re.Pattern[str]":
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(r"(?<!\S)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\S)")


@lru_cache(maxsize=2)
def life_events(path: Path = EVENTS_FILE) -> LifeEvents:
    """Return the events of `path`.

    Raises:
        LifeEventsError: the file is no YAML, or an event lacks its words.
    """
    found = read_lists(path, ("events", "wishes", "beside", "things"), LifeEventsError)
    try:
        return LifeEvents(
            events=tuple(_event(path, entry) for entry in found["events"]),
            wishes=_Phrases(found["wishes"]),
            beside=frozenset(str(found["beside"]).split()),
            things=_LostThings(found["things"]),
        )
    except (KeyError, TypeError) as error:
        raise LifeEventsError(f"{path.name}: {error}") from error


def _event(path: Path, entry: "dict[str, Any]") -> LifeEvent:
    said = entry.get("said")
    if not entry.get("id") or not isinstance(said, list) or not said:
        raise LifeEventsError(
            f"{path.name}: {entry.get('id') or entry}: an event needs an id and what is said"
        )
    return LifeEvent(
        id=str(entry["id"]),
        said=_Phrases(said),
        together=_Phrases(entry["together"]) if entry.get("together") else None,
        unless=_Phrases(entry["unless"]) if entry.get("unless") else None,
        allows=frozenset(word for one in entry.get("allows") or () for word in syllables(str(one))),
        lost=bool(entry.get("lost", False)),
    )


def _read(text: str) -> _Text:
    written = _written(text)
    words = written.split()
    accented = sum(has_accents(word) for word in words) * 3 > len(words)  # a stray accent binds nobody
    return _Text(written, fold(written), accented)


def wished_in(text: str, event_id: str) -> "tuple[str, ...]":
    """Return, folded, what a message that tells of an event wants in particular: "thất nghiệp" of "muốn lãnh tiền thất
    nghiệp"; none where no word for getting something stands before it.
    """
    known, read = life_events(), _read(text)
    event = next((one for one in known.events if one.id == event_id), None)
    if event is None:
        return ()
    written = read.accented
    plain = read.written if written else read.folded
    told = [match.span() for match in (event.said.written if written else event.said.folded).finditer(plain)]
    found = []
    for wish in (known.wishes.written if written else known.wishes.folded).finditer(plain):
        inside = any(start <= wish.start() and wish.end() <= end for start, end in told)
        if not inside and _GETTING.search(fold(plain[: wish.start()])):
            found.append(fold(wish[0]))
    return tuple(found)


@lru_cache(maxsize=16)
def event_in(text: str) -> "str | None":
    """Return the id of the event that a message tells of; None where there is none, or a particular wish beside it."""
    known, read = life_events(), _read(text)
    best, longest = None, 0
    for event in known.events:
        found = event.said.find(read)
        if found is None or len(found[0]) <= longest or not _is_told(event, read, known):
            continue
        if event.lost and known.things.told(read, found):
            continue
        best, longest = event.id, len(found[0])
    return best


def _without_units(plain: str) -> str:
    """Return words without the names of phường, xã: where somebody lives tells nothing."""
    for mention in reversed(UnitFinder(plain, bare=True).mentions()):
        plain = f"{plain[: mention.start]} {plain[mention.end :]}"
    return plain


def _is_told(event: LifeEvent, text: _Text, known: LifeEvents) -> bool:
    """Tell whether a text that says the event's words holds nothing but the event and what changes nothing beside it."""
    if event.together is not None and event.together.find(text) is None:
        return False
    if event.unless is not None and event.unless.find(text) is not None:
        return False
    pattern, plain = known.wishes, text.written if text.accented else text.folded
    said = event.said.written if text.accented else event.said.folded
    told = [match.span() for match in said.finditer(plain)]
    for wish in (pattern.written if text.accented else pattern.folded).finditer(plain):
        inside = any(start <= wish.start() and wish.end() <= end for start, end in told)
        if not inside and not set(fold(wish[0]).split()) <= event.allows:
            return False
    rest = fold(said.sub(" ", _without_units(plain))).split()
    strange = {word for word in rest if not word.isdigit()} - known.beside - event.allows
    count = len(plain.split())
    return len(strange) <= (0 if count <= _SHORT else 1 if count <= _MIDDLE else 2)
