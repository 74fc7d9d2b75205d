"""An agency's own system on this machine: it keeps what it is sent, checks the signatures, answers as the test says."""

import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from fastapi import FastAPI, Request, Response
from procrastinate.types import JSONDict
from sqlalchemy import text

from api import database
from api.feedback import service as feedback
from api.feedback.service import Case
from api.notifications import endpoints
from api.notifications.endpoints import NewEndpoint
from tests.api.feedback.conftest import NOW, File, conversation_id, file, said
from tests.local_server import serve
from tests.mail_server import MailServer, mail_server

__all__ = ["NOW", "File", "conversation_id", "file", "said"]


@dataclass
class Receiver:
    """What arrived, in order; `answers` are the (status, headers) of the next calls, then 204."""

    address: str = ""
    bodies: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    said: str = ""

    @property
    def kinds(self) -> list[str]:
        """The types of what arrived."""
        return [json.loads(body)["type"] for body in self.bodies]

    def app(self) -> FastAPI:
        """The system."""
        app = FastAPI()

        @app.post("/{path:path}")
        async def take(path: str, request: Request) -> Response:
            self.bodies.append((await request.body()).decode())
            self.headers.append(dict(request.headers))
            status, headers = self.answers.pop(0) if self.answers else (204, {})
            return Response(self.said if status != 204 else None, status_code=status, headers=headers)

        return app


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    """The system of an agency."""
    system = Receiver()
    async with serve(system.app()) as address:
        system.address = address
        yield system


@pytest.fixture
def local_network(configure: Callable[..., None]) -> None:
    """This machine is the city's own network."""
    configure(WEBHOOK_ALLOWED="127.0.0.0/8")


async def register(url: str, *, agency: str = "TT_HTKT", kinds: tuple[str, ...] = ()) -> NewEndpoint:
    """Register an endpoint as an administrator would."""
    async with database.transaction() as session:
        return await endpoints.add(
            session, agency=agency, url=url, label="Phần mềm", kinds=kinds, actor="test"
        )


async def jobs_of(task: str) -> list[JSONDict]:
    """The arguments of the jobs of `task` that wait, in their order."""
    async with database.transaction() as session:
        rows = await session.execute(
            text(
                "SELECT args FROM procrastinate_jobs WHERE task_name = :task AND status = 'todo' ORDER BY id"
            ),
            {"task": task},
        )
        return [row.args for row in rows]


async def locks_of(task: str) -> list[str]:
    """The locks of the jobs of `task` that wait, in their order."""
    async with database.transaction() as session:
        rows = await session.execute(
            text("SELECT lock FROM procrastinate_jobs WHERE task_name = :task ORDER BY id"), {"task": task}
        )
        return [row.lock for row in rows]


async def answer(case: Case, text: str = "Đã sửa.", agency: str = "TT_HTKT") -> None:
    """Let the agency answer the case."""
    async with database.transaction() as session:
        await feedback.answer(session, case_id=case.id, agency=agency, actor="staff:7", text=text, now=NOW)


def data_of(body: str) -> dict[str, Any]:
    """The `data` of a body."""
    data: dict[str, Any] = json.loads(body)["data"]
    return data


@pytest.fixture
async def mails(configure: Callable[..., None]) -> AsyncIterator[MailServer]:
    """The city's mail server."""
    async with mail_server() as played:
        configure(**played.env, PUBLIC_URL="https://1022.example.vn")
        yield played
