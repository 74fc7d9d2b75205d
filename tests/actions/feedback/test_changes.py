"""Changing what was told of a report, at any time, and giving it up."""

import json
from typing import Any

import pytest

from actions.feedback import changes
from actions.feedback import form as feedback_form
from tests.actions.conftest import Caller
from tests.actions.report_form import FULL, answer


@pytest.mark.parametrize(
    ("text", "emptied"),
    [
        ("sửa địa điểm", {"feedback_place", "feedback_unit"}),
        ("sai địa chỉ rồi em", {"feedback_place", "feedback_unit"}),
        ("sửa nội dung", {"feedback_content"}),
        ("sửa số điện thoại", {"feedback_contact_phone"}),
        ("sửa cách liên hệ", {"feedback_contact_phone"}),
        ("đổi e-mail", {"feedback_contact_phone"}),
        ("sửa địa chỉ email", {"feedback_contact_phone"}),
    ],
)
async def test_what_is_to_be_changed_is_asked_again(bare_call: Caller, text: str, emptied: set[str]) -> None:
    said = await answer(bare_call, "feedback_confirmed", text, slots=FULL)
    assert said.slots == {**dict.fromkeys(emptied), "feedback_confirmed": None}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("à không phải, ở phường Tân Định", {"feedback_unit": "26737", "feedback_place": "hẻm 12 Lê Lợi"}),
        ("đổi số điện thoại thành ⟨sđt2⟩", {"feedback_contact_phone": "⟨sđt2⟩"}),
        ("ghi lộn số rồi, ⟨sđt2⟩ mới đúng", {"feedback_contact_phone": "⟨sđt2⟩"}),
        ("đổi email thành ⟨email1⟩", {"feedback_contact_phone": "⟨sđt1⟩, ⟨email1⟩"}),
        ("thêm gmail của em nữa: ⟨email1⟩", {"feedback_contact_phone": "⟨sđt1⟩, ⟨email1⟩"}),
        ("nhầm, tên tôi là Hoa", {"feedback_contact_name": "Hoa"}),
        ("sửa tên thành Trần Thị Hoa", {"feedback_contact_name": "Trần Thị Hoa"}),
        (
            "em nói lộn, hẻm 45 Lê Lợi chứ không phải hẻm 12",
            {"feedback_place": "hẻm 45 Lê Lợi"},
        ),
        (
            "sua dia chi thanh 50 Nguyen Trai phuong Ben Thanh",
            {"feedback_place": "50 Nguyen Trai phuong Ben Thanh", "feedback_unit": "26743"},
        ),
        (
            "sửa nội dung: đèn hư ba cây",
            {"feedback_content": "đèn hư ba cây", "feedback_field": "chieu_sang"},
        ),
        (
            "thêm nội dung: tối có người té",
            {"feedback_content": "đèn đường hư\ntối có người té", "feedback_field": "chieu_sang"},
        ),
    ],
)
@pytest.mark.parametrize("asked", ["feedback_confirmed", "feedback_contact_name"])
async def test_a_new_value_is_taken_from_the_message_that_corrects(
    bare_call: Caller, text: str, told: dict[str, Any], asked: str
) -> None:
    said = await answer(bare_call, asked, text, slots=FULL)
    assert said.slots == {asked: None, **told}
    assert len(said.texts) == 1
    assert said.metadata["kind"] == "feedback_form_question"


@pytest.mark.parametrize(
    ("text", "emptied"),
    [
        ("sửa địa chỉ", {"feedback_place", "feedback_unit"}),
        ("doi so dien thoai", {"feedback_contact_phone"}),
        ("cho tui sửa lại cái tên", {"feedback_contact_name"}),
        ("địa chỉ bị sai rồi em", {"feedback_place", "feedback_unit"}),
    ],
)
async def test_a_part_named_without_a_value_is_asked_again_in_the_middle_of_the_form(
    bare_call: Caller, text: str, emptied: set[str]
) -> None:
    said = await answer(bare_call, "feedback_contact_phone", text, slots=FULL)
    assert said.slots == {"feedback_contact_phone": None, **dict.fromkeys(emptied)}


