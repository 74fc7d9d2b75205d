"""Which procedures a conversation has shown, and which of them a citizen means by "cái khai sinh hồi nãy", "cái thứ hai"."""

import re
from collections.abc import Iterable
from typing import Final

from actions.procedures.follow_ups import asked_in, names_something, without_units
from actions.turn import Turn
from api.conversations.choices import named_position
from api.conversations.metadata import read as read_metadata
from api.procedures import service as procedures
from bot.follow_up_words import follow_ups
from bot.home_signs import asks_where_from_home
from bot.thread_signs import beside_going_back, going_back, gone_back_to, is_bare_thing, thread_words
from retrieval.aspects import without_aspects
from retrieval.procedure import Aspect, Procedure
from retrieval.question import read
from retrieval.text import folded_words, syllables
from retrieval.vocabulary import stopwords

_REMEMBERED: Final = 6
_LOOKED_AT: Final = 3
_HALF: Final = 0.5
_ENOUGH: Final = 0.6
"""Share of the words said that the name of a procedure must hold."""
_DONE_SO: Final = tuple(
    (re.compile(rf"(?<!\S)(?:{said})(?!\S)"), re.compile(rf"(?<!\S)(?:{done})(?!\S)"))
    for said, done in (
        (
            r"(?:bi|lam|da|lo|danh) mat|mat (?:roi|tieu|luon)|(?:cap|lam|xin) lai",
            r"(?:cap|lam|xin) lai|bi mat",
        ),
        (r"doi|het han|bi (?:rach|hu|gay|mo)", r"(?<!thay )doi"),
        (r"lan dau|(?:lam|cap) moi|chua (?:co|tung|lam)", r"lan dau|cap moi|sau khi thi dau"),
    )
)
"""What is told of a paper, and what the name of a procedure that does so says."""


def in_context(turn: Turn) -> Procedure | None:
    """Return the procedure talked about, None where there is none."""
    code = turn.slot("procedure_code")
    return procedures.get(code) if code else None


def history(turn: Turn) -> list[str]:
    """Return the codes shown in this conversation, the latest first."""
    return [str(code) for code in turn.slot("procedure_history") or ()]


def remembered(turn: Turn, code: str) -> list[str]:
    """Return the history with `code` as the latest."""
    return [code, *(one for one in history(turn) if one != code)][:_REMEMBERED]


def last_aspects(turn: Turn) -> tuple[Aspect, ...]:
    """Return the aspects asked last."""
    known = {aspect.value for aspect in Aspect}
    return tuple(Aspect(value) for value in turn.slot("last_aspects") or () if value in known)


def waiting(turn: Turn) -> list[Procedure]:
    """Return the procedures that wait for an answer, the likeliest first; none where no list does."""
    return _known(turn.slot("procedure_candidates"))


def returned_to(turn: Turn, text: str | None = None) -> Procedure | None:
    """Return the procedure shown or offered before that the message, or `text` of it, goes back to.

    What it goes back to stands beside the words for it ("còn cái tạm trú hồi nãy, em ở phường X nộp đâu"). None where it
    goes back to none, or something else that is said plainly names another one.
    """
    said = without_units(turn.text if text is None else text)
    shown = history(turn)
    if going_back(said) is None or (text is None and asks_where_from_home(turn.text)):
        return None
    known = _known([*shown, *(turn.slot("procedure_offers") or ()), *_told_earlier(turn)])
    known.sort(
        key=lambda one: one.code == turn.slot("procedure_code")
    )  # who goes back means another one first
    parts = [named for part in gone_back_to(said) if (named := named_words(part))]
    if not parts:
        return _before(turn, shown) if shown else None
    for named in parts:
        best = max(known, key=lambda one: share_named(named, one), default=None)
        if best is not None and share_named(named, best) >= _ENOUGH:
            return best if _may_be(best, said) else None
    found = (hit.procedure.code for hit in procedures.suggest(" ".join(parts[0])).hits[:_LOOKED_AT])
    codes = {one.code: one for one in known}
    if (first := next((codes[code] for code in found if code in codes), None)) is not None:
        return first
    best = max(known, key=lambda one: share_named(parts[0], one), default=None)
    return best if best is not None and share_named(parts[0], best) >= _HALF and _may_be(best, said) else None


