"""What is asked on about the dossier just told, in each of its states."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from actions.dossiers import onward
from actions.manners import code_questions
from api import clock
from api.dossiers.states import states
from tests.actions.conftest import Caller, Said
from tests.actions.dossiers.test_status import CODE, a_dossier

pytestmark = pytest.mark.usefixtures("shelf")
AGENCY = "UBND phường Bến Thành"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 22, 5, tzinfo=UTC))


async def asked_on(call: Caller, text: str, **dossier: Any) -> Said:
    await a_dossier(**{"due_on": date(2026, 12, 4), **dossier})
    return await call("action_dossier_status", text, slots={"dossier_code": CODE})


async def test_when_the_result_comes_is_its_day(call: Caller) -> None:
    said = await asked_on(call, "chừng nào có kết quả em")
    assert said.text.splitlines() == [
        f"Dạ hồ sơ {CODE} đang được xử lý.",
        "Hồ sơ chưa trễ hẹn. Ngày hẹn trả là 04/12/2026, còn 12 ngày nữa.",
    ]
    assert said.metadata["dossier_code"] == CODE


async def test_who_has_it_is_the_agency(call: Caller) -> None:
    said = await asked_on(call, "ai đang cầm hồ sơ đó vậy")
    assert onward.HELD_BY(agency=AGENCY) in said.text


async def test_how_late_it_is_is_told_in_days_with_where_to_ask(call: Caller) -> None:
    said = await asked_on(call, "trễ mấy bữa rồi", due_on=date(2026, 11, 6))
    assert onward.DUE_PASSED(date="06/11/2026", days="16") in said.text
    assert AGENCY in said.text
    assert "/file_feedback" in said.payloads


async def test_several_things_are_answered_in_one_message(call: Caller) -> None:
    said = await asked_on(call, "sao lâu dữ vậy, ai đang giữ")
    assert onward.DUE_IN(date="04/12/2026", days="12") in said.text
    assert onward.WHY_UNKNOWN(agency=AGENCY) in said.text
    assert onward.HELD_BY(agency=AGENCY) in said.text


@pytest.mark.parametrize("number", sorted(states()))
@pytest.mark.parametrize(
    "text", ["bao giờ lấy được vậy", "giờ tui phải làm sao", "ai đang giữ", "sao lâu dữ vậy"]
)
async def test_each_state_answers_what_is_asked_on(call: Caller, number: int, text: str) -> None:
    said = await asked_on(call, text, state=number)
    assert said.responses[0]["custom"]["kind"] == "dossier_status"
    assert states()[number].words in said.texts[0]
    assert len(said.texts[0].splitlines()) > 1


@pytest.mark.parametrize(("number", "told"), [(3, onward.DUE_NONE()), (7, onward.DUE_NONE())])
async def test_no_day_is_told_where_no_result_comes(call: Caller, number: int, told: str) -> None:
    said = await asked_on(call, "khi nào có kết quả", state=number)
    assert told in said.text
    assert "04/12/2026" not in said.text


async def test_an_unknown_day_is_said_to_be_unknown(call: Caller) -> None:
    said = await asked_on(call, "khi nào trả", due_on=None)
    assert onward.DUE_UNKNOWN() in said.text


@pytest.mark.parametrize("number", [3, 5, 6, 8])
async def test_why_it_was_stopped_is_for_who_knows_the_number(call: Caller, number: int) -> None:
    said = await asked_on(call, "sao bị vậy, tại tui hả", state=number)
    assert onward.WHY_NOTED() in said.texts[0]
    assert said.metadata["asks"] == ["phone_tail"]


@pytest.mark.parametrize(
    ("text", "own", "told"),
    [
        ("ngưng xử lý là bị hủy luôn hả", 8, onward.NOT_CANCELLED(state="Dừng xử lý")),
        ("dừng xử lý nghĩa là gì", 8, onward.MEANS_PAUSED(state="Dừng xử lý")),
        ("được tiếp nhận nghĩa là gì", 4, onward.MEANS(state="Được tiếp nhận", words=states()[2].words)),
        ("không tiếp nhận là sao em", 3, onward.DUE_NONE()),
    ],
)
async def test_what_a_state_means_is_told_of_the_dossier(
    call: Caller, text: str, own: int, told: str
) -> None:
    said = await asked_on(call, text, state=own)
    assert told in said.texts[0]
    assert states()[own].words in said.texts[0]
    assert said.responses[0]["custom"]["dossier_code"] == CODE


async def test_who_says_that_it_is_right_is_sent_to_the_agency_or_a_person(call: Caller) -> None:
    said = await asked_on(call, "tui đóng tiền rồi mà", state=6)
    assert said.text == onward.DISPUTED(code=CODE, words=states()[6].words, agency=AGENCY)
    assert "/human_handoff" in said.payloads


async def test_what_a_code_looks_like_is_told_where_it_was_asked_for(bare_call: Caller) -> None:
    about = {"custom": {"kind": "ask_for_code", "asks": ["dossier_code"]}}
    bare_call.before += [{"event": "user", "text": "…"}, {"event": "bot", "text": "…", "data": about}]
    said = await bare_call("action_dossier_status", "ủa mã đúng nó ra làm sao")
    assert "H29.33-240527-0001" in said.text
    assert "giấy tiếp nhận" in said.text
    assert said.metadata["asks"] == ["dossier_code"]


async def test_a_report_code_is_explained_too(bare_call: Caller) -> None:
    said = await bare_call("action_feedback_status", "mã phản ánh coi ở đâu vậy")
    words = code_questions._REPORT
    assert said.text == words.looks(where=words.where())
