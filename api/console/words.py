"""Words the staff pages share: moments in city time, names of channels, authors and case statuses."""

from datetime import datetime

from api.feedback.service import Status
from api.settings import CITY_TIME

CHANNELS = {
    "web": "Trang web",
    "terminal": "Dòng lệnh",
    "telegram": "Telegram",
    "zalo": "Zalo",
    "phone": "Điện thoại",
    "kiosk": "Ki-ốt",
    "sms": "Tin nhắn SMS",
    "email": "E-mail",
}
STATUSES = {
    Status.RECEIVED: "Mới tiếp nhận",
    Status.REFUSED: "Từ chối",
    Status.NEEDS_INFO: "Chờ bổ sung thông tin",
    Status.TRANSFERRED_OUT: "Đã chuyển nơi khác",
    Status.ASSIGNED: "Chờ nhận xử lý",
    Status.IN_PROGRESS: "Đang xử lý",
    Status.ANSWERED: "Đã trả lời",
    Status.RETURNED: "Đã trả lại",
    Status.SENT_BACK: "Yêu cầu trả lời lại",
    Status.PUBLISHED: "Đã công khai",
    Status.REOPENED: "Phản ánh lại",
    Status.CLOSED: "Đã đóng",
}


def channel_name(code: str) -> str:
    """Return the channel's name as people say it."""
    return CHANNELS.get(code, code)


def status_name(status: str) -> str:
    """Return the case status in Vietnamese."""
    return STATUSES[Status(status)]


def moment(at: datetime) -> str:
    """Return `at` in city time: "14:05 22/11/2025"."""
    return f"{at.astimezone(CITY_TIME):%H:%M %d/%m/%Y}"


def short_moment(at: datetime, *, now: datetime) -> str:
    """Return `at` in city time, the hour alone on the day of `now`: "14:05", else "14:05 22/11"."""
    local = at.astimezone(CITY_TIME)
    today = local.date() == now.astimezone(CITY_TIME).date()
    return f"{local:%H:%M}" if today else f"{local:%H:%M %d/%m}"


def day(at: datetime) -> str:
    """Return the day of `at` in city time: "22/11/2025"."""
    return f"{at.astimezone(CITY_TIME):%d/%m/%Y}"


def due_words(due_at: datetime, *, now: datetime) -> str:
    """Return how a deadline stands: "Hạn 22/11/2025", "Hạn hôm nay" or "Trễ hạn 3 ngày"."""
    days = (due_at.astimezone(CITY_TIME).date() - now.astimezone(CITY_TIME).date()).days
    if due_at < now:
        return f"Trễ hạn {-days} ngày" if days < 0 else "Trễ hạn"
    return "Hạn hôm nay" if days == 0 else f"Hạn {day(due_at)}"
