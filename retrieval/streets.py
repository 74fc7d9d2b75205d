"""Where something is, as citizens tell it: from a house number, alley, street, crossing or landmark to its ward.

Standard library only: the Rasa environment (Python 3.10) imports this module as well.
"""

import re

from retrieval import places
from retrieval.text import fold, has_accents, nfc


def _set_of(listed: str, parted_by: "str | None" = None) -> "frozenset[str]":
    return frozenset(listed.split(parted_by))


_START = re.compile(
    r"(?<!\w)(?P<at>(?:(?:tại|ở|trước|gần|đối diện|ngay|đoạn|góc|cạnh|bên hông|sau|tai|o|truoc|gan|doi dien|doan|goc|canh|sau)\s+)*)"
    r"(?:(?:cửa |cổng |mặt tiền |cua |cong )?(?:(?:số nhà|nhà số|số|so nha|nha so|so|nhà|nha)\s*\d[\w/.\-]*"
    r"|(?:hẻm|hem|ngõ|kiệt|xẹt|hx)\s*\d[\w/.\-]*"
    r"|(?:đường|duong)\s+(?:số|so)\s*\d[\w/]*"
    r"|(?:đường|duong)\s+(?!(?:trước|tắt|cúp|chớp|bể|tat|bị|ngập|xấu|hư|đèn|này|đang|không|có|hẻm|số|nhà|ở|tại|xá|sá|dây|ống|phố|sắt|trong|ngoài|sau|gần|trên|dưới|đi|vắng|vô|ra|về|mấy|bữa|hôm|suốt|hoài|rồi|luôn|nữa|may|bua|hom|suot|hoai|roi|luon|nua|truoc|bi|ngap|xau|hu|den|nay|dang"
    r"|khong|co|hem|so|nha|o|tai|xa|sa|day|ong|pho|sat)(?!\w))[\w/]+"
    r"|(?:quốc lộ|quoc lo|ql|tỉnh lộ|tinh lo|đại lộ|dai lo|xa lộ|xa lo)\s+[\w/]+"
    r"|(?:ngã (?:ba|tư|năm|sáu|bảy)|nga (?:ba|tu|nam|sau|bay)|vòng xoay|vong xoay|bùng binh|giao lộ|giao lo)\s+\w+"
    r"|(?P<landmark>chợ|chung cư|chung cu|khu dân cư|khu dan cu|kdc|khu phố|khu pho|công viên|cong vien|bệnh viện|benh vien|trường học|tổ dân phố|ấp)\s+\w+"
    r"|(?P<named>bến xe|ben xe|bến tàu|đại học|dai hoc|cao đẳng|trường|truong|nhà thờ|nha tho|chùa|chua|siêu thị|sieu thi|sân vận động|nhà văn hóa"
    r"|nghĩa trang|nhà máy|nha may|khu công nghiệp|trạm|tram)\s+\w+"
    r"|(?P<hamlet>(?<![\w/.])\d+\w*(?:/\d+\w*)*,?\s+(?:ấp|khu phố)\s+\w+|(?<![\w/.])\d+\w*(?:/\d+\w*)+,?\s+(?:ap|khu pho|kp|tổ|to)\s+\d\w*)"
    r"|(?:cầu|cau)\s+[A-ZĐ]\w+"
    r"|(?<![\w/.])\d+[\w/]*\s+(?!(?:ngày|tháng|năm|tuần|giờ|tiếng|phút|người|cái|con|hôm|bữa|lần|triệu|trăm|ngàn|chục|mét|thùng|đứa|căn|hộ|xe|cây|chiếc|chỗ"
    r"|ngay|thang|nam|tuan|gio|tieng|phut|nguoi|cai|hom|bua|lan|trieu|tram|ngan|chuc|met|thung|dua|can|ho|cay|chiec)(?!\w))"
    r"(?:đường\s+)?[A-ZĐÂĂÊÔƠƯ][\w]+\s+[A-ZĐÂĂÊÔƠƯÁÀẢÃẠ]\w+))",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"[;!?\n]|\.(?:\s|$)|,?\s(?:lúc |từ |khoảng |tầm |tới |đến |hơn |hồi |luc |tu |khoang |tam |toi |den |hon |hoi )*\d{1,2}\s?(?:h|g|giờ|gio)\s?\d{0,2}(?!\w)"
    r"|,\s(?:ẩn danh|an danh|giấu tên|giau ten|nặc danh|nac danh)(?!\w)|\smở (?:loa|nhạc|kara|máy)|\smo (?:loa|nhac|kara)|,?\s(?:bị|đang|hư|hỏng|không|có|đã|mấy|từ|suốt|nhiều|làm|gây|ngập|kẹt|tắt|sáng|chưa|rất|(?-i:quá)|cứ|hay|mỗi|vào"
    r"|lúc|hôm|nay|để|xin|mong|nhờ|đề nghị|liên hệ|sđt|số điện thoại|tên|tôi|em|bi|dang|hu|hong|khong|co|da|may|tu|suot|nhieu|gay"
    r"|hoài|hoai|quài|tụi|bọn|thằng|nước|khói|mùi|hôi|thúi|thối|khét|chửi|la mắng|bắt|mất|cúp|hát|ồn|nằm|lấn|bể|vỡ|xả|đổ|bốc|kêu|chảy|mat|cup|hat|on|nam|lan|be|vo|xa|do|boc|keu|chay|ngap|ket|tat|chua|rat|(?-i:qua)|cu|moi|luc|hom|de|mong|nho|de nghi|lien he|sdt|so dien thoai|ten|toi)(?=\s|,|$)|\s?⟨",
    re.IGNORECASE,
)
# What has a number of its own, which is no house's: "xe buýt số 53", "mức 2".
_NUMBERED = re.compile(
    r"(?<!\w)(?:biển|bien|bảng|bang|xe|buýt|buyt|bus|tuyến|tuyen|chuyến|chuyen|mức|muc|loại|loai|lớp|lop|khoản|khoan|điều|dieu|lần|lan|thứ|thu|quầy|quay|phiếu|phieu"
    r"|bàn|cấp|cap|đợt|dot|hồ sơ|ho so|công văn|cong van|quyết định|quyet dinh|nghị định|nghi dinh)\s+$",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_OF_A_NUMBER = re.compile(
    r"\s*(?:số|so)?\s*(?P<number>\d[\w/.\-]*)(?:\s+(?P<street>đường\s+|duong\s+)?(?P<first>\w+)(?:\s+(?P<second>\w+))?)?",
    re.IGNORECASE,
)
_A_COUNT = re.compile(r"\s*(?:nhà|nha)\s+\d+\s+(?P<counted>\w+)", re.IGNORECASE)
_LOT = re.compile(r"[a-zđ]{1,2}\d{1,3}", re.IGNORECASE)
# What a landmark is called that is one of many: "bệnh viện quận", "chợ tự phát".
_OF_MANY = _set_of(
    "quận quan huyện huyen thành thanh tự tu cóc coc tạm tam này nay đó do kia nào nao gì gi công cong tư lớn lon nhỏ nho gần gan bị bi không khong có co chiều chieu"
    " bắt bat đang dang làm lam nhà nha mà ma mini ở o tại tai cũng cung của cua toàn toan rất rat lấn lan"
    " bể hư hu vỡ ngập ngap đầy hôi hoi thúi thui dơ bẩn tối sập đổ gãy kẹt mất cúp em tôi toi tui mình tụi"
    " về ve rồi roi mua bán ban xong trước truoc sau xả bốc chảy người nguoi thu đóng đuổi mở"
)
# What leads from a landmark without a name to another: "bỏ trạm trước chợ Tân Định".
_BESIDE = _set_of("trước truoc sau gần gan ở o tại tai ngay đối doi")
_HOUR = re.compile(r"\d{1,2}(?:h|g|giờ)\d{0,2}")
# What goes on behind a number that is a house's.
_GOES_ON = _set_of(
    "đường duong hẻm hem ngõ ngo kiệt kiet khu lô lo tổ to ấp ap phố pho phường phuong xã xa quận quan huyện huyen p q f kp cư cu chung block tầng tang"
    " đối doi gần gan trước truoc cạnh canh kế ke sát sat bên ben ngay ở o tại tai góc goc chợ cho chỗ"
    " nha nhé nhe nghen ạ a á đó do em thôi nè"
)
# Words that names of streets begin with, as typed without capitals: "12 le loi".
_STREETS = _set_of(
    "nguyễn lê trần phạm lý phan võ huỳnh hoàng hoàn đinh đặng bùi đỗ hồ ngô dương trương tô tôn cao lạc hai cách điện xô hàm bà thích kha quang ung chu mạc mai"
    " hồng hùng an âu thoại lương lũy luỹ tân thống kinh vĩnh sư cống cộng đồng pasteur hòa hoà hậu ký kỳ minh bạch bình gò phú song tây tên thành thạnh thanh thiên"
    " thuận tỉnh tùng vườn xuân yên lâm la lã kênh liên bông nam nhật phong tạ thái thi tống chế chiến đoàn đào dạ giải hàn hà khánh khổng lưu man mẫn nghĩa ni phùng phó phổ"
    " tăng thủ tiền triệu trịnh trưng tú tuệ út vạn vũ xóm châu lâm lữ hưng nơ trang đề đô tản"
)
_NO_STREET = _set_of(
    "hồ sơ|cao ốc|cao tầng|lý do|an ninh|an toàn|minh chứng|đồng chí|đồng bạc|đồng hồ|tên trộm|tên cướp|tên này|bà con|bà già|nam nữ|hai bên|hai đứa|song song|điện thoại|"
    "bình xăng|bình gas|bình nước|đống rác|đống xà|đống đất|vợ chồng|vợ con|hộ gia|tên say|kênh truyền|thành viên|thành phố|thanh niên|thái độ|dương tính|hộ dân",
    parted_by="|",
)
# What is counted, also in a house: "ở nhà 1 mình", "nhà 3 tầng".
_COUNTED = _set_of("mình minh người nguoi đứa dua tầng tang lầu lau")
# What is measured, of which "ký" begins the name of a street too (Ký Con).
_MEASURES = _set_of("ký ky kí kg ki kwh lít lit k ngàn ngan nghìn đồng dong tỷ tỉ tấn khối khoi")
_FOLDED_STREETS, _FOLDED_NO_STREET = frozenset(map(fold, _STREETS)), frozenset(map(fold, _NO_STREET))
_LONGEST_PLACE = 120
_EDGES = " ,.-–"
_JOINED = re.compile(r"[\s,.\-–(]*(?:thuộc|ở|tại|của|thuoc|o|tai)?\s*", re.IGNORECASE)


def place_span(text: str) -> "tuple[int, int] | None":
    """Return where the words that tell a place begin and end in `text`, None where it tells none.

    A unit (phường, xã) alone is none; one behind a street belongs to it.
    """
    found = _START.search(text)
    while found is not None and not _is_a_place(text, found):
        found = _START.search(text, found.start() + 1)
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


def _is_a_place(text: str, found: "re.Match[str]") -> bool:
    """Tell whether the number that `found` begins with is that of a house or an alley, not of a bus, an hour or a crowd."""
    if found["hamlet"]:
        return True
    if found["named"] or found["landmark"]:
        return _is_one_of_a_name(text, found)
    counted = _A_COUNT.match(text, found.end("at"))
    if counted is not None and nfc(counted["counted"]).lower() in _COUNTED:
        return False
    numbered = _OF_A_NUMBER.match(text, found.end("at"))
    if numbered is None:
        return True
    if _HOUR.fullmatch(numbered["number"]) or (not found["at"] and _NUMBERED.search(text[: found.start()])):
        return False
    first, second = numbered["first"], numbered["second"] or ""
    if not found[0][len(found["at"]) :].lstrip()[:1].isdigit():  # "số 12"
        after = text[numbered.end("number") :]
        alone = first is None or not after[:1].isspace() or _STOP.match(after) is not None
        return bool(found["at"]) or alone or first.lower() in _GOES_ON or _may_be_a_street(first, second)
    if first is None or numbered["street"]:
        return first is not None
    if nfc(first).lower() in _MEASURES and nfc(second).lower() != "con":
        return False
    in_an_alley = "/" in numbered["number"] and first.lower() in _GOES_ON
    return in_an_alley or _LOT.fullmatch(first) is not None or _may_be_a_street(first, second)


def _is_one_of_a_name(text: str, found: "re.Match[str]") -> bool:
    """Tell whether a landmark is told by its name or number: a market or a hospital also typed small, not "chợ tự phát"."""
    named = found["named"] is not None
    after = _WORD.findall(text, found.end("named" if named else "landmark"))[:3]
    if after and nfc(after[0]).lower() in _BESIDE:
        return False
    if any(word[:1].isupper() or word.isdigit() for word in after) and not text.isupper():
        return True
    return not named and bool(after) and nfc(after[0]).lower() not in _OF_MANY


def _may_be_a_street(first: str, second: str) -> bool:
    """Tell whether two words begin the name of a street: capitals, or typed small what streets are named after."""
    if first[:1].isupper() and (not second or second[:1].isupper() or second.isdigit()):
        return True
    typed, pair = nfc(first).lower(), f"{nfc(first)} {nfc(second)}".lower()
    if pair in _NO_STREET or pair in _FOLDED_NO_STREET:
        return False
    return typed in _STREETS or (typed in _FOLDED_STREETS and not has_accents(pair))