def _told_earlier(turn: Turn) -> list[str]:
    """Return the codes of our replies so far, the latest first: also what was only offered long before."""
    codes: list[str] = []
    for event in reversed(turn.tracker.events):
        if event.get("event") == "bot":
            codes += [
                str(code) for code in read_metadata((event.get("data") or {}).get("custom")).procedures or ()
            ]
    return codes


def _may_be(meant: Procedure, said: str) -> bool:
    """Tell whether nothing else that is said names another procedure for certain."""
    beside = beside_going_back(said)
    if not names_something(beside):
        return True
    found = procedures.suggest(beside)
    return not (found.decision == "answer" and found.hits and found.hits[0].procedure.code != meant.code)


def _known(codes: Iterable[object] | None) -> list[Procedure]:
    found = (procedures.get(code) for code in dict.fromkeys(map(str, codes or ())))
    return [one for one in found if one is not None]


def picked(turn: Turn) -> tuple[Procedure, tuple[Aspect, ...]] | None:
    """Return the procedure of the list offered last that the message numbers, with the aspects asked of it.

    "cái thứ hai lệ phí bao nhiêu", "còn thủ tục đầu tiên thì sao".
    """
    offers = [str(code) for code in turn.slot("procedure_offers") or ()]
    found = named_position(turn.text, len(offers)) if offers else None
    if found is None:
        return None
    position, rest = found
    aspects = asked_in(rest)
    if not aspects and named_words(" ".join(syllables(rest))):
        return None
    procedure = procedures.get(offers[position - 1])
    return None if procedure is None else (procedure, aspects)


def named_of_offer(turn: Turn) -> tuple[Procedure, tuple[Aspect, ...]] | None:
    """Return the one procedure of the list that waits for an answer which the message names, with the aspects asked.

    "làm khai sinh trước đi" names "Đăng ký khai sinh", and no other that only has the words among more.
    """
    named = set(named_words(folded_words(turn.text)))
    if not named:
        alone = [one for one in waiting(turn) if _is_done_so(folded_words(turn.text), one)]
        return (alone[0], asked_in(turn.text)) if len(alone) == 1 else None
    fitting = [one for one in waiting(turn) if share_named(tuple(named), one) >= _ENOUGH]
    plainly = [one for one in fitting if any(name and name <= named for name in _core_names(one))]
    left = plainly or fitting
    if len(left) > 1:
        left = [one for one in left if _is_done_so(folded_words(turn.text), one)]
    return (left[0], asked_in(turn.text)) if len(left) == 1 else None


def _is_done_so(folded: str, procedure: Procedure) -> bool:
    """Tell whether the name of a procedure does with the thing what a message tells: "bị mất, muốn xin cấp lại"."""
    name = " ".join(" ".join(syllables(one)) for one in _told_names(procedure))
    return any(said.search(folded) and done.search(name) for said, done in _DONE_SO)


def _core_names(procedure: Procedure) -> list[set[str]]:
    return [set(named_words(" ".join(syllables(name)))) for name in _told_names(procedure)]


def _told_names(procedure: Procedure) -> list[str]:
    return [procedure.name] if procedure.card is None else [procedure.name, procedure.card.name]


def named_words(folded: str) -> tuple[str, ...]:
    """Return the words of a folded text that name something in particular."""
    words = thread_words()
    kept = stopwords().sub(" ", without_aspects(folded)).split()
    named = [word for word in kept if word not in words.beside_refusal | words.thing | follow_ups().nameless]
    return () if is_bare_thing(folded) or not named else read(" ".join(named)).core


def share_named(named: tuple[str, ...], procedure: Procedure) -> float:
    """Return the share (0–1) of folded words that the name of a procedure holds."""
    known = set(syllables(procedure.name))
    if procedure.card is not None:
        known |= set(syllables(procedure.card.name))
    return sum(word in known for word in named) / len(named)


def _before(turn: Turn, shown: list[str]) -> Procedure | None:
    """Return the procedure shown before the one talked about; the only one shown, where there is no other."""
    current = turn.slot("procedure_code")
    code = next((one for one in shown if one != current), shown[0])
    return procedures.get(code)
