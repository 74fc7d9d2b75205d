"""A turn is given up with a word to the citizen, even where that could not be stored at first."""

from uuid import UUID

import pytest

from api.conversations import turns, wording
from api.conversations.models import TurnState
from api.conversations.tasks import BACK_OFF
from tests.api.conversations.conftest import FakeRasa, make_due, run_jobs, state_of, told, write

pytestmark = pytest.mark.usefixtures("queue")


async def test_a_turn_whose_end_could_not_be_stored_is_ended_later(
    rasa: FakeRasa, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_up, cut_off = turns.give_up, 0

    async def database_away(message_id: UUID, *, error: BaseException) -> None:
        nonlocal cut_off
        cut_off += 1
        if cut_off <= 2:
            raise ConnectionError("the database is restarted")
        await give_up(message_id, error=error)

    monkeypatch.setattr(turns, "give_up", database_away)
    rasa.down = True
    message = await write("xin chào")
    assert message is not None
    for _ in range(len(BACK_OFF) + 1):
        await run_jobs()
        await make_due()
    assert await told() == [wording.STILL_WAITING()]
    for _ in range(2):
        await run_jobs()
        await make_due()
    assert await told() == [wording.STILL_WAITING(), wording.FAILED()]
    assert await state_of(message.id) is TurnState.FAILED
