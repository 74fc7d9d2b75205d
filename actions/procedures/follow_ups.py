"""Short questions about the procedure in context: which aspects they ask, and whether they name a procedure at all."""

import re
from functools import lru_cache
from typing import Final

from actions.plain_answers import bare_aspects
from actions.word_lists import word_lists
from bot.follow_up_words import follow_ups, only_follows_up, phrases_in
from bot.paper_signs import names_a_deed_of_land, only_names_a_matter
from retrieval import places
from retrieval.aspects import aspects_of, without_aspects
from retrieval.procedure import Aspect
from retrieval.text import fold, folded_words, has_accents, nfc, normalise, syllables
from retrieval.vocabulary import deeds, stopwords

_REMEMBERED: Final = 32
"""Texts whose reading is kept: of one message the same is asked several times."""
_CARRIES_ON: Final = re.compile(
    r"^\W*(?:(?:dạ|thế|vậy|rồi|à|ủa|ờ|thì|em|anh|chị|ơi|ok|vâng|nếu)\W+)*còn(?! lại)(?!\w)"
    r"|(?:thì|là) (?:sao|thế nào|như nào|ra sao)(?!\w)(?: \w+){0,2}\W*$"
)
_CARRIES_ON_FOLDED: Final = re.compile(
    r"^\W*(?:(?:da|the|vay|roi|a|ua|o|thi|em|anh|chi|oi|ok|vang|neu)\W+)*con(?! (?:lai|toi|tui|em|minh|trai|gai|anh|chi|nuoi)\b)(?!\w)"
    r"|thi (?:sao|the nao|ra sao)(?: \w+){0,2}\W*$"
)
_RESIDENCE: Final = re.compile(
    r"(?<!\w)(?:hộ khẩu|thường trú|quê|ho khau|thuong tru|que)(?: (?:của|cua|em|tôi|tui|mình|toi|minh|con|chị|anh|chi))*"
    r" (?:ở|tại|dưới|ngoài|o|tai|duoi|ngoai)(?: (?!làm|nộp|xin|đi|mà|thì|lam|nop|di|ma|thi|đâu|dau)\w+){1,3}",
    re.IGNORECASE,
)
"""Where somebody is registered, told to ask whether it may be done here: it names no procedure."""
_TAGS: Final = re.compile(r"<script\b.*?</script\s*>|</?[A-Za-z][^<>]{0,80}>", re.IGNORECASE | re.DOTALL)
_MARKUP: Final = re.compile(r"\[([^\[\]]+)\](?:\([^()]*\)|\{[^{}]*\})")


_POINTING: Final = re.compile(
    r"(?<!\w)(?:cái|vụ|thủ tục|việc|cai|vu|thu tuc|viec) (?:đó|này|ấy|đấy|kia|do|nay|ay|day)(?!\w)",
    re.IGNORECASE,
)
"""Points to what was just told: "cái đó mấy ngày"."""


_POST: Final = re.compile(r"(?<!\S)(?:buu dien|buu chinh|chuyen phat)(?!\S)")

follow_ups()  # a wrong file stops the start, not a turn


def unmarked(text: str) -> str:
    """Return a citizen's text without markup, of training data or of a page: "[lệ phí](aspect)" is just "lệ phí"."""
    return _MARKUP.sub(r"\1", _TAGS.sub(" ", text)).strip() or text


def asks_of_the_post(text: str) -> bool:
    """Tell whether a message speaks of sending something by post."""
    return _POST.search(folded_words(text)) is not None


def points(text: str) -> bool:
    """Tell whether a message points to what was just told or offered: "cái đó mấy ngày"."""
    return _POINTING.search(normalise(text)) is not None


def _without_pointing(text: str) -> str:
    """Return `text` without what points; all of it where nothing else is said."""
    rest = _POINTING.sub(" ", normalise(text))
    return rest if syllables(rest) else text


def without_units(text: str) -> str:
    """Return `text` without the phường, xã it names, as far as they are named for certain."""
    typed = nfc(text)
    for mention in reversed(places.find_units(typed)):
        if typed[mention.start : mention.end] == mention.words:
            typed = f"{typed[: mention.start]} {typed[mention.end :]}"
    return typed


@lru_cache(maxsize=_REMEMBERED)
def asked_in(text: str) -> tuple[Aspect, ...]:
    """Return the aspects that `text` asks: those of a whole question, or of a few words about what is talked about."""
    text = _without_pointing(unmarked(text))
    asked = aspects_of(text)
    if names_something(text):
        return asked
    if not asked and _RESIDENCE.search(nfc(text)):
        return (Aspect.PLACE,)
    phrases, _ = phrases_in(without_units(text))
    bare = {phrase for phrases in word_lists().aspects.values() for phrase in phrases}
    more = [Aspect(aspect) for phrase, aspect in phrases.items() if not asked or phrase not in bare]
    return tuple(dict.fromkeys([*asked, *bare_aspects(text), *more]))


def _without_residence(text: str) -> str:
    rest = _RESIDENCE.sub(" ", nfc(text))
    return rest if syllables(rest) else text


@lru_cache(maxsize=_REMEMBERED)
def names_something(text: str) -> bool:
    """Tell whether `text` says more than which aspect is asked ("phí bao nhiêu vậy em" does not)."""
    if only_names_a_matter(text) or names_a_deed_of_land(text):  # "so hong" is made of such words too
        return True
    text = _without_residence(_without_pointing(unmarked(text)))
    plain = folded_words(text)
    if any(deed.is_said(plain) for deed in deeds()):  # "sao y" is made of words that otherwise name nothing
        return True
    if bare_aspects(text):
        return False
    nameless = follow_ups().nameless
    rest = stopwords().sub(" ", without_aspects(fold(normalise(without_units(text)))))
    if set(syllables(rest)) <= nameless:
        return False
    return not only_follows_up(without_units(text))


def carries_on(text: str) -> bool:
    """Tell whether a message asks the same of something else: "thế còn kết hôn", "làm lại thì sao"."""
    typed = normalise(text).lower()
    if has_accents(typed):
        return bool(_CARRIES_ON.search(typed))
    return bool(_CARRIES_ON_FOLDED.search(typed))
