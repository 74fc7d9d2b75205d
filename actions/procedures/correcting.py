"""What a citizen says was meant instead: "ủa không phải, ý tui là tạm trú"."""

from typing import Final

from actions.abstentions import Reason, abstain
from actions.procedures.answers import answer, offer
from actions.procedures.asking import ask_which
from actions.procedures.follow_ups import asked_in, names_something
from actions.procedures.kin import of_the_same_kind
from actions.procedures.plainly_named import plainly_named
from actions.procedures.search import search, with_question_before
from actions.procedures.thread import in_context, last_aspects, returned_to
from actions.repeats import Misses
from actions.turn import Event, Turn, set_slot
from actions.wording import TEXTS
from bot.thread_signs import going_back

MISSES = Misses(
    TEXTS.text("procedures.rephrase"),
    TEXTS.text("procedures.rephrase_again"),
    TEXTS.text("procedures.offer_human"),
    TEXTS.text("procedures.offer_human_again"),
)
CHOICES_SHOWN: Final = 3


async def corrected(turn: Turn, meant: str) -> list[Event]:
    """Answer what a citizen says was meant, with the aspects asked before where it names none."""
    if going_back(meant) is not None and (back := returned_to(turn, meant)) is not None:
        return answer(turn, back, asked_in(meant))
    aspects = asked_in(meant)
    current = in_context(turn)
    if not names_something(meant):
        if current is not None and aspects:
            return answer(turn, current, aspects)
        return await ask_which(turn, aspects or last_aspects(turn))
    asked = aspects or last_aspects(turn)
    result = await search(turn, meant)
    if (same := of_the_same_kind(turn, meant, result)) is not None:
        return [*answer(turn, same, asked), set_slot("procedure_question", meant)]
    if result.decision != "answer" and not plainly_named(result, meant):
        wider = await with_question_before(turn, meant)
        if wider is not None:
            return answer(turn, wider, asked)
    hits = [hit.procedure for hit in result.hits]
    if hits and (result.decision == "answer" or plainly_named(result, meant)):
        return [*answer(turn, hits[0], asked), set_slot("procedure_question", meant)]
    others = [one for one in hits if current is None or one.code != current.code]
    if result.decision == "choices" and others:
        return [*offer(turn, others[:CHOICES_SHOWN], asked), set_slot("procedure_question", meant)]
    return await abstain(turn, Reason.NO_PROCEDURE, MISSES)
