"""Answering what is asked on about the dossier just told: when, who has it, why so long, what to do, "it is right"."""

from datetime import date
from typing import Final

from actions.about import Kind, Metadata
from actions.dossiers.owner import note_again, see_more, tell_owner, waits_for_the_citizen
from actions.options import FILE, menu
from actions.repeats import tell
from actions.turn import Event, Option, Turn, set_slot
from actions.wording import TEXTS
from api import clock
from api.dossiers.service import DossierStatus
from api.dossiers.states import states
from api.procedures import service as procedures
from api.settings import CITY_TIME
from bot.status_words import asks_of_a_state, asks_whether_cancelled, state_named
from retrieval import places

STATUS = TEXTS.text("dossiers.status", "code", "words")
NEXT_LATE = TEXTS.text("dossiers.next_late", "code", "agency")
REPORT_LATE = TEXTS.text("dossiers.report_late")
FINISHED_LATE = TEXTS.text("dossiers.finished_late", "days")
DUE_IN = TEXTS.text("dossiers.due_in", "date", "days")
DUE_TODAY = TEXTS.text("dossiers.due_today", "date")
DUE_UNKNOWN = TEXTS.text("dossiers.due_unknown")
DUE_PASSED = TEXTS.text("dossiers.due_passed", "date", "days")
DUE_WAITS = TEXTS.text("dossiers.due_waits", "date")
DUE_NONE = TEXTS.text("dossiers.due_none")
DONE_ON = TEXTS.text("dossiers.done_on", "date")
HELD_BY = TEXTS.text("dossiers.held_by", "agency")
DONE_BY = TEXTS.text("dossiers.done_by", "agency")
WHY_UNKNOWN = TEXTS.text("dossiers.why_unknown", "agency")
WHY_NOTED = TEXTS.text("dossiers.why_noted")
MEANS = TEXTS.text("dossiers.means", "state", "words")
MEANS_PAUSED = TEXTS.text("dossiers.means_paused", "state")
NOT_CANCELLED = TEXTS.text("dossiers.not_cancelled", "state")
DISPUTED = TEXTS.text("dossiers.disputed", "code", "words", "agency")

ANEW_AT = TEXTS.text("dossiers.anew_at", "agency")
SUPPLEMENT_AT = TEXTS.text("dossiers.supplement_at", "agency")
PAY_AT = TEXTS.text("dossiers.pay_at", "agency")

_STOPPED: Final = 8
_WHERE: Final = {3: ANEW_AT, 5: SUPPLEMENT_AT, 6: PAY_AT}
"""Where to go in the states that wait for the citizen: refused, short of papers, to be paid."""
_NOT_GOING_ON: Final = frozenset({3, 7})
"""States after which no result comes: not accepted, withdrawn."""
_DONE: Final = frozenset({9, 10})
_ANSWERED_ALONE: Final = frozenset({"why", "when", "who", "to_do"})


def about_dossier(status: DossierStatus) -> Metadata:
    """Return the metadata of a reply about a dossier."""
    known = status.procedure_code and procedures.get(status.procedure_code) is not None
    unit = places.resolve_unit(status.agency).unit if places.find_units(status.agency) else None
    return Metadata(
        kind=Kind.DOSSIER_STATUS,
        dossier_code=status.code,
        procedures=(status.procedure_code,) if known and status.procedure_code else (),
        unit=unit.code if unit else None,
    )


def answers_alone(text: str, asked: tuple[str, ...]) -> bool:
    """Tell whether what is `asked` in `text` (`bot.status_words.asked_on`) wants an answer of its own, and not the whole
    state told once more.
    """
    return "disputed" in asked or asks_of_a_state(text) or not _ANSWERED_ALONE.isdisjoint(asked)


