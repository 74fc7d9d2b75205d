"""One message that a turn answers with."""

from dataclasses import dataclass

from api.conversations.choices import Choice


@dataclass(frozen=True)
class Reply:
    """A text and the (title, payload) pairs a citizen may tap under it."""

    text: str
    options: tuple[tuple[str, str], ...] = ()

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The options as choices; their ids are given when the reply is stored."""
        return tuple(Choice(id="", title=title, payload=payload) for title, payload in self.options)
