"""Signs that a citizen takes back or changes something told before. Imports nothing of Rasa.

Compared without accents: "sửa địa chỉ", "à không phải, ở phường 5", "ghi lộn số rồi".
"""

import re

from bot.report_words import danger_is_over, help_is_coming
from retrieval.text import fold, normalise

CONTENT, PLACE, PHONE, NAME = "content", "place", "phone", "name"

_NOUNS = {
    PLACE: r"dia chi|dia diem|dia danh|vi tri|noi xay ra|cho (?:xay ra|do|nay)|khu vuc|so nha|so hem|cho(?= (?:la|thanh|nga|duong|hem|so|nha so|gan|truoc|xay ra))|ten duong|ten phuong|ten xa|phuong(?: xa)?",
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
    r"sai|sai roi|sai bet|trat lat|y (?:(?:em|toi|tui|minh|chi|anh|co|chu|bac|con) )?(?:la|noi)|phai la|dung ra la|chinh xac la|thuc ra la|noi lai|cho (?:em|toi|tui|minh) (?:sua|doi|noi lai|dinh chinh))(?: |$)"
)
_WRONG = r"(?:(?:bi )?(?:sai|nham|lon|khong dung|chua dung|trat)|(?:sao |gi |nghe |thay )+(?:ki|ky|la|ngo)(?: (?:cuc|qua|lung|vay|dzay|the))*|dau (?:co )?phai (?:vay|the|cho do|o do))"
# Words of papers: who wants the address in a paper changed asks for a procedure.
_OF_A_PAPER = re.compile(
    r"\b(?:can cuoc|cccd|cmnd|ho khau|so ho|khai sinh|giay phep|giay to|so do|so hong|bhxh|bhyt|ho chieu|dang ky|thu tuc|le phi|bang lai|gplx|ho so|thue)\b"
)
_PUT_RIGHT = re.compile(
    r"^(?:(?:a|da|u|ma|em|oi|no|cai|la) )*(?:so|nha|hem|duong|phuong|xa|quan|huyen|dia chi|dia diem|ten|sdt|kiet|ngo|\d\w*)(?: \w+){0,8} moi (?:dung|phai|chinh xac)"
    r"(?: (?:nha|nhe|nghen|chu|em|a|ne|do|oi))*$"
)
"""Puts a part right by telling it: "số 54 mới đúng"."""
_SWAPPED = re.compile(
    r"\b\w+ (?:chu|ma|cho) (?:khong|hong|ko|k|dau|chang|hem) (?:phai|co phai) (?:la )?\w+|\b(?:khong|hong|ko|k) phai (?:la )?\w+(?: \w+){0,5} (?:ma la|ma phai la|ma o|ma) \w+"
)
"""Puts a part in place of another: "hẻm 27 chứ hông phải 72"."""
_OF_THE_FIELD = re.compile(
    rf"\b(?:linh vuc|chuyen muc|loai phan anh|muc phan anh)\b|\b(?:{_CHANGE}|chuyen|sai|nham|lon){_FILL}(?: qua| sang)? (?:mang(?! (?:vien thong|internet|wifi|di dong|\d))|phan loai|loai viec|nhom)\b"
)
"""Names the field of the report."""
_RESTATES = re.compile(
    rf"^(?:(?:a|da|u|ma|em|oi|cho|chi|anh|thi) )*(?:{_NOUNS[PLACE]})(?: (?:dung|chinh xac|that|moi|phai|xay ra|do))* (?:la|phai la|ra la|o|tai)(?:\s|$)"
)
_DROP = r"(?:khong|ko|k|hong|hok|khoi|dung|bo|xoa|go|rut)"
_DROP_FILL = r"(?: (?:muon|can|thich|phai|de|ghi|cho|lay|luu|hien|nua|cai|phan|thong tin|giup|gium|dum|ra|het|luon|di|lai|dua|neu))*"
_DROP_TAIL = r"(?: (?:cua|toi|tui|em|minh|chi|anh|co|chu|bac|con|di|lai|gium|giup|dum|ho|nha|nhe|nghen|a|luon|nua|dau|ra|vo|vao|het|trong|phan anh|duoc roi|oi))*"
_DROPPED = {
    PHONE: re.compile(
        rf"(?:^|.* ){_DROP}{_DROP_FILL} (?:(?:e ?|g)?mail|so dien thoai|so dt|sdt|dien thoai|so phone|so may|so di dong|(?:cach |so |thong tin )?lien (?:lac|he)|so){_DROP_TAIL}"
    ),
    NAME: re.compile(rf"(?:^|.* ){_DROP}{_DROP_FILL} (?:ho (?:va )?ten|ten){_DROP_TAIL}"),
}
_WORDS_OUT = re.compile(
    r"^(?:(?:a|da|u|ua|ma|em|oi|cho|chi|anh|nho|gium|giup|lam on|toi|tui|minh|thoi) )*(?:bo|xoa|go|cat)(?: (?:bot|di|gium|giup|dum|cai|may|luon|het|nhung))*"
    r" (?:chu|tu|cau|khuc|doan|cum|cum tu|tieng|loi) (?P<what>\w+(?: \w+){0,7}?)"
    r"(?: (?:o|trong|ngoai|ra khoi|khoi|cho)(?: (?:trong|o|cho|phan))* (?:dia chi|dia diem|noi dung|phan anh|do|tren|cho xay ra))?"
    r"(?: (?:ra|di|giup|gium|dum|nha|nhe|em|a|luon|voi|ho|nghen))*$"
)
_IT = r"(?:vu|viec|cai|chuyen|phan|cho|to|khuc|phan anh|bao cao|to khai|phieu)"
_GOES_ON = re.compile(
    rf"\b(?:quay (?:lai|ve)|tro (?:lai|ve)|tiep tuc|tiep|lam tiep|khai tiep)(?: (?:cai|vu|viec|chuyen|phan|cho|lam|khai|bao|gui|voi|voi cai|to))*"
    rf" (?:phan anh|bao cao|to khai|phieu|{_IT} (?:nay|do|kia|hoi nay|luc nay)|hoi nay|luc nay|dang do)\b"
    r"|^(?:(?:ok|oke|u|o|a|uh|da|roi|thoi|gio|bay gio|vay|thi|em|con|minh|cho|nho|xin|toi|tui|ta|muon) )*"
    rf"(?:(?:(?:lam|khai|bao|ghi|nhan|viet|gui|noi) )?tiep(?: tuc)?(?: (?:lam|khai|bao|ghi|gui|noi|phan anh))?(?: {_IT} \w+.*| (?:di|gium|dum|giup|ho|cho)(?: \w+){{0,3}})?"
    rf"|(?:lam|khai|bao|ghi) tiep(?: tuc)?(?: \w+)?)$"
)
_GOES_BACK = re.compile(
    rf"^(?:(?:ok|oke|u|da|roi|thoi|gio|bay gio|vay|thi|em|con|minh|cho|nho|xin|toi|tui|ta|muon) )*"
    rf"(?:quay (?:lai|ve)|tro (?:lai|ve)|qua lai|(?:lam|khai|bao|ghi|noi) tiep|tiep tuc|tiep)(?: voi| bao| lam| ghi)? {_IT} \w+.*$"
)
"""Means the report under way where the message began by saying that something else is done."""
_DONE = re.compile(r"\b(?:roi|xong|ok|oke|on|duoc|het)\b")
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
    clauses = [plain_words(part) for part in re.split(r"[,.;!\n]", text)]
    back = _TAKEN_BACK.match(f"{words} ") or any(map(_PUT_RIGHT.fullmatch, clauses))
    return bool(back) and not _OF_A_PAPER.search(words)


