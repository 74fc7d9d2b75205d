"""Small talk, what was not understood, offices, wishes; and that every action and text is in its place."""

import importlib
import pkgutil
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID, uuid4

import pytest
import yaml
from rasa_sdk.executor import ActionExecutor

import actions
from actions import requests
from actions.abstentions import ABSTAINED
from actions.manners import fallback, handoff, smalltalk
from actions.procedures import finding as actions_procedures
from actions.procedures import offices
from actions.wording import TEXTS
from api import clock, database
from api.conversations import service as conversations
from api.feedback import service as feedback
from api.procedures.service import CatalogueNotReadyError
from api.settings import CITY_TIME
from retrieval import places
from tests.actions.conftest import BIRTH, Caller, Shelf
from tests.conftest import PROJECT_ROOT


def test_every_action_of_the_assistant_is_there_and_no_other(executor: ActionExecutor) -> None:
    domain = PROJECT_ROOT / "bot" / "domain"
    wanted = {
        name
        for path in domain.glob("*.yml")
        for name in yaml.safe_load(path.read_text(encoding="utf-8")).get("actions", [])
    }
    assert len(wanted) > 20
    assert set(executor.actions) == wanted


def test_every_text_of_the_file_is_said_somewhere() -> None:
    for module in pkgutil.iter_modules(actions.__path__):
        importlib.import_module(f"actions.{module.name}")
    assert TEXTS.unused() == set()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("action_greet", smalltalk.GREET),
        ("action_help", smalltalk.HELP),
        ("action_bot_challenge", smalltalk.BOT_CHALLENGE),
        ("action_chitchat", smalltalk.CHITCHAT),
        ("action_thank", smalltalk.THANK),
        ("action_goodbye", smalltalk.GOODBYE),
        ("action_insult", smalltalk.INSULT),
        ("action_out_of_scope", smalltalk.OUT_OF_SCOPE),
        ("action_resume", smalltalk.RESUME),
        ("action_nothing_to_confirm", fallback.NOTHING_TO_CONFIRM),
    ],
)
async def test_each_small_talk_has_one_sentence(
    bare_call: Caller, name: str, text: smalltalk.TEXTS.__class__
) -> None:
    said = await bare_call(name, "ừ vậy")
    assert said.text == text()  # type: ignore[operator]


async def test_small_talk_in_a_report_offers_no_way_out_of_it(bare_call: Caller) -> None:
    assert (await bare_call("action_greet", "chào", form=True)).payloads == []
    assert (await bare_call("action_greet", "chào")).payloads == [
        "/dossier_status",
        "/file_feedback",
        "/human_handoff",
    ]


async def test_what_was_not_understood_is_searched_first(bare_call: Caller, shelf: Shelf) -> None:
    shelf.results["giấy khai sanh cho nhỏ"] = ("answer", [BIRTH])
    said = await bare_call("action_fallback", "giấy khai sanh cho nhỏ", intent="nlu_fallback")
    assert said.slots["procedure_code"] == BIRTH


async def test_three_misses_lead_to_a_person(
    call: Caller, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 6, 3, 9, 0, tzinfo=CITY_TIME))
    slots = {"misunderstandings": 0.0}
    texts = []
    for _ in range(3):
        said = await call("action_fallback", "abc def", intent="nlu_fallback", slots=slots)
        texts.append(said.text)
        slots = said.slots
    assert texts == [fallback.MISSES.first(), fallback.MISSES.second(), fallback.MISSES.third()]
    assert "/human_handoff" in said.payloads
    yes = await call("action_nothing_to_confirm", "dạ có", intent="affirm", slots=slots)
    assert yes.text == handoff.ASKED()
    no = await call("action_nothing_to_confirm", "thôi", intent="deny", slots=slots)
    assert no.text == fallback.NOTHING_TO_CONFIRM()


