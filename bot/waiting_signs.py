"""Who wants a person, and the questions of somebody who waits for an operator: when one comes, whether anybody is there.
Imports nothing of Rasa.

The words are data (`waiting_words.yml`), compared by whole words.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from bot.word_files import read_lists
from bot.word_patterns import PatternError, Spelt, plain, spelt

WORDS_FILE = Path(__file__).parent / "waiting_words.yml"
_LISTS = ("when_somebody_comes", "other_matter", "wants_a_person", "anothers_person")
_LONGEST = 14
"""Words of the longest message that only asks when somebody comes; a longer one tells a matter of its own."""


class WaitingWordsError(PatternError):
    """The file of words is wrong; the message names the file and the list or pattern."""


@lru_cache(maxsize=2)
def waiting_words(path: Path = WORDS_FILE) -> "Mapping[str, tuple[Spelt, ...]]":
    """Return the compiled patterns of `path` by the name of their list.

    Raises:
        PatternError: the file is no YAML, a list is missing, unknown, empty or holds something else than patterns.
    """
    found = read_lists(path, _LISTS, WaitingWordsError)
    return {name: spelt(f"{path.name}: {name}", found[name]) for name in _LISTS}


def asks_when_somebody_comes(text: str) -> bool:
    """Tell whether `text`, said while an operator is waited for, asks when one comes: "chừng nào có người vậy"."""
    if text.startswith("/") or not 0 < len(plain(text).split()) <= _LONGEST:
        return False
    known = waiting_words()
    if any(one.holds(text) for one in known["other_matter"]):
        return False
    return any(one.holds(text) for one in known["when_somebody_comes"])


def wants_a_person(text: str) -> bool:
    """Tell whether a short message wants a person, one above or anybody else: "tao muốn gặp sếp tụi mày"."""
    if text.startswith("/") or not 0 < len(plain(text).split()) <= _LONGEST:
        return False
    known = waiting_words()
    wanted = any(one.holds(text) for one in known["wants_a_person"])
    return wanted and not any(one.holds(text) for one in known["anothers_person"])


waiting_words()  # a wrong file stops the start, not a turn
