"""Handing over to a person: asked for, in distress, in an emergency, or to have one's data deleted."""

import json
from datetime import datetime
from typing import Final

from actions.about import HANDOFF, PRIVACY
from actions.repeats import anew_text, misses, said_before
from actions.turn import Event, Turn, action, set_slot
from actions.wording import TEXTS
from api import clock, database
from api.conversations import operator_hours
from api.conversations import service as conversations
from api.conversations.service import Cause
from bot.abuse_signs import abuses_us, reported_before
from bot.waiting_signs import asks_when_somebody_comes

ASKED = TEXTS.text("handoff.asked")
ASKED_WITH_REPORT = TEXTS.text("handoff.asked_with_report")
WAITING = TEXTS.text("handoff.waiting")
WAITING_WHEN = TEXTS.text("handoff.waiting_when", "until")
WAITING_WHEN_AGAIN = TEXTS.text("handoff.waiting_when_again", "until")
ASKED_OUTSIDE = TEXTS.text("handoff.asked_outside", "at")
ASKED_OUTSIDE_WITH_REPORT = TEXTS.text("handoff.asked_outside_with_report", "at")
WAITING_OUTSIDE = TEXTS.text("handoff.waiting_outside", "at")
OUTSIDE_HOURS = TEXTS.text("handoff.outside_hours", "at")
REASON = TEXTS.text("handoff.reason", "text")
REASON_REPORT = TEXTS.text("handoff.reason_report", "content")
REASON_DELETE = TEXTS.text("handoff.reason_delete")
OUTSIDE_HOURS_ENGLISH = TEXTS.text("english.outside_hours", "at")
DISTRESS = TEXTS.text("handoff.distress")
INSULT = TEXTS.text("handoff.insult")
INSULT_AGAIN = TEXTS.text("handoff.insult_again")
INSULT_REPORTED = TEXTS.text("handoff.insult_reported")
_REASONS: Final = {
    Cause.NOT_UNDERSTOOD: TEXTS.text("handoff.reason_not_understood", "text"),
    Cause.DISTRESS: TEXTS.text("handoff.reason_distress", "text"),
    Cause.INSULT: TEXTS.text("handoff.reason_insult", "text"),
    Cause.ENGLISH: TEXTS.text("handoff.reason_english", "text"),
}
DELETE = TEXTS.text("handoff.delete")
DELETE_WAITING = TEXTS.text("handoff.delete_waiting")

REPORT_SLOTS: Final = (
    "feedback_content",
    "feedback_field",
    "feedback_place",
    "feedback_unit",
    "feedback_contact_phone",
    "feedback_contact_name",
    "feedback_contact_address",
    "feedback_confirmed",
)
FURTHER_SLOT: Final = "feedback_further"
"""What was told beside a report, for reports of its own."""
DROPPED_SLOT: Final = "feedback_dropped"
"""The report dropped last, or given to an operator unsent, as it was."""
DELETION_ASKED: Final = "data_deletion_asked"
CONTEXT_SLOTS: Final = ("procedure_code", "dossier_code", "feedback_code")
"""What else was talked about; an operator is told the codes."""
_TOLD_BESIDE: Final = ("place", "date", "amount")
"""Entities of the citizen's messages that an operator is told, each as it was told last."""
_LONGEST_REASON: Final = 300
_LONGEST_SLOT: Final = 1000
_MANY_MISSES: Final = 3


def kept(turn: Turn) -> list[Event]:
    """Return the event that keeps the report under way while it is dropped; nothing where nothing was told yet."""
    told = {name: turn.slot(name) for name in (*REPORT_SLOTS, FURTHER_SLOT) if turn.slot(name) is not None}
    told.pop("feedback_confirmed", None)
    asked = str(turn.slot("requested_slot") or "")
    if told.get(asked) == turn.text:  # Rasa keeps the very words of an answer while it is looked at
        told.pop(asked)
    return (
        [set_slot(DROPPED_SLOT, json.dumps(told, ensure_ascii=False))] if told.get("feedback_content") else []
    )


def forget_report(turn: Turn) -> list[Event]:
    """Return the events that empty the slots of a report that are set."""
    return [set_slot(name, None) for name in (*REPORT_SLOTS, FURTHER_SLOT) if turn.slot(name) is not None]


