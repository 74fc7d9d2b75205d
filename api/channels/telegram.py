"""Telegram: sending with python-telegram-bot, and reading what Telegram sends us.

Limits are those of the Bot API: texts of 4096 characters, callback data of 64 bytes.
"""

import os
from collections.abc import Sequence
from datetime import timedelta

import structlog
from telegram import (
    Audio,
    Bot,
    Document,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    Update,
    Video,
)
from telegram.constants import ChatType, InlineKeyboardButtonLimit, MessageLimit
from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from api.attachments.service import FileKind, FileTooLargeError, NotFetchedError, Source
from api.channels.adapter import Part, RetryLaterError, UndeliverableError
from api.channels.splitting import split_text
from api.conversations.choices import Choice
from api.conversations.service import Incoming, Location
from api.settings import settings

os.environ.setdefault("PTB_TIMEDELTA", "1")  # python-telegram-bot 22 warns about its own older form of times
log = structlog.get_logger()

MAX_UNITS = int(MessageLimit.MAX_TEXT_LENGTH)
MAX_CALLBACK_BYTES = int(InlineKeyboardButtonLimit.MAX_CALLBACK_DATA)
ALLOWED_UPDATES = ("message", "callback_query")
FILE_SECONDS = 30.0
"""Seconds a file's bytes may take."""
MEGABYTES_GIVEN = 20
"""Bots are given files up to this size (Bot API, getFile)."""
MEND_SECONDS = 300.0
"""Wait after an error that only the city's administrators can mend (wrong token)."""


class ChannelNotSetUpError(RuntimeError):
    """Telegram is asked for, but `TELEGRAM_TOKEN` is not set."""


def make_bot(*, token: str, api_url: str) -> Bot:
    """Return a bot that talks to the Bot API at `api_url` (without the trailing `/bot`)."""
    api = api_url.rstrip("/")
    return Bot(token, base_url=f"{api}/bot", base_file_url=f"{api}/file/bot")


def bot_from_settings() -> Bot:
    """Return the bot of this installation.

    Raises:
        ChannelNotSetUpError: no token is set.
    """
    config = settings()
    if config.telegram_token is None:
        raise ChannelNotSetUpError("TELEGRAM_TOKEN is not set")
    return make_bot(token=config.telegram_token.get_secret_value(), api_url=config.telegram_api_url)


