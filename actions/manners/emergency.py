"""A danger that the model saw and the rules of `api.conversations.emergency` did not."""

from actions.about import SMALLTALK
from actions.manners.fallback import fall_back
from actions.options import menu
from actions.repeats import anew
from actions.turn import Event, Turn, action
from actions.wording import TEXTS
from api import database
from api.conversations import service as conversations
from api.conversations.emergency import detect, may_be_danger

CHITCHAT = TEXTS.text("smalltalk.chitchat")
CHITCHAT_AGAIN = TEXTS.text("smalltalk.chitchat_again")


@action("action_emergency")
async def answer_emergency(turn: Turn) -> list[Event]:
    """Answer an emergency that the model saw and the rules before it did not; a report under way waits.

    What only sounds like a danger is answered like a chat; what has no word of one was not understood.
    """
    if conversations.is_harmless(turn.text):
        turn.say(
            anew(turn, CHITCHAT, CHITCHAT_AGAIN), () if turn.in_form else menu("dossier", "file"), SMALLTALK
        )
        return []
    emergency = detect(turn.text)
    if emergency is None and not may_be_danger(turn.text) and not turn.text.startswith("/"):
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
