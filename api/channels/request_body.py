"""Reading the body of a request, never more than it may hold."""

from fastapi import Request

from api.errors import TrolyError

MAX_BODY_BYTES = 256 * 1024
"""A webhook body of Telegram or Zalo is a few kilobytes; files come as addresses."""


class BodyTooLargeError(TrolyError):
    """The body is larger than this address takes."""

    status = 413
    sentence = "Dạ, nội dung gửi lên quá lớn. Anh/chị vui lòng gửi ngắn hơn ạ."


async def read_body(request: Request, *, limit: int = MAX_BODY_BYTES) -> bytes:
    """Return the raw body.

    Raises:
        BodyTooLargeError: more than `limit` bytes; the rest is not read.
    """
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise BodyTooLargeError(f"body of more than {limit} bytes on {request.url.path}")
    return bytes(body)
