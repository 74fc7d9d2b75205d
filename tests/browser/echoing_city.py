"""A small server of the chat page whose assistant says the citizen's words back."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

from fastapi import FastAPI
from playwright.async_api import Page
from sqlalchemy import select

from api import database
from api.channels import web_routes
from api.channels.web_routes import ChatLimits, limits
from api.conversations import service as conversations
from api.conversations.choices import Choice
from api.live import LiveFeed
from api.public import routes as public_routes
from tests.api.channels.conftest import with_errors
from tests.local_server import serve


@dataclass
class City:
    """The running server: its address, its limits, and a switch that keeps the assistant silent."""

    address: str
    limits: ChatLimits
    answers: asyncio.Event


@contextlib.asynccontextmanager
async def echoing_city(database_url: str) -> AsyncIterator[City]:
    """Serve the chat page over a database of its own."""
    database.open_database(database_url)
    app, live, own, answers = with_errors(FastAPI()), LiveFeed(database_url), ChatLimits(), asyncio.Event()
    app.include_router(web_routes.router)
    app.include_router(public_routes.router)
    app.state.live = live
    app.dependency_overrides[limits] = lambda: own
    answers.set()
    await live.start()
    echo = asyncio.create_task(_echo(live, answers))
    async with serve(app) as address:
        yield City(address=address, limits=own, answers=answers)
    echo.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await echo
    await live.stop()
    await database.close_database()


async def say(page: Page, words: str) -> None:
    """Type `words` on the chat page and send them."""
    await page.get_by_label("Tin nhắn của anh/chị").fill(words)
    await page.keyboard.press("Enter")


async def _answer(message: conversations.Message) -> None:
    """Say the citizen's words back; "chọn" offers choices."""
    async with database.transaction() as session:
        conversation = await conversations.get(session, conversation_id=message.conversation_id)
        choices = (Choice("", "Đăng ký khai sinh", "/a"), Choice("", "Đăng ký lại khai sinh", "/b"))
        offer = "chọn" in message.text
        await conversations.say(
            session,
            conversation=conversation,
            text="Anh/chị hỏi thủ tục nào ạ?"
            if offer
            else f"Dạ, anh/chị nói: {message.text or message.payload}",
            choices=choices if offer else (),
        )


async def _echo(live: LiveFeed, answers: asyncio.Event) -> None:
    seen = 0
    async with live.subscribe("conversations:all") as changed:
        while True:
            await changed.wait()
            await answers.wait()
            changed.clear()
            async with database.transaction() as session:
                rows = await session.scalars(
                    select(conversations.Message)
                    .where(
                        conversations.Message.sequence > seen,
                        conversations.Message.author == conversations.Author.CITIZEN,
                    )
                    .order_by(conversations.Message.sequence)
                )
                said = list(rows)
            for message in said:
                seen = message.sequence
                await _answer(message)
