"""What was not understood: first a search, then a request to say it otherwise, then a person."""

from actions import dossiers, handoff, procedures
from actions.options import menu
from actions.turn import Event, Turn, action, set_slot
from actions.wording import TEXTS
from retrieval.codes import looks_like_dossier_code

REPHRASE = TEXTS.text("fallback.rephrase")
OFFER_HUMAN = TEXTS.text("fallback.offer_human")
NOTHING_TO_CONFIRM = TEXTS.text("smalltalk.nothing_to_confirm")


@action("action_fallback")
async def fall_back(turn: Turn) -> list[Event]:
    """Try what the words may still mean; else ask again, and offer an operator at the second miss."""
    near_miss = looks_like_dossier_code(turn.text)
    if near_miss is not None:
        return dossiers.explain(turn, near_miss)
    if not turn.text.startswith("/") and procedures.names_something(turn.text):
        result = await procedures.search(turn)
        if result.decision != "abstain" and result.hits:
            return procedures.by_result(turn, result)
    missed = float(turn.slot("misunderstandings") or 0.0) + 1.0
    if missed >= 2:
        turn.say(OFFER_HUMAN(), menu("human", "file"))
    else:
        turn.say(REPHRASE(), () if turn.in_form else menu("dossier", "file"))
    return [set_slot("misunderstandings", missed)]


@action("action_nothing_to_confirm")
async def take_yes_or_no(turn: Turn) -> list[Event]:
    """Take a yes or no that answers no form: yes to the operator just offered, or nothing in particular."""
    if turn.intent == "affirm" and float(turn.slot("misunderstandings") or 0.0) >= 2:
        return await handoff.hand_over(turn)
    turn.say(NOTHING_TO_CONFIRM(), menu("dossier", "file", "human"))
    return [set_slot("misunderstandings", 0.0), set_slot("procedure_candidates", None)]
