"""What was not understood: first a search, then requests to say it otherwise, then a person."""

from actions.about import CLARIFY, SMALLTALK, WHICH_PROCEDURE
from actions.abstentions import Reason, abstain, store
from actions.dossiers import status as dossiers
from actions.manners import handoff
from actions.manners.empty_words import says_nothing
from actions.manners.last_clause import asked_last
from actions.manners.meanings import options_for
from actions.options import menu
from actions.plain_answers import is_gibberish, yes_or_no
from actions.procedures import details, life_events, other_bodies
from actions.procedures import finding as procedures
from actions.procedures import search as procedure_search
from actions.procedures.answers import answer
from actions.procedures.choosing import may_be_refused, refused
from actions.procedures.thread import in_context
from actions.repeats import Misses, anew, misses
from actions.turn import Event, Turn, action, set_slot
from actions.wording import TEXTS
from retrieval.codes import looks_like_dossier_code

MISSES = Misses(
    TEXTS.text("fallback.rephrase"),
    TEXTS.text("fallback.rephrase_again"),
    TEXTS.text("fallback.offer_human"),
    TEXTS.text("fallback.offer_human_again"),
)
PLACE_KEPT = TEXTS.text("fallback.place_kept")
MEANT = TEXTS.text("fallback.meant")
MEANT_AGAIN = TEXTS.text("fallback.meant_again")
WHICH_ONE = TEXTS.text("procedures.which_one")
WHICH_ONE_AGAIN = TEXTS.text("procedures.which_one_again")
NOTHING_TO_CONFIRM = TEXTS.text("smalltalk.nothing_to_confirm")
NOTHING_TO_CONFIRM_AGAIN = TEXTS.text("smalltalk.nothing_to_confirm_again")


@action("action_fallback")
async def fall_back(turn: Turn) -> list[Event]:
    """Try what the words may still mean; else ask which of some meanings it is, then to say it otherwise, then offer an
    operator.
    """
    if turn.location is not None and not turn.in_form:
        turn.say(PLACE_KEPT(), menu("file"), CLARIFY)
        return []
    near_miss = looks_like_dossier_code(turn.text)
    if near_miss is not None:
        return dossiers.explain(turn, near_miss)
    if (elsewhere := other_bodies.refer(turn)) is not None:
        return elsewhere
    if turn.text.startswith("/"):
        return await abstain(turn, Reason.INTENT_UNSURE, MISSES)
    unclear = is_gibberish(turn.text) or says_nothing(turn.text)
    if not turn.in_form and (bundle := life_events.offer_bundle(turn)) is not None:
        return bundle
    if not unclear and (found := await _by_words(turn)) is not None:
        return found
    options = () if turn.in_form or misses(turn) or unclear else options_for(turn)
    if not options:
        return await abstain(
            turn, Reason.INTENT_UNSURE, MISSES, () if turn.in_form else menu("dossier", "file")
        )
    await store(turn, Reason.INTENT_UNSURE)
    turn.say(anew(turn, MEANT, MEANT_AGAIN), options, CLARIFY)
    return [set_slot("misunderstandings", 1.0), set_slot("unclear_text", turn.text)]


async def _by_words(turn: Turn) -> list[Event] | None:
    """Answer what the words of a message may mean: another procedure, the one talked about, a detail of it; else None."""
    if not procedures.names_something(turn.text):
        aspects, current = procedures.asked_in(turn.text), in_context(turn)
        return details.of_talk(turn) if current is None or not aspects else answer(turn, current, aspects)
    result = await procedure_search.search(turn)
    if (detail := details.of_context(turn, result)) is not None:
        return detail
    if result.decision != "abstain" and result.hits:
        return await procedures.by_talk(turn, result)
    asked = None if turn.in_form else asked_last(turn)
    return details.of_talk(turn) if asked is None else answer(turn, *asked)


@action("action_nothing_to_confirm", SMALLTALK)
async def take_yes_or_no(turn: Turn) -> list[Event]:
    """Take a yes or no that answers no form: to the operator just offered, to a list of procedures, or to nothing."""
    if turn.intent == "affirm" and misses(turn) >= 3:
        return await handoff.hand_over(turn)
    if may_be_refused(turn):
        if turn.intent == "deny":
            return await refused(turn)
        if turn.slot("procedure_candidates"):
            turn.say(anew(turn, WHICH_ONE, WHICH_ONE_AGAIN), (), WHICH_PROCEDURE)
            return []
    if says_nothing(turn.text) and yes_or_no(turn.text) is None:
        return await abstain(turn, Reason.INTENT_UNSURE, MISSES, menu("dossier", "file"))
    turn.say(anew(turn, NOTHING_TO_CONFIRM, NOTHING_TO_CONFIRM_AGAIN), menu("dossier", "file", "human"))
    return [
        set_slot("misunderstandings", 0.0),
        set_slot("procedure_candidates", None),
        set_slot("procedures_refused", None),
    ]
