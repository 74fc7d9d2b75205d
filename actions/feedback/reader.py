"""Reading a report as a citizen tells it: what of it is the place, the unit, a way to reach the reporter, a name."""

import re
from dataclasses import dataclass
from typing import Final

from actions.feedback.reach import way_in
from bot.names import own_name
from retrieval import places
from retrieval.places import Unit

_START: Final = re.compile(
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
_STOP: Final = re.compile(
    r"[;!?\n]|\.(?:\s|$)|,?\s(?:bị|đang|hư|hỏng|không|có|đã|mấy|từ|suốt|nhiều|làm|gây|ngập|kẹt|tắt|sáng|chưa|rất|quá|cứ|hay|mỗi|vào"
    r"|lúc|hôm|nay|để|xin|mong|nhờ|đề nghị|liên hệ|sđt|số điện thoại|tên|tôi|em|bi|dang|hu|hong|khong|co|da|may|tu|suot|nhieu|gay"
    r"|mất|cúp|hát|ồn|nằm|lấn|bể|vỡ|xả|đổ|bốc|kêu|chảy|mat|cup|hat|on|nam|lan|be|vo|xa|do|boc|keu|chay|ngap|ket|tat|chua|rat|qua|cu|moi|luc|hom|de|mong|nho|de nghi|lien he|sdt|so dien thoai|ten|toi)(?=\s|,|$)|\s?⟨",
    re.IGNORECASE,
)
_LONGEST_PLACE: Final = 120
_JOINED: Final = re.compile(r"[\s,.\-–(]*(?:thuộc|ở|tại|của|thuoc|o|tai)?\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Report:
    """What a text tells of a report beside its content; None for what it does not tell."""

    place: str | None
    unit: Unit | None
    way: str | None
    """A telephone number, an e-mail address, or both (`reach.way_in`)."""
    name: str | None


def read_report(text: str) -> Report:
    """Return place, unit, way to reach the reporter and name as far as `text` gives them without doubt."""
    return Report(place=place_in(text), unit=unit_in(text), way=way_in(text), name=own_name(text))


def unit_in(text: str) -> Unit | None:
    """Return the one unit that `text` names, None for none or for more than one it may be."""
    if not places.find_units(text):
        return None
    return places.resolve_unit(text).unit


def place_in(text: str) -> str | None:
    """Return the words that tell where: from a house number, alley, street, crossing or the like to its unit."""
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
    words = text[found.start() : end].strip(" ,.-–")
    return words[:_LONGEST_PLACE] or None


def without_place(text: str) -> str:
    """Return `text` without the words that tell where."""
    rest = text.replace(place_in(text) or "", " ")
    for mention in reversed(places.find_units(rest)):
        rest = f"{rest[: mention.start]} {rest[mention.end :]}"
    return rest.strip(" ,.-–")
