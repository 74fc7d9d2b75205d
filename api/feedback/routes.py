"""REST: an agency works on its cases; anyone with a code asks how it stands.

An agency's own system sends its API key as a bearer token: `Authorization: Bearer troly_…`. An administrator makes it
with `troly agencies key add`; it opens the cases of its agency only. The token of a staff log-in works as well.

A POST that changes a case takes an `Idempotency-Key`: sent again with the same key, it is answered as before, and done
once.
"""

from collections.abc import AsyncIterator, Coroutine
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.ext.asyncio import AsyncSession

from api import clock, database
from api.agencies import api_keys, api_requests
from api.channels.rate_limit import RateLimiter, network_of
from api.feedback import service
from api.feedback.service import Case, CaseNotFoundError, CaseView, EventView, Status
from api.staff import service as staff
from api.staff.errors import NotLoggedInError

router = APIRouter(tags=["feedback"])
_bearer = HTTPBearer(
    auto_error=False,
    description="API key of the agency (`troly agencies key add`), or the token of a staff log-in",
)


class CaseWithEvents(CaseView):
    """A case with its events, oldest first."""

    events: list[EventView]


class ContactView(BaseModel):
    """Who filed the case."""

    name: str | None
    phone: str | None
    email: str | None = None
    address: str | None = None


class Return(BaseModel):
    """Why a case is not ours, and whose it is where that is known."""

    reason: str = Field(min_length=1, max_length=2000)
    to_agency: str | None = None


class Answer(BaseModel):
    """The answer the citizen reads."""

    text: str = Field(min_length=1, max_length=10_000)


class Note(BaseModel):
    """Words that the citizen reads: how far the work is, or what is to be known."""

    text: str = Field(min_length=1, max_length=4000)


class Extension(BaseModel):
    """Until when an answer comes instead, and why; the citizen reads both."""

    until: date
    reason: str = Field(min_length=1, max_length=2000)


class PublicStatus(BaseModel):
    """How a case stands, for whoever has its code: neither content nor people."""

    model_config = ConfigDict(from_attributes=True)

    code: str
    status: Status
    status_text: str
    field_name: str
    handler_name: str
    received_at: datetime
    due_at: datetime | None
    overdue: bool


_lookups = RateLimiter(burst=20, per_second=0.2)
"""Codes are drawn from 33 million a day: at this pace a stranger needs about four days for one of 500."""


def lookup_limit() -> RateLimiter:
    """Return how often a network address may ask for a code."""
    return _lookups


_wrong_tokens = RateLimiter(burst=10, per_second=0.1)


def wrong_token_limit() -> RateLimiter:
    """Return how often a network address may come with a token that is none."""
    return _wrong_tokens


IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=api_requests.LONGEST_KEY,
        description="Chosen by the sender, one a request: a repeat with the same key is done once",
    ),
]


class Desk:
    """One request of an agency: the open transaction, the agency, who acts; `key` marks a request that may be repeated."""

    def __init__(
        self, session: AsyncSession, agency: str, actor: str, *, key: str | None = None, request: bytes = b""
    ) -> None:
        self.session, self.agency, self.actor = session, agency, actor
        self._key, self._request = key, request

    async def once(self, change: Coroutine[Any, Any, Case]) -> CaseView:
        """Make the change and return the case after it; a repeat of the request only returns the same again.

        Raises:
            KeyReusedError: the key came with another request before.
        """

        async def do() -> dict[str, Any]:
            return CaseView.model_validate(await change).model_dump(mode="json")

        try:
            answer = await api_requests.once(
                self.session, holder=self.actor, key=self._key, request=self._request, do=do
            )
        finally:
            change.close()  # of a repeat it has not begun
        return CaseView.model_validate(answer)


async def _desk(
    agency: str,
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
    wrong_tokens: Annotated[RateLimiter, Depends(wrong_token_limit)],
    key: IdempotencyKey = None,
) -> AsyncIterator[Desk]:
    """Open the transaction of `agency`'s system or officer; to anyone else its cases do not exist."""
    async with database.transaction() as session:
        token = credentials.credentials if credentials else ""
        caller = await _caller(session, token)
        if caller is None:
            if token:
                wrong_tokens.check(_network(request))
            raise NotLoggedInError("no valid API key or staff token")
        own_agency, actor = caller
        if own_agency != agency:
            raise CaseNotFoundError(f"{actor} is not of {agency}")
        yield Desk(session, agency, actor, key=key, request=await _told(request) if key else b"")


async def _told(request: Request) -> bytes:
    """Return what a request asks for; the parts of a form are read by then, so of a form it is the place alone."""
    is_form = request.headers.get("content-type", "").startswith("multipart/")
    body = b"" if is_form else await request.body()
    return f"{request.method} {request.url.path}\n".encode() + body