@action("action_human_handoff", HANDOFF)
async def hand_over(turn: Turn) -> list[Event]:
    """Ask for an operator and say what happens; what was told so far of a report goes with it."""
    cause = _cause(turn)
    if cause is Cause.INSULT:
        return await call_operator(turn, cause=cause, opening=apology(turn))
    return await call_operator(turn, cause=cause, opening=DISTRESS() if cause is Cause.DISTRESS else None)


def apology(turn: Turn) -> str:
    """Return what is said to who swears at us, other words where that was just said; who reported before is asked for the
    code of that.
    """
    if any(text.startswith(INSULT()) for text in said_before(turn)):
        return INSULT_AGAIN()
    return f"{INSULT()} {INSULT_REPORTED()}" if reported_before(turn.text) else INSULT()


async def call_operator(
    turn: Turn, *, cause: Cause, opening: str | None = None, forget: bool = True
) -> list[Event]:
    """Call an operator for `cause` and say so, outside the hours with when somebody is back.

    `opening` stands for the usual sentence where the citizen is told in other words; without `forget` the report under
    way stays open.
    """
    content = turn.slot("feedback_content")
    reason = REASON_REPORT(content=content) if content else _reason(turn, cause)
    now = clock.now()
    async with database.transaction() as session:
        before = await conversations.get(session, conversation_id=turn.conversation_id)
        waits_already = before.owner == conversations.Owner.WAITING
        await conversations.ask_for_human(
            session,
            conversation_id=turn.conversation_id,
            reason=reason[:_LONGEST_REASON].rstrip(" :"),
            cause=cause,
            slots=_told(turn),
            now=now,
        )
    back = operator_hours.back_at(now)
    at = operator_hours.in_words(back, now=now) if back else None
    if opening is not None:
        outside = OUTSIDE_HOURS_ENGLISH if cause is Cause.ENGLISH else OUTSIDE_HOURS
        said = operator_hours.in_english(back) if back and cause is Cause.ENGLISH else at
        text = f"{opening} {outside(at=said)}" if said else opening
    elif waits_already:
        text = WAITING_OUTSIDE(at=at) if at else _waiting(turn, now)
    elif at:
        text = ASKED_OUTSIDE_WITH_REPORT(at=at) if content else ASKED_OUTSIDE(at=at)
    else:
        text = ASKED_WITH_REPORT() if content else ASKED()
    turn.say(text, (), HANDOFF)
    return [*((*kept(turn), *forget_report(turn)) if forget else ()), set_slot("misunderstandings", 0.0)]


def _waiting(turn: Turn, now: datetime) -> str:
    """Return what is said to somebody who waits within the hours: until when operators are there, where that is asked."""
    until = operator_hours.there_until(now)
    if until is None or not asks_when_somebody_comes(turn.text):
        return WAITING()
    return anew_text(turn, *(one(until=f"{until:%H:%M}") for one in (WAITING_WHEN, WAITING_WHEN_AGAIN)))


def _cause(turn: Turn) -> Cause:
    named = turn.entity("cause")
    if turn.text.startswith("/") and named in {cause.value for cause in Cause}:
        return Cause(named)
    if abuses_us(turn.text):
        return Cause.INSULT
    return Cause.NOT_UNDERSTOOD if misses(turn) >= _MANY_MISSES else Cause.ASKED


def _reason(turn: Turn, cause: Cause) -> str:
    """Return the summary for the operator: the citizen's words, or what they were about before."""
    words = "" if turn.text.startswith("/") else turn.text
    return _REASONS[cause](text=words) if cause in _REASONS else REASON(text=words)


def _told(turn: Turn) -> dict[str, str]:
    """Return what the citizen told so far, masked."""
    found = {name: turn.slot(name) for name in (*REPORT_SLOTS, FURTHER_SLOT, *CONTEXT_SLOTS)}
    for event in turn.tracker.events:
        for entity in (event.get("parse_data") or {}).get("entities") or []:
            if entity.get("entity") in _TOLD_BESIDE:
                found[entity["entity"]] = entity.get("value")
    return {
        name: str(value)[:_LONGEST_SLOT] for name, value in found.items() if value not in (None, "", False)
    }


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
            session,
            conversation_id=turn.conversation_id,
            reason=REASON_DELETE(),
            cause=Cause.DATA_DELETION,
        )
    turn.say(DELETE_WAITING() if asked_already else DELETE())
    return []
