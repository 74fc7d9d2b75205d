"""Words that deny a report was meant, and what tells or asks of the papers talked about though it resembles one. Imports
nothing of Rasa.

"tui đâu có phản ánh gì", "tui hỏi xin phép xây 5 tầng thôi", "không phải phản ánh, tui muốn mở quán karaoke"; in a talk
about papers "chủ trọ không chịu ký", "ba là người Mỹ".
"""

import re

from bot.legal_signs import only_reports
from bot.office_signs import tells_a_trouble
from bot.report_words import names_a_report
from retrieval.text import folded_words, normalise

_WHO = r"(?:toi|tui|em|minh|con|chau|chi|anh|co|chu|bac|tao|tau|tui em|tui tui)"
_NO = r"(?:khong|hong|hok|hon|hem|ko|k|khum|chang|chua)"
_REPORT = r"(?:phan anh|bao cao|bao gi|kien nghi|khieu nai|to cao|gop y|than phien|keu ca)"
_END = r"(?: (?:gi|dau|nao|het|ai|a|ma|nha|nhe|em|anh|chi|oi|tron|ca|chuyen do|vu do|cai do|luc nay|o day))*"
_SAYS_NO = re.compile(
    rf"(?<!\S)(?:{_WHO} )*(?:dau co|co dau|dau (?:phai|muon|dinh|can|he)|{_NO} (?:co |phai (?:la )?|he |muon |dinh |can |co y |noi (?:la )?|keu |cho )+|{_NO} (?:phai )?(?:{_WHO} )?)"
    rf"(?: ?(?:la|phai|muon|dinh|can|di|{_WHO}))* ?{_REPORT}(?! (?:duoc|nua|len|toi|cho|bua|hom|lan|lai)(?!\S)){_END}(?!\S)"
    rf"|(?<!\S)(?:{_WHO} )?co {_REPORT}(?: (?:gi|chi|ai|nao|cai|het))* dau(?!\S){_END}|(?<!\S)ai (?:ma )?(?:them |co |muon |noi )*{_REPORT}(?: (?:gi|dau|bao gio|hoi nao))+"
)
_ONLY_ASKS = re.compile(
    rf"^(?:(?:da|a|u|ua|o|thi|ma|la|nhung|y|khong|hong|hok|ko|phai) )*(?:{_WHO} )*(?:(?:chi|moi|dang|muon|can|la|dinh) )*hoi(?: \S+){{0,14}}? (?:thoi|co ma|ma|chu(?! \S))"
    rf"(?: (?:ma|chu|a|nha|nhe|em|anh|chi|thoi|co|khong co gi|dau))*$"
)
_OF_THE_REPORT = re.compile(
    r"(?<!\S)(?:phan anh|may ngay|bao lau|khi nao|chung nao|ma so|so dien thoai|sdt|ten|tai sao|vi sao|gui|don|nguoi nao|ai)(?!\S)"
)
"""Asks of the report under way."""
_LEADS = re.compile(
    rf"^(?:(?:da|a|u|ma|thi|la|nhung|vay|nen|{_WHO}) )*(?:(?:chi|moi|dang|muon|can) )*hoi (?:la |ve |vu |cai |chuyen |thu )*"
)
_CLOSES = re.compile(r" (?:thoi|co ma|ma|chu)(?: (?:ma|chu|a|nha|nhe|em|anh|chi|thoi|co))*$")
_LONGEST = 24
_KIN = (
    r"(?:(?:ba|bo|cha|tia|me|ma|vo|chong|ck|vk|ong|ba (?:noi|ngoai)|con(?: trai| gai)?|be|chau|anh|chi|em|co|chu|bac|di|cau)"
    rf"(?: (?:no|be|chau|con|em|toi|tui|minh|cua|noi|ngoai|ruot|trai|gai|chong|vo|lon|nho|ay|do))*|{_WHO})"
)
_PARTY = r"(?:chu (?:ho|nha|tro|dat|xe|cu)|nguoi (?:ban|mua|cho thue|thua ke|em|anh)|ben (?:ban|mua|kia)|cong ty|cty|sep|ke toan|anh em|may dua|mot (?:nguoi|dua)|1 (?:nguoi|dua)|hang xom(?= (?:\S+ ){0,3}?ky(?!\S)))"
_FACT = re.compile(
    # "chủ hộ ko chịu ký", "hàng xóm không chịu ký giáp ranh", "công ty không chịu chốt sổ"
    rf"(?<!\S)(?<!can )(?:{_KIN}|{_PARTY})(?: \S+){{0,2}}? {_NO} (?:co )?(?:chiu |muon |cho |them )*(?:ky|dong y|nhan (?:con|chau|be)|cho (?:nhap|o|muon|thue|lam|dung)|nhap|hop tac|lam (?:tam tru|giay|ho so)|(?:tra|dua|giao|xuat)(?: \S+)? (?:giay|so|quyet dinh|ho so)|chot so|xac nhan|sang ten)(?!\S)"
    # "ba là người Mỹ", "má mất rồi", "em ở quận Tân Phú", "vợ chưa ly hôn"
    rf"|^(?:(?:da|a|ma|thi|nhung|la|do|vi|tai) )*{_KIN} (?:la nguoi|(?:co )?quoc tich|mat roi|mat nam|mat luc|da mat|{_NO} (?:co )?(?:dang ky|ket hon|ho khau|giay|so|quyet dinh|khai sinh)|da (?:ly|ket) hon|ly hon|chua (?:ly|ket) hon|dang o (?:nuoc ngoai|my|uc|duc|nhat|han|dai loan|que)|ho khau|moi \d+ tuoi|\d+ tuoi|sinh (?:nam|o)|doc than)(?!\S)"
    r"|(?<!\S)(?:tu (?:y )?(?:nghi|xin nghi)|nghi ngang|bi cho thoi viec|bi duoi viec|pha san|tron mat|bo tron)(?!\S)"
)
_ASKS_FOR_PAPERS = re.compile(
    r"(?<!\S)(?:hoi|can|muon|lam|biet|xem|tim hieu)(?: \S+){0,3}? (?:thu tuc|giay to|giay phep|ho so)(?: (?:gi|nao|a|voi|em|anh|chi|nha|ti|xiu|chut|thoi|oi))*$"
)
_NAME_ALONE = 3


