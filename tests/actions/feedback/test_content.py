"""What a report is about: a bare wish tells nothing, a matter told late becomes the content, rules have no place."""

from typing import Any

import pytest

from actions.feedback import asides, questions
from tests.actions.conftest import Caller, Said
from tests.actions.report_form import answer

RULES = "tôi kiến nghị bỏ quy định nộp bản giấy khi đã nộp trực tuyến, quy định chồng chéo, bất hợp lý"
OFFICE = "cán bộ một cửa hạch sách, bắt bổ sung giấy tờ nhiều lần ở ủy ban phường Bến Thành"


async def _opened(call: Caller, text: str) -> Said:
    return await call(
        "validate_feedback_form", text, intent="file_feedback", candidates={"feedback_content": text}
    )


@pytest.mark.parametrize("text", ["em mún phản ánh 1 chuyện xíu nha", "cho tui báo cái này"])
async def test_a_bare_wish_to_report_is_no_content(bare_call: Caller, text: str) -> None:
    said = await _opened(bare_call, text)
    assert said.slots == {"feedback_content": None}
    assert said.texts == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("em tên Huy, muốn phản ánh 1 việc", "Huy"),
        ("chị Hủy đây, cho chị phản ánh", "Hủy"),
        ("a Huy phan anh", "Huy"),
        ("tui tên Dừng, tui muốn góp ý", "Dừng"),
        ("toi ten nguyen van thoi, muon gui phan anh", "nguyen van thoi"),
    ],
)
async def test_who_opens_a_report_with_the_name_tells_no_content_and_is_not_asked_for_it(
    bare_call: Caller, text: str, name: str
) -> None:
    assert (await _opened(bare_call, text)).slots == {"feedback_content": None, "feedback_contact_name": name}


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        ("phản ánh có tốn tiền hông", questions.FEE()),
        ("báo mà giấu tên được không em", asides.ABOUT_NAMES()),
        ("góp ý qua đây được hả", questions.PLACE()),
        ("phản ánh rồi có ai trả lời không", asides.ANSWERED_BACK()),
    ],
)
async def test_a_question_about_reporting_is_answered_and_no_content(
    bare_call: Caller, text: str, answered: str
) -> None:
    said = await _opened(bare_call, text)
    assert said.slots == {"feedback_content": None}
    assert said.text == answered


async def test_a_matter_told_where_the_place_was_asked_becomes_the_content(bare_call: Caller) -> None:
    before = "em có chuyện bức xúc quá muốn phản ánh lên thành phố"
    told = "mấy trụ đèn đường trong hẻm tắt ngúm nửa tháng rồi, đi đêm sợ lắm"
    said = await answer(bare_call, "feedback_place", told, slots={"feedback_content": before})
    assert said.slots["feedback_content"] == f"{before}\n{told}"
    assert said.slots["feedback_field"] == "chieu_sang"
    assert said.slots["feedback_place"] is None


@pytest.mark.parametrize(
    "place", ["hẻm 12 Lê Lợi", "trước chợ Bà Chiểu", "gần trường tiểu học Nguyễn Huệ, phường Bến Thành"]
)
async def test_a_place_stays_a_place(bare_call: Caller, place: str) -> None:
    slots = {"feedback_content": "em có chuyện bức xúc quá muốn phản ánh lên thành phố"}
    said = await answer(bare_call, "feedback_place", place, slots=slots)
    assert said.slots["feedback_place"] == place
    assert "feedback_content" not in said.slots


async def test_a_report_with_a_matter_keeps_it(bare_call: Caller) -> None:
    slots: dict[str, Any] = {"feedback_content": "rác chất đống đầu hẻm hôi lắm"}
    text = "chỗ đèn đường hư trước nhà số 5 đường Lê Lợi"
    said = await answer(bare_call, "feedback_place", text, slots=slots)
    assert said.slots["feedback_place"] == "trước nhà số 5 đường Lê Lợi"
    assert said.slots["feedback_content"] == f"{slots['feedback_content']}\n{text}"


async def test_rules_are_of_no_place(bare_call: Caller) -> None:
    said = await _opened(bare_call, RULES)
    assert said.slots["feedback_field"] == "quy_dinh_hanh_chinh"
    assert (said.slots["feedback_place"], said.slots["feedback_unit"]) == ("", "")


async def test_of_an_office_the_unit_is_place_enough(bare_call: Caller) -> None:
    said = await _opened(bare_call, OFFICE)
    assert said.slots["feedback_place"] == ""
    assert said.slots["feedback_unit"]


@pytest.mark.parametrize("text", ["khắp thành phố luôn em", "chung chung thôi, không thuộc chỗ nào cụ thể"])
async def test_a_matter_of_the_whole_city_has_no_unit(bare_call: Caller, text: str) -> None:
    slots = {"feedback_content": "đèn đường hư nhiều quá"}
    said = await answer(bare_call, "feedback_place", text, slots=slots)
    assert said.slots == {"feedback_place": text, "feedback_unit": ""}
    said = await answer(bare_call, "feedback_unit", text, slots={**slots, "feedback_place": "cầu"})
    assert said.slots == {"feedback_unit": ""}


async def test_a_contact_told_beside_the_ward_is_kept(bare_call: Caller) -> None:
    slots = {"feedback_content": "đèn đường hư", "feedback_place": "hẻm 12 Lê Lợi"}
    said = await answer(bare_call, "feedback_unit", "phường Bến Thành, tên Lan, số ⟨sđt1⟩", slots=slots)
    assert said.slots["feedback_contact_phone"] == "⟨sđt1⟩"
    assert said.slots["feedback_contact_name"] == "Lan"


@pytest.mark.parametrize(
    "text", ["muốn báo mà giữ kín tên giùm, nhà nó dữ lắm", "so bi tra thu, bao giau ten dc hong ad"]
)
async def test_who_only_fears_to_be_known_is_told_how_it_is_and_asked_for_the_matter(
    bare_call: Caller, text: str
) -> None:
    said = await _opened(bare_call, text)
    assert said.slots == {"feedback_content": None}
    assert said.text == asides.ABOUT_NAMES()


async def test_a_story_told_where_the_place_was_asked_is_kept_with_its_place(bare_call: Caller) -> None:
    before = "em làm công nhân, muốn phản ánh mà ngại lắm"
    told = (
        "xưởng gỗ số 45 Tô Ký, phường Trung Mỹ Tây xả bụi mù trời, nửa đêm còn chạy máy cưa ồn không ngủ được"
    )
    said = await answer(bare_call, "feedback_place", told, slots={"feedback_content": before})
    assert said.slots["feedback_content"] == f"{before}\n{told}"
    assert said.slots["feedback_place"] == "số 45 Tô Ký, phường Trung Mỹ Tây"
    assert said.slots["feedback_unit"]


async def test_more_of_a_matter_told_where_the_place_was_asked_is_added_to_it(bare_call: Caller) -> None:
    before = "tui muốn báo vụ rác"
    told = "mấy người bán chợ quăng rác thúi um ngay đầu hẻm, ruồi nhặng bay tùm lum, mưa xuống là rác trôi khắp nơi"
    said = await answer(bare_call, "feedback_place", told, slots={"feedback_content": before})
    assert said.slots["feedback_content"] == f"{before}\n{told}"
    assert said.slots["feedback_place"] is None
