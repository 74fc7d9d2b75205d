"""What the talk so far tells of a question that search alone leaves open."""

import pytest

from actions.procedures import answers as procedure_answers
from actions.procedures import finding as actions_procedures
from tests.actions.conftest import BIRTH, MARRIAGE, REBIRTH, Caller, Shelf

SINGLE, DEATH = "1.004873", "1.000656"
CARD_AGAIN, CARD_CHANGED, CARD_OF_A_CHILD, LICENCE_AGAIN = "1.014064", "1.014063", "1.014062", "3.000348"


@pytest.mark.parametrize("action", ["action_find_procedure", "action_answer_aspect"])
async def test_whether_a_paper_is_needed_is_asked_of_the_procedure_in_context(
    bare_call: Caller, shelf: Shelf, action: str
) -> None:
    text = "giấy chứng tử có cần không"
    shelf.results[text] = ("answer", [DEATH])
    said = await bare_call(action, text, slots={"procedure_code": SINGLE})
    assert said.metadata["procedures"] == [SINGLE]
    assert said.slots["last_aspects"] == ["documents"]


async def test_a_procedure_named_before_the_paper_is_answered_instead(
    bare_call: Caller, shelf: Shelf
) -> None:
    text = "đăng ký kết hôn có cần giấy khám sức khỏe không"
    shelf.results["dang ky ket hon"] = ("answer", [MARRIAGE])
    shelf.results[text] = ("answer", [MARRIAGE])
    said = await bare_call("action_find_procedure", text, slots={"procedure_code": BIRTH})
    assert said.metadata["procedures"] == [MARRIAGE]


async def test_a_paper_is_asked_of_the_likeliest_procedure_offered(bare_call: Caller, shelf: Shelf) -> None:
    offered = {"procedure_candidates": [BIRTH, REBIRTH], "procedure_offers": [BIRTH, REBIRTH]}
    said = await bare_call("action_find_procedure", "thiếu giấy kết hôn được không", slots=offered)
    assert said.metadata["procedures"] == [BIRTH]
    assert said.slots["last_aspects"] == ["documents"]


async def test_a_question_that_finds_nothing_is_asked_of_the_likeliest_procedure_offered(
    bare_call: Caller, shelf: Shelf
) -> None:
    offered = {"procedure_candidates": [BIRTH, REBIRTH], "procedure_offers": [BIRTH, REBIRTH]}
    said = await bare_call("action_find_procedure", "bao nhiêu ngày thì người ta xét", slots=offered)
    assert said.metadata["procedures"] == [BIRTH]
    assert said.slots["last_aspects"] == ["duration"]
    in_context = await bare_call(
        "action_find_procedure", "bao nhiêu ngày thì người ta xét", slots={"procedure_code": MARRIAGE}
    )
    assert in_context.metadata["procedures"] == [MARRIAGE]


async def test_of_several_found_the_one_offered_before_is_meant_and_the_rest_offered_beside(
    bare_call: Caller, shelf: Shelf
) -> None:
    text = "vậy khai sinh có tốn tiền không"
    shelf.results[text] = ("choices", [BIRTH, REBIRTH])
    slots = {"procedure_code": DEATH, "procedure_offers": [DEATH, BIRTH]}
    said = await bare_call("action_find_procedure", text, slots=slots)
    assert said.metadata["procedures"] == [BIRTH]
    assert procedure_answers.BESIDE() in said.text
    assert f'/choose_procedure{{"procedure_code": "{REBIRTH}"}}' in said.payloads
    assert said.slots["last_aspects"] == ["fee"]


async def test_an_aspect_is_answered_for_a_choice_far_ahead_of_the_next(
    bare_call: Caller, shelf: Shelf
) -> None:
    fee, bare = "khai sinh hết bao nhiêu tiền", "khai sinh"
    shelf.results |= {fee: ("choices", [BIRTH]), bare: ("choices", [BIRTH])}
    told = await bare_call("action_find_procedure", fee)
    assert told.metadata["procedures"] == [BIRTH]
    asked = await bare_call("action_find_procedure", bare)
    assert asked.text == actions_procedures.CHOOSE()


