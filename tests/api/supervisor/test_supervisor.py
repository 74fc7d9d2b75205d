"""Starting on one machine: what is missing or in use is said in one sentence."""

import socket

import pytest

from api.bootstrap.progress import SetupError
from api.settings import Settings
from api.supervisor.supervisor import Supervisor, check_port, free_port


def test_a_port_in_use_is_one_clear_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SetupError, match=f"Cổng {port} .* chọn cổng khác"):
            check_port("127.0.0.1", port)


def test_a_free_port_can_be_listened_on() -> None:
    check_port("127.0.0.1", free_port())


async def test_without_a_model_it_says_how_to_get_one(app_settings: Settings) -> None:
    config = app_settings.model_copy(update={"port": free_port()})
    with pytest.raises(SetupError, match="make setup"):
        await Supervisor(config, say=lambda _line: None).serve()
