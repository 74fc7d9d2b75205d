"""Giving up the report under way, in many words and with or without a reason. Imports nothing of Rasa.

"thôi khỏi", "hết kẹt rồi, huỷ giùm", "thôi người ta dọn rồi khỏi báo nữa"; never "rác người ta bỏ đi không ai dọn" nor
"thôi kệ, gửi đi".
"""

import re

from bot.going_ahead import goes_ahead
from bot.name_answers import is_a_name_alone
from bot.names import without_names
from retrieval.text import normalise, syllables

_LEAD = r"(?:(?:da|a|u|oi|thoi|ma|ok|oke|the|vay|hay|em oi|kho|met|lau|phien|roi|qua|minh|em|toi|tui|con|cho|xin|muon|nho|gio|thi) )*"
_TAIL = r"(?: (?:giup|gium|dum|ho|di|bo|luon|het|a|nha|nhe|nghen|em|anh|chi|ban|ad|oi|cai|vu|viec|phan anh|do|nay|kia|dum|voi|cho|minh|toi|tui|roi|ha))*"
_PLAINLY = (
    r"(?:(?:khong|khoi|ko|hong|hok|dung|bo|huy|ngung|dung lai|thoi|tam dung|rut lai|bo qua)"
    r" (?:muon |can |phai |them |co |con |cai |vu )*(?:bao|gui|phan anh|khai|lam|kien nghi|nop|ke|noi|viec|vu|bao cao|to cao|khieu nai)"
    r"(?: (?:nua|luon|dau|cai nay|nay|vu nay|viec nay|phan anh|gi|a|nha|nhe|nghen|nghe|hen|di|em|anh|chi|oi|roi|het|cho|chi|het roi|lam chi|gium|giup|dum))*"
    rf"|chua (?:muon |can |dinh |tinh |co )+(?:bao|gui|phan anh|khai|nop|kien nghi)(?: (?:gi|dau|lien|luc nay|bay gio|het|ma|a|nha|nhe|nghe|hen|em|anh|chi|do|vu nay|cai nay))*"
    rf"|(?:chi |moi |dang )*(?:hoi|tim hieu|hoi tham|hoi thu|tham khao)(?: (?:choi|cho biet|thu|truoc|chut|xiu|vay))* thoi(?: (?:ma|em|a|nha|chu|chua|khong|ko|hong|dau|co|muon|dinh|tinh|can|gui|bao|phan anh|gi|het|do|luc nay|bay gio))*"
    rf"|huy(?: bo)?{_TAIL}|dep(?: di)?(?: (?:em|nha|a))*"
    r"|(?:thoi|khoi|ma thoi) bo(?: (?:di|qua|luon|em|nha|giup|gium))*|bo(?: cai| vu| phan anh)* (?:do|nay|di) (?:giup|gium|dum)(?: em| nha)*"
    r"|de (?:bua|hom|khi|luc) khac(?: .{0,20})?|khong co gi(?: dau)?(?: (?:em|a))*|thoat(?: ra)?|dung lai(?: di)?)"
)
_GIVES_UP = re.compile(rf"{_LEAD}{_PLAINLY}|{_LEAD}bo di(?: (?:em|nha|a|luon|giup|gium))*")
_ALONE = re.compile(
    r"(?:da |a |u |ma |um |uhm |oi )*(?:bo qua|cho qua|thoi khoi|khoi|thoi|thoi khoi di|khoi can|thoi em|thoi khong can|khong can nua|khong can|khong can dau|thoi duoc roi|thoi ke|ke)"
    r"(?: (?:em|nha|a|di|luon|nghen|can|nua|roi|anh|chi|oi|dau|co|chu|ad))*"
)
"""Declines the report where nothing else may be declined, or where a reason stands beside it."""
_SOLVED = re.compile(
    r"\b(?:(?:toi|den|lay|don|sua|lam|xong|het|chay|thay|gom|rut|xu ly|giai quyet|khac phuc|dep|tat|nghi|co|hut|im|yen|em|on|ngung|duoc|sang|thong|dut|ve|di|nham|lon|nhan)"
    r"(?: \w+){0,2} (?:roi|lai roi|lai|roi lai)|het (?:ket|ngap|hoi|on|cup|mat|nghet|hu)(?: \w+)?)(?: (?:do|nha|em|a|ha|ne|day|ma))*$"
)
_LATER = re.compile(
    r"(?:da |thoi |a |ma )*(?:de (?:toi|tui|em|minh|con|hoi|coi|mai|bua|khi|luc|tu|goi|chong|vo|nha)|mai mot|bua khac|hom khac|luc khac|khi khac|tu (?:lam|goi|don|sua)) ?.{0,60}"
)
"""A reason why nothing is reported now."""
_OF_THE_CONTACT = re.compile(r"\b(?:so|sdt|dt|dien thoai|ten|lien he|dia chi|mail|cho|ghi)\b")
_SENDS = re.compile(r"\b(?:gui|goi|ghi|nop)\b")
_RIGHT = re.compile(r"(?<!\w)đúng(?!\w)", re.IGNORECASE)
"""Without its accents it would read like "đừng": "ừ đúng gửi đi"."""
_LONGEST_REASON = 12
"""Words of the longest reason."""
_THANKS = re.compile(
    r"(?<=\w) (?:(?:da|nha|nhe|vay|ok|roi) )*(?:cam on|cam onn|camon|thank|thanks|tks|thank you)(?: (?:em|anh|chi|ad|ban|con|nhieu|nha|nhe|a|you|shop|nghen|hen|lam))*$"
)
_FILLER = re.compile(
    r"(?:(?:da|a|u|ua|oi|ok|oke|khong|ko|hong|hok|roi|em|anh|chi|ban|con|cam on|cam onn|thanks|tks|nha|nhe|nhieu|xin loi|sorry|ma|phien|hen|gap lai) ?)+"
)
_NOT_YET = re.compile(
    r"(?<!\w)(?:đừng|khoan|chưa|không|khoan hãy|dung|chua|khong|ko)\s+(?:có\s+)?(?:gửi|gởi|gui|nộp|nop)\s+(?:vội|liền|ngay|gấp|lien|gap)(?!\w)"
)
_UNPARTED = (
    re.compile(rf"(?P<reason>.+? (?:roi|lai|nua)) (?:nen |thi |thoi )*(?!bo di){_LEAD}{_PLAINLY}"),
    re.compile(
        r"(?P<reason>.+? (?:roi|lai|nua)) (?:nen |thi |ma |a )*(?:thoi khoi|thoi khoi can|khoi can|khoi)(?: nha| em| a| di| luon)*"
    ),
    re.compile(rf"{_LEAD}{_PLAINLY} (?:vi |do |tai |boi )?(?P<reason>.+)"),
    re.compile(r"(?:da |a |u |ma )*(?:thoi khoi|khoi can|khoi|thoi) (?P<reason>\w+ \w+.+)"),
)
"""A reason and the giving up in one breath, in either order."""


