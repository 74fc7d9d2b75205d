"""The place of what was told before in this conversation: of the report just filed, of a danger, of what was dropped."""

from typing import Any, Final, TypeAlias
from uuid import UUID

from actions.about import Kind, form_question
from actions.feedback import reader
from actions.turn import Turn
from actions.wording import TEXTS
from api import database
from api.conversations import service as conversations
from api.conversations.models import Author, Message
from api.feedback import service as feedback
from bot.same_place import answers_the_same_place, is_at_the_same_place
from retrieval.streets import place_in

SAME_PLACE = TEXTS.text("feedback.same_place", "place")

_PLACE, _UNIT = "feedback_place", "feedback_unit"
_LOOKED_BACK: Final = 30
"""Messages before this one, both ours and the citizen's, among which a place is looked for."""
Slots: TypeAlias = dict[str, Any]


async def answered(turn: Turn) -> Slots | None:
    """Return place and unit told before where an answer to the question for the place only means that one; None for others."""
    return await _latest(turn) if answers_the_same_place(turn.text) else None


async def pointed_at(turn: Turn, content: str) -> Slots | None:
    """Return place and unit told before where `content`, which opens a report, means that place; None for others."""
    if not is_at_the_same_place(content) or reader.read_report(content).place is not None:
        return None
    return await _latest(turn)


async def _latest(turn: Turn) -> Slots | None:
    """Return place and unit told last, saying so; None where none was."""
    found = await _told_last(turn, UUID(turn.message_id)) if turn.message_id is not None else None
    if found is not None:
        turn.say(SAME_PLACE(place=found[_PLACE]), (), form_question())
    return found


async def _told_last(turn: Turn, message_id: UUID) -> Slots | None:
    async with database.transaction() as session:
        said = await conversations.messages(session, conversation_id=turn.conversation_id, limit=_LOOKED_BACK)
        for message in reversed([one for one in said if one.id != message_id]):
            if _says_that_it_is_filed(message):
                codes = await feedback.codes_of_conversation(session, conversation_id=turn.conversation_id)
                case = await feedback.case_by_code(session, code=codes[0]) if codes else None
                return {_PLACE: case.place, _UNIT: case.unit_code} if case and case.place else None
            if message.author == Author.CITIZEN and (place := place_in(message.text)):
                unit = reader.read_report(message.text).unit
                return {_PLACE: place, _UNIT: unit.code if unit else None}
    return None


def _says_that_it_is_filed(message: Message) -> bool:
    kind = (message.meta or {}).get("kind")
    return message.author == Author.BOT and kind == Kind.FEEDBACK_FILED.value
