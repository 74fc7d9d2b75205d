"""Why a message was not answered, kept with the conversation: the source of what has to be learnt and written."""

from enum import StrEnum
from typing import Final

from actions.repeats import Misses, miss, misses
from actions.turn import Event, Option, Turn
from api import database
from api.conversations import service as conversations

ABSTAINED: Final = "not_understood"
"""Kind of the event that an abstention is stored as."""
_GUESSES: Final = 3


class Reason(StrEnum):
    """Why the assistant abstained."""

    INTENT_UNSURE = "intent_unsure"
    NO_PROCEDURE = "no_procedure_found"
    NO_CONTEXT = "procedure_not_named"
    OFFERS_REFUSED = "offers_refused"
    ANSWER_REFUSED = "answer_refused"


async def store(turn: Turn, reason: Reason) -> None:
    """Store that the message at hand was not answered, and why, with the classifier's best guesses."""
    ranking = turn.tracker.latest_message.get("intent_ranking") or []
    async with database.transaction() as session:
        await conversations.record(
            session,
            conversation_id=turn.conversation_id,
            kind=ABSTAINED,
            actor="assistant",
            reason=reason.value,
            message_id=turn.message_id,
            intent=turn.intent,
            guesses=[
                {
                    "intent": str(guess.get("name")),
                    "confidence": round(float(guess.get("confidence") or 0.0), 3),
                }
                for guess in ranking[:_GUESSES]
            ],
            in_a_row=int(misses(turn)) + 1,
        )


async def abstain(
    turn: Turn, reason: Reason, wording: Misses, options: tuple[Option, ...] = ()
) -> list[Event]:
    """Store why, and say that the message was not understood; `options` come with the first of these answers."""
    await store(turn, reason)
    return miss(turn, wording, options)
