"""Answering one message of a citizen: a list of steps, of which the first that has an answer gives it.

No transaction is open while Rasa works. The answer is stored together with the turn's end, so that a turn
that was cut short anywhere is run again from its start and a finished one never is.
"""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any, TypeAlias
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from api import database
from api.attachments import service as files
from api.conversations import (
    after_emergency,
    asking,
    attachments,
    case_turns,
    commands,
    exchange,
    file_choices,
    file_turns,
    handoff,
    offers,
    phone_tails,
    plain_questions,
    rasa_client,
    records,
    wording,
)
from api.conversations.emergency import detect
from api.conversations.emergency_reply import emergency_reply
from api.conversations.handoff_asked import Cause
from api.conversations.metadata import Kind, Metadata
from api.conversations.models import Author, Conversation, Message, Owner, TurnState
from api.conversations.reply import Reply
from api.feedback import service as feedback

log = structlog.get_logger()

NOTICE_GIVEN = "notice"
NOTICE_VERSION = 1
"""Raised when the text of the notice changes in substance; stored with each conversation that got it."""

_FALLBACK = Metadata(kind=Kind.FALLBACK)

Effect: TypeAlias = Callable[[AsyncSession], Awaitable[object]]


@dataclass(frozen=True)
class Turn:
    """A message to answer. `text` is masked; `retried` says that an earlier try was cut short."""

    message_id: UUID
    conversation_id: UUID
    channel: str
    text: str
    payload: str | None
    owner: Owner
    from_citizen: bool
    sequence: int
    retried: bool
    attachment: dict[str, Any] | None = None

    @property
    def has_files(self) -> bool:
        """Whether files came with it."""
        return (self.attachment or {}).get("kind") in attachments.FILE_KINDS


@dataclass(frozen=True)
class Outcome:
    """What a step decided: its replies, and what else is to be stored with them; `files_told`: they tell of files."""

    replies: tuple[Reply, ...] = ()
    effect: Effect | None = None
    notice_first: bool = True
    files_told: bool = False


Step: TypeAlias = Callable[[Turn], Awaitable[Outcome | None]]


async def emergency_first(turn: Turn) -> Outcome | None:
    """Fire, crime, injury, danger to life: say whom to call before anything else, also when an operator is there."""
    emergency = detect(turn.text) if turn.from_citizen else None
    if emergency is None:
        return None
    log.warning("emergency", conversation=str(turn.conversation_id), kinds=emergency.kinds)

    async def alert(session: AsyncSession) -> None:
        await handoff.raise_emergency(session, conversation_id=turn.conversation_id, kinds=emergency.kinds)

    return Outcome((emergency_reply(emergency),), effect=alert, notice_first=False)


async def case_tapped(turn: Turn) -> Outcome | None:
    """A button about the citizen's own case does what it says, also while an operator is there."""
    return await _about_case(turn) if turn.from_citizen and turn.payload is not None else None


async def case_answered(turn: Turn) -> Outcome | None:
    """A number or title that means such a button, or words typed under a question about the case."""
    return await _about_case(turn) if turn.from_citizen and turn.payload is None else None


async def _about_case(turn: Turn) -> Outcome | None:
    words = None
    choice = await case_turns.chosen(
        conversation_id=turn.conversation_id, before=turn.sequence, text=turn.text, tap=turn.payload
    )
    if choice is None and turn.payload is None and rasa_client.for_rasa(turn.text):
        choice = await case_turns.question(conversation_id=turn.conversation_id, before=turn.sequence)
        words = turn.text
    if choice is None:
        return None

    async def take(session: AsyncSession) -> None:
        await case_turns.take(
            session,
            choice=choice,
            conversation_id=turn.conversation_id,
            message_id=turn.message_id,
            words=words,
        )

    return Outcome(effect=take)


async def operator_answers(turn: Turn) -> Outcome | None:
    """With an operator the assistant is silent; the message was announced when it was stored."""
    return Outcome() if turn.owner == Owner.OPERATOR and turn.from_citizen else None


