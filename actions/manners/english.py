"""Answering messages in English: what can be done in it, and an operator for everything else."""

from typing import Final

from actions.about import SMALLTALK
from actions.manners.handoff import call_operator
from actions.options import payload
from actions.repeats import anew_text
from actions.turn import Event, Turn, action, set_slot
from actions.wording import TEXTS
from api.conversations.service import Cause

WHAT = TEXTS.text("english.what")
WHAT_AGAIN = TEXTS.text("english.what_again")
OFFER = TEXTS.text("english.offer")
THANKS = TEXTS.text("english.thanks")
TALK_TO_OPERATOR = TEXTS.text("english.talk_to_operator")
PASSED = TEXTS.text("english.passed")
AGAIN = TEXTS.text("english.again")

GREETING, THANKING, PERSON = "greeting", "thanks", "person"
"""Wishes told by `api.conversations.plain_questions`; any other message tells a matter."""
_TO_OPERATOR: Final = payload("speak_english", wish=PERSON)


@action("action_speak_english")
async def speak_english(turn: Turn) -> list[Event]:
    """Greet and say what is possible in English; call an operator for whoever asks for one or tells a matter.

    A report under way is kept.
    """
    wish = turn.entity("wish")
    options = [(TALK_TO_OPERATOR(), _TO_OPERATOR)]
    if wish == THANKING:
        turn.say(THANKS(), (), SMALLTALK)
        return []
    if wish == GREETING:
        turn.say(anew_text(turn, f"{WHAT()}\n{OFFER()}", WHAT_AGAIN()), options, SMALLTALK)
        return [set_slot("misunderstandings", 0.0)]
    opening = anew_text(turn, f"{WHAT()}\n{PASSED()}", AGAIN())
    return await call_operator(turn, cause=Cause.ENGLISH, opening=opening, forget=False)
