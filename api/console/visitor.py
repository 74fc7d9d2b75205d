"""Who is looking at a staff page, checked again at every action."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from fastapi import Request
from sqlalchemy.ext.asyncio import AsyncSession

from api import clock, database
from api.errors import ForbiddenError
from api.staff import service
from api.staff.errors import NotLoggedInError
from api.staff.service import Account, Role

COOKIE = "troly_staff"


@dataclass(frozen=True)
class Visitor:
    """One open page: the log-in it came with, and the roles the page is for.

    `account` is what was known when the page was opened, good for showing only.
    """

    token: str
    roles: frozenset[Role]
    account: Account
    officers_of: str | None = None
    """The agency whose officers alone the page is for; None: of every agency."""

    @asynccontextmanager
    async def acting(self) -> AsyncIterator[tuple[AsyncSession, Account]]:
        """Open a transaction for one action, with the account as the database knows it now.

        Raises:
            NotLoggedInError: the log-in has ended meanwhile.
            ForbiddenError: the account has another role now.
        """
        async with database.transaction() as session:
            yield (
                session,
                await admitted(session, token=self.token, roles=self.roles, officers_of=self.officers_of),
            )


async def admitted(
    session: AsyncSession, *, token: str | None, roles: frozenset[Role], officers_of: str | None = None
) -> Account:
    """Return the account logged in with `token`, if it has one of `roles`, and an officer's agency is `officers_of`.

    Raises:
        NotLoggedInError: nobody is logged in with it.
        ForbiddenError: somebody is, with another role, or as an officer of another agency.
    """
    account = await service.account_for(session, token=token, now=clock.now())
    if account is None:
        raise NotLoggedInError("no valid log-in")
    if account.role not in roles:
        raise ForbiddenError(f"account {account.id} has role {account.role}")
    if officers_of is not None and account.role == Role.OFFICER and account.agency != officers_of:
        raise ForbiddenError(f"account {account.id} is an officer of {account.agency}")
    return account


async def visitor_of(request: Request, *, roles: frozenset[Role], officers_of: str | None = None) -> Visitor:
    """Return who sends `request`; raises like `admitted`."""
    token = request.cookies.get(COOKIE)
    async with database.transaction() as session:
        account = await admitted(session, token=token, roles=roles, officers_of=officers_of)
    return Visitor(token=token or "", roles=roles, account=account, officers_of=officers_of)
