"""Which phường, xã or đặc khu a citizen means, by today's name or one from before 1 July 2025.

Reads accented and unaccented text, numbered wards with their old district ("P.14 Bình Thạnh cũ"),
abbreviated districts ("f12 gv") and keeps names of streets and buildings apart. A name that is a unit today
means that unit unless a district or "cũ" beside it says otherwise. Standard library only (Python 3.10).
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from retrieval.gazetteer import Unit, gazetteer
from retrieval.place_finder import UnitFinder, UnitMention

__all__ = ["Unit", "UnitMention", "UnitResolution", "describe", "find_units", "resolve_unit", "unit", "units"]

_MOST_NAMED = 6

_ENGLISH = re.compile(r"\b(?:ward|district)\b", re.IGNORECASE)
_NAME = r"((?:(?!(?:it|used|to|be|is|was|in|at|the|of|near|my|from|old|former|called|and|now|ward|district)\b)[^\W\d_]+\s+){1,4})"
_NAMED_IN_ENGLISH = tuple(
    (re.compile(pattern, re.IGNORECASE), named)
    for pattern, named in (
        (r"\bward\s+(\d+)", r"phường \1"),
        (r"\bdistrict\s+(\d+)", r"quận \1"),
        (rf"\b{_NAME}ward\b", r"phường \1"),
        (rf"\b{_NAME}district\b", r"quận \1"),
    )
)


@dataclass(frozen=True)
class UnitResolution:
    """The one unit a text means, or the candidates and a Vietnamese question that settles it.

    `candidates` is empty with a unit, and may be empty with a question (nothing was understood).
    """

    unit: Unit | None
    candidates: tuple[Unit, ...]
    question: str | None


def units() -> tuple[Unit, ...]:
    """Return the 168 units in the order of the table."""
    return tuple(gazetteer().units.values())


def unit(code: str) -> Unit:
    """Return the unit with `code`.

    Raises:
        KeyError: there is none.
    """
    return gazetteer().units[code]


def describe(one: Unit) -> str:
    """Return the unit with where it was before: "phường Tân Phú (quận Tân Phú cũ)", to be confirmed by a citizen."""
    return f"{one.full_name} ({gazetteer().districts[one.district].full_name} cũ)"


def find_units(text: str) -> list[UnitMention]:
    """Return the places in `text` that mean units, in order.

    A mention with one unit is resolved; one with several holds candidates: an old ward that was split, a
    numbered ward without its district, or a district alone ("ở Gò Vấp").
    """
    return list(_mentions(text))


@lru_cache(maxsize=16)
def _mentions(text: str) -> tuple[UnitMention, ...]:
    """Return the places in `text`; a turn asks for those of its message several times."""
    return tuple(UnitFinder(text, bare=False).mentions())


def _question(mention: UnitMention) -> str:
    if mention.district_only:
        known = f"Dạ, khu vực {mention.old_name} nay gồm nhiều phường, xã"
    elif mention.by == "old" and mention.old_name.split()[-1].isdigit() and mention.old_name.count(" ") == 1:
        return f"Dạ, {mention.old_name} thuộc quận nào trước đây ạ?"
    elif mention.by == "old":
        known = f"Dạ, {mention.old_name} cũ nay thuộc nhiều phường, xã"
    else:
        known = "Dạ, có nhiều nơi mang tên này"
    named = [one.full_name for one in mention.units[:_MOST_NAMED]]
    more = " …" if len(mention.units) > _MOST_NAMED else ""
    return f"{known}: {', '.join(named)}{more}. Chỗ đó nay thuộc phường, xã nào ạ?"


def _in_vietnamese_order(text: str) -> str:
    """Return `text` with wards and districts named as in Vietnamese: "Thao Dien ward, district 2" → "phường Thao Dien, quận 2"."""
    if not _ENGLISH.search(text):
        return text
    for pattern, named in _NAMED_IN_ENGLISH:
        text = pattern.sub(named, text)
    return text


def resolve_unit(text: str) -> UnitResolution:
    """Return the unit a citizen's answer to "phường, xã nào?" means; a bare name counts here.

    Two different units in one text are candidates; a resolved ward beats a district alone.
    """
    mentions = UnitFinder(_in_vietnamese_order(text), bare=True).mentions()
    wards = [one for one in mentions if not one.district_only] or mentions
    if not wards:
        question = "Dạ, anh/chị cho biết giúp nơi đó thuộc phường, xã nào ạ? (tên cũ cũng được)"
        return UnitResolution(None, (), question)
    resolved = tuple(dict.fromkeys(one.units[0] for one in wards if len(one.units) == 1))
    open_ones = [one for one in wards if len(one.units) > 1]
    if len(resolved) == 1 and all(resolved[0] in one.units for one in open_ones):
        return UnitResolution(resolved[0], (), None)
    if len(resolved) > 1:
        named = " hay ".join(one.full_name for one in resolved[:_MOST_NAMED])
        return UnitResolution(None, resolved, f"Dạ, nơi cần xử lý thuộc {named} ạ?")
    mention = open_ones[0]
    return UnitResolution(None, mention.units, _question(mention))
