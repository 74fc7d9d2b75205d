import pytest

from bot.further import Opening, tells_on, waits
from bot.turns import side_intent


@pytest.mark.parametrize(
    ("text", "opening", "told"),
    [
        ("em muốn báo thêm một việc khác, gà gáy suốt đêm", Opening.ANOTHER, "gà gáy suốt đêm"),
        ("bao them vu khac: cup dien hoai", Opening.ANOTHER, "cup dien hoai"),
        ("việc thứ hai: nắp cống mất", Opening.ANOTHER, "nắp cống mất"),
        ("còn một chuyện nữa là đèn hẻm tắt cả tuần", Opening.ANOTHER, "đèn hẻm tắt cả tuần"),
        ("sẵn tiện phản ánh luôn vụ nước máy đục ngầu", Opening.BESIDE, "nước máy đục ngầu"),
        ("ghi vô luôn là tui báo khu phố rồi", Opening.MORE, "tui báo khu phố rồi"),
        ("thêm là tối nào cũng vậy", Opening.MORE, "tối nào cũng vậy"),
        ("tối thui mấy đứa nhỏ sợ lắm", None, "tối thui mấy đứa nhỏ sợ lắm"),
        ("rác đầy hẻm, báo thêm vụ này nữa nha", Opening.ANOTHER, "rác đầy hẻm, báo thêm vụ này nữa nha"),
    ],
)
def test_what_is_told_on_is_parted_from_the_words_that_announce_it(
    text: str, opening: Opening | None, told: str
) -> None:
    found = tells_on(text)
    assert (found.opening, found.told) == (opening, told)


@pytest.mark.parametrize(
    "text", ["để tui coi lại đã", "khoan, chờ chút", "thêm cái hình nữa được không em", "ok lát tui bổ sung"]
)
def test_who_waits_tells_nothing_on(text: str) -> None:
    assert waits(text)


@pytest.mark.parametrize("slot", ["feedback_confirmed", "feedback_contact_phone", "feedback_contact_name"])
def test_another_matter_interrupts_no_report(slot: str) -> None:
    text = "thêm vụ nữa nha, xe buýt số 8 bỏ trạm"
    assert side_intent({"chitchat": 0.9}, slot, (), text) is None


def test_a_question_told_as_another_matter_is_asked_aside() -> None:
    text = "còn cái này nữa, cho hỏi làm căn cước ở đâu"
    assert side_intent({"ask_procedure": 0.95}, "feedback_confirmed", (), text) == "ask_procedure"
    assert (
        side_intent({"human_handoff": 0.95}, "feedback_confirmed", (), "còn vụ nữa, cho gặp người")
        == "human_handoff"
    )
