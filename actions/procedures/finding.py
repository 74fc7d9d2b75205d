"""Finding the procedure a citizen means and answering what is asked about it."""

from typing import Final

from actions.about import about_report
from actions.abstentions import Reason, abstain
from actions.feedback.questions import about_the_report
from actions.manners.last_clause import asked_last
from actions.procedures import details, life_events, other_bodies, remarks, several
from actions.procedures import talk as procedure_talk
from actions.procedures.another import plainly_another
from actions.procedures.answers import CHOOSE, UNKNOWN_CODE, answer, answer_code, offer
from actions.procedures.asking import WHICH, ask_which, offered_still, told_where
from actions.procedures.correcting import CHOICES_SHOWN, MISSES, corrected
from actions.procedures.damaged import exchange_of_damaged
from actions.procedures.follow_ups import asked_in, carries_on, names_something
from actions.procedures.kin import of_that_age, of_the_same_kind, only_narrows, sibling, variant
from actions.procedures.plainly_named import plainly_named
from actions.procedures.search import search, with_question_before
from actions.procedures.thread import (
    in_context,
    last_aspects,
    named_of_offer,
    picked,
    returned_to,
    waiting,
)
from actions.repeats import miss, misses
from actions.turn import Event, Turn, action, set_slot
from api.procedures import service as procedures
from bot.paper_signs import names_a_deed_of_land, only_names_a_matter
from bot.remark_signs import asks_of_a_case
from bot.thread_signs import correction, going_back
from retrieval import places
from retrieval.index import SearchResult
from retrieval.procedure import Aspect, Procedure
from retrieval.text import normalise

__all__ = ["CHOOSE", "UNKNOWN_CODE", "WHICH", "answer", "asked_in", "by_result", "by_talk", "names_something"]
_BESIDE: Final = 2
"""Other procedures offered beside the one in context where it is asked on about."""


@action("action_find_procedure")
async def find_procedure(turn: Turn) -> list[Event]:
    """Answer a question that names a procedure, offer choices, or ask to say it otherwise."""
    code = turn.entity("procedure_code")
    if code is not None:
        return answer_code(turn, code, asked_in(turn.text))
    if (told := await _by_thread(turn)) is not None:
        return told
    return await _by_words(turn, follows=False)


@action("action_answer_aspect")
async def answer_aspect(turn: Turn) -> list[Event]:
    """Answer an aspect of the procedure in context; a message that names another procedure switches to that."""
    tapped = turn.entity("aspect")
    code = turn.entity("procedure_code")
    if tapped is not None and tapped in {aspect.value for aspect in Aspect}:
        found = procedures.get(code) if code else in_context(turn)
        if found is not None:
            return answer(turn, found, (Aspect(tapped),))
    if code is not None:
        return answer_code(turn, code, asked_in(turn.text))
    if (told := await _by_thread(turn)) is not None:
        return told
    return await _by_words(turn, follows=True)


async def _by_words(turn: Turn, *, follows: bool) -> list[Event]:
    """Answer what the words of a message ask; `follows` tells that it was understood as a question about the procedure in
    context.
    """
    current = in_context(turn)
    aspects = asked_in(turn.text)
    paying = current or next(iter(waiting(turn)), None)
    if paying is not None and (proxy := procedure_talk.fetched_by_another(turn.text, paying, aspects)):
        return [*answer(turn, proxy, aspects), _asked(turn)]
    if not names_something(turn.text):
        return await _without_a_name(turn, current, aspects, follows=follows)
    if (asked := remarks.asked_after_a_story(turn)) is not None:
        return answer(turn, *asked)
    result = await search(turn)
    if (same := of_the_same_kind(turn, turn.text)) is not None:
        return _meant(turn, same, result)
    if (detail := details.of_context(turn, result)) is not None:
        return detail
    if current is not None and (told := _of_the_present(turn, current, result, aspects)) is not None:
        return told
    if result.decision == "answer" or (follows and plainly_named(result, turn.text)):
        return await _respond(turn, result)
    if current is not None and (follows or carries_on(turn.text)):
        return await _narrowed(turn, current, result)
    meant = await procedure_talk.pointed_to(turn, result)
    if meant is None:
        meant = procedure_talk.of_those_offered(turn, result, aspects)
    asked_alone = procedure_talk.names_little(turn.text) or asked_last(turn) is not None
    asks_on = result.decision == "abstain" and aspects and asked_alone
    if meant is None and asks_on:
        meant = current
    if meant is not None:
        return _meant(turn, meant, result)
    return remarks.not_found_beside(turn, result) or await _respond(turn, result)


