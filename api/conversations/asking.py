"""Asking Rasa about a message, once, however often its turn is tried."""

from uuid import UUID

from api import database
from api.conversations import handoff, rasa_client, rasa_tracker, records, wording
from api.conversations.metadata import Kind, Metadata
from api.conversations.reply import Reply
from api.feedback import service as feedback

ASKED_AGAIN = "asked_again"
"""Recorded of a message that Rasa heard in vain and is asked about once more."""


async def ask_once(question: rasa_client.Question, *, retried: bool) -> tuple[Reply, ...]:
    """Return Rasa's replies. What an earlier try already asked is not asked again: inside a form the second hearing
    would answer the next question. Its replies are those that Rasa's tracker kept.

    Rasa may still have been at an earlier try when this one began: a case filed by that one is what the citizen has to
    know, not what Rasa makes of hearing the message twice.

    Where it heard the message and has no answer, mostly because the actions went away under it, that turn is taken out
    of its tracker and the message asked once more.

    Raises:
        RasaFailedError: no answer.
        rasa_client.HeardInVainError: it was heard twice and has no answer; asking again would not mend it.
    """
    if not retried:
        return await rasa_client.ask(question)
    replies = await _heard_before(question)
    if replies is None:
        replies = await rasa_client.ask(question)
    code = await code_filed(question.message_id)
    if code is not None and not any(code in reply.text for reply in replies):
        filed = Metadata(kind=Kind.FEEDBACK_FILED, feedback_code=code)
        return (Reply(wording.ALREADY_FILED(code=code), metadata=filed),)
    if replies:
        return replies
    if not await _take_back(question):
        raise rasa_client.HeardInVainError(
            f"Rasa heard message {question.message_id} twice and answered nothing"
        )
    return await rasa_client.ask(question)


async def _take_back(question: rasa_client.Question) -> bool:
    """Have Rasa not have heard the message, so that it can be said again; False where that was done before."""
    about = {"conversation_id": question.conversation_id, "message_id": question.message_id}
    async with database.transaction() as session:
        await rasa_tracker.take_back(session, **about)
        if await records.happened(session, kind=ASKED_AGAIN, **about):
            return False
        await handoff.record(
            session,
            conversation_id=question.conversation_id,
            kind=ASKED_AGAIN,
            actor="system",
            message_id=str(question.message_id),
        )
    return True


async def code_filed(message_id: UUID) -> str | None:
    """Return the code of the case that the turn of the message filed, in this try or an earlier one."""
    async with database.transaction() as session:
        case = await feedback.by_idempotency_key(session, key=str(message_id))
        return case.code if case else None


async def _heard_before(question: rasa_client.Question) -> tuple[Reply, ...] | None:
    async with database.transaction() as session:
        return await rasa_tracker.replies_to(
            session, conversation_id=question.conversation_id, message_id=question.message_id
        )
