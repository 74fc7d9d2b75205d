"""Handing over to a person: asked for, in an emergency, or to have one's data deleted."""

from typing import Final

from actions.about import HANDOFF, PRIVACY
from actions.turn import Event, Turn, action, set_slot
from actions.wording import TEXTS
from api import database
from api.conversations import service as conversations
from api.conversations.emergency import detect

ASKED = TEXTS.text("handoff.asked")
ASKED_WITH_REPORT = TEXTS.text("handoff.asked_with_report")
WAITING = TEXTS.text("handoff.waiting")
REASON = TEXTS.text("handoff.reason", "text")
REASON_REPORT = TEXTS.text("handoff.reason_report", "content")
REASON_DELETE = TEXTS.text("handoff.reason_delete")
DELETE = TEXTS.text("handoff.delete")
DELETE_WAITING = TEXTS.text("handoff.delete_waiting")

REPORT_SLOTS: Final = (
    "feedback_content",
    "feedback_place",
    "feedback_unit",
    "feedback_contact_phone",
    "feedback_contact_name",
    "feedback_confirmed",
)
DELETION_ASKED: Final = "data_deletion_asked"
_LONGEST_REASON: Final = 300


def forget_report(turn: Turn) -> list[Event]:
    """Return the events that empty the slots of a report that are set."""
    return [set_slot(name, None) for name in REPORT_SLOTS if turn.slot(name) is not None]


@action("action_human_handoff", HANDOFF)
async def hand_over(turn: Turn) -> list[Event]:
    """Ask for an operator and say what happens; what was told so far of a report goes with it."""
    content = turn.slot("feedback_content")
    if content:
        reason = REASON_REPORT(content=content)
    else:
        reason = REASON(text="" if turn.text.startswith("/") else turn.text)
    async with database.transaction() as session:
        before = await conversations.get(session, conversation_id=turn.conversation_id)
        waits_already = before.owner == conversations.Owner.WAITING
        await conversations.ask_for_human(
            session, conversation_id=turn.conversation_id, reason=reason[:_LONGEST_REASON].rstrip(" :")
        )
    if waits_already:
        turn.say(WAITING())
    else:
        turn.say(ASKED_WITH_REPORT() if content else ASKED())
    return [*forget_report(turn), set_slot("misunderstandings", 0.0)]


@action("action_emergency")
async def answer_emergency(turn: Turn) -> list[Event]:
    """Answer an emergency that the model saw and the rules before it did not."""
    emergency = detect(turn.text)
    async with database.transaction() as session:
        await conversations.raise_emergency(
            session,
            conversation_id=turn.conversation_id,
            kinds=emergency.kinds if emergency else ("danger",),
        )
    reply = conversations.emergency_reply(emergency)
    turn.say(reply.text, reply.options, reply.metadata)
    return forget_report(turn)


@action("action_delete_my_data", PRIVACY)
async def take_deletion_request(turn: Turn) -> list[Event]:
    """Record that the citizen wants the data deleted, and give it to an operator (Law 91/2025/QH15)."""
    async with database.transaction() as session:
        events = await conversations.events(session, conversation_id=turn.conversation_id)
        asked_already = any(event.kind == DELETION_ASKED for event in events)
        if not asked_already:
            await conversations.record(
                session, conversation_id=turn.conversation_id, kind=DELETION_ASKED, actor="citizen"
            )
        await conversations.ask_for_human(
            session, conversation_id=turn.conversation_id, reason=REASON_DELETE()
        )
    turn.say(DELETE_WAITING() if asked_already else DELETE())
    return []
