"""Signs that a place is one that was told before: "cùng chỗ hồi nãy", "ngay đó luôn". Imports nothing of Rasa."""

from functools import lru_cache
from pathlib import Path

from bot.phrases import Phrases, read_phrases
from bot.place_answers import place_answered
from bot.signs import SURE, question_sign
from bot.word_patterns import words

WORDS_FILE = Path(__file__).parent / "same_place_words.yml"
_LONGEST_ANSWER = 9
"""Words of the longest answer that only means a place told before."""


@lru_cache(maxsize=2)
def same_place_words(path: Path = WORDS_FILE) -> Phrases:
    """Return the words of `path`.

    Raises:
        PatternError: the file is no YAML, a list is missing, unknown, empty or holds something else than words.
    """
    return read_phrases(path, patterns=("same", "there"))


def is_at_the_same_place(text: str) -> bool:
    """Tell whether what is reported in `text` is where something told before was, by words that mean nothing else."""
    return not text.startswith("/") and bool(same_place_words().places("same", text))


def answers_the_same_place(text: str) -> bool:
    """Tell whether an answer to "where?" only means the place told before: also "ngay đó luôn"."""
    if text.startswith("/") or len(words(text)) > _LONGEST_ANSWER or question_sign(text) == SURE:
        return False
    known = same_place_words()
    meant = known.places("same", text) | known.places("there", text)
    return bool(meant) and place_answered(text) is None
