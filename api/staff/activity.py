"""Whether an account may still work, for parts of the house that only hold its number."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.staff.models import Account


async def is_active(session: AsyncSession, *, account_id: int | None) -> bool:
    """Tell whether the account exists and was not closed."""
    return bool(await session.scalar(select(Account.active).where(Account.id == account_id)))


async def closed_accounts(session: AsyncSession) -> list[int]:
    """Return the numbers of the accounts that were closed."""
    return list(await session.scalars(select(Account.id).where(~Account.active)))
