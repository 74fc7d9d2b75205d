"""The names people give: where somebody is named, how the reporter is called, and which words of command are only names.

"em tên Huy" takes nothing back, "hủy tên" does. Imports nothing of Rasa.
"""

import re

from bot.name_finding import WORD, Named, name_words, named, words_before
from retrieval.text import fold, nfc

_FORBIDS = re.compile(
    r"(?<!\w)(?:hủy|huỷ|huy|xóa|xoá|xoa|bỏ|bo|đừng|dung|khỏi|khoi|không|khong|ko|giấu|giau|rút|rut)(?!\w)"
)

_INTRODUCED = re.compile(
    r"(?:(?<!\w)(?:tôi|toi|tui|em|mình|minh|con|cháu|chau|anh|chị|chi|cô|co|chú|chu|bác|bac|tên|ten|là|la|họ và|họ|gọi|gặp)\s+)+$",
    re.IGNORECASE,
)
"""What stands right before the speaker's name."""


def names_somebody(text: str) -> bool:
    """Tell whether `text` tells a name: "tên Huy" takes nothing back, "hủy tên" does."""
    return bool(_believed(nfc(text)))


def own_name(text: str) -> "str | None":
    """Return the name that the speaker gives as the own one ("tôi tên Lan", "chị Lan đây"), None without such words."""
    return next((one.name for one in _believed(nfc(text)) if one.own), None)


def any_name(text: str) -> "str | None":
    """Return the first name in `text`, which may be somebody else's: "gọi số này, tên Lan"."""
    return next((one.name for one in named(nfc(text))), None)


def without_names(text: str) -> str:
    """Return `text` in NFC without the names it tells and the words that introduce them."""
    typed = nfc(text)
    for one in reversed(_believed(typed)):
        typed = f"{typed[: one.start]} {typed[one.end :]}"
    return typed.strip(" ,.;:-")


def without_own_name(text: str) -> str:
    """Return `text` in NFC without the name of the speaker and the words that introduce it."""
    typed = nfc(text)
    for one in reversed(_believed(typed)):
        if one.own:
            before = _INTRODUCED.sub("", typed[: one.name_at]).rstrip()
            typed = f"{before} {typed[one.end :].lstrip()}"
    return typed


def names_like_commands(text: str) -> "tuple[tuple[int, int], ...]":
    """Return where in `text` (in NFC) words stand that read like a command and are somebody's name: "em tên Huy"."""
    words = name_words()
    looks = {fold(word) for word in (*words["commands"], *words["alike"])}
    return tuple(
        (one.name_at + word.start(), one.name_at + word.end())
        for one in _believed(text)
        for word in WORD.finditer(text[one.name_at : one.end])
        if fold(word[0]) in looks
    )


def _believed(text: str) -> "tuple[Named, ...]":
    """Return whom `text` names where nothing right before forbids the name: "đừng để tên Huy"."""
    told = (one for one in named(text) if len(one.name) > 1)  # "ten con a" tells none
    return tuple(one for one in told if not _FORBIDS.search(words_before(text, one.start)))
