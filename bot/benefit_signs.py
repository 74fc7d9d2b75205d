"""Questions whether, how or where one may get a benefit, a refund or a paper, however much trouble is told before. Imports
nothing of Rasa.

"bữa đi khám người ta bắt đóng tiền, giờ xin bảo hiểm trả lại được không" resembles a report of the hospital; it asks for a
procedure. Who only tells the trouble, or wishes somebody called to account, reports it.
"""

import re

from retrieval.text import folded_words

_NO = r"(?:khong|khum|hong|hok|hon|hem|ha|ko|k|chua)"
_HOW = rf"(?:o dau|cho nao|noi nao|ben nao|lam sao|ra sao|the nao|nhu nao|sao|kieu gi|can gi|lam gi|(?:giay|don|thu tuc|to|mau|ho so)(?: to)? (?:gi|nao)|may (?:ngay|bua)|duoc(?: \S+){{0,3}}? {_NO}|{_NO})"
_END = r"(?: (?:a|ah|vay|day|the|ta|em|anh|chi|ad|co|chu|bot|ban|oi|nhi|ne|troi|luon|gio|do))*$"
_GOOD = (
    r"(?:tien|tro cap|ho tro|tro giup|che do|mien|giam|thuong|phu cap|luong huu|bao hiem|bhyt|bhxh|bhtn|the|so|hoc phi|hoc bong|"
    r"cho vay|vay von|nha o xa hoi|qua tet|tien tet|vien phi|thanh toan|hoan|lanh|huong)"
)
_BODY = r"(?:nha nuoc|thanh pho|phuong|xa|quan|bao hiem|bhxh|uy ban|chinh phu|cong doan|ben (?:do|bao hiem|bhxh|xa hoi)|nha truong)"
# "nghe nói thành phố có hỗ trợ …, phải không": who only heard of a benefit asks whether there is one.
_HEARD = r"(?:nghe(?: (?:noi|dau|don|ba con|nguoi ta|ho|bao|dai|hang xom|may|phong phanh))+|thay(?: \S+){0,2} (?:noi|keu|dua|dang)|doc bao|coi (?:ti vi|tivi|tv|bao)|xem (?:tivi|tv|bao))"
_HEARSAY = re.compile(
    rf"(?<!\S){_HEARD}(?!\S)(?: \S+){{0,12}}? {_GOOD}(?!\S)(?: \S+){{0,10}}? (?:(?:phai|dung|that|thiet|chac) (?:vay )?)?{_NO}{_END}"
)
_MAY_BE = re.compile(
    rf"(?<!\S){_BODY} (?:minh |ta |tui |do )?(?:co|con) (?:cho|ho tro|tro cap|mien|giam|chi|tra|thuong|cap)(?!\S)(?: \S+){{0,9}}? (?:(?:phai|dung|that|thiet) )?{_NO}{_END}"
)
# "…, giờ xin thanh toán lại bên bảo hiểm được không": the trouble is over, something is to be got now.
_WISH = r"(?:muon|xin|can|tinh|doi|lay|lanh|nhan|rut|lam|dang ky|nop|di|co|tu|phai|duoc)"
_TO_GET = (
    r"(?:(?:lay|doi|tra|nhan|hoan|xin|thanh toan|chi tra|hoan tra)(?: \S+){0,3}? (?:lai|tien|phan|khoan)|thanh toan|hoan (?:tien|thue|lai|tra|phi)|"
    r"(?:lanh|huong|nhan|xin|rut) (?:\S+ ){0,2}?(?:mot lan|1 lan|tien|bao hiem|che do|tro cap|ho tro|luong|bhxh|bhtn|that nghiep|thai san)|chot so|chot bao hiem|"
    r"cap lai|lam lai|xin lai|hoan lai|chuyen truong|dang ky|lam che do|cap moi|cap doi|trich luc|ban sao|giay xac nhan|ho (?:can )?ngheo|tro cap|mien giam|mien hoc phi|giam hoc phi|"
    r"do (?:lai |dac )?(?:ranh|dat)|cam moc|tach thua|sang ten|thua ke|chia (?:nha|dat|tai san)|tu choi (?:nhan )?(?:di san|thua ke|tai san)|uy quyen|giam ho|nha o xa hoi)"
)
_NOW = re.compile(
    rf"(?<!\S)(?<!nay )(?<!may )(?<!hoi )(?<!den )(?:gio|bay gio|bi gio|nay|vay)(?! (?:van|chua|khong|cung|con|ma|thi)(?!\S))(?: \S+){{0,4}}? (?:{_WISH}(?: \S+){{0,5}}? )?{_TO_GET}(?!\S)(?: \S+){{0,8}}? {_HOW}{_END}"
)
_GET_BACK = re.compile(
    rf"(?<!\S)(?:co |xin |muon |doi )?(?:duoc )?(?:bao hiem|bhyt|bhxh)(?: \S+){{0,3}}? (?:thanh toan|tra|chi tra|hoan)(?: \S+){{0,3}}? (?:lai )?{_HOW}{_END}"
)
# "nó không lấy phần thì làm giấy từ chối": giving one's share up takes a paper.
_SHARE = r"(?:phan|di san|thua ke|tai san|gia tai|dat|nha|cua)"
_GIVEN_UP = re.compile(
    rf"(?<!\S)(?:lam|viet|ky|ra|can|nop|xin|mau|to)(?: \S+){{0,3}}? (?:giay|don|van ban|to|mau)(?: \S+){{0,3}}? (?:tu choi|khong nhan|khuoc tu|nhuong)(?! (?:ho so|tiep|giai quyet|kham|cap|nop))(?!\S)"
    rf"|(?<!\S)(?:tu choi|khuoc tu|khong (?:muon |chiu |them )?(?:nhan|lay)|nhuong)(?: \S+){{0,3}}? {_SHARE}(?!\S)(?: \S+){{0,10}}? (?:ky|giay|don|phuong|cong chung|chung thuc|thu tuc|{_HOW}{_END})(?!\S)"
)
_CALLED_TO_ACCOUNT = re.compile(
    r"(?<!\S)(?:phan anh|to cao|to giac|khieu nai|kien|xu ly|xu phat|phat (?:ho|no|cong ty)|kiem tra|thanh tra|vao cuoc|lam ro|giai thich|len tieng|bao ai|bao dau|bao cho nao|keu ai"
    r"|hanh dan|hach sach|lam kho|thai do|mat day|hong hach|an chan|an chia|boi thuong|bat den|tham o|ngam|bo tui|vo trach nhiem|lam an kieu|nho (?:cac )?co quan|de nghi|yeu cau xu)(?!\S)"
)
"""Somebody is to answer for it: that is reported."""


def asks_what_one_may_get(text: str) -> bool:
    """Tell whether a message asks if, how or where a benefit, a refund or a paper is got."""
    plain = folded_words(text)
    if _CALLED_TO_ACCOUNT.search(plain):
        return False
    return (
        any(pattern.search(plain) for pattern in (_NOW, _GET_BACK)) or _heard(plain) or gives_a_share_up(text)
    )


def heard_of_a_benefit(text: str) -> bool:
    """Tell whether a message asks if there is a benefit that it names: "nghe nói thành phố có cho tiền …, phải không"."""
    return _heard(folded_words(text))


def _heard(plain: str) -> bool:
    called = _CALLED_TO_ACCOUNT.search(plain) is not None
    return not called and any(pattern.search(plain) for pattern in (_HEARSAY, _MAY_BE))


def gives_a_share_up(text: str) -> bool:
    """Tell whether a message is about the paper by which somebody gives up a share of an inheritance."""
    plain = folded_words(text)
    return _GIVEN_UP.search(plain) is not None and _CALLED_TO_ACCOUNT.search(plain) is None
