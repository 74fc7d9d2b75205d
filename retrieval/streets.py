"""Where something is, as citizens tell it: from a house number, alley, street, crossing or landmark to its ward.

Standard library only: the Rasa environment (Python 3.10) imports this module as well.
"""

import re

from retrieval import places

_START = re.compile(
    r"(?<!\w)(?:(?:tại|ở|trước|gần|đối diện|ngay|đoạn|góc|cạnh|bên hông|sau|tai|o|truoc|gan|doi dien|doan|goc|canh|sau)\s+)*"
    r"(?:(?:cửa |cổng |mặt tiền |cua |cong )?(?:(?:số nhà|nhà số|số|so nha|nha so|so|nhà|nha)\s*\d[\w/.\-]*"
    r"|(?:hẻm|hem|ngõ|kiệt|xẹt|hx)\s*\d[\w/.\-]*"
    r"|(?:đường|duong)\s+(?!(?:trước|tắt|cúp|chớp|bể|tat|bị|ngập|xấu|hư|đèn|này|đang|không|có|hẻm|số|nhà|ở|tại|xá|sá|dây|ống|phố|sắt|mấy|bữa|hôm|suốt|hoài|rồi|luôn|nữa|may|bua|hom|suot|hoai|roi|luon|nua|truoc|bi|ngap|xau|hu|den|nay|dang"
    r"|khong|co|hem|so|nha|o|tai|xa|sa|day|ong|pho|sat)(?!\w))[\w/]+"
    r"|(?:quốc lộ|quoc lo|ql|tỉnh lộ|tinh lo|đại lộ|dai lo|xa lộ|xa lo)\s+[\w/]+"
    r"|(?:ngã (?:ba|tư|năm|sáu|bảy)|nga (?:ba|tu|nam|sau|bay)|vòng xoay|vong xoay|bùng binh|giao lộ|giao lo)\s+\w+"
    r"|(?:chợ|chung cư|chung cu|khu dân cư|khu dan cu|kdc|khu phố|khu pho|công viên|cong vien|bệnh viện|benh vien|trường học|tổ dân phố|ấp)\s+\w+"
    r"|(?:cầu|cau)\s+[A-ZĐ]\w+"
    r"|(?<![\w/.])\d+[\w/]*\s+(?!(?:ngày|tháng|năm|tuần|giờ|tiếng|phút|người|cái|con|hôm|bữa|lần|triệu|trăm|ngàn|chục|mét|thùng|đứa|căn|hộ|xe|cây|chiếc|chỗ"
    r"|ngay|thang|nam|tuan|gio|tieng|phut|nguoi|cai|hom|bua|lan|trieu|tram|ngan|chuc|met|thung|dua|can|ho|cay|chiec)(?!\w))"
    r"(?:đường\s+)?[A-ZĐÂĂÊÔƠƯ][\w]+\s+[A-ZĐÂĂÊÔƠƯÁÀẢÃẠ]\w+))",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"[;!?\n]|\.(?:\s|$)|,?\s(?:bị|đang|hư|hỏng|không|có|đã|mấy|từ|suốt|nhiều|làm|gây|ngập|kẹt|tắt|sáng|chưa|rất|quá|cứ|hay|mỗi|vào"
    r"|lúc|hôm|nay|để|xin|mong|nhờ|đề nghị|liên hệ|sđt|số điện thoại|tên|tôi|em|bi|dang|hu|hong|khong|co|da|may|tu|suot|nhieu|gay"
    r"|mất|cúp|hát|ồn|nằm|lấn|bể|vỡ|xả|đổ|bốc|kêu|chảy|mat|cup|hat|on|nam|lan|be|vo|xa|do|boc|keu|chay|ngap|ket|tat|chua|rat|qua|cu|moi|luc|hom|de|mong|nho|de nghi|lien he|sdt|so dien thoai|ten|toi)(?=\s|,|$)|\s?⟨",
    re.IGNORECASE,
)
_LONGEST_PLACE = 120
_EDGES = " ,.-–"
_JOINED = re.compile(r"[\s,.\-–(]*(?:thuộc|ở|tại|của|thuoc|o|tai)?\s*", re.IGNORECASE)


def place_span(text: str) -> "tuple[int, int] | None":
    """Return where the words that tell a place begin and end in `text`, None where it tells none.

    A unit (phường, xã) alone is none; one behind a street belongs to it.
    """
    found = _START.search(text)
    if found is None:
        return None
    after = text[found.end() :]
    stop = _STOP.search(after)
    end = found.end() + (stop.start() if stop else len(after))
    for mention in places.find_units(text):
        if found.start() <= mention.start < end or (
            mention.start >= end and _JOINED.fullmatch(text[end : mention.start])
        ):
            end = mention.end  # nothing of a place comes after its ward or district
    words = text[found.start() : end]
    start = found.start() + len(words) - len(words.lstrip(_EDGES))
    end = min(start + len(words.strip(_EDGES)), start + _LONGEST_PLACE)
    return (start, end) if end > start else None


def place_in(text: str) -> "str | None":
    """Return the words that tell a place (`place_span`): "hẻm 72 Lê Văn Sỹ, phường Nhiêu Lộc"; None where there are none."""
    span = place_span(text)
    return text[slice(*span)] if span else None
