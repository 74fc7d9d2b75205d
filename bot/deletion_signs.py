"""Whether a message plainly asks for the citizen's own data to be erased or no longer kept. Imports nothing of Rasa.

A request for deletion calls an operator and binds the city to a date, so that what only resembles one ("mua cũ của người
quen") must not make it.
"""

import re

from retrieval.text import folded_words

_DO = r"(?:xoa(?: (?:bo|sach|het|di|luon|giup|gium|dum|ho|toan bo|tat ca))*|huy(?: (?:bo|luu|het|toan bo))*|go(?: bo)?|rut(?: lai)?|clear|delete|erase|remove|loai bo|thu hoi|bo het|dep(?: het)?|tieu huy|don sach)"
_NO_LONGER = r"(?:(?:dung|ngung|ngung|thoi|khong (?:muon|cho|dong y|duoc|cho phep)|khoi|cam|han che|hong (?:muon|cho|duoc))(?: (?:de|cho|he thong|bot|ben|cac ban|ai|minh|toi|tui|em|may|lai|co|ma))*(?: \S+){0,3}? (?:luu|giu|de lai|su dung|dung|ghi|thu thap|chia se|xu ly|dua)(?: (?:lai|giu|tru))?)"
_THING = (
    r"(?:du lieu|data|thong tin|tttcn|lich su|tin nhan|noi dung|doan chat|doan hoi thoai|cuoc tro chuyen|tro chuyen|hoi thoai|chat|so dien thoai|sdt|so dt|so phone|dien thoai"
    r"|dia chi|email|e mail|mail|cccd|can cuoc|cmnd|ho ten|ten(?: tuoi)?|hinh|anh|video|file|tai khoan|ho so ca nhan|dong y|su dong y|nhung gi|nhung thu|moi thu|tat ca|het|sach|toi|tui|minh)"
)
_OUR_SYSTEM = r"(?:he thong|chatbot|bot|may|app|ung dung|tong dai|1022|kho luu)"
_ASKED = re.compile(
    rf"(?<!\S){_DO}(?: \S+){{0,4}}? {_THING}(?!\S)"
    rf"|(?<!\S){_THING}(?: \S+){{0,7}}? (?:(?:duoc|co|muon|xin|can|de nghi|yeu cau) )*{_DO}(?!\S)"
    rf"|(?<!\S){_NO_LONGER}(?: \S+){{0,4}}? {_THING}(?!\S)"
    rf"|(?<!\S){_DO}(?: \S+){{0,4}}? (?:khoi|ra khoi|tren|trong) {_OUR_SYSTEM}(?!\S)"
    rf"|(?<!\S)(?:co )?luu(?: \S+){{0,2}} {_THING}(?!\S)"
    r"|xoadulieu|xoa du lieu|xoa het|xoa tk|(?:delete|erase|remove|forget) (?:me|my|everything|all)"
    r"|(?:rut|thu hoi)(?: lai)? (?:su )?(?:cho phep|chap thuan|dong y)|lang quen|xoa (?:cai )?so(?!\S)"
    r"|(?:quen|bo)(?: (?:het|cai|nhung))* (?:thong tin|so dien thoai|so cua|nhung gi|du lieu|noi dung|(?:toi|tui|minh|em) (?:di|luon))"
    r"|(?:khong|hong|dung)(?: (?:muon|cho|co))+(?: ai)?(?: (?:luu|xai|thay|xem|giu))(?: \S+){0,3}? (?:nua|thong tin|du lieu)"
    r"|(?:xem|tat|mat|lam mat dau|lay lai)(?: \S+){0,2}? (?:du lieu|thong tin)(?: ca nhan)? (?:dang luu|da luu|cua (?:toi|tui|minh|em))"
)


_FROM_PAPERS = re.compile(
    r"(?<!\S)(?:trong|khoi|ra khoi|tren|o)(?: (?:cuon|quyen|so|to|cai))* (?:ho khau|thuong tru|tam tru|khai sinh|so hong|so do|so dat|giay|ho so|ca vet|danh sach|bao hiem|bhxh|so nha)(?!\S)"
)
"""What is erased from a paper of the administration is a procedure: "xóa tên ngoại trong hộ khẩu"."""


def asks_for_deletion(text: str) -> bool:
    """Tell whether a message has plain words of erasing, withdrawing or no longer keeping what the citizen told."""
    if text.startswith("/"):
        return True
    plain = folded_words(text)
    return _ASKED.search(plain) is not None and _FROM_PAPERS.search(plain) is None
