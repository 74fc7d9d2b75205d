"""How content a message says that somebody is, in stars. Imports nothing of Rasa.

The words are data (`rating_words.yml`). What may be meant either way has no stars: they are asked for.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from bot.word_files import read_lists
from bot.word_patterns import PatternError, Spelt, plain, spelt

WORDS_FILE = Path(__file__).parent / "rating_words.yml"
_STARS = {
    "praised": 5,
    "spared": 3,
    "appalled": 1,
    "discontented": 2,
    "delighted": 5,
    "middling": 3,
    "content": 4,
}
"""The lists that judge in the order they are read, and what each is worth. What is read before takes its words with it:
"không hài lòng" is no "hài lòng"."""
_LISTS = ("neutral", *_STARS, "scornful")
_CLAUSES = re.compile(r"[,.;:!?…\n()]+(?=\s|$)")
_BARE_NO = re.compile(
    r"(?:da |a |u |em |thi |la |chac )*(?:khong|ko|k|hong|hok|hem|chua|chang|dau)(?: a| em| nha| nhe| dau| he| bao gio)*"
)
_NUMBERS = {
    "khong": 0,
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "bon": 4,
    "nam": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
    "muoi": 10,
}
_NUMBER = rf"(10|[0-9]|{'|'.join(_NUMBERS)})"
_OF_TIME = (
    r"(?! (?:ngay|thang|tuan|nam|bua|hom|lan|gio|tieng|phut|nguoi|cai|ho so|phan anh|phuong|quan)(?!\S))"
)
_COUNTED = re.compile(
    rf"(?<!\S){_NUMBER} ?(?P<unit>sao|diem|\*)(?!\S)(?! (?:dien|ngap|den|nong|nao|gi))"
    rf"|(?<!\S)(?:cham|danh gia|cho|xung dang|dang|diem) (?:em |ban |cho |la |duoc |dich vu |tong dai |toi da |dung )*(\d|10)(?!\S){_OF_TIME}"
    rf"|(?<!\S)sao ([1-5])(?!\S){_OF_TIME}"
)
_OUT_OF = re.compile(r"(?<![\d/])(10|\d)\s*/\s*(5|10)(?![\d/])")
_ALONE = re.compile(r"([1-5])(?: ?(?:nha|nhe|a|em|thoi|di|luon))*")
_REFUSED = re.compile(r"(?<!\S)(?:khong|ko|k|hong|hok|chua|chang|kho|dau|ai|sao)(?: \w+){0,3} $")
_AWAITED = re.compile(r"(?<!\w)(?:chờ|đợi)(?!\w)", re.IGNORECASE)
_LONGEST_PLAIN = 12
"""Words of the longest message that only tells how content somebody is."""
_SATISFACTION = re.compile(
    r"(?<!\S)(?:hai long|vua long|vua y|ung(?: y| bung)|thoa man|man nguyen|that vong|bat man)(?!\S)"
)


class RatingWordsError(PatternError):
    """The file of words is wrong; the message names the file and the list or pattern."""


@lru_cache(maxsize=2)
def rating_words(path: Path = WORDS_FILE) -> "Mapping[str, tuple[Spelt, ...]]":
    """Return the compiled patterns of `path` by the name of their list.

    Raises:
        PatternError: the file is no YAML, a list is missing, unknown, empty or holds something else than patterns.
    """
    found = read_lists(path, ("lists", *_LISTS), RatingWordsError)
    named = found["lists"]
    if not isinstance(named, dict):
        raise RatingWordsError(f"{path.name}: lists must hold words by name")
    return {
        name: spelt(f"{path.name}: {name}", [_spelt_out(one, named) for one in found[name]])
        for name in _LISTS
    }


def _spelt_out(pattern: str, named: "Mapping[str, str]") -> str:
    for name, words in named.items():
        pattern = pattern.replace(f"<{name}>", words)
    return pattern


def stars_of(text: str) -> "int | None":
    """Return the rating 1–5 that `text` gives by stars, points or words; None where it gives none, or may mean either."""
    said = _said(text)
    if None in said:
        return None
    counted = _counted(text, judged=bool(said))
    if counted is not None:
        return counted or None
    good, bad = {one for one in said if one and one > 3}, {one for one in said if one and one < 3}
    if not said or (good and bad) or (3 in said and (good or bad)):
        return None
    return min(bad) if bad else max(good, default=3)


def only_rates(text: str) -> bool:
    """Tell whether a short message only tells how content somebody is: "nói thiệt chứ tui đâu hài lòng", "5 sao nha"."""
    line = plain(text)
    if text.startswith("/") or len(line.split()) > _LONGEST_PLAIN:
        return False
    return bool(_SATISFACTION.search(line) or _COUNTED.search(line)) and stars_of(text) is not None


def counts_stars(text: str) -> bool:
    """Tell whether a short message gives stars or points by their number: "chấm 2 sao"."""
    line = plain(text)
    return len(line.split()) <= _LONGEST_PLAIN and _COUNTED.search(line) is not None


def _said(text: str) -> "set[int | None]":
    """Return what the clauses of `text` are worth in stars; None is among it where they may be meant otherwise."""
    known = rating_words()
    said: set[int | None] = set()
    scorned = denied = False
    for clause in _CLAUSES.split(text):
        scorned = scorned or any(one.holds(clause) for one in known["scornful"])
        denied = denied or bool(_BARE_NO.fullmatch(plain(clause)))
        said |= _judged(clause, known)
    good = any(one is not None and one > 3 for one in said)
    return {*said, None} if good and (scorned or denied) else said


def _judged(clause: str, known: "Mapping[str, tuple[Spelt, ...]]") -> "set[int | None]":
    """Return what the words of one clause are worth, each word read once only."""
    found: set[int | None] = set()
    taken = _places(known["neutral"], clause)
    for name, stars in _STARS.items():
        for pattern in known[name]:
            places = pattern.places(clause)
            if places and not places & taken:
                found.add(stars)
                taken |= places
    return found


def _places(patterns: "tuple[Spelt, ...]", clause: str) -> "set[int]":
    return {place for pattern in patterns for place in pattern.places(clause)}


def _counted(text: str, *, judged: bool) -> "int | None":
    """Return the stars that a number gives, 0 where one is only refused ("không thể cho 5 sao"), None where there is none.

    Beside words that judge "3/5" may be a day.
    """
    line = plain(_AWAITED.sub(" ", text)) if _AWAITED.search(text) else plain(text)
    if (out := _OUT_OF.search(text)) and not judged and int(out[1]) <= int(out[2]):
        return _of_ten(int(out[1])) if out[2] == "10" else max(1, int(out[1]))
    if alone := _ALONE.fullmatch(line):
        return int(alone[1])
    found = _COUNTED.search(line)
    if found is None:
        return None
    told = next(group for group in (found[1], found[3], found[4]) if group)
    number = _NUMBERS.get(told, -1) if told in _NUMBERS else int(told)
    stars = _of_ten(number) if number > 5 else max(1, number)
    if _REFUSED.search(line[: found.start()]) and stars > 1:
        return 0
    return stars


def _of_ten(points: int) -> int:
    return max(1, (points + 1) // 2)


rating_words()  # a wrong file stops the start, not a turn
