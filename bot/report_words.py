"""What people say around a report without telling its matter: that they want to report, to stay unknown, to be answered.

Imports nothing of Rasa. The words are data (`report_words.yml`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.names import without_names
from bot.signs import NONE, place_sign, question_sign
from bot.word_files import read_lists, spellings
from bot.word_patterns import PatternError, Spelt, any_of, plain, spelt, words
from retrieval.streets import place_in
from retrieval.text import fold

WORDS_FILE = Path(__file__).parent / "report_words.yml"
_WORD_LISTS = ("opening", "of_the_report", "unnamed", "afraid")
_PHRASE_LISTS = ("asking", "named")
_PATTERN_LISTS = (
    "reports",
    "names_a_report",
    "secrecy",
    "anonymity",
    "fears",
    "dreads",
    "neighbours",
    "trouble",
    "own_business",
    "why_named",
    "answered_back",
    "wants_a_person",
    "help_comes",
    "help_fails",
    "danger_over",
    "danger_back",
    "looked_at",
    "everywhere",
    "told_on",
)
_SHORT = 3
"""Words of an opening that need not say that something is to be reported: "cho em hỏi"."""
_MAY_IT = re.compile(
    r"[\s,]*(?:được|đc|dc|duoc)\s+(?:không|khong|ko|k|hông|hong|hok|hk|hem)(?:\s+(?:em|ạ|a|anh|chị|chi|ad|vậy|vay|nè))*\W*$",
    re.IGNORECASE,
)
"""Ends a wish that is only politely a question."""
_OF_NO_HOUSE = re.compile(r"(?<!\w)(?:số|so)\s*\d\w*", re.IGNORECASE)
"""A number that is no house's where no place is told: "xe số 53 bỏ trạm"."""
_LONGEST_AFTER_DANGER = 40
"""Words of the longest message that may say that a danger is over and what is wished now."""
_SHORTEST_STORY = 7
"""Words of the shortest story about neighbours."""
_LONGEST = 16
"""Words of the longest message that only asks about the report or says where it applies."""


@dataclass(frozen=True)
class ReportWords:
    """Spellings of words by their folded form, list by list; what asks and what is named; patterns by list."""

    words: "Mapping[str, Mapping[str, frozenset[str]]]"
    phrases: "Mapping[str, re.Pattern[str]]"
    patterns: "Mapping[str, tuple[Spelt, ...]]"

    def holds(self, name: str, text: str) -> bool:
        """Tell whether `text` holds a pattern of the list `name`."""
        return any(one.holds(text) for one in self.patterns[name])

    def places(self, name: str, text: str) -> "frozenset[int]":
        """Return the places (from 0) of the words of `text` that patterns of the list `name` hold."""
        return frozenset().union(*(one.places(text) for one in self.patterns[name]))

    def knows(self, word: str, *names: str) -> bool:
        """Tell whether one of the lists `names` has `word`, typed without accents or as written there."""
        folded = fold(word)
        return any(
            word == folded or word in self.words[name][folded] for name in names if folded in self.words[name]
        )


@lru_cache(maxsize=2)
def report_words(path: Path = WORDS_FILE) -> ReportWords:
    """Return the words of `path`.

    Raises:
        PatternError: the file is no YAML, a list is missing, unknown, empty or holds something else than words.
    """
    found = read_lists(path, (*_WORD_LISTS, *_PHRASE_LISTS, *_PATTERN_LISTS), PatternError)
    for name in _WORD_LISTS:
        if not isinstance(found[name], str) or not found[name].strip():
            raise PatternError(f"{path.name}: {name} must be words parted by blanks")
    return ReportWords(
        words={name: spellings(found[name]) for name in _WORD_LISTS},
        phrases={name: any_of(f"{path.name}: {name}", found[name]) for name in _PHRASE_LISTS},
        patterns={name: spelt(f"{path.name}: {name}", found[name]) for name in _PATTERN_LISTS},
    )


def is_bare_opening(text: str) -> bool:
    """Tell whether `text` only says that something is to be reported, and by whom ("em tên Lan, muốn phản ánh 1 việc"), or is
    a payload.
    """
    if text.startswith("/"):
        return True
    said = words(without_names(text))
    known = report_words()
    if fears_to_be_known(text) or (wants_anonymity(text) and not question_sign(text)):
        return only_wants_anonymity(text)
    if not all(known.knows(word, "opening") for word in said):
        return False
    return len(said) <= _SHORT or known.holds("reports", text)


def asks_about_reporting(text: str) -> bool:
    """Tell whether `text` asks about reporting itself and tells no matter: "gửi phản ánh có mất tiền không"."""
    known, line = report_words(), plain(text)
    if not _short(text) or not question_sign(text) or not known.holds("reports", text):
        return False
    if not known.phrases["asking"].search(line):
        return False
    named = {
        place
        for found in known.phrases["named"].finditer(line)
        for place in range(line.count(" ", 0, found.start()), line.count(" ", 0, found.end()) + 1)
    }
    return all(
        place in named or known.knows(word, "opening", "of_the_report")
        for place, word in enumerate(words(text))
    )


