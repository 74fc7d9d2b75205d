"""How a turn ends: its replies stored with what belongs to them, or an honest sentence where it could not be answered."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from api import database
from api.conversations import case_turns, exchange, handoff, records, wording
from api.conversations.handoff_asked import Cause
from api.conversations.metadata import Kind, Metadata
from api.conversations.models import Conversation, Message, Owner, TurnState
from api.conversations.turn import Outcome, Turn
from api.feedback import service as feedback

NOTICE_GIVEN = "notice"
NOTICE_VERSION = 1
"""Raised when the text of the notice changes in substance; stored with each conversation that got it."""


async def settle(turn: Turn, outcome: Outcome, *, milliseconds: int) -> None:
    """Store the replies, what belongs to them and the end of the turn, together."""
    async with database.transaction() as session:
        # erased meanwhile: its turn is over, which the next lines see
        conversation = await records.locked(session, conversation_id=turn.conversation_id, erased_too=True)
        message = await session.get(Message, turn.message_id, with_for_update=True)
        if message is None or message.turn_state != TurnState.PENDING:
            return
        if outcome.replies and outcome.notice_first:
            await _give_notice(session, conversation, message)
        for reply in outcome.replies:
            await exchange.say(
                session,
                conversation=conversation,
                text=reply.text,
                choices=reply.choices,
                in_reply_to=message.id,
                metadata=reply.metadata,
            )
        await case_turns.offer_same_thing(
            session, conversation=conversation, replies=outcome.replies, message_id=message.id
        )
        if outcome.effect is not None:
            await outcome.effect(session)
        message.turn_state, message.turn_milliseconds = TurnState.DONE, milliseconds
        await exchange.announce_change(session, conversation.id)


async def _give_notice(session: AsyncSession, conversation: Conversation, message: Message) -> None:
    """Tell, once a conversation, that this is an AI, what is stored and how to have it erased.

    AI Law 134/2025/QH15 art. 11 (people must know they talk to an AI system); Law 91/2025/QH15 on personal data.
    """
    if await records.happened(session, conversation_id=conversation.id, kind=NOTICE_GIVEN):
        return
    await exchange.say(
        session,
        conversation=conversation,
        text=wording.NOTICE(),
        in_reply_to=message.id,
        metadata=Metadata(kind=Kind.NOTICE),
    )
    await handoff.record(
        session,
        conversation_id=conversation.id,
        kind=NOTICE_GIVEN,
        actor="system",
        version=NOTICE_VERSION,
        channel=conversation.channel,
    )


async def give_up(message_id: UUID, *, error: BaseException) -> None:
    """End a turn that could not be answered: an honest sentence, an operator asked for, the error kept.

    Where a try filed a case, the sentence is its code.
    """
    async with database.transaction() as session:
        failed = await session.get(Message, message_id)
        if failed is None:
            return
        # the conversation before the message, as everywhere: two transactions never wait for each other
        conversation = await records.locked(session, conversation_id=failed.conversation_id, erased_too=True)
        message = await session.get(Message, message_id, with_for_update=True, populate_existing=True)
        if message is None or message.turn_state != TurnState.PENDING:
            return
        await handoff.record(
            session,
            conversation_id=conversation.id,
            kind="turn_failed",
            actor="system",
            reason=f"{type(error).__name__}: {error}"[:2000],
            message_id=str(message.id),
        )
        case = await feedback.by_idempotency_key(session, key=str(message.id))
        if case is not None:
            await exchange.say(
                session,
                conversation=conversation,
                text=wording.ALREADY_FILED(code=case.code),
                in_reply_to=message.id,
                metadata=Metadata(kind=Kind.FEEDBACK_FILED, feedback_code=case.code),
            )
        elif conversation.owner != Owner.OPERATOR:
            await exchange.say(
                session,
                conversation=conversation,
                text=wording.FAILED(),
                in_reply_to=message.id,
                metadata=Metadata(kind=Kind.HANDOFF),
            )
            await handoff.ask_for_human(
                session,
                conversation_id=conversation.id,
                reason=wording.REASON_FAILED(),
                cause=Cause.NO_ANSWER,
            )
        message.turn_state = TurnState.FAILED
        await exchange.announce_change(session, conversation.id)
