"""Questions whether something may be done where one lives, or only where one is registered. Imports nothing of Rasa.

"quê Cà Mau mà ở trọ phường Bình Tân, làm ở đây được không hay phải về quê" names no procedure: it asks where.
"""

import re

from bot.follow_up_words import follow_ups
from retrieval.text import fold, normalise, syllables

_NO = r"(?:khong|khum|hong|hok|hon|hem|chua|ha)"
_HOME = r"(?:que|we|duoi que|ngoai que|tinh|nguyen quan|noi (?:dang ky|thuong tru|cu|sinh|co ho khau)|cho (?:cu|co ho khau|thuong tru)|duoi do|ngoai do|duoi|ngoai ay|trong do|xu)"
_HERE = r"(?:day|tren nay|trong nay|sai gon|sg|thanh pho ho chi minh|thanh pho|tphcm|hcm|noi (?:dang )?(?:o|tro|tam tru|song)|cho (?:dang )?(?:o|tro|tam tru|song)|noi khac|phuong nay|phuong khac)"
_ASKING = re.compile(
    rf"(?:(?:o|tai|ngay|tren|len) {_HERE}|tren nay|trong nay)(?: \w+)?(?: (?:co|thi|luon))* (?:duoc|lam duoc|nop duoc)(?: khong| {_NO})?(?!\S)"
    rf"|(?:co duoc|duoc)(?: (?:lam|nop|xin|doi|dang ky))? (?:o|tai|ngay) {_HERE}(?: {_NO})?(?!\S)"
    rf"|(?:phai|can|bat buoc)(?: (?:di|chay|quay|tro|moi|phai|lan))* (?:ve|ra|xuong) (?:(?:tan|tuot|lai|duoi|ngoai) )?{_HOME}(?!\S)"
    r"|(?:o |tai )?(?:phuong|xa|quan|tinh|cho|noi|dau)(?: nao)?(?: (?:lam|nop|xin|doi))* cung duoc(?!\S)"
    rf"|hay(?: la)? (?:phai )?(?:di )?ve (?:(?:tan|tuot|lai) )?{_HOME}(?!\S)"
)
_LIVES = re.compile(
    rf"(?<!\S)(?:{_HOME}|goc|ho khau|thuong tru)(?: (?:cua|em|toi|tui|minh|con|chi|anh|o|tai|duoi|ngoai|goc|tuot))*"
    r"(?: (?!ma |thi |nhung |dang |gio |len |vo |hien |lam |nop )\S+){1,3}"
    r"|(?<!\S)(?:phuong|xa|quan|huyen|tinh|thi tran|p|q) (?:\d+|\S+(?: (?!lam |nop |co |thi |ma |duoc )\S+)?)"
)
_BESIDE_WORDS = (
    "dang song tro thue sinh hien lam nop xin doi luon moi len vo sai gon dan nhap cu hoi xua truoc goc"
)
_BESIDE = frozenset(_BESIDE_WORDS.split())


def asks_here_or_home(text: str) -> bool:
    """Tell whether a message asks, naming no procedure, if one may do it where one lives or must go where one is
    registered.
    """
    plain = " ".join(syllables(normalise(text)))
    if not _ASKING.search(plain):
        return False
    rest = _LIVES.sub(" ", _ASKING.sub(" ", plain)).split()
    return set(rest) <= follow_ups().nameless | _BESIDE


def without_here_or_home(text: str) -> str:
    """Return `text` without what asks if it may be done here or only at home; all of it where nothing else is said.

    "xin bản sao khai sinh ở đâu cũng được hay phải về quê" → "xin bản sao khai sinh".
    """
    typed = re.findall(r"[^\W_]+", normalise(text))
    kept = list(typed)
    plain = " ".join(map(fold, typed)).lower()
    for match in reversed(list(_ASKING.finditer(plain))):
        words = match[0].split()
        start = plain.count(" ", 0, match.start() + (match[0][0] == " "))
        del kept[start : start + len(words)]
    return " ".join(kept) if 1 < len(kept) < len(typed) else text