def gives_up(text: str, *, declining: bool) -> bool:
    """Tell whether a message gives up the report under way ("không báo nữa", "thôi khỏi, thợ sửa xong rồi").

    With `declining` the question may be declined alone, so that a bare "thôi khỏi" declines it and drops nothing.
    """
    if text.startswith("/") or (declining and is_a_name_alone(text)) or goes_ahead(text) or puts_off(text):
        return False
    said_of_it = without_names(text)
    parts = [said for part in re.split(r"[,.;!\n…]+", normalise(said_of_it)) if (said := _plain(part))]
    clauses = [said for part in parts if (said := _THANKS.sub("", part)) and not _FILLER.fullmatch(said)]
    if not clauses:
        return False
    plainly = [bool(_GIVES_UP.fullmatch(one)) for one in clauses]
    declines = [bool(_ALONE.fullmatch(one)) for one in clauses]
    if len(clauses) == 1:
        return plainly[0] or (declines[0] and not declining) or _in_one_breath(clauses[0])
    reasons = [_is_reason(one, declining=declining and not any(plainly)) for one in clauses]
    told = [
        one for place, one in enumerate(clauses) if not (plainly[place] or declines[place] or reasons[place])
    ]
    if any(plainly) and declines[0]:
        return not any(_SENDS.search(one) for one in told)
    given_up = any(plainly) or (any(declines) and (any(reasons) or not declining))
    return (given_up or bool(told)) and all(map(_in_one_breath, told))


def puts_off(text: str) -> bool:
    """Tell whether `text` only wants nothing sent yet: "đừng gửi vội"."""
    return _NOT_YET.search(normalise(text).lower()) is not None


def _plain(part: str) -> str:
    return " ".join(syllables(_RIGHT.sub("chuẩn", part)))


def _is_reason(clause: str, *, declining: bool = False) -> bool:
    """Tell whether a clause says why nothing need be reported: "người ta dọn rồi", "để tui tự gọi".

    With `declining` it may as well say why the question is declined: "em cho số rồi", "để tui tự gọi".
    """
    if len(clause.split()) > _LONGEST_REASON or (declining and _OF_THE_CONTACT.search(clause)):
        return False
    return bool(_SOLVED.search(clause) or (not declining and _LATER.fullmatch(clause)))


def _in_one_breath(clause: str) -> bool:
    found = (pattern.fullmatch(clause) for pattern in _UNPARTED)
    return any(one is not None and _is_reason(one["reason"]) for one in found)