async def test_who_says_only_that_it_is_wrong_is_asked_which_part(bare_call: Caller) -> None:
    said = await answer(bare_call, "feedback_confirmed", "sai rồi em", slots=FULL)
    assert said.text == changes.WHICH_PART()
    assert said.payloads == ["sửa nội dung", "sửa địa điểm", "sửa cách liên hệ", "sửa tên"]


@pytest.mark.parametrize(
    ("slot", "text", "value"),
    [
        (
            "feedback_place",
            "đường Nguyễn Trãi bị sai biển báo, trước số 45",
            "trước số 45, đường Nguyễn Trãi",
        ),
        ("feedback_place", "chỗ sửa đường Lê Lợi", "đường Lê Lợi"),
        ("feedback_contact_name", "Trần Văn Sửa", "Trần Văn Sửa"),
    ],
)
async def test_an_answer_that_holds_such_words_stays_an_answer(
    bare_call: Caller, slot: str, text: str, value: str
) -> None:
    assert (await answer(bare_call, slot, text)).slots[slot] == value


@pytest.mark.parametrize(
    "text",
    [
        "không báo nữa",
        "thôi khỏi báo",
        "thôi bỏ đi em",
        "hủy",
        "khong gui nua",
        "thôi không phản ánh nữa đâu",
        "dẹp đi",
        "để bữa khác",
        "khỏi làm nữa",
    ],
)
@pytest.mark.parametrize("slot", ["feedback_place", "feedback_unit", "feedback_contact_phone"])
async def test_a_report_is_given_up_in_any_words(bare_call: Caller, slot: str, text: str) -> None:
    said = await answer(bare_call, slot, text, slots={"feedback_content": "đèn hư"})
    assert said.text == feedback_form.CANCELLED()
    assert said.metadata["kind"] == "cancelled"
    dropped = {name: value for name, value in said.slots.items() if name != "feedback_dropped"}
    assert json.loads(said.slots["feedback_dropped"])["feedback_content"] == "đèn hư"
    assert set(dropped.values()) == {None}
    assert "requested_slot" in said.slots


async def test_declining_a_number_drops_nothing_and_declining_the_place_gives_up(bare_call: Caller) -> None:
    assert (await answer(bare_call, "feedback_contact_phone", "thôi khỏi")).slots == {
        "feedback_contact_phone": ""
    }
    assert (await answer(bare_call, "feedback_place", "thôi khỏi")).text == feedback_form.CANCELLED()


@pytest.mark.parametrize("text", ["thôi khỏi, cảm ơn nha", "thoi khoi cam on em nhieu", "khỏi, cám ơn anh"])
async def test_thanks_behind_it_change_nothing(bare_call: Caller, text: str) -> None:
    assert (await answer(bare_call, "feedback_place", text)).text == feedback_form.CANCELLED()
    assert (await answer(bare_call, "feedback_contact_phone", text)).slots == {"feedback_contact_phone": ""}


async def test_who_is_called_huy_gives_up_nothing(bare_call: Caller) -> None:
    said = await answer(bare_call, "feedback_contact_name", "Huy", slots={"feedback_content": "đèn hư"})
    assert said.slots == {"feedback_contact_name": "Huy"}


async def test_a_name_told_first_is_kept_and_the_number_asked_for_once_more(bare_call: Caller) -> None:
    said = await answer(bare_call, "feedback_contact_phone", "em tên Huy")
    assert said.slots == {"feedback_contact_phone": None, "feedback_contact_name": "Huy"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("à nhầm, số 21 chứ không phải 12", "hẻm 21 Lê Lợi"),
        ("không phải 12 mà là 21", "hẻm 21 Lê Lợi"),
        ("noi lon, Le Lai chu khong phai Lê Lợi", "hẻm 12 Le Lai"),
    ],
)
async def test_one_part_is_put_in_place_of_another(bare_call: Caller, text: str, place: str) -> None:
    slots = {**FULL, "feedback_content": "rác trước hẻm 12"}
    said = await answer(bare_call, "feedback_confirmed", text, slots=slots)
    assert said.slots["feedback_place"] == place


