"""What is said or asked instead of an answer while a report is taken down, or instead of a matter when one opens.

A wish for whoever is in charge, a procedure, fines, a drill, earlier reports never answered. Imports nothing of Rasa. The words
are data (`asked_instead_words.yml`).
"""

from functools import lru_cache
from pathlib import Path

from bot.phrases import Phrases, read_phrases
from bot.remark_signs import names_a_paper
from bot.word_patterns import words
from retrieval.places import find_units
from retrieval.streets import place_in

WORDS_FILE = Path(__file__).parent / "asked_instead_words.yml"
_WORD_LISTS = ("talk",)
_PATTERN_LISTS = (
    "in_charge",
    "procedure",
    "complains",
    "fines",
    "when_comes",
    "drill",
    "drill_asks",
    "unanswered",
    "of_the_hotline",
)
_OTHER_WORDS = 2
"""Words of a matter that a message may hold at most that only complains of earlier ones."""

_SHORTEST_NAME = 4
"""Words of the shortest message that names a procedure by itself."""


@lru_cache(maxsize=2)
def asked_instead_words(path: Path = WORDS_FILE) -> Phrases:
    """Return the words of `path`.

    Raises:
        PatternError: the file is no YAML, a list is missing, unknown, empty or holds something else than words.
    """
    return read_phrases(path, patterns=_PATTERN_LISTS, words=_WORD_LISTS)


def wants_who_is_in_charge(text: str) -> bool:
    """Tell whether `text` wants to speak with a person or whoever is in charge: "tao muốn gặp sếp tụi mày"."""
    return _holds("in_charge", text)


def names_a_procedure(text: str) -> bool:
    """Tell whether `text` begins with what only a procedure is called: "thủ tục nghiệm thu PCCC cho quán karaoke"."""
    return _holds("procedure", text) and place_in(text) is None


def only_names_a_procedure(text: str) -> bool:
    """Tell whether `text` names a procedure and complains of nothing: no report is opened with that."""
    return names_a_procedure(text) and len(words(text)) >= _SHORTEST_NAME and not _holds("complains", text)


def asks_of_fines(text: str) -> bool:
    """Tell whether `text` asks how a fault is punished or who pays for a damage: "xả rác bị phạt nhiêu"."""
    return _holds("fines", text) and not names_a_paper(text)


def asks_when_it_is_done(text: str) -> bool:
    """Tell whether `text` asks when somebody comes for the matter or it is done: "bao giờ có người ra dọn vậy"."""
    return _holds("when_comes", text)


def asks_of_a_drill(text: str) -> bool:
    """Tell whether `text` asks when or where a drill or a talk to residents is held: that is nothing to be reported."""
    return _holds("drill", text) and _holds("drill_asks", text)


def only_complains_of_no_answer(text: str) -> bool:
    """Tell whether `text` says no more than that earlier reports were not answered, or that the hotline is worth nothing."""
    known = asked_instead_words()
    told = known.places("unanswered", text)
    if text.startswith("/") or not told or place_in(text) is not None or find_units(text):
        return False
    of_it = told | known.places("of_the_hotline", text)
    rest = [word for at, word in enumerate(words(text)) if at not in of_it and not known.knows(word, "talk")]
    return len(rest) <= _OTHER_WORDS


def _holds(name: str, text: str) -> bool:
    return not text.startswith("/") and bool(asked_instead_words().places(name, text))