def restates_the_place(text: str) -> bool:
    """Tell whether `text` tells the place anew: "địa chỉ là hẻm 33 Phan Xích Long"."""
    words = plain_words(text)
    return not text.startswith("/") and bool(_RESTATES.match(words)) and not _OF_A_PAPER.search(words)


def dropped_fields(text: str) -> "tuple[str, ...]":
    """Return what `text` wishes to be left out, phone and name: "khỏi để số điện thoại nha"."""
    if text.startswith("/"):
        return ()
    clauses = [plain_words(part) for part in re.split(r"[,.;!\n]|\s(?:rồi|roi|xong)\s", text)]
    return tuple(
        field for field, wish in _DROPPED.items() if any(wish.fullmatch(clause) for clause in clauses)
    )


def words_taken_out(text: str) -> "str | None":
    """Return the words (folded) that `text` wishes away: "bỏ chữ 11h đêm ở địa chỉ đi"; None where it wishes none."""
    found = _WORDS_OUT.match(plain_words(re.split(r"[,.;!\n]", text)[0]))
    return found["what"] if found and not text.startswith("/") else None


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
        instead = rf"^(?:\w+ ){{0,2}}(?:bo|xoa) (?:cai |phan )?(?:{nouns})(?: \w+){{0,2}} (?:ghi|thanh|lay|de|doi)(?:\s|$)"
        swapped = rf"^(?:\w+ ){{0,2}}(?:{nouns}) (?:la )?(?:\w+ ){{1,6}}(?:chu|ma) (?:khong|hong|ko|k|dau) (?:phai|co)(?:\s|$)"
        if any(re.search(pattern, beginning) for pattern in (wish, wrong, instead, swapped)):
            found.append(field)
    return tuple(sorted(found, key=(PHONE, NAME, PLACE, CONTENT).index))[:1]