async def test_what_was_told_lost_is_meant_where_it_is_named_again(bare_call: Caller, shelf: Shelf) -> None:
    story = "tui bị móc túi mất hết căn cước với bằng lái, giờ làm lại sao"
    shelf.results[story] = ("answer", [LICENCE_AGAIN])
    first = await bare_call("action_find_procedure", story)
    bare_call.answered(story, first)
    shelf.results["căn cước trước đi"] = ("choices", [CARD_CHANGED, CARD_AGAIN])
    shelf.results["mất căn cước trước đi"] = ("answer", [CARD_AGAIN])
    said = await bare_call("action_find_procedure", "căn cước trước đi", slots=first.slots)
    assert said.metadata["procedures"] == [CARD_AGAIN]


async def test_the_same_thing_for_somebody_else_stays_with_the_thing(bare_call: Caller, shelf: Shelf) -> None:
    text = "không phải, cái cho con nít"
    shelf.results["cái cho con nít"] = ("answer", [MARRIAGE])
    shelf.results["cái cho con nít thẻ căn cước"] = ("choices", [CARD_OF_A_CHILD, CARD_AGAIN])
    slots = {"procedure_code": CARD_AGAIN, "procedure_offers": [CARD_CHANGED, CARD_AGAIN]}
    said = await bare_call("action_find_procedure", text, slots=slots)
    assert said.metadata["procedures"] == [CARD_OF_A_CHILD]


async def test_asking_on_about_a_thing_of_its_own_leaves_the_procedure_in_context(
    bare_call: Caller, shelf: Shelf
) -> None:
    text, before = "còn đăng ký kết hôn thì sao", "làm khai sinh"
    shelf.results[text] = ("choices", [MARRIAGE, SINGLE])
    shelf.results["đăng ký kết hôn"] = ("choices", [MARRIAGE, SINGLE])
    shelf.results[f"{text} {before}"] = ("answer", [BIRTH])
    slots = {"procedure_code": BIRTH, "procedure_question": before}
    said = await bare_call("action_answer_aspect", text, slots=slots)
    assert said.metadata["procedures"] == [MARRIAGE, SINGLE]


async def test_doing_it_here_or_at_home_is_a_question_about_the_place(
    bare_call: Caller, shelf: Shelf
) -> None:
    text = "quê tui Trà Vinh, ở trọ phường Bình Tân, làm ở đây được không hay phải về quê"
    shelf.results[text] = ("answer", [MARRIAGE])
    said = await bare_call("action_find_procedure", text, slots={"procedure_code": CARD_AGAIN})
    assert said.metadata["procedures"] == [CARD_AGAIN]
    assert said.slots["last_aspects"] == ["place"]


async def test_a_paper_that_another_procedure_offered_before_issues_is_asked_of_that(
    bare_call: Caller, shelf: Shelf
) -> None:
    text = "có bắt buộc giấy xác nhận tình trạng hôn nhân không"
    shelf.results[text] = ("choices", [SINGLE, MARRIAGE])
    slots = {"procedure_code": BIRTH, "procedure_offers": [BIRTH, SINGLE]}
    said = await bare_call("action_find_procedure", text, slots=slots)
    assert said.metadata["procedures"] == [SINGLE]


async def test_going_back_behind_a_slip_is_followed(bare_call: Caller, shelf: Shelf) -> None:
    slots = {"procedure_code": CARD_AGAIN, "procedure_history": [CARD_AGAIN, MARRIAGE]}
    said = await bare_call("action_find_procedure", "à quên, quay lại vụ kết hôn, nộp ở đâu vậy", slots=slots)
    assert said.metadata["procedures"] == [MARRIAGE]
    assert said.slots["last_aspects"] == ["place"]


async def test_a_thing_named_alone_offers_what_is_done_with_it(bare_call: Caller, shelf: Shelf) -> None:
    shelf.results["cho hỏi về căn cước"] = ("abstain", [CARD_AGAIN, CARD_CHANGED, CARD_OF_A_CHILD])
    said = await bare_call("action_find_procedure", "cho hỏi về căn cước")
    assert said.metadata["procedures"] == [CARD_AGAIN, CARD_CHANGED, CARD_OF_A_CHILD]