async def filed_before(turn: Turn) -> Outcome | None:
    """An earlier try of this turn filed a case and was cut short before it could say so: say so now.

    Where Rasa knows, it is said in its own words; else cancelling what it may still be asking keeps the next answer
    from filing again.
    """
    if not turn.retried or await asking.code_filed(turn.message_id) is None:
        return None
    return Outcome(await _ask_rasa(turn, "/cancel"))


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
        return Outcome((Reply(wording.OUT_OF_DATE(), metadata=_FALLBACK),))
    shared = replace(turn, attachment=place.as_json())
    return Outcome(await _ask_rasa(shared, place.words), effect=forget, files_told=True)


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


async def command_given(turn: Turn) -> Outcome | None:
    """Commands such as /xoadulieu mean one thing, whatever the model would make of them; so do some plain questions."""
    if turn.payload is not None or not turn.from_citizen:
        return None
    payload = commands.payload_of(turn.text) or plain_questions.payload_of(turn.text)
    return Outcome(await _ask_rasa(turn, payload)) if payload else None


async def danger_asked_about(turn: Turn) -> Outcome | None:
    """A question right after a danger was told is answered with whom to call, before anything else."""
    if turn.payload is not None or not turn.from_citizen:
        return None
    async with database.transaction() as session:
        reply = await after_emergency.reply_to(
            session, conversation_id=turn.conversation_id, before=turn.sequence, text=turn.text
        )
    return Outcome((reply,)) if reply else None


async def tail_given(turn: Turn) -> Outcome | None:
    """Digits that answer our question for the end of a phone number are that, and no number of a choice or a rating."""
    if turn.payload is not None or not turn.from_citizen:
        return None
    async with database.transaction() as session:
        payload = await phone_tails.payload_for(
            session, conversation_id=turn.conversation_id, before=turn.sequence, text=turn.text
        )
    return Outcome(await _ask_rasa(turn, payload)) if payload else None


async def choice_taken(turn: Turn) -> Outcome | None:
    """A tap, a number or a title that means a choice offered before goes to Rasa as that choice's payload."""
    if not turn.from_citizen:
        return Outcome(await _ask_rasa(turn, turn.payload or handoff.RESUME))
    async with database.transaction() as session:
        choice = await offers.chosen(
            session,
            conversation_id=turn.conversation_id,
            before=turn.sequence,
            text=turn.text,
            tap=turn.payload,
        )
    if choice is not None:
        return Outcome(await _ask_rasa(turn, choice.payload))
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
    return Outcome(await _ask_rasa(turn, rasa_client.for_rasa(turn.text)))


STEPS: tuple[Step, ...] = (
    emergency_first,
    filed_before,
    files_fetched,
    case_tapped,
    operator_answers,
    file_kept,
    file_answered,
    command_given,
    danger_asked_about,
    tail_given,
    case_answered,
    choice_taken,
    nothing_to_read,
    model_answers,
)


async def _ask_rasa(turn: Turn, message: str) -> tuple[Reply, ...]:
    question = rasa_client.Question(
        conversation_id=turn.conversation_id,
        message_id=turn.message_id,
        channel=turn.channel,
        message=message,
        attachment=turn.attachment,
    )
    return await asking.ask_once(question, retried=turn.retried)


async def run(message_id: UUID, *, retried: bool) -> None:
    """Answer the message, once: a turn that is done or given up is left alone.

    Raises:
        RasaFailedError: no answer from Rasa; the turn stays pending.
    """
    started = time.monotonic()
    async with database.transaction() as session:
        turn = await _load(session, message_id, retried=retried)
    if turn is None:
        return
    for step in STEPS:
        outcome = await step(turn)
        if outcome is not None:
            outcome = await _with_files(turn, outcome)
            await _settle(turn, outcome, milliseconds=round((time.monotonic() - started) * 1000))
            log.info("turn done", message=str(message_id), step=step.__name__)
            return


async def _with_files(turn: Turn, outcome: Outcome) -> Outcome:
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


