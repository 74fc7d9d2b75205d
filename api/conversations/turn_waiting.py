"""A turn that waits long because Rasa is away: the citizen hears so once, later an operator is called; the turn goes on."""

from uuid import UUID

from api import database
from api.conversations import exchange, handoff, records, wording
from api.conversations.handoff_asked import Cause
from api.conversations.metadata import Kind, Metadata
from api.conversations.models import Message, Owner, TurnState

STILL_WAITING = "still_waiting"
"""Recorded of a message whose citizen heard that the answer takes longer."""
OPERATOR_CALLED = "called_while_waiting"
"""Recorded of a message for which an operator was called although its turn goes on."""


async def say_so(message_id: UUID) -> None:
    """Tell the citizen, once a message, that it is kept and will be answered; not where an operator answers."""
    async with database.transaction() as session:
        found = await session.get(Message, message_id)
        if found is None:
            return
        conversation = await records.locked(session, conversation_id=found.conversation_id, erased_too=True)
        message = await session.get(Message, message_id, with_for_update=True, populate_existing=True)
        if message is None or message.turn_state != TurnState.PENDING or conversation.owner == Owner.OPERATOR:
            return
        if await records.happened(
            session, conversation_id=conversation.id, kind=STILL_WAITING, message_id=message_id
        ):
            return
        await exchange.say(
            session,
            conversation=conversation,
            text=wording.STILL_WAITING(),
            in_reply_to=message_id,
            metadata=Metadata(kind=Kind.NOTICE),
        )
        await handoff.record(
            session,
            conversation_id=conversation.id,
            kind=STILL_WAITING,
            actor="system",
            message_id=str(message_id),
        )


async def call_operator(message_id: UUID) -> None:
    """Call an operator, once a message, to a citizen who waits too long for the assistant."""
    async with database.transaction() as session:
        found = await session.get(Message, message_id)
        if found is None:
            return
        conversation = await records.locked(session, conversation_id=found.conversation_id, erased_too=True)
        if conversation.erased_at is not None or conversation.owner == Owner.OPERATOR:
            return
        if await records.happened(
            session, conversation_id=conversation.id, kind=OPERATOR_CALLED, message_id=message_id
        ):
            return
        await handoff.record(
            session,
            conversation_id=conversation.id,
            kind=OPERATOR_CALLED,
            actor="system",
            message_id=str(message_id),
        )
        await handoff.ask_for_human(
            session,
            conversation_id=conversation.id,
            reason=wording.REASON_FAILED(),
            cause=Cause.NO_ANSWER,
        )
