"""The office mailboxes that get the digest of an agency."""

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.agencies import directory
from api.audit import service as audit
from api.errors import NotFoundError
from api.notifications.mail import checked_address
from api.notifications.models import DigestRecipient


class RecipientNotFoundError(NotFoundError):
    """The agency's digest does not go there."""

    sentence = "Cơ quan này không có địa chỉ e-mail đó."


async def add(session: AsyncSession, *, agency: str, address: str, actor: str) -> bool:
    """Let `address` get the agency's digest; tells whether it is new.

    Raises:
        AgencyNotFoundError: there is no such agency.
        BadAddressError: it is no address.
    """
    code, address = directory.agency(agency).code, checked_address(address)
    added = await session.execute(
        insert(DigestRecipient)
        .values(agency=code, address=address)
        .on_conflict_do_nothing()
        .returning(DigestRecipient.id)
    )
    if added.first() is None:
        return False
    await audit.record(session, actor=actor, kind="digest_reader_added", subject=f"agency:{code}")
    return True


async def remove(session: AsyncSession, *, agency: str, address: str, actor: str) -> None:
    """Let `address` get the agency's digest no more.

    Raises:
        RecipientNotFoundError: it does not get it.
    """
    gone = await session.execute(
        delete(DigestRecipient)
        .where(DigestRecipient.agency == agency, DigestRecipient.address == address.strip())
        .returning(DigestRecipient.id)
    )
    if gone.first() is None:
        raise RecipientNotFoundError(f"no such reader of the digest of {agency}")
    await audit.record(session, actor=actor, kind="digest_reader_removed", subject=f"agency:{agency}")


async def recipients(session: AsyncSession, *, agency: str | None = None) -> list[DigestRecipient]:
    """Return the mailboxes of `agency`, or of all, by agency and address."""
    wanted = select(DigestRecipient).order_by(DigestRecipient.agency, DigestRecipient.address)
    return list(await session.scalars(wanted.where(DigestRecipient.agency == agency) if agency else wanted))
