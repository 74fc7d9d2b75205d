"""Messages in and out: stored, announced, and the jobs that carry them on, all in the caller's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import exists, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api import clock, jobs
from api.channels import service as deliveries
from api.conversations import attachments, records
from api.conversations.attachments import Location, SentFile
from api.conversations.choices import Choice, numbered, to_rows
from api.conversations.metadata import NOTHING, Metadata
from api.conversations.models import Author, Conversation, Message, TurnState
from api.database import announce, psycopg_connection
from api.privacy import crypto
from api.privacy import service as privacy
from retrieval import text as vietnamese

RUN_TURN = "run_turn"
"""Name of the job that answers one message; it is deferred by name since its module imports this one."""
LONGEST_TEXT = 20_000
"""Characters of one message that are kept; the longest message of any channel is far shorter."""


@dataclass(frozen=True)
class Incoming:
    """A message from a channel. `external_id` is the channel's own id of it, which makes a repeat harmless.

    `attachment` is a place on the map; `files` came with the message or are to be fetched from the channel.
    A tap gives `choice_id` (the id of a stored choice) or `payload`; either counts only if it was offered.
    """

    channel: str
    address: str
    external_id: str | None
    text: str
    payload: str | None = None
    choice_id: str | None = None
    attachment: Location | None = None
    files: tuple[SentFile, ...] = ()


async def receive(session: AsyncSession, *, incoming: Incoming) -> Message | None:
    """Store a citizen's message, masked, and defer its turn; None where it was stored before.

    The conversation's row stays locked until the transaction ends, so that the turns of one conversation are
    deferred in the order of its messages.

    Raises:
        FileRefusedError: the citizen has sent too many files in a day.
    """
    if await _known(session, incoming):
        return None
    conversation = await _conversation_with(session, incoming)
    place, sent = incoming.attachment, incoming.files
    text = vietnamese.nfc(incoming.text)[:LONGEST_TEXT]
    # a tap is stored as it came; the turn finds out which choice it means
    message_id = await session.scalar(
        insert(Message)
        .values(
            id=uuid4(),
            conversation_id=conversation.id,
            channel=incoming.channel,
            external_id=incoming.external_id,
            author=Author.CITIZEN,
            text=await privacy.mask(session, conversation_id=conversation.id, text=text)
            or attachments.words_for(place, sent),
            attachment=attachments.as_json(place, sent),
            payload=_tap(incoming),
            choices=[],
            turn_state=TurnState.PENDING,
        )
        .on_conflict_do_nothing(index_elements=["channel", "external_id"])
        .returning(Message.id)
    )
    if message_id is None:  # the same message came twice at once, to two processes
        return None
    await attachments.keep(session, conversation_id=conversation.id, message_id=message_id, sent=sent)
    conversation.last_activity_at = clock.now()
    await defer_turn(session, conversation_id=conversation.id, message_id=message_id)
    await announce_change(session, conversation.id)
    return await records.message(session, message_id=message_id)


def _tap(incoming: Incoming) -> str | None:
    return f"choice:{incoming.choice_id}" if incoming.choice_id else incoming.payload


async def _known(session: AsyncSession, incoming: Incoming) -> bool:
    if incoming.external_id is None:
        return False
    seen = exists().where(Message.channel == incoming.channel, Message.external_id == incoming.external_id)
    return bool(await session.scalar(select(seen)))


async def _conversation_with(session: AsyncSession, incoming: Incoming) -> Conversation:
    """Return the conversation of the sender, made where there is none, locked."""
    digest = records.address_digest(incoming.channel, incoming.address)
    await session.execute(
        insert(Conversation)
        .values(
            id=uuid4(),
            channel=incoming.channel,
            address_digest=digest,
            address_ciphertext=crypto.encrypt(incoming.address),
        )
        .on_conflict_do_nothing(index_elements=["channel", "address_digest"])
    )
    return (
        await session.scalars(
            select(Conversation)
            .where(Conversation.channel == incoming.channel, Conversation.address_digest == digest)
            .with_for_update()
        )
    ).one()


async def defer_turn(session: AsyncSession, *, conversation_id: UUID, message_id: UUID) -> None:
    """Defer the turn of a stored message; the turns of one conversation run one after another."""
    job = jobs.app.configure_task(
        RUN_TURN,
        queue=jobs.TURNS,
        lock=f"turn:{conversation_id}",
        connection=await psycopg_connection(session),
    )
    await job.defer_async(message_id=str(message_id))


async def say(
    session: AsyncSession,
    *,
    conversation: Conversation,
    text: str,
    choices: Sequence[Choice] = (),
    author: Author = Author.BOT,
    operator_id: int | None = None,
    in_reply_to: UUID | None = None,
    metadata: Metadata = NOTHING,
) -> Message:
    """Store a message to the citizen, queue its delivery and announce it.

    The ids of `choices` are given here, unique within the conversation; only title and payload are taken over.
    """
    message = Message(
        id=uuid4(),
        conversation_id=conversation.id,
        channel=conversation.channel,
        author=author,
        operator_id=operator_id,
        text=vietnamese.nfc(text),
        in_reply_to=in_reply_to,
        meta=metadata.as_json(),
    )
    offered = numbered(message.id.hex[:8], [(choice.title, choice.payload) for choice in choices])
    message.choices = to_rows(offered)
    session.add(message)
    conversation.last_activity_at = clock.now()
    await session.flush()
    await deliveries.queue_delivery(session, message=message)
    await announce_change(session, conversation.id)
    return message


async def announce_change(session: AsyncSession, conversation_id: UUID) -> None:
    """Wake the pages that show this conversation and those that list all."""
    await announce(session, "conversation", conversation_id)
    await announce(session, "conversations", "all")
