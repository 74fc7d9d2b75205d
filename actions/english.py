"""Answering messages in English: what can be done in it, and an operator."""

from actions.about import HANDOFF
from actions.handoff import call_operator
from actions.repeats import anew
from actions.turn import Event, Turn, action
from actions.wording import TEXTS
from api.conversations.service import Cause

WHAT = TEXTS.text("english.what")
AGAIN = TEXTS.text("english.again")


@action("action_speak_english", HANDOFF)
async def speak_english(turn: Turn) -> list[Event]:
    """Say in English what the assistant can do, and call an operator; a report under way is kept."""
    return await call_operator(turn, cause=Cause.ENGLISH, opening=anew(turn, WHAT, AGAIN), forget=False)