@pytest.mark.parametrize("text", ["qwrt zxcv", "@@@@", "sdfghj"])
async def test_keys_hit_at_random_are_no_insult_but_not_understood(call: Caller, text: str) -> None:
    assert (await call("action_insult", text)).text == fallback.MISSES.first()
    async with database.transaction() as session:
        kept = await conversations.events(session, conversation_id=call.conversation_id)
    assert [one.kind for one in kept] == [ABSTAINED]


@pytest.mark.parametrize(
    "name",
    [
        "action_greet", "action_help", "action_bot_challenge", "action_chitchat", "action_thank", "action_goodbye",
        "action_insult", "action_out_of_scope", "action_nothing_to_confirm", "action_dossier_status", "action_feedback_status",
        "action_answer_aspect",
    ],
)  # fmt: skip
async def test_nothing_is_said_twice_in_a_row(call: Caller, shelf: Shelf, name: str) -> None:
    texts = []
    for _ in range(4):
        said = await call(name, "hồ sơ")
        call.answered("hồ sơ", said)
        texts.append(said.text)
    assert all(one != next_one for one, next_one in pairwise(texts))


async def test_a_mistyped_dossier_code_is_explained_not_searched(bare_call: Caller, shelf: Shelf) -> None:
    said = await bare_call("action_fallback", "H29.33-240527", intent="nlu_fallback")
    assert "H29.33-240527" in said.text
    assert shelf.asked == []


