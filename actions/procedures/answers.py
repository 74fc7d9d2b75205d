"""Saying what a record says, and offering procedures to choose from."""

from collections.abc import Sequence
from typing import Final

from actions.about import WHICH_PROCEDURE, choices_of, procedure_answer
from actions.options import payload
from actions.procedures import details, own_unit
from actions.procedures.follow_ups import asks_of_the_post
from actions.procedures.thread import history, named_words, remembered, share_named, waiting
from actions.repeats import anew, tell
from actions.turn import Event, Option, Turn, set_slot
from actions.wording import TEXTS
from api.procedures import service as procedures
from retrieval.answers import title
from retrieval.procedure import Aspect, Procedure
from retrieval.text import folded_words

CHOOSE = TEXTS.text("procedures.choose")
CHOOSE_AGAIN = TEXTS.text("procedures.choose_again")
NONE_OF_THESE = TEXTS.text("procedures.none_of_these")
BESIDE = TEXTS.text("procedures.beside")
CHANNELS = TEXTS.text("procedures.channels", "channels")
MEANT = TEXTS.text("procedures.meant", "name")
UNKNOWN_CODE = TEXTS.text("procedures.unknown_code", "code")
ASPECTS: Final = {aspect: TEXTS.text(f"procedures.aspects.{aspect.value}") for aspect in Aspect}
OFFERED_NEXT: Final = (Aspect.DOCUMENTS, Aspect.FEE, Aspect.DURATION, Aspect.PLACE, Aspect.ONLINE)
"""Aspects offered after an answer, most asked first; the first four not just answered are shown."""


def answer(
    turn: Turn, procedure: Procedure, aspects: tuple[Aspect, ...], *, beside: Sequence[Procedure] = ()
) -> list[Event]:
    """Say what the record says about `aspects` (unset: in general), cited, and offer what is asked next.

    Where the message asks a detail that is no aspect, it is answered with what the record says of that (`details`). Where
    it tells the citizen's own phường, xã, the place is told for that. `beside` are procedures that may be
    meant as well: the answer says so, and they are offered.
    """
    mistaken = details.taken_for(turn, aspects)
    aspects = tuple(one for one in aspects if one not in mistaken)
    if mistaken and not aspects:
        return details.answer_detail(turn, procedure, procedures.detail(procedure.code, turn.text))
    if (detail := details.instead_of_the_whole(turn, procedure, aspects)) is not None:
        return detail
    asked = aspects or (Aspect.GENERAL,)
    unchosen = _still_beside(turn, procedure)
    beside = beside or unchosen
    found = procedures.answer(procedure.code, asked)
    offered = [aspect for aspect in OFFERED_NEXT if aspect not in asked][: 2 if beside else 4]
    options: list[Option] = [
        (ASPECTS[aspect](), payload("choose_aspect", aspect=aspect.value, procedure_code=procedure.code))
        for aspect in offered
    ]
    shown_before = procedure.code in {turn.slot("procedure_code"), *history(turn)}
    about = procedure_answer(procedure.code, asked, in_context=shown_before)
    said = _with_channels(turn.text, procedure, found.text)
    told = f"{said}\n{BESIDE()}" if beside else said
    text = f"{told}\n\n{found.citation}"
    if Aspect.PLACE in asked or Aspect.GENERAL in asked:
        local = own_unit.place_in(turn, found.text)
        if local is not None:
            text = f"{told}\n{local.text}\n\n{found.citation}"
            options = [*local.options, *options]
            about = about.model_copy(update={"unit": local.unit})
    options += [
        (MEANT(name=title(one)), payload("choose_procedure", procedure_code=one.code)) for one in beside
    ]
    tell(turn, text, options, about)
    return [
        *([set_slot("procedure_offers", [procedure.code, *(one.code for one in beside)])] if beside else ()),
        *_kept_beside(turn, beside if unchosen or waiting(turn) else ()),
        set_slot("procedure_code", procedure.code),
        set_slot("procedure_history", remembered(turn, procedure.code)),
        set_slot("procedure_candidates", None),
        set_slot("procedures_refused", None),
        set_slot("last_aspects", [aspect.value for aspect in asked]),
        set_slot("misunderstandings", 0.0),
    ]


def _kept_beside(turn: Turn, beside: Sequence[Procedure]) -> list[Event]:
    """Keep what is offered beside while none is chosen; nothing where nothing was kept before either."""
    if not beside and not turn.slot("procedures_beside"):
        return []
    return [set_slot("procedures_beside", [one.code for one in beside] or None)]


def _still_beside(turn: Turn, procedure: Procedure) -> list[Procedure]:
    """Return what else was offered when `procedure` was answered for though none of a list was chosen, as long as the citizen
    neither taps nor names it.
    """
    if procedure.code != turn.slot("procedure_code") or turn.text.startswith("/"):
        return []
    named = named_words(folded_words(turn.text))
    if len(named) > 1 and share_named(named, procedure) == 1:
        return []
    known = (procedures.get(str(code)) for code in turn.slot("procedures_beside") or ())
    return [one for one in known if one is not None]


def _with_channels(text: str, procedure: Procedure, told: str) -> str:
    """Return what was told, with the ways of filing in the record where the message asks of the post."""
    channels = list(dict.fromkeys(method.channel.value for method in procedure.methods))
    line = CHANNELS(channels=", ".join(channels))
    return f"{told}\n{line}" if channels and line not in told and asks_of_the_post(text) else told


def answer_code(turn: Turn, code: str, aspects: tuple[Aspect, ...]) -> list[Event]:
    """Answer for the procedure of `code`, or say that there is none."""
    procedure = procedures.get(code)
    if procedure is None:
        turn.say(UNKNOWN_CODE(code=code), (), WHICH_PROCEDURE)
        return []
    return answer(turn, procedure, aspects)


def offer(
    turn: Turn,
    shown: Sequence[Procedure],
    aspects: Sequence[Aspect],
    *,
    text: str | None = None,
    titles: Sequence[str] = (),
    missed: float = 0.0,
) -> list[Event]:
    """Offer procedures to choose from, and that none of them is meant.

    `text` is said in place of the usual question, `titles` are shown in place of names; `missed` counts the turns in a
    row that were not understood.
    """
    codes = [procedure.code for procedure in shown]
    named = titles or [title(procedure) for procedure in shown]
    options: list[Option] = [
        (name, payload("choose_procedure", procedure_code=code))
        for name, code in zip(named, codes, strict=True)
    ]
    turn.say(
        text or anew(turn, CHOOSE, CHOOSE_AGAIN),
        [*options, (NONE_OF_THESE(), payload("choose_procedure"))],
        choices_of(codes),
    )
    return [
        set_slot("procedure_candidates", codes),
        set_slot("procedure_offers", codes),
        set_slot("last_aspects", [aspect.value for aspect in aspects]),
        set_slot("misunderstandings", missed),
    ]
