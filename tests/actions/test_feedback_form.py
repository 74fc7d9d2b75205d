from typing import Any

import pytest

from actions import feedback_asking as form
from actions import feedback_form, report_questions
from actions.handoff import REPORT_SLOTS
from api import database
from api.conversations import service as conversations
from api.conversations.rasa_client import for_rasa
from api.feedback import wording as feedback_wording
from tests.actions.conftest import MARRIAGE, Caller, Said, Shelf

FULL: dict[str, Any] = {
    "feedback_content": "đèn đường hư",
    "feedback_place": "hẻm 12 Lê Lợi",
    "feedback_unit": "26743",
    "feedback_contact_phone": "⟨sđt1⟩",
    "feedback_contact_name": "Lan",
}


async def answer(call: Caller, slot: str, text: str, **more: Any) -> Said:
    """Let the form validate `text` as the answer for `slot`."""
    slots = {"requested_slot": slot, **more.pop("slots", {})}
    return await call(
        "validate_feedback_form",
        text,
        intent=more.pop("intent", "form_answer"),
        candidates={slot: more.pop("value", text)},
        slots=slots,
        form=True,
        **more,
    )


def missed(value: Any) -> dict[str, float]:
    """An answer that could not be used is counted."""
    return {"misunderstandings": 1.0} if value is None else {}


async def test_a_message_that_tells_all_is_taken_in_one_go(bare_call: Caller) -> None:
    text = "Đèn đường trước số 12 Nguyễn Trãi, phường Bến Thành bị hư 3 ngày nay, liên hệ ⟨sđt1⟩, tôi tên Trần Văn Bình"
    said = await bare_call(
        "validate_feedback_form", text, intent="file_feedback", candidates={"feedback_content": text}
    )
    assert said.slots == {
        "feedback_content": text,
        "feedback_place": "trước số 12 Nguyễn Trãi, phường Bến Thành",
        "feedback_unit": "26743",
        "feedback_contact_phone": "⟨sđt1⟩",
        "feedback_contact_name": "Trần Văn Bình",
    }
    assert said.texts == []


async def test_a_long_report_is_taken_whole_though_rasa_heard_its_beginning_only(call: Caller) -> None:
    text = "Đường trước nhà ngập hoài. " * 60 + "Gọi em số 0903 123 456."
    async with database.transaction() as session:
        message = await conversations.receive(
            session,
            incoming=conversations.Incoming(channel="web", address="khach-1", external_id="2", text=text),
        )
    assert message is not None
    call.message_id = message.id
    heard = for_rasa(message.text)
    assert len(heard) < len(text)
    said = await call(
        "validate_feedback_form", heard, intent="file_feedback", candidates={"feedback_content": heard}
    )
    assert said.slots["feedback_content"] == message.text
    assert said.slots["feedback_contact_phone"] == "⟨sđt1⟩"


@pytest.mark.parametrize(
    "text", ["tôi muốn phản ánh", "em muon gui phan anh", "/file_feedback", "cho em góp ý với ạ", "phản ánh"]
)
async def test_a_bare_opening_is_no_content(bare_call: Caller, text: str) -> None:
    said = await bare_call(
        "validate_feedback_form", text, intent="file_feedback", candidates={"feedback_content": text}
    )
    assert said.slots == {"feedback_content": None}


@pytest.mark.parametrize(
    ("text", "guidance"),
    [
        ("tôi muốn tố cáo cán bộ nhận hối lộ", feedback_wording.TO_CAO),
        ("tôi khiếu nại quyết định thu hồi đất của ủy ban", feedback_wording.KHIEU_NAI),
    ],
)
async def test_denunciations_and_legal_complaints_are_guided_and_end_the_form(
    bare_call: Caller, text: str, guidance: Any
) -> None:
    said = await bare_call(
        "validate_feedback_form", text, intent="file_feedback", candidates={"feedback_content": text}
    )
    assert said.texts == [guidance()]
    assert said.events[-1]["name"] == "requested_slot"
    assert said.events[-1]["value"] is None
    assert all(said.slots[name] is None for name in REPORT_SLOTS)


