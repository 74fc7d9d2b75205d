"""The channels this installation serves, by name."""

from functools import lru_cache

import structlog

from api.channels.adapter import ChannelAdapter
from api.channels.email import EmailAdapter
from api.channels.kiosk import KioskAdapter
from api.channels.sms import SmsAdapter, SmsBodyError
from api.channels.telegram import TelegramAdapter
from api.channels.terminal import TerminalAdapter
from api.channels.web import WebAdapter
from api.channels.zalo import ZaloAdapter
from api.notifications.mail import is_set_up
from api.settings import settings

log = structlog.get_logger()


@lru_cache(maxsize=1)
def adapters() -> dict[str, ChannelAdapter]:
    """Return the adapter of each channel that is set up; one set a process, so that connections are shared."""
    config = settings()
    found: list[ChannelAdapter] = [WebAdapter(), KioskAdapter(), TerminalAdapter()]
    if config.telegram_token is not None:
        found.append(
            TelegramAdapter(token=config.telegram_token.get_secret_value(), api_url=config.telegram_api_url)
        )
    if config.zalo_access_token is not None:
        found.append(
            ZaloAdapter(access_token=config.zalo_access_token.get_secret_value(), api_url=config.zalo_api_url)
        )
    if config.sms_gateway_url is not None:
        try:
            found.append(SmsAdapter(config))
        except SmsBodyError as error:  # the other channels go on; `troly doctor` says it too
            log.error("SMS is not set up right, its messages wait", reason=str(error))
    if is_set_up(config):
        found.append(EmailAdapter(config))
    return {adapter.name: adapter for adapter in found}


async def close_adapters() -> None:
    """Close the connections of every adapter; the next `adapters()` opens new ones."""
    for adapter in adapters().values():
        await adapter.close()
    adapters.cache_clear()
