"""Who answers a conversation: the assistant, or an operator who was asked for, took over or gave it back."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from api import clock
from api.conversations import records, wording
from api.conversations.emergency import rules
from api.conversations.exchange import announce_change, defer_turn, say
from api.conversations.models import Author, Conversation, ConversationEvent, Message, Owner, TurnState
from api.errors import ConflictError, ForbiddenError

RESUME = "/resume"
"""What the assistant is told when an operator gives a conversation back."""


async def record(
    session: AsyncSession,
    *,
    conversation_id: UUID,
    kind: str,
    actor: str,
    reason: str | None = None,
    **details: object,
) -> None:
    """Store that something of `kind` (30 signs at most) happened to the conversation."""
    session.add(
        ConversationEvent(
            conversation_id=conversation_id, kind=kind, actor=actor, reason=reason, details=details
        )
    )
    await session.flush()


async def ask_for_human(session: AsyncSession, *, conversation_id: UUID, reason: str) -> Conversation:
    """Put the conversation among those that wait for an operator; the assistant answers until one takes over.

    Who waits already keeps the place in the queue; with an operator nothing changes.
    """
    conversation = await records.locked(session, conversation_id=conversation_id)
    if conversation.owner == Owner.BOT:
        conversation.owner = Owner.WAITING
        conversation.waiting_since = clock.now()
    if conversation.owner == Owner.WAITING:
        conversation.waiting_reason = reason
    await record(
        session, conversation_id=conversation_id, kind="handoff_asked", actor="citizen", reason=reason
    )
    await announce_change(session, conversation_id)
    return conversation


async def take_over(session: AsyncSession, *, conversation_id: UUID, operator_id: int) -> Conversation:
    """Give the conversation to an operator: the assistant is silent from now on, and the citizen is told.

    Raises:
        ConflictError: another operator has it.
    """
    conversation = await records.locked(session, conversation_id=conversation_id)
    if conversation.owner == Owner.OPERATOR:
        if conversation.operator_id == operator_id:
            return conversation
        raise ConflictError(
            f"conversation {conversation_id} is with operator {conversation.operator_id}",
            sentence="Cuộc trò chuyện đã có tổng đài viên khác tiếp nhận.",
        )
    conversation.owner, conversation.operator_id = Owner.OPERATOR, operator_id
    conversation.waiting_since = conversation.waiting_reason = None
    await record(session, conversation_id=conversation_id, kind="taken_over", actor=f"operator:{operator_id}")
    await say(session, conversation=conversation, text=wording.OPERATOR_JOINED(), author=Author.SYSTEM)
    return conversation


async def give_back(session: AsyncSession, *, conversation_id: UUID, operator_id: int) -> Conversation:
    """Give the conversation back to the assistant, which tells the citizen so in a turn of its own.

    Raises:
        ForbiddenError: it is not with this operator.
    """
    conversation = await records.locked(session, conversation_id=conversation_id)
    if conversation.owner != Owner.OPERATOR or conversation.operator_id != operator_id:
        raise ForbiddenError(
            f"operator {operator_id} does not have conversation {conversation_id}",
            sentence="Cuộc trò chuyện này không do anh/chị phụ trách.",
        )
    conversation.owner, conversation.operator_id, conversation.emergency = Owner.BOT, None, False
    await record(session, conversation_id=conversation_id, kind="given_back", actor=f"operator:{operator_id}")
    note = Message(
        id=uuid4(),
        conversation_id=conversation_id,
        channel=conversation.channel,
        author=Author.SYSTEM,
        text=wording.GIVEN_BACK(),
        payload=RESUME,
        choices=[],
        turn_state=TurnState.PENDING,
    )
    session.add(note)
    await session.flush()
    await defer_turn(session, conversation_id=conversation_id, message_id=note.id)
    await announce_change(session, conversation_id)
    return conversation


async def raise_emergency(session: AsyncSession, *, conversation_id: UUID, kinds: Sequence[str]) -> None:
    """Mark the conversation as an emergency of `kinds` (see `data/emergency.yml`) and call the operators to it."""
    known = rules().kinds
    names = ", ".join(known[kind].name or kind for kind in kinds if kind in known) or "chưa rõ"
    conversation = await ask_for_human(
        session, conversation_id=conversation_id, reason=wording.REASON_EMERGENCY(kinds=names)
    )
    conversation.emergency = True
    await record(
        session, conversation_id=conversation_id, kind="emergency", actor="system", kinds=list(kinds)
    )
