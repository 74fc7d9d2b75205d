"""Sending a report, dropping it, and telling how one stands."""

import re
from datetime import datetime

from actions.about import ASK_FEEDBACK_CODE, DROPPED, REFUSAL, SMALLTALK, Kind, Metadata, about_report
from actions.feedback import after_filing, dropped, not_meant
from actions.feedback import field as feedback_field
from actions.feedback.contacts import content_to_send, keep
from actions.feedback.further import opened_next
from actions.feedback.onward import answer_or_due, answers_alone, onward
from actions.feedback.questions import when_it_is_done
from actions.feedback.reach import number_and_email
from actions.feedback.shared_location import place_and_point
from actions.feedback.told_earlier import shared_place
from actions.manners.code_questions import explain_report_code
from actions.manners.handoff import forget_report
from actions.options import menu
from actions.repeats import anew, tell
from actions.turn import Event, Turn, action, set_slot
from actions.wording import TEXTS
from api import clock, database
from api.agencies import directory
from api.feedback import service as feedback
from api.settings import CITY_TIME
from bot.giving_up import gives_up
from bot.status_words import REPORT, asked_on, wants_the_code
from retrieval.procedure import Aspect
from retrieval.text import folded_words

FILED = TEXTS.text("feedback.filed", "code", "field", "handler", "due")
FILED_DUE = TEXTS.text("feedback.filed_due", "due")
NO_DUE = TEXTS.text("feedback.no_due")
NOT_SENT = TEXTS.text("feedback.not_sent")
NOT_FILED = TEXTS.text("feedback.not_filed", "reason")
CANCELLED = TEXTS.text("feedback.cancelled")
NOTHING_TO_CANCEL = TEXTS.text("feedback.nothing_to_cancel")
CODE_IS_ENOUGH = TEXTS.text("feedback.code_is_enough")
ASK_CODE = TEXTS.text("feedback.ask_code")
ASK_CODE_AGAIN = TEXTS.text("feedback.ask_code_again")
ASK_CODE_HUMAN = TEXTS.text("feedback.ask_code_human")
WRONG_SHAPE = TEXTS.text("feedback.wrong_shape", "code")
YOUR_CODE = TEXTS.text("feedback.your_code", "code", "field")
OTHERS = TEXTS.text("feedback.others", "codes")
STATUS = TEXTS.text("feedback.status", "code", "field", "status", "handler", "received")

_NAMES_REPORTING = re.compile(r"\b(?:bao|phan anh|kien nghi|gop y|to cao)\b")
_LOOKS_LIKE_A_CODE = re.compile(r"(?<!\w)[Pp]\s?[Aa][\s.\-–]{0,3}\d[\w.\-–]{2,}")


def city_day(moment: datetime) -> str:
    """Return the day of `moment` in the city, as people write it: 05/06/2026."""
    return moment.astimezone(CITY_TIME).strftime("%d/%m/%Y")


@action("action_file_feedback")
async def file_feedback(turn: Turn) -> list[Event]:
    """File the report if the citizen confirmed it; the message of the confirming turn is its key, so once only."""
    content, confirmed = turn.slot("feedback_content"), turn.slot("feedback_confirmed")
    if not content:  # the form ended itself and has said why
        return forget_report(turn)
    if confirmed is not True:
        turn.say(NOT_SENT(), menu("dossier", "file", "human"), DROPPED)
        return [*dropped.kept(turn), *forget_report(turn), *opened_next(turn)]
    place, point = place_and_point(turn)
    phone, email = number_and_email(str(turn.slot("feedback_contact_phone") or ""))
    try:
        async with database.transaction() as session:
            case = await feedback.file(
                session,
                idempotency_key=turn.message_id or _key_without_message(turn),
                channel=turn.channel,
                conversation_id=turn.conversation_id,
                content=content_to_send(turn),
                place=place,
                point=point,
                unit_code=turn.slot("feedback_unit") or None,
                contact_name=turn.slot("feedback_contact_name") or None,
                contact_phone=phone,
                contact_email=email,
                contact_address=turn.slot("feedback_contact_address") or None,
                field=turn.slot("feedback_field") or None,
                guesses=feedback_field.guesses(turn),
                law_declined=turn.slot(feedback_field.SLOT) == "",
                now=clock.now(),
            )
    except (feedback.NotFeedbackError, feedback.UnknownUnitError) as error:
        turn.say(NOT_FILED(reason=error.sentence), menu("file", "human"), REFUSAL)
        return forget_report(turn)
    turn.say(
        FILED(
            code=case.code,
            field=directory.field(case.field).name,
            handler=directory.agency(case.handler).name,
            due=FILED_DUE(due=city_day(case.due_at)) if case.due_at else NO_DUE(),
        ),
        (),
        Metadata(
            kind=Kind.FEEDBACK_FILED,
            feedback_code=case.code,
            field=case.field,
            handler=case.handler,
            unit=case.unit_code,
        ),
    )
    return [
        *keep(turn),
        *forget_report(turn),
        set_slot("feedback_code", case.code),
        set_slot("misunderstandings", 0.0),
        *opened_next(turn),
    ]


