"""Signs that a citizen takes back or changes something told before. Imports nothing of Rasa.

Compared without accents: "sửa địa chỉ", "à không phải, ở phường 5", "ghi lộn số rồi".
"""

import re

from bot.report_words import help_is_coming
from retrieval.text import fold, normalise

CONTENT, PLACE, PHONE, NAME = "content", "place", "phone", "name"

_NOUNS = {
    PLACE: r"dia chi|dia diem|dia danh|vi tri|noi xay ra|cho (?:xay ra|do|nay)|khu vuc|so nha|so hem|ten duong|ten phuong|ten xa|phuong(?: xa)?",
    PHONE: r"(?:dia chi )?(?:(?:e ?|g)?mail|thu dien tu)|so dien thoai|so dt|sdt|dien thoai|so phone|so may|so di dong|(?:cach |so )?lien (?:lac|he)|so(?! nha)",
    NAME: r"ho (?:va )?ten|ten nguoi|ten(?! (?:duong|phuong|xa))|quy danh",
    CONTENT: r"noi dung|su viec|su co|mo ta|cau chuyen|viec (?:phan anh|bao)|phan anh|y (?:chinh|tren)|chi tiet",
}
_CHANGE = r"sua|doi|thay|thay doi|chinh|chinh sua|cap nhat|dieu chinh|(?:ghi|nhap|dien|khai|viet) (?:lai|thanh)|dinh chinh|bo sung|them"
# These stand in names of streets too ("Minh Khai", "Lê Văn Việt", "Điện Biên Phủ"): alone they change only what they begin.
_WRITE = r"^(?:(?:da|a|oi|em|anh|chi|ban|cho|nho|giup|gium|lam on) )*(?:ghi|nhap|dien|khai|viet)"
_FILL = (
    r"(?: (?:lai|giup|gium|dum|ho|cho|em|toi|tui|minh|cai|phan|thong tin|muc|chut|xiu|thanh|moi|cua|voi|di))*"
)
_TAKEN_BACK = re.compile(
    r"^(?:(?:a|da|u|uh|uhm|um|oi|ay|ui|khoan|khoan da|thoi|em oi|em|ad|xin loi|sorry|quen|y|chet|troi|ma|nham|lon|ok|roi|cho) )*"
    r"(?:khong phai(?! (?:lam|la (?:toi|em)|di|nop|dong|mat))|khong dung|chua dung|ko phai|hong phai|k phai|a khong|nham|nham roi|lon|lon roi|noi (?:lon|nham)|ghi (?:lon|nham|sai)|viet (?:lon|nham|sai)|go (?:lon|nham|sai)|bam (?:lon|nham)|"
    r"sai|sai roi|sai bet|trat lat|y (?:em|toi|tui|minh) (?:la|noi)|phai la|dung ra la|chinh xac la|thuc ra la|noi lai|cho (?:em|toi|tui|minh) (?:sua|doi|noi lai|dinh chinh))(?: |$)"
)
_WRONG = r"(?:bi )?(?:sai|nham|lon|khong dung|chua dung|trat)"
# Words of papers: who wants the address in a paper changed asks for a procedure.
_OF_A_PAPER = re.compile(
    r"\b(?:can cuoc|cccd|cmnd|ho khau|so ho|khai sinh|giay phep|giay to|so do|so hong|bhxh|bhyt|ho chieu|dang ky|thu tuc|le phi|bang lai|gplx|ho so|thue)\b"
)
_GOES_ON = re.compile(
    r"\b(?:quay (?:lai|ve)|tro lai|tiep tuc|tiep|lam tiep|khai tiep)(?: (?:cai|vu|viec|lam|khai|bao|gui|cho|voi|voi cai|to))*"
    r" (?:phan anh|bao cao|to khai|phieu|(?:vu|viec|cai) (?:nay|do|kia|hoi nay|luc nay)|hoi nay|luc nay)\b"
    r"|^(?:(?:ok|oke|u|da|roi|thoi|gio|bay gio|vay|thi|em|con|minh|cho|nho|xin) )*"
    r"(?:(?:(?:lam|khai|bao|ghi|nhan|viet|gui|noi) )?tiep(?: tuc)?(?: (?:cai|vu|viec|chuyen|phan|phan anh) \w+.*| (?:di|gium|dum|giup|ho|cho)(?: \w+){0,3})"
    r"|(?:lam|khai|bao|ghi) tiep(?: tuc)?(?: \w+)?)$"
)
_SENDS = re.compile(
    r"(?:(?:da|a|u|ua|uh|uhm|ok|oke|okie|vay|thi|xong|duoc|dung|roi|het|du|em|nho em|cu|hay) )*"
    r"(?:gui(?: (?:di|nha|nhe|luon|lien|giup|gium|dum|ho|em|a|oi|ok|cho|toi|tui|minh|con|bac|phan anh|cai|nay|do|roi|nghen|nghe|hen|voi|cam on|thanks))*"
    r"|goi (?:di|nha|nhe|luon|lien)(?: (?:di|nha|nhe|luon|lien|em|con|a))*)"  # "goi cho toi" may be a wish to be called
)
# Typed without accents "dung gui" may be "đúng, gửi" or "đừng gửi".
_MAY_FORBID = re.compile(r"(?<!\w)(?:dung|đừng)[\s,.]+g[uo]i|(?<!\w)(?:đừng|gọi)(?!\w)")
_NEVER_MIND = re.compile(
    r"(?:(?:a|da|u|thoi|oi|ma) )*(?:khoi|thoi|khoi can|khoi bao)(?: (?:em|nha|a|di|luon))*"
)
# Written with these accents it is somebody's name.
_OF_A_NAME = re.compile(r"(?<!\w)(?:khôi|thời|thới)(?!\w)")
_LONGEST_GOING_ON = 12
"""Words of the longest message that only wants the report to go on."""
_LONGEST_WISH = 14
"""Words of the longest message that wishes a change of a field it names; what follows may be the new value."""