async def _caller(session: AsyncSession, token: str) -> tuple[str | None, str] | None:
    """Return the agency of the holder of `token` and how events name the holder."""
    now = clock.now()
    key = await api_keys.holder(session, secret=token, now=now)
    if key is not None:
        return key.agency, api_keys.subject(key.id)
    account = await staff.account_for(session, token=token, now=now)
    return (account.agency, f"staff:{account.id}") if account else None


def _network(request: Request) -> str:
    return network_of(request.client.host if request.client else "unknown")


Officer = Annotated[Desk, Depends(_desk, scope="function")]


@router.get("/api/agencies/{agency}/cases")
async def cases(
    desk: Officer,
    status: Annotated[list[Status] | None, Query()] = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 200,
) -> list[CaseView]:
    """The agency's cases, those still due first."""
    found = await service.inbox(desk.session, agency=desk.agency, statuses=status, limit=limit)
    return [CaseView.model_validate(case) for case in found]


@router.get("/api/agencies/{agency}/cases/{case_id}")
async def one_case(desk: Officer, case_id: int) -> CaseWithEvents:
    """One case with its events."""
    case = await service.case_for_agency(desk.session, case_id=case_id, agency=desk.agency)
    events = [EventView.model_validate(e) for e in await service.timeline(desk.session, case_id=case.id)]
    return CaseWithEvents(**CaseView.model_validate(case).model_dump(), events=events)


@router.post("/api/agencies/{agency}/cases/{case_id}/contact")
async def contact(desk: Officer, case_id: int) -> ContactView:
    """Who filed the case; the look is recorded."""
    seen = await service.view_contact(
        desk.session, case_id=case_id, agency=desk.agency, actor=desk.actor, now=clock.now()
    )
    return ContactView(name=seen.name, phone=seen.phone, email=seen.email, address=seen.address)


@router.post("/api/agencies/{agency}/cases/{case_id}/accept")
async def accept(desk: Officer, case_id: int) -> CaseView:
    """Take the case up."""
    return await desk.once(
        service.accept(desk.session, case_id=case_id, agency=desk.agency, actor=desk.actor, now=clock.now())
    )


@router.post("/api/agencies/{agency}/cases/{case_id}/return")
async def return_case(desk: Officer, case_id: int, body: Return) -> CaseView:
    """Return a case that is not the agency's."""
    return await desk.once(
        service.return_case(
            desk.session,
            case_id=case_id,
            agency=desk.agency,
            actor=desk.actor,
            reason=body.reason,
            to_agency=body.to_agency,
            now=clock.now(),
        )
    )


@router.post("/api/agencies/{agency}/cases/{case_id}/answer")
async def answer(desk: Officer, case_id: int, body: Answer) -> CaseView:
    """Answer the citizen."""
    return await desk.once(
        service.answer(
            desk.session,
            case_id=case_id,
            agency=desk.agency,
            actor=desk.actor,
            text=body.text,
            now=clock.now(),
        )
    )


@router.post("/api/agencies/{agency}/cases/{case_id}/progress")
async def progress(desk: Officer, case_id: int, body: Note) -> CaseView:
    """Tell the citizen how far the work is."""
    return await desk.once(
        service.progress(
            desk.session,
            case_id=case_id,
            agency=desk.agency,
            actor=desk.actor,
            note=body.text,
            now=clock.now(),
        )
    )


@router.post("/api/agencies/{agency}/cases/{case_id}/extend")
async def extend(desk: Officer, case_id: int, body: Extension) -> CaseView:
    """Move the due date, with the reason."""
    return await desk.once(
        service.extend(
            desk.session,
            case_id=case_id,
            agency=desk.agency,
            actor=desk.actor,
            until=body.until,
            reason=body.reason,
            now=clock.now(),
        )
    )


@router.post("/api/agencies/{agency}/cases/{case_id}/ask")
async def ask(desk: Officer, case_id: int, body: Note) -> CaseView:
    """Ask the citizen for more; the clock stands until the answer comes."""
    return await desk.once(
        service.ask_info(
            desk.session,
            case_id=case_id,
            agency=desk.agency,
            actor=desk.actor,
            question=body.text,
            now=clock.now(),
        )
    )


@router.get("/api/feedback/{code}")
async def status(
    code: str, request: Request, lookups: Annotated[RateLimiter, Depends(lookup_limit)]
) -> PublicStatus:
    """How the feedback with `code` stands; one network address may ask as often as a person does."""
    lookups.check(_network(request))
    async with database.transaction() as session:
        return PublicStatus.model_validate(await service.status_for_citizen(session, code=code))