async def test_a_side_question_sets_nothing(bare_call: Caller) -> None:
    said = await bare_call(
        "validate_feedback_form", "lệ phí khai sinh bao nhiêu", intent="ask_procedure", slots=FULL, form=True
    )
    assert said.events == []
    assert said.texts == []


async def test_a_place_with_its_ward_gives_the_unit_too(bare_call: Caller) -> None:
    said = await answer(bare_call, "feedback_place", "45 Lê Lợi, P. Bến Thành")
    assert said.slots == {"feedback_place": "45 Lê Lợi, P. Bến Thành", "feedback_unit": "26743"}


async def test_a_place_alone_leaves_the_unit_open(bare_call: Caller) -> None:
    assert (await answer(bare_call, "feedback_place", "gần chợ Bà Chiểu")).slots == {
        "feedback_place": "gần chợ Bà Chiểu"
    }


async def test_a_place_that_is_not_known_is_left_out(bare_call: Caller) -> None:
    assert (await answer(bare_call, "feedback_place", "em không rõ nữa")).slots == {"feedback_place": ""}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("phường Bến Thành", "26743"),
        ("ben thanh", "26743"),
        ("phường 2 quận 5", "27301"),
        ("không biết nữa em", ""),
        ("abc xyz", None),
    ],
)
async def test_a_unit_is_read_by_new_and_old_names(bare_call: Caller, text: str, code: str | None) -> None:
    said = await answer(bare_call, "feedback_unit", text)
    assert said.slots == {"feedback_unit": code, **missed(code)}


async def test_a_tapped_unit_is_taken(bare_call: Caller) -> None:
    said = await answer(
        bare_call, "feedback_unit", '/form_answer{"unit": "26740"}', entities={"unit": "26740"}
    )
    assert said.slots == {"feedback_unit": "26740"}


async def test_an_ambiguous_old_ward_is_asked_with_choices(bare_call: Caller) -> None:
    said = await bare_call(
        "action_ask_feedback_unit",
        "đường Nguyễn Văn Đậu, phường Đa Kao",
        intent="form_answer",
        slots={"requested_slot": "feedback_place", "feedback_place": "đường Nguyễn Văn Đậu, phường Đa Kao"},
        form=True,
    )
    assert '/form_answer{"unit": "26740"}' in said.payloads
    assert '/form_answer{"unit": "26737"}' in said.payloads
    assert said.payloads[-1] == "/deny"


async def test_a_unit_that_was_not_understood_is_asked_in_other_words(bare_call: Caller) -> None:
    first = await bare_call(
        "action_ask_feedback_unit", "hẻm 12", slots={"requested_slot": "feedback_place"}, form=True
    )
    again = await bare_call(
        "action_ask_feedback_unit",
        "abc xyz",
        intent="form_answer",
        slots={"requested_slot": "feedback_unit"},
        form=True,
    )
    side = await bare_call(
        "action_ask_feedback_unit",
        "cảm ơn",
        intent="thank",
        slots={"requested_slot": "feedback_unit"},
        form=True,
    )
    assert first.text == form.UNIT.first()
    assert side.text == form.UNIT.back()
    assert again.text == form.UNIT.unclear()


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("số em ⟨sđt1⟩ nha", "⟨sđt1⟩"),
        ("không", ""),
        ("thôi khỏi em", ""),
        ("ẩn danh nha", ""),
        ("số của em là", None),
        ("12345", None),
    ],
)
async def test_a_phone_is_taken_from_its_placeholder_or_declined(
    bare_call: Caller, text: str, phone: str | None
) -> None:
    said = await answer(bare_call, "feedback_contact_phone", text)
    assert said.slots == {"feedback_contact_phone": phone, **missed(phone)}


async def test_declining_by_a_tap_counts(bare_call: Caller) -> None:
    for slot in ("feedback_contact_phone", "feedback_contact_name", "feedback_unit", "feedback_place"):
        assert (await answer(bare_call, slot, "/deny", intent="deny")).slots == {slot: ""}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("dạ em tên là Lan", "Lan"),
        ("Nguyễn Văn A", "Nguyễn Văn A"),
        ("Khôi", "Khôi"),
        ("khỏi", ""),
        ("minh", "minh"),
        ("ho van chau", "ho van chau"),
        ("không để lại tên", ""),
        ("0903", None),
    ],
)
async def test_a_name_is_read_or_declined(bare_call: Caller, text: str, name: str | None) -> None:
    said = await answer(bare_call, "feedback_contact_name", text)
    assert said.slots == {"feedback_contact_name": name, **missed(name)}


