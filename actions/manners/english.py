"""Answering messages in English: what can be done in it, and an operator for everything else."""

import re
from typing import Final
from uuid import UUID

from actions.about import SMALLTALK
from actions.manners.handoff import REPORT_SLOTS, call_operator
from actions.options import payload
from actions.repeats import anew_text
from actions.turn import Event, Turn, action, set_slot
from actions.wording import TEXTS
from api import database
from api.conversations import service as conversations
from api.conversations.service import Cause

WHAT = TEXTS.text("english.what")
WHAT_AGAIN = TEXTS.text("english.what_again")
OFFER = TEXTS.text("english.offer")
THANKS = TEXTS.text("english.thanks")
THANKS_AGAIN = TEXTS.text("english.thanks_again")
FEES = TEXTS.text("english.fees")
PLACE = TEXTS.text("english.place")
ADDED = TEXTS.text("english.added")
ADDED_AGAIN = TEXTS.text("english.added_again")
HERE = TEXTS.text("english.here")
HERE_AGAIN = TEXTS.text("english.here_again")
TALK_TO_OPERATOR = TEXTS.text("english.talk_to_operator")
PASSED = TEXTS.text("english.passed")
AGAIN = TEXTS.text("english.again")

GREETING, THANKING, PERSON = "greeting", "thanks", "person"
"""Wishes told by `api.conversations.plain_questions`; any other message tells a matter."""
_TO_OPERATOR: Final = payload("speak_english", wish=PERSON)
_ASKS_FOR_FEES: Final = re.compile(r"\b(?:how much|fees?|costs?|price|pay|paid|free|expensive|charge)\b")
_ASKS_FOR_PLACE: Final = re.compile(r"\b(?:where|address|which (?:office|place|ward)|location|directions?)\b")


@action("action_speak_english")
async def speak_english(turn: Turn) -> list[Event]:
    """Greet and say what is possible in English; call an operator for whoever asks for one or tells a matter.

    A report under way, whose questions are in Vietnamese, goes to the operator with all that was told of it.
    """
    wish = turn.entity("wish")
    if any(turn.slot(name) for name in REPORT_SLOTS) and wish != THANKING:
        opening = PASSED() if _said_ever(turn, WHAT()) else f"{WHAT()}\n{PASSED()}"
        return await call_operator(turn, cause=Cause.ENGLISH, opening=opening)
    options = [(TALK_TO_OPERATOR(), _TO_OPERATOR)]
    if wish == THANKING:
        turn.say(anew_text(turn, THANKS(), THANKS_AGAIN()), (), SMALLTALK)
        return []
    introduced = _said_ever(turn, WHAT())
    if wish == GREETING and _passed_on(turn):
        turn.say(anew_text(turn, HERE(), HERE_AGAIN()), (), SMALLTALK)
        return []
    if wish == GREETING:
        turn.say(anew_text(turn, f"{WHAT()}\n{OFFER()}", WHAT_AGAIN()), options, SMALLTALK)
        return [set_slot("misunderstandings", 0.0)]
    if not introduced:
        opening = f"{WHAT()}\n{PASSED()}"
    elif wish == PERSON:
        opening = anew_text(turn, AGAIN() if _passed_on(turn) else PASSED(), ADDED_AGAIN())
    else:
        opening = _about_the_matter(turn, (await _words(turn)).lower())
    return await call_operator(turn, cause=Cause.ENGLISH, opening=opening, forget=False)


async def _words(turn: Turn) -> str:
    """Return what the citizen wrote: the turn's text is only what it was taken for."""
    if turn.message_id is None:
        return ""
    async with database.transaction() as session:
        return (await conversations.message(session, message_id=UUID(turn.message_id))).text


def _about_the_matter(turn: Turn, text: str) -> str:
    """Return what is said of one more matter (`text`), or more of the same, in other words than before."""
    first = FEES() if _ASKS_FOR_FEES.search(text) else PLACE() if _ASKS_FOR_PLACE.search(text) else None
    if first is None:
        first = ADDED() if _passed_on(turn) else PASSED()
    for said in (first, ADDED(), AGAIN(), ADDED_AGAIN()):
        if not _said_ever(turn, said):
            return said
    return anew_text(turn, AGAIN(), ADDED_AGAIN())


def _passed_on(turn: Turn) -> bool:
    """Tell whether an operator was called for what was told in English."""
    return any(_said_ever(turn, said()) for said in (PASSED, FEES, PLACE, ADDED, AGAIN))


def _said_ever(turn: Turn, text: str) -> bool:
    """Tell whether `text` was part of what was said in this talk, as far as it is loaded."""
    return any(
        event.get("event") == "bot" and text in str(event.get("text") or "") for event in turn.tracker.events
    )
