"""What a citizen's words or taps mean: a command, digits we asked for, a choice, and else what Rasa understands."""

from sqlalchemy.ext.asyncio import AsyncSession

from api import database
from api.conversations import (
    case_turns,
    commands,
    handoff,
    offers,
    phone_tails,
    plain_questions,
    rasa_client,
    records,
    while_waiting,
    wording,
)
from api.conversations.metadata import Kind, Metadata
from api.conversations.models import Owner
from api.conversations.reply import Reply
from api.conversations.turn import Outcome, Turn, ask_rasa
from bot.filed_signs import OfFiled, of_filed
from retrieval.text import has_accents

_FALLBACK = Metadata(kind=Kind.FALLBACK)


async def command_given(turn: Turn) -> Outcome | None:
    """Commands such as /xoadulieu mean one thing, whatever the model would make of them; so do some plain questions."""
    if turn.payload is not None or not turn.from_citizen:
        return None
    payload = commands.payload_of(turn.text) or plain_questions.payload_of(turn.text)
    return Outcome(await ask_rasa(turn, payload)) if payload else None


async def english_goes_on(turn: Turn) -> Outcome | None:
    """A few words after an answer in English are English too: "okay", "bye", "An Khanh ward"."""
    if turn.payload is not None or not turn.from_citizen or has_accents(turn.text):
        return None
    async with database.transaction() as session:
        answered = await records.last_said(
            session, conversation_id=turn.conversation_id, before=turn.sequence
        )
    if answered is None or not plain_questions.goes_on_in_english(turn.text, answered=answered.text):
        return None
    return Outcome(await ask_rasa(turn, plain_questions.english_payload(turn.text)))


async def waiting_answered(turn: Turn) -> Outcome | None:
    """Who waits for an operator leaves a number, says yes or "ai biết" to it, or wants nobody any more."""
    if turn.owner != Owner.WAITING or turn.payload is not None or not turn.from_citizen:
        return None
    async with database.transaction() as session:
        conversation = await records.get(session, conversation_id=turn.conversation_id)
        answered = await while_waiting.answer_to(
            session,
            conversation_id=turn.conversation_id,
            before=turn.sequence,
            text=turn.text,
            emergency=conversation.emergency,
        )
    if answered is None:
        return None

    async def keep(session: AsyncSession) -> None:
        if answered.taken_back:
            await handoff.take_back(session, conversation_id=turn.conversation_id)
        elif answered.told:
            await handoff.tell_operators(session, conversation_id=turn.conversation_id, told=answered.told)

    return Outcome((answered.reply,), effect=keep)


async def tail_given(turn: Turn) -> Outcome | None:
    """Digits that answer our question for the end of a phone number are that, and no number of a choice or a rating."""
    if turn.payload is not None or not turn.from_citizen:
        return None
    if of_filed(turn.text) is OfFiled.ADDS:  # a number to be added to a report
        return None
    async with database.transaction() as session:
        payload = await phone_tails.payload_for(
            session, conversation_id=turn.conversation_id, before=turn.sequence, text=turn.text
        )
    if payload is None:
        return None
    if payload == phone_tails.REPORT_AGAIN:
        asked = await case_turns.question(conversation_id=turn.conversation_id, before=turn.sequence)
        if asked is not None:  # the number is what the agency asked for
            return None
    return Outcome(await ask_rasa(turn, payload))


async def choice_taken(turn: Turn) -> Outcome | None:
    """A tap, a number or a title that means a choice offered before goes to Rasa as that choice's payload."""
    if not turn.from_citizen:
        return Outcome(await ask_rasa(turn, turn.payload or handoff.RESUME))
    async with database.transaction() as session:
        choice = await offers.chosen(
            session,
            conversation_id=turn.conversation_id,
            before=turn.sequence,
            text=turn.text,
            tap=turn.payload,
        )
    if choice is not None:
        return Outcome(await ask_rasa(turn, choice.payload))
    if turn.payload is not None:
        return Outcome((Reply(wording.OUT_OF_DATE(), metadata=_FALLBACK),))
    return None


async def nothing_to_read(turn: Turn) -> Outcome | None:
    """A sticker, a picture, a lone sign: ask for words."""
    if rasa_client.for_rasa(turn.text):
        return None
    return Outcome((Reply(wording.NOTHING_TO_READ(), metadata=_FALLBACK),))


async def model_answers(turn: Turn) -> Outcome | None:
    """Everything else is Rasa's to understand."""
    return Outcome(await ask_rasa(turn, rasa_client.for_rasa(turn.text)))
