"""The staff pages with their live feed, served in the test, and the people who log in there."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from api import clock, database
from api.console import register
from api.console.visitor import COOKIE
from api.errors import TrolyError
from api.live import LiveFeed
from api.staff import service
from api.staff.service import Account, Role
from tests.local_server import serve

PASSWORD = "mot mat khau du dai 7"
OPERATOR, OFFICER, ADMIN = "hoa.tdv", "minh.htkt", "an.qt"
AGENCY = "TT_HTKT"


@dataclass(frozen=True)
class StaffSite:
    """The running site: its address and its accounts by user name; every password is `PASSWORD`."""

    address: str
    accounts: dict[str, Account]

    async def token(self, username: str) -> str:
        """Log `username` in and return the token."""
        async with database.transaction() as session:
            return await service.log_in(session, username=username, password=PASSWORD, now=clock.now())

    async def client(self, username: str | None = None) -> httpx.AsyncClient:
        """A browser's HTTP side: it sends our origin, and the cookie of `username` if given."""
        cookies = {COOKIE: await self.token(username)} if username else {}
        return httpx.AsyncClient(base_url=self.address, cookies=cookies, headers={"Origin": self.address})


async def add_people() -> dict[str, Account]:
    """Add one account of each role."""
    people = (
        (OPERATOR, "Trần Thị Hoa", Role.OPERATOR, None),
        (OFFICER, "Lê Văn Minh", Role.OFFICER, AGENCY),
        (ADMIN, "Phạm Quốc An", Role.ADMIN, None),
    )
    async with database.transaction() as session:
        return {
            username: await service.add(
                session, username=username, full_name=name, role=role, agency=agency, password=PASSWORD
            )
            for username, name, role, agency in people
        }


async def add_officer(username: str, full_name: str, agency: str) -> str:
    """Add an officer of `agency`; returns the user name."""
    async with database.transaction() as session:
        await service.add(
            session,
            username=username,
            full_name=full_name,
            role=Role.OFFICER,
            agency=agency,
            password=PASSWORD,
        )
    return username


@contextlib.asynccontextmanager
async def staff_site(database_url: str) -> AsyncIterator[StaffSite]:
    """Serve the staff pages on a free loopback port over the open database."""
    app, live = FastAPI(), LiveFeed(database_url)
    app.add_exception_handler(TrolyError, _as_json)
    app.state.live = live
    register(app)
    accounts = await add_people()
    await live.start()
    async with app.router.lifespan_context(app), serve(app) as address:
        yield StaffSite(address=address, accounts=accounts)
    await live.stop()


async def _as_json(_request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, TrolyError):
        raise error
    return JSONResponse({"detail": error.sentence}, status_code=error.status)
