"""What SMS and e-mail share: a conversation of theirs belongs to a case, and only the sending finds out whose it is."""

from collections.abc import Sequence

from api import database
from api.channels.adapter import UndeliverableError
from api.conversations.choices import Choice
from api.errors import NotFoundError
from api.feedback import service as feedback
from api.feedback.service import CaseLine

TRACKING = "/theo-doi"


async def line_of(address: str, *, channel: str) -> CaseLine:
    """Return the case and the contact behind the address of a conversation; the look is in the audit.

    Raises:
        UndeliverableError: the case is gone, or its contact was erased.
    """
    async with database.transaction() as session:
        try:
            return await feedback.contact_to_tell(session, address=address, channel=channel)
        except NotFoundError as error:
            raise UndeliverableError(error.detail) from error


def answer_link(choices: Sequence[Choice], *, public_url: str | None) -> str | None:
    """Return where the citizen can do what `choices` offer, since nothing can be tapped here; None where nowhere."""
    if not choices or not public_url:
        return None
    chosen = next((found for one in choices if (found := feedback.read_choice(one.payload))), None)
    return f"{public_url.rstrip('/')}{TRACKING}" + (f"?ma={chosen.code}" if chosen else "")
