"""After a report is filed, one of the same thing that was there before is offered."""

import pytest
from sqlalchemy import select

from api import clock, database
from api.feedback import service as feedback
from api.feedback.service import Case
from tests.api.conversations.conftest import FakeRasa, run_jobs, told, told_messages, write

pytestmark = pytest.mark.usefixtures("queue", "rasa")

LAMP = "đèn đường trước số 12 hẻm 5 Nguyễn Xí tắt mấy đêm nay, tối thui"


async def _file(key: str, content: str, conversation_id: object = None) -> Case:
    async with database.transaction() as session:
        return await feedback.file(
            session,
            idempotency_key=key,
            channel="web",
            conversation_id=conversation_id,  # type: ignore[arg-type]
            content=content,
            place=None,
            unit_code="26929",
            contact_name=None,
            contact_phone=None,
            field="chieu_sang",
            now=clock.now(),
        )


async def _now(code: str) -> Case:
    async with database.transaction() as session:
        found = await session.scalar(select(Case).where(Case.code == code))
        assert found is not None
        return found


async def _confirm(rasa: FakeRasa, content: str = LAMP) -> Case:
    """A citizen says yes, and the assistant says that the report is filed."""
    message = await write("chào", external_id="first")
    await run_jobs()
    case = await _file("key-2", content, message.conversation_id)
    about = {"kind": "feedback_filed", "feedback_code": case.code}
    rasa.script["đúng rồi gửi đi"] = [{"text": f"đã ghi nhận {case.code}", "custom": about}]
    await _write("đúng rồi gửi đi")
    return case


async def _write(words: str) -> None:
    await write(words)
    await run_jobs()


@pytest.mark.parametrize("words", ["1", "theo dõi chung", "cho em theo chung đi"])
async def test_what_was_there_before_is_offered_and_joined(rasa: FakeRasa, words: str) -> None:
    first = await _file("key-1", LAMP)
    case = await _confirm(rasa)
    assert first.code in (await told())[-1]
    assert [choice["title"] for choice in (await told_messages())[-1].choices] == [
        "Theo dõi chung",
        "Vẫn gửi riêng",
    ]
    heard = len(rasa.calls)
    await _write(words)
    assert len(rasa.calls) == heard  # no business of Rasa's
    assert (await _now(case.code)).merged_into_id == first.id
    assert f"theo dõi chung với {first.code}" in (await told())[-1]
    assert [choice["title"] for choice in (await told_messages())[-1].choices] == ["Vẫn gửi riêng"]


async def test_who_says_something_else_keeps_the_own_report(rasa: FakeRasa) -> None:
    await _file("key-1", LAMP)
    case = await _confirm(rasa)
    await _write("dạ")
    await _write("phí khai sinh bao nhiêu")
    assert rasa.messages[-2:] == ["dạ", "phí khai sinh bao nhiêu"]
    assert (await _now(case.code)).merged_into_id is None


async def test_a_danger_is_never_offered_to_be_followed(rasa: FakeRasa) -> None:
    fire = "cháy nhà số 12 hẻm 5 Nguyễn Xí, khói mù mịt, có người kẹt bên trong"
    await _file("key-1", fire)
    await _confirm(rasa, fire)
    assert not any("đã có người báo" in text for text in await told())


async def test_a_report_of_another_is_followed_by_its_code(rasa: FakeRasa) -> None:
    first = await _file("key-1", LAMP)
    heard = len(rasa.calls)
    await _write(f"em muốn theo dõi {first.code}")
    assert len(rasa.calls) == heard
    assert "em sẽ báo anh/chị khi" in (await told())[-1]
    await _write("bỏ theo dõi")  # the button's title
    assert "không báo diễn biến" in (await told())[-1]
