"""Whose name and number a message tells: those of who is complained of are no way to reach the reporter. Imports nothing of Rasa."""

import re

from retrieval.text import folded_words

_WHO = (
    r"(?:ban quan (?:tri|ly)|bqt|bql|chu (?:quan|tro|nha|thau|xe|tiem|shop|hang|cho|dau tu|co so)|ba chu|ong chu|tai xe|bao ve|nha thau|don vi thi cong|cong ty(?: \w+){0,2}|to truong"
    r"|(?:ong|ba|thang|con|ga|ten) (?:do|nay|kia|ay)|hang xom|doi tuong|bon (?:no|do|cho vay)|tui no|tui (?:do|cho vay)|so la)"
)
_SELF = r"(?:so|sdt|dien thoai|dt|lien he|goi)(?: (?:cua|cho|lai|lac|la|theo))* (?:toi|tui|em|minh|chi|anh|co|con|chau)\b|\b(?:toi|tui|em|minh|chau) (?:ten|la)\b"
_NUMBER = r"(?:sdt\d+|email\d+|0\d{8,10}|84\d{9})"
_PHONE = r"(?:so dien thoai|dien thoai|so may|so|dt)"
_DISTURBS = (
    r"(?:cu |hay |toan |lien tuc |suot |hoai )*(?:quay roi|lam phien|doi no|lua|ham|de doa|doa|spam|khung bo"
    r"|(?:goi|nhan tin|nhan) (?:toi|tui|em|minh|chi|doi|hoai|suot|lien tuc|quay|lam phien|lua|doa|de doa))"
)
_THEIRS = (
    rf"{_PHONE} (?:cua )?(?:{_WHO}|ba|ong|no|ba ay|ong ay)(?: la)? {_NUMBER}",
    rf"{_WHO}(?: ten(?: \w+){{1,3}}?)?(?: (?:{_PHONE}|la|bang|goi|hoai|toan|cu))* {_NUMBER}",
    rf"{_NUMBER} (?:la )?(?:{_PHONE} )?(?:cua )?{_WHO}",
    rf"(?:{_PHONE} )?(?:nay |do |la )?{_NUMBER} {_DISTURBS}",
)
_THAT_NUMBER = re.compile(rf"(?:da |thi |la |no |cai )*so (?:do|no|kia) (?:la )?{_NUMBER}(?: \w+){{0,3}}")
_OF_SOMEBODY_ELSE = re.compile("|".join(rf"\b(?:{one})" for one in _THEIRS))
_OF_THE_REPORTER = re.compile(_SELF)


def tells_of_somebody_else(text: str) -> bool:
    """Tell whether name and number in `text` are of who is complained of: "sđt của bà chủ quán là 0901…"; never where the
    reporter's own are told beside.
    """
    line = folded_words(text)
    theirs = _OF_SOMEBODY_ELSE.search(line) or _THAT_NUMBER.fullmatch(line)
    return bool(theirs) and not _OF_THE_REPORTER.search(line)
