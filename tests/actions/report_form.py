"""A report told in full, and answering its questions as Rasa's form does."""

from typing import Any

from tests.actions.conftest import Caller, Said

FULL: dict[str, Any] = {
    "feedback_content": "đèn đường hư",
    "feedback_field": "chieu_sang",
    "feedback_place": "hẻm 12 Lê Lợi",
    "feedback_unit": "26743",
    "feedback_contact_phone": "⟨sđt1⟩",
    "feedback_contact_name": "Lan",
    "feedback_contact_address": "",
}


async def answer(call: Caller, slot: str, text: str, **more: Any) -> Said:
    """Let the form validate `text` as the answer for `slot`."""
    slots = {"requested_slot": slot, **more.pop("slots", {})}
    return await call(
        "validate_feedback_form",
        text,
        intent=more.pop("intent", "form_answer"),
        candidates={slot: more.pop("value", text)},
        slots=slots,
        form=True,
        **more,
    )


def missed(value: Any) -> dict[str, float]:
    """An answer that could not be used is counted."""
    return {"misunderstandings": 1.0} if value is None else {}
