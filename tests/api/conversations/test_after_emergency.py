"""What is asked right after a danger was told."""

import pytest

from api import database
from api.conversations import after_emergency
from api.conversations import service as conversations
from api.conversations.after_emergency import AfterDanger
from api.conversations.metadata import Kind, Metadata
from tests.api.conversations.conftest import write

pytestmark = pytest.mark.usefixtures("open_database", "app_settings")
FIRE = Metadata(kind=Kind.EMERGENCY_NOTICE, emergency=("114",))


async def _asked_after(*said: Metadata, text: str) -> AfterDanger | None:
    first = await write("cháy nhà kế bên rồi")
    assert first is not None
    async with database.transaction() as session:
        conversation = await conversations.locked(session, conversation_id=first.conversation_id)
        for about in said:
            await conversations.say(session, conversation=conversation, text="Dạ …", metadata=about)
        return await after_emergency.answer_to(
            session, conversation_id=first.conversation_id, before=100, text=text
        )


@pytest.mark.parametrize(
    "text",
    [
        "có xe chữa cháy chưa vậy",
        "giờ tui mở cửa sổ được không",
        "bấm số nào đây",
        "goi ai truoc",
        "liên hệ chỗ nào",
    ],
)
async def test_a_question_about_the_danger_is_answered_with_whom_to_call(text: str) -> None:
    answered = await _asked_after(FIRE, text=text)
    assert answered is not None
    assert "114" in answered.reply.text
    assert answered.reply.metadata == FIRE


@pytest.mark.parametrize(
    "text",
    [
        "em không dám lên tiếng, sợ tụi nó biết",
        "bấm 114 mà không ai nghe máy",
        "điện thoại hết tiền rồi",
        "may het pin toi noi",
        "gọi dùm em đi",
        "nãy giờ chưa thấy xe nào tới",
    ],
)
async def test_who_can_call_nobody_is_told_what_else_helps_and_operators_are_called_again(text: str) -> None:
    answered = await _asked_after(FIRE, text=text)
    assert answered is not None
    assert answered.reply.metadata == FIRE
    assert "địa chỉ chính xác" in answered.reply.text
    assert answered.alarm == ("fire",)


async def test_help_that_comes_rings_no_more_and_lets_a_report_under_way_go_on() -> None:
    text = "kêu 114 rồi, xe chữa cháy đang chạy tới"
    answered = await _asked_after(FIRE, text=text)
    assert answered is not None
    assert answered.reply.metadata.kind is not Kind.EMERGENCY_NOTICE
    assert answered.alarm == ()
    assert await _asked_after(Metadata(kind=Kind.FEEDBACK_FORM_QUESTION), FIRE, text=text) is None


async def _danger_told_before(*said: Metadata) -> str | None:
    first = await write("cháy nhà kế bên rồi")
    assert first is not None
    async with database.transaction() as session:
        conversation = await conversations.locked(session, conversation_id=first.conversation_id)
        for about in said:
            await conversations.say(session, conversation=conversation, text="Dạ …", metadata=about)
    now = await write("hết cháy rồi, nhờ điện lực coi lại")
    assert now is not None
    async with database.transaction() as session:
        return await after_emergency.danger_told(session, message_id=now.id)


async def test_the_danger_told_just_before_is_found() -> None:
    assert await _danger_told_before(FIRE) == "cháy nhà kế bên rồi"
    assert await _danger_told_before(FIRE, Metadata(kind=Kind.SMALLTALK)) == "cháy nhà kế bên rồi"


async def test_a_danger_before_another_matter_is_not_told_just_before() -> None:
    assert await _danger_told_before(FIRE, Metadata(kind=Kind.FEEDBACK_FILED)) is None
    assert await _danger_told_before(Metadata(kind=Kind.SMALLTALK)) is None


@pytest.mark.parametrize(
    ("about", "text"),
    [
        (FIRE, "lửa tắt rồi, cảm ơn em"),
        (
            FIRE,
            "nhà tôi mới bị cháy bếp hôm qua giờ muốn xin giấy xác nhận thiệt hại thì lên đâu làm",
        ),
        (Metadata(kind=Kind.SMALLTALK), "có xe chữa cháy chưa vậy"),
        (Metadata(kind=Kind.SMALLTALK), "điện thoại hết tiền rồi"),
    ],
)
async def test_other_messages_are_answered_as_always(about: Metadata, text: str) -> None:
    assert await _asked_after(about, text=text) is None
