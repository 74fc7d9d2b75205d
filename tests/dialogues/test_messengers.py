"""The same conversation through Telegram and Zalo, played by local servers, and in the terminal chat."""

import re
import subprocess

import pytest

from tests.conftest import PROJECT_ROOT
from tests.messengers import Messengers, TelegramCitizen, ZaloCitizen
from tests.stack import Stack

pytestmark = [pytest.mark.dialogue, pytest.mark.shared]

QUESTION = "toi muon dang ky tam tru cho nguoi thue tro thi can giay to gi"
COMPLAINT = (
    "tui muốn phản ánh đèn đường hư",
    "trước nhà 45 đường Trần Kế Xương, phường 7 quận Phú Nhuận cũ",
    "0903111222",
    "Trần Văn Thử",
    "đúng rồi gửi đi",
)
CODE = re.compile(r"PA-\d{6}-[0-9A-Z]{5}")


def test_the_whole_conversation_on_telegram(stack: Stack, messengers: Messengers) -> None:
    citizen = TelegramCitizen(stack.address, messengers)
    assert "1.004194" in citizen.say(QUESTION)
    assert "15.000" in citizen.tap("Lệ phí")
    assert "được xử lý" in citizen.say("ho so h29.12-260901-0007 toi dau roi")
    answers = [citizen.say(text) for text in COMPLAINT]
    assert CODE.search(answers[-1]), answers


def test_the_whole_conversation_on_zalo_by_numbers(stack: Stack, messengers: Messengers) -> None:
    citizen = ZaloCitizen(stack.address, messengers)
    first = citizen.say(QUESTION)
    number = re.search(r"^(\d)\W+Lệ phí", first, re.MULTILINE)
    assert number, first
    assert "15.000" in citizen.say(number[1])
    answers = [citizen.say(text) for text in COMPLAINT]
    assert CODE.search(answers[-1]), answers


def test_the_terminal_chat_talks_to_the_running_assistant(stack: Stack) -> None:
    """The command reads lines and prints what is answered, as a person would see it."""
    with subprocess.Popen(
        [stack.TROLY, "chat"],
        env=stack.env,
        cwd=PROJECT_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as chat:
        assert chat.stdin is not None
        assert chat.stdout is not None
        chat.stdin.write(QUESTION + "\n")
        chat.stdin.flush()
        seen = ""
        for line in chat.stdout:
            seen += line
            if "1.004194" in line:
                break
        chat.stdin.write("/thoat\n")
        chat.stdin.close()
        assert chat.wait(30) == 0
    assert "1.004194" in seen