async def tell_on(turn: Turn, status: DossierStatus, asked: tuple[str, ...]) -> list[Event]:
    """Answer what is asked on about a dossier; why it waits or was stopped is for its applicant only, who is told the
    office's note again.
    """
    events = [set_slot("dossier_code", status.code), set_slot("misunderstandings", 0.0)]
    if "disputed" in asked:
        text = DISPUTED(code=status.code, words=status.state.words, agency=status.agency)
        tell(turn, text, [*see_more(status), *menu("human")], about_dossier(status))
        return events
    noted = "why" in asked and waits_for_the_citizen(status)
    wanted = noted or ("to_do" in asked and waits_for_the_citizen(status))
    note = await note_again(turn, status.code) if wanted else None
    lines = [STATUS(code=status.code, words=status.state.words), *([note] if note else [])]
    if asks_of_a_state(turn.text):
        lines += _meaning(status, turn.text)
    for one in asked:
        lines += _LINES[one](status) if one in _LINES else []
    options: list[Option] = [(REPORT_LATE(), FILE)] if status.late else []
    if note:
        lines, options = [line for line in lines if line != WHY_NOTED()], [*menu("human")]
    elif not noted:
        options += [*see_more(status), *menu("human")]
    tell(turn, "\n".join(dict.fromkeys(lines)), options, about_dossier(status))
    return events + (await tell_owner(turn, status.code, None) if noted and not note else [])


def _meaning(status: DossierStatus, text: str) -> list[str]:
    """Return what the state that `text` names means, and whether it is the end of the dossier; unnamed, the one told."""
    state = states()[state_named(text) or status.state.number]
    lines = [] if state == status.state else [MEANS(state=state.name, words=state.words)]
    if state.clock == "paused":
        lines.append(MEANS_PAUSED(state=state.name))
    if asks_whether_cancelled(text):
        lines.append(NOT_CANCELLED(state=status.state.name))
    return (
        [*lines, *_when(status)] if status.state.number in _NOT_GOING_ON else [*lines, status.state.next_step]
    )


def _when(status: DossierStatus) -> list[str]:
    """Return when the result comes, came, or that none comes."""
    number, due = status.state.number, status.due_on
    if number in _NOT_GOING_ON:
        return [DUE_NONE(), status.state.next_step]
    if number in _DONE:
        done = [DONE_ON(date=_day(status.finished_on))] if status.finished_on else []
        late = [FINISHED_LATE(days=str(status.days_late))] if status.days_late else []
        return [*done, *late, status.state.next_step]
    if status.late and due is not None:
        return [DUE_PASSED(date=_day(due), days=str(status.days_late)), *_who(status)]
    if due is None:
        return [DUE_UNKNOWN(), status.state.next_step]
    if status.state.clock == "paused":
        return [DUE_WAITS(date=_day(due)), status.state.next_step]
    left = (due - clock.now().astimezone(CITY_TIME).date()).days
    return [DUE_IN(date=_day(due), days=str(left)) if left else DUE_TODAY(date=_day(due))]


def _who(status: DossierStatus) -> list[str]:
    """Return which office has the dossier."""
    over = status.state.number in _NOT_GOING_ON | _DONE
    return [(DONE_BY if over else HELD_BY)(agency=status.agency)]


def _why(status: DossierStatus) -> list[str]:
    """Return what is known of why it takes so long, waits or was stopped."""
    if waits_for_the_citizen(status):
        return [
            status.state.next_step,
            *(_who(status) if status.state.number == _STOPPED else []),
            WHY_NOTED(),
        ]
    return [
        *_when(status),
        *([] if status.state.clock == "finished" else [WHY_UNKNOWN(agency=status.agency)]),
    ]


def _to_do(status: DossierStatus) -> list[str]:
    """Return what the citizen does now."""
    if status.late:
        return [NEXT_LATE(code=status.code, agency=status.agency)]
    if (where := _WHERE.get(status.state.number)) is not None:
        return [status.state.next_step, where(agency=status.agency)]
    return [status.state.next_step, *(_when(status) if status.state.clock == "running" else _who(status))]


_LINES: Final = {"why": _why, "when": _when, "who": _who, "to_do": _to_do}


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")
