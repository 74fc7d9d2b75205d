from datetime import UTC, date, datetime
from typing import Any

import pytest

from actions.dossiers import status as actions_dossiers
from api import clock, database
from api.dossiers import service as dossiers
from api.dossiers.models import DossierRow
from api.dossiers.states import states
from api.privacy import crypto
from tests.actions.conftest import BIRTH, Caller, Shelf

CODE = "H29.33-261101-0001"


async def a_dossier(**values: Any) -> None:
    row = {
        "code": CODE,
        "procedure_code": BIRTH,
        "procedure_name": "Đăng ký khai sinh",
        "state": 4,
        "agency": "UBND phường Bến Thành",
        "applicant_name": crypto.encrypt("Trần Thị Bưởi"),
        "filed_on": date(2026, 11, 1),
        "due_on": date(2999, 11, 6),
        "sample": False,
    }
    async with database.transaction() as session:
        session.add(DossierRow(**{**row, **values}))


@pytest.mark.usefixtures("shelf")
async def test_a_dossier_is_told_in_words_with_its_dates_and_no_name(call: Caller) -> None:
    await a_dossier()
    said = await call("action_dossier_status", CODE, intent="dossier_status", entities={"dossier_code": CODE})
    assert said.text.splitlines() == [
        f"Dạ hồ sơ {CODE} đang được xử lý.",
        "Trạng thái trên hệ thống: Đang xử lý.",
        "Thủ tục: Đăng ký khai sinh",
        "Nơi giải quyết: UBND phường Bến Thành",
        "Nộp ngày 01/11/2026, hẹn trả ngày 06/11/2999.",
        "Anh/chị chưa cần làm gì thêm, chờ đến ngày hẹn trả kết quả ạ.",
    ]
    assert said.slots == {"dossier_code": CODE, "misunderstandings": 0.0, "procedure_code": BIRTH}


@pytest.mark.usefixtures("shelf")
async def test_a_late_dossier_says_by_how_many_days_and_what_can_be_done(
    call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 22, 5, tzinfo=UTC))
    await a_dossier(due_on=date(2026, 11, 6), filed_on=None, sample=True, procedure_code=None)
    said = await call("action_dossier_status", CODE, entities={"dossier_code": CODE})
    assert actions_dossiers.LATE(days="16") in said.text
    assert actions_dossiers.SAMPLE() in said.text
    assert said.payloads == ["/file_feedback"]
    assert "procedure_code" not in said.slots


async def test_the_code_of_before_is_used_again_and_a_missing_one_asked_for(
    call: Caller, shelf: Shelf
) -> None:
    await a_dossier()
    again = await call("action_dossier_status", "tới đâu rồi em", slots={"dossier_code": CODE})
    assert CODE in again.text
    assert (await call("action_dossier_status", "hồ sơ tới đâu rồi")).text == actions_dossiers.ASK_CODE()
    assert (
        await call("action_dossier_status", "/dossier_status", slots={"dossier_code": CODE})
    ).text == actions_dossiers.ASK_CODE()


async def test_a_code_of_the_wrong_shape_is_explained(bare_call: Caller) -> None:
    said = await bare_call("action_dossier_status", "hồ sơ H29.33-240527 của em", intent="dossier_status")
    assert said.text.startswith("Dạ mã “H29.33-240527” em đọc chưa được.")
    assert said.events == []


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("number", range(1, 11))
async def test_each_state_says_what_it_means_and_what_to_do(call: Caller, number: int) -> None:
    await a_dossier(state=number)
    said = await call("action_dossier_status", CODE, entities={"dossier_code": CODE})
    state = states()[number]
    assert said.text.startswith(f"Dạ hồ sơ {CODE} {state.words}.")
    assert said.text.endswith(state.next_step)
    assert ("/dossier_status" in "".join(said.payloads)) is (number in {3, 5, 6, 8})


@pytest.mark.usefixtures("shelf")
async def test_a_dossier_finished_after_its_day_says_by_how_many_days(call: Caller) -> None:
    await a_dossier(state=9, due_on=date(2026, 11, 6), finished_on=date(2026, 11, 9))
    said = await call("action_dossier_status", CODE, entities={"dossier_code": CODE})
    assert actions_dossiers.FINISHED_LATE(days="3") in said.text


async def test_a_code_nobody_has_is_said_to_be_unknown(call: Caller) -> None:
    said = await call("action_dossier_status", CODE, entities={"dossier_code": CODE})
    assert said.text == dossiers.DossierNotFoundError().sentence
    assert said.slots == {"dossier_code": None}


async def test_a_code_that_fits_several_is_asked_for_whole(call: Caller) -> None:
    for unit in ("01", "33"):
        await a_dossier(code=f"000.00.{unit}.{CODE}")
    for _ in range(2):
        said = await call("action_dossier_status", CODE, entities={"dossier_code": CODE})
        assert said.text == dossiers.DossierCodeIncompleteError().sentence
        assert said.metadata == {"kind": "ask_for_code", "asks": ["dossier_code"]}


@pytest.mark.usefixtures("shelf")
async def test_a_dossier_found_by_the_end_of_its_code_is_told_with_the_whole(call: Caller) -> None:
    await a_dossier(code=f"000.00.01.{CODE}")
    said = await call("action_dossier_status", CODE, entities={"dossier_code": CODE})
    assert said.metadata["dossier_code"] == f"000.00.01.{CODE}"
    assert said.slots["dossier_code"] == f"000.00.01.{CODE}"


async def test_a_source_that_does_not_answer_is_said_so(
    call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(_session: object, *, code: str) -> None:
        raise dossiers.DossierProviderError("away")

    monkeypatch.setattr(dossiers, "status", away)
    said = await call("action_dossier_status", CODE, entities={"dossier_code": CODE})
    assert said.text == dossiers.DossierProviderError().sentence
