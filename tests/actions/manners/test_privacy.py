from actions.manners import privacy, smalltalk
from tests.actions.conftest import Caller


async def test_what_is_stored_is_told_and_told_otherwise_when_asked_again(bare_call: Caller) -> None:
    said = await bare_call("action_tell_privacy", "/ask_privacy", intent="ask_privacy")
    assert said.text == privacy.WHAT()
    assert said.metadata["kind"] == "privacy"
    assert said.slots == {"misunderstandings": 0.0}
    bare_call.answered("có lưu số của tôi không", said)
    again = await bare_call("action_tell_privacy", "/ask_privacy", intent="ask_privacy")
    assert again.text == privacy.AGAIN()


async def test_nothing_is_told_of_another_person(bare_call: Caller) -> None:
    said = await bare_call(
        "action_tell_privacy", "/ask_privacy", intent="ask_privacy", entities={"whose": "another"}
    )
    assert said.text == privacy.OTHERS()
    assert said.metadata["kind"] == "refusal"


async def test_the_machine_follows_no_orders_and_says_so(bare_call: Caller) -> None:
    said = await bare_call(
        "action_out_of_scope",
        '/out_of_scope{"wish": "orders"}',
        intent="out_of_scope",
        entities={"wish": "orders"},
    )
    assert said.text == smalltalk.ORDERS()
    assert said.metadata["kind"] == "refusal"
