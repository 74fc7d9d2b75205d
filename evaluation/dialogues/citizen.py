"""The citizen of a dialogue, on the web chat of a running system."""

import base64
from typing import Any, Final

from api.conversations import metadata
from evaluation.dialogues.dialogue import Said
from evaluation.dialogues.heard import Heard, HeardMessage
from evaluation.stack import Citizen, StackError

_PHOTO: Final = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""A picture of one dot."""


class WebTalk:
    """A conversation on the web chat at `address`; an answer may take `deadline` seconds."""

    def __init__(self, address: str, *, deadline: float) -> None:
        self._citizen = Citizen(address)
        self._deadline = deadline

    def tell(self, said: Said) -> Heard:
        """Send what is said and return what answers it; empty where nothing came within the deadline.

        Raises:
            httpx.HTTPError: it was not taken.
        """
        if said.photo:
            self._citizen.send_photo(_PHOTO, media_type="image/png", text=said.text)
        elif said.location is not None:
            self._citizen.send({"location": {"lat": said.location[0], "lon": said.location[1]}})
        else:
            self._citizen.send({"text": said.text})
        try:
            return Heard(tuple(map(heard_message, self._citizen.listen(seconds=self._deadline))))
        except StackError:
            return Heard()


def heard_message(message: dict[str, Any]) -> HeardMessage:
    """Return a message of the chat API as it is judged."""
    return HeardMessage(
        text=message["text"],
        titles=tuple(choice["title"] for choice in message["choices"]),
        metadata=metadata.read(message.get("metadata")),
        author=message["author"],
    )
