"""Turns with files: kept and answered once, the place of a photo asked for, files of a report, files fetched."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from api import clock, database
from api.agencies import boundaries
from api.attachments import service as files
from api.attachments.service import FileKind, FileState, Source, StoredFile, prepare
from api.channels.adapter import RetryLaterError
from api.conversations import file_turns, wording
from api.conversations import service as conversations
from api.conversations.file_choices import Do, FileChoice, read_choice
from api.conversations.metadata import Ask, Kind, Metadata, read
from api.feedback import service as feedback
from api.feedback.models import Case
from retrieval.places import unit
from tests.api.conversations.conftest import (
    FakeRasa,
    an_operator,
    run_jobs,
    the_conversation,
    told_messages,
    write,
)
from tests.pictures import PLACE, photo

pytestmark = pytest.mark.usefixtures("queue")

ASKS_PLACE = [
    {"text": "Ở chỗ nào ạ?"},
    {"custom": {"kind": "feedback_form_question", "asks": ["place"]}},
]
ASKS_PHONE = [
    {"text": "Số điện thoại ạ?"},
    {"custom": {"kind": "feedback_form_question", "asks": ["reporter_phone"]}},
]


async def _stored() -> list[StoredFile]:
    async with database.transaction() as session:
        rows = await session.scalars(select(StoredFile).order_by(StoredFile.created_at))
        return list(rows)


async def _send(*contents: bytes, words: str = "", **more: object) -> None:
    await write(words, files=tuple([await prepare(content) for content in contents]), **more)
    await run_jobs()


async def _tap(title: str) -> None:
    offered = [choice for message in await told_messages() for choice in message.choices]
    choice = next(one for one in reversed(offered) if one["title"] == title)
    await write("", choice_id=choice["id"])
    await run_jobs()


async def _file_case(content: str = "Đèn đường tắt", key: str = "k1") -> Case:
    conversation = await the_conversation()
    async with database.transaction() as session:
        return await feedback.file(
            session,
            idempotency_key=key,
            channel="web",
            conversation_id=conversation.id,
            content=content,
            place="hẻm 12",
            unit_code="26929",
            contact_name=None,
            contact_phone=None,
            field="chieu_sang",
            now=clock.now(),
        )


async def _said_filed(case: Case) -> None:
    conversation = await the_conversation()
    async with database.transaction() as session:
        await conversations.say(
            session,
            conversation=await conversations.get(session, conversation_id=conversation.id),
            text="Dạ đã gửi.",
            metadata=Metadata(kind=Kind.FEEDBACK_FILED, feedback_code=case.code),
        )


async def _files_of(case: Case) -> list[files.FileOfCase]:
    async with database.transaction() as session:
        return await files.of_cases(session, case_ids=(case.id,))


async def test_a_photo_before_anything_else_is_kept_and_asked_about(rasa: FakeRasa) -> None:
    await _send(photo())
    assert rasa.messages == []
    (kept,) = await told_messages()
    assert kept.text == f"{wording.FILES_KEPT(what='ảnh')} {wording.WHAT_IS_IT_ABOUT()}"


async def test_photos_sent_together_are_answered_once(rasa: FakeRasa) -> None:
    for number in range(3):
        sent = await prepare(photo(colour=(number, 0, 0)))
        await write("", files=(sent,))
    await run_jobs()
    (kept,) = await told_messages()
    assert "3 ảnh" in kept.text


async def test_a_refused_file_is_said_and_the_question_asked_again(rasa: FakeRasa) -> None:
    rasa.script["đèn hư"] = ASKS_PHONE
    await write("đèn hư")
    await run_jobs()
    source = Source(FileKind.VIDEO, "x", size=10**9)
    await write("", channel="web", files=(source,))
    await run_jobs()
    *_, refused, again = await told_messages()
    assert "lớn hơn 30 MB" in refused.text
    assert again.text == "Số điện thoại ạ?"


async def test_a_refused_file_leaves_its_words_to_be_answered(rasa: FakeRasa) -> None:
    await write("đèn đường hư", files=(Source(FileKind.VIDEO, "x", size=10**9),))
    await run_jobs()
    refused, answer = await told_messages()
    assert "lớn hơn" in refused.text
    assert answer.text == "đã nghe: đèn đường hư"


@pytest.mark.parametrize("known", [True, False])
async def test_the_place_of_a_photo_is_used_only_after_a_yes(
    rasa: FakeRasa, monkeypatch: pytest.MonkeyPatch, known: bool
) -> None:
    if known:
        monkeypatch.setattr(boundaries, "unit_at", lambda *_: unit("26929"))
    rasa.script["đèn hư"] = ASKS_PLACE
    await write("đèn hư")
    await run_jobs()
    await _send(photo())
    *_, asked = await told_messages()
    assert read(asked.meta).asks == (Ask.PHOTO_PLACE,)
    assert (unit("26929").full_name in asked.text) is known
    assert rasa.messages == ["đèn hư"]
    await _tap("Dùng vị trí này")
    shared = rasa.calls[1]["metadata"]["attachment"]
    assert (shared["kind"], shared["lat"], shared["lon"]) == (
        "location",
        pytest.approx(PLACE[0], abs=1e-5),
        pytest.approx(PLACE[1], abs=1e-5),
    )
    assert rasa.messages[1] == "[vị trí 10.776900, 106.700900]"
    assert [row.place for row in await _stored()] == [None]


async def test_a_no_forgets_the_place_and_asks_again(rasa: FakeRasa) -> None:
    rasa.script["đèn hư"] = ASKS_PLACE
    await write("đèn hư")
    await run_jobs()
    await _send(photo())
    await _tap("Không dùng")
    assert rasa.messages == ["đèn hư"]
    assert [row.place for row in await _stored()] == [None]
    *_, said, again = await told_messages()
    assert (said.text, again.text) == (wording.PLACE_NOT_USED(), "Ở chỗ nào ạ?")


async def test_typing_the_answer_instead_goes_to_the_form(rasa: FakeRasa) -> None:
    rasa.script["đèn hư"] = ASKS_PLACE
    await write("đèn hư")
    await run_jobs()
    await _send(photo())
    await write("12 Lê Lợi")
    await run_jobs()
    assert rasa.messages == ["đèn hư", "12 Lê Lợi"]


async def test_a_place_outside_the_city_is_not_asked_about(
    rasa: FakeRasa, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boundaries, "unit_at", lambda *_: None)
    rasa.script["đèn hư"] = ASKS_PLACE
    await write("đèn hư")
    await run_jobs()
    await _send(photo())
    assert (await told_messages())[-1].text == "Ở chỗ nào ạ?"


async def test_a_photo_with_words_is_asked_about_after_the_answer_that_wants_the_place(
    rasa: FakeRasa,
) -> None:
    rasa.script["ổ gà nè"] = ASKS_PLACE
    await _send(photo(), words="ổ gà nè")
    place, asked = await told_messages()
    assert place.text == "Ở chỗ nào ạ?"
    assert read(asked.meta).asks == (Ask.PHOTO_PLACE,)


async def test_what_was_sent_while_a_report_was_told_belongs_to_it(rasa: FakeRasa) -> None:
    await _send(photo(), photo(colour=(0, 0, 0)))
    await _send(photo(), words="đèn đường hư")
    case = await _file_case()
    found = await _files_of(case)
    assert [(one.kind, one.origin, one.audience) for one in found] == [("photo", "citizen", "citizen")] * 2
    assert [row.place for row in await _stored()] == [None] * 3
    async with database.transaction() as session:
        kinds = [event.kind for event in await feedback.timeline(session, case_id=case.id)]
    assert "files_added" in kinds
    await _said_filed(case)
    assert await _files_of(await _file_case("Rác đầy đường", "k2")) == []


async def test_photos_of_a_dropped_report_do_not_go_into_the_next(rasa: FakeRasa) -> None:
    rasa.script["thôi"] = [{"text": "Dạ em hủy ạ."}, {"custom": {"kind": "cancelled"}}]
    await _send(photo())
    await write("thôi")
    await run_jobs()
    await _send(photo(colour=(0, 0, 0)))
    assert len(await _files_of(await _file_case())) == 1


async def test_a_photo_after_filing_is_offered_to_the_report(rasa: FakeRasa) -> None:
    await write("đèn hư")
    await run_jobs()
    case = await _file_case()
    await _send(photo(), photo(colour=(0, 0, 0)))
    *_, offer = await told_messages()
    assert case.code in offer.text
    assert "2 ảnh" in offer.text
    assert await _files_of(case) == []
    await _tap("Thêm vào phản ánh")
    assert len(await _files_of(case)) == 2
    assert case.code in (await told_messages())[-1].text


async def test_a_photo_set_aside_goes_into_no_report(rasa: FakeRasa) -> None:
    await write("đèn hư")
    await run_jobs()
    case = await _file_case()
    await _send(photo())
    await _tap("Không thêm")
    assert await _files_of(case) == []
    assert await _files_of(await _file_case("Rác đầy đường", "k2")) == []


async def test_a_photo_is_the_information_that_was_awaited(rasa: FakeRasa) -> None:
    await write("đèn hư")
    await run_jobs()
    case = await _file_case()
    async with database.transaction() as session:
        await feedback.ask_info(
            session,
            case_id=case.id,
            agency=case.handler,
            actor="system",
            question="Cho xem ảnh?",
            now=clock.now(),
        )
    await _send(photo())
    await _tap("Thêm vào phản ánh")
    async with database.transaction() as session:
        again = await session.get_one(Case, case.id)
        assert again.status != "needs_info"
        assert again.paused_since is None
    assert len(await _files_of(case)) == 1


async def test_with_an_operator_the_assistant_is_silent_and_the_file_kept(
    rasa: FakeRasa, monkeypatch: pytest.MonkeyPatch
) -> None:
    await write("alo")
    await run_jobs()
    conversation, operator_id = await the_conversation(), await an_operator()
    async with database.transaction() as session:
        await conversations.take_over(session, conversation_id=conversation.id, operator_id=operator_id)
    before = len(await told_messages())
    await _send(photo())
    assert len(await told_messages()) == before
    assert [row.state for row in await _stored()] == [FileState.KEPT]


async def test_a_danger_is_answered_before_its_photo_is_fetched(
    rasa: FakeRasa, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched: list[str] = []

    async def fetch(channel: str, source: Source) -> bytes:
        fetched.append(source.reference)
        return photo()

    monkeypatch.setattr(file_turns.fetching, "fetch", fetch)
    await write("cháy nhà cứu với", files=(Source(FileKind.PHOTO, "abc"),))
    await run_jobs()
    assert fetched == []
    assert "114" in (await told_messages())[0].text
    later = clock.now() + timedelta(minutes=5)
    monkeypatch.setattr("api.clock.now", lambda: later)
    await file_turns.fetch_left_behind()
    assert fetched == ["abc"]
    assert [row.state for row in await _stored()] == [FileState.KEPT]


async def test_a_fetch_is_tried_again_and_then_given_up_with_a_sentence(
    rasa: FakeRasa, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Away:
        tries = 0

        async def fetch(self, source: Source, *, limit: int) -> bytes:
            self.tries += 1
            raise RetryLaterError("away")

    away = Away()
    monkeypatch.setattr(file_turns.fetching, "adapters", lambda: {"web": away})
    monkeypatch.setattr(file_turns.fetching, "PAUSES", (0.0, 0.0))
    await write("", files=(Source(FileKind.PHOTO, "abc"),))
    await run_jobs()
    assert away.tries == 3
    assert "chưa tải được tệp" in (await told_messages())[-1].text
    (row,) = await _stored()
    assert (row.state, row.source) == (FileState.REFUSED, None)


def test_a_tap_is_read_back() -> None:
    choice = FileChoice(Do.ADD, (UUID(int=1), UUID(int=2)), "PA-261122-7KX2M")
    assert read_choice(choice.payload) == choice
    assert read_choice("/affirm") is None