@pytest.mark.parametrize(
    ("text", "intent", "value", "expected"),
    [
        ("/affirm", "affirm", True, True),
        ("/deny", "deny", False, False),
        ("đúng rồi em gửi đi", "affirm", True, True),
        ("ok", "affirm", True, True),
        ("đúng, gửi đi em", "form_answer", "đúng, gửi đi em", True),
        ("không gửi nữa", "deny", False, False),
        ("đừng gửi", "affirm", True, False),
        ("dung gui", "affirm", True, None),
        ("khoan đã", "affirm", True, None),
        ("chưa", "deny", False, None),
        ("được nhưng mà", "affirm", True, None),
        ("cây nghiêng nữa", "form_answer", "cây nghiêng nữa", None),
    ],
)
async def test_only_a_plain_yes_sends(
    bare_call: Caller, text: str, intent: str, value: Any, expected: bool | None
) -> None:
    said = await answer(bare_call, "feedback_confirmed", text, intent=intent, value=value, slots=FULL)
    assert said.slots == {"feedback_confirmed": expected, **missed(expected)}


@pytest.mark.parametrize(
    ("text", "emptied"),
    [
        ("sửa địa điểm", {"feedback_place", "feedback_unit"}),
        ("sai địa chỉ rồi em", {"feedback_place", "feedback_unit"}),
        ("sửa nội dung", {"feedback_content"}),
        ("sửa số điện thoại", {"feedback_contact_phone"}),
    ],
)
async def test_what_is_to_be_changed_is_asked_again(bare_call: Caller, text: str, emptied: set[str]) -> None:
    said = await answer(bare_call, "feedback_confirmed", text, slots=FULL)
    assert said.slots == {**dict.fromkeys(emptied), "feedback_confirmed": None}


async def test_the_summary_shows_place_unit_and_contact_once(bare_call: Caller) -> None:
    said = await bare_call(
        "action_ask_feedback_confirmed",
        "Lan",
        slots={**FULL, "requested_slot": "feedback_contact_name"},
        form=True,
    )
    assert "• Địa điểm: hẻm 12 Lê Lợi, phường Bến Thành\n" in said.text
    assert "• Liên hệ: Lan, ⟨sđt1⟩" in said.text
    assert said.payloads == ["/affirm", "sửa nội dung", "sửa địa điểm", "/deny"]
    named = {
        **FULL,
        "feedback_place": "12 Lê Lợi, phường Bến Thành",
        "feedback_contact_name": "",
        "feedback_contact_phone": "",
    }
    said = await bare_call("action_ask_feedback_confirmed", "không", slots=named, form=True)
    assert said.text.count("phường Bến Thành") == 1
    assert form.NO_CONTACT() in said.text


async def test_an_unclear_answer_to_the_summary_is_not_answered_with_the_whole_summary(
    bare_call: Caller,
) -> None:
    slots = {**FULL, "requested_slot": "feedback_confirmed"}
    unclear = await bare_call(
        "action_ask_feedback_confirmed", "ừm để coi", intent="form_answer", slots=slots, form=True
    )
    assert unclear.text == form.CONFIRM_UNCLEAR()
    side = await bare_call("action_ask_feedback_confirmed", "cảm ơn", intent="thank", slots=slots, form=True)
    assert side.text == form.CONFIRM_BACK()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("content", form.CONTENT.first),
        ("place", form.PLACE.first),
        ("contact_phone", form.PHONE.first),
        ("contact_name", form.NAME.first),
    ],
)
async def test_each_question_is_asked(bare_call: Caller, name: str, text: Any) -> None:
    said = await bare_call(f"action_ask_feedback_{name}", "gì đó", form=True)
    assert said.text == text()


async def test_a_phone_that_was_none_is_explained(bare_call: Caller) -> None:
    slots = {"requested_slot": "feedback_contact_phone"}
    said = await bare_call(
        "action_ask_feedback_contact_phone", "12345", intent="form_answer", slots=slots, form=True
    )
    assert said.text == form.PHONE.unclear()
    assert said.payloads == ["/deny"]


