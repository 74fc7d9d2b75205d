"""Taking the answer to a list of procedures: one of them, or none: then the next candidates, other words, a person."""

from typing import Final

from actions.about import WHICH_PROCEDURE
from actions.abstentions import Reason, store
from actions.options import menu
from actions.procedures.answers import answer_code, offer
from actions.procedures.thread import last_aspects
from actions.repeats import anew, misses
from actions.turn import Event, Turn, action, set_slot
from actions.wording import TEXTS
from api.procedures import service as procedures
from retrieval.procedure import Procedure

NEXT = TEXTS.text("procedures.next")
NEXT_AFTER_ANSWER = TEXTS.text("procedures.next_after_answer")
NONE_CHOSEN = TEXTS.text("procedures.none_chosen")
NONE_CHOSEN_AGAIN = TEXTS.text("procedures.none_chosen_again")
OFFER_HUMAN = TEXTS.text("procedures.offer_human")
OFFER_HUMAN_AGAIN = TEXTS.text("procedures.offer_human_again")
_LOOKED_AT: Final = 9
"""Hits of the question among which further candidates are looked for."""
_SHOWN: Final = 3


@action("action_choose_procedure")
async def choose_procedure(turn: Turn) -> list[Event]:
    """Answer for the procedure chosen; without one, none of those offered or answered was meant."""
    code = turn.entity("procedure_code")
    if code is not None:
        return answer_code(turn, code, last_aspects(turn))
    return await refused(turn)


def may_be_refused(turn: Turn) -> bool:
    """Tell whether procedures wait for an answer that a no may be."""
    return bool(turn.slot("procedure_candidates") or turn.slot("procedures_refused"))


async def refused(turn: Turn) -> list[Event]:
    """Go on where what was offered, or answered, is not meant: first the next candidates, then a fuller description,
    then a person.
    """
    offered = [str(code) for code in turn.slot("procedure_candidates") or ()]
    answered = [] if offered else [str(code) for code in (turn.slot("procedure_code"),) if code]
    await store(turn, Reason.OFFERS_REFUSED if offered or not answered else Reason.ANSWER_REFUSED)
    out = list(dict.fromkeys([*(turn.slot("procedures_refused") or ()), *offered, *answered]))
    count = misses(turn) + 1.0
    kept = [set_slot("procedures_refused", out), set_slot("misunderstandings", count)]
    if answered:
        kept.append(set_slot("procedure_code", None))
    left = _left(turn, out) if count == 1 else []
    if left:
        text = NEXT_AFTER_ANSWER() if answered else NEXT()
        return [*offer(turn, left, last_aspects(turn), text=text, missed=count), *kept]
    if count >= 3:
        turn.say(anew(turn, OFFER_HUMAN, OFFER_HUMAN_AGAIN), menu("human"), WHICH_PROCEDURE)
    else:
        turn.say(anew(turn, NONE_CHOSEN, NONE_CHOSEN_AGAIN), menu("human"), WHICH_PROCEDURE)
    return [*kept, set_slot("procedure_candidates", None)]


def _left(turn: Turn, out: list[str]) -> list[Procedure]:
    """Return what else the question asked last may mean."""
    question = turn.slot("procedure_question")
    if not question:
        return []
    hits = procedures.suggest(str(question), limit=_LOOKED_AT).hits
    return [hit.procedure for hit in hits if hit.procedure.code not in out][:_SHOWN]
