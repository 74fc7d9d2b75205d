"""Taking up the offer to be put through to a person: "ừ chuyển đi", "dạ được". Imports nothing of Rasa."""

import re

from retrieval.text import folded_words

_OFFERS = re.compile(
    r"để em chuyển tổng đài viên[^.!?\n]*[.?]?(?: ạ)?[.?]?\s*$|chuyển tổng đài viên (?:nhé|không)\?\s*$"
)
_YES = r"(?:u|uh|um|uhm|da|vang|ok|oke|okie|duoc|dc|dong y|vay|thoi|cung duoc|duoc roi|roi|nho|lam|phien)"
_AROUND = r"(?:di|giup|gium|dum|ho|lien|luon|em|anh|chi|toi|tui|minh|con|cho|nha|nhe|a|oi|qua|may|ad|ban|voi|lai|nghen)"
_PUTS_THROUGH = re.compile(
    rf"(?:{_YES} )*(?:chuyen|noi|ket noi|goi|cho gap)(?: {_AROUND})*(?: (?:tong dai(?: vien)?|nguoi|nhan vien|cho ho))?(?: {_AROUND})*"
)
_PLAIN_YES = re.compile(rf"(?:{_YES}(?: |$))+(?:{_AROUND}(?: |$))*")


def takes_the_offer(text: str, said: str) -> bool:
    """Tell whether `text` agrees to be put through, where `said` (our last message) ends by offering it."""
    if _OFFERS.search(said.strip()) is None:
        return False
    plain = folded_words(text)
    return bool(_PUTS_THROUGH.fullmatch(plain) or _PLAIN_YES.fullmatch(plain))
