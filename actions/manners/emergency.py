"""A danger that the model saw and the rules of `api.conversations.emergency` did not."""

from typing import Final

from actions.about import SMALLTALK
from actions.manners.fallback import fall_back
from actions.options import menu
from actions.repeats import anew
from actions.turn import Event, Turn, action, set_slot
from actions.wording import TEXTS
from api import database
from api.conversations import service as conversations
from api.conversations.emergency import detect, may_be_danger

CHITCHAT = TEXTS.text("smalltalk.chitchat")
CHITCHAT_AGAIN = TEXTS.text("smalltalk.chitchat_again")


_REPORT: Final = "file_feedback"
_CONTENT: Final = "feedback_content"


def _next_guess(turn: Turn) -> str | None:
    """Return what the message was taken for after an emergency, None where the classifier does not say."""
    ranking = turn.tracker.latest_message.get("intent_ranking") or []
    return next((guess.get("name") for guess in ranking if guess.get("name") != turn.intent), None)


@action("action_emergency")
async def answer_emergency(turn: Turn) -> list[Event]:
    """Answer an emergency that the model saw and the rules before it did not; a report under way waits.

    What only sounds like a danger is answered like a chat; what has no word of one opens a report where that was the next
    guess ("ngập đường … kìa"), and was not understood otherwise.
    """
    if conversations.is_harmless(turn.text):
        turn.say(
            anew(turn, CHITCHAT, CHITCHAT_AGAIN), () if turn.in_form else menu("dossier", "file"), SMALLTALK
        )
        return []
    emergency = detect(turn.text)
    if emergency is None and not may_be_danger(turn.text) and not turn.text.startswith("/"):
        if _next_guess(turn) == _REPORT and not turn.in_form:
            return [set_slot(_CONTENT, turn.text), {"event": "followup", "name": "feedback_form"}]
        return await fall_back(turn)
    async with database.transaction() as session:
        await conversations.raise_emergency(
            session,
            conversation_id=turn.conversation_id,
            kinds=emergency.kinds if emergency else ("danger",),
        )
    reply = conversations.emergency_reply(emergency, turn.text)
    turn.say(reply.text, reply.options, reply.metadata)
    return []
