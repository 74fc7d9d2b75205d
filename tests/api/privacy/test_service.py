from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncSession

from api import database
from api.conversations.models import Conversation
from api.privacy import service as privacy
from api.privacy.models import VaultEntry


async def a_conversation(session: AsyncSession) -> UUID:
    conversation = Conversation(
        id=uuid4(), channel="web", address_digest=uuid4().bytes, address_ciphertext=b"x"
    )
    session.add(conversation)
    await session.flush()
    return conversation.id


async def masked(session: AsyncSession, conversation_id: UUID, text: str) -> str:
    return await privacy.mask(session, conversation_id=conversation_id, text=text)


async def test_the_same_value_gets_the_same_placeholder_again(open_database: str) -> None:
    async with database.transaction() as session:
        one = await a_conversation(session)
        assert await masked(session, one, "gọi 0903123456 hoặc 0912 345 678") == "gọi ⟨sđt1⟩ hoặc ⟨sđt2⟩"
        assert (
            await masked(session, one, "nhắc lại: 0912 345 678, cccd 079203001234")
            == "nhắc lại: ⟨sđt2⟩, cccd ⟨cccd1⟩"
        )


async def test_placeholders_of_one_conversation_say_nothing_in_another(open_database: str) -> None:
    async with database.transaction() as session:
        one, other = await a_conversation(session), await a_conversation(session)
        await masked(session, one, "0903123456")
        assert await privacy.unmask(session, conversation_id=other, text="⟨sđt1⟩") == "⟨sđt1⟩"
        assert await privacy.reveal(session, conversation_id=other, placeholder="⟨sđt1⟩") is None


async def test_a_value_is_revealed_as_it_was_typed(open_database: str) -> None:
    async with database.transaction() as session:
        one = await a_conversation(session)
        await masked(session, one, "0903.123.456")
        assert await privacy.reveal(session, conversation_id=one, placeholder="⟨sđt1⟩") == "0903.123.456"
        assert await privacy.reveal(session, conversation_id=one, placeholder="sđt1") == "0903.123.456"
        entry = (
            await session.scalars(VaultEntry.__table__.select().with_only_columns(VaultEntry.ciphertext))
        ).one()
        assert b"0903" not in entry


async def test_brackets_typed_by_a_citizen_cannot_name_a_placeholder(open_database: str) -> None:
    async with database.transaction() as session:
        one = await a_conversation(session)
        text = "số 0903123456 và ⟨sđt1⟩"
        hidden = await masked(session, one, text)
        assert hidden.count("⟨sđt1⟩") == 1
        assert await privacy.unmask(session, conversation_id=one, text=hidden) == text


@pytest.mark.parametrize("size", [3])
async def test_masking_then_unmasking_gives_the_text_back(open_database: str, size: int) -> None:
    pieces = st.one_of(
        st.text(max_size=12).filter(lambda text: "\x00" not in text and text.isprintable()),
        st.sampled_from(
            [
                "0903 123 456",
                "+84 903123456",
                "079203001234",
                "a@b.vn",
                "⟨sđt1⟩",
                "⟨",
                "⟩",
                "H29.33-240527-0001",
            ]
        ),
    )
    texts: list[str] = []

    @hypothesis_settings(
        max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    @given(st.lists(pieces, max_size=size).map(" ".join))
    def collect(text: str) -> None:
        texts.append(text)

    collect()
    async with database.transaction() as session:
        one = await a_conversation(session)
        for text in texts:
            hidden = await masked(session, one, text)
            assert await privacy.unmask(session, conversation_id=one, text=hidden) == text
