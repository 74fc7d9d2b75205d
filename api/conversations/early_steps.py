"""What comes before anything is understood: a danger, a case filed already, buttons of a case, an operator's talk."""

from collections.abc import Awaitable, Callable, Sequence

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from api import database
from api.conversations import after_emergency, asking, case_turns, handoff, rasa_client
from api.conversations.after_emergency_words import nobody_answers
from api.conversations.emergency import detect
from api.conversations.emergency_reply import emergency_reply
from api.conversations.handoff_asked import Cause
from api.conversations.models import Owner
from api.conversations.turn import Outcome, Turn, ask_rasa

log = structlog.get_logger()


async def emergency_first(turn: Turn) -> Outcome | None:
    """Fire, crime, injury, danger to life: say whom to call before anything else, also when an operator is there."""
    emergency = detect(turn.text) if turn.from_citizen else None
    if emergency is None:
        return None
    async with database.transaction() as session:
        before = await after_emergency.danger_under_way(
            session, conversation_id=turn.conversation_id, before=turn.sequence
        )
    reply = emergency_reply(emergency, turn.text)
    if before is not None:
        reply = emergency_reply(emergency.beside(before.kinds), f"{before.text}. {turn.text}")
        if reply.text == before.said or nobody_answers(turn.text):
            said_on = await danger_asked_about(turn)
            if said_on is not None:
                return said_on
    log.warning("emergency", conversation=str(turn.conversation_id), kinds=emergency.kinds)
    alert = _alert(turn, emergency.kinds)
    return Outcome((reply,), effect=alert, notice_first=False)


async def danger_asked_about(turn: Turn) -> Outcome | None:
    """What is said right after a danger was told is answered before anything else; who can call nobody is alarmed for."""
    if turn.payload is not None or not turn.from_citizen:
        return None
    async with database.transaction() as session:
        answered = await after_emergency.answer_to(
            session, conversation_id=turn.conversation_id, before=turn.sequence, text=turn.text
        )
    if answered is None:
        return None
    if answered.payload is not None:
        return Outcome(await ask_rasa(turn, answered.payload))
    replies = (answered.reply,) if answered.reply else ()
    return Outcome(replies, effect=_alert(turn, answered.alarm, told=answered.told))


def _alert(
    turn: Turn, kinds: Sequence[str], *, told: str = ""
) -> Callable[[AsyncSession], Awaitable[None]] | None:
    """Return what calls the operators to a danger of `kinds` and gives them what was `told` since; None without both."""
    if not kinds and not told:
        return None

    async def alert(session: AsyncSession) -> None:
        if kinds:
            await handoff.raise_emergency(session, conversation_id=turn.conversation_id, kinds=kinds)
        if told:
            await handoff.tell_operators(
                session, conversation_id=turn.conversation_id, told={"told": told}, cause=Cause.EMERGENCY
            )

    return alert


async def filed_before(turn: Turn) -> Outcome | None:
    """An earlier try of this turn filed a case and was cut short before it could say so: say so now.

    Where Rasa knows, it is said in its own words; else cancelling what it may still be asking keeps the next answer
    from filing again.
    """
    if not turn.retried or await asking.code_filed(turn.message_id) is None:
        return None
    return Outcome(await ask_rasa(turn, "/cancel"))


async def case_tapped(turn: Turn) -> Outcome | None:
    """A button about the citizen's own case does what it says, also while an operator is there."""
    return await _about_case(turn) if turn.from_citizen and turn.payload is not None else None


async def case_answered(turn: Turn) -> Outcome | None:
    """A number or title that means such a button, or words typed under a question about the case."""
    return await _about_case(turn) if turn.from_citizen and turn.payload is None else None


async def _about_case(turn: Turn) -> Outcome | None:
    words = None
    choice = await case_turns.chosen(
        conversation_id=turn.conversation_id, before=turn.sequence, text=turn.text, tap=turn.payload
    )
    if choice is None and turn.payload is None and rasa_client.for_rasa(turn.text):
        choice = await case_turns.question(conversation_id=turn.conversation_id, before=turn.sequence)
        words = turn.text
    if choice is None:
        return None

    async def take(session: AsyncSession) -> None:
        await case_turns.take(
            session,
            choice=choice,
            conversation_id=turn.conversation_id,
            message_id=turn.message_id,
            words=words,
        )

    return Outcome(effect=take)


async def operator_answers(turn: Turn) -> Outcome | None:
    """With an operator the assistant is silent; the message was announced when it was stored."""
    return Outcome() if turn.owner == Owner.OPERATOR and turn.from_citizen else None
