"""A plain yes to a report shown whole: "đúng r gửi lẹ giùm nha". Imports nothing of Rasa. The words are data (`sending_words.yml`).

Generous in wording and strict in substance: whatever asks, doubts, changes or adds something is none.
"""

from functools import lru_cache
from pathlib import Path

from bot.phrases import Phrases, read_phrases
from bot.word_patterns import words
from retrieval.text import fold

WORDS_FILE = Path(__file__).parent / "sending_words.yml"
_WORD_LISTS = ("weak", "around")
_PATTERN_LISTS = (
    "agreed", "sent", "phrases", "unchanged", "beside", "already", "otherwise", "may_forbid", "may_wait",
)  # fmt: skip
_LONGEST = 30
"""Words of the longest plain yes."""
_LONGEST_ASKING = 8
"""Words of the longest message that only asks whether it was sent."""


@lru_cache(maxsize=2)
def sending_words(path: Path = WORDS_FILE) -> Phrases:
    """Return the words of `path`.

    Raises:
        PatternError: the file is no YAML, a list is missing, unknown, empty or holds something else than words.
    """
    return read_phrases(path, patterns=_PATTERN_LISTS, words=_WORD_LISTS)


def agrees_plainly(text: str) -> bool:
    """Tell whether `text` says yes to what is to be sent, that it be sent, or that nothing is to be changed, and nothing
    else: "ok e gửi đi, cảm ơn".

    Thanks beside a mere "ok" may be for something else; typed without accents "dung gui" may forbid.
    """
    known, said = sending_words(), words(text)
    if text.startswith("/") or "?" in text or not 0 < len(said) <= _LONGEST or _is_unclear(text):
        return False
    beside, unchanged = known.places("beside", text), known.places("unchanged", text)
    rest = [word for place, word in enumerate(said) if place not in beside | unchanged]
    line = " ".join(rest)
    sent, agreed = known.places("sent", line), known.places("agreed", line)
    weak = {place for place, word in enumerate(rest) if known.knows(word, "weak")}
    phrases = known.places("phrases", line)
    if (
        known.places("already", line)
        or known.places("otherwise", line)
        or not (sent or agreed or unchanged or (weak and not beside))
    ):
        return False
    said_of_it = sent | agreed | weak | phrases
    return all(place in said_of_it or known.knows(word, "around") for place, word in enumerate(rest))


def _is_unclear(text: str) -> bool:
    return may_forbid(text) or _typed_plain("may_wait", text)


def may_forbid(text: str) -> bool:
    """Tell whether `text`, typed without accents, may forbid instead of agreeing: "dung gui"."""
    return _typed_plain("may_forbid", text)


def _typed_plain(name: str, text: str) -> bool:
    typed = words(text)
    held = sending_words().places(name, text)
    return bool(held) and all(typed[place] == fold(typed[place]) for place in held)


def asks_if_sent(text: str) -> bool:
    """Tell whether a short message asks or says that it was sent already: "gửi rồi hả", "gửi chưa em"."""
    short = len(words(text)) <= _LONGEST_ASKING and not text.startswith("/")
    return short and not agrees_plainly(text) and bool(sending_words().places("already", text))