def plain_words(text: str) -> str:
    """Return the folded words of `text`, parted by single spaces; Sài Gòn is one word."""
    words = " ".join(re.findall(r"[^\W_]+", fold(normalise(text)).lower()))
    return words.replace("sai gon", "saigon")  # nothing is wrong ("sai") in it


def takes_back(text: str) -> bool:
    """Tell whether `text` begins by taking back what was told ("à không phải, ...", "nhầm, ...")."""
    words = plain_words(text)
    return bool(_TAKEN_BACK.match(f"{words} ")) and not _OF_A_PAPER.search(words)


def named_fields(text: str) -> "tuple[str, ...]":
    """Return the fields that `text` names as to be changed, in the order content, place, phone, name."""
    words = plain_words(text)
    if _OF_A_PAPER.search(words) or text.startswith("/"):
        return ()
    beginning = " ".join(words.split()[:_LONGEST_WISH])
    found = []
    for field, nouns in _NOUNS.items():
        wish = rf"(?:(?:^|\s)(?:{_CHANGE})|{_WRITE}){_FILL} (?:{nouns})(?:\s|$)"
        wrong = rf"^(?:\w+ ){{0,4}}(?:{nouns}) (?:\w+ ){{0,3}}{_WRONG}(?:\s|$)|^(?:\w+ ){{0,3}}{_WRONG} (?:cai |mat |phan )?(?:{nouns})(?:\s|$)"
        if re.search(wish, beginning) or re.search(wrong, beginning):
            found.append(field)
    return tuple(sorted(found, key=(PHONE, NAME, PLACE, CONTENT).index))[:1]


def wants_a_change(text: str) -> bool:
    """Tell whether `text` takes something back or names a field to be changed."""
    return not text.startswith("/") and (takes_back(text) or bool(named_fields(text)))


def sends(text: str) -> bool:
    """Tell whether `text` says nothing but that the report be sent: "xong rồi, gửi nha", "ok em gui di".

    Whatever else it says ("mai tôi gửi", "để coi lại rồi gửi") is no yes: nothing is filed without one.
    """
    return bool(_SENDS.fullmatch(plain_words(text))) and not _MAY_FORBID.search(text.lower())


def drops_for_a_reason(text: str) -> bool:
    """Tell whether `text` says "never mind" and why: "à khỏi, mới có xe tới dọn rồi"."""
    head, _, reason = normalise(text).partition(",")
    is_reason = any(letter.isalpha() for letter in reason)
    return (
        is_reason and not _OF_A_NAME.search(head.lower()) and bool(_NEVER_MIND.fullmatch(plain_words(head)))
    )


def goes_on(text: str) -> bool:
    """Tell whether `text` wants the report under way to go on: "quay lại phản ánh nha", "tiếp cái vụ hồi nãy"."""
    said = (text, re.split(r"[.,;!\n]", text)[-1]) if help_is_coming(text) else (text,)
    return any(_wants_to_go_on(plain_words(one)) for one in said)


def _wants_to_go_on(words: str) -> bool:
    short = len(words.split()) <= _LONGEST_GOING_ON and not _OF_A_PAPER.search(words)
    return short and bool(_GOES_ON.search(words))
