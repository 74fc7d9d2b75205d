import pytest

from actions.dossiers import owner
from api.dossiers.states import states
from api.dossiers.table_provider import tail_digest
from tests.actions.conftest import Caller, Said
from tests.actions.dossiers.test_status import CODE, a_dossier

pytestmark = pytest.mark.usefixtures("shelf")


async def give(call: Caller, tail: str) -> Said:
    return await call(
        "action_dossier_status",
        f'/dossier_status{{"phone_tail": "{tail}"}}',
        intent="dossier_status",
        entities={"phone_tail": tail},
        slots={"dossier_code": CODE},
    )


async def my_dossier(call: Caller) -> None:
    assert call.message_id
    await a_dossier(state=5, note="Thiếu bản vẽ móng", phone_tail_digest=tail_digest(CODE, "456"))


async def test_in_whose_name_is_told_only_to_who_knows_the_phone(call: Caller) -> None:
    await my_dossier(call)
    said = await call(
        "action_dossier_status",
        f"hồ sơ {CODE} đứng tên ai, thiếu giấy gì",
        intent="dossier_status",
        entities={"dossier_code": CODE},
    )
    assert said.texts[-1] == owner.ASK_TAIL(code=CODE)
    assert said.metadata == {"kind": "ask_for_code", "asks": ["phone_tail"]}
    assert not any("Bưởi" in text or "móng" in text for text in said.texts)
    told = await give(call, "456")
    assert told.text.splitlines() == [
        owner.OWNER(code=CODE, name="T*** T** B***"),
        owner.NOTE(note="Thiếu bản vẽ móng"),
        owner.STATE(words=states()[5].words),
        owner.STATE_NAMED(state="Yêu cầu bổ sung giấy tờ"),
        states()[5].next_step,
    ]
    assert told.slots == {"dossier_code": CODE, "misunderstandings": 0.0}


@pytest.mark.parametrize(
    ("number", "text"), [(3, "tại sao hổng chịu nhận"), (5, "sao bị vậy"), (8, "lý do gì vậy")]
)
async def test_who_proved_to_be_the_applicant_is_told_the_note_again(
    call: Caller, number: int, text: str
) -> None:
    await a_dossier(state=number, note="Thiếu bản vẽ móng", phone_tail_digest=tail_digest(CODE, "456"))
    await give(call, "456")
    tail = {"entities": [{"entity": "phone_tail", "value": "456"}]}
    call.before += [{"event": "user", "text": "/dossier_status", "parse_data": tail}]
    said = await call("action_dossier_status", text, slots={"dossier_code": CODE})
    assert any(owner.NOTE(note="Thiếu bản vẽ móng") in one for one in said.texts)
    assert not any(owner.ASK_TAIL(code=CODE) in one for one in said.texts)
    assert said.metadata["kind"] == "dossier_status"


async def test_a_wrong_tail_given_before_opens_nothing(call: Caller) -> None:
    await my_dossier(call)
    await give(call, "111")
    tail = {"entities": [{"entity": "phone_tail", "value": "456"}]}
    call.before += [{"event": "user", "text": "/dossier_status", "parse_data": tail}]
    said = await call("action_dossier_status", "sao bị vậy", slots={"dossier_code": CODE})
    assert said.texts[-1] == owner.ASK_TAIL(code=CODE)


async def test_tails_are_counted_by_the_stored_code_however_it_is_typed(
    call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    await my_dossier(call)
    monkeypatch.setattr(owner, "TRIES", 50)
    monkeypatch.setattr(owner, "TRIES_FOR_ONE", 2)
    typed = f"000.00.01.{CODE}"
    for tail in ("111", "222"):
        await call(
            "action_dossier_status",
            intent="dossier_status",
            entities={"phone_tail": tail},
            slots={"dossier_code": typed},
        )
    assert (await give(call, "456")).text == owner.NO_TRIES_LEFT()


async def test_a_whole_number_in_the_vault_counts_by_its_end(call: Caller) -> None:
    await my_dossier(call)
    assert "T*** T** B***" in (await give(call, "⟨sđt1⟩")).text  # 0903 123 456


async def test_tapping_for_more_asks_for_the_phone(call: Caller) -> None:
    await my_dossier(call)
    assert (await give(call, "ask")).text == owner.ASK_TAIL(code=CODE)


async def test_after_three_wrong_tails_nothing_is_told_for_a_day(call: Caller) -> None:
    await my_dossier(call)
    assert (await give(call, "111")).text == owner.WRONG_TAIL(left="2")
    assert (await give(call, "222")).text == owner.WRONG_TAIL(left="1")
    assert (await give(call, "333")).text == owner.NO_TRIES_LEFT()
    right = await give(call, "456")
    assert right.text == owner.NO_TRIES_LEFT()
    assert right.payloads == ["/human_handoff"]


async def test_a_dossier_guessed_at_from_everywhere_is_closed_for_everybody(
    call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    await my_dossier(call)
    monkeypatch.setattr(owner, "TRIES", 50)
    monkeypatch.setattr(owner, "TRIES_FOR_ONE", 2)
    await give(call, "111")
    await give(call, "222")
    assert (await give(call, "456")).text == owner.NO_TRIES_LEFT()


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("hồ sơ này đứng tên ai", True),
        ("sao bị trả lại vậy em", True),
        ("thieu giay gi vay", True),
        ("lý do là gì", True),
        ("tới đâu rồi", False),
        ("/dossier_status", False),
    ],
)
def test_what_only_the_applicant_may_know_is_recognised(text: str, asks: bool) -> None:
    assert owner.asks_for_the_owner(text) is asks


async def test_the_number_of_one_dossier_opens_the_next_only_where_it_is_said_to_be_the_same(
    call: Caller,
) -> None:
    await my_dossier(call)
    before = {"event": "user", "text": "hồ sơ H29.33-240527-0001, đuôi sđt 3456"}
    call.before += [before]
    asked = await call("action_dossier_status", "đứng tên ai", slots={"dossier_code": CODE})
    assert asked.texts[-1] == owner.ASK_TAIL(code=CODE)
    told = await give(call, "same")
    assert told.text.startswith(owner.OWNER(code=CODE, name="T*** T** B***"))


async def test_the_same_number_where_none_was_given_is_asked_for(call: Caller) -> None:
    await my_dossier(call)
    said = await give(call, "same")
    assert said.text == owner.NO_TAIL_BEFORE(code=CODE)
    assert said.metadata == {"kind": "ask_for_code", "asks": ["phone_tail"]}


async def test_who_does_not_know_the_number_is_refused_and_no_try_is_lost(call: Caller) -> None:
    await my_dossier(call)
    for _ in range(owner.TRIES + 1):
        said = await give(call, "unknown")
        assert said.text == owner.TAIL_UNKNOWN()
        assert said.metadata["kind"] == "refusal"
    assert (await give(call, "456")).text.startswith(owner.OWNER(code=CODE, name="T*** T** B***"))


async def test_a_number_given_beside_the_code_opens_it(call: Caller) -> None:
    await my_dossier(call)
    said = await call(
        "action_dossier_status",
        f"hồ sơ {CODE}, đuôi sđt 3456",
        intent="dossier_status",
        entities={"dossier_code": CODE},
    )
    assert any(owner.OWNER(code=CODE, name="T*** T** B***") in text for text in said.texts)
