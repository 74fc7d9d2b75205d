"""What is asked right after a danger was told."""

import pytest

from api import database
from api.conversations import after_emergency
from api.conversations import service as conversations
from api.conversations.metadata import Kind, Metadata
from api.conversations.reply import Reply
from tests.api.conversations.conftest import write

pytestmark = pytest.mark.usefixtures("open_database", "app_settings")
FIRE = Metadata(kind=Kind.EMERGENCY_NOTICE, emergency=("114",))


async def _asked_after(about: Metadata, text: str) -> Reply | None:
    first = await write("cháy nhà kế bên rồi")
    assert first is not None
    async with database.transaction() as session:
        conversation = await conversations.locked(session, conversation_id=first.conversation_id)
        await conversations.say(session, conversation=conversation, text="Dạ …", metadata=about)
        return await after_emergency.reply_to(
            session, conversation_id=first.conversation_id, before=100, text=text
        )


@pytest.mark.parametrize("text", ["có xe chữa cháy chưa vậy", "giờ tui mở cửa sổ được không"])
async def test_a_question_about_the_danger_is_answered_with_whom_to_call(text: str) -> None:
    reply = await _asked_after(FIRE, text)
    assert reply is not None
    assert "114" in reply.text
    assert reply.metadata == FIRE


@pytest.mark.parametrize(
    ("about", "text"),
    [
        (FIRE, "lửa tắt rồi, cảm ơn em"),
        (
            FIRE,
            "nhà tôi mới bị cháy bếp hôm qua giờ muốn xin giấy xác nhận thiệt hại thì lên đâu làm",
        ),
        (Metadata(kind=Kind.SMALLTALK), "có xe chữa cháy chưa vậy"),
    ],
)
async def test_other_messages_are_answered_as_always(about: Metadata, text: str) -> None:
    assert await _asked_after(about, text) is None
