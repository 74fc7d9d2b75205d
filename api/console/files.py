"""Opening a file from a staff page: who may is asked anew each time, and that it was opened is in the audit."""

from uuid import UUID

from fastapi import APIRouter, Cookie, Response
from sqlalchemy.ext.asyncio import AsyncSession

from api import database
from api.attachments import service as files
from api.audit import service as audit
from api.console.case_actions import own_agency
from api.console.shell import MOUNT_PATH
from api.console.visitor import COOKIE, admitted
from api.feedback import service as feedback
from api.staff.service import Account, Role

router = APIRouter(prefix=MOUNT_PATH, include_in_schema=False)


def case_file_address(case_id: int, file_id: UUID) -> str:
    """Return where an officer opens a file of a case."""
    return f"{MOUNT_PATH}/cases/{case_id}/files/{file_id}"


def talk_file_address(file_id: UUID) -> str:
    """Return where an operator opens a file of a conversation."""
    return f"{MOUNT_PATH}/talks/files/{file_id}"


@router.get("/cases/{case_id}/files/{file_id}")
async def case_file(case_id: int, file_id: UUID, troly_staff: str = Cookie("", alias=COOKIE)) -> Response:
    """Give a file of a case to an officer whose agency has the case, or who sees all."""
    async with database.transaction() as session:
        account = await admitted(session, token=troly_staff, roles=frozenset({Role.OFFICER}))
        file = await feedback.open_file(
            session,
            case_id=case_id,
            agency=own_agency(account),
            file_id=file_id,
            actor=f"staff:{account.id}",
        )
    return await files.response(file)


@router.get("/talks/files/{file_id}")
async def talk_file(file_id: UUID, troly_staff: str = Cookie("", alias=COOKIE)) -> Response:
    """Give a file of a conversation to an operator."""
    async with database.transaction() as session:
        account = await admitted(session, token=troly_staff, roles=frozenset({Role.OPERATOR}))
        file = await _of_a_talk(session, file_id, account)
    return await files.response(file)


async def _of_a_talk(session: AsyncSession, file_id: UUID, account: Account) -> files.StoredFile:
    file = await session.get(files.StoredFile, file_id)
    if file is None or file.conversation_id is None or file.state != files.FileState.KEPT:
        raise files.FileNotFoundForYouError(f"no file {file_id} of a conversation")
    await audit.record(
        session,
        actor=f"staff:{account.id}",
        kind="file_opened",
        subject=f"conversation:{file.conversation_id}",
        file=str(file_id),
    )
    return file
