"""One message that a turn answers with."""

from dataclasses import dataclass

from api.conversations.choices import Choice
from api.conversations.metadata import NOTHING, Metadata


@dataclass(frozen=True)
class Reply:
    """A text, the (title, payload) pairs a citizen may tap under it, and what it is about."""

    text: str
    options: tuple[tuple[str, str], ...] = ()
    metadata: Metadata = NOTHING

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The options as choices; their ids are given when the reply is stored."""
        return tuple(Choice(id="", title=title, payload=payload) for title, payload in self.options)
