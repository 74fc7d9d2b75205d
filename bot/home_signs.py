"""Questions whether something may be done where one lives, or only where one is registered. Imports nothing of Rasa.

"quê Cà Mau mà ở trọ phường Bình Tân, làm ở đây được không hay phải về quê" names no procedure: it asks where.
"""

import re
from collections.abc import Collection
from functools import lru_cache

from bot.follow_up_words import follow_ups
from retrieval.place_finder import UnitFinder, UnitMention
from retrieval.text import fold, folded_words, normalise, syllables

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
    r"|(?:o |tai )?(?:phuong|xa|quan|q|p|tinh|cho|noi|dau)(?: nao)?(?: (?:lam|nop|xin|doi))* cung duoc(?!\S)"
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


@lru_cache(maxsize=16)
def _units_in(typed: str) -> "tuple[UnitMention, ...]":
    """Return the units that a text names; each message is asked several times."""
    return tuple(UnitFinder(typed, bare=True).mentions())


def only_tells_home(text: str) -> bool:
    """Tell whether a message tells in which phường, xã, or quận of before, somebody lives, and no more: "nhà em bên phường
    Bình Thới", "đang ở hẻm 12 p.17 Bình Thạnh", "quận 9 cũ".
    """
    return _HOME_ALONE.fullmatch(folded_words(text)) is not None or _only_names_a_unit(text)


_IN_A_UNIT_WORDS = "hem ngo duong so nha chung cu kp khu pho ap to huyen tphcm hcm ho khau thuong tru tam tru"
_IN_A_UNIT = frozenset(_IN_A_UNIT_WORDS.split())
_ASKED_OF_IT = re.compile(
    r"(?<!\S)(?:gi|nao|dau|sao|may|ai|bao|nhieu|khong|khum|hong|hok|hon|chua|ha|ten|goi|doi)(?!\S)"
)


def _only_names_a_unit(text: str) -> bool:
    """Tell whether a message names a unit of the city and, beside words of living there, nothing else."""
    typed = normalise(text)
    mentions = _units_in(typed)
    if not mentions or _EARLIER.search(typed.lower()):
        return False
    for mention in reversed(mentions):
        typed = f"{typed[: mention.start]} {typed[mention.end :]}"
    rest = syllables(typed)
    known = follow_ups().nameless | _BESIDE | _BESIDE_UNITS | _IN_A_UNIT
    if _ASKED_OF_IT.search(" ".join(rest)):
        return False
    return all(word in known or word[0].isdigit() for word in rest)


_PLACE_WORDS = (
    "duong|hem|ngo|khuc|doan|nga (?:ba|tu|nam|sau|bay|3|4|5|6|7)|cau|cho|chung cu|khu pho|kp|ap|to|khu dan cu|khu|kdc|cu xa|truong|chua|nha tho|cong vien|benh vien"
    "|sieu thi|cay xang|vong xoay|bung binh|ben xe|cong|phuong|xa|quan|huyen|q|p|thi tran|dac khu|so"
)
_BESIDE_PLACE = (
    "gan|ke|ke ben|sat|canh|doi dien|ngay|o|tai|ben|phia|cho|dau|cuoi|giua|trong|ngoai|sau|truoc|qua|khoi|la|thuoc|nam|vay|do|a|ah|nha|nhe|da|em|tui|toi|minh|con|chi|anh"
    "|co|chu|bac|dang|tro|thue|song|cu|hoi xua|hoi truoc|truoc day|gio|nay|thi|ma|va|voi|ne|noi|day|cai|dia chi"
)
_PLACE_ALONE = re.compile(
    rf"(?:(?:{_BESIDE_PLACE}) )*(?:(?:(?:{_PLACE_WORDS}) )+(?:(?!(?:{_PLACE_WORDS})(?!\S))\S+ ){{1,4}}(?:(?:{_BESIDE_PLACE}) )*){{1,4}}"
)
_WRONG_THERE = re.compile(
    r"(?<!\S)(?:bi|ngap|hu|be|gay|sap|sup|lun|nut|rac|hoi (?:thoi|qua|rinh|ham)|on (?:ao|qua)|ket (?:xe|cung)|lan (?:chiem|duong|via|le|het)|dot|toi (?:thui|om|hu|qua)|mat|chay"
    r"|ro ri|nghet|ho ga|o ga|nap cong|den (?:duong|do|tat|hu|tin)|day dien|cay (?:do|nga|gay)|dau xe|do xe|trom|cuop|danh nhau|hat|karaoke|nhau|loa|ban (?:hang|do|buon)"
    r"|dao (?:duong|len|boi|lo)|thi cong|cong trinh|phan anh|khong ai|hoai|o nhiem|nguy hiem|te (?:xe|nga)|tai nan|sat lo|tru dien|cot dien|rao|rot|cup|nhieu|dong (?:xe|nguoi|nghet)"
    r"|xau|gi|sao|nao|duoc|khong|ko|chua|dang (?:sua|lam|dao)|qua(?= troi|$))(?!\S)"
)


