"""A wish that the report under way go on as it is, whatever is refused beside it: "khỏi lo, ghi phản ánh đi", "thôi gửi đại đi".

Imports nothing of Rasa. The words are data (`going_ahead_words.yml`).
"""

import re
from functools import lru_cache
from pathlib import Path

from bot.further import Opening, tells_on
from bot.phrases import Phrases, read_phrases
from bot.signs import question_sign
from bot.word_patterns import words
from retrieval.text import nfc

WORDS_FILE = Path(__file__).parent / "going_ahead_words.yml"
_WORD_LISTS = ("acts", "denies", "between", "speakers", "asked_by", "others", "later", "around")
_PATTERN_LISTS = ("object", "sent_to", "brushed_off", "dropped", "not_so", "back_again")
_CLAUSES = re.compile(r"[,.;!?\n…]+")
_LONGEST = 16
"""Words of the longest message that only wishes the report to go on."""
_SHORTEST_TOLD = 3
"""Words of the shortest addition that such a message may hold: "ghi thêm là nó hôi lắm"."""
_LONGEST_RECEIVER = 8
"""Words behind an act, of the longest that name whom the report goes to."""
_LONGEST_PROTEST = 14
"""Words of the longest protest against what was dropped."""


@lru_cache(maxsize=2)
def going_ahead_words(path: Path = WORDS_FILE) -> Phrases:
    """Return the words of `path`.

    Raises:
        PatternError: the file is no YAML, a list is missing, unknown, empty or holds something else than words.
    """
    return read_phrases(path, patterns=_PATTERN_LISTS, words=_WORD_LISTS)


def goes_ahead(text: str) -> bool:
    """Tell whether `text` wishes that the report be sent or go on, now and by us, and tells nothing more of it.

    A refusal beside it is one of a name, a number or a worry: "thôi khỏi số điện thoại, gửi"; never "khỏi gửi".
    """
    if text.startswith("/") or not 0 < len(words(text)) <= _LONGEST or question_sign(text):
        return False
    found = tells_on(text)
    if found.opening in {Opening.ANOTHER, Opening.MORE} and len(found.told.split()) >= _SHORTEST_TOLD:
        return False
    clauses = [said for part in _CLAUSES.split(nfc(text)) if (said := words(part))]
    wished = [_wishes(said) for said in clauses]
    denied = [_denies(said) for said in clauses]
    if True not in wished:
        return False
    last = len(wished) - 1 - wished[::-1].index(True)
    return not any(denied[last + 1 :]) and not going_ahead_words().places("dropped", text)


def only_goes_ahead(text: str) -> bool:
    """Tell whether `text` wishes it sent and refuses nothing but a worry or a question: "thôi thôi gửi luôn đi"."""
    known, said = going_ahead_words(), words(text)
    named = known.places("object", text) | known.places("brushed_off", text)
    return goes_ahead(text) and all(
        at in named or known.knows(word, "around") or known.knows(word, "acts")
        for at, word in enumerate(said)
    )


def without_brushing_off(text: str) -> str:
    """Return `text` without the clauses that only wave a worry or a question away: "khỏi lo, ", "kệ đi, "."""
    known = going_ahead_words()
    kept = []
    for part in _CLAUSES.split(nfc(text)):
        said = words(part)
        waved = known.places("brushed_off", part)
        if not all(at in waved or known.knows(word, "around") for at, word in enumerate(said)) or not waved:
            kept.append(part.strip())
    return ", ".join(part for part in kept if part)


def only_brushes_off(text: str) -> bool:
    """Tell whether the only words of a no in `text` wave a worry or a question away: "rồi chốt, khỏi hỏi nữa"."""
    rest = without_brushing_off(text)
    return rest != ", ".join(part.strip() for part in _CLAUSES.split(nfc(text)) if part.strip()) and not any(
        going_ahead_words().knows(word, "denies") or word in {"thôi", "thoi"} for word in words(rest)
    )


def wants_it_back(text: str) -> bool:
    """Tell whether `text`, said right after a report was dropped, wants it back: "ủa sao hủy, tui kêu ghi mà"."""
    if text.startswith("/") or not 0 < len(words(text)) <= _LONGEST_PROTEST:
        return False
    known = going_ahead_words()
    return bool(known.places("not_so", text) | known.places("back_again", text)) or goes_ahead(text)


def _wishes(said: "list[str]") -> bool:
    """Tell whether a clause wishes that we send or note the report."""
    return any(
        known_act
        and not _calls(said[at:])
        and not _denied(said[:at])
        and not _by_another(said[:at])
        and _closes(said[at + 1 :])
        for at, word in enumerate(said)
        if (known_act := going_ahead_words().knows(word, "acts"))
    )


def _calls(said: "list[str]") -> bool:
    """Tell whether "goi", typed without accents, is a wish to be called: "ok goi toi nha"."""
    return said[0] == "goi" and len(said) > 1 and going_ahead_words().knows(said[1], "speakers")


def _denies(said: "list[str]") -> bool:
    return any(going_ahead_words().knows(word, "acts") and _denied(said[:at]) for at, word in enumerate(said))


def _denied(before: "list[str]") -> bool:
    """Tell whether the words before an act forbid it or put it off: "khỏi cần", "mai mốt"."""
    known = going_ahead_words()
    if any(known.knows(word, "later") for word in before):
        return True
    for word in reversed(before):
        if known.knows(word, "denies"):
            return True
        if not (known.knows(word, "between") or known.knows(word, "acts")):
            return False
    return False


def _by_another(before: "list[str]") -> bool:
    """Tell whether the citizen or somebody else acts: "để tui tự gửi", "người ta báo rồi", not "tui kêu ghi mà"."""
    known = going_ahead_words()
    if not before:
        return False
    if known.knows(before[-1], "others"):
        return True
    asked = len(before) > 1 and known.knows(before[-2], "asked_by")
    return known.knows(before[-1], "speakers") and not asked


def _closes(after: "list[str]") -> bool:
    """Tell whether the words behind an act only urge it, or name the report or whom it goes to."""
    known = going_ahead_words()
    line = " ".join(after)
    if known.places("sent_to", line) and len(after) <= _LONGEST_RECEIVER:
        return not any(known.knows(word, "denies") for word in after)
    objects = known.places("object", line)
    return all(at in objects or known.knows(word, "around") for at, word in enumerate(after))
