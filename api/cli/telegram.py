"""`troly telegram webhook`: the one step of connecting Telegram that is done once, not at every start."""

import asyncio

import typer
from rich.console import Console
from telegram.error import TelegramError

from api.channels.telegram import ChannelNotSetUpError, register_webhook
from api.errors import TrolyError
from api.settings import settings

app = typer.Typer(help="Nối kênh Telegram.", no_args_is_help=True)
console = Console()


class WebhookError(TrolyError):
    """Telegram cannot be told where to send updates."""


@app.callback()
def telegram() -> None:
    """Keep `webhook` a subcommand although it is the only one."""


@app.command()
def webhook() -> None:
    """Báo cho Telegram địa chỉ nhận tin (cần PUBLIC_URL, TELEGRAM_TOKEN, TELEGRAM_SECRET)."""
    config = settings()
    if config.public_url is None or config.telegram_secret is None:
        raise WebhookError(sentence="Cần đặt PUBLIC_URL (https://…) và TELEGRAM_SECRET trong .env trước.")
    address = f"{config.public_url.rstrip('/')}/webhooks/telegram"
    try:
        asyncio.run(register_webhook(address=address, secret=config.telegram_secret.get_secret_value()))
    except ChannelNotSetUpError as error:
        raise WebhookError(str(error), sentence="Cần đặt TELEGRAM_TOKEN trong .env trước.") from error
    except TelegramError as error:
        raise WebhookError(
            str(error), sentence=f"Telegram không nhận địa chỉ này: {error.message}"
        ) from error
    console.print(f"✔ Telegram sẽ gửi tin đến {address}", highlight=False)
