"""Questions whether something planned needs a permission, has to be announced, or which papers it takes. Imports nothing
of Rasa.

"tuần sau công ty em làm hội chợ, có cần xin phép không" resembles a report of a fair; it asks for a procedure.
"""

import re

from retrieval.text import folded_words

_NO = r"(?:khong|khum|hong|hok|hon|hem|chua|ha|ai|dau|cho nao|gi|phuong|xa|cong an|so|truoc|nao)"
_ACT = (
    r"(?:xin (?:giay )?phep|xin giay|dang ky|bao(?: cao| truoc| ai| voi| cho| phuong| cong an| xa)?|thong bao|khai bao|lam don"
    r"|lam ho so|lam thu tuc|lam giay(?: to)?|trinh bao)"
)
_TELLING = re.compile(r"(?<!\S)(?:bao|thong bao|trinh bao)(?!\S)")
_ASKING = re.compile(
    rf"(?:(?:co )?(?:can|phai|bat buoc)|co bat|can gi phai)(?: (?:phai|can|di|ra|len|lam|nop))* {_ACT}(?!\S)(?: \S+){{0,6}}? {_NO}(?!\S)"
    rf"|(?<!\S)(?:xin phep|dang ky|thong bao|bao truoc)(?: \S+){{0,4}} (?:khong|hong|hok|hon) (?:a|ah|vay|em|anh|chi|ad|ta|nhi)$"
)
_OWN_USE = r"(?:ke|bay|de|dau|dat|dung|che|cang|trai|treo|muon|xai|su dung|to chuc|chiem)"
_OF_THE_CITY = (
    r"(?:thung rac|bien bao|bien cam|guong|den|go giam toc|camera|tram|lan can|hang rao|nap cong|chot)"
)
"""What a citizen asks the city to put somewhere: no use of one's own."""
_OUTSIDE = r"(?:via he|le duong|he duong|he pho|long duong|mat duong|ngoai duong|ra duong|duoi duong|le pho|ra hem|trong hem|dau hem|truoc nha|truoc cua|truoc quan|truoc tiem|ra le|ra he)"
_FOR_ONESELF = re.compile(
    # "muốn bày ghế ra vỉa hè có xin phép tạm được không", "kê bàn ra lề đường xin tạm được hông"
    rf"(?<!\S)xin (?:giay )?(?:phep|tam)(?: \S+){{0,6}}? duoc (?:khong|hong|hok|hon|ha|chua)(?!\S)"
    rf"|(?<!\S)(?:tui|toi|em|minh|con|chau|nha minh|quan minh) (?:co )?duoc phep(?: \S+){{0,8}}? (?:khong|hong|hok|hon)(?!\S)"
    rf"|(?<!\S)xin (?:giay )?phep (?:o dau|cho nao|ai|ben nao|sao|the nao|lam sao|nhu nao|co quan nao)(?!\S)"
    # "xin đậu tạm mấy chiếc xe dưới lòng đường làm đám cưới"
    rf"|(?<!\S)xin (?:duoc )?(?:phep )?(?:tam )?{_OWN_USE}(?! (?:\S+ ){{0,2}}{_OF_THE_CITY})(?: \S+){{0,8}}? {_OUTSIDE}(?!\S)"
    rf"|(?<!\S)(?:muon|tinh|dinh|can|sap) {_OWN_USE}(?! (?:\S+ ){{0,2}}{_OF_THE_CITY})(?: \S+){{0,8}}? {_OUTSIDE}(?: \S+){{0,10}}? (?:duoc|xin|phep|dang ky)(?: \S+){{0,3}}? {_NO}(?!\S)"
)
_PAPERS = re.compile(
    r"(?<!\S)(?:thu tuc (?:thi |la |lam |nhu |can |phai )*(?:sao|gi|the nao|ra sao|nao)"
    r"|thu tuc (?:\S+ ){1,8}?(?:the nao|ra sao|nhu nao|lam sao|gom (?:nhung )?gi|can (?:nhung )?gi)"
    r"(?=(?: (?:a|ah|vay|the|em|anh|chi|ad|ha|ta|nhi|ban|bot|oi))*(?: (?:va|nop|mat|can|het|o|may|bao) |$))"
    r"|(?:can|nop|chuan bi|lam|xin) (?:nhung |cac |may )?(?:giay to|ho so|giay|thu tuc|giay phep) (?:gi|nao|ra sao))(?!\S)"
)
_OF_OTHERS = re.compile(
    r"(?<!\S)(?:hang xom|ke ben|sat ben|sat vach|ben canh|doi dien|nguoi ta|ho|tui no|bon no|dam (?:thanh nien|nhau|con trai|nguoi)|may ong|may ba|ong nay|ba nay|thang"
    r"|nha do|quan do|cong trinh|nhau nhet|om som|on ao|on qua|lan chiem|hoai|suot ngay|kiem tra|xu ly|xu phat|bi phat|phan anh|to cao|hanh dan|lam kho|hach sach|long vong"
    r"|khieu nai|khong xin phep|chua xin phep|khong phep|trai phep|khong co phep)(?!\S)"
)
"""Somebody else does it, or it disturbs: that is reported."""
_HAPPENED = re.compile(
    r"(?<!\S)(?:dut|gay|be|ngap|hu|sap|no|ro ri|trom|cuop|chay (?:roi|nha|lon|xe)|dang chay|do roi|nga|bi|thay|mat)(?!\S)"
)
"""It happened already: who asks whether to tell somebody tells it."""

