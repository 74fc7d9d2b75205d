"""Adding to a report after it was filed what its citizen tells of it in the conversation: words, a name, a number."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from api.errors import ConflictError
from api.feedback import wording
from api.feedback.filing import sealed
from api.feedback.lifecycle import note_event
from api.feedback.models import Case, Status
from api.feedback.opening import open_case
from api.feedback.outcomes import CITIZEN
from api.feedback.verdicts import own_case
from retrieval.text import fold

_NOTHING_MORE = frozenset({
    Status.ANSWERED, Status.REFUSED, Status.TRANSFERRED_OUT, Status.CLOSED, Status.PUBLISHED,
})  # fmt: skip
"""States in which nobody would read what is added."""


async def add_words(
    session: AsyncSession,
    *,
    code: str,
    conversation_id: UUID,
    text: str,
    contact_phone: str | None = None,
    contact_name: str | None = None,
    now: datetime,
) -> Case:
    """Add `text`, masked already, to the report with `code` that was filed in the conversation; its clock goes on.

    A number or name told with it becomes the report's contact. Placeholders in them are resolved from the
    conversation's vault and stored encrypted.

    Raises:
        CaseNotFoundError: no such report was filed in the conversation.
        ConflictError: it is answered or over, or the agency has asked for information; the sentence says which.
    """
    found = await own_case(session, code=code, conversation_id=conversation_id)
    case = await open_case(session, case_id=found.id)
    status = Status(case.status)
    if status in _NOTHING_MORE or case.merged_into_id is not None:
        raise ConflictError(f"case {case.code} is {status}", sentence=wording.NOTHING_MORE(code=case.code))
    if status is Status.NEEDS_INFO:
        raise ConflictError(f"case {case.code} is {status}", sentence=wording.INFO_BY_BUTTON(code=case.code))
    if contact_phone:
        case.contact_phone = await sealed(session, contact_phone, conversation_id)
    if contact_name:
        case.contact_name = await sealed(session, contact_name, conversation_id)
    words = text.strip()
    case.content = f"{case.content}\n\n{wording.ADDED(text=words)}"
    case.search_text = f"{case.search_text} {fold(words)}"
    case.updated_at = now
    await note_event(session, case=case, kind="words_added", actor=CITIZEN, now=now, note=words)
    return case
