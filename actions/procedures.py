"""Finding the procedure a citizen means and answering what is asked about it."""

from typing import Final

from actions import other_bodies
from actions.about import WHICH_PROCEDURE, about_report, choices_of, procedure_answer
from actions.options import menu, payload
from actions.plain_answers import bare_aspects
from actions.repeats import Misses, anew, miss, misses, tell
from actions.report_questions import about_the_report
from actions.turn import Event, Option, Turn, action, set_slot
from actions.wording import TEXTS
from api import database
from api.procedures import service as procedures
from retrieval.aspects import aspects_of, without_aspects
from retrieval.index import SearchResult
from retrieval.procedure import Aspect, Procedure
from retrieval.text import fold, normalise, syllables
from retrieval.vocabulary import stopwords

MISSES = Misses(
    TEXTS.text("procedures.rephrase"),
    TEXTS.text("procedures.rephrase_again"),
    TEXTS.text("procedures.offer_human"),
    TEXTS.text("procedures.offer_human_again"),
)
CHOOSE = TEXTS.text("procedures.choose")
NONE_OF_THESE = TEXTS.text("procedures.none_of_these")
NONE_CHOSEN = TEXTS.text("procedures.none_chosen")
CHOOSE_AGAIN = TEXTS.text("procedures.choose_again")
NONE_CHOSEN_AGAIN = TEXTS.text("procedures.none_chosen_again")
WHICH = TEXTS.text("procedures.which")
WHICH_AGAIN = TEXTS.text("procedures.which_again")
UNKNOWN_CODE = TEXTS.text("procedures.unknown_code", "code")
ASPECTS: Final = {aspect: TEXTS.text(f"procedures.aspects.{aspect.value}") for aspect in Aspect}

CHOICES_SHOWN: Final = 3
OFFERED_NEXT: Final = (Aspect.DOCUMENTS, Aspect.FEE, Aspect.DURATION, Aspect.PLACE, Aspect.ONLINE)
"""Aspects offered after an answer, most asked first; the first four not just answered are shown."""
_SHORT_TITLE: Final = 90


@action("action_find_procedure")
async def find_procedure(turn: Turn) -> list[Event]:
    """Answer a question that names a procedure, offer choices, or ask to say it otherwise."""
    code = turn.entity("procedure_code")
    if code is not None:
        return _answer_code(turn, code, asked_in(turn.text))
    if (told := _without_the_catalogue(turn)) is not None:
        return told
    in_context = _in_context(turn)
    if in_context and not names_something(turn.text) and (aspects := asked_in(turn.text)):
        return answer(turn, in_context, aspects)
    return by_result(turn, await search(turn))


@action("action_answer_aspect")
async def answer_aspect(turn: Turn) -> list[Event]:
    """Answer an aspect of the procedure in context; a message that names another procedure switches to that."""
    tapped = turn.entity("aspect")
    code = turn.entity("procedure_code")
    if tapped is not None and tapped in {aspect.value for aspect in Aspect}:
        found = procedures.get(code) if code else _in_context(turn)
        if found is not None:
            return answer(turn, found, (Aspect(tapped),))
    if code is not None:
        return _answer_code(turn, code, asked_in(turn.text))
    if (told := _without_the_catalogue(turn)) is not None:
        return told
    current = _in_context(turn)
    if not names_something(turn.text):
        if current is not None:
            return answer(turn, current, asked_in(turn.text) or _last_aspects(turn))
        turn.say(anew(turn, WHICH, WHICH_AGAIN), (), WHICH_PROCEDURE)
        return [set_slot("last_aspects", [aspect.value for aspect in asked_in(turn.text)])]
    result = await search(turn)
    if current is not None and result.decision != "answer" and not _clearly_other(result, current):
        return answer(turn, current, asked_in(turn.text) or _last_aspects(turn))
    return by_result(turn, result)


@action("action_choose_procedure")
async def choose_procedure(turn: Turn) -> list[Event]:
    """Answer for the procedure tapped; without one, none of those offered was meant."""
    code = turn.entity("procedure_code")
    if code is None:
        turn.say(anew(turn, NONE_CHOSEN, NONE_CHOSEN_AGAIN), menu("human"), WHICH_PROCEDURE)
        return [set_slot("misunderstandings", misses(turn) + 1.0), set_slot("procedure_candidates", None)]
    return _answer_code(turn, code, _last_aspects(turn))