def _key_without_message(turn: Turn) -> str:
    """Return a key of the confirming turn where Rasa was asked by hand, without a stored message."""
    spoken = [event.get("timestamp") for event in turn.tracker.events if event.get("event") == "user"]
    return f"rasa:{turn.tracker.sender_id}:{spoken[-1] if spoken else 0}"


@action("action_cancel_feedback")
async def cancel(turn: Turn) -> list[Event]:
    """Drop the report under way, or about to be told; without one there is nothing to cancel."""
    kept, events = dropped.kept(turn), forget_report(turn)
    if (events or turn.in_form) and (instead := await not_meant.answer(turn)) is not None:
        return [*kept, *events, *instead]
    if events or turn.in_form or _was_about_to_report(turn):
        turn.say(CANCELLED(), menu("dossier", "file", "human"), DROPPED)
    elif (told := await after_filing.answer(turn)) is not None:
        return told
    else:
        turn.say(NOTHING_TO_CANCEL(), menu("dossier", "file", "human"), SMALLTALK)
    return [*kept, *events]


def _was_about_to_report(turn: Turn) -> bool:
    """Tell whether a place was shared for a report just before, or who filed none gives up reporting in words."""
    if shared_place(turn) is not None:
        return True
    names_it = _NAMES_REPORTING.search(folded_words(turn.text))
    return not turn.slot("feedback_code") and bool(names_it) and gives_up(turn.text, declining=False)


def _ask_for_code(turn: Turn) -> None:
    """Ask for the code, each time in other words; a report being taken down has none yet."""
    if turn.in_form:
        turn.say(when_it_is_done(turn), (), about_report((Aspect.DURATION,)))
        return
    asked = anew(turn, ASK_CODE, ASK_CODE_AGAIN, ASK_CODE_HUMAN)
    turn.say(asked, menu("human") if asked == ASK_CODE_HUMAN() else ())


@action("action_feedback_status", ASK_FEEDBACK_CODE)
async def tell_status(turn: Turn) -> list[Event]:
    """Tell how the report with the code given stands, else the newest one filed in this conversation."""
    if (answered := await after_filing.answer(turn)) is not None:
        return answered
    code = turn.entity("feedback_code")
    if code is None and (part := _LOOKS_LIKE_A_CODE.search(turn.text)):
        turn.say(WRONG_SHAPE(code=part[0].strip()))
        return []
    wants_it = code is None and bool(turn.slot("feedback_code")) and wants_the_code(turn.text)
    if code is None and not (turn.in_form or wants_it) and explain_report_code(turn):
        return []
    if code is None and turn.in_form and not turn.slot("feedback_code"):  # what is taken down has no code yet
        _ask_for_code(turn)
        return []
    async with database.transaction() as session:
        filed = await feedback.codes_of_conversation(session, conversation_id=turn.conversation_id)
        newest = next(iter(filed), None)
        code = code or (newest if wants_it else None) or turn.slot("feedback_code") or newest
        if code is None:
            _ask_for_code(turn)
            return []
        try:
            status = await feedback.status_for_citizen(
                session, code=code, conversation_id=turn.conversation_id
            )
        except feedback.CaseNotFoundError as error:
            turn.say(error.sentence)
            return []
    asked = asked_on(turn.text, REPORT) if turn.entity("feedback_code") is None else ()
    if answers_alone(asked) and not wants_it:
        text, options = onward(status, asked)
    else:
        told = YOUR_CODE(code=status.code, field=status.field_name) if wants_it else _told(status)
        if turn.entity("phone_tail") is not None:
            told = f"{told}\n{CODE_IS_ENOUGH()}"
        text, options = told, menu("human") if status.overdue else ()
        others = [other for other in filed if other != status.code]
        if turn.entity("feedback_code") is None and others:
            text = f"{text}\n{OTHERS(codes=', '.join(others))}"
    about = Metadata(
        kind=Kind.FEEDBACK_STATUS,
        feedback_code=status.code,
        field=status.field,
        handler=status.handler,
        unit=status.unit,
    )
    tell(turn, text, options, about)
    return [set_slot("feedback_code", status.code), set_slot("misunderstandings", 0.0)]


def _told(status: feedback.CaseStatus) -> str:
    """Return how a report stands, in full."""
    told = STATUS(
        code=status.code,
        field=status.field_name,
        status=status.status_text,
        handler=status.handler_name,
        received=city_day(status.received_at),
    )
    return "\n".join([told, *answer_or_due(status)])
