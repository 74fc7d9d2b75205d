"""Telling where a dossier (hồ sơ) stands: its state in plain words and its dates, never a name."""

import re
from datetime import date

from actions.about import ASK_DOSSIER_CODE
from actions.dossiers.onward import about_dossier, answers_alone, tell_on
from actions.dossiers.owner import given_beside, see_more, state_named, tell_owner
from actions.manners.code_questions import explain_dossier_code
from actions.options import FILE, menu
from actions.procedures import finding as procedure_talk
from actions.procedures import other_bodies
from actions.procedures import search as procedure_search
from actions.repeats import anew, anew_text, said_before, tell
from actions.turn import Event, Turn, action, set_slot
from actions.wording import TEXTS
from api import database
from api.conversations.choices import named_position
from api.conversations.metadata import read
from api.dossiers import service as dossiers
from api.dossiers.service import DossierStatus
from api.procedures import service as procedures
from bot.status_words import DOSSIER, asked_on
from retrieval.codes import NearMiss, looks_like_dossier_code
from retrieval.text import fold, folded_words, normalise

ASK_CODE = TEXTS.text("dossiers.ask_code")
ASK_CODE_AGAIN = TEXTS.text("dossiers.ask_code_again")
ASK_CODE_HUMAN = TEXTS.text("dossiers.ask_code_human")
WRONG_SHAPE = TEXTS.text("dossiers.wrong_shape", "code", "explanation")
WRONG_SHAPE_AGAIN = TEXTS.text("dossiers.wrong_shape_again", "code", "explanation")
NOT_FOUND_AGAIN = TEXTS.text("dossiers.not_found_again")
STATUS = TEXTS.text("dossiers.status", "code", "words")
PROCEDURE = TEXTS.text("dossiers.procedure", "procedure")
AGENCY = TEXTS.text("dossiers.agency", "agency")
FILED = TEXTS.text("dossiers.filed", "date")
DUE = TEXTS.text("dossiers.due", "date")
FINISHED = TEXTS.text("dossiers.finished", "date")
LATE = TEXTS.text("dossiers.late", "days")
FINISHED_LATE = TEXTS.text("dossiers.finished_late", "days")
SAMPLE = TEXTS.text("dossiers.sample")
REPORT_LATE = TEXTS.text("dossiers.report_late")

BRIBE = TEXTS.text("dossiers.bribe")
NUMBER_ALONE = TEXTS.text("dossiers.number_alone")

_MOST_CODES = 3
_BRIBE = re.compile(
    r"(?<!\S)(?:phong bi|lot tay|boi tron|hoi lo|(?:doi|voi|xin|moi|vien co doi) tien|tien (?:ca phe|boi duong|bao thu|luat)|chung chi tien|an tien|nhung nhieu|voi vinh)(?!\S)"
)
_SPEAKS_OF_A_DOSSIER = re.compile(
    r"\b(?:(?:ho so|don|giay hen|bien nhan|phieu hen|ma) .*(?:toi dau|den dau|sao roi|xong|chua|roi|may|cua)|da nop|nop roi|tra cuu|kiem tra|tinh trang"
    r"|toi dau roi|den dau roi|xong chua|co ket qua chua|ho so cua|ma ho so|coi gium ho so|xem gium ho so)\b"
)


@action("action_dossier_status", ASK_DOSSIER_CODE)
async def tell_status(turn: Turn) -> list[Event]:
    """Tell how the dossiers with the codes given (or asked for before) stand; explain a code of the wrong shape.

    What is personal is told only to who knows the end of the applicant's phone number.
    """
    tail = turn.entity("phone_tail")
    codes = turn.entities("dossier_code")[:_MOST_CODES]
    if not codes:
        near_miss = looks_like_dossier_code(turn.text)
        if near_miss is not None:
            return explain(turn, near_miss)
        if not tail and explain_dossier_code(turn):
            return []
        known = turn.slot("dossier_code") if tail or not turn.text.startswith("/") else None
        known = _numbered(turn) or known
        codes = [str(known)] if known else []
    if not codes:
        return await _without_code(turn)
    if tail:
        return await tell_owner(turn, codes[0], tail)
    if not turn.entities("dossier_code") and answers_alone(turn.text, asked := asked_on(turn.text, DOSSIER)):
        return await _tell_on(turn, codes[0], asked)
    events: list[Event] = []
    for code in codes:
        events = await _tell(turn, code)
    if _BRIBE.search(folded_words(turn.text)):
        turn.say(BRIBE(), [*menu("file", "human")])
    found = any(event.get("name") == "dossier_code" and event.get("value") for event in events)
    given = given_beside(turn.text)
    if len(codes) == 1 and found and given is not None:
        events += await tell_owner(turn, codes[0], given, beside=True)
    return events


