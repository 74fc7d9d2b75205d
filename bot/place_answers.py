"""The place in an answer to "where?": what of it can be a place, without the words around. Imports nothing of Rasa.

A number with its street, an alley, a ward or district by any name, a known kind of place with its name or beside something,
or the name of a street alone. A story, a wish, a person or a number to call is none. The words are data
(`place_answer_words.yml`).
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.signs import Pattern, question_sign
from bot.word_files import read_lists
from bot.word_patterns import PatternError
from retrieval import places
from retrieval.places import UnitResolution
from retrieval.streets import place_span
from retrieval.text import has_accents, nfc

WORDS_FILE = Path(__file__).parent / "place_answer_words.yml"
_LISTS = (
    "leads", "links", "tails", "bare_tails", "kinds", "beside_kinds", "beside", "streets", "families", "no_name", "bare_no_name", "officials", "titles",
)  # fmt: skip
_CLAUSE = re.compile(r"(?:[,;!?\n…]+|(?<![pPqQ])(?<![tT][pP])\.(?=\s|$)|\s[-–]\s)\s*")
_NUMBER_ALONE = re.compile(r"\d{1,4}[a-z]?(?:/\d{1,4}[a-z]?)*", re.IGNORECASE)
_HOUSE_ALONE = re.compile(
    r"(?:(?:trước|gần|đối diện|ngay|sau|truoc|gan|doi dien|sau)\s+)*(?:(?:nhà|nha|số|so)\s+)*\d{1,4}[a-z]?(?:/\d+)*",
    re.IGNORECASE,
)
"""The number of a house without its street."""
_LONGEST_BEFORE = 3
"""Words before a landmark, of the longest story in which it tells where."""
_LONGEST_WARD = 6
"""Words of the longest clause that is a ward's name alone."""
_LONGEST_GAP = 4
"""Words between two signs of one place."""
_LONGEST_BESIDE = 9
"""Words of the longest landmark."""
_LONGEST_NAMED = 8
"""Words of the longest clause in which capitals alone tell a name."""
_CAPITALS = re.compile(
    r"(?<!\w)[A-ZĐÂĂÊÔƠƯÁÀẢÃẠẤẦẨẪẬẮẰẲẴẶÉÈẺẼẸẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢÚÙỦŨỤỨỪỬỮỰÝỲỶỸỴ]\w*(?:\s+[A-ZĐÂĂÊÔƠƯÁÀẢÃẠẤẦẨẪẬẮẰẲẴẶÉÈẺẼẸẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢÚÙỦŨỤỨỪỬỮỰÝỲỶỸỴ\d]\w*)+"
)
_LONGEST_WARD_NAME = 4
"""Words of the longest name of a ward."""
_SHORTEST_STREET = 2
"""Words of the shortest street that a ward may be named behind without a comma."""
_OF_A_STREET = re.compile(
    r"^(?:(?:trước|gần|số|nhà|hẻm|đường|truoc|gan|so|nha|hem|duong|ngõ|ngo|\d[\w/\-]*)\s+)+", re.IGNORECASE
)
_TOWN = re.compile(r"\s+(?:tp\s?hcm|tphcm|hcm|sg|thành phố hồ chí minh)$", re.IGNORECASE)
_NUMBERED, _NAMED, _DESCRIBED = 3, 2, 1


@dataclass(frozen=True)
class _Found:
    """Where words of a place begin and end, and how exactly they tell it."""

    start: int
    end: int
    exactness: int


@dataclass(frozen=True)
class _Words:
    """The patterns of the file."""

    lead: Pattern
    link: Pattern
    tail: Pattern
    bare_tail: Pattern
    begins: Pattern
    kind_at_end: Pattern
    beside: Pattern
    street: Pattern
    family: Pattern
    no_name: Pattern
    bare_no_name: Pattern
    official: Pattern
    title: Pattern
    titles: Pattern


@lru_cache(maxsize=2)
def place_words(path: Path = WORDS_FILE) -> _Words:
    """Return the words of `path`.

    Raises:
        PatternError: the file is no YAML, a list is missing, unknown or empty, or a pattern does not compile.
    """
    lists = read_lists(path, _LISTS, PatternError)
    told = {name: _any_of(lists[name]) for name in _LISTS}
    try:
        return _Words(
            lead=Pattern(rf"^[^\w]*(?:(?:{told['leads']})(?!\w)[^\w]*)+"),
            link=Pattern(rf"(?:\s+(?:{told['links']}))+$"),
            tail=Pattern(rf"(?:(?<!nhà)(?<!nha)[\s,.!~]+(?:{told['tails']}))+[\s.,!?~)]*$"),
            bare_tail=Pattern(rf"(?:(?<!nha)[\s,.!~]+(?:{told['bare_tails']}))+[\s.,!?~)]*$"),
            begins=Pattern(rf"^(?:{told['kinds']})(?!\w)"),
            kind_at_end=Pattern(rf"(?<!\w)(?:{told['kinds']}|{told['beside']}|{told['links']})$"),
            beside=Pattern(
                rf"(?<!\w)(?:(?:{told['beside']})\s+)+(?:{told['kinds']}|{told['beside_kinds']})(?!\w)"
            ),
            street=Pattern(rf"^(?:{told['streets']})(?!\w)"),
            family=Pattern(
                rf"^(?:{told['families']})(?:\s+[^\s\d_]+){{1,4}}?(?:\s+(?:{told['links']})\s.*)?$"
            ),
            no_name=Pattern(rf"(?<!\w)(?:{told['no_name']})(?!\w)"),
            bare_no_name=Pattern(rf"(?<!\w)(?:{told['bare_no_name']})(?!\w)"),
            official=Pattern(rf"(?<!\w)(?:{told['officials']})\s+(?:\w+\s+){{0,2}}$"),
            title=Pattern(rf"^(?:{told['titles']})(?!\w)"),
            titles=Pattern(rf"(?<!\w)(?:{told['titles']})(?!\w)"),
        )
    except re.error as error:
        raise PatternError(f"{path.name}: {error}") from error


