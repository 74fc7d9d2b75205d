"""Telling citizens what becomes of a case, once a change, on the channel each of them uses."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.agencies import directory
from api.conversations import service as conversations
from api.conversations.choices import Choice
from api.conversations.metadata import Metadata
from api.conversations.service import Author
from api.errors import NotFoundError
from api.feedback import wording
from api.feedback.errors import NoReasonError
from api.feedback.models import Case
from api.feedback.opening import audience, open_case
from api.privacy import service as privacy
from api.settings import CITY_TIME


async def masked(session: AsyncSession, case: Case, text: str | None) -> str:
    """Return what an officer wrote about `case`, with personal data masked for its conversation.

    For a caller there is no vault, so it is struck out.

    Raises:
        NoReasonError: nothing was written.
    """
    words = (text or "").strip()
    if not words:
        raise NoReasonError("an empty text")
    if case.conversation_id is None:
        return privacy.strike_out(words)
    await conversations.locked(session, conversation_id=case.conversation_id)
    return await privacy.mask_answer(session, conversation_id=case.conversation_id, text=words)


async def as_citizen_wrote(session: AsyncSession, *, case_id: int, text: str) -> str:
    """Return what the citizen wrote about the case elsewhere than in the conversation, masked; nothing stays nothing."""
    case = await open_case(session, case_id=case_id)
    return await masked(session, case, text) if text.strip() else ""


async def tell(
    session: AsyncSession,
    case: Case,
    text: str,
    *,
    author: Author = Author.SYSTEM,
    options: Sequence[tuple[str, str]] = (),
) -> None:
    """Tell whoever filed the case, with `options` (title, payload) to tap; and those who follow it or filed the same.

    These read no personal data: the placeholders belong to the vault of the one who filed. Nobody is told where a
    caller filed the case. The conversations are locked already (`opening`): what is committed after a later message
    would be passed over by a page that follows the conversation.
    """
    for conversation_id in await audience(session, case_ids=(case.id,)):
        try:
            conversation = await conversations.locked(session, conversation_id=conversation_id)
        except NotFoundError:  # erased
            continue
        own = conversation_id == case.conversation_id
        await conversations.say(
            session,
            conversation=conversation,
            text=text if own else wording.FOLLOWED(text=privacy.hide(text)),
            choices=[Choice(id="", title=title, payload=payload) for title, payload in options]
            if own
            else (),
            author=author,
            metadata=Metadata(feedback_code=case.code),
        )


async def tell_merged(session: AsyncSession, case: Case, text: str) -> None:
    """Tell whoever filed `case` alone, such as that it is now followed under another code."""
    if case.conversation_id is None:
        return
    try:
        conversation = await conversations.locked(session, conversation_id=case.conversation_id)
    except NotFoundError:  # erased
        return
    await conversations.say(
        session,
        conversation=conversation,
        text=text,
        author=Author.SYSTEM,
        metadata=Metadata(feedback_code=case.code),
    )


async def merged_into(session: AsyncSession, case: Case) -> list[Case]:
    """Return the cases that are followed under `case`, oldest first."""
    rows = await session.scalars(select(Case).where(Case.merged_into_id == case.id).order_by(Case.id))
    return list(rows)


def agency_name(code: str) -> str:
    """Return the agency's name."""
    return directory.agency(code).name


def due_words(case: Case) -> str:
    """Return the day an answer is due, as people write it."""
    return f"{case.due_at.astimezone(CITY_TIME):%d/%m/%Y}" if case.due_at else "sẽ được báo sau"
