"""How a citizen holds the thread of a conversation: going back, refusing what was offered, correcting.

Imports nothing of Rasa. The words are data (`thread_words.yml`), compared without accents, by whole words.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.word_files import read_lists
from retrieval.text import fold, folded_words, normalise, syllables

WORDS_FILE = Path(__file__).parent / "thread_words.yml"
_SPEAKER = "tui"
_LONGEST_REFUSAL = 14
"""Words of the longest message that only refuses."""
_LATEST_BACK = 5
"""Words that may stand before "quay lại"."""
_LATEST_OPENING = 3
"""Words that may stand before what takes back: "ủa em ơi không phải"."""
_ELDER = re.compile(r"(?<!\S)(thang|dua|con|be|chau|gai|trai|nguoi) lon(?!\S)")
_ITEM = re.compile(r"(?<!\S)(tai|dieu|chuyen|cac|may|nhung|mot|hai|tung) khoan(?!\S)")
_NOT_SAYING = frozenset({"nổi", "nơi", "nội", "nồi"})
"""No "nói": "má tui đi không nổi, có ai tới nhà không" takes nothing back."""
_CLAUSES = re.compile(r"[,.;:!?\n]+(?=\s|$)")
_TOKEN = re.compile(r"\w+(?:[./-]\w+)*")


class ThreadWordsError(ValueError):
    """The file of words is wrong; the message names the file and the list."""


@dataclass(frozen=True)
class ThreadWords:
    """The words of `thread_words.yml`, folded: patterns that find one of a list, the longest first."""

    going_back: "re.Pattern[str]"
    shown_before: "re.Pattern[str]"
    thing: "frozenset[str]"
    refusing: "re.Pattern[str]"
    beside_refusal: "frozenset[str]"
    announcing: "re.Pattern[str]"
    announcing_after: "re.Pattern[str]"
    taking_back: "re.Pattern[str]"
    slip: "re.Pattern[str]"


def _pattern(phrases: "list[str]") -> "re.Pattern[str]":
    folded = sorted({" ".join(syllables(phrase)) for phrase in phrases}, key=len, reverse=True)
    return re.compile(r"(?<!\S)(?:" + "|".join(map(re.escape, folded)) + r")(?!\S)")


@lru_cache(maxsize=2)
def thread_words(path: Path = WORDS_FILE) -> ThreadWords:
    """Return the words of `path`.

    Raises:
        ThreadWordsError: the file is no YAML, or a list is missing, unknown, empty or holds something else than words.
    """
    found = read_lists(path, ("speakers", *ThreadWords.__annotations__), ThreadWordsError)
    lists: dict[str, list[str]] = {}
    for name, words in found.items():
        lists[name] = words.split() if isinstance(words, str) else words
        if not lists[name] or not all(isinstance(one, str) and syllables(one) for one in lists[name]):
            raise ThreadWordsError(f"{path.name}: {name} must be a list of words")
    for name in ("announcing", "announcing_after"):
        lists[name] = [
            re.sub(rf"\b{_SPEAKER}\b", speaker, phrase)
            for phrase in lists[name]
            for speaker in lists["speakers"]
        ]
    return ThreadWords(
        going_back=_pattern(lists["going_back"]),
        shown_before=_pattern(lists["shown_before"]),
        thing=_single(lists["thing"]),
        refusing=_pattern(lists["refusing"]),
        beside_refusal=_single(lists["beside_refusal"]),
        announcing=_pattern(lists["announcing"]),
        announcing_after=_pattern(lists["announcing_after"]),
        taking_back=_pattern(lists["taking_back"]),
        slip=_pattern(lists["slip"]),
    )


def _single(phrases: "list[str]") -> "frozenset[str]":
    return frozenset(word for phrase in phrases for word in syllables(phrase))


def going_back(text: str) -> "str | None":
    """Return, folded, what a message wants to return to; None where it does not want to.

    "quay lại cái khai sinh" → "cai khai sinh"; "thủ tục hồi nãy" → "thu tuc".
    """
    plain = folded_words(text)
    if not _goes_back(text, plain):
        return None
    return _without_going_back(plain)


def gone_back_to(text: str) -> "tuple[str, ...]":
    """Return, folded, what a message that goes back may name, the likeliest first: what stands beside the words for it in
    their clause, the clause, all of it.
    """
    words = thread_words()
    clauses = [(one, folded_words(one)) for one in _CLAUSES.split(text) if syllables(one)]
    found: list[str] = []
    for typed, plain in clauses:
        back = words.going_back.search(plain)
        before = None if back is not None else _shown_before(typed, plain)
        if back is not None:
            found.append(plain[back.end() :])
        elif before is not None:
            found += [plain[: before.start()], plain[before.end() :]]
        if back is not None or before is not None:
            found = [one for one in found if set(one.split()) & words.thing or len(one.split()) > 1]
            found.append(plain)
            break
    return tuple(_without_going_back(one) for one in (*found, folded_words(text)))


def beside_going_back(text: str) -> str:
    """Return the clauses of a message that say nothing of going back."""
    words = thread_words()
    kept = []
    for clause in _CLAUSES.split(text):
        plain = folded_words(clause)
        if words.going_back.search(plain) is None and _shown_before(clause, plain) is None:
            kept.append(clause)
    return ", ".join(kept)


def _goes_back(text: str, plain: str) -> bool:
    back = thread_words().going_back.search(plain)
    if back is not None and plain[: back.start()].count(" ") <= _LATEST_BACK:
        return True
    return _shown_before(text, plain) is not None


def _shown_before(text: str, plain: str) -> "re.Match[str] | None":
    """Return where a message says that something was shown before; "nãy" is no "này", and "nay" alone may be either."""
    typed = normalise(text).lower()
    for found in thread_words().shown_before.finditer(plain):
        if not found[0].endswith("nay") or "nãy" in typed or "nảy" in typed:
            return found
        if found[0] != "nay" and "này" not in typed:
            return found
    return None


def _without_going_back(plain: str) -> str:
    words = thread_words()
    return " ".join(words.going_back.sub(" ", words.shown_before.sub(" ", plain)).split())


def is_bare_thing(folded: str) -> bool:
    """Tell whether folded words name nothing in particular: "thu tuc do"."""
    words = thread_words()
    return set(folded.split()) <= words.thing | words.beside_refusal


def refuses(text: str) -> bool:
    """Tell whether a message says, and says no more, that none of what was offered is meant."""
    words = thread_words()
    plain = folded_words(text)
    if len(plain.split()) > _LONGEST_REFUSAL or not words.refusing.search(plain):
        return False
    return set(words.refusing.sub(" ", plain).split()) <= words.beside_refusal


def correction(text: str) -> "str | None":
    """Return, as it was typed, what a message says is meant instead; None where it corrects nothing.

    "ủa không phải, ý tui là tạm trú" → "tạm trú". "không phải khai sinh" says only what is not meant.
    """
    words = thread_words()
    typed = normalise(text)
    tokens = list(_TOKEN.finditer(typed))
    plain = " ".join(fold(token[0]) for token in tokens)
    slip, opening = (
        _early(pattern, _without_lookalikes(typed, plain)) for pattern in (words.slip, words.taking_back)
    )
    start = _after(words.announcing, plain)
    if start is not None and slip is None and opening is None:
        before = plain.split()[: start - 1]
        if len(before) > _LATEST_OPENING + 4 or not set(before) & {
            "y",
            "ma",
            "phai",
            "la",
            "xac",
            "ra",
            "hon",
            "lai",
        }:
            start = None
    if start is None and (slip is not None or opening is not None):
        start = _after(words.announcing_after, plain)
    if start is None and slip is not None:
        start = slip
    if start is None and opening is not None:
        start = _behind_a_pause(typed, tokens, opening, words)
    if start is None or start >= len(tokens):
        return None
    rest = [fold(token[0]) for token in tokens[start:]]
    return None if set(rest) <= words.beside_refusal else typed[tokens[start].start() :].strip()


def _without_lookalikes(typed: str, plain: str) -> str:
    """Return folded words in which "thang lon" ("thằng lớn") is no slip ("lộn"), unless it was typed so, nor "tài khoản" a
    "khoan".
    """
    told = _ITEM.sub(lambda found: f"{found[1]} khoan_", plain)
    return told if "lộn" in typed.lower() else _ELDER.sub(lambda found: f"{found[1]} lon_", told)


def _early(pattern: "re.Pattern[str]", plain: str) -> "int | None":
    """Return the number of the word after what `pattern` finds at the beginning; None where it finds nothing there."""
    found = pattern.search(plain)
    if found is None or plain[: found.start()].count(" ") > _LATEST_OPENING:
        return None
    return plain[: found.end()].count(" ") + 1


def _after(pattern: "re.Pattern[str]", plain: str) -> "int | None":
    """Return the number of the word after the first thing `pattern` finds; of one right behind another, the last."""
    place = None
    for found in pattern.finditer(plain):
        first = plain[: found.start()].count(" ")
        if place is not None and first > place:
            break
        place = plain[: found.end()].count(" ") + 1
    return place


def _behind_a_pause(
    typed: str, tokens: "list[re.Match[str]]", place: int, words: ThreadWords
) -> "int | None":
    """Return the number of the word behind the first pause from word `place` on, before which nothing is named."""
    for number in range(place, len(tokens)):
        if re.search(r"[,.;:!?–-]", typed[tokens[number - 1].end() : tokens[number].start()]):
            return number
        said = tokens[number][0].lower()
        if fold(said) not in words.beside_refusal or said in _NOT_SAYING:
            return None
    return None