def only_tells_where(text: str) -> bool:
    """Tell whether a message names a place by its street, market or phường and tells nothing of what is there: "gần đường
    Lê Văn Thọ khúc phường 11 cũ". It answers where a place was just talked about; elsewhere it may open a report.
    """
    typed = normalise(text)
    if "hôi" in typed.lower().split():
        return False
    for mention in reversed(_units_in(typed)):
        typed = f"{typed[: mention.start]} phường ấy {typed[mention.end :]}"
    plain = " ".join(syllables(typed))
    return _PLACE_ALONE.fullmatch(f"{plain} ") is not None and _WRONG_THERE.search(plain) is None


_WHERE = re.compile(
    r"(?<!\S)(?:nop|lam|xin|dang ky|lay|nhan|di|ra|len|toi|dem|qua|den)(?: \S+){0,5}?"
    r" (?:dau|cho nao|noi nao|ben nao|(?:phuong|xa|co quan) nao|gan nha|(?:o|tai|ngay|ben|qua|cho) (?:do|day))(?!\S)"
    r"|(?<!\S)(?:ra|len|toi|qua) (?:do|day) (?:lam|nop|xin|lay|dang ky|duoc)(?!\S)"
)
_ENDS_OF_WHERE = re.compile(r"(?<!\S)(?:dau|nao|nha|do|day)(?!\S)")
"""The last words of every question of `_WHERE`: told fast."""
_LATEST_UNIT = 12
"""Letters before the name of a unit told as that of today."""
_BESIDE_UNITS_WORDS = (
    "thuoc tinh thanh binh duong ba ria vung tau hcm tphcm ho chi minh moi doi ten gop "
    "sap nhap sat tach huyen thi tran tx tp cu hoi xua dia ban khu vuc gan phai"
)
_BESIDE_UNITS = frozenset(_BESIDE_UNITS_WORDS.split())
"""Words of where a unit belongs and belonged."""
_EARLIER = re.compile(r"(?<!\w)(?:nãy|nảy|quay lại|trở lại)(?!\w)")
_NOW = re.compile(
    r"(?<!\w)(?:bây giờ|bay gio|bi giờ|bi gio|hiện nay|hien nay|hiện giờ|hien gio|giờ|gio|nay)"
    r"(?: (?:là|la|thành|thanh|thuộc|thuoc|về|ve|ở|o|qua|sang|gọi là|goi la|nhập vô|nhap vo))* (?P<unit>[^,.;?!]+)",
    re.IGNORECASE,
)


def asks_where_from_home(text: str) -> bool:
    """Tell whether a message tells where somebody lives, by a name of today or before, and asks where to hand in, saying
    nothing of another matter: "hồi đó nhà tui phường 8 quận 4, giờ nộp ngay đó được không".
    """
    typed = normalise(text)
    if _EARLIER.search(typed.lower()) or not _ENDS_OF_WHERE.search(folded_words(text)):
        return False
    if (today := _told_of_today(typed)) is not None:
        typed = f"{typed[: today[1]]} {typed[today[2] :]}"
    mentions = _units_in(typed)
    if not mentions and today is None:
        return False
    for mention in reversed(mentions):
        typed = f"{typed[: mention.start]} {typed[mention.end :]}"
    rest = " ".join(syllables(typed))
    return bool(_WHERE.search(rest)) and set(rest.split()) <= follow_ups().nameless | _BESIDE | _BESIDE_UNITS


def unit_of_today(text: str) -> "str | None":
    """Return the code of the unit that a message says its place belongs to now: "Sơn Kỳ cũ, giờ là Tây Thạnh"."""
    today = _told_of_today(normalise(text))
    return None if today is None else today[0]


def _told_of_today(typed: str) -> "tuple[str, int, int] | None":
    """Return the code of the unit told as that of today, and where its name begins and ends."""
    for told in _NOW.finditer(typed):
        first = next(iter(UnitFinder(told["unit"], bare=True).mentions()), None)
        if first is not None and len(first.units) == 1 and first.start <= _LATEST_UNIT:
            return first.units[0].code, told.start("unit") + first.start, told.start("unit") + first.end
    return None


def named_beside_home(text: str) -> "frozenset[str] | None":
    """Return the folded words that a message which asks if it may be done here or only at home says of something else;
    None where it asks no such thing.
    """
    plain = folded_words(text)
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
