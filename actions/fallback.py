"""What was not understood: first a search, then requests to say it otherwise, then a person."""

from actions import dossiers, handoff, other_bodies, procedures
from actions.about import SMALLTALK
from actions.options import menu
from actions.repeats import Misses, anew, miss, misses
from actions.turn import Event, Turn, action, set_slot
from actions.wording import TEXTS
from retrieval.codes import looks_like_dossier_code

MISSES = Misses(
    TEXTS.text("fallback.rephrase"),
    TEXTS.text("fallback.rephrase_again"),
    TEXTS.text("fallback.offer_human"),
    TEXTS.text("fallback.offer_human_again"),
)
NOTHING_TO_CONFIRM = TEXTS.text("smalltalk.nothing_to_confirm")
NOTHING_TO_CONFIRM_AGAIN = TEXTS.text("smalltalk.nothing_to_confirm_again")


@action("action_fallback")
async def fall_back(turn: Turn) -> list[Event]:
    """Try what the words may still mean; else ask again, in other words, and at the third miss offer an operator."""
    near_miss = looks_like_dossier_code(turn.text)
    if near_miss is not None:
        return dossiers.explain(turn, near_miss)
    if (elsewhere := other_bodies.refer(turn)) is not None:
        return elsewhere
    if not turn.text.startswith("/") and procedures.names_something(turn.text):
        result = await procedures.search(turn)
        if result.decision != "abstain" and result.hits:
            return procedures.by_result(turn, result)
    return miss(turn, MISSES, () if turn.in_form else menu("dossier", "file"))


@action("action_nothing_to_confirm", SMALLTALK)
async def take_yes_or_no(turn: Turn) -> list[Event]:
    """Take a yes or no that answers no form: yes to the operator just offered, or nothing in particular."""
    if turn.intent == "affirm" and misses(turn) >= 3:
        return await handoff.hand_over(turn)
    turn.say(anew(turn, NOTHING_TO_CONFIRM, NOTHING_TO_CONFIRM_AGAIN), menu("dossier", "file", "human"))
    return [set_slot("misunderstandings", 0.0), set_slot("procedure_candidates", None)]
