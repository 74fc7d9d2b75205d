"""Signs in a message that it names a place, or that it asks something. Imports nothing of Rasa.

Patterns are written with accents. A message typed without any is compared with the same patterns without theirs.
"""

import re
from collections.abc import Iterable

from retrieval.text import fold, has_accents, nfc, normalise

NONE, LIKELY, SURE = 0, 1, 2
"""How strong a sign is."""


class Pattern:
    """A pattern in two spellings; it holds no upper-case letter, so that folding keeps its meaning."""

    def __init__(self, *parts: str) -> None:
        joined = "(?:" + "|".join(parts) + ")"
        self.typed = re.compile(joined)
        self.folded = re.compile(fold(joined))

    def of(self, text: str) -> "re.Pattern[str]":
        """Return the spelling that compares with `text`."""
        return self.typed if has_accents(text) else self.folded


def _read(text: str) -> str:
    """Return `text` in lower case as it is compared: what teencode stands for has accents only where the rest has."""
    written = normalise(text).lower()
    return written if has_accents(nfc(text)) else fold(written)


def _words(alternatives: "Iterable[str]") -> str:
    return rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)"


# What stands for "I do not know which" or "something": it asks nothing.
_VAGUE = Pattern(
    _words([
        r"(?:không|hông|hổng|hong|chẳng|chưa|ko) (?:có )?(?:biết|rõ|nhớ|để ý|chắc)(?: (?:là|tên|rõ|địa chỉ|số|đường|hẻm|phường|nhà|nó))*(?: (?:gì|nào|mấy|đâu|sao|bao nhiêu|ở đâu|chỗ nào))?",
        r"(?:tên |số |đường |hẻm |hẽm |nhà |phường |xã )*(?:gì|mấy|bao nhiêu|nào) (?:đó|đấy|á|ấy|thì)? ?(?:quên|không nhớ|hông nhớ|không biết|hông biết|hổng biết|không rõ|em quên|tui quên|tôi quên)(?: (?:rồi|mất))*",
        r"quên(?: mất)?(?: tên| số| đường| hẻm| phường)*(?: (?:gì|mấy|nào|bao nhiêu))?(?: rồi)?",
        r"(?:cái )?(?:gì|nào|đâu|ai|chi|mấy) (?:đó|đấy|ấy|á)",
        r"mấy (?:cái|căn|nhà|bữa|hôm|nay|đứa|người|quán|chỗ|tiệm|cây|chục|trăm|lần|tháng|tuần|năm|ông|bà|anh|chị|thằng)",
    ])
)  # fmt: skip

_TAIL = r"(?:\s|[,.!…~)]|(?<!\w)(?:em|anh|chị|ad|admin|ạ|vậy|dậy|dzậy|zậy|thế|ta|tar|á|à|nhỉ|hả|hở|hen|ha|nè|nha|nhé|nghen|bạn|shop|cô|chú|cưng|bot|ơi|luôn|rồi|nữa|đó|đây|giờ|giùm|dùm|với|mình|tui|cái này|bé|con|đi|trời|được)(?!\w))*"
_ASKING_END = Pattern(
    r"(?<!\w)(?:gì|chi|nào|mấy|bao nhiêu|bao lâu|nhiêu|sao|đâu|chừng nào|khi nào|hồi nào|bao giờ|ai|không|ko|hông|hong|hok|(?<!kết )(?<!ly )hôn|hổng|chưa|hả)(?!\w)"
    + _TAIL + r"$"
)  # fmt: skip
_ASKING_WORDS = Pattern(
    _words([
        "bao nhiêu", "bao lâu", "mấy giờ", "mấy ngày", "mấy bữa", "mấy bước", "mấy tiền", "nhiêu tiền", "thế nào", "ra sao", "làm sao", "như nào",
        "cần (?:những |mấy )?(?:gì|chi|giấy|hồ sơ)", "(?:giấy tờ|giấy|hồ sơ|thủ tục|tờ) (?:gì|nào|chi)", "(?:ở|nộp|làm|xin|đăng ký|chỗ|tới|lên|ra|đi) (?:đâu|chỗ nào|phường nào)",
        "cơ quan nào", "khi nào", "chừng nào", "hồi nào", "bao giờ", "(?:có )?được (?:không|hông|ko|hong|hôn|hok)", "tại sao", "vì sao", "sao lại", "làm gì", "để làm chi",
        "(?:có )?(?:tốn|mất) (?:tiền|phí|bao|nhiêu|mấy)", "lệ phí", "phải (?:không|hông|hôn|ko)", "có phải", "có cần",
    ])
)  # fmt: skip
_WHO = r"(?:em|tui|tôi|mình|con|chị|anh|cô|chú|bác|dì|cháu|ad|bạn)"
_ANNOUNCED = Pattern(
    _words([
        rf"cho (?:{_WHO} )?hỏi", rf"(?:muốn|định|tính|cần|phải|xin|sẵn|tiện|nhờ|nhân tiện|tiện thể|sẵn tiện)(?: cho)?(?: {_WHO})? hỏi", r"hỏi (?:chút|xíu|tí|thêm|cái|ké|nhờ|lẹ|nhanh|luôn|giùm|dùm|câu|ngang|phát)",
    ]),
    rf"^\W*(?:(?:à|ủa|ờ|ừ|mà|dạ|ê|khoan|{_WHO}|ơi|hỏi)\W+)+hỏi(?!\w)",
)  # fmt: skip
_ASIDE = Pattern(
    r"^\W*(?:à|ủa|ờ|ừ|khoan|quên|sẵn|sẵn tiện|tiện thể|nhân tiện|mà|thôi|chờ|đợi)(?: (?:mà|quên|đã|chút|xíu|đây|em|tui|khoan|nữa))*(?!\w)"
)

