"""What a channel must be able to do, and how it says that it could not."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from api.conversations.choices import Choice
from api.errors import TrolyError


class RetryLaterError(TrolyError):
    """The channel did not take the message now, but may later (rate limit, outage, expired token).

    `retry_after` is the channel's own wish in seconds, None when it gave none.
    """

    status = 503
    sentence = "Dạ, kênh liên lạc đang bận nên tin nhắn sẽ được gửi lại sau ít phút."

    def __init__(self, detail: str, *, retry_after: float | None = None) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class UndeliverableError(TrolyError):
    """The channel will never take this message (blocked, unknown address, time window closed)."""

    status = 410
    sentence = "Dạ, không thể gửi tin nhắn đến người nhận qua kênh này."


@dataclass(frozen=True)
class Part:
    """A piece of a message that fits into one call of the channel."""

    text: str
    choices: tuple[Choice, ...] = ()


class ChannelAdapter(Protocol):
    """One channel: how a message is cut for it, and how a part is brought to an address."""

    name: str

    def compose(self, text: str, choices: Sequence[Choice]) -> list[Part]:
        """Cut a message into the parts the channel takes; the same message always gives the same parts."""
        ...

    async def send(self, *, address: str, text: str, choices: Sequence[Choice]) -> str | None:
        """Bring one part to `address` and return the channel's own id of it, where it has one.

        Raises:
            RetryLaterError: not taken now.
            UndeliverableError: never to be taken.
        """
        ...

    async def close(self) -> None:
        """Close the connections of the adapter."""
        ...
