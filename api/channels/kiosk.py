"""The kiosk's way out: like the web page it fetches its messages itself, as long as somebody stands there."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from api import clock, database
from api.channels.adapter import UndeliverableError
from api.channels.web import StoredAdapter
from api.conversations import service as conversations
from api.conversations.choices import Choice

LEFT_AFTER: Final = timedelta(minutes=5)
"""Without a word for so long the citizen has left: the screen is cleared after two quiet minutes and a question."""


class KioskAdapter(StoredAdapter):
    """The chat page on a screen that many use. What comes for somebody who left reaches nobody: what it tells of a
    report goes to the phone or e-mail they left, as from a messenger that does not take it.
    """

    def __init__(self) -> None:
        super().__init__("kiosk")

    async def send(self, *, address: str, text: str, choices: Sequence[Choice]) -> str | None:
        """Leave the message where the screen looks.

        Raises:
            UndeliverableError: the citizen has left.
        """
        async with database.transaction() as session:
            heard = await conversations.last_heard(session, channel=self.name, address=address)
        if heard is None or heard < clock.now() - LEFT_AFTER:
            raise UndeliverableError("the citizen has left the kiosk")
        return await super().send(address=address, text=text, choices=choices)
