"""An open tracking page hears that what it shows has changed; it then asks for itself again.

The page carries a signed address, so that nobody gives code and phone tail for each look; one stream tells of one
change, since the page that is shown after it carries the next address.
"""

import asyncio
import contextlib
import hmac
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from sse_starlette import EventSourceResponse, ServerSentEvent

from api import clock, database
from api.channels.web_access import PING_SECONDS, Limits
from api.errors import ForbiddenError
from api.feedback import service as feedback
from api.feedback.service import Tracked
from api.live import LiveFeed
from api.privacy import crypto

router = APIRouter(include_in_schema=False)
PATH: Final = "/theo-doi/dien-bien"
LIFE: Final = timedelta(minutes=20)
"""How long an address is good; a page still open then asks for itself again."""


class FollowingEndedError(ForbiddenError):
    """The address is too old, of another case, or not ours."""

    sentence = "Trang này mở đã lâu. Anh/chị bấm “Xem” để xem tiếp ạ."


def live_address(tracked: Tracked, *, files: int, now: datetime) -> str:
    """Return the address that tells a page showing `tracked` and so many files of its next change."""
    until = int((now + LIFE).timestamp())
    key = _key(tracked.case_id, until)
    return (
        f"{PATH}/{tracked.case_id}?{urlencode({'until': until, 'key': key, 'seen': _digest(tracked, files)})}"
    )


@router.get(f"{PATH}/{{case_id}}", response_class=EventSourceResponse)
async def changes(
    request: Request,
    limit: Limits,
    case_id: int,
    until: Annotated[int, Query(ge=0, le=2**40)],
    key: Annotated[str, Query(max_length=64)],
    seen: Annotated[str, Query(max_length=64)],
) -> Response:
    """Tell once, by the event `changed`, that the case no longer stands as the page shows it.

    Raises:
        FollowingEndedError: the address is too old or not ours.
        TooManyRequestsError: as many pages of the case are open as may be.
    """
    left = datetime.fromtimestamp(until, tz=UTC) - clock.now()
    if not hmac.compare_digest(key.encode(), _key(case_id, until).encode()) or left <= timedelta(0):
        raise FollowingEndedError(f"address of case {case_id} is too old or not ours")
    limit.check_stream(f"case:{case_id}")

    async def told() -> AsyncIterator[ServerSentEvent]:
        with limit.stream(f"case:{case_id}"):
            await wait_for_change(request.app.state.live, case_id=case_id, seen=seen, left=left)
            yield ServerSentEvent(event="changed", data="1")

    return EventSourceResponse(
        told(), ping=PING_SECONDS, headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    )


async def wait_for_change(live: LiveFeed, *, case_id: int, seen: str, left: timedelta) -> None:
    """Return once the case is shown otherwise than at `seen`, at the latest after `left`."""
    tracked, _ = await _look(case_id)
    async with live.subscribe(*(f"case:{one}" for one in tracked.case_ids)) as changed:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(left.total_seconds()):
                while True:
                    changed.clear()
                    if _digest(*await _look(case_id)) != seen:
                        return
                    await changed.wait()


async def _look(case_id: int) -> tuple[Tracked, int]:
    async with database.transaction() as session:
        tracked = await feedback.track_again(session, case_id=case_id, now=clock.now())
        return tracked, len(await feedback.files_for_citizen(session, case_id=case_id))


def _digest(tracked: Tracked, files: int) -> str:
    return crypto.digest("tracking-seen", f"{tracked}{files}").hex()[:24]


def _key(case_id: int, until: int) -> str:
    return crypto.digest("tracking-live", f"{case_id}:{until}").hex()[:40]