async def test_a_catalogue_that_is_not_loaded_is_said_kindly(
    call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def not_ready(*_args: object, **_kwargs: object) -> None:
        raise CatalogueNotReadyError("the index is not loaded")

    monkeypatch.setattr(actions_procedures.procedures, "search", not_ready)
    said = await call("action_find_procedure", "làm khai sinh", intent="ask_procedure")
    assert said.text == CatalogueNotReadyError.sentence
    assert said.events == []


async def test_a_centre_with_a_published_address_is_told_with_its_source(bare_call: Caller) -> None:
    said = await bare_call("action_office_info", "trung tâm hành chính công phường Bến Thành ở đâu")
    assert "92 Nguyễn Trãi" in said.text
    assert "Thông báo 243/TB-UBND" in said.text
    assert "1022" in said.text
    assert offices.HOURS() not in said.text


async def test_an_address_that_is_not_known_is_not_guessed(bare_call: Caller) -> None:
    said = await bare_call("action_office_info", "phường Gò Vấp làm việc mấy giờ")
    assert said.text == f"{offices.UNKNOWN(unit='phường Gò Vấp')}\n{offices.HOURS()}"


async def test_an_old_ward_that_was_split_is_asked_back_with_choices(bare_call: Caller) -> None:
    said = await bare_call("action_office_info", "phường Đa Kao nộp hồ sơ ở đâu")
    assert '/office_info{"unit": "26740"}' in said.payloads
    chosen = await bare_call(
        "action_office_info", '/office_info{"unit": "26740"}', entities={"unit": "26740"}
    )
    assert "phường Sài Gòn" in chosen.text


async def test_without_a_unit_the_unit_is_asked_for(bare_call: Caller) -> None:
    assert (await bare_call("action_office_info", "nộp hồ sơ ở đâu")).text == offices.WHICH()
    assert (await bare_call("action_office_info", "/office_info")).text == offices.WHICH()


def test_every_office_is_a_unit_of_the_city() -> None:
    assert len(offices.offices()) == 8
    assert all(places.unit(code).code == code for code in offices.offices())


async def test_a_rating_is_kept_and_a_low_one_answered_with_a_way_on(call: Caller) -> None:
    assert (await call("action_rate_service", "5 sao")).text == requests.RATING_THANK()
    low = await call("action_rate_service", "1 sao")
    assert low.text == requests.RATING_SORRY()
    assert low.payloads == ["/human_handoff", "/file_feedback"]
    assert (await call("action_rate_service", "em muốn đánh giá")).text == requests.RATING_ASK()
    async with database.transaction() as session:
        events = await conversations.events(session, conversation_id=call.conversation_id)
    assert [(event.kind, event.details["stars"]) for event in events] == [("rated", 5), ("rated", 1)]


@pytest.mark.parametrize(
    ("text", "rating"),
    [("mình muốn khen anh công an phường nhiệt tình", 4), ("gửi lời khen ở đâu vậy em", None)],
)
async def test_praise_of_somebody_is_kept_and_may_be_passed_on(
    call: Caller, text: str, rating: int | None
) -> None:
    said = await call("action_rate_service", text)
    assert said.text == requests.PRAISE()
    assert said.metadata.get("rating") == rating
    assert said.payloads == ["/human_handoff"]


async def _case(conversation_id: UUID | None, status: str) -> str:
    """Return the code of a case filed in the conversation and brought to `status` by hand."""
    now = clock.now()
    async with database.transaction() as session:
        case = await feedback.file(
            session,
            idempotency_key=uuid4().hex,
            channel="web",
            conversation_id=conversation_id,
            content="ổ gà trước nhà",
            place="12 Lê Lợi",
            unit_code=None,
            contact_name=None,
            contact_phone=None,
            now=now,
        )
        case.status, case.confirm_until = status, now + timedelta(days=3)
        return case.code


async def test_who_is_not_content_with_a_report_may_have_it_reopened(call: Caller) -> None:
    code = await _case(call.conversation_id, "answered")
    low = await call("action_rate_service", f"{code} tui hông hài lòng", entities={"feedback_code": code})
    assert low.text == requests.SORRY_REOPEN(code=code)
    assert low.metadata["rating"] == 2
    assert low.payloads == [f'/case{{"do": "not_fixed", "code": "{code}"}}', "/human_handoff"]


async def test_of_a_report_filed_elsewhere_the_tracking_page_is_told(call: Caller) -> None:
    code = await _case(None, "answered")
    low = await call("action_rate_service", "không hài lòng", entities={"feedback_code": code})
    assert low.text == requests.SORRY_TRACKING(code=code)
    assert low.payloads == ["/human_handoff", "/file_feedback"]


async def test_a_closed_report_that_is_named_is_rated_too_once(call: Caller) -> None:
    code = await _case(call.conversation_id, "closed")
    asked = await call("action_rate_service", f"đánh giá {code}", entities={"feedback_code": code})
    assert (asked.text, len(asked.payloads)) == (requests.RATING_ASK(), 5)
    for text in (f"{code} cho 4 sao", f"{code} cho 1 sao"):
        await call("action_rate_service", text, entities={"feedback_code": code})
    async with database.transaction() as session:
        assert (await feedback.case_by_code(session, code=code)).rating == 4


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("có kết quả phản ánh thì báo em", requests.UPDATES_FEEDBACK),
        ("hồ sơ xong thì báo em", requests.UPDATES_DOSSIER),
        ("báo em khi cúp điện", requests.UPDATES_OTHER),
    ],
)
async def test_only_what_is_really_told_is_promised(
    bare_call: Caller, text: str, answer: smalltalk.TEXTS.__class__
) -> None:
    assert (await bare_call("action_subscribe_updates", text)).text == answer()  # type: ignore[operator]


@pytest.mark.parametrize("name", ["action_chitchat", "action_insult", "action_bot_challenge", "action_help"])
async def test_what_says_nothing_is_not_understood_whatever_it_resembles(call: Caller, name: str) -> None:
    said = await call(name, "thì cái hồi bữa đó á")
    assert said.metadata["kind"] == "fallback"
    assert said.slots["misunderstandings"] == 1.0


@pytest.mark.parametrize(
    "text", ["cho hỏi mấy giờ rồi", "may gio roi z", "hôm nay thứ mấy", "hôm nay ngày mấy em"]
)
async def test_the_time_of_the_city_is_told(
    bare_call: Caller, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 23, 9, 5, tzinfo=CITY_TIME))
    said = await bare_call("action_chitchat", text)
    assert said.text == smalltalk.TIME(time="09:05", weekday="thứ hai", day="23/11/2026")


async def test_opening_hours_are_not_the_time(bare_call: Caller) -> None:
    assert "09:05" not in (await bare_call("action_chitchat", "mấy giờ mở cửa")).text
