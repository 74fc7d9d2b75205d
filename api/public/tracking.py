"""Following a report on the web: by code and phone tail, with what may be said of it; and the published answers."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from api import clock, database
from api.attachments import service as attachments
from api.attachments.service import FileOfCase
from api.channels.rate_limit import RateLimiter, network_of
from api.errors import TrolyError
from api.feedback import service as feedback
from api.feedback.routes import lookup_limit
from api.feedback.service import Tracked
from api.public import tracking_live
from api.public.pages import page

router = APIRouter(include_in_schema=False)
router.include_router(tracking_live.router)
PAGE = 20
"""Published answers on one page."""

_wrong_tails = RateLimiter(burst=5, per_second=1 / 600)
"""Wrong phone tails by code: of 10,000, five at once and then six an hour."""


def wrong_tail_limit() -> RateLimiter:
    """Return how often a wrong phone tail may be tried for one code."""
    return _wrong_tails


class Asked:
    """What the form of the tracking page sends. `do` is one of the page's buttons, empty where only looked at."""

    def __init__(
        self,
        code: Annotated[str, Form(max_length=40)] = "",
        tail: Annotated[str, Form(max_length=254)] = "",
        do: Annotated[str, Form(max_length=20)] = "",
        words: Annotated[str, Form(max_length=2000)] = "",
        stars: Annotated[int, Form(ge=0, le=5)] = 0,
    ) -> None:
        self.code, self.tail, self.do, self.words, self.stars = code, tail, do, words, stars


@router.get("/theo-doi")
async def look(request: Request, ma: Annotated[str, Query(max_length=40)] = "") -> Response:
    """The form alone; `ma` fills in the code."""
    return page(
        request, "track.html", code=ma, tail="", tracked=None, told=None, error=None, files=(), live=None
    )


@router.post("/theo-doi")
async def follow(
    request: Request,
    asked: Annotated[Asked, Depends()],
    lookups: Annotated[RateLimiter, Depends(lookup_limit)],
    wrong_tails: Annotated[RateLimiter, Depends(wrong_tail_limit)],
) -> Response:
    """The report, after what was asked for is done; what cannot be done is said on the page."""
    told = error = tracked = None
    status = 200
    try:
        lookups.check(network_of(request.client.host if request.client else "unknown"))
        tracked = await _track(asked, wrong_tails)
        told, error = await _do(asked, tracked)
        if told:
            tracked = await _track(asked, wrong_tails)
    except TrolyError as refused:
        error, status = refused.sentence, refused.status
    sent = await _files(tracked) if tracked else ()
    live = tracking_live.live_address(tracked, files=len(sent), now=clock.now()) if tracked else None
    shown = {"code": asked.code, "tail": asked.tail, "tracked": tracked, "told": told, "error": error}
    return page(request, "track.html", status=status, scripts=True, files=sent, live=live, **shown)


@router.get("/tra-loi")
async def answers(
    request: Request,
    q: Annotated[str, Query(max_length=200)] = "",
    trang: Annotated[int, Query(ge=1, le=1000)] = 1,
) -> Response:
    """The published answers, the newest first, narrowed by words."""
    async with database.transaction() as session:
        found, total = await feedback.published(session, words=q, limit=PAGE, offset=(trang - 1) * PAGE)
        shown = await feedback.published_files(session, codes=[one.code for one in found])
    pages = max(1, -(-total // PAGE))
    return page(
        request, "published.html", files=shown, words=q, found=found, total=total, number=trang, pages=pages
    )


async def _track(asked: Asked, wrong_tails: RateLimiter) -> Tracked:
    """Return the report; a try counts before it is known to be right, or the right one would tell itself."""
    key = asked.code.strip().upper()
    wrong_tails.check(key)
    async with database.transaction() as session:
        tracked = await feedback.track(session, code=asked.code, known_by=asked.tail, now=clock.now())
    wrong_tails.give_back(key)
    return tracked


@dataclass(frozen=True)
class ShownFile:
    """A file of the report and the address that opens it for some minutes."""

    file: FileOfCase
    address: str


async def _files(tracked: Tracked) -> tuple[ShownFile, ...]:
    """Return the files that whoever filed the report may see."""
    reader, now = feedback.reader_of(tracked.case_id), clock.now()
    async with database.transaction() as session:
        found = await feedback.files_for_citizen(session, case_id=tracked.case_id)
    return tuple(
        ShownFile(
            one,
            f"/theo-doi/tep/{tracked.case_id}/{one.id}?{attachments.signed(one.id, reader=reader, now=now)}",
        )
        for one in found
    )


async def _do(asked: Asked, tracked: Tracked) -> tuple[str | None, str | None]:
    """Do what was asked for; returns what to say of it, or why it cannot be done."""
    if not asked.do:
        return None, None
    try:
        async with database.transaction() as session:
            return await _change(session, asked, tracked.case_id), None
    except TrolyError as refused:
        return None, refused.sentence


async def _change(session: AsyncSession, asked: Asked, case_id: int) -> str | None:
    now = clock.now()
    words = await feedback.as_citizen_wrote(session, case_id=case_id, text=asked.words)
    if asked.do == "fixed":
        await feedback.confirm(session, case_id=case_id, now=now)
        return "Em đã ghi nhận việc đã xong. Cảm ơn anh/chị ạ."
    if asked.do == "not_fixed":
        await feedback.reopen(session, case_id=case_id, reason=words or None, now=now)
        return "Em đã mở lại phản ánh để cơ quan xử lý tiếp ạ."
    if asked.do == "add":
        await feedback.give_info(session, case_id=case_id, text=words, now=now)
        return "Em đã ghi thêm thông tin vào phản ánh ạ."
    if asked.do == "rate":
        await feedback.rate(session, case_id=case_id, stars_given=asked.stars, now=now)
        if words:
            await feedback.say_why(session, case_id=case_id, reason=words, now=now)
        return "Em cảm ơn anh/chị đã đánh giá ạ."
    return None
