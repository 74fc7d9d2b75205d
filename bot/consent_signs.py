"""Questions whether others must sign, agree or give a power of attorney. Imports nothing of Rasa.

"mấy cô chú có phải ký giấy cho tui không" asks of the procedure talked about, whatever paper it names.
"""

import re

from retrieval.text import folded_words

_NO = r"(?:khong|khum|hong|hok|hon|hem|chua|ha|a|luon|sao)"
_TAIL = r"(?: (?:a|ah|ha|vay|z|v|em|anh|chi|ad|admin|shop|ban|bot|co|chu|nua|luon|ta|nhi|nhe|nha|do|the|oi|het))*$"
_AGREEING = r"(?:(?<!dang )ky(?! (?:xe|kinh|ket|khai|tam|thuong|ho))(?: ten)?|dong y|chap thuan|thuan tinh|uy quyen|lam chung|diem chi|lan tay)"
_WHO = (
    r"(?:(?:may|cac|nhung|ca|hai|ba|tat ca|toan bo|het) )*(?:anh chi em|anh em|chi em|con chau|dua (?:con|em|chau)|dua|co chu|co bac|ho hang|ba con|vo chong|vo|chong"
    r"|cha me|ba me|ba ma|bo me|con cai|nguoi (?:nha|than|trong nha|thua ke|con|vo|chong|em|anh)|dong thua ke|nguoi|ben|gia dinh|hang xom|chu (?:nha|tro|dat))"
)
_ASKED = re.compile(
    # "có phải ký ủy quyền cho tui không", "có cần cả nhà đồng ý không"
    rf"(?<!\S)(?:co )?(?:can|phai|bat buoc|nhat thiet)(?: (?!giay |to |hop dong )\S+){{0,5}}? (?:(?:giay|to|van ban|don) )?{_AGREEING}(?: \S+){{0,6}}? {_NO}{_TAIL}"
    # "mấy đứa em ký hết hả", "vợ chồng cùng ký luôn hả"
    rf"|(?<!\S){_WHO}(?: \S+){{0,4}}? {_AGREEING}(?: (?:ten|giay|vo|vao|uy quyen|cho|toi|tui|minh|em|con))*(?: (?:het|luon|ca|day du|chung|cung))+ {_NO}{_TAIL}"
    # "một đứa không chịu ký thì sao"
    rf"|(?<!\S){_WHO}(?: \S+){{0,4}}? (?:khong|hong|hok|ko) (?:chiu |muon )?{_AGREEING}(?: \S+){{0,3}}? (?:sao|duoc khong|lam sao|the nao|duoc hong){_TAIL}"
)
_POWER = re.compile(r"(?<!\S)uy quyen(?!\S)")


def asks_for_consent(text: str) -> bool:
    """Tell whether a message asks if others must sign, agree or give a power of attorney for what is talked about."""
    return _ASKED.search(folded_words(text)) is not None


def speaks_of_power(text: str) -> bool:
    """Tell whether a text speaks of a power of attorney."""
    return _POWER.search(folded_words(text)) is not None