def _any_of(listed: Any) -> str:
    """Return one pattern for what a list of the file tells."""
    if isinstance(listed, list):
        return "|".join(f"(?:{one})" for one in listed)
    return re.sub(r"\s*\|\s*", "|", str(listed).strip())


@lru_cache(maxsize=16)
def place_answered(text: str) -> "str | None":
    """Return the place that an answer to "where?" tells, without the words around; None where nothing in it can be one.

    Of two places the more exact one is meant; what stands beside it between commas belongs to it.
    """
    if text.startswith("/"):
        return None
    typed = nfc(text)
    runs: list[list[_Found]] = [[]]
    for start, end in _clauses(typed):
        found = _of_clause(typed[start:end])
        if found is None:
            runs.append([])
            continue
        whole = found.end >= len(typed[start:end].rstrip(" .,"))
        runs[-1].append(_Found(start + found.start, start + found.end, found.exactness))
        if not whole:
            runs.append([])
    told = [run for run in runs if run]
    if not told:
        return None
    best = max(told, key=lambda run: max(one.exactness for one in run))
    place = _slice(typed, best)
    named = [run for run in told if max(one.exactness for one in run) == _NAMED]
    if named and _HOUSE_ALONE.fullmatch(place):
        place = f"{place}, {_slice(typed, named[0])}"
    return place


def tells_only_a_place(text: str) -> bool:
    """Tell whether a message is a place told by a number, a street or a name, and nothing else."""
    place = place_answered(text)
    if place is None or question_sign(text):
        return False
    return (
        place_span(place) is not None and not beside_place(text, place) and not _NUMBER_ALONE.fullmatch(place)
    )


def beside_place(text: str, place: str) -> str:
    """Return what an answer tells beside its `place`, without the words that only lead to it."""
    rest = nfc(text).replace(place, " ")
    return rest[slice(*_bare(rest))].strip(" ,.-–")


@lru_cache(maxsize=16)
def ward_in_place(place: str) -> "UnitResolution | None":
    """Return the ward, or the wards it may be, by whose bare name a place ends: "7 Hoàng Sa, Tân Định"; None for none.

    Without a comma it stands behind a name: "chung cư 4S Linh Đông", never "chợ Tân Định".
    """
    *before, last = [part for part in re.split(r"\s*,\s*", nfc(place).strip(" ,.")) if part] or [""]
    if before:
        return _ward(_TOWN.sub("", last))
    words, street = last.split(), _OF_A_STREET.sub("", last)
    known = place_words().street.of(street).match(street.lower())
    if known is not None and known.end() == len(street):
        return None
    for length in range(_LONGEST_WARD_NAME, 1, -1):
        head, tail = " ".join(words[:-length]), " ".join(words[-length:])
        if _has_a_name(head) and (ward := _ward(tail)) is not None:
            return ward
    return None


def _ward(name: str) -> "UnitResolution | None":
    resolution = places.resolve_unit(name)
    return resolution if resolution.unit is not None or resolution.candidates else None


def _has_a_name(head: str) -> bool:
    """Tell whether a place is named without what stands behind `head`: a house with its street, a building with its name."""
    begins = place_words().begins.of(head).match(head.lower())
    if place_words().kind_at_end.of(head).search(head.lower()) is not None:
        return False
    if begins is not None:
        return bool(head[begins.end() :].strip()) and place_answered(head) == head
    span = place_span(head)
    named = _OF_A_STREET.sub("", head).split()
    return span is not None and span[1] == len(head) and len(named) >= _SHORTEST_STREET


def _slice(typed: str, run: "list[_Found]") -> str:
    return typed[run[0].start : run[-1].end].strip(" ,.-–")


def _no_name(said: str, whole: "str | None" = None) -> "re.Match[str] | None":
    """Return the first words of `said` that no name of a place holds; typed with or without accents as `whole` is."""
    known, typed = place_words(), said if whole is None else whole
    pattern = known.no_name if has_accents(typed) else known.bare_no_name
    return pattern.of(typed).search(said.lower())


