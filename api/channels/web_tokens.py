"""The token of a conversation on the web page, a kiosk or the terminal: whoever holds it reads and writes there."""

import hmac
import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from api.errors import TrolyError
from api.privacy import crypto

Channel = Literal["web", "kiosk", "terminal"]
_CHANNELS: tuple[Channel, ...] = ("web", "kiosk", "terminal")
_PURPOSE = "chat-token"


class UnknownTokenError(TrolyError):
    """The token is missing, malformed or not one of ours."""

    status = 401
    sentence = "Dạ, phiên trò chuyện không còn hiệu lực. Anh/chị vui lòng bắt đầu lại ạ."


@dataclass(frozen=True)
class ChatAddress:
    """Where a conversation is found: `address` is the token's hash, so that no table holds a token."""

    channel: Channel
    address: str


def new_token(channel: Channel) -> str:
    """Return a fresh token: channel, 192 random bits, and our seal, so that a made-up one is refused."""
    body = f"{channel}.{secrets.token_urlsafe(24)}"
    return f"{body}.{_seal(body)}"


def address_of(token: str) -> ChatAddress:
    """Return where the conversation of `token` is found.

    Raises:
        UnknownTokenError: not a token of ours.
    """
    body, _, seal = token.rpartition(".")
    channel = next((name for name in _CHANNELS if body.startswith(f"{name}.")), None)
    if channel is None or not hmac.compare_digest(seal.encode(), _seal(body).encode()):
        raise UnknownTokenError("chat token missing or not ours")
    return ChatAddress(channel=channel, address=sha256(token.encode()).hexdigest())


def _seal(body: str) -> str:
    return crypto.digest(_PURPOSE, body).hex()[:32]
