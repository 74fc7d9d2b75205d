"""Telling where a dossier (hồ sơ) stands: its state in plain words and its dates, never a name."""

from datetime import date

from actions.options import FILE
from actions.turn import Event, Turn, action, set_slot
from actions.wording import TEXTS
from api import database
from api.dossiers import service as dossiers
from api.dossiers.service import DossierStatus
from api.procedures import service as procedures
from retrieval.codes import NearMiss, looks_like_dossier_code

ASK_CODE = TEXTS.text("dossiers.ask_code")
WRONG_SHAPE = TEXTS.text("dossiers.wrong_shape", "code", "explanation")
STATUS = TEXTS.text("dossiers.status", "code", "words")
PROCEDURE = TEXTS.text("dossiers.procedure", "procedure")
AGENCY = TEXTS.text("dossiers.agency", "agency")
FILED = TEXTS.text("dossiers.filed", "date")
DUE = TEXTS.text("dossiers.due", "date")
FINISHED = TEXTS.text("dossiers.finished", "date")
LATE = TEXTS.text("dossiers.late")
SAMPLE = TEXTS.text("dossiers.sample")
REPORT_LATE = TEXTS.text("dossiers.report_late")


@action("action_dossier_status")
async def tell_status(turn: Turn) -> list[Event]:
    """Tell how the dossier with the code given (or asked for before) stands; explain a code of the wrong shape."""
    code = turn.entity("dossier_code")
    if code is None:
        near_miss = looks_like_dossier_code(turn.text)
        if near_miss is not None:
            return explain(turn, near_miss)
        code = None if turn.text.startswith("/") else turn.slot("dossier_code")
    if not code:
        turn.say(ASK_CODE())
        return []
    async with database.transaction() as session:
        try:
            status = await dossiers.status(session, code=code)
        except dossiers.DossierNotFoundError as error:
            turn.say(error.sentence)
            return [set_slot("dossier_code", None)]
    turn.say(_told(status), [(REPORT_LATE(), FILE)] if status.late else ())
    events = [set_slot("dossier_code", status.code), set_slot("misunderstandings", 0.0)]
    if status.procedure_code and procedures.get(status.procedure_code) is not None:
        events.append(set_slot("procedure_code", status.procedure_code))
    return events


def explain(turn: Turn, near_miss: NearMiss) -> list[Event]:
    """Say what is wrong with something that looks like a dossier code."""
    turn.say(WRONG_SHAPE(code=near_miss.text, explanation=near_miss.explanation))
    return []


def _told(status: DossierStatus) -> str:
    dates = [
        text(date=_day(day))
        for text, day in ((FILED, status.filed_on), (DUE, status.due_on), (FINISHED, status.finished_on))
        if day is not None
    ]
    when = ", ".join(dates)
    lines = [
        STATUS(code=status.code, words=status.state.words),
        PROCEDURE(procedure=status.procedure_name),
        AGENCY(agency=status.agency),
        f"{when[:1].upper()}{when[1:]}." if when else "",
        LATE() if status.late else status.state.next_step,
        SAMPLE() if status.sample else "",
    ]
    return "\n".join(line for line in lines if line)


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")