async def _load(session: AsyncSession, message_id: UUID, *, retried: bool) -> Turn | None:
    """Return what there is to answer, None where the turn is over or the message was erased."""
    message = await session.get(Message, message_id)
    if message is None or message.turn_state != TurnState.PENDING:
        return None
    conversation = await records.get(session, conversation_id=message.conversation_id)
    return Turn(
        message_id=message.id,
        conversation_id=conversation.id,
        channel=conversation.channel,
        text=message.text,
        payload=message.payload,
        owner=Owner(conversation.owner),
        from_citizen=message.author == Author.CITIZEN,
        sequence=message.sequence,
        retried=retried,
        attachment=message.attachment,
    )


async def _settle(turn: Turn, outcome: Outcome, *, milliseconds: int) -> None:
    """Store the replies, what belongs to them and the end of the turn, together."""
    async with database.transaction() as session:
        # erased meanwhile: its turn is over, which the next lines see
        conversation = await records.locked(session, conversation_id=turn.conversation_id, erased_too=True)
        message = await session.get(Message, turn.message_id, with_for_update=True)
        if message is None or message.turn_state != TurnState.PENDING:
            return
        if outcome.replies and outcome.notice_first:
            await _give_notice(session, conversation, message)
        for reply in outcome.replies:
            await exchange.say(
                session,
                conversation=conversation,
                text=reply.text,
                choices=reply.choices,
                in_reply_to=message.id,
                metadata=reply.metadata,
            )
        await case_turns.offer_same_thing(
            session, conversation=conversation, replies=outcome.replies, message_id=message.id
        )
        if outcome.effect is not None:
            await outcome.effect(session)
        message.turn_state, message.turn_milliseconds = TurnState.DONE, milliseconds
        await exchange.announce_change(session, conversation.id)


async def _give_notice(session: AsyncSession, conversation: Conversation, message: Message) -> None:
    """Tell, once a conversation, that this is an AI, what is stored and how to have it erased.

    AI Law 134/2025/QH15 art. 11 (people must know they talk to an AI system); Law 91/2025/QH15 on personal data.
    """
    if await records.happened(session, conversation_id=conversation.id, kind=NOTICE_GIVEN):
        return
    await exchange.say(
        session,
        conversation=conversation,
        text=wording.NOTICE(),
        in_reply_to=message.id,
        metadata=Metadata(kind=Kind.NOTICE),
    )
    await handoff.record(
        session,
        conversation_id=conversation.id,
        kind=NOTICE_GIVEN,
        actor="system",
        version=NOTICE_VERSION,
        channel=conversation.channel,
    )


async def give_up(message_id: UUID, *, error: BaseException) -> None:
    """End a turn that could not be answered: an honest sentence, an operator asked for, the error kept.

    Where a try filed a case, the sentence is its code.
    """
    async with database.transaction() as session:
        failed = await session.get(Message, message_id)
        if failed is None:
            return
        # the conversation before the message, as everywhere: two transactions never wait for each other
        conversation = await records.locked(session, conversation_id=failed.conversation_id, erased_too=True)
        message = await session.get(Message, message_id, with_for_update=True, populate_existing=True)
        if message is None or message.turn_state != TurnState.PENDING:
            return
        await handoff.record(
            session,
            conversation_id=conversation.id,
            kind="turn_failed",
            actor="system",
            reason=f"{type(error).__name__}: {error}"[:2000],
            message_id=str(message.id),
        )
        case = await feedback.by_idempotency_key(session, key=str(message.id))
        if case is not None:
            await exchange.say(
                session,
                conversation=conversation,
                text=wording.ALREADY_FILED(code=case.code),
                in_reply_to=message.id,
                metadata=Metadata(kind=Kind.FEEDBACK_FILED, feedback_code=case.code),
            )
        elif conversation.owner != Owner.OPERATOR:
            await exchange.say(
                session,
                conversation=conversation,
                text=wording.FAILED(),
                in_reply_to=message.id,
                metadata=Metadata(kind=Kind.HANDOFF),
            )
            await handoff.ask_for_human(
                session,
                conversation_id=conversation.id,
                reason=wording.REASON_FAILED(),
                cause=Cause.NO_ANSWER,
            )
        message.turn_state = TurnState.FAILED
        await exchange.announce_change(session, conversation.id)