class TelegramAdapter:
    """Replies as plain text, choices as an inline keyboard under the last part, one button a row."""

    name = "telegram"

    def __init__(self, *, token: str, api_url: str) -> None:
        self._bot = make_bot(token=token, api_url=api_url)

    def compose(self, text: str, choices: Sequence[Choice]) -> list[Part]:
        """Cut the text at Telegram's limit; the last part carries the choices."""
        pieces = split_text(text, MAX_UNITS)
        return [
            Part(text=piece, choices=tuple(choices) if number == len(pieces) else ())
            for number, piece in enumerate(pieces, start=1)
        ]

    async def send(self, *, address: str, text: str, choices: Sequence[Choice]) -> str | None:
        """Send one part to the chat `address` and return Telegram's message id.

        Raises:
            RetryLaterError: flood control (with Telegram's wait), network trouble, a token that does not work.
            UndeliverableError: the citizen blocked the bot, the chat is gone, the request can never succeed.
        """
        try:
            message = await self._bot.send_message(
                chat_id=address,
                text=text,
                reply_markup=_keyboard(choices),
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
        except RetryAfter as error:
            raise RetryLaterError(str(error), retry_after=_seconds(error.retry_after)) from error
        except (Forbidden, BadRequest, ChatMigrated) as error:
            raise UndeliverableError(f"{type(error).__name__}: {error}") from error
        except (InvalidToken, EndPointNotFound) as error:
            raise RetryLaterError(f"{type(error).__name__}: {error}", retry_after=MEND_SECONDS) from error
        except TelegramError as error:
            raise RetryLaterError(f"{type(error).__name__}: {error}") from error
        return str(message.message_id)

    async def fetch(self, source: Source, *, limit: int) -> bytes:
        """Return the bytes of the file with the id `source.reference`.

        Raises:
            FileTooLargeError: more than `limit` bytes, or than Telegram gives.
            NotFetchedError: Telegram has it no more.
            RetryLaterError: flood control, network trouble.
        """
        try:
            found = await self._bot.get_file(source.reference)
            if (found.file_size or 0) > limit:
                raise FileTooLargeError(source.kind, megabytes=limit // (1024 * 1024))
            return bytes(await found.download_as_bytearray(read_timeout=FILE_SECONDS))
        except RetryAfter as error:
            raise RetryLaterError(str(error), retry_after=_seconds(error.retry_after)) from error
        except BadRequest as error:
            if "too big" in str(error):
                raise FileTooLargeError(source.kind, megabytes=MEGABYTES_GIVEN) from error
            raise NotFetchedError(f"{type(error).__name__}: {error}") from error
        except Forbidden as error:
            raise NotFetchedError(f"{type(error).__name__}: {error}") from error
        except TelegramError as error:
            raise RetryLaterError(type(error).__name__) from error  # its message may hold the token

    async def close(self) -> None:
        """Close the connections to the Bot API."""
        await self._bot.request.shutdown()


def incoming_from(update: Update) -> Incoming | None:
    """Return what a citizen said in `update`; None for anything but a private chat's message or tapped choice.

    Photos, videos, voice and documents are told by their ids, with their caption; a shared place or venue as one.
    Stickers and the like are kept with an empty text, so that the bot can say what it takes.
    """
    chat = update.effective_chat
    if chat is None or chat.type != ChatType.PRIVATE:
        return None
    text, choice_id = "", None
    place, files = None, tuple[Source, ...]()
    if update.callback_query is not None:
        choice_id = update.callback_query.data
    elif update.message is not None:
        text = update.message.text or update.message.caption or ""
        place, files = _place_in(update.message), _files_in(update.message)
    else:
        return None
    return Incoming(
        channel="telegram",
        address=str(chat.id),
        external_id=f"tg-{update.update_id}",
        text=text.replace("\x00", ""),
        choice_id=choice_id,
        attachment=place,
        files=files,
    )


def _place_in(message: Message) -> Location | None:
    shared = message.location or (message.venue.location if message.venue else None)
    return Location(shared.latitude, shared.longitude) if shared else None


def _files_in(message: Message) -> tuple[Source, ...]:
    """Return the file of a message, of a photo the largest size; Telegram sends an album as a message a picture."""
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return (Source(FileKind.PHOTO, largest.file_id, size=largest.file_size),)
    named = (
        (FileKind.VIDEO, message.video),
        (FileKind.AUDIO, message.audio),
        (FileKind.FILE, message.document),
    )
    for kind, sent in named:
        if sent is not None:
            return (Source(kind, sent.file_id, name=sent.file_name, size=_told_size(kind, sent)),)
    if message.voice:
        return (Source(FileKind.AUDIO, message.voice.file_id, size=message.voice.file_size),)
    if message.video_note:
        return (Source(FileKind.VIDEO, message.video_note.file_id, size=message.video_note.file_size),)
    return ()


def _told_size(kind: FileKind, sent: Video | Audio | Document) -> int | None:
    """Return the size to check before fetching; a document may be a photo or a video, which may be larger."""
    return None if kind is FileKind.FILE else sent.file_size


async def register_webhook(*, address: str, secret: str) -> None:
    """Tell Telegram to send updates to `address` with `secret` in the header: a step of setting up, done once.

    Raises:
        ChannelNotSetUpError: no token is set.
        telegram.error.TelegramError: Telegram refuses.
    """
    async with bot_from_settings() as bot:
        await bot.set_webhook(url=address, secret_token=secret, allowed_updates=list(ALLOWED_UPDATES))


def _keyboard(choices: Sequence[Choice]) -> InlineKeyboardMarkup | None:
    if not choices:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(choice.title, callback_data=choice.id)] for choice in choices]
    )


def _seconds(wait: int | timedelta) -> float:
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
