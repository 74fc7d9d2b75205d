"""What a citizen tells of the own case in the middle of a talk about a procedure: "hai vợ chồng em chưa cưới", "sổ còn thế
chấp". It asks nothing, wishes nothing and names nothing else to be done. Imports nothing of Rasa.

The words are data (`remark_words.yml`), compared by whole words.
"""

import itertools
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.word_files import read_lists
from bot.word_patterns import PatternError, Spelt, plain, spelt, words
from retrieval.ages import ages_told
from retrieval.text import fold

WORDS_FILE = Path(__file__).parent / "remark_words.yml"
_LISTS = (
    "asks",
    "asks_if",
    "asks_what",
    "wishes",
    "tells",
    "feels",
    "of_the_city",
    "own",
    "opens_another",
    "papers",
)
_LONGEST = 30
"""Words of the longest remark; a longer one is a story of its own."""
_CARRIES_ON = re.compile(
    r"(?:(?:the|vay|roi|a|ua|o|thi|da|em|ma|ad|oi) )*con (?!(?:nit|toi|tui|em|minh|trai|gai|nuoi|be|nho|dang|bi|no|so|han|o|song|thieu|nho|giu|nguyen)(?!\S))"
)
"""Asks the same of something else: "còn kết hôn". Who begins with "con tui" tells of a child."""


_OPENING = frozenset({"roi", "ma", "vay", "the", "thi", "a", "ua", "u", "da", "o"})
"""Words before a remark that tell nothing: "rồi thẻ bảo hiểm y tế nữa"."""


@dataclass(frozen=True)
class RemarkWords:
    """The patterns of `remark_words.yml` by list, and folded words that say yes, thanks or nothing."""

    patterns: "dict[str, tuple[Spelt, ...]]"
    courtesy: "frozenset[str]"

    def holds(self, name: str, text: str) -> bool:
        """Tell whether `text` holds a pattern of the list `name`."""
        return any(one.holds(text) for one in self.patterns[name])


@lru_cache(maxsize=2)
def remark_words(path: Path = WORDS_FILE) -> RemarkWords:
    """Return the words of `path`.

    Raises:
        PatternError: the file is no YAML, a list is missing, unknown, empty or holds something else than patterns.
    """
    found = read_lists(path, (*_LISTS, "courtesy"), PatternError)
    if not isinstance(found["courtesy"], str):
        raise PatternError(f"{path.name}: courtesy must be words parted by blanks")
    return RemarkWords(
        {name: spelt(f"{path.name}: {name}", found[name]) for name in _LISTS},
        frozenset(found["courtesy"].split()),
    )


@lru_cache(maxsize=32)
def is_a_remark(text: str) -> bool:
    """Tell whether a message only tells something of the citizen's case: no question, no wish, no mood, no bare name."""
    said = plain(text).split()
    known = remark_words()
    if not 1 < len(said) <= _LONGEST or text.startswith("/") or "?" in text or set(said) <= known.courtesy:
        return False
    if _CARRIES_ON.match(" ".join(said)):
        return False
    if any(known.holds(name, text) for name in ("asks", "wishes", "feels", "opens_another")):
        return False
    told = " ".join(itertools.dropwhile(lambda word: fold(word) in _OPENING, words(text)))
    return bool(ages_told(text)) or any(word.isdigit() for word in said) or known.holds("tells", told)


@lru_cache(maxsize=32)
def asks_of_a_case(text: str) -> bool:
    """Tell whether a message asks if something may be done, or what then, where something is so with the citizen: "tụi em
    chưa cưới thì sao", "quá 3 tháng là mất luôn hả". It wishes nothing and asks for no paper, place, fee or time.
    """
    said = plain(text).split()
    known = remark_words()
    if asks_of_a_bare_deed(text):
        return True
    if not 2 < len(said) <= _LONGEST or text.startswith("/") or _CARRIES_ON.match(" ".join(said)):
        return False
    if any(known.holds(name, text) for name in ("asks_what", "wishes", "feels", "opens_another")):
        return False
    told = bool(ages_told(text)) or any(word.isdigit() for word in said) or known.holds("tells", text)
    return told and known.holds("asks_if", text)


_BARE_DEED = re.compile(
    r"(?:(?:vay|the|a|ua|roi|thi|la|co|em|phai|can|tui|toi|minh|da|gio) )*(?:dang ky|lam|xin|nop|khai)(?: ho so| thu tuc)?"
    r"(?: (?:lai|tu dau|moi|luon|het|lan nua|nua))+(?: (?:ha|khong|hong|ko|hok|hon|a|ah|em|vay|sao))+"
)


def asks_of_a_bare_deed(text: str) -> bool:
    """Tell whether a message asks if just it is to be done once more, naming no thing: "vậy đăng ký lại từ đầu hả"."""
    return _BARE_DEED.fullmatch(plain(text)) is not None


def wishes_something(text: str) -> bool:
    """Tell whether a message wishes something, or to ask about something."""
    return remark_words().holds("wishes", text)


def is_of_the_city(text: str) -> bool:
    """Tell whether a message speaks of streets, neighbours, nuisances or officials, as reports do."""
    return remark_words().holds("of_the_city", text)


def tells_of_ones_own(text: str) -> bool:
    """Tell whether a remark is plainly about oneself, one's family, home or papers, or an age."""
    return bool(ages_told(text)) or remark_words().holds("own", text)


def names_a_paper(text: str) -> bool:
    """Tell whether a message names a paper: "giải thể" is no "thẻ"."""
    return remark_words().holds("papers", text)


remark_words()  # a wrong file stops the start, not a turn
