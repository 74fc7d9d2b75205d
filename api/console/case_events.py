"""The timeline of a case in an officer's words: what happened, by whom, and what belongs to it."""

from typing import Any

from api.agencies import directory
from api.console.case_words import actor_words, field_name
from api.console.elements import box, text
from api.console.words import moment
from api.feedback.service import CaseEvent

EVENTS = {
    "received": "Tiếp nhận",
    "assigned": "Chuyển đến cơ quan xử lý",
    "accepted": "Nhận xử lý",
    "progress": "Báo tiến độ",
    "returned": "Trả lại vì không thuộc thẩm quyền",
    "taken_back": "Đưa về phân loại",
    "answered": "Trả lời",
    "refused": "Từ chối tiếp nhận",
    "transferred_out": "Chuyển bộ, ngành, địa phương khác",
    "info_asked": "Đề nghị người dân bổ sung",
    "info_given": "Người dân bổ sung thông tin",
    "extended": "Gia hạn",
    "reminded": "Nhắc sắp đến hạn",
    "escalated": "Quá hạn, báo bộ phận giám sát",
    "guidance_late": "Chờ phân loại quá lâu, báo bộ phận giám sát",
    "split": "Tách cho nhiều cơ quan",
    "split_off": "Tách từ phản ánh khác",
    "merged": "Gộp vào phản ánh khác",
    "merged_in": "Gộp thêm phản ánh",
    "unmerged": "Bỏ gộp, xử lý riêng",
    "unmerged_from": "Bỏ gộp một phản ánh",
    "sent_back": "Đề nghị trả lời lại",
    "published": "Công khai",
    "kept_private": "Duyệt, không công khai",
    "confirmed": "Người dân xác nhận đã xong",
    "reopened": "Người dân báo chưa xong, mở lại",
    "closed": "Kết thúc vì hết thời gian xác nhận",
    "words_added": "Người dân nói thêm",
    "files_added": "Thêm ảnh, tệp",
    "file_shown": "Đổi người được xem tệp",
    "rated": "Người dân đánh giá",
    "rating_reason": "Lý do đánh giá",
    "followed": "Có người theo dõi",
    "unfollowed": "Một người thôi theo dõi",
    "contact_viewed": "Xem thông tin liên hệ",
    "noted": "Ghi chú",
    "contact_erased": "Xóa thông tin liên hệ theo yêu cầu",
}


def show_event(event: CaseEvent, names: dict[int, str]) -> None:
    """Add one event to the page; `names` are the staff's by account."""
    with box(classes="event"):
        text(moment(event.at), "time", "muted")
        text(EVENTS.get(event.kind, event.kind), classes="strong")
        text(actor_words(event, names), classes="muted")
        for words in (details_words(event.kind, event.details), event.note):
            if words:
                text(words, "p", "pre")


def details_words(kind: str, details: dict[str, Any]) -> str:
    """Return what belongs to an event beside its note: agencies by name, dates, codes."""
    match kind:
        case "returned":
            lines = [f"{agency_name(details.get('from', ''))} trả lại, lần thứ {details.get('count', 1)}."]
            if details.get("whose"):
                lines.append(f"Cho rằng thuộc thẩm quyền của {agency_name(details['whose'])}.")
            return "\n".join(lines)
        case "extended":
            return f"Từ {details.get('from')} đến {details.get('to')}."
        case "reminded" | "escalated":
            return f"{agency_name(details.get('agency', ''))}, hạn {details.get('due')}."
        case "guidance_late":
            return f"Quá {details.get('minutes')} phút chưa phân loại."
        case "sent_back":
            return agency_name(details.get("agency", ""))
        case "transferred_out":
            return f"Nơi nhận: {details.get('to')}"
        case "split":
            return "\n".join(
                f"{part['code']}: {agency_name(part['agency'])}" for part in details.get("parts", [])
            )
        case "received":
            return _guessed(details.get("guesses", []))
        case "rated":
            return f"{details.get('stars')}/5"
        case _:
            codes = (details.get(key) for key in ("into", "code", "from"))
            return ", ".join(code for code in codes if isinstance(code, str))


def _guessed(guesses: list[dict[str, Any]]) -> str:
    """Return the fields a case may be of, which its reporter could not tell apart either."""
    likely = ", ".join(f"{field_name(one['field'])} ({one['percent']} %)" for one in guesses)
    return f"Chưa rõ lĩnh vực, người dân cũng không rõ. Có thể là: {likely}." if likely else ""


def agency_name(code: str) -> str:
    """Return the agency's name; its code where the list no longer has it."""
    known = {one.code: one.name for one in directory.agencies()}
    return known.get(code, code)
