"""What was told before the matter of a report counts for it: a place shared on the map, the wish to stay unknown."""

from typing import Any

import pytest

from actions.feedback import asides, contacts
from actions.feedback.shared_location import NOTED, NOTED_IN
from api.agencies import boundaries
from retrieval.places import Unit, unit
from tests.actions.conftest import Caller, Said
from tests.actions.report_form import answer

MATTER = "đống xà bần đổ trộm bít lối đi mấy bữa nay"
OFFICE = "cán bộ một cửa phường nhũng nhiễu, hồ sơ trễ hẹn, hạch sách bắt bổ sung giấy tờ nhiều lần"
RULES = "tôi kiến nghị bỏ quy định nộp bản giấy khi đã nộp trực tuyến, quy định chồng chéo, bất hợp lý"
PLACE = "[vị trí 10.790000, 106.680000]"
WISH = "cho tôi báo giấu tên nha"
END: dict[str, Any] = {"event": "active_loop", "name": None}


@pytest.fixture(autouse=True)
def in_the_city(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every point lies in one ward."""
    _found(monkeypatch, unit("27058"))


def _found(monkeypatch: pytest.MonkeyPatch, found: Unit | None) -> None:
    monkeypatch.setattr(boundaries, "unit_at", lambda _lat, _lon: found)


async def _opened(call: Caller, text: str, *before: str | dict[str, Any], **slots: Any) -> Said:
    call.before = [{"event": "user", "text": one} if isinstance(one, str) else one for one in before]
    return await call(
        "validate_feedback_form",
        text,
        intent="file_feedback",
        candidates={"feedback_content": text},
        slots=slots,
    )


@pytest.mark.parametrize(
    "before",
    [(PLACE,), (PLACE, "alo"), (PLACE, "em ơi cho hỏi", "phường có làm việc thứ bảy không"), (PLACE, PLACE)],
)
async def test_a_place_shared_just_before_is_where_it_happens(
    bare_call: Caller, before: tuple[str, ...]
) -> None:
    said = await _opened(bare_call, MATTER, *before)
    assert (said.slots["feedback_place"], said.slots["feedback_unit"]) == (PLACE, "27058")
    assert said.texts == [NOTED_IN(unit=unit("27058").full_name)]


async def test_the_latest_of_two_places_counts(bare_call: Caller) -> None:
    other = "[vị trí 10.100000, 106.200000]"
    assert (await _opened(bare_call, MATTER, other, PLACE)).slots["feedback_place"] == PLACE


async def test_it_counts_also_where_the_matter_is_told_only_when_asked_for(bare_call: Caller) -> None:
    opened = await _opened(bare_call, "em muốn phản ánh", PLACE)
    assert opened.slots == {"feedback_content": None}
    bare_call.before = [{"event": "user", "text": one} for one in (PLACE, "em muốn phản ánh")]
    told = await answer(bare_call, "feedback_content", MATTER)
    assert told.slots["feedback_place"] == PLACE


async def test_a_place_told_with_the_matter_counts_for_more(bare_call: Caller) -> None:
    said = await _opened(bare_call, f"{MATTER} trước số 12 Nguyễn Trãi phường Bến Thành", PLACE)
    assert PLACE not in said.slots["feedback_place"]
    assert said.slots["feedback_unit"] == "26743"


@pytest.mark.parametrize(
    "before",
    [
        (PLACE, "một", "hai", "ba", "bốn"),
        (PLACE, END),
        (PLACE, END, "cảm ơn em"),
    ],
)
async def test_what_was_long_ago_or_of_another_report_does_not_count(
    bare_call: Caller, before: tuple[str | dict[str, Any], ...]
) -> None:
    said = await _opened(bare_call, MATTER, *before)
    assert "feedback_place" not in said.slots


async def test_a_place_outside_the_city_is_left_and_asked_for(
    bare_call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    _found(monkeypatch, None)
    said = await _opened(bare_call, MATTER, PLACE)
    assert "feedback_place" not in said.slots
    assert said.texts == []


async def test_without_boundaries_the_unit_is_asked_for(
    bare_call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_lat: float, _lon: float) -> Unit | None:
        raise boundaries.BoundariesMissingError("no such file")

    monkeypatch.setattr(boundaries, "unit_at", missing)
    said = await _opened(bare_call, MATTER, PLACE)
    assert said.slots["feedback_place"] == PLACE
    assert "feedback_unit" not in said.slots
    assert said.texts == [NOTED()]


async def test_what_concerns_no_place_gets_none(bare_call: Caller) -> None:
    said = await _opened(bare_call, RULES, PLACE)
    assert said.slots["feedback_place"] == ""
    assert said.texts == []


@pytest.mark.parametrize(
    "wish",
    [
        WISH,
        "em muốn báo ẩn danh 1 việc",
        "cho tui phan anh ma dung ghi ten tui nghen",
        "muốn góp ý nặc danh",
        "báo mà khỏi để lại tên nha em",
        "phản ánh giấu danh tính giùm tui",
        "cho con gửi phản ánh ẩn danh ạ",
        "toi muon bao an danh mot viec",
        "phản ánh không để tên nhé",
        "xin phản ánh, đừng nêu tên em nha",
    ],
)
async def test_who_opens_a_report_wishing_to_stay_unknown_is_told_how_it_is_and_the_wish_is_kept(
    bare_call: Caller, wish: str
) -> None:
    opened = await _opened(bare_call, wish)
    assert opened.slots == {"feedback_content": None}
    assert opened.texts == [asides.ABOUT_NAMES()]
    bare_call.before = [{"event": "user", "text": wish}]
    told = await answer(bare_call, "feedback_content", MATTER)
    assert (told.slots["feedback_contact_phone"], told.slots["feedback_contact_name"]) == ("", "")
    assert told.texts == [contacts.ANONYMOUS()]


@pytest.mark.parametrize("question", ["báo giấu tên được không em", "phan anh an danh dc hong"])
async def test_asking_whether_it_is_possible_is_no_wish(bare_call: Caller, question: str) -> None:
    said = await _opened(bare_call, MATTER, question)
    assert "feedback_contact_phone" not in said.slots


async def test_a_complaint_about_an_office_is_asked_for_the_contact_all_the_same(bare_call: Caller) -> None:
    said = await _opened(bare_call, OFFICE, WISH)
    assert "feedback_contact_phone" not in said.slots
    declined = {"feedback_contact_phone": "", "feedback_contact_name": ""}
    bare_call.before = [{"event": "user", "text": WISH}]
    said = await answer(bare_call, "feedback_content", OFFICE, slots=declined)
    assert (said.slots["feedback_contact_phone"], said.slots["feedback_contact_name"]) == (None, None)


async def test_who_tells_the_number_after_all_is_not_unknown(bare_call: Caller) -> None:
    said = await _opened(bare_call, f"{MATTER}, gọi tui ⟨sđt1⟩", WISH)
    assert said.slots["feedback_contact_phone"] == "⟨sđt1⟩"


async def test_a_matter_told_with_the_wish_is_not_lost(bare_call: Caller) -> None:
    text = f"{MATTER}, cho tui giấu tên"
    said = await answer(bare_call, "feedback_content", text)
    assert said.slots["feedback_content"] == text
    assert said.slots["feedback_contact_phone"] == ""


@pytest.mark.parametrize("wish", ["giấu tên nha", "mà cho tui ẩn danh nghen em", "đừng ghi tên em"])
async def test_the_wish_alone_is_no_matter(bare_call: Caller, wish: str) -> None:
    said = await answer(bare_call, "feedback_content", wish)
    assert said.slots["feedback_content"] is None
    assert said.slots["feedback_contact_phone"] == ""