@pytest.mark.parametrize("text", ["à khỏi, mới có xe tới dọn rồi", "thôi khỏi, điện có lại rồi"])
async def test_what_is_over_is_not_reported(bare_call: Caller, text: str) -> None:
    said = await answer(bare_call, "feedback_contact_phone", text, slots=FULL)
    assert said.text == feedback_form.CANCELLED()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ý là số 21 nha", {"feedback_place": "hẻm 21 Lê Lợi"}),
        ("sửa địa chỉ thành 14/4", {"feedback_place": "hẻm 14/4 Lê Lợi"}),
        ("số 54 mới đúng", {"feedback_place": "hẻm 54 Lê Lợi"}),
        ("ghi thiếu, số 12/8 mới đúng", {"feedback_place": "hẻm 12/8 Lê Lợi"}),
        ("đổi số nhà lại 53 giùm", {"feedback_place": "hẻm 53 Lê Lợi"}),
        ("đổi chỗ: ngã ba Tôn Đản", {"feedback_place": "ngã ba Tôn Đản"}),
        ("dia chi la 47 chu khong phai 12", {"feedback_place": "hẻm 47 Lê Lợi"}),
        ("sửa địa điểm: hẻm 33 Phan Xích Long", {"feedback_place": "hẻm 33 Phan Xích Long"}),
        ("địa chỉ đúng là hẻm 33 Phan Xích Long", {"feedback_place": "hẻm 33 Phan Xích Long"}),
        ("địa điểm là bệnh viện Lê Văn Thịnh", {"feedback_place": "bệnh viện Lê Văn Thịnh"}),
        ("bỏ chữ hẻm ở địa chỉ đi", {"feedback_place": "12 Lê Lợi"}),
        ("bỏ cái tên đi ghi Dũng", {"feedback_contact_name": "Dũng"}),
        ("thôi để chị coi lại, không muốn để số đt", {"feedback_contact_phone": ""}),
        ("khỏi để số điện thoại nha", {"feedback_contact_phone": ""}),
        ("xóa tên giùm", {"feedback_contact_name": ""}),
    ],
)
async def test_at_the_summary_only_what_is_told_changes(
    bare_call: Caller, text: str, told: dict[str, Any]
) -> None:
    said = await answer(bare_call, "feedback_confirmed", text, slots=FULL)
    assert said.slots == {**told, "feedback_confirmed": None}


async def test_abuse_is_taken_out_of_the_matter_on_wish(bare_call: Caller) -> None:
    slots = {**FULL, "feedback_content": "thằng khốn nạn kế bên đổ rác, đồ chó"}
    said = await answer(bare_call, "feedback_contact_name", "xóa câu chửi đi, đừng ghi vô", slots=slots)
    assert said.slots == {"feedback_content": "thằng kế bên đổ rác", "feedback_contact_name": None}


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("ủa lĩnh vực cấp nước mà", "cap_nuoc"),
        ("đổi lĩnh vực sang rác vệ sinh", "rac_ve_sinh"),
        ("không phải chiếu sáng, lĩnh vực điện", "dien_luc"),
        ("thôi sửa lĩnh vực đi", None),
    ],
)
async def test_the_field_is_changed_or_asked_for(bare_call: Caller, text: str, field: str | None) -> None:
    said = await answer(bare_call, "feedback_confirmed", text, slots=FULL)
    assert said.slots == {"feedback_confirmed": None, "feedback_field": field}


async def test_more_of_the_matter_told_at_the_summary_is_added(bare_call: Caller) -> None:
    said = await answer(bare_call, "feedback_confirmed", "tụi nó dọa đuổi việc", slots=FULL)
    assert said.slots["feedback_content"] == f"{FULL['feedback_content']}\ntụi nó dọa đuổi việc"
    assert said.slots["feedback_confirmed"] is None


async def test_a_number_put_right_behind_a_comma_is_that_of_the_place(bare_call: Caller) -> None:
    said = await answer(bare_call, "feedback_confirmed", "lộn số nhà, 15 mới đúng", slots=FULL)
    assert said.slots["feedback_place"] == "hẻm 15 Lê Lợi"
