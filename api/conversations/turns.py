"""Answering one message of a citizen: a list of steps, of which the first that has an answer gives it.

No transaction is open while Rasa works. The answer is stored together with the turn's end, so that a turn
that was cut short anywhere is run again from its start and a finished one never is.
"""

import time
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from api import database
from api.conversations import early_steps, file_steps, records, word_steps
from api.conversations.models import Author, Message, Owner, TurnState
from api.conversations.turn import Step, Turn
from api.conversations.turn_end import give_up, settle

__all__ = ["STEPS", "give_up", "run"]

log = structlog.get_logger()

STEPS: tuple[Step, ...] = (
    early_steps.emergency_first,
    early_steps.filed_before,
    file_steps.files_fetched,
    early_steps.case_tapped,
    early_steps.operator_answers,
    file_steps.file_kept,
    file_steps.file_answered,
    early_steps.danger_asked_about,
    word_steps.command_given,
    word_steps.english_goes_on,
    word_steps.waiting_answered,
    word_steps.tail_given,
    early_steps.case_answered,
    word_steps.choice_taken,
    word_steps.nothing_to_read,
    word_steps.model_answers,
)


async def run(message_id: UUID, *, retried: bool) -> None:
    """Answer the message, once: a turn that is done or given up is left alone.

    Raises:
        RasaFailedError: no answer from Rasa; the turn stays pending.
    """
    started = time.monotonic()
    async with database.transaction() as session:
        turn = await _load(session, message_id, retried=retried)
    if turn is None:
        return
    for step in STEPS:
        outcome = await step(turn)
        if outcome is not None:
            outcome = await file_steps.with_files(turn, outcome)
            await settle(turn, outcome, milliseconds=round((time.monotonic() - started) * 1000))
            log.info("turn done", message=str(message_id), step=step.__name__)
            return


async def _load(session: AsyncSession, message_id: UUID, *, retried: bool) -> Turn | None:
    """Return what there is to answer, None where the turn is over or the message was erased."""
    message = await session.get(Message, message_id)
    if message is None or message.turn_state != TurnState.PENDING:
        return None
    conversation = await records.get(session, conversation_id=message.conversation_id)
    return Turn(
        message_id=message.id,
        conversation_id=conversation.id,
        channel=conversation.channel,
        text=message.text,
        payload=message.payload,
        owner=Owner(conversation.owner),
        from_citizen=message.author == Author.CITIZEN,
        sequence=message.sequence,
        retried=retried,
        attachment=message.attachment,
    )
