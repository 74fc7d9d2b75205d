"""Not saying the same twice in a row: what was just said, other words for it, and how often nothing was understood."""

from collections.abc import Sequence
from dataclasses import dataclass

from actions.about import FALLBACK, Metadata
from actions.options import menu
from actions.turn import Event, Option, Turn, set_slot
from actions.wording import TEXTS
from api.texts import Text

TOLD_AGAIN = TEXTS.text("smalltalk.told_again", "answer")


def said_before(turn: Turn) -> frozenset[str]:
    """Return the texts that answered the citizen's last message but this."""
    spoken = 0
    said = set()
    for event in reversed(turn.tracker.events):
        if event.get("event") == "user":
            spoken += 1
            if spoken == 2:
                break
        elif event.get("event") == "bot" and spoken == 1:
            said.add(str(event.get("text") or ""))
    return frozenset(said)


def said_now(turn: Turn) -> frozenset[str]:
    """Return the texts already said to the message at hand."""
    said = set()
    for event in reversed(turn.tracker.events):
        if event.get("event") == "user":
            break
        if event.get("event") == "bot":
            said.add(str(event.get("text") or ""))
    return frozenset(said)


def answered_already(turn: Turn) -> bool:
    """Tell whether something was already said to the message at hand: a side question was answered."""
    for event in reversed(turn.tracker.events):
        if event.get("event") == "user":
            return False
        if event.get("event") == "bot":
            return True
    return False


def anew(turn: Turn, *wordings: Text) -> str:
    """Return of `wordings` the one after that which was said to the message before, in a circle; else the first."""
    return anew_text(turn, *(wording() for wording in wordings))


def anew_text(turn: Turn, *texts: str) -> str:
    """Return of `texts` the one after that which was said to the message before, in a circle; else the first."""
    before = said_before(turn)
    for number, text in enumerate(texts):
        if text in before:
            return texts[(number + 1) % len(texts)]
    return texts[0]


def tell(turn: Turn, text: str, options: Sequence[Option] = (), about: Metadata | None = None) -> None:
    """Say a fact; where it is what was just said, say that it is told once more."""
    turn.say(TOLD_AGAIN(answer=text) if text in said_before(turn) else text, options, about)


@dataclass(frozen=True)
class Misses:
    """What is said where nothing was understood: ask again, ask in other words, offer a person, insist on it."""

    first: Text
    second: Text
    third: Text
    later: Text


def misses(turn: Turn) -> float:
    """Return how many turns in a row were not understood."""
    return float(turn.slot("misunderstandings") or 0.0)


def miss(turn: Turn, wording: Misses, options: Sequence[Option] = ()) -> list[Event]:
    """Say that the message was not understood and count it; `options` come with the first of these answers."""
    count = misses(turn) + 1.0
    if count == 1:
        turn.say(wording.first(), options, FALLBACK)
    elif count == 2:
        turn.say(wording.second(), () if turn.in_form else menu("dossier", "file", "human"), FALLBACK)
    else:
        turn.say(anew(turn, wording.third, wording.later), menu("human"), FALLBACK)
    return [set_slot("misunderstandings", count)]
