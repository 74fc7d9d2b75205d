import pytest

from api import database
from api.conversations import service as conversations
from api.conversations.metadata import Ask, Kind, Metadata
from api.conversations.phone_tails import payload_for, tail_in
from tests.api.conversations.conftest import write


@pytest.mark.parametrize(
    ("text", "tail"),
    [
        ("123", "123"),
        ("3 số cuối là 123", "123"),
        ("đuôi 0 7 7 nha em", "077"),
        ("4 số cuối 5123", "123"),
        ("dạ 456 ạ", "456"),
        ("0903 123 456", "456"),
        ("H29.33-240527-0001", None),
        ("12", None),
        ("nhà số 123 đường 456", None),
        ("thôi khỏi", None),
    ],
)
def test_the_end_of_a_phone_number_is_read(text: str, tail: str | None) -> None:
    assert tail_in(text) == tail


@pytest.mark.usefixtures("open_database", "app_settings")
async def test_digits_are_a_tail_only_where_we_asked_for_one() -> None:
    first = await write("hồ sơ của tui đứng tên ai")
    assert first is not None
    async with database.transaction() as session:
        conversation = await conversations.locked(session, conversation_id=first.conversation_id)
        asked = await conversations.say(
            session,
            conversation=conversation,
            text="Dạ cho em 3 số cuối ạ",
            metadata=Metadata(kind=Kind.ASK_FOR_CODE, asks=(Ask.PHONE_TAIL,)),
        )

        async def meant(text: str, before: int) -> str | None:
            return await payload_for(session, conversation_id=conversation.id, before=before, text=text)

        assert await meant("456", asked.sequence + 1) == '/dossier_status{"phone_tail": "456"}'
        assert await meant("số em ⟨sđt1⟩", asked.sequence + 1) == '/dossier_status{"phone_tail": "⟨sđt1⟩"}'
        assert await meant("thôi khỏi", asked.sequence + 1) is None
        assert await meant("456", asked.sequence) is None
