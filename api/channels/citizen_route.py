"""Routes that citizens' pages call: bodies of a bounded size, and every refusal in a Vietnamese sentence."""

from collections.abc import Callable, Coroutine
from typing import Any, ClassVar

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.types import Message

from api.channels.request_body import read_body
from api.channels.schemas import MAX_TEXT
from api.errors import TrolyError

MAX_BODY_BYTES = 32 * 1024


class UnreadableRequestError(TrolyError):
    """The request does not have the form it should have."""

    status = 422
    sentence = "Dạ, nội dung gửi lên chưa đúng nên em chưa nhận được. Anh/chị vui lòng thử lại ạ."


class TextTooLongError(UnreadableRequestError):
    """The text is longer than one message may be."""

    sentence = (
        f"Dạ, tin nhắn dài quá {MAX_TEXT:,} ký tự. Anh/chị vui lòng chia thành nhiều tin ngắn hơn ạ.".replace(
            ",000", ".000"
        )
    )


class CitizenRoute(APIRoute):
    """Reads a bounded body and turns FastAPI's validation errors into ours."""

    body_limit: ClassVar[int | None] = MAX_BODY_BYTES

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler around FastAPI's own."""
        handle = super().get_route_handler()

        async def bounded(request: Request) -> Response:
            if request.method == "POST" and self.body_limit is not None:
                request = Request(request.scope, _replay(await read_body(request, limit=self.body_limit)))
            try:
                return await handle(request)
            except RequestValidationError as error:
                raise _refusal(error) from error

        return bounded


class FileRoute(CitizenRoute):
    """Leaves the body to the route, which reads a file of bounded size from it."""

    body_limit = None


def _replay(body: bytes) -> Callable[[], Coroutine[Any, Any, Message]]:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


def _refusal(error: RequestValidationError) -> UnreadableRequestError:
    problems = [(problem["type"], ".".join(map(str, problem["loc"]))) for problem in error.errors()]
    detail = ", ".join(f"{where}: {kind}" for kind, where in problems)
    if ("string_too_long", "body.text") in problems:
        return TextTooLongError(detail)
    return UnreadableRequestError(detail)