_ADDED = r"(?:them|len|lai|moi|duoc|cai|can|mot|tam|ra|1|2|3|4|5|6|hai|ba|bon|nam|may|vai|\d+)"
_PLAN = (
    rf"(?:(?:xay|cat|len|nang|noi|coi|dung|lop|sua|pha)(?: {_ADDED})* (?:nha|tang|lau|gac|mai|hang rao|rap|san thuong|phong tro|nha kho|xuong|ban cong)"
    rf"|mo(?: {_ADDED})* (?:quan|tiem|shop|cua hang|phong (?:tro|kham|gym|net|hat)|lop|truong|xuong|cong ty|dai ly|nha hang|karaoke|sap|dich vu|spa|van phong|trung tam|gara|nha (?:tro|thuoc|tre))"
    r"|(?:ban|kinh doanh) (?:hang|do an|ruou|thuoc|online|ca phe|nuoc|gas|my pham|vang|karaoke|nha tro|tap hoa)|nuoi(?: \S+)? (?:cho|meo|heo|ga|bo|vit|chim yen|yen|ca))"
)
_OWN_PLAN = re.compile(
    # "nhà tui hẻm 3m xây 5 tầng được hông", "nuôi chó trong chung cư được không"
    rf"(?<!\S){_PLAN}(?: \S+){{0,8}}? (?:duoc|dc) (?:phep )?(?:khong|hong|hok|ko|k|hon|ha|khum|chua)(?: (?:a|ah|vay|em|anh|chi|ad|ta|nhi|z|v|luon|co|chu))*$"
    # "tui muốn mở quán karaoke"
    rf"|^(?:(?:da|a|thi|ma|gio|nay|em|tui|toi|minh|con|chau|chi|anh|vo chong|nha|gia dinh) )*(?:muon|tinh|dinh|sap|chuan bi|can) {_PLAN}(?!\S)"
    rf"|^{_PLAN}(?: \S+){{0,2}}$"
)
"""What one plans for oneself, asked or wished."""
_DRILL = re.compile(
    r"(?<!\S)(?:dien tap|tap huan|huan luyen|tong dot|thuc tap|tap duot|tuyen truyen)(?: \S+){0,4}?"
    r" (?:pc+|phong chay|chua chay|bao chay|chay no|thoat hiem|thoat nan|cuu nan|cuu ho|so cuu|so tan)(?!\S)"
)
_TAKING_PART = re.compile(
    r"(?<!\S)(?:co (?:can|phai|bat buoc)|phai|can|bat buoc|duoc|tham gia|chuan bi|lam gi|xuong|o nha|vang)(?: \S+){0,7}?"
    r" (?:khong|hong|hok|hon|gi|sao|chua|ha)(?!\S)"
)


_MEDIATION = re.compile(
    r"(?<!\S)(?:nho|xin|muon|can|de nghi|yeu cau|nop|lam|goi|dang ky|thu tuc)(?: (?!khong|chua|hong)\S+){0,5}? hoa giai(?! (?:roi|xong|khong thanh|that bai))(?!\S)"
    r"|(?<!\S)hoa giai(?: \S+){0,5}? (?:o dau|lam sao|the nao|ra sao|thu tuc|can (?:giay|gi)|nop don|mat bao lau|bao lau)(?!\S)"
)
"""Wants a quarrel over land mediated, which is a procedure of the commune."""
_OF_LAND = re.compile(r"(?<!\S)(?:dat|ranh|dat dai|thua|moc gioi|loi di)(?!\S)")
_TRIED = re.compile(
    r"(?<!\S)(?:da|tung|hom qua|hom truoc) (?:nho|xin|yeu cau|nop|goi|lam|bao)(?!\S)|(?<!\S)(?:khong ai|khong chiu|lam ngo|lo di|ngam don|khong thay ai)(?!\S)"
)
"""It was asked for already: who tells that complains."""


def asks_for_mediation(text: str) -> bool:
    """Tell whether a message wishes a quarrel over land to be mediated, whatever it tells of the neighbours beside."""
    plain = folded_words(text)
    wished = _MEDIATION.search(plain) is not None and _OF_LAND.search(plain) is not None
    return wished and _TRIED.search(plain) is None


def asks_of_a_drill(text: str) -> bool:
    """Tell whether a message asks what to do at a drill or a training that is announced: "mai tòa nhà tập huấn chữa cháy,
    có phải xuống không". It is no danger, and nobody is complained of.
    """
    plain = folded_words(text)
    if _DRILL.search(plain) is None or _TAKING_PART.search(plain) is None:
        return False
    return _OF_OTHERS.search(plain) is None


def _plans(plain: str) -> "re.Match[str] | None":
    """Return where what one plans for oneself is asked or wished; None where something has happened already."""
    return None if _HAPPENED.search(plain) else _OWN_PLAN.search(plain)


def asks_permission(text: str) -> bool:
    """Tell whether a message asks if what the citizen plans needs a permission or an announcement, or which papers."""
    plain = folded_words(text)
    asked = _ASKING.search(plain) or _FOR_ONESELF.search(plain) or _PAPERS.search(plain) or _plans(plain)
    if asked is None or _OF_OTHERS.search(plain):
        return False
    return not (_TELLING.search(asked[0]) and _HAPPENED.search(plain))
