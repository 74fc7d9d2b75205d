"""Tokens of conversations: sealed by us, found by their hash."""

from typing import get_args

import pytest

from api.channels.web_tokens import Channel, UnknownTokenError, address_of, new_token
from api.settings import Settings


@pytest.mark.parametrize("channel", get_args(Channel))
def test_a_token_leads_to_its_channel_and_always_the_same_address(
    app_settings: Settings, channel: Channel
) -> None:
    token = new_token(channel)
    assert address_of(token).channel == channel
    assert address_of(token) == address_of(token)
    assert token not in address_of(token).address


def test_no_two_tokens_are_alike(app_settings: Settings) -> None:
    assert len({new_token("web") for _ in range(50)}) == 50


@pytest.mark.parametrize("token", ["", "web", "web.", "web.abc.def", "zalo.abc.def", "é.é.é"])
def test_a_made_up_token_is_refused(app_settings: Settings, token: str) -> None:
    with pytest.raises(UnknownTokenError):
        address_of(token)


def test_a_token_cannot_be_moved_to_another_channel(app_settings: Settings) -> None:
    with pytest.raises(UnknownTokenError):
        address_of(new_token("web").replace("web.", "terminal.", 1))
