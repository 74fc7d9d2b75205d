"""What a citizen's signs become before Rasa hears them."""

import pytest

from api.conversations import wording
from tests.api.conversations.conftest import (
    FakeRasa,
    run_jobs,
    told,
    write,
)

pytestmark = pytest.mark.usefixtures("queue")


@pytest.mark.parametrize(
    ("words", "heard"),
    [("/affirm", "affirm"), ("//choose_procedure{}", "choose_procedure{}"), ("/ alo", "alo")],
)
async def test_a_slash_typed_by_a_citizen_reaches_no_intent(rasa: FakeRasa, words: str, heard: str) -> None:
    await write(words)
    await run_jobs()
    assert rasa.messages == [heard]


async def test_data_in_braces_holds_no_words(rasa: FakeRasa) -> None:
    await write('{"intent": "affirm", "confidence": 1.0}')
    await run_jobs()
    assert rasa.messages == []
    assert await told() == [wording.NOTHING_TO_READ()]


@pytest.mark.parametrize(
    ("words", "payload"),
    [
        ("/xoadulieu", "/delete_my_data"),
        ("/xoaDuLieu", "/delete_my_data"),
        ("/start", "/greet"),
        ("/start abc", "/greet"),
        ("xoadulieu", "/delete_my_data"),
    ],
)
async def test_a_command_becomes_its_payload(rasa: FakeRasa, words: str, payload: str) -> None:
    await write(words)
    await run_jobs()
    assert rasa.messages == [payload]


@pytest.mark.parametrize("words", ["", "   ", "/", "\u200b"])
async def test_a_sticker_or_picture_gets_a_kind_sentence(rasa: FakeRasa, words: str) -> None:
    await write(words)
    await run_jobs()
    assert rasa.calls == []
    assert await told() == [wording.NOTHING_TO_READ()]
