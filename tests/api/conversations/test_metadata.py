"""What a reply is about: read safely, combined over a turn, carried from Rasa to the stored message."""

import pytest

from api.attachments.service import prepare
from api.conversations import service as conversations
from api.conversations.metadata import NOTHING, Ask, Kind, Metadata, combined, read
from tests.api.conversations.conftest import FakeRasa, run_jobs, told_messages, write
from tests.pictures import photo


def test_what_is_not_told_is_left_out_of_the_json() -> None:
    about = Metadata(kind=Kind.CLARIFY, asks=(Ask.PROCEDURE,), procedures=("1.001193",))
    assert about.as_json() == {"kind": "clarify", "asks": ["procedure"], "procedures": ["1.001193"]}
    assert read(about.as_json()) == about
    assert NOTHING.as_json() == {}


@pytest.mark.parametrize(
    "value", [None, {}, {"kind": None}, {"kind": "dance"}, {"unit": "12 Lê Lợi, Quận 1"}, "x"]
)
def test_what_is_none_of_ours_tells_nothing(value: object) -> None:
    assert read(value) == NOTHING


def test_the_weightiest_kind_of_a_turn_is_its_kind() -> None:
    parts = [
        Metadata(kind=Kind.NOTICE),
        Metadata(kind=Kind.ASPECT_ANSWER, procedures=("1.001193",), aspects=("fee",)),
        Metadata(kind=Kind.FEEDBACK_FORM_QUESTION, asks=(Ask.PLACE,), field="chieu_sang"),
    ]
    whole = combined(parts)
    assert (whole.kind, whole.asks, whole.field) == (Kind.ASPECT_ANSWER, (Ask.PLACE,), "chieu_sang")
    assert whole.procedures == ("1.001193",)
    assert combined([Metadata(kind=Kind.NOTICE)]).kind is None
    assert (
        combined([*parts, Metadata(kind=Kind.EMERGENCY_NOTICE, emergency=("114",))]).kind
        == "emergency_notice"
    )


@pytest.mark.usefixtures("queue")
async def test_what_rasa_tells_of_a_reply_is_stored_with_each_part_of_it(rasa: FakeRasa) -> None:
    rasa.script["đèn hư"] = [
        {"text": "Dạ phí 15.000 đồng.", "buttons": [{"title": "Ở đâu", "payload": "/x"}]},
        {"custom": {"kind": "aspect_answer", "procedures": ["1.001193"]}},
        {"text": "Dạ mình quay lại nhé."},
        {"text": "Ở chỗ nào ạ?"},
        {"custom": {"kind": "feedback_form_question", "asks": ["place"]}},
        {"text": "Câu không ghi gì."},
        {"custom": {"kind": None}},
    ]
    await write("đèn hư")
    await run_jobs()
    told = [read(message.meta) for message in await told_messages()]
    assert [about.kind for about in told] == [
        "aspect_answer",
        "feedback_form_question",
        "feedback_form_question",
        None,
    ]
    assert told[2].asks == (Ask.PLACE,)


@pytest.mark.usefixtures("queue")
async def test_a_place_on_the_map_reaches_the_actions(rasa: FakeRasa) -> None:
    await write("", attachment=conversations.Location(10.7769, 106.7009))
    await run_jobs()
    assert rasa.calls[0]["metadata"]["attachment"] == {"kind": "location", "lat": 10.7769, "lon": 106.7009}
    assert rasa.messages == ["[vị trí 10.776900, 106.700900]"]


@pytest.mark.usefixtures("queue")
async def test_a_photo_alone_is_kept_and_the_question_asked_again(rasa: FakeRasa) -> None:
    sent = await prepare(photo(place=None))
    rasa.script["đèn hư"] = [
        {"text": "Ở chỗ nào ạ?"},
        {"custom": {"kind": "feedback_form_question", "asks": ["place"]}},
    ]
    await write("đèn hư")
    await run_jobs()
    await write("", files=(sent,))
    await run_jobs()
    assert rasa.messages == ["đèn hư"]
    *_, kept, again = await told_messages()
    assert "ảnh" in kept.text
    assert (again.text, read(again.meta).asks) == ("Ở chỗ nào ạ?", (Ask.PLACE,))


@pytest.mark.usefixtures("queue")
async def test_a_photo_that_was_asked_for_is_an_answer(rasa: FakeRasa) -> None:
    rasa.script["đèn hư"] = [
        {"text": "Anh/chị có ảnh không ạ?"},
        {"custom": {"kind": "feedback_form_question", "asks": ["photo"]}},
    ]
    await write("đèn hư")
    await run_jobs()
    await write("", files=(await prepare(photo(place=None)),))
    await run_jobs()
    assert rasa.messages == ["đèn hư", "[ảnh]"]
    assert rasa.calls[1]["metadata"]["attachment"]["kind"] == "photo"