async def _without_a_name(
    turn: Turn, current: Procedure | None, aspects: tuple[Aspect, ...], *, follows: bool
) -> list[Event]:
    """Answer a message that names no procedure: of those offered, of the one in context; else ask which is meant."""
    if not aspects and places.find_units(turn.text):  # who tells where they live asks where that is
        aspects = (Aspect.PLACE,)
    if (again := offered_still(turn, aspects)) is not None:
        return again
    if current is not None and not aspects and carries_on(turn.text):
        kin = sibling(turn, current, procedure_talk.without_frame(turn.text))
        if kin is not None:
            return answer(turn, kin, last_aspects(turn))
    if current is not None and (aspects or follows):
        return answer(turn, current, aspects or last_aspects(turn))
    return await ask_which(turn, aspects)


def _of_the_present(
    turn: Turn, current: Procedure, result: SearchResult, aspects: tuple[Aspect, ...]
) -> list[Event] | None:
    """Answer for the procedure in context what asks on about it in words of its own, what else was found beside; None where
    the words mean another one.
    """
    if procedure_talk.asks_if_done(turn.text, current) or procedure_talk.only_told_beside(turn.text, result):
        return answer(turn, current, aspects)
    if not procedure_talk.stays(turn.text, current, result, aspects):
        return None
    beside = [] if aspects else procedure_talk.others(turn, result, current)
    return answer(turn, current, aspects, beside=beside[:_BESIDE])


def _meant(turn: Turn, procedure: Procedure, result: SearchResult) -> list[Event]:
    """Answer for the procedure that the talk so far points to; what else was found is offered beside a new one."""
    asked = asked_in(turn.text)
    if procedure.code == turn.slot("procedure_code"):
        return answer(turn, procedure, asked or last_aspects(turn))
    goes_on = carries_on(turn.text) or waiting(turn)
    beside = procedure_talk.others(turn, result, procedure)
    told = answer(turn, procedure, asked or (last_aspects(turn) if goes_on else ()), beside=beside)
    return [*told, _asked(turn)]


async def _by_thread(turn: Turn) -> list[Event] | None:
    """Answer what the talk so far tells the meaning of: another body, the report, an event of life, a way back, a
    correction, a number of the list; None for a question that stands by itself.
    """
    if (
        at_once := several.offer_each(turn) or _of_case(turn) or other_bodies.refer(turn) or _of_another(turn)
    ) is not None:
        return at_once
    told = about_the_report(turn, asked_in(turn.text)) if turn.in_form else None
    if told is not None:
        turn.say(told, (), about_report(asked_in(turn.text)))
        return []
    if turn.text.startswith("/"):
        return await _payload_alone(turn)
    if (here := await told_where(turn)) is not None:
        return here
    if (fit := of_that_age(turn) or exchange_of_damaged(turn) or variant(turn)) is not None:
        return answer(turn, fit, asked_in(turn.text) or last_aspects(turn))
    asks_on = in_context(turn) is not None and (
        asks_of_a_case(turn.text) or bool(procedure_talk.YES_OR_NO.search(normalise(turn.text).lower()))
    )
    stays = asks_on or going_back(turn.text) is not None or life_events.is_of_context(turn)
    if not stays and (bundle := life_events.offer_bundle(turn)) is not None:
        return bundle
    if (meant := correction(turn.text)) is not None:
        return await corrected(turn, meant)
    if (chosen := picked(turn) or life_events.chosen_of_offered(turn)) is not None:
        return answer(turn, chosen[0], chosen[1] or last_aspects(turn))
    if (back := returned_to(turn)) is not None:
        return answer(turn, back, asked_in(turn.text))
    if (asked := procedure_talk.asked_of_context(turn)) is not None:
        return answer(turn, *asked)
    if (named := named_of_offer(turn)) is not None:
        return answer(turn, named[0], named[1] or last_aspects(turn))
    return remarks.beside_a_list(turn) or details.of_context(turn)


def _of_another(turn: Turn) -> list[Event] | None:
    """Answer for the other procedure that a message names in the middle of the talk about one."""
    another = plainly_another(turn)
    return None if another is None else [*answer(turn, another, asked_in(turn.text)), _asked(turn)]


def _of_case(turn: Turn) -> list[Event] | None:
    """Answer what is told of the case talked about: for the form of the procedure that it calls for, else for the present."""
    case = remarks.of_case(turn)
    if case is None:
        return None
    fit = of_that_age(turn) or exchange_of_damaged(turn) or variant(turn)
    return case if fit is None else answer(turn, fit, last_aspects(turn))


async def _payload_alone(turn: Turn) -> list[Event] | None:
    """Take a tapped "a procedure": what was unclear before is searched again, and the best of it offered."""
    unclear = turn.slot("unclear_text")
    if not unclear:
        return await ask_which(turn, ())
    result = await search(turn, str(unclear))
    if not result.hits:
        return await ask_which(turn, result.aspects)
    return offer(turn, [hit.procedure for hit in result.hits[:CHOICES_SHOWN]], result.aspects)


