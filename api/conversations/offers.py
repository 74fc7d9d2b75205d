"""Which of the choices offered in a conversation a message takes up."""

from collections.abc import Sequence
from itertools import takewhile
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.conversations.choices import Choice, from_rows, tapped_choice, typed_choice
from api.conversations.models import Author, Message

_LOOKED_BACK = 100
"""Messages of ours in which an old tap is looked for."""


async def chosen(
    session: AsyncSession, *, conversation_id: UUID, before: int, text: str, tap: str | None
) -> Choice | None:
    """Return the choice meant by a tap (as stored with the message) or by typed `text`, None where none is.

    Only what was said before the message (`before` is its sequence) can be meant. Typed answers mean the
    choices of the latest answer; once something else was said, a number is just a number, and so it is where the
    answer showed two lists.
    """
    rows = await session.scalars(
        select(Message)
        .where(
            Message.conversation_id == conversation_id,
            Message.author != Author.CITIZEN,
            Message.sequence < before,
        )
        .order_by(Message.sequence.desc())
        .limit(_LOOKED_BACK)
    )
    ours = rows.all()
    latest = _latest_answer(ours)
    offered = [choice for message in latest for choice in from_rows(message.choices)]
    if tap is not None:
        choice_id = tap.removeprefix("choice:") if tap.startswith("choice:") else None
        earlier = [choice for message in ours for choice in from_rows(message.choices)]
        return tapped_choice(
            choice_id=choice_id,
            payload=None if choice_id else tap,
            latest=offered,
            earlier=earlier,
        )
    lists = sum(1 for message in latest if message.choices)
    return typed_choice(text, offered, numbers=lists == 1)


async def offered_since(session: AsyncSession, *, conversation_id: UUID, before: int) -> list[Choice]:
    """Return the choices under what was said between the citizen's last message before `before` (a sequence) and it,
    the newest first.
    """
    rows = await session.scalars(
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.sequence < before)
        .order_by(Message.sequence.desc())
        .limit(_LOOKED_BACK)
    )
    since = takewhile(lambda message: message.author != Author.CITIZEN, rows)
    return [choice for message in since for choice in from_rows(message.choices)]


async def words_of(session: AsyncSession, *, messages: Sequence[Message]) -> list[str]:
    """Return what each of `messages` (of one conversation) says, masked.

    A tap is stored as the id of its choice, without words: it says the choice's title, where that was offered lately.
    """
    titles: dict[str, str] = {}
    if any(message.payload and not message.text for message in messages):
        ours = await session.scalars(
            select(Message)
            .where(Message.conversation_id == messages[0].conversation_id, Message.author != Author.CITIZEN)
            .order_by(Message.sequence.desc())
            .limit(_LOOKED_BACK)
        )
        titles = {
            f"choice:{choice.id}": choice.title
            for message in (*ours, *messages)
            for choice in from_rows(message.choices)
        }
    return [message.text or titles.get(message.payload or "", "") for message in messages]


def _latest_answer(ours: Sequence[Message]) -> list[Message]:
    """Return the messages, newest first, that answered the same turn as the newest of `ours`."""
    if not ours:
        return []
    newest = ours[0]
    if newest.in_reply_to is None:
        return [newest]
    return [message for message in ours if message.in_reply_to == newest.in_reply_to]
