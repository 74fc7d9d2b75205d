"""Why an agency's system did not take an event, in words."""

import pytest

from api.console.case_events import EVENTS
from api.console.delivery_words import kinds_words, reason_words, stopped_words
from api.notifications.kinds import kinds


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("HTTP 503", "Điểm nhận đang lỗi: HTTP 503"),
        ("HTTP 404", "Điểm nhận từ chối: HTTP 404"),
        ("HTTP 410", "Điểm nhận cho biết không còn dùng: HTTP 410"),
        ("no answer within 15 s", "Điểm nhận không trả lời kịp: no answer within 15 s"),
        ("ConnectError: refused", "Không nối được với điểm nhận: ConnectError: refused"),
        ("the endpoint is disabled", "Điểm nhận đã ngừng"),
        ("", "Không gửi được"),
    ],
)
def test_a_reason_is_told_in_vietnamese_with_its_detail(reason: str, words: str) -> None:
    assert reason_words(reason) == words


def test_a_stopped_endpoint_says_who_or_what_stopped_it() -> None:
    assert stopped_words("quản trị viên ngừng") == "Ngừng: quản trị viên ngừng"
    assert stopped_words("HTTP 410 Gone") == "Ngừng: Điểm nhận cho biết không còn dùng: HTTP 410 Gone"
    assert stopped_words(None) == "Ngừng"


def test_every_event_a_system_can_hear_of_has_a_name() -> None:
    assert set(kinds()) <= set(EVENTS)
    assert kinds_words(["answered", "closed"]) == "Trả lời, Kết thúc vì hết thời gian xác nhận"
    assert kinds_words([]) == "Mọi sự kiện"
