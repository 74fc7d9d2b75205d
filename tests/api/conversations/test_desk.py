"""The lists of the desk, a page at a time."""

import pytest

from api import database
from api.conversations import service as conversations
from tests.api.conversations.conftest import an_operator
from tests.api.conversations.test_service import started

pytestmark = pytest.mark.usefixtures("open_database", "app_settings")


async def test_waiting_and_talking_are_read_apart_and_by_the_page() -> None:
    ids = [await started(f"khach-{number}") for number in range(5)]
    lan = await an_operator("lan")
    async with database.transaction() as session:
        for conversation_id in ids[:2]:
            await conversations.ask_for_human(session, conversation_id=conversation_id, reason="gặp người")
        await conversations.take_over(session, conversation_id=ids[2], operator_id=lan)
    async with database.transaction() as session:
        waiting = await conversations.waiting(session, limit=1)
        count = await conversations.count_waiting(session)
        talking = await conversations.talking(session, limit=2)
        mine = await conversations.talking(session, limit=10, operator_id=lan)
        everyone = await conversations.open_conversations(session)
    assert ([one.id for one in waiting], count) == ([ids[0]], 2)
    assert [one.id for one in talking] == [ids[2], ids[4]]  # the last active first
    assert [one.id for one in mine] == [ids[2]]
    assert mine[0].last_text
    assert [one.id for one in everyone] == [ids[0], ids[1], ids[2], ids[4], ids[3]]
