"""What agencies' systems hear of and why they did not take it, in an administrator's words; the detail stays beside."""

from collections.abc import Sequence

from api.console.case_events import EVENTS

_STOPPED = "the endpoint is disabled"
_REASONS = (
    ("HTTP 410", "Điểm nhận cho biết không còn dùng"),
    ("HTTP 3", "Điểm nhận chuyển sang địa chỉ khác"),
    ("HTTP 4", "Điểm nhận từ chối"),
    ("HTTP 5", "Điểm nhận đang lỗi"),
    ("no answer", "Điểm nhận không trả lời kịp"),
    ("Connect", "Không nối được với điểm nhận"),
)


def reason_words(reason: str) -> str:
    """Return why an event was not taken, with the technical reason after a colon."""
    if reason == _STOPPED:
        return "Điểm nhận đã ngừng"
    for beginning, words in _REASONS:
        if reason.startswith(beginning):
            return f"{words}: {reason}"
    return f"Không gửi được: {reason}" if reason else "Không gửi được"


def stopped_words(reason: str | None) -> str:
    """Return why an endpoint is stopped: what an officer gave as reason, or what the endpoint answered."""
    return f"Ngừng: {reason_words(reason) if reason and reason.startswith('HTTP ') else reason or ''}".rstrip(
        ": "
    )


def kinds_words(kinds: Sequence[str]) -> str:
    """Return the events that an endpoint hears of, by name."""
    return ", ".join(EVENTS.get(kind, kind) for kind in kinds) or "Mọi sự kiện"