@pytest.mark.parametrize("slot", ["feedback_unit", "feedback_contact_phone", "feedback_contact_name"])
async def test_what_may_stay_open_is_left_open_after_three_answers_in_vain(
    bare_call: Caller, slot: str
) -> None:
    unusable = {"feedback_contact_name": "0903"}.get(slot, "abc xyz")
    second = await answer(bare_call, slot, unusable, slots={"misunderstandings": 1.0})
    assert second.slots == {slot: None, "misunderstandings": 2.0}
    third = await answer(bare_call, slot, unusable, slots={"misunderstandings": 2.0})
    assert third.slots == {slot: "", "misunderstandings": 0.0}
    assert third.texts == [feedback_form.LEFT_OPEN()]


async def test_an_answer_that_fits_ends_the_count_of_misses(bare_call: Caller) -> None:
    said = await answer(bare_call, "feedback_unit", "phường Bến Thành", slots={"misunderstandings": 2.0})
    assert said.slots == {"feedback_unit": "26743", "misunderstandings": 0.0}


@pytest.mark.parametrize("name", ["content", "place", "unit", "contact_phone", "contact_name"])
async def test_the_third_question_in_vain_offers_a_person(bare_call: Caller, name: str) -> None:
    slots = {"requested_slot": f"feedback_{name}", "misunderstandings": 2.0}
    said = await bare_call(
        f"action_ask_feedback_{name}", "abc xyz", intent="form_answer", slots=slots, form=True
    )
    assert "/human_handoff" in said.payloads


@pytest.mark.parametrize("text", ["đăng ký kết hôn nộp ở đâu vậy em", "a ma lam can cuoc mat may ngay vay"])
@pytest.mark.parametrize(
    "slot",
    [
        "feedback_place",
        "feedback_unit",
        "feedback_contact_phone",
        "feedback_contact_name",
        "feedback_confirmed",
    ],
)
async def test_a_procedure_asked_instead_of_an_answer_is_answered_and_fills_nothing(
    bare_call: Caller, shelf: Shelf, slot: str, text: str
) -> None:
    shelf.results[text] = ("answer", [MARRIAGE])
    said = await answer(bare_call, slot, text)
    assert said.slots[slot] is None
    assert said.slots["procedure_code"] == MARRIAGE
    assert MARRIAGE in said.text


@pytest.mark.parametrize(
    "place", ["trước ủy ban chỗ đăng ký kết hôn", "hẻm số mấy quên rồi, gần chợ", "chỗ tui ở", "45 lê lợi"]
)
async def test_a_place_is_never_looked_up_in_the_catalogue(
    bare_call: Caller, shelf: Shelf, place: str
) -> None:
    shelf.results[place] = ("answer", [MARRIAGE])
    assert (await answer(bare_call, "feedback_place", place)).slots["feedback_place"] == place
    assert shelf.asked == []


async def test_a_question_nobody_can_answer_is_no_place_but_nobody_is_held_up(
    bare_call: Caller, shelf: Shelf
) -> None:
    text = "ủa là sao vậy em"
    first = await answer(bare_call, "feedback_place", text)
    assert first.slots == {"feedback_place": None, "misunderstandings": 1.0}
    third = await answer(bare_call, "feedback_place", text, slots={"misunderstandings": 2.0})
    assert third.slots == {"feedback_place": text, "misunderstandings": 0.0}


async def test_how_long_it_takes_is_about_the_report_unless_a_procedure_was_spoken_of(
    bare_call: Caller, shelf: Shelf
) -> None:
    text = "bao lâu thì xong vậy em"
    slots = {"requested_slot": "feedback_place", "procedure_code": MARRIAGE}
    said = await bare_call("action_answer_aspect", text, slots=slots, form=True)
    assert said.text == report_questions.DURATION()
    bare_call.before = [
        {"event": "user", "text": "đăng ký kết hôn cần gì"},
        {"event": "slot", "name": "procedure_code", "value": MARRIAGE},
    ]
    said = await bare_call("action_answer_aspect", text, slots=slots, form=True)
    assert MARRIAGE in said.text
