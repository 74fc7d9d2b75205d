"""What a citizen gets to see as the answer to one message."""

from dataclasses import dataclass
from functools import cached_property

from api.conversations.metadata import NOTHING, Kind, Metadata, combined


@dataclass(frozen=True)
class HeardMessage:
    """One message of the answer: its text, the titles offered under it, and what it is about."""

    text: str
    titles: tuple[str, ...] = ()
    metadata: Metadata = NOTHING
    author: str = "bot"


@dataclass(frozen=True)
class Heard:
    """All messages that answer one message of the citizen, in their order."""

    messages: tuple[HeardMessage, ...] = ()

    @cached_property
    def metadata(self) -> Metadata:
        """What the answer as a whole is about."""
        return combined(message.metadata for message in self.messages)

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of the messages, in order; the note at first contact is none."""
        found = (message.metadata.kind for message in self.messages)
        return tuple(dict.fromkeys(kind.value for kind in found if kind and kind is not Kind.NOTICE))

    @property
    def answered(self) -> tuple[HeardMessage, ...]:
        """The messages without the note at first contact."""
        return tuple(one for one in self.messages if one.metadata.kind is not Kind.NOTICE)

    @property
    def seen(self) -> str:
        """Everything there is to read, titles of choices too."""
        return "\n".join(part for one in self.messages for part in (one.text, *one.titles))

    @property
    def said(self) -> str:
        """What was said in answer, without the note at first contact and the titles of choices."""
        return "\n".join(one.text for one in self.answered)

    @property
    def asks(self) -> tuple[str, ...]:
        """What the citizen is asked for."""
        return tuple(ask.value for ask in self.metadata.asks)
