"""REST: the files of an agency's case. Listed, opened (which is recorded), and added to progress and answers."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict

from api import clock
from api.attachments import service as files
from api.attachments.service import Audience, FileKind, Origin
from api.channels.request_body import BodyTooLargeError, read_body
from api.feedback import service
from api.feedback.routes import Officer

router = APIRouter(tags=["feedback"])


class FileView(BaseModel):
    """A file of a case; `size` in bytes, `added_by` citizen, staff:<id> or api_key:<id>.

    `audience`: internal (officers), citizen (also whoever filed the case), public (everybody, once published).
    """

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    kind: FileKind
    media_type: str
    name: str
    size: int
    origin: Origin
    audience: Audience
    added_at: datetime
    added_by: str


class AddedFile(BaseModel):
    """The file that was added."""

    id: UUID


@router.get("/api/agencies/{agency}/cases/{case_id}/files")
async def case_files(desk: Officer, case_id: int) -> list[FileView]:
    """The files of a case, oldest first."""
    found = await service.files_to_read(desk.session, case_id=case_id, agency=desk.agency)
    return [FileView.model_validate(one) for one in found]


@router.get("/api/agencies/{agency}/cases/{case_id}/files/{file_id}", response_class=Response)
async def case_file(desk: Officer, case_id: int, file_id: UUID) -> Response:
    """The bytes of a file; that it was opened is recorded."""
    file = await service.open_file(
        desk.session, case_id=case_id, agency=desk.agency, file_id=file_id, actor=desk.actor
    )
    return await files.response(file)


@router.post("/api/agencies/{agency}/cases/{case_id}/files", status_code=201)
async def add_case_file(
    desk: Officer,
    request: Request,
    case_id: int,
    name: Annotated[str, Query(max_length=300)] = "",
    for_citizen: Annotated[bool, Query(description="Whoever filed the case is told and sees it")] = True,
) -> AddedFile:
    """Add a file (the body) to a case; what it is is told by its content."""
    try:
        content = await read_body(request, limit=files.limits().most_bytes)
    except BodyTooLargeError as error:
        megabytes = files.limits().most_bytes // (1024 * 1024)
        raise files.FileTooLargeError(FileKind.FILE, megabytes=megabytes) from error
    prepared = await files.prepare(content, name=name)
    kept = await service.add_file_of_agency(
        desk.session,
        case_id=case_id,
        agency=desk.agency,
        actor=desk.actor,
        prepared=prepared,
        for_citizen=for_citizen,
        now=clock.now(),
    )
    return AddedFile(id=kept.id)
