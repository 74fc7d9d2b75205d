"""Questions whether something may be done where one lives, or only where one is registered. Imports nothing of Rasa.

"quê Cà Mau mà ở trọ phường Bình Tân, làm ở đây được không hay phải về quê" names no procedure: it asks where.
"""

import re
from collections.abc import Collection

from bot.follow_up_words import follow_ups
from retrieval.text import fold, normalise, syllables

_NO = r"(?:khong|khum|hong|hok|hon|hem|chua|ha)"
_HOME = r"(?:que|we|duoi que|ngoai que|tinh|nguyen quan|noi (?:dang ky|thuong tru|cu|sinh|co ho khau)|cho (?:cu|co ho khau|thuong tru)|duoi do|ngoai do|duoi|ngoai ay|trong do|xu)"
_HERE = r"(?:day|tren nay|trong nay|sai gon|sg|thanh pho ho chi minh|thanh pho|tphcm|hcm|noi (?:dang )?(?:o|tro|tam tru|song)|cho (?:dang )?(?:o|tro|tam tru|song)|noi khac|phuong nay|phuong khac)"
_DOING = r"(?:nop|lam|xin|doi|dang ky|lay|nhan|chung|di)"
_OFFICE = r"(?:uy ban(?: nhan dan)?(?: phuong| xa)?|cong an(?: phuong| xa)?|phuong|xa|quan)"
_LINK = r"(?:o|tai|ngay|len|ra|ben|toi|qua|giay|cai|nay|do|luon|thang)"
_END = rf"(?:khong|ha|a|ah|chu|{_NO})"
_ASKING = re.compile(
    rf"(?:(?:o|tai|ngay|tren|len) {_HERE}|tren nay|trong nay)(?: \w+)?(?: (?:co|thi|luon))* (?:duoc|lam duoc|nop duoc)(?: khong| {_NO})?(?!\S)"
    rf"|(?:co duoc|duoc)(?: (?:lam|nop|xin|doi|dang ky))? (?:o|tai|ngay) {_HERE}(?: {_NO})?(?!\S)"
    rf"|(?:phai|can|bat buoc)(?: (?:di|chay|quay|tro|moi|phai|lan))* (?:ve|ra|xuong) (?:(?:tan|tuot|lai|duoi|ngoai) )?{_HOME}(?!\S)"
    r"|(?:o |tai )?(?:phuong|xa|quan|tinh|cho|noi|dau)(?: nao)?(?: (?:lam|nop|xin|doi))* cung duoc(?!\S)"
    rf"|hay(?: la)? (?:phai )?(?:di )?ve (?:(?:tan|tuot|lai) )?{_HOME}(?!\S)"
    # "nộp ở phường được luôn hả", "lên phường mình làm luôn được hông", "ra xã khác làm được không"
    rf"|(?:{_DOING}|len|ra|toi|qua|xuong|o|tai)(?: {_LINK})* {_OFFICE}(?: \S+){{0,2}}(?: {_DOING})?(?: (?:co|thi|luon))* duoc(?: luon)?(?: {_END})(?!\S)"
    # "phường có nhận không", "công an xã có làm hông"
    rf"|{_OFFICE}(?: (?:minh|em|tui|toi|nay|khac|do))? (?:co )?(?:lam|nhan|cap|giai quyet)(?: (?:luon|ho so|duoc|cai|nay|lam|nhan))* {_END}(?!\S)"
)
_LIVES = re.compile(
    rf"(?<!\S)(?:{_HOME}|goc|ho khau|thuong tru)(?: (?:cua|em|toi|tui|minh|con|chi|anh|o|tai|duoi|ngoai|goc|tuot))*"
    r"(?: (?!ma |thi |nhung |dang |gio |len |vo |hien |lam |nop )\S+){1,3}"
    r"|(?<!\S)(?:phuong|xa|quan|huyen|tinh|thi tran|p|q) (?:\d+|\S+(?: (?!lam |nop |co |thi |ma |duoc )\S+)?)"
)
_FROM = re.compile(
    r"(?<!\S)(?:o|duoi|tai|ngoai|ben|tuot)(?: (?:duoi|ngoai|tuot|tan))*"
    r" (?!(?:day|dau|nha|nha nuoc)(?!\S))\S+(?: (?!(?:lam|nop|co|thi|ma|duoc|gio|nhung|xin|lay)(?!\S))\S+)?"
)
"""Where it was done, or somebody is from, whatever the place is called: "ở Long An", "dưới Sóc Trăng"."""
_BESIDE_WORDS = "dang song tro thue sinh hien lam nop xin doi luon moi len vo sai gon dan nhap cu hoi xua truoc goc khac bat buoc ben"
_BESIDE = frozenset(_BESIDE_WORDS.split())


def asks_here_or_home(text: str, known: "Collection[str]" = ()) -> bool:
    """Tell whether a message asks if one may do it where one lives or must go where one is registered, naming nothing
    beside but `known` (folded words).
    """
    strange = named_beside_home(text)
    return strange is not None and strange <= frozenset(known)


_HOME_ALONE = re.compile(
    r"(?:(?:a|da|thi|ma|u|nha|em|tui|toi|minh|con|chi|anh|co|chu|bac|dang|song|tro|thue|hien|gio|ben|o|tai|thuoc|day|vay|dia chi) )*"
    r"(?:phuong|xa|dac khu|thi tran|p) \S+(?: (?!(?:bi|co|ngap|hu|ke|dang|hay)(?!\S))\S+){0,2}(?: (?:a|ah|nha|nhe|do|em|anh|chi|ad))?"
)


def only_tells_home(text: str) -> bool:
    """Tell whether a message tells in which phường, xã somebody lives, and no more: "nhà em bên phường Bình Thới"."""
    return _HOME_ALONE.fullmatch(" ".join(syllables(normalise(text)))) is not None


def named_beside_home(text: str) -> "frozenset[str] | None":
    """Return the folded words that a message which asks if it may be done here or only at home says of something else;
    None where it asks no such thing.
    """
    plain = " ".join(syllables(normalise(text)))
    if not _ASKING.search(plain):
        return None
    rest = _FROM.sub(" ", _LIVES.sub(" ", _ASKING.sub(" ", plain))).split()
    return frozenset(rest) - follow_ups().nameless - _BESIDE


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