async def _narrowed(turn: Turn, current: Procedure, result: SearchResult) -> list[Event]:
    """Answer a follow-up whose words alone find nothing for certain: "còn làm lại thì sao" narrows what was asked before.

    Where nothing else is meant for certain it asks the procedure in context.
    """
    happened = procedure_talk.with_what_happened(turn, turn.text)
    other = happened or await with_question_before(turn, turn.text)
    if other is not None and other.code != current.code:
        return answer(turn, other, asked_in(turn.text) or last_aspects(turn))
    said = procedure_talk.without_frame(turn.text)
    narrows = only_narrows(said)
    kin = sibling(turn, current, said) if carries_on(turn.text) or not asked_in(turn.text) else None
    if kin is not None and narrows:
        return _meant(turn, kin, result)
    alone = procedure_talk.stands_alone(turn.text, current)
    if alone is not None:
        return await _respond(turn, alone)
    if happened is None and (meant := await procedure_talk.pointed_to(turn, result)) is not None:
        return _meant(turn, meant, result)
    if kin is not None:
        return _meant(turn, kin, result)
    if other is None and (detail := details.of_context(turn, result, anyhow=True)) is not None:
        return detail
    shown = {hit.procedure.code for hit in result.hits[:CHOICES_SHOWN]}
    new = current.code not in shown or not (asked_in(turn.text) or carries_on(turn.text))
    if result.decision == "choices" and new and other is None:
        return await _respond(turn, result)
    if only_names_a_matter(turn.text):
        named = procedures.suggest(said)
        found = named.decision != "abstain" or procedure_talk.all_about(named, said)
        if found and current.code not in {hit.procedure.code for hit in named.hits[:CHOICES_SHOWN]}:
            return await _respond(turn, named)
    if not asked_in(turn.text) and last_aspects(turn) == (Aspect.GENERAL,) and result.decision == "choices":
        return await _respond(turn, result)
    return answer(turn, current, asked_in(turn.text))  # the whole rather than the same aspect once more


async def _respond(turn: Turn, result: SearchResult) -> list[Event]:
    """Answer, offer choices or abstain, as the search decided; of a thing named alone, what is done with it is offered."""
    if names_a_deed_of_land(turn.text) and only_names_a_matter(turn.text) and len(result.hits) > 1:
        shown = [hit.procedure for hit in result.hits[:CHOICES_SHOWN]]  # said alone, any of them may be meant
        return [*offer(turn, shown, result.aspects), _asked(turn)]
    told = _told(turn, result)
    if told is None and (alike := procedure_talk.all_about(result, turn.text)):
        told = [*offer(turn, alike, result.aspects), _asked(turn)]
    return told or await abstain(turn, Reason.NO_PROCEDURE, MISSES)


async def by_talk(turn: Turn, result: SearchResult) -> list[Event]:
    """Answer for the procedure that the talk so far points to, else as the search decided."""
    meant = await procedure_talk.pointed_to(turn, result)
    return by_result(turn, result) if meant is None else _meant(turn, meant, result)


def by_result(turn: Turn, result: SearchResult) -> list[Event]:
    """Answer or offer choices as the search decided; else say that nothing was found."""
    return _told(turn, result) or miss(turn, MISSES)


def _told(turn: Turn, result: SearchResult) -> list[Event] | None:
    if result.hits and (result.decision == "answer" or plainly_named(result, turn.text)):
        aspects = result.aspects or asked_in(turn.text) or _asked_before(turn)
        return [*answer(turn, result.hits[0].procedure, aspects), _asked(turn)]
    refused = set(turn.slot("procedures_refused") or ())
    if not refused and procedure_talk.far_ahead(result):
        first = result.hits[0].procedure
        beside = procedure_talk.others(turn, result, first)
        return [*answer(turn, first, result.aspects, beside=beside), _asked(turn)]
    left = [hit.procedure for hit in result.hits if hit.procedure.code not in refused][:CHOICES_SHOWN]
    if result.decision == "choices" and left:
        missed = misses(turn) if refused else 0.0
        return [*offer(turn, left, result.aspects or _asked_before(turn), missed=missed), _asked(turn)]
    return None


def _asked(turn: Turn) -> Event:
    return set_slot("procedure_question", turn.text)


def _asked_before(turn: Turn) -> tuple[Aspect, ...]:
    """Return the aspects asked before the procedure was known; with one in context they were answered, unless the
    message carries them on: "thế còn kết hôn".
    """
    return () if turn.slot("procedure_code") and not carries_on(turn.text) else last_aspects(turn)
