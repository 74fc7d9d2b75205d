"""Fetching updates from Telegram, for a machine without a public address.

One process at a time: Telegram answers a second one with 409 Conflict, and refuses while a webhook is set.
"""

import asyncio
import contextlib

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from telegram import Bot, Update
from telegram.error import InvalidToken, TelegramError

from api import database
from api.channels.telegram import ALLOWED_UPDATES, MEND_SECONDS, bot_from_settings, incoming_from
from api.conversations import service as conversations

log = structlog.get_logger()

LONG_POLL_SECONDS = 25
PAUSE_AFTER_ERROR = 3.0


async def poll_for_ever() -> None:
    """Fetch and store updates until cancelled; an error of Telegram or the database is logged and tried again.

    Raises:
        ChannelNotSetUpError: no token is set.
    """
    bot = bot_from_settings()
    offset = 0
    webhook_removed = False
    try:
        while True:
            try:
                if not webhook_removed:
                    await bot.initialize()
                    webhook_removed = await bot.delete_webhook(drop_pending_updates=False)
                offset = await poll_once(bot, offset=offset)
            except InvalidToken:  # its message holds the token
                log.warning("Telegram refuses TELEGRAM_TOKEN, trying again")
                await asyncio.sleep(MEND_SECONDS)
            except (TelegramError, SQLAlchemyError) as error:
                log.warning("polling Telegram failed, trying again", error=f"{type(error).__name__}: {error}")
                await asyncio.sleep(PAUSE_AFTER_ERROR)
    finally:
        await bot.shutdown()


async def poll_once(bot: Bot, *, offset: int, timeout: int = LONG_POLL_SECONDS) -> int:
    """Fetch one batch, store each update, and return the offset that confirms them at the next call.

    Telegram keeps an update until a later call's offset passes it, so one that could not be stored comes again.
    """
    updates = await bot.get_updates(offset=offset, timeout=timeout, allowed_updates=list(ALLOWED_UPDATES))
    for update in updates:
        await _store(update)
        if update.callback_query is not None:
            with contextlib.suppress(TelegramError):  # only stops the button's spinner
                await bot.answer_callback_query(update.callback_query.id)
        offset = update.update_id + 1
    return offset


async def _store(update: Update) -> None:
    """Store what a citizen said.

    A database that is away stops the batch, so that it comes again. An update that the database refuses for itself
    would come again for ever and hold up everyone: it is logged and passed over.
    """
    incoming = incoming_from(update)
    if incoming is None:
        return
    try:
        async with database.transaction() as session:
            await conversations.receive(session, incoming=incoming)
    except (OperationalError, InterfaceError, NoConnectionError):
        raise
    except Exception:
        log.exception("a Telegram update could not be stored", update=update.update_id)
