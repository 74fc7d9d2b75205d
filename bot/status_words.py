"""Questions on about what was just told: the state of a dossier or report, the code asked for, the way of a khiếu nại.

Imports nothing of Rasa. The words are data (`status_words.yml`), compared without accents, by whole words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.word_files import read_lists
from bot.word_patterns import PatternError, Spelt, any_of, plain, spelt

WORDS_FILE = Path(__file__).parent / "status_words.yml"
DOSSIER, REPORT = "dossier_status", "feedback_status"
"""The intents that ask for the state of a dossier and of a report."""
_LISTS = {
    "asked": ("disputed", "why", "when", "limit", "who", "to_do", "stands", "meaning"),
    "states": (
        "refused",
        "withdrawn",
        "needs_papers",
        "needs_payment",
        "stopped",
        "finished",
        "returned",
        "registered",
        "accepted",
        "in_work",
    ),
    "code": ("owner", "lost", "disputed", "where", "looks"),
    "legal": ("secrecy", "papers", "how_long", "cost", "next", "here", "where"),
}
_PLAIN_LISTS = (
    "whether_cancelled",
    "other_matter",
    "beside_a_dossier",
    "beside_a_report",
    "beside_the_law",
    "names_the_code",
    "wants_the_code",
)
_NUMBERS = {
    "registered": 1,
    "accepted": 2,
    "refused": 3,
    "in_work": 4,
    "needs_papers": 5,
    "needs_payment": 6,
    "withdrawn": 7,
    "stopped": 8,
    "finished": 9,
    "returned": 10,
}
"""The states of a dossier by their numbers in the national list."""
_BESIDE = {DOSSIER: "beside_a_dossier", REPORT: "beside_a_report"}
_LONGEST = 16
"""Words of the longest message that only asks on; a longer one tells a matter of its own."""


class StatusWordsError(PatternError):
    """The file of words is wrong; the message names the file and the list or pattern."""


@dataclass(frozen=True)
class StatusWords:
    """The compiled patterns: those that ask something by what they ask, in order; and the plain lists by name."""

    asking: "Mapping[str, Mapping[str, re.Pattern[str]]]"
    plain: "Mapping[str, tuple[Spelt, ...]]"

    def holds(self, name: str, text: str) -> bool:
        """Tell whether `text` holds a pattern of the plain list `name`."""
        return any(one.holds(text) for one in self.plain[name])


@lru_cache(maxsize=2)
def status_words(path: Path = WORDS_FILE) -> StatusWords:
    """Return the words of `path`.

    Raises:
        PatternError: the file is no YAML, a list is missing, unknown, empty or holds something else than patterns.
    """
    found = read_lists(path, (*_LISTS, *_PLAIN_LISTS), StatusWordsError)
    for name, wanted in _LISTS.items():
        if not isinstance(found[name], dict) or set(found[name]) != set(wanted):
            raise StatusWordsError(f"{path.name}: {name} must have the lists {', '.join(wanted)}")
    return StatusWords(
        asking={
            name: {one: any_of(f"{path.name}: {name}.{one}", found[name][one]) for one in wanted}
            for name, wanted in _LISTS.items()
        },
        plain={name: spelt(f"{path.name}: {name}", found[name]) for name in _PLAIN_LISTS},
    )


def _asked(list_name: str, words: str) -> "tuple[str, ...]":
    asking = status_words().asking[list_name]
    return tuple(one for one in _LISTS[list_name] if asking[one].search(words))


def asked_on(text: str, about: "str | None" = None) -> "tuple[str, ...]":
    """Return what a short message asks on about the state just told, the weightiest first; () for any other message.

    Of "disputed", "why", "when", "limit", "who", "to_do", "stands", "meaning". `about` is DOSSIER or REPORT, where it is known
    which was told: then a message about the other asks nothing on.
    """
    words = plain(text)
    known = status_words()
    if not words or len(words.split()) > _LONGEST or known.holds("other_matter", text):
        return ()
    if about in _BESIDE and known.holds(_BESIDE[about], text):
        return ()
    return _asked("asked", words)


def asks_onward(text: str, about: "str | None" = None) -> bool:
    """Tell whether `text` asks on about what was just told: what to do now, who has it, when it will be done."""
    return bool(asked_on(text, about))


def state_named(text: str) -> "int | None":
    """Return the number (1–10) of the state of a dossier that `text` names, None where it names none."""
    named = _asked("states", plain(text))
    return _NUMBERS[named[0]] if named else None


def asks_whether_cancelled(text: str) -> bool:
    """Tell whether `text` asks whether a dossier is thereby cancelled: "vậy là bị hủy luôn hả"."""
    return status_words().holds("whether_cancelled", text)


def asks_of_a_state(text: str) -> bool:
    """Tell whether a short message asks what a state of a dossier means that it names, or whether it is cancelled by it."""
    if "meaning" not in asked_on(text, DOSSIER):
        return False
    return state_named(text) is not None or asks_whether_cancelled(text)


def wants_the_code(text: str) -> bool:
    """Tell whether a short message asks which code a report has got: "cho tui xin cái mã để theo dõi"."""
    words = plain(text)
    if not words or len(words.split()) > _LONGEST:
        return False
    known = status_words()
    return known.holds("wants_the_code", text) and not known.holds("beside_a_report", text)


def asked_of_the_code(text: str, *, awaited: bool) -> "str | None":
    """Return what a short message asks of a code: "owner", "lost", "disputed", "where", "looks"; None for any other message.

    "owner" says that the number or the dossier is the citizen's own, instead of a code. `awaited` tells that the code was just
    asked for; without that the message must name the code itself, and only what it looks like and where it is are asked.
    """
    words = plain(text)
    known = status_words()
    if not words or len(words.split()) > _LONGEST:
        return None
    if not known.holds("names_the_code", text) and (not awaited or known.holds("other_matter", text)):
        return None
    asked = [one for one in _asked("code", words) if awaited or one in {"where", "looks"}]
    return asked[0] if asked else None


def asked_of_the_law(text: str) -> "str | None":
    """Return what a short message asks of the khiếu nại or tố cáo whose way was just shown; None for any other message.

    Of "secrecy", "papers", "how_long", "cost", "next", "here", "where".
    """
    words = plain(text)
    if not words or len(words.split()) > _LONGEST or status_words().holds("beside_the_law", text):
        return None
    return next(iter(_asked("legal", words)), None)