def wants_a_change(text: str) -> bool:
    """Tell whether `text` takes something back, names a field to be changed or wishes words away."""
    if text.startswith("/"):
        return False
    swaps = len(text.split()) <= _LONGEST_WISH and bool(_SWAPPED.search(plain_words(text)))
    if takes_back(text) or swaps or names_the_field(text):
        return True
    return bool(named_fields(text)) or words_taken_out(text) is not None


def names_the_field(text: str) -> bool:
    """Tell whether a short message says that the field of the report is another: "ủa lĩnh vực cấp nước mà"."""
    line = plain_words(text)
    short = len(line.split()) <= _LONGEST_WISH and not text.startswith("/")
    return short and bool(_OF_THE_FIELD.search(line)) and not _OF_A_PAPER.search(line)


def goes_on(text: str) -> bool:
    """Tell whether `text` wants the report under way to go on: "quay lại phản ánh nha", "an toàn rồi, tiếp vụ cống nghẹt"."""
    if text.startswith("/"):
        return False
    done, last = _last_wish(text)
    after_all = bool(done) and (bool(_DONE.search(done)) or help_is_coming(done) or danger_is_over(done))
    if after_all and _wants_to_go_on(last, _GOES_BACK):
        return True
    return _wants_to_go_on(plain_words(text)) or (after_all and _wants_to_go_on(last))


def _last_wish(text: str) -> "tuple[str, str]":
    """Return the words before the last clause of `text`, and those of that clause: "gọi xong rồi | giờ ghi tiếp cái đó"."""
    clauses = [words for one in re.split(r"[.,;!\n]", text) if (words := plain_words(one))]
    if len(clauses) > 1:
        return " ".join(clauses[:-1]), clauses[-1]
    head, found, last = (clauses[0] if clauses else "").partition(" roi ")
    return (f"{head} roi", last) if found else ("", head)


def _wants_to_go_on(words: str, pattern: "re.Pattern[str]" = _GOES_ON) -> bool:
    short = len(words.split()) <= _LONGEST_GOING_ON and not _OF_A_PAPER.search(words)
    return short and bool(pattern.search(words))
