"""Answers to the questions of a report, as they are read."""

from typing import Any

import pytest

from actions.feedback import form as feedback_form
from retrieval.streets import place_in
from tests.actions.conftest import Caller
from tests.actions.report_form import FULL, answer, missed


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
        ("hihi", None),
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


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("số em ⟨sđt1⟩ nha", "⟨sđt1⟩"),
        ("em xài mail thôi, ⟨email1⟩ nghen", "⟨email1⟩"),
        ("⟨email1⟩ hoặc gọi ⟨sđt1⟩", "⟨sđt1⟩, ⟨email1⟩"),
        ("không", ""),
        ("không để lại liên hệ", ""),
        ("không để lại số", ""),
        ("thôi khỏi em", ""),
        ("số của em là", None),
        ("12345", None),
    ],
)
async def test_a_phone_is_taken_from_its_placeholder_or_declined(
    bare_call: Caller, text: str, phone: str | None
) -> None:
    said = await answer(bare_call, "feedback_contact_phone", text)
    assert said.slots == {"feedback_contact_phone": phone, **missed(phone)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Huy ⟨sđt1⟩", "Huy"),
        ("⟨sđt1⟩ Lan", "Lan"),
        ("⟨sđt1⟩ gặp anh Dũng nha", "Dũng"),
        ("dạ số ⟨sđt1⟩, chị Thôi", "Thôi"),
        ("tran van tam ⟨sđt1⟩", "tran van tam"),
        ("goi gap chu tu ⟨sđt1⟩", "tu"),
        ("lan ⟨sđt1⟩", "lan"),
        ("⟨sđt1⟩ (Nguyễn Thị Lan)", "Nguyễn Thị Lan"),
        ("em tên Có, số em ⟨sđt1⟩", "Có"),
        ("mail ⟨email1⟩ Hoàng Oanh", "Hoàng Oanh"),
    ],
)
async def test_a_name_told_with_the_number_is_not_asked_for_again(
    bare_call: Caller, text: str, name: str
) -> None:
    way = "⟨email1⟩" if "email" in text else "⟨sđt1⟩"
    told = {"feedback_contact_phone": way, "feedback_contact_name": name}
    assert (await answer(bare_call, "feedback_contact_phone", text)).slots == told
    asked = await answer(bare_call, "feedback_contact_name", text, slots={"feedback_contact_phone": ""})
    assert asked.slots == told


@pytest.mark.parametrize(
    "text",
    [
        "⟨sđt1⟩",
        "số em ⟨sđt1⟩ nha",
        "gọi giờ hành chính ⟨sđt1⟩",
        "⟨sđt1⟩ zalo luôn",
        "số này của vợ tôi ⟨sđt1⟩",
        "⟨sđt1⟩ gọi buổi tối giùm",
        "⟨sđt1⟩ hoặc ⟨email1⟩",
        "đây ⟨sđt1⟩",
        "có số ⟨sđt1⟩ đó em",
        "không biết đúng chưa ⟨sđt1⟩",
    ],
)
async def test_words_beside_a_number_are_no_name(bare_call: Caller, text: str) -> None:
    said = await answer(bare_call, "feedback_contact_phone", text)
    assert "feedback_contact_name" not in said.slots


async def test_another_number_at_the_question_for_the_name_takes_the_place_of_the_first(
    bare_call: Caller,
) -> None:
    slots = {"feedback_contact_phone": "⟨sđt1⟩, ⟨email1⟩"}
    said = await answer(bare_call, "feedback_contact_name", "⟨sđt2⟩ Lan", slots=slots)
    assert said.slots["feedback_contact_phone"] == "⟨sđt2⟩, ⟨email1⟩"
    assert said.slots["feedback_contact_name"] == "Lan"


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
        ("gửi đi em", ""),
        ("ẩn luôn", ""),
        ("cho qua nha", ""),
        ("ờ", None),
        ("vô chứ", None),
        ("vậy làm đi", ""),
        ("cứ vậy mà làm", ""),
        ("xóa câu chửi đi", None),
        ("sai rồi em", None),
        ("Hoài", "Hoài"),
        ("chú Được", "chú Được"),
        ("bùi thị cần", "bùi thị cần"),
        ("Đinh Văn Nhận", "Đinh Văn Nhận"),
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


@pytest.mark.parametrize("slot", ["feedback_contact_phone", "feedback_contact_name"])
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


@pytest.mark.parametrize("text", ["mấy hôm nữa mới sửa vậy em"])
async def test_asking_when_it_is_mended_changes_nothing_of_the_report(bare_call: Caller, text: str) -> None:
    said = await answer(bare_call, "feedback_confirmed", text, slots=FULL)
    assert said.slots == {"feedback_confirmed": None}
    assert len(said.texts) == 1


async def test_a_yes_is_no_content(bare_call: Caller) -> None:
    said = await answer(bare_call, "feedback_content", "đồng ý gửi")
    assert said.slots["feedback_content"] is None


