"""What is done with files that come with a message, and with the buttons about them."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from api import database
from api.attachments import service as files
from api.conversations import attachments, exchange, file_choices, file_turns, offers, records, wording
from api.conversations.metadata import Kind, Metadata
from api.conversations.reply import Reply
from api.conversations.turn import Outcome, Turn, ask_rasa

_OUT_OF_DATE = Metadata(kind=Kind.FALLBACK)


async def files_fetched(turn: Turn) -> Outcome | None:
    """What a messenger keeps is fetched before anything is made of it, also while an operator is there."""
    if turn.has_files and turn.from_citizen:
        await file_turns.fetch(turn.message_id, channel=turn.channel)
    return None


async def file_kept(turn: Turn) -> Outcome | None:
    """Files without words are kept with the conversation, and what was being asked is asked once more."""
    if not attachments.is_file_alone(turn.attachment, turn.text):
        return None
    replies = await file_turns.answer(
        conversation_id=turn.conversation_id, message_id=turn.message_id, before=turn.sequence
    )
    return Outcome(replies, files_told=True) if replies is not None else None


async def file_answered(turn: Turn) -> Outcome | None:
    """A button about a file does what it says: its place used or not, the file added to a report or not."""
    if not turn.from_citizen:
        return None
    async with database.transaction() as session:
        offered = await offers.chosen(
            session,
            conversation_id=turn.conversation_id,
            before=turn.sequence,
            text=turn.text,
            tap=turn.payload,
        )
    choice = file_choices.read_choice(offered.payload) if offered else None
    if choice is None:
        return None
    if choice.do in (file_choices.Do.ADD, file_choices.Do.LEAVE):
        return _file_and_report(turn, choice)
    return await _photo_place(turn, choice)


async def _photo_place(turn: Turn, choice: file_choices.FileChoice) -> Outcome:
    """The place of a photo is told to Rasa as if it had been shared, or not at all; either way it is forgotten."""

    async def forget(session: AsyncSession) -> None:
        await files.forget_places(session, conversation_id=turn.conversation_id)

    if choice.do is file_choices.Do.NO_PLACE:
        told = await file_turns.no_place(conversation_id=turn.conversation_id, before=turn.sequence)
        return Outcome(told, effect=forget, files_told=True)
    place = await file_turns.place_chosen(choice=choice, conversation_id=turn.conversation_id)
    if place is None:
        return Outcome((Reply(wording.OUT_OF_DATE(), metadata=_OUT_OF_DATE),))
    shared = replace(turn, attachment=place.as_json())
    return Outcome(await ask_rasa(shared, place.words), effect=forget, files_told=True)


def _file_and_report(turn: Turn, choice: file_choices.FileChoice) -> Outcome:
    async def take(session: AsyncSession) -> None:
        reply = await file_turns.about_report(session, choice=choice, conversation_id=turn.conversation_id)
        if reply is not None:
            await exchange.say(
                session,
                conversation=await records.get(session, conversation_id=turn.conversation_id),
                text=reply.text,
                in_reply_to=turn.message_id,
                metadata=reply.metadata,
            )

    return Outcome(effect=take)


async def with_files(turn: Turn, outcome: Outcome) -> Outcome:
    """Let what is answered to words tell of the files too; a danger is told of alone."""
    if not outcome.replies or not outcome.notice_first or outcome.files_told or not turn.from_citizen:
        return outcome
    replies = await file_turns.beside(
        outcome.replies,
        conversation_id=turn.conversation_id,
        message_id=turn.message_id,
        sent=turn.has_files,
    )
    return replace(outcome, replies=replies)