def _clauses(typed: str) -> "list[tuple[int, int]]":
    found, start = [], 0
    for gap in _CLAUSE.finditer(typed):
        found.append((start, gap.start()))
        start = gap.end()
    found.append((start, len(typed)))
    return [(first, last) for first, last in found if typed[first:last].strip()]


def _of_clause(clause: str) -> "_Found | None":
    """Return where a clause tells a place."""
    start, end = _bare(clause)
    said = clause[start:end]
    if not said:
        return None
    signs = sorted(_signs(said), key=lambda one: one.start)
    if not signs:
        return None
    first = signs[0]
    for one in signs[1:]:
        if _parted(said[first.end : one.start]):
            first = max(first, one, key=lambda sign: sign.exactness)
        else:
            exactness = max(first.exactness, one.exactness)
            first = _Found(first.start, max(first.end, one.end), exactness)
    told = said[first.start : first.end]
    last = _bare(told)[1]
    if (link := place_words().link.of(said).search(told.lower(), 0, last)) is not None:
        last = link.start()
    return _Found(start + first.start, start + first.start + last, first.exactness)


def _bare(clause: str) -> "tuple[int, int]":
    """Return where a clause begins and ends without the words around a place."""
    known, accents = place_words(), has_accents(clause)
    lowered = clause.lower()
    begins = not accents and known.begins.of(clause).match(lowered)  # else "cho ba chieu" would be "ba chieu"
    lead = None if begins else known.lead.of(clause).match(lowered)
    start = lead.end() if lead else 0
    tail = (known.tail if accents else known.bare_tail).of(clause).search(lowered, start)
    end = tail.start() if tail and clause[tail.start() :].islower() else len(clause.rstrip(" .,"))
    return start, max(start, end)


def _signs(said: str) -> "list[_Found]":
    """Return all that tells a place in a clause."""
    signs = []
    if (exact := place_span(said)) is not None:
        numbered = any(map(str.isdigit, said[slice(*exact)]))
        if numbered or not _opens_a_story(said[slice(*exact)]):
            signs.append(_Found(*exact, _NUMBERED if numbered else _NAMED))
    known, lowered = place_words(), said.lower()
    for mention in places.find_units(said):
        if not known.official.of(said).search(lowered, 0, mention.start):
            signs.append(_Found(mention.start, mention.end, _NAMED))
    if (name := _name(said)) is not None:
        signs.append(name)
    if (landmark := _landmark(said)) is not None:
        signs.append(landmark)
    return signs


def _landmark(said: str) -> "_Found | None":
    """Return where a kind of place stands with its name at the beginning, or beside something known."""
    known, lowered = place_words(), said.lower()
    found = known.begins.of(said).search(lowered) or known.beside.of(said).search(lowered)
    if found is None:
        return None
    after = said[found.end() :]
    stop = _no_name(after, said)
    end = found.end() + (stop.start() if stop else len(after))
    if found.start() == 0 and _opens_a_story(said):
        return None
    if len(said[: found.start()].split()) > _LONGEST_BEFORE:
        return None
    if len(said[found.start() : end].split()) > _LONGEST_BESIDE:
        return None
    return _Found(found.start(), found.start() + len(said[found.start() : end].rstrip(" ,.-–")), _DESCRIBED)


def _opens_a_story(said: str) -> bool:
    """Tell whether a kind of place begins what is told of it: "quán mở nhạc", "trường bắt đóng tiền"."""
    begins = place_words().begins.of(said).match(said.lower())
    after = said[begins.end() :] if begins else ""
    stop = _no_name(after, said)
    return stop is not None and not after[: stop.start()].strip()


def _name(said: str) -> "_Found | None":
    """Return where the name of a street or a ward stands alone, or begins a clause that goes on with something beside it."""
    known, lowered = place_words(), said.lower()
    if _NUMBER_ALONE.fullmatch(said):
        return _Found(0, len(said), _DESCRIBED)
    if (street := known.street.of(said).match(lowered)) is not None:
        return _Found(0, street.end(), _NAMED)
    if known.title.of(said).match(lowered):
        return None
    words = said.split()
    if len(words) <= _LONGEST_WARD and not said.isdigit():
        resolution = places.resolve_unit(said)
        if (resolution.unit or resolution.candidates) and places.find_units(f"ở {said}"):
            return _Found(0, len(said), _NAMED)
    if known.family.of(said).match(lowered) and _no_name(said) is None:
        return _Found(0, len(said), _NAMED)
    capitals = _CAPITALS.search(said)
    if place_span(said) is not None or capitals is None or said.isupper() or len(words) > _LONGEST_NAMED:
        return None
    before = said[: capitals.start()]
    if _no_name(before, said) is not None or known.titles.of(said).search(before.lower()):
        return None
    return _Found(0, capitals.end(), _NAMED)


def _parted(between: str) -> bool:
    """Tell whether what stands between two signs parts them: too much, or something that is done."""
    return len(between.split()) > _LONGEST_GAP or _no_name(between) is not None