async def test_a_paper_that_search_does_not_know_is_not_answered_for_the_procedure_in_context(
    bare_call: Caller, shelf: Shelf
) -> None:
    said = await bare_call(
        "action_find_procedure", "giấy chứng nhận số nhà thì xin ở đâu", slots={"procedure_code": BIRTH}
    )
    assert said.metadata["kind"] == "fallback"


async def test_a_paper_asked_on_the_way_back_is_asked_of_what_one_goes_back_to(
    bare_call: Caller, shelf: Shelf
) -> None:
    slots = {"procedure_code": BIRTH, "procedure_history": [BIRTH, MARRIAGE]}
    text = "thôi, quay lại cái kết hôn, có cần bản chính không"
    said = await bare_call("action_find_procedure", text, slots=slots)
    assert said.metadata["procedures"] == [MARRIAGE]


async def test_the_one_in_context_is_meant_where_its_name_holds_all_the_words(
    bare_call: Caller, shelf: Shelf
) -> None:
    text = "đăng ký kết hôn cần giấy tờ gì"
    shelf.results[text] = ("choices", [BIRTH, MARRIAGE])
    said = await bare_call(
        "action_find_procedure", text, slots={"procedure_code": MARRIAGE, "procedure_offers": [BIRTH]}
    )
    assert said.metadata["procedures"] == [MARRIAGE]


async def test_who_asks_on_without_naming_one_better_is_answered_for_the_likeliest_offered(
    bare_call: Caller, shelf: Shelf
) -> None:
    text = "bao lâu giải quyết xong"
    shelf.results[text] = ("choices", [DEATH, REBIRTH])
    offered = {"procedure_candidates": [BIRTH, REBIRTH], "procedure_offers": [BIRTH, REBIRTH]}
    said = await bare_call("action_find_procedure", text, slots=offered)
    assert said.metadata["procedures"] == [BIRTH]


async def test_who_goes_back_is_not_offered_a_bundle_of_an_event_again(
    bare_call: Caller, shelf: Shelf
) -> None:
    text = "quay lại cái khai sinh cho em bé mới sanh hồi nãy, cần giấy tờ gì"
    said = await bare_call(
        "action_find_procedure",
        text,
        slots={"procedure_code": MARRIAGE, "procedure_history": [MARRIAGE, BIRTH]},
    )
    assert said.metadata["procedures"] == [BIRTH]


async def test_where_to_go_with_a_ward_told_is_asked_of_the_procedure_in_context(
    bare_call: Caller, shelf: Shelf
) -> None:
    said = await bare_call(
        "action_office_info", "nhà em ở phường Bến Thành, nộp chỗ nào", slots={"procedure_code": BIRTH}
    )
    assert said.metadata["procedures"] == [BIRTH]
    assert said.metadata["unit"] == "26743"
    office = await bare_call(
        "action_office_info", "ủy ban phường Bến Thành ở đâu", slots={"procedure_code": BIRTH}
    )
    assert "procedures" not in office.metadata


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("giấy tờ vụ đó gồm gì vậy", "documents"),
        ("cai do may bua", "duration"),
        ("phí thẩm định cái này nhiêu", "fee"),
    ],
)
async def test_what_points_to_the_choices_is_asked_of_the_likeliest_of_them(
    bare_call: Caller, shelf: Shelf, text: str, aspect: str
) -> None:
    slots = {
        "procedure_code": DEATH,
        "procedure_candidates": [BIRTH, REBIRTH],
        "procedure_offers": [BIRTH, REBIRTH],
    }
    said = await bare_call("action_answer_aspect", text, slots=slots)
    assert said.metadata["procedures"] == [BIRTH]
    assert said.slots["last_aspects"] == [aspect]


async def test_an_old_home_asks_for_the_place_and_is_told_its_unit_of_today(
    bare_call: Caller, shelf: Shelf
) -> None:
    text = "hồi đó nhà tui phường 8 quận 4, giờ là khánh hội, ra đó nộp được hông"
    shelf.results[text] = ("answer", [DEATH])
    said = await bare_call("action_answer_aspect", text, slots={"procedure_code": BIRTH})
    assert said.metadata["procedures"] == [BIRTH]
    assert said.slots["last_aspects"] == ["place"]
    assert said.metadata["unit"] == "27265"


