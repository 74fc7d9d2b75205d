"""Reading a report as a citizen tells it: what of it is the place, the unit, a telephone number, a yes or a no."""

import re
from dataclasses import dataclass
from typing import Final

from actions import plain_answers
from bot.changes import takes_back
from retrieval import codes, places
from retrieval.places import Unit
from retrieval.text import nfc

PHONE_PLACEHOLDER: Final = re.compile(r"⟨sđt\d+⟩")
EMAIL_PLACEHOLDER: Final = re.compile(r"⟨email\d+⟩")

_START: Final = re.compile(
    r"(?<!\w)(?:(?:tại|ở|trước|gần|đối diện|ngay|đoạn|góc|cạnh|bên hông|sau|tai|o|truoc|gan|doi dien|doan|goc|canh|sau)\s+)*"
    r"(?:(?:cửa |cổng |mặt tiền |cua |cong )?(?:(?:số nhà|nhà số|số|so nha|nha so|so|nhà|nha)\s*\d[\w/.\-]*"
    r"|(?:hẻm|hem|ngõ|kiệt|xẹt|hx)\s*\d[\w/.\-]*"
    r"|(?:đường|duong)\s+(?!(?:trước|tắt|cúp|chớp|bể|tat|bị|ngập|xấu|hư|đèn|này|đang|không|có|hẻm|số|nhà|ở|tại|xá|sá|dây|ống|phố|sắt|truoc|bi|ngap|xau|hu|den|nay|dang"
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

_NAME: Final = re.compile(
    r"(?:(?<!\w)(?:[Tt]ôi|[Tt]ui|[Ee]m|[Mm]ình|[Cc]on|[Cc]háu|[Tt]oi|[Mm]inh|[Cc]hau) t[êe]n(?: l[àa])?|(?<!\w)[Tt][êe]n (?:của )?(?:tôi|tui|em|mình|con|cháu|toi|minh|chau)(?: l[àa])?|(?<!\w)ghi tên(?: là)?|họ tên|họ và tên|người gửi|người báo|liên hệ)\s*:?\s*"
    r"(?:anh |chị |cô |chú |bác |ông |bà |em )?(?P<name>[A-ZĐ][^\W\d_]+(?:\s+[A-ZĐÂĂÊÔƠƯÁÀẢÃẠÝ][^\W\d_]*){0,4})"
)
_NAME_BESIDE: Final = re.compile(
    r"(?:^|[,.;–-]\s*|\s)[Tt][êe]n:?\s+(?P<name>[A-ZĐ][^\W\d_]+(?:\s+[A-ZĐÂĂÊÔƠƯÁÀẢÃẠÝ][^\W\d_]*){0,4})"
)
_INTRODUCES: Final = re.compile(
    r"\b(?:toi|tui|em|minh|con|chau|ho|ghi) ten\b|^ten\b|\bten (?:la|toi|tui|em|minh)\b"
)
_NAME_LEAD: Final = re.compile(
    r"^(?:(?:dạ|da|vâng|vang|tôi|em|mình|tui|con|cháu|toi|tên là|ten la|tên|ten|là|họ và tên|ho va ten|họ tên|ho ten)(?!\w)[\s,:]*)+",
    re.IGNORECASE,
)
_NAME_TAIL: Final = re.compile(r"[\s,.!]+(?:ạ|nha|nhé|nghen|nhe|ah)?[\s,.!]*$")


@dataclass(frozen=True)
class Report:
    """What a text tells of a report beside its content; None for what it does not tell."""

    place: str | None
    unit: Unit | None
    phone: str | None
    """Or an e-mail address, or both (`phone_in`)."""
    name: str | None


def read_report(text: str) -> Report:
    """Return place, unit, telephone number and name as far as `text` gives them without doubt."""
    return Report(place=place_in(text), unit=unit_in(text), phone=phone_in(text), name=name_in(text))


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


def phone_in(text: str) -> str | None:
    """Return the first telephone number, as its placeholder ⟨sđt1⟩ or in digits; an e-mail address (⟨email1⟩) stands beside or
    instead of it: "⟨sđt1⟩, ⟨email1⟩".
    """
    placeholder = PHONE_PLACEHOLDER.search(text)
    numbers = () if placeholder else codes.phones(text)
    number = placeholder[0] if placeholder else numbers[0].value if numbers else ""
    email = EMAIL_PLACEHOLDER.search(text)
    return ", ".join(part for part in (number, email[0] if email else "") if part) or None


def phone_and_email(told: str) -> tuple[str | None, str | None]:
    """Return what `phone_in` found, parted again."""
    email = EMAIL_PLACEHOLDER.search(told)
    return EMAIL_PLACEHOLDER.sub("", told).strip(" ,") or None, email[0] if email else None


def with_phone(before: str, told: str) -> str:
    """Return number and address of `before` with those of `told` in their place, as `phone_in` returns them."""
    both = zip(phone_and_email(told), phone_and_email(before), strict=True)
    return ", ".join(part for new, old in both if (part := new or old))


def name_in(text: str) -> str | None:
    """Return the name a citizen introduces with ("tôi tên Lan"), None without such words."""
    found = _NAME.search(nfc(text))
    return found["name"] if found else None


def name_beside_number(text: str) -> str | None:
    """Return the name in "tên Lan, số 0903…"; without a number the name may be somebody else's or a street's."""
    found = _NAME_BESIDE.search(nfc(text)) if phone_in(text) is not None else None
    return found["name"] if found else None


def introduces(text: str) -> bool:
    """Tell whether `text` says whose name it tells, also without accents and capitals ("tui ten lan")."""
    return name_in(text) is not None or bool(_INTRODUCES.search(plain_answers.plain(text)))


def is_no_name(text: str) -> bool:
    """Tell whether an answer of several words is a yes, or takes something back: "gửi đi", "sai rồi em"."""
    words = text.split()
    named = all(word[:1].isupper() for word in words)
    return len(words) > 1 and not named and (takes_back(text) or plain_answers.yes_or_no(text) is True)


def name_answered(text: str) -> str | None:
    """Return the name out of an answer to "what is your name?", None where it does not look like one."""
    name = _NAME_TAIL.sub("", _NAME_LEAD.sub("", nfc(text)) + " ").strip(" .,!")
    words = name.split()
    if not words or len(words) > 8 or len(name) > 60 or any(sign.isdigit() for sign in name) or "⟨" in name:
        return None
    return name
