"""Files on public pages: those of an own report by the links of the tracking page, and those reviewed for everybody."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from api import clock, database
from api.attachments import service as files
from api.feedback import service as feedback

router = APIRouter(include_in_schema=False)


@router.get("/theo-doi/tep/{case_id}/{file_id}")
async def tracked_file(
    case_id: int,
    file_id: UUID,
    until: Annotated[int, Query(ge=0, le=2**53)],
    key: Annotated[str, Query(max_length=64)],
) -> Response:
    """A file of a report, by a link that was given to whoever filed or follows it."""
    files.check_signed(file_id, reader=feedback.reader_of(case_id), until=until, key=key, now=clock.now())
    async with database.transaction() as session:
        file = await feedback.file_for_citizen(session, case_id=case_id, file_id=file_id)
    return await files.response(file)


@router.get("/tra-loi/tep/{code}/{file_id}")
async def published_file(code: str, file_id: UUID) -> Response:
    """A file of a published answer that was reviewed for everybody."""
    async with database.transaction() as session:
        file = await feedback.published_file(session, code=code, file_id=file_id)
    return await files.response(file, for_everybody=True)