def _without_the_catalogue(turn: Turn) -> list[Event] | None:
    """Answer what no procedure answers: a matter of another body, or the report being taken down; None for neither."""
    if (elsewhere := other_bodies.refer(turn)) is not None:
        return elsewhere
    told = about_the_report(turn, asked_in(turn.text)) if turn.in_form else None
    if told is None:
        return None
    turn.say(told, (), about_report(asked_in(turn.text)))
    return []


def names_something(text: str) -> bool:
    """Tell whether `text` says more than which aspect is asked ("phí bao nhiêu vậy em" does not)."""
    if bare_aspects(text):
        return False
    rest = stopwords().sub(" ", without_aspects(fold(normalise(text))))
    return bool(syllables(rest))


def asked_in(text: str) -> tuple[Aspect, ...]:
    """Return the aspects that `text` asks."""
    return aspects_of(text) or bare_aspects(text)


async def search(turn: Turn) -> SearchResult:
    """Search with the citizen's words; the question is recorded with what was decided."""
    async with database.transaction() as session:
        return await procedures.search(session, text=turn.text, conversation_id=turn.conversation_id)


def by_result(turn: Turn, result: SearchResult) -> list[Event]:
    """Answer, offer choices or abstain, as the search decided."""
    if result.decision == "answer" and result.hits:
        return answer(turn, result.hits[0].procedure, result.aspects or _asked_before(turn))
    if result.decision == "choices" and result.hits:
        return _offer(turn, result)
    return _abstain(turn)


def answer(turn: Turn, procedure: Procedure, aspects: tuple[Aspect, ...]) -> list[Event]:
    """Say what the record says about `aspects` (unset: in general), cited, and offer what is asked next."""
    asked = aspects or (Aspect.GENERAL,)
    found = procedures.answer(procedure.code, asked)
    offered = [aspect for aspect in OFFERED_NEXT if aspect not in asked][:4]
    tell(
        turn,
        found.full,
        [
            (ASPECTS[aspect](), payload("choose_aspect", aspect=aspect.value, procedure_code=procedure.code))
            for aspect in offered
        ],
        procedure_answer(procedure.code, asked, in_context=procedure.code == turn.slot("procedure_code")),
    )
    return [
        set_slot("procedure_code", procedure.code),
        set_slot("procedure_candidates", None),
        set_slot("last_aspects", [aspect.value for aspect in asked]),
        set_slot("misunderstandings", 0.0),
    ]


def _answer_code(turn: Turn, code: str, aspects: tuple[Aspect, ...]) -> list[Event]:
    procedure = procedures.get(code)
    if procedure is None:
        turn.say(UNKNOWN_CODE(code=code), (), WHICH_PROCEDURE)
        return []
    return answer(turn, procedure, aspects)


def _offer(turn: Turn, result: SearchResult) -> list[Event]:
    shown = [hit.procedure for hit in result.hits[:CHOICES_SHOWN]]
    options: list[Option] = [
        (_title(procedure), payload("choose_procedure", procedure_code=procedure.code)) for procedure in shown
    ]
    turn.say(
        anew(turn, CHOOSE, CHOOSE_AGAIN),
        [*options, (NONE_OF_THESE(), payload("choose_procedure"))],
        choices_of([procedure.code for procedure in shown]),
    )
    return [
        set_slot("procedure_candidates", [procedure.code for procedure in shown]),
        set_slot("last_aspects", [aspect.value for aspect in result.aspects]),
        set_slot("misunderstandings", 0.0),
    ]


def _abstain(turn: Turn) -> list[Event]:
    """Ask to say it otherwise; at the third miss in a row offer the operator."""
    return miss(turn, MISSES)


def _in_context(turn: Turn) -> Procedure | None:
    code = turn.slot("procedure_code")
    return procedures.get(code) if code else None


def _last_aspects(turn: Turn) -> tuple[Aspect, ...]:
    known = {aspect.value for aspect in Aspect}
    return tuple(Aspect(value) for value in turn.slot("last_aspects") or () if value in known)


def _asked_before(turn: Turn) -> tuple[Aspect, ...]:
    """Return the aspects asked before the procedure was known; with one in context they were answered."""
    return () if turn.slot("procedure_code") else _last_aspects(turn)


def _clearly_other(result: SearchResult, current: Procedure) -> bool:
    return result.decision == "choices" and current.code not in {
        hit.procedure.code for hit in result.hits[:CHOICES_SHOWN]
    }


def _title(procedure: Procedure) -> str:
    name = procedure.card.name if procedure.card else procedure.name
    if len(name) <= _SHORT_TITLE:
        return name
    return name[:_SHORT_TITLE].rsplit(" ", 1)[0] + "…"
