"""Event handlers whose errors become sentences on the page."""

import functools
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from nicegui import context, ui

from api.errors import TrolyError
from api.staff.errors import NotLoggedInError

log = structlog.get_logger()


def guarded(action: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[None]]:
    """Wrap an event handler: an error becomes a sentence on the page, an ended log-in leads to the log-in page.

    The handler runs in the page itself, not in the element that was clicked: that one it may well replace.
    """

    @functools.wraps(action)
    async def safely(*arguments: Any) -> None:
        client = context.client
        try:
            with client:
                await action(*arguments)
        except NotLoggedInError:
            client.open("/login?reason=ended")
        except TrolyError as error:
            log.info("staff action refused", error=type(error).__name__, detail=error.detail)
            with client:
                ui.notify(error.sentence, type="warning", position="top", multi_line=True, timeout=8000)
        except Exception:
            log.exception("staff action failed")
            with client:
                ui.notify(
                    "Có lỗi ngoài dự kiến, thao tác chưa được thực hiện. Anh/chị vui lòng thử lại.",
                    type="negative",
                    position="top",
                    timeout=8000,
                )

    return safely