@pytest.mark.parametrize(
    "text",
    [
        "đúng chỗ đó luôn",
        "ok tiếp tục cái mất nước đi",
        "ok lát tui bổ sung",
        "ok goi toi nha",
        "ừ để coi lại",
        "mai gửi",
    ],
)
async def test_what_the_model_takes_for_a_yes_sends_nothing_unless_it_is_a_plain_one(
    bare_call: Caller, text: str
) -> None:
    said = await answer(bare_call, "feedback_confirmed", text, intent="affirm", value=True, slots=FULL)
    assert said.slots["feedback_confirmed"] is None


@pytest.mark.parametrize(
    "text",
    [
        "ừa gởi đi con",
        "đúng hết rồi em, gửi giúp tôi cảm ơn",
        "ok em, xác nhận",
        "đủ rồi đó, gửi liền",
        "ừm đúng gửi nghen em",
        "không sửa gì nữa, gửi đi",
    ],
)
async def test_a_plain_yes_in_any_words_sends(bare_call: Caller, text: str) -> None:
    said = await answer(bare_call, "feedback_confirmed", text, slots=FULL)
    assert said.slots["feedback_confirmed"] is True


async def test_who_tells_the_contact_at_the_summary_has_it_noted(bare_call: Caller) -> None:
    text = "em tên Nhung, ⟨sđt2⟩"
    said = await answer(bare_call, "feedback_confirmed", text, slots=FULL)
    assert said.slots["feedback_contact_name"] == "Nhung"
    assert said.slots["feedback_contact_phone"] == "⟨sđt2⟩"
    assert said.slots["feedback_confirmed"] is None


async def test_what_is_told_on_instead_of_a_number_is_added_to_the_report(bare_call: Caller) -> None:
    said = await answer(bare_call, "feedback_contact_phone", "3 ngay roi do, hoi qua troi", slots=FULL)
    assert said.slots["feedback_content"] == "đèn đường hư\n3 ngay roi do, hoi qua troi"
    assert said.slots["feedback_contact_phone"] is None


@pytest.mark.parametrize(
    "text", ["tui ten lan", "số của em là", "12345 678", "bao lâu thì xong vậy", "cảm ơn em nhiều nha"]
)
async def test_not_everything_without_a_number_is_more_of_the_story(bare_call: Caller, text: str) -> None:
    intent = "thank" if text.startswith("cảm ơn") else "form_answer"
    said = await answer(bare_call, "feedback_contact_phone", text, intent=intent, slots=FULL)
    assert "feedback_content" not in said.slots


@pytest.mark.parametrize(
    "text", ["9 Lê Văn Việt, phường Tăng Nhơn Phú", "20 nguyen thi minh khai phuong ben thanh"]
)
async def test_an_address_on_a_street_named_like_a_verb_is_an_address(bare_call: Caller, text: str) -> None:
    slots = {**FULL, "feedback_field": "hanh_chinh_cong", "feedback_contact_address": None}
    said = await answer(bare_call, "feedback_contact_address", text, slots=slots)
    assert said.slots == {"feedback_contact_address": text}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("mất nước 2 ngày nay, 15 đường số 8 phường Hiệp Bình", "15 đường số 8 phường Hiệp Bình"),
        ("2 con cho dai tha rong truoc nha 12/4 hem 30", "truoc nha 12/4 hem 30"),
        ("xe 16 chỗ đậu bít lối 12 Hai Bà Trưng", "12 Hai Bà Trưng"),
    ],
)
def test_a_measure_is_no_house_number(text: str, place: str) -> None:
    assert place_in(text) == place


@pytest.mark.parametrize(
    "text",
    ["xà bần đổ tràn ra lòng đường mấy bữa nay", "do rac ra duong may hom roi", "nước chảy ra đường hoài"],
)
def test_a_road_without_its_name_is_no_place(text: str) -> None:
    assert place_in(text) is None


@pytest.mark.parametrize("text", ["ừ mà khoan, để tui coi lại", "chờ tui đọc lại cái", "tối qua lại tắt nữa"])
async def test_who_only_waits_or_tells_on_loses_nothing_told(bare_call: Caller, text: str) -> None:
    said = await answer(bare_call, "feedback_confirmed", text, slots=FULL)
    assert said.slots["feedback_confirmed"] is None
    assert said.slots.get("feedback_content", "kept")


@pytest.mark.parametrize("text", ["gửi rồi hả em", "gui chua vay", "gửi đi rồi đúng không"])
async def test_who_asks_whether_it_was_sent_is_told_that_it_waits(bare_call: Caller, text: str) -> None:
    said = await answer(bare_call, "feedback_confirmed", text, slots=FULL)
    assert said.slots["feedback_confirmed"] is None
    assert said.text == feedback_form.NOT_SENT_YET()