def _numbered(turn: Turn) -> str | None:
    """Return the code of the dossier that a message numbers among those told in one go before: "cái thứ hai"."""
    codes: list[str] = []
    for event in reversed(turn.tracker.events):
        if event.get("event") == "user" and codes:
            break
        if event.get("event") == "bot":
            about = read((event.get("data") or {}).get("custom"))
            codes += [about.dossier_code] if about.dossier_code else []
    told = list(dict.fromkeys(reversed(codes)))
    found = named_position(turn.text, len(told)) if len(told) > 1 else None
    return None if found is None else told[found[0] - 1]


async def _tell(turn: Turn, code: str) -> list[Event]:
    """Tell how one dossier stands."""
    async with database.transaction() as session:
        try:
            status = await dossiers.status(session, code=code)
        except dossiers.DossierNotFoundError as error:
            several = isinstance(error, dossiers.DossierCodeIncompleteError)
            again = not several and error.sentence in said_before(turn)
            turn.say(NOT_FOUND_AGAIN() if again else error.sentence, menu("human") if again else ())
            return [set_slot("dossier_code", None)]
    options = [(REPORT_LATE(), FILE)] if status.late else see_more(status)
    tell(turn, _told(status), options, about_dossier(status))
    events = [set_slot("dossier_code", status.code), set_slot("misunderstandings", 0.0)]
    if status.procedure_code and procedures.get(status.procedure_code) is not None:
        events.append(set_slot("procedure_code", status.procedure_code))
    return events


async def _tell_on(turn: Turn, code: str, asked: tuple[str, ...]) -> list[Event]:
    """Answer what is asked on about the dossier whose state was told."""
    async with database.transaction() as session:
        try:
            status = await dossiers.status(session, code=code)
        except dossiers.DossierNotFoundError:
            status = None
    return await _without_code(turn) if status is None else await tell_on(turn, status, asked)


async def _without_code(turn: Turn) -> list[Event]:
    """Ask for the code; a question about a procedure that only sounded like one about a dossier is answered."""
    if (elsewhere := other_bodies.refer(turn)) is not None:
        return elsewhere
    if not turn.text.startswith("/") and not _SPEAKS_OF_A_DOSSIER.search(fold(normalise(turn.text))):
        result = await procedure_search.search(turn)
        if result.decision == "answer" and result.hits:
            return procedure_talk.by_result(turn, result)
    if turn.entities("phone") and not turn.text.startswith("/"):
        turn.say(NUMBER_ALONE(), menu("human"))
        return []
    asked = anew(turn, ASK_CODE, ASK_CODE_AGAIN, ASK_CODE_HUMAN)
    turn.say(asked, menu("human") if asked == ASK_CODE_HUMAN() else ())
    return []


def explain(turn: Turn, near_miss: NearMiss) -> list[Event]:
    """Say what is wrong with something that looks like a dossier code; the second time in a row offer a person too."""
    text = WRONG_SHAPE(code=near_miss.text, explanation=near_miss.explanation)
    if any(near_miss.explanation in said for said in said_before(turn)):
        turn.say(
            anew_text(
                turn,
                WRONG_SHAPE_AGAIN(code=near_miss.text, explanation=near_miss.explanation),
                ASK_CODE_HUMAN(),
            ),
            menu("human"),
            ASK_DOSSIER_CODE,
        )
    else:
        turn.say(text, (), ASK_DOSSIER_CODE)
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
        state_named(status),
        PROCEDURE(procedure=status.procedure_name),
        AGENCY(agency=status.agency),
        f"{when[:1].upper()}{when[1:]}." if when else "",
        LATE(days=str(status.days_late)) if status.late else status.state.next_step,
        FINISHED_LATE(days=str(status.days_late)) if status.days_late and not status.late else "",
        SAMPLE() if status.sample else "",
    ]
    return "\n".join(line for line in lines if line)


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")
