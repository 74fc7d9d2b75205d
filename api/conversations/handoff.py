"""Who answers a conversation: the assistant, or an operator who was asked for, took over or gave it back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from api import clock
from api.conversations import holding, operator_hours, records, wording
from api.conversations.emergency import rules
from api.conversations.exchange import announce_change, defer_turn, say
from api.conversations.handoff_asked import HANDOFF_ASKED, Cause, HandoffAsked, shown_last
from api.conversations.models import Author, Conversation, ConversationEvent, Message, Owner, TurnState
from api.errors import ConflictError, ForbiddenError

RESUME = "/resume"
"""What the assistant is told when an operator gives a conversation back."""
TAKEN_BACK = "handoff_taken_back"
"""The event of a citizen who wants no operator any more."""
_LONGEST_REASON = 1000
"""Signs of what the operators read of a conversation that waits, with all that was told since they were called."""


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


async def ask_for_human(
    session: AsyncSession,
    *,
    conversation_id: UUID,
    reason: str,
    cause: Cause = Cause.ASKED,
    slots: Mapping[str, str] | None = None,
    now: datetime | None = None,
) -> Conversation:
    """Put the conversation among those that wait for an operator; the assistant answers until one takes over.

    Who waits already keeps the place in the queue; with an operator nothing changes. The event tells the operator the
    `cause`, the `reason` (masked, the summary), the `slots` told so far, what was shown last, and from when on
    somebody is there (`now` unset: the present).
    """
    conversation = await records.locked(session, conversation_id=conversation_id)
    moment = now or clock.now()
    if conversation.owner == Owner.BOT:
        conversation.owner = Owner.WAITING
        conversation.waiting_since = moment
    if conversation.owner == Owner.WAITING:
        conversation.waiting_reason = reason
    asked = HandoffAsked(
        cause=cause,
        summary=reason,
        slots=dict(slots or {}),
        shown=await shown_last(session, conversation_id=conversation_id),
        back_at=operator_hours.back_at(moment),
    )
    await record(
        session,
        conversation_id=conversation_id,
        kind=HANDOFF_ASKED,
        actor="citizen",
        reason=reason,
        **asked.as_details(),
    )
    await announce_change(session, conversation_id)
    return conversation


async def tell_operators(
    session: AsyncSession,
    *,
    conversation_id: UUID,
    told: Mapping[str, str],
    cause: Cause = Cause.ASKED,
    now: datetime | None = None,
) -> Conversation:
    """Give the operators what was `told` (masked, by slot) after they were called: it stands in the reason they read too."""
    conversation = await records.locked(session, conversation_id=conversation_id)
    reason = " – ".join(filter(None, (conversation.waiting_reason, *told.values())))
    return await ask_for_human(
        session,
        conversation_id=conversation_id,
        reason=reason[:_LONGEST_REASON],
        cause=cause,
        slots=told,
        now=now,
    )


async def take_back(session: AsyncSession, *, conversation_id: UUID) -> bool:
    """Let the assistant answer alone again, as the citizen wishes; tells whether somebody was waited for.

    Nothing changes with an operator, nor where a danger was told.
    """
    conversation = await records.locked(session, conversation_id=conversation_id)
    if conversation.owner != Owner.WAITING or conversation.emergency:
        return False
    conversation.owner = Owner.BOT
    conversation.waiting_since = conversation.waiting_reason = None
    await record(session, conversation_id=conversation_id, kind=TAKEN_BACK, actor="citizen")
    await announce_change(session, conversation_id)
    return True


async def take_over(
    session: AsyncSession, *, conversation_id: UUID, operator_id: int, now: datetime | None = None
) -> Conversation:
    """Give the conversation to an operator: the assistant is silent from now on, and the citizen is told.

    Another operator's conversation may be taken where that one is gone or silent (`holding.may_be_taken`).

    Raises:
        ConflictError: another operator has it and is there.
    """
    conversation = await records.locked(session, conversation_id=conversation_id)
    before = conversation.operator_id if conversation.owner == Owner.OPERATOR else None
    if before == operator_id:
        return conversation
    details: dict[str, Any] = {}
    if before is not None:
        if not await holding.may_be_taken(session, conversation=conversation, now=now or clock.now()):
            raise ConflictError(
                f"conversation {conversation_id} is with operator {before}",
                sentence="Cuộc trò chuyện đã có tổng đài viên khác tiếp nhận.",
            )
        details = {"from_operator": before, "to_operator": operator_id}
    conversation.owner, conversation.operator_id = Owner.OPERATOR, operator_id
    conversation.waiting_since = conversation.waiting_reason = None
    actor = f"operator:{operator_id}"
    await record(session, conversation_id=conversation_id, kind=holding.TAKEN_OVER, actor=actor, **details)
    await say(session, conversation=conversation, text=wording.OPERATOR_JOINED(), author=Author.SYSTEM)
    return conversation


async def put_back(session: AsyncSession, *, conversation: Conversation, reason: str, now: datetime) -> None:
    """Put a held conversation (locked) among those that wait, with `reason` for the operators, and tell the citizen.

    The assistant answers again meanwhile.
    """
    before, conversation.operator_id = conversation.operator_id, None
    conversation.owner = Owner.WAITING
    conversation.waiting_since, conversation.waiting_reason = now, reason
    await record(
        session,
        conversation_id=conversation.id,
        kind="put_back",
        actor="system",
        reason=reason,
        operator=before,
    )
    await say(session, conversation=conversation, text=wording.PUT_BACK(), author=Author.SYSTEM)


async def put_back_all_of(session: AsyncSession, *, operator_id: int, now: datetime) -> None:
    """Put every conversation of an operator who works here no more among those that wait."""
    for conversation_id in await holding.held_by(session, operator_id=operator_id):
        conversation = await records.locked(session, conversation_id=conversation_id)
        if conversation.owner == Owner.OPERATOR and conversation.operator_id == operator_id:
            await put_back(session, conversation=conversation, reason=wording.REASON_LEFT(), now=now)


async def put_back_if_unanswered(session: AsyncSession, *, conversation_id: UUID, now: datetime) -> bool:
    """Put the conversation among those that wait if its citizen is still left without an answer; tells whether."""
    conversation = await records.locked(session, conversation_id=conversation_id)
    if not await holding.unanswered(session, now=now, conversation_id=conversation_id):
        return False
    await put_back(session, conversation=conversation, reason=wording.REASON_SILENT(), now=now)
    return True


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
        session,
        conversation_id=conversation_id,
        reason=wording.REASON_EMERGENCY(kinds=names),
        cause=Cause.EMERGENCY,
    )
    conversation.emergency = True
    await record(
        session, conversation_id=conversation_id, kind="emergency", actor="system", kinds=list(kinds)
    )
