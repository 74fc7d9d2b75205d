"""Answering what is asked on about the report just told: who has it, when the answer is due, why not yet, what to do."""

from typing import Final

from actions.feedback.questions import days_of
from actions.options import menu
from actions.turn import Option
from actions.wording import TEXTS
from api.feedback.limits import limits
from api.feedback.service import CaseStatus, Status
from api.settings import CITY_TIME

ON_STATUS = TEXTS.text("feedback.on_status", "code", "field", "status")
HELD_BY = TEXTS.text("feedback.on_held_by", "handler")
DONE_BY = TEXTS.text("feedback.on_done_by", "handler")
LIMIT = TEXTS.text("feedback.on_limit", "days")
COUNTED = TEXTS.text("feedback.on_counted")
NO_DUE = TEXTS.text("feedback.on_no_due")
WHY_UNKNOWN = TEXTS.text("feedback.on_why_unknown")
WAIT = TEXTS.text("feedback.on_wait")
DISPUTED = TEXTS.text("feedback.on_disputed", "code", "status", "handler")
STATUS_DUE = TEXTS.text("feedback.status_due", "due")
STATUS_OVERDUE = TEXTS.text("feedback.status_overdue", "due")
STATUS_ANSWER = TEXTS.text("feedback.status_answer", "answer")

_ANSWERED_ALONE: Final = frozenset({"disputed", "why", "when", "limit", "who", "to_do"})
_OVER: Final = frozenset({
    Status.ANSWERED, Status.PUBLISHED, Status.CLOSED, Status.REFUSED, Status.TRANSFERRED_OUT,
})  # fmt: skip


def answers_alone(asked: tuple[str, ...]) -> bool:
    """Tell whether what is asked (`bot.status_words.asked_on`) wants an answer of its own, and not the whole state."""
    return not _ANSWERED_ALONE.isdisjoint(asked)


def onward(status: CaseStatus, asked: tuple[str, ...]) -> tuple[str, tuple[Option, ...]]:
    """Return what is said to what is asked on about a report, and what may be tapped under it."""
    if "disputed" in asked:
        text = DISPUTED(code=status.code, status=status.status_text, handler=status.handler_name)
        return text, menu("human", "file")
    lines = [ON_STATUS(code=status.code, field=status.field_name, status=status.status_text)]
    for one in asked:
        lines += _lines(one, status)
    return "\n".join(dict.fromkeys(lines)), menu("human") if status.overdue or "why" in asked else ()


def _lines(asked: str, status: CaseStatus) -> list[str]:
    over = status.status in _OVER
    if asked == "limit":
        return [LIMIT(days=days_of(status.field)), *answer_or_due(status)]
    if asked == "who":
        return [(DONE_BY if over else HELD_BY)(handler=status.handler_name)]
    if asked in {"when", "why", "to_do"}:
        when = answer_or_due(status) or ([] if over else [NO_DUE()])
        if asked == "why" and not status.answer:
            return [*when, DONE_BY(handler=status.handler_name), WHY_UNKNOWN()]
        if asked == "when" and not (over or status.answer or status.overdue) and status.due_at is not None:
            return [*when, *_counted()]
        if asked == "to_do" and not (over or status.overdue or status.status is Status.NEEDS_INFO):
            return [*when, WAIT()]
        return when
    return []


def _counted() -> list[str]:
    """Return how the days up to a due day are counted, where not every day counts."""
    return [COUNTED()] if limits().counting == "working" else []


def answer_or_due(status: CaseStatus) -> list[str]:
    """Return the agency's answer, else when it is or was due; nothing where neither is known."""
    if status.answer:
        return [STATUS_ANSWER(answer=status.answer)]
    if status.due_at is None:
        return []
    due = status.due_at.astimezone(CITY_TIME).strftime("%d/%m/%Y")
    return [(STATUS_OVERDUE if status.overdue else STATUS_DUE)(due=due)]
