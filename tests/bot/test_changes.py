import pytest

from bot.changes import (
    NAME,
    PHONE,
    PLACE,
    goes_on,
    named_fields,
    takes_back,
    wants_a_change,
)
from bot.turns import side_intent


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("sửa địa chỉ", PLACE),
        ("sua lai dia diem giup em", PLACE),
        ("không đúng phường", PLACE),
        ("đổi số điện thoại thành 0909 111 222", PHONE),
        ("doi sdt", PHONE),
        ("tên bị sai rồi", NAME),
        ("cho tui sửa lại cái tên", NAME),
    ],
)
def test_the_part_to_be_changed_is_known_by_its_name(text: str, field: str) -> None:
    assert named_fields(text) == (field,)


@pytest.mark.parametrize(
    "text", ["à không phải, ở phường 5", "nhầm, tên tui là Lan", "em nói lộn, hẻm 45", "sai rồi"]
)
def test_what_was_told_may_be_taken_back(text: str) -> None:
    assert takes_back(text)


@pytest.mark.parametrize(
    "text",
    [
        "sửa đường hoài không xong",
        "thay bóng đèn giùm",
        "đường bị sai biển báo",
        "đổi địa chỉ trên căn cước ở đâu",
        "không phải đóng tiền chứ",
        "45 Lê Lợi",
        "đúng rồi gửi đi",
        "/deny",
    ],
)
def test_other_messages_change_nothing(text: str) -> None:
    assert not wants_a_change(text)


@pytest.mark.parametrize(
    ("text", "slot", "ranking"),
    [
        ("à không phải, ở phường Tân Định", "feedback_contact_phone", {"office_info": 0.9}),
        ("đổi số điện thoại", "feedback_confirmed", {"office_info": 0.9}),
        ("thôi khỏi", "feedback_contact_phone", {"cancel": 0.99}),
        ("không để lại", "feedback_contact_name", {"cancel": 0.99}),
    ],
)
def test_a_change_or_a_number_declined_interrupts_no_report(
    text: str, slot: str, ranking: dict[str, float]
) -> None:
    assert side_intent(ranking, slot, (), text) is None


def test_giving_up_and_calling_for_a_person_still_do() -> None:
    assert side_intent({"cancel": 0.99}, "feedback_contact_phone", (), "không báo nữa") == "cancel"
    wish = "không phải, cho gặp người thật"
    assert side_intent({"human_handoff": 0.95}, "feedback_place", (), wish) == "human_handoff"


@pytest.mark.parametrize(
    "text",
    ["quay lại phản ánh đi", "thôi làm tiếp cái vụ hồi nãy", "tiep tuc phan anh nha", "khai tiếp tờ khai đi"],
)
def test_the_report_is_wished_to_go_on(text: str) -> None:
    assert goes_on(text)
    assert side_intent({"cancel": 0.95}, "feedback_confirmed", (), text) is None


@pytest.mark.parametrize(
    "text", ["sửa lại cái địa chỉ", "tôi muốn phản ánh", "hẻm 45 Lê Lợi", "quay lại cái khai sinh"]
)
def test_other_wishes_do_not_go_on_with_the_report(text: str) -> None:
    assert not goes_on(text)


@pytest.mark.parametrize(
    "text",
    [
        "9 Lê Văn Việt, phường Tăng Nhơn Phú",
        "20 nguyen thi minh khai phuong ben thanh",
        "hẻm 5 Phan Khai, phường 3",
    ],
)
def test_streets_named_like_verbs_change_nothing(text: str) -> None:
    assert named_fields(text) == ()


@pytest.mark.parametrize("text", ["ok tiếp tục cái mất nước đi", "tiếp cái quán ăn đi", "roi tiep di em"])
def test_what_was_reported_may_be_named_to_go_on(text: str) -> None:
    assert goes_on(text)


@pytest.mark.parametrize(("text", "intent"), [("việc khác", "cancel"), ("không rõ nữa", "chitchat")])
def test_who_cannot_choose_the_field_does_not_leave(text: str, intent: str) -> None:
    assert side_intent({intent: 0.95}, "feedback_field", (), text) is None


@pytest.mark.parametrize(
    "text",
    [
        "gọi rồi, giờ ghi tiếp cái hồi nãy giùm em",
        "an toàn hết rồi, quay lại chuyện cống nghẹt đi",
        "xong xuôi rồi em, tiếp vụ rác",
        "lua tat roi quay lai vu hoi nay di",
        "lính chữa cháy tới rồi, mình làm tiếp cái vụ ổ gà nha",
        "goi 114 roi, gio tiep tuc bao cai nap cong di",
        "hết cháy rồi, ghi tiếp vụ đèn đường nha",
    ],
)
def test_who_goes_on_after_a_danger_is_understood(text: str) -> None:
    assert goes_on(text)


@pytest.mark.parametrize(
    "text",
    [
        "quay lại vụ sang tên xe",
        "quay lại cái khai sinh đi",
        "tiếp theo làm gì",
        "rác thải tiếp tục đổ ra đường rồi",
        "họ dừng rồi tiếp tục xả",
        "số 5 Nguyễn Trãi, tiếp giáp chợ",
        "nước cúp rồi có lại rồi cúp tiếp",
    ],
)
def test_a_matter_that_goes_on_lets_no_report_go_on(text: str) -> None:
    assert not goes_on(text)
