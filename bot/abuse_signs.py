"""Who swears at the hotline, and who swears at somebody else and so tells a matter. Imports nothing of Rasa.

The words are data (`abuse_words.yml`).
"""

import re
from functools import lru_cache
from pathlib import Path

from bot.phrases import Phrases, read_phrases
from bot.word_patterns import words

WORDS_FILE = Path(__file__).parent / "abuse_words.yml"
_LISTS = ("swears", "blames", "at_us", "others", "reported", "misbehaves")
_CENSORED = re.compile(r"(?<!\w)[a-zđ]{1,2}\*+[a-z]{0,3}(?!\w)", re.IGNORECASE)
"""A word that swears with signs for some letters: "c*c", "đ**"."""
_LONGEST = 25
"""Words of the longest message that only swears at us."""
_MOST_BESIDE = 2
"""Words that may stand beside an oath that is said to nobody in particular: "ngu quá vậy"."""


@lru_cache(maxsize=2)
def abuse_words(path: Path = WORDS_FILE) -> Phrases:
    """Return the words of `path`.

    Raises:
        PatternError: the file is no YAML, a list is missing, unknown, empty or holds something else than patterns.
    """
    return read_phrases(path, patterns=_LISTS)


def abuses_us(text: str) -> bool:
    """Tell whether a message swears at the hotline and tells no matter: "tổng đài làm ăn như c*c, báo 3 lần ko ai làm"."""
    said = words(text)
    if text.startswith("/") or not 0 < len(said) <= _LONGEST:
        return False
    known = abuse_words()
    oaths, censored = known.places("swears", text), bool(_CENSORED.search(text))
    if known.places("others", text):
        return False
    if known.places("at_us", text):
        return bool(oaths or censored or known.places("blames", text))
    return bool(oaths or censored) and len(said) - len(oaths) <= _MOST_BESIDE


def abuses_another(text: str) -> bool:
    """Tell whether a message tells, with oaths or not, what somebody else does: "nhân viên phường ăn nói mất dạy"."""
    known = abuse_words()
    if text.startswith("/") or known.places("at_us", text):
        return False
    return bool(known.places("others", text)) and bool(known.places("misbehaves", text))


def reported_before(text: str) -> bool:
    """Tell whether a message says that something was reported before, in vain: "phản ánh 3 lần ko ai giải quyết"."""
    return bool(abuse_words().places("reported", text))


abuse_words()  # a wrong file stops the start, not a turn
