"""Where a photo was taken, used for the report only with the citizen's leave, through the whole product."""

import pytest

from tests.pictures import PLACE, photo
from tests.stack import Citizen, Stack

pytestmark = [pytest.mark.dialogue, pytest.mark.shared]

MATTER = "ổ gà to quá, hôm qua té xe hai người rồi"
USE, USE_NOT = "Dùng vị trí này", "Không dùng"
POINT = f"[vị trí {PLACE[0]:.6f}, {PLACE[1]:.6f}]"


def _asked_about_the_place(stack: Stack) -> Citizen:
    citizen = Citizen(stack.address)
    assert "xảy ra ở chỗ nào" in citizen.say(MATTER)
    citizen.send_photo(photo(), media_type="image/jpeg")
    answer = citizen.hear()
    assert "vị trí nơi chụp" in answer
    assert POINT not in answer
    return citizen


def _tap(citizen: Citizen, title: str) -> str:
    choice = next(one for one in citizen.choices if one["title"] == title)
    return citizen.say(choice=choice["id"])


def _to_the_summary(citizen: Citizen, answer: str) -> str:
    for _ in range(3):
        if "Gửi phản ánh" in answer:
            break
        answer = citizen.say("phường Sài Gòn" if "phường, xã" in answer else "không để lại liên hệ")
    return answer


def test_with_leave_it_is_where_the_report_happens(stack: Stack) -> None:
    citizen = _asked_about_the_place(stack)
    answer = _tap(citizen, USE)
    assert "chỗ nào" not in answer
    summary = _to_the_summary(citizen, answer)
    assert POINT in summary
    assert "PA-" in citizen.say("gửi đi em")


def test_without_leave_it_is_nowhere_and_the_place_is_asked_for(stack: Stack) -> None:
    citizen = _asked_about_the_place(stack)
    answer = _tap(citizen, USE_NOT)
    assert "chỗ nào" in answer
    summary = _to_the_summary(citizen, citizen.say("trước số 12 Nguyễn Trãi phường Bến Thành"))
    assert "12 Nguyễn Trãi" in summary
    assert "vị trí" not in summary