def names_a_report(text: str) -> bool:
    """Tell whether `text` holds a word that only a report has: phản ánh, góp ý, kiến nghị."""
    return report_words().holds("names_a_report", text)


def tells_no_matter(text: str) -> bool:
    """Tell whether what opens a report holds nothing to be reported: a bare wish, or a question about reporting."""
    return is_bare_opening(text) or asks_about_reporting(text)


def wants_secrecy(text: str) -> bool:
    """Tell whether `text` wishes name and number to be kept from others: "đừng công khai tên tui"."""
    return report_words().holds("secrecy", text)


def wants_anonymity(text: str) -> bool:
    """Tell whether `text` wishes no name to be kept: "ẩn danh", "đừng ghi tên"."""
    return report_words().holds("anonymity", text)


def fears_to_be_known(text: str) -> bool:
    """Tell whether `text` fears that others learn who reports, or what they do then: "sợ bị trả thù"."""
    return report_words().holds("fears", text)


def dreads_to_report(text: str) -> bool:
    """Tell whether a short message dreads what comes of reporting, and tells no matter: "muốn phản ánh mà sợ"."""
    return _short(text) and place_sign(text) == NONE and report_words().holds("dreads", text)


def only_wants_anonymity(text: str) -> bool:
    """Tell whether `text` wishes to stay unknown, or name and number to be kept secret, with or without the reason, and
    tells nothing else.
    """
    known, said = report_words(), without_names(text)
    fears = known.places("fears", said)
    if not (wants_anonymity(text) or wants_secrecy(text) or (fears and known.holds("reports", text))):
        return False
    lists = ("opening", "of_the_report", "unnamed", *(("afraid",) if fears else ()))
    return all(place in fears or known.knows(word, *lists) for place, word in enumerate(words(said)))


def tells_of_neighbours(text: str) -> bool:
    """Tell whether `text` tells of trouble with neighbours or their animals and neither asks nor wants anything else."""
    known = report_words()
    if text.startswith("/") or question_sign(text) or len(words(text)) < _SHORTEST_STORY:
        return False
    told = known.holds("neighbours", text) and known.holds("trouble", text)
    return told and not known.holds("own_business", text)


def asks_why_named(text: str) -> bool:
    """Tell whether a short message asks why, or whether at all, a name or a number is to be told: "sao phải cho số vậy"."""
    return _short(text) and report_words().holds("why_named", text)


def asks_to_be_answered(text: str) -> bool:
    """Tell whether a short message asks whether and how the report will be answered: "rồi ai gọi lại cho tui"."""
    known = report_words()
    asks = _short(text) and known.holds("answered_back", text)
    return asks and not known.holds("wants_a_person", text)


def help_is_coming(text: str) -> bool:
    """Tell whether `text` says that help was called and comes: "gọi 115 rồi, xe đang tới", never that nobody came yet."""
    known = report_words()
    return _short(text) and known.holds("help_comes", text) and not known.holds("help_fails", text)


def danger_over_at(text: str) -> "frozenset[int]":
    """Return the places (from 0) of the words of `text` that say that a danger is over: "hết cháy rồi"."""
    return report_words().places("danger_over", text)


def danger_is_over(text: str) -> bool:
    """Tell whether `text` says that a danger is over, never that it comes back: "lửa tắt rồi", not "tưởng tắt rồi ai dè"."""
    return bool(danger_over_at(text)) and not report_words().holds("danger_back", text)


def wants_it_looked_at(text: str) -> bool:
    """Tell whether `text` says that a danger is over and wishes it reported: "hết khói rồi, nhờ điện lực coi lại"."""
    wishes = report_words().holds("looked_at", text) and not question_sign(_MAY_IT.sub("", text))
    return wishes and len(words(text)) <= _LONGEST_AFTER_DANGER and danger_is_over(text)


def is_everywhere(text: str) -> bool:
    """Tell whether a short message says that the matter is of no single place: "khắp thành phố", "chung chung"."""
    return _short(text) and report_words().holds("everywhere", text)


def tells_no_place(text: str) -> bool:
    """Tell whether an answer to the question for the place tells more of the matter and nothing of the place: "tới 2h sáng"."""
    if not _short(text) or place_in(text) is not None or question_sign(text):
        return False
    if place_sign(_OF_NO_HOUSE.sub(" ", text)) != NONE:
        return False
    capitals = any(word[:1].isupper() for word in text.split()[1:]) and not text.isupper()
    return not capitals and report_words().holds("told_on", text)


def _short(text: str) -> bool:
    return not text.startswith("/") and 0 < len(plain(text).split()) <= _LONGEST