async def test_a_deed_of_land_named_alone_is_a_choice(bare_call: Caller, shelf: Shelf) -> None:
    shelf.results["so hong"] = ("answer", [MARRIAGE, BIRTH])
    said = await bare_call("action_find_procedure", "so hong", slots={})
    assert said.metadata["kind"] == "clarify"
    assert said.metadata["procedures"] == [MARRIAGE, BIRTH]


async def test_a_paper_named_after_another_procedure_is_looked_up(bare_call: Caller, shelf: Shelf) -> None:
    shelf.results["căn cước"] = ("choices", [CARD_AGAIN, CARD_CHANGED])
    said = await bare_call("action_answer_aspect", "còn căn cước", slots={"procedure_code": DEATH})
    assert said.metadata["procedures"] == [CARD_AGAIN, CARD_CHANGED]


async def test_a_yes_or_no_with_nothing_of_what_is_found_in_it_stays_with_the_one_in_context(
    bare_call: Caller, shelf: Shelf
) -> None:
    text = "sổ công ty chưa chốt thì nộp được không"
    shelf.results[text] = ("choices", [DEATH, CARD_AGAIN])
    said = await bare_call("action_answer_aspect", text, slots={"procedure_code": SINGLE})
    assert said.metadata["procedures"] == [SINGLE]


async def test_a_wish_of_its_own_leaves_the_one_in_context(bare_call: Caller, shelf: Shelf) -> None:
    text = "muốn khai tử cho ông nội thì được không"
    shelf.results[text] = ("answer", [DEATH])
    said = await bare_call("action_answer_aspect", text, slots={"procedure_code": SINGLE})
    assert said.metadata["procedures"] == [DEATH]


async def test_what_search_is_sure_of_in_a_clause_beside_a_yes_or_no_is_only_told(
    bare_call: Caller, shelf: Shelf
) -> None:
    text = "mẹ em 80 tuổi thì có được miễn không"
    shelf.results[text] = ("choices", [CARD_AGAIN])
    shelf.results["mẹ em 80 tuổi"] = ("answer", [CARD_AGAIN])
    said = await bare_call("action_find_procedure", text, slots={"procedure_code": SINGLE})
    assert said.metadata["procedures"] == [SINGLE]


async def test_whether_what_is_done_may_be_done_is_asked_of_it(bare_call: Caller, shelf: Shelf) -> None:
    text = "ông mất lâu rồi thì có khai tử được không"
    shelf.results[text] = ("answer", [BIRTH])
    said = await bare_call("action_find_procedure", text, slots={"procedure_code": DEATH})
    assert said.metadata["procedures"] == [DEATH]


async def test_who_must_sign_is_asked_of_the_procedure_in_context(bare_call: Caller, shelf: Shelf) -> None:
    worship = "1.010803"
    text = "mấy chị em có phải ký ủy quyền cho tui không"
    shelf.results[text] = ("choices", ["2.000884", "2.001035"])
    said = await bare_call("action_find_procedure", text, slots={"procedure_code": worship})
    assert said.metadata["procedures"] == [worship]
    assert said.slots["last_aspects"] == ["documents"]
    said = await bare_call(
        "action_find_procedure", "hai vợ chồng có phải ký hết không", slots={"procedure_code": SINGLE}
    )
    assert said.slots["procedure_code"] == SINGLE
    assert "ai phải ký" in said.texts[-1]


async def test_somebody_else_fetching_a_pension_is_a_procedure_of_its_own(
    bare_call: Caller, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    pension, another = "1.014171", "1.014173"
    shelf.results["ủy quyền lĩnh thay lương hưu"] = ("answer", [another])
    text = "con tôi lãnh giùm được không"
    said = await bare_call("action_answer_aspect", text, slots={"procedure_code": pension})
    assert said.metadata["procedures"] == [pension]  # what is found is not for fetching
    proxy = shelf.by_code[another].model_copy(update={"name": "Ủy quyền lĩnh thay"})
    monkeypatch.setitem(shelf.by_code, another, proxy)
    said = await bare_call("action_answer_aspect", text, slots={"procedure_code": pension})
    assert said.metadata["procedures"] == [another]
