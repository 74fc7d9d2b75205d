"""What is said while an operator is waited for."""

import pytest

from api import database
from api.conversations import handoff, while_waiting
from api.conversations import service as conversations
from api.conversations.metadata import Kind, Metadata
from api.conversations.while_waiting import WhileWaiting
from tests.api.conversations.conftest import write

pytestmark = pytest.mark.usefixtures("open_database", "app_settings")
HANDED_OVER = Metadata(kind=Kind.HANDOFF)


async def _said(text: str, *, after: Metadata = HANDED_OVER, emergency: bool = False) -> WhileWaiting | None:
    first = await write("cho tôi gặp người thật")
    assert first is not None
    async with database.transaction() as session:
        conversation = await conversations.locked(session, conversation_id=first.conversation_id)
        await conversations.say(session, conversation=conversation, text="Dạ …", metadata=after)
        return await while_waiting.answer_to(
            session, conversation_id=first.conversation_id, before=100, text=text, emergency=emergency
        )


@pytest.mark.parametrize("text", ["⟨sđt1⟩ nha con", "gọi cho bác số ⟨sđt1⟩", "⟨sđt1⟩, Nguyễn Thị Lan"])
async def test_a_phone_number_is_kept_for_the_operator(text: str) -> None:
    answered = await _said(text)
    assert answered is not None
    assert answered.told == {"reporter_phone": text}
    assert "số điện thoại" in answered.reply.text


@pytest.mark.parametrize(
    "text",
    [
        "thôi khỏi, hỏi con được rồi",
        "không cần gặp tổng đài viên nữa",
        "thoi khoi",
        "khỏi chờ, để tui hỏi em luôn",
    ],
)
async def test_the_wish_for_an_operator_is_taken_back(text: str) -> None:
    answered = await _said(text)
    assert answered is not None
    assert answered.taken_back
    assert await _said(text, emergency=True) is None


@pytest.mark.parametrize("text", ["ừ chuyển đi", "ok em", "vậy ai biết", "trời ơi", "ủa", "mấy người vô cảm"])
async def test_right_after_the_call_it_is_about_the_waiting(text: str) -> None:
    answered = await _said(text)
    assert answered is not None
    assert answered.reply.metadata.kind is Kind.HANDOFF
    assert await _said(text, after=Metadata(kind=Kind.PROCEDURE_ANSWER)) is None


async def test_a_number_sent_by_mistake_is_kept_for_nobody() -> None:
    answered = await _said("nãy nhắn nhầm số của vợ ⟨sđt1⟩")
    assert answered is not None
    assert answered.told == {}
    assert "không ghi số đó" in answered.reply.text


@pytest.mark.parametrize("text", ["ê bot", "alo", "có ai không", "em ơi còn đó không", "sao im re vậy"])
async def test_who_calls_out_is_told_that_an_operator_is_waited_for(text: str) -> None:
    for after in (HANDED_OVER, Metadata(kind=Kind.SMALLTALK)):
        answered = await _said(text, after=after)
        assert answered is not None
        assert "tổng đài viên" in answered.reply.text.lower()
    assert await _said(text, after=Metadata(kind=Kind.FEEDBACK_FORM_QUESTION)) is None


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("⟨sđt1⟩", Metadata(kind=Kind.FEEDBACK_FORM_QUESTION)),
        ("đèn đường hư ở hẻm 12 Lê Lợi, gọi ⟨sđt1⟩", HANDED_OVER),
        ("làm căn cước cần gì", HANDED_OVER),
        ("không cần hộ khẩu hả", HANDED_OVER),
        ("cảm ơn em", HANDED_OVER),
    ],
)
async def test_all_else_is_answered_as_always(text: str, after: Metadata) -> None:
    assert await _said(text, after=after) is None


async def test_who_takes_it_back_waits_no_more_unless_a_danger_was_told() -> None:
    first = await write("cho tôi gặp người thật")
    assert first is not None
    async with database.transaction() as session:
        await handoff.ask_for_human(
            session, conversation_id=first.conversation_id, reason="Người dân yêu cầu"
        )
        told = await handoff.tell_operators(
            session, conversation_id=first.conversation_id, told={"reporter_phone": "⟨sđt1⟩"}
        )
        assert told.waiting_reason == "Người dân yêu cầu – ⟨sđt1⟩"
        assert await handoff.take_back(session, conversation_id=first.conversation_id)
        assert told.owner == conversations.Owner.BOT
        await handoff.raise_emergency(session, conversation_id=first.conversation_id, kinds=["fire"])
        assert not await handoff.take_back(session, conversation_id=first.conversation_id)
