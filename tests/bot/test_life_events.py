from pathlib import Path

import pytest

from bot.life_events import LifeEventsError, event_in, life_events
from retrieval.text import fold

TOLD = [
    ("mới sinh con", "birth"),
    ("vợ em mới sanh bé trai tuần trước giờ phải làm những giấy tờ gì vậy", "birth"),
    ("ba tui mới mất", "death"),
    ("mẹ tôi qua đời hôm qua, gia đình cần làm thủ tục gì", "death"),
    ("tui sắp cưới", "marriage"),
    ("em gái tui sắp lấy chồng Hàn Quốc", "foreign_marriage"),
    ("mới mua nhà", "house_bought"),
    ("tui chuyển trọ", "room_moved"),
    ("muốn mở quán ăn", "eatery_opened"),
    ("bị mất ví hết giấy tờ", "wallet_lost"),
    ("tui mới nghỉ việc", "job_left"),
    ("sắp về hưu", "retirement"),
    ("em chuẩn bị đi du học", "going_abroad"),
    ("con tui đủ 18 tuổi rồi", "eighteen"),
    ("tui mới mua xe máy cũ", "vehicle_bought"),
    ("dượng ba tui mất bữa thứ sáu, giờ làm sao con", "death"),
    ("tía em nhắm mắt hồi khuya, cần lo giấy tờ gì", "death"),
    ("bà ngoại mất tối qua, xin giấy báo tử ở đâu", "death"),
    ("má đi xa rồi con ơi, làm cái giấy chứng tử sao", "death_told_softly"),
    ("ông hổng qua khỏi, nhà lo đám tang", "death_told_softly"),
]


@pytest.mark.parametrize(("text", "event"), TOLD)
def test_an_event_is_known_with_and_without_accents(text: str, event: str) -> None:
    assert event_in(text) == event
    assert event_in(fold(text)) == event


@pytest.mark.parametrize(
    "text",
    [
        "làm khai sinh cho con mới sinh",
        "mới mất căn cước",
        "nhà tui mất nước",
        "hàng xóm mở quán nhậu ồn ào quá",
        "có người mới chết ngoài đường",
        "con chó nhà hàng xóm mới chết",
        "mua nhà ở xã hội cần điều kiện gì",
        "bà ngoại em mất cà vẹt xe",
        "mẹ tui làm mất giấy báo tử của ba",
        "xe đi rồi mới nhớ chưa đóng tiền",
        "nghỉ hưu mà mới mất thì tiền tuất lãnh sao",
        "đăng ký tạm trú",
        "",
    ],
)
def test_a_particular_wish_or_a_report_is_no_event(text: str) -> None:
    assert event_in(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "còn thẻ của con em làm mất luôn rồi",
        "sổ của má tui mất hôm trước",
        "bằng của con tôi mất rồi",
        "cái giấy của ba tui mất hồi năm ngoái",
        "chồng em đánh mất thẻ",
        "thẻ mất rồi cô ơi",
    ],
)
def test_a_thing_that_is_lost_is_no_death(text: str) -> None:
    assert event_in(text) != "death"
    assert event_in(fold(text)) != "death"


@pytest.mark.parametrize(
    "text",
    ["giờ ba mất rồi cần làm những giấy gì", "vợ tôi qua đời đột ngột", "ông bị tai biến mất tuần rồi"],
)
def test_a_death_told_beside_papers_or_an_illness_is_a_death(text: str) -> None:
    assert event_in(text) == "death"
    assert event_in(fold(text)) == "death"


def test_there_are_at_least_fifteen_events() -> None:
    assert len(life_events().events) >= 15


def test_an_event_without_words_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "life_events.yml"
    file.write_text("beside: a\nwishes: [b]\nthings: [c]\nevents: [{id: birth}]\n", encoding="utf-8")
    with pytest.raises(LifeEventsError, match=r"life_events\.yml: birth"):
        life_events(file)
