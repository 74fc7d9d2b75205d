"""Names in answers: to the question for one, and beside a number to call. Imports nothing of Rasa."""

import re
from functools import lru_cache

from bot.name_finding import LONGEST, WORD, is_talk, name_words
from retrieval.text import fold, modern_tone_places, nfc

_LONGEST_ANSWER, _LONGEST_WRITTEN = 8, 60
"""Words and characters of the longest answer to the question for a name."""
_ALONE = re.compile(
    r"\s*(?:(?:dạ|da|là|la|em)\s+)*(?P<name>[^\W\d_]+)\s*(?:nha|nhé|nhe|ạ|a|em)?[.!]?\s*", re.IGNORECASE
)
_LEAD = re.compile(
    r"^(?:(?:dạ|da|vâng|vang|tôi|em|mình|tui|con|cháu|toi|tên là|ten la|tên|ten|là|họ và tên|ho va ten|họ tên|ho ten)(?!\w)[\s,:]*)+",
    re.IGNORECASE,
)
_LEFT_OUT = re.compile(
    r"(?:(?:dạ|da|thôi|thoi|ờ|à|a|ừ|u|vậy|vay|thì|thi|cứ|cu|em|cho)[\s,]+)*"
    r"(?:(?:an|ẩn|giấu|giau|dấu)(?: (?:luôn|luon|đi|di|hết|het|nha|nhé|giùm|giúp|tên|ten))+|ẩn|giấu|(?:cho )?qua|bỏ qua|bo qua|skip|(?:để|bỏ|de|bo) (?:trống|trong|không|khong)"
    r"|(?:khỏi|khoi|không|khong|ko|hông|hong)(?: (?:cần|can|có|co|để|de|ghi))* (?:tên|ten)(?: tuổi| tuoi)?|khuyết danh|khuyet danh)"
    r"(?: (?:luôn|luon|đi|di|nha|nhé|nhe|nghen|em|ạ|a|giùm|gium|giúp|giup|dùm|dum|hết|het|được rồi|cũng được|gì|gi|hết))*[\s.!]*"
)
_TAIL = re.compile(r"[\s,.!]+(?:ạ|nha|nhé|nghen|nhe|ah)?[\s,.!]*$")
_ASKS_FOR = frozenset({"gap", "ten"})
"""Words that show that a name follows: "gọi gặp chị lan" (folded)."""
_SIGNS = re.compile(r"[^\w\s]+")


def is_a_name_alone(text: str) -> bool:
    """Tell whether the answer to the question for a name is one that is easily taken for a command: "Huy", "Dũng"."""
    found = _ALONE.fullmatch(nfc(text))
    return found is not None and found["name"].istitle() and found["name"].lower() in name_words()["alike"]


def declines_to_be_named(text: str) -> bool:
    """Tell whether an answer to the question for a name leaves it out: "ẩn luôn", "cho qua nha". "An" is a name."""
    return _LEFT_OUT.fullmatch(nfc(text).strip().lower()) is not None


def is_talk_only(text: str) -> bool:
    """Tell whether an answer to the question for a name says something else: "vậy làm đi", "xóa câu chửi đi", "gửi"."""
    said = WORD.findall(nfc(text))
    particles = name_words()["particles"]
    while len(said) > 1 and said[-1].islower() and said[-1] in particles:
        said = said[:-1]
    if not said or (len(said) > 1 and all(word[:1].isupper() for word in said) and not text.isupper()):
        return not said
    whole = len(said) > 2 and fold(said[0]) in name_words()["families"] and not is_talk(said[0])
    return not whole and any(
        is_talk(word) for place, word in enumerate(said) if place == 0 or not word[:1].isupper()
    )


def name_answered(text: str) -> "str | None":
    """Return the name out of an answer to "what is your name?", None where it does not look like one."""
    name = _TAIL.sub("", _LEAD.sub("", nfc(text)) + " ").strip(" .,!")
    words = name.split()
    if not words or len(words) > _LONGEST_ANSWER or len(name) > _LONGEST_WRITTEN:
        return None
    return None if "⟨" in name or any(sign.isdigit() for sign in name) else name


def name_left(text: str, *, asked: bool = False) -> "str | None":
    """Return the name in what stands beside a number to call, taken out before: "Huy", "gặp chị Lan nha".

    With `asked` a name was asked for: then it may be any few words.
    """
    parts = [part for part in _SIGNS.split(text) if WORD.search(part)]
    told = [name for part in parts if (name := _name_among(part, asked=asked)) is not None]
    return told[0] if len(told) == 1 else None


def _name_among(part: str, *, asked: bool) -> "str | None":
    """Return the name among words that no sign parts: without titles, particles and what is said of the number."""
    words, said = name_words(), part.split()
    around = _folded_titles() | words["beside"] | words["greetings"]
    asks_for = not _ASKS_FOR.isdisjoint(map(fold, said))
    while said and said[-1].islower() and said[-1] in words["particles"]:
        said = said[:-1]
    left = said
    while left and fold(left[0]) in around and not _begins_a_name(left):
        left = left[1:]
    while left and fold(left[-1]) in around and left[-1].islower():
        left = left[:-1]
    return " ".join(left) if _is_name(left, surely=asked or asks_for, alone=left == said) else None


def _begins_a_name(left: "list[str]") -> bool:
    """Tell whether the first word is of the name, whatever it resembles: "Huy" alone, "Đặng" of "Đặng Văn Út"."""
    if not all(word[:1].isupper() for word in left):
        return False
    words = name_words()
    whole = len(left) > 2 and fold(left[1]) not in words["beside"]
    return len(left) == 1 or (whole and fold(left[0]) in words["families"])


def _is_name(said: "list[str]", *, surely: bool, alone: bool) -> bool:
    """Tell whether words are a name: by capitals, a family name, or, typed small, as asked for or a word `alone`."""
    words = name_words()
    if not 0 < len(said) <= LONGEST or not all(map(str.isalpha, said)):
        return False
    first = modern_tone_places(said[0]).lower()
    if alone and first in words["lone"] | words["commands"]:
        return False
    if all(word[:1].isupper() for word in said):
        return True
    if first in words["lone"] | words["commands"]:
        return False
    return surely or (len(said) == 1 and alone) or (len(said) > 1 and fold(first) in words["families"])


@lru_cache(maxsize=1)
def _folded_titles() -> "frozenset[str]":
    return frozenset(map(fold, name_words()["titles"]))
