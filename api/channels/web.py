"""The web page's way out: a stored and announced message is a delivered one, the page fetches it itself."""

from collections.abc import Sequence

from api.channels.adapter import Part
from api.conversations.choices import Choice


class StoredAdapter:
    """A channel whose reader looks into the database: there is nothing to send."""

    def __init__(self, name: str) -> None:
        self.name = name

    def compose(self, text: str, choices: Sequence[Choice]) -> list[Part]:
        """Keep the message whole."""
        return [Part(text=text, choices=tuple(choices))]

    async def send(self, *, address: str, text: str, choices: Sequence[Choice]) -> str | None:  # noqa: ARG002
        """Do nothing: the message lies where its reader looks."""
        return None

    async def close(self) -> None:
        """Hold nothing, close nothing."""


class WebAdapter(StoredAdapter):
    """The web chat page (live by server-sent events, see `web_routes`)."""

    def __init__(self) -> None:
        super().__init__("web")
