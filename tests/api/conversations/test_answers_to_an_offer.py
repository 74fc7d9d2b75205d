"""Choices that were offered, answered by number, title or tap."""

import pytest

from api.conversations import wording
from tests.api.conversations.conftest import (
    FakeRasa,
    run_jobs,
    told,
    told_messages,
    write,
)

pytestmark = pytest.mark.usefixtures("queue")


async def offered(rasa: FakeRasa) -> None:
    rasa.script["khai sinh"] = [
        {
            "text": "Thủ tục nào ạ?",
            "buttons": [
                {"title": "Đăng ký khai sinh", "payload": '/choose_procedure{"procedure_code": "1.001193"}'},
                {"title": "Gửi phản ánh", "payload": "/affirm"},
            ],
        }
    ]
    await write("khai sinh")
    await run_jobs()


@pytest.mark.parametrize("words", ["1", "số 1 ạ", "cái đầu tiên", "dang ky khai sinh"])
async def test_a_number_or_title_is_the_payload_offered(rasa: FakeRasa, words: str) -> None:
    await offered(rasa)
    await write(words)
    await run_jobs()
    assert rasa.messages[-1] == '/choose_procedure{"procedure_code": "1.001193"}'


async def test_a_tapped_choice_is_its_payload_and_nothing_else_is(rasa: FakeRasa) -> None:
    await offered(rasa)
    choice = (await told_messages())[-1].choices[1]
    await write(choice["title"], choice_id=choice["id"])
    await run_jobs()
    assert rasa.messages[-1] == "/affirm"
    await write("Gửi phản ánh", choice_id=choice["id"])  # the question it stood under is over
    await run_jobs()
    await write("", payload="/delete_my_data")
    await run_jobs()
    assert rasa.messages == ["khai sinh", "/affirm"]
    assert (await told())[-2:] == [wording.OUT_OF_DATE()] * 2


async def test_a_number_after_something_else_was_said_is_just_a_number(rasa: FakeRasa) -> None:
    await offered(rasa)
    await write("mà khoan")
    await run_jobs()
    await write("1")
    await run_jobs()
    assert rasa.messages[-1] == "1"


async def test_a_number_means_nothing_where_two_lists_were_shown(rasa: FakeRasa) -> None:
    rasa.script["kết hôn"] = [
        {"text": "Thủ tục nào ạ?", "buttons": [{"title": "Đăng ký kết hôn", "payload": "/choose_procedure"}]},
        {"text": "Em gửi phản ánh đi nhé?", "buttons": [{"title": "Gửi phản ánh", "payload": "/affirm"}]},
    ]
    await write("kết hôn")
    await run_jobs()
    await write("1")
    await run_jobs()
    assert rasa.messages[-1] == "1"
    await write("kết hôn")
    await run_jobs()
    await write("gui phan anh")
    await run_jobs()
    assert rasa.messages[-1] == "/affirm"