_NUMBERED = Pattern(
    r"(?<!\w)(?!nhà \d+ (?:mình|người|đứa|tầng|lầu)(?!\w))(?:số nhà|nhà số|căn số|nhà|số|lô|block|tầng|hẻm|hẽm|hxh|ngõ|ngách|kiệt|xẹt|tổ|kp|khu phố|ấp|ql|quốc lộ|tỉnh lộ|đt|km|cổng số|trụ điện số|trụ số)\s*[a-z]?\d",
    r"(?<![\w/])\d{1,4}[a-z]?(?:/\d{1,4}[a-z]?)+(?!\w)",
    r"^\W*\d{1,4}[a-fi-z]? (?!(?:ngày|tháng|năm|tuần|giờ|tiếng|phút|người|cái|con|hộ|nhà|bữa|lần|triệu|trăm|ngàn)(?!\w))[^\W\d]\w* \w+",
)  # fmt: skip
_STREET = Pattern(
    r"(?<!\w)(?:đường|hẻm|đại lộ|xa lộ|quốc lộ|phố) (?!(?:dây|trước|bị|xấu|hư|này|đang|không|ống|sắt|sá|xá|truyền|link|dẫn|mật|bộ|thủy|nào|gì|mấy|ta|huyết)(?!\w))\w",
    r"(?<!\w)(?:ngã (?:ba|tư|năm|sáu|bảy|3|4|5|6|7)|vòng xoay|bùng binh|giao lộ|hồ con rùa|khu dân cư|kdc|chung cư|cư xá|cao ốc|khu chế xuất|kcx|kcn|khu công nghiệp|bờ kè|dạ cầu|gầm cầu|chân cầu|cầu vượt|khu phố|khúc quẹo|khúc cua)(?!\w)",
)
_LANDMARK = (
    "trường|chợ|cầu|công viên|bệnh viện|chùa|nhà thờ|đình|miếu|siêu thị|bách hóa|cây xăng|trạm|bến|ga|khách sạn|ủy ban|công an|ngân hàng|cửa hàng|quán|tiệm|shop|sân|hồ|rạch|sông|kênh|tòa nhà|"
    "bãi|nghĩa trang|nhà hàng|nhà sách|nhà thuốc|nhà trẻ|mẫu giáo|thư viện|bưu điện|bảo tàng|circle|coop|vinmart|winmart|phòng khám|ngã|hàng|cơ quan|xưởng|kho|trung tâm|cột điện|trụ điện|"
    "cây|gốc cây|nhà|ổ gà|quầy|cổng|cửa|hẻm|đường|lề|vỉa hè|mương|cống|khu|tòa|lô|ủy ban nhân dân|ubnd"
)
_BESIDE = Pattern(
    rf"(?<!\w)(?:gần|kế|kế bên|sát|sát bên|cạnh|cạnh bên|bên cạnh|đối diện|xéo|chéo|ngang|trước|phía trước|sau|phía sau|sau lưng|bên hông|hông|trong|ngoài|trên|dưới|ngay|qua khỏi|đi qua|cách|từ|chỗ|khúc|đoạn|góc|đầu|cuối|giữa|mé|dọc|vô|quẹo vô)"
    rf" (?:(?:cái|cổng|cửa|mặt|chỗ|khu|cái|ngay|mấy|một|bên) )*(?:{_LANDMARK})(?!\w)(?! đất)",
    r"(?<!\w)(?:đầu|cuối|giữa|trong|góc|khúc|đoạn) (?:đường|hẻm|hẽm|ngõ|xóm|phố|chợ)(?!\w)",
)
# How a place begins: its kind, or where it stands beside something known.
_START = Pattern(
    r"^\W*(?:(?:dạ|thì|à|ờ|là|nó|ở|tại|ngay|đoạn|ừ|em|nè|đó|khúc|cái)\W+)*"
    r"(?:đường|hẻm|hẽm|số(?! (?:hồ sơ|điện thoại|tiền|tài khoản|căn cước|cccd|cmnd|hộ chiếu|định danh))|ngã|cầu|ấp|tổ|kp|khu(?! vực nào)|phường|xã(?! hội)|p|q|quận|huyện|chung cư|cc|chợ|cổng|kênh|tòa|lô|căn(?! cước)"
    r"|nhà(?! (?:đất|ở xã hội|nước))|địa chỉ|trước(?! (?:khi|tiên|đây|hết|giờ))|sau(?! (?:khi|đó|này|sinh))|gần(?! (?:đây|hết|xong|tới))|kế|cạnh|bên|đối diện|đầu|cuối|giữa|dọc|trong(?! (?:vòng|khi|bao|mấy|thời))|ngoài(?! ra)|dưới|trên(?! (?:mạng|app|vneid))"
    r"|chỗ(?! nào)|khúc|xóm|góc|sát|bãi|trường|quán|tiệm|bệnh viện|chùa|công viên|siêu thị|cây xăng|trạm|bến|ủy ban|rạch|sông|hồ(?! sơ)|mé|nguyên con|block|vỉa hè|ngõ|ngách)(?!\w)",
    r"^\W*[\d/., -]+\W*$",
)
# Typed without accents, "cho" may be "chỗ", "cho" or "chợ", "duong" a street or a line, "can" a flat or "cần".
_NO_START = re.compile(
    r"^\W*(?:cho (?:em|toi|tui|minh|con|chi|anh|chau|co|bac|be|chau|hoi|xin|biet|gap|vay|thue|phep)(?! (?:\w+ )?o\W*$)|can (?:giay|gi|ho|phai|lam|xin|dem|mang|nhung|cuoc|bao)|duong day|dau tien|dau tu|sau do|so do|so hong|nha nuoc|bao)\b"
)


def place_sign(text: str) -> int:
    """Return how surely `text` tells a place: SURE for a number, a street or a crossing, LIKELY for a landmark."""
    typed = _read(text)
    if _NUMBERED.of(typed).search(typed) or _STREET.of(typed).search(typed):
        return SURE
    if not has_accents(typed) and _NO_START.search(typed):
        return NONE
    if _START.of(typed).search(typed) or _BESIDE.of(typed).search(typed):
        return LIKELY
    return NONE


def question_sign(text: str) -> int:
    """Return how surely `text` asks something: SURE with two signs of it or a question mark, LIKELY with one."""
    typed = _read(text)
    rest = _VAGUE.of(typed).sub(" ", typed).strip()
    asks = "?" in rest or bool(_ASKING_WORDS.of(typed).search(rest))
    ends = bool(_ASKING_END.of(typed).search(rest))
    announced = bool(_ANNOUNCED.of(typed).search(rest))
    aside = bool(_ASIDE.of(typed).search(rest)) and (asks or ends)
    return min(SURE, asks + ends + announced + aside)