def denies_reporting(text: str) -> bool:
    """Tell whether `text` says that no report is meant, or that something was only asked: "tui hỏi xin phép thôi"."""
    plain = folded_words(text)
    if text.startswith("/") or len(plain.split()) > _LONGEST or only_reports(text):
        return False  # "thôi không tố cáo đâu, phản ánh thôi"
    if _SAYS_NO.search(plain):
        return True
    return _ONLY_ASKS.search(plain) is not None and not _OF_THE_REPORT.search(plain)


def asked_instead(text: str) -> str:
    """Return what `text` asks or wishes in place of a report, as typed; "" where it only denies one."""
    kept = []
    for part in re.split(r"[,.;!?\n]+", normalise(text)):
        plain = folded_words(part)
        rest = _CLOSES.sub("", _LEADS.sub("", _SAYS_NO.sub(" ", plain).strip()))
        said = [word for word in re.findall(r"[^\W_]+", part) if folded_words(word) in rest.split()]
        if len(said) > 1:
            kept.append(" ".join(said))
    return ", ".join(kept)


def tells_of_the_papers(text: str) -> bool:
    """Tell whether `text`, in a talk about a procedure, tells a fact of somebody's papers or family, or who will not sign,
    and nothing that is wrong in town.
    """
    plain = folded_words(text)
    return _FACT.search(plain) is not None and not names_a_report(text) and not _wrong_in_town(text)


def asks_for_papers(text: str) -> bool:
    """Tell whether `text` only says that procedures are asked about: "tui mún hỏi thủ tục"."""
    return _ASKS_FOR_PAPERS.search(folded_words(text.replace("mún", "muốn"))) is not None


def names_a_thing(text: str) -> bool:
    """Tell whether `text` is no more than a name of something: "karaoke"."""
    return 0 < len(folded_words(text).split()) <= _NAME_ALONE and not tells_a_trouble(text)


def _wrong_in_town(text: str) -> bool:
    """Tell whether `text` tells a trouble; "ba là người Mỹ", "hết hạn" and the like are none."""
    return tells_a_trouble(text) and _FACT.search(folded_words(text)) is None
