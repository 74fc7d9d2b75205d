"""A change that could not be brought to the chat of whoever reported: told once by SMS or e-mail, where they left one.

It goes into a conversation of the case on that channel, as a caller's does: it knows the case, not the number.
"""

from uuid import UUID

import structlog
from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.conversations import service as conversations
from api.conversations.choices import from_rows
from api.conversations.metadata import Kind, read
from api.errors import NotFoundError
from api.feedback.caller_lines import line_address, line_channel
from api.feedback.lookup import contact
from api.feedback.models import Case
from api.privacy import service as privacy

log = structlog.get_logger()

_ABOUT_A_CASE = (None, Kind.FEEDBACK_FILED)
"""Kinds of message that tell of a case unasked; an answer in a talk is no use to somebody who is not there."""


async def tell_elsewhere(session: AsyncSession, *, message_id: UUID) -> bool:
    """Queue what the message tells of a case for the phone or e-mail of the report; tell whether there is such a way.

    The caller makes sure that this is asked once a message. Placeholders are hidden: their values stay in the vault of
    the chat, and are erased with it.
    """
    try:
        message = await conversations.message(session, message_id=message_id)
        told_in = await conversations.get(session, conversation_id=message.conversation_id)
    except NotFoundError:  # erased
        return False
    about = read(message.meta)
    if told_in.channel in conversations.NOTICE_CHANNELS or about.kind not in _ABOUT_A_CASE:
        return False
    case = await _case_of(session, code=about.feedback_code, conversation_id=told_in.id)
    if case is None:
        return False
    known = contact(case)
    channel = line_channel(phone=known.phone, email=known.email)
    if channel is None:
        return False
    await conversations.say(
        session,
        conversation=await _line(session, case, channel=channel),
        text=privacy.hide(message.text),
        choices=from_rows(message.choices),
        author=conversations.Author.SYSTEM,
    )
    log.info("told elsewhere", case=case.code, channel=channel, instead_of=told_in.channel)
    return True


async def _case_of(session: AsyncSession, *, code: str | None, conversation_id: UUID) -> Case | None:
    """Return the case of `code`, or one merged into it, that was filed from the conversation."""
    if code is None:
        return None
    main = select(Case.id).where(Case.code == code).scalar_subquery()
    found: Case | None = await session.scalar(
        select(Case)
        .where(or_(Case.id == main, Case.merged_into_id == main), Case.conversation_id == conversation_id)
        .order_by(Case.merged_into_id.is_not(None), Case.id)
        .limit(1)
    )
    return found


async def _line(session: AsyncSession, case: Case, *, channel: str) -> conversations.Conversation:
    address = line_address(case)
    line = await conversations.by_address(session, channel=channel, address=address)
    if line is None:
        return await conversations.open_notices(session, channel=channel, address=address)
    return await conversations.locked(session, conversation_id=line.id)
