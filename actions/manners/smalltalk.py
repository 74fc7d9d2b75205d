"""Greeting, thanking, help and the like: one sentence and a way on, never the same twice in a row."""

import re

from actions.about import REFUSAL, SMALLTALK
from actions.abstentions import Reason, abstain
from actions.manners import fallback, handoff
from actions.manners.empty_words import says_nothing
from actions.manners.last_clause import asked_last
from actions.options import menu
from actions.plain_answers import insults, is_gibberish
from actions.procedures import details, other_bodies
from actions.procedures import finding as procedures
from actions.procedures import search as procedure_search
from actions.procedures.asking import offered_still
from actions.procedures.kin import sibling
from actions.procedures.thread import in_context, last_aspects, waiting
from actions.repeats import anew
from actions.turn import Event, Turn, action, set_slot
from actions.wording import TEXTS
from api import clock
from api.conversations.service import Cause
from api.conversations.waiting_words import is_an_outcry
from api.settings import CITY_TIME
from bot.abuse_signs import abuses_us
from retrieval.text import fold, folded_words, normalise

GREET = TEXTS.text("smalltalk.greet")
GREET_AGAIN = TEXTS.text("smalltalk.greet_again")
_MACHINE = re.compile(r"(?<!\S)(?:robot|bot|chatbot|may|ai|tu dong|nguoi (?:that|thiet|thuc))(?!\S)")
"""What a citizen may ask whether this is."""
HELP = TEXTS.text("smalltalk.help")
HELP_AGAIN = TEXTS.text("smalltalk.help_again")
BOT_CHALLENGE = TEXTS.text("smalltalk.bot_challenge")
BOT_CHALLENGE_AGAIN = TEXTS.text("smalltalk.bot_challenge_again")
CHITCHAT = TEXTS.text("smalltalk.chitchat")
CHITCHAT_AGAIN = TEXTS.text("smalltalk.chitchat_again")
OUTCRY = TEXTS.text("smalltalk.outcry")
OUTCRY_AGAIN = TEXTS.text("smalltalk.outcry_again")
TIME = TEXTS.text("smalltalk.time", "time", "weekday", "day")
THANK = TEXTS.text("smalltalk.thank")
THANK_AGAIN = TEXTS.text("smalltalk.thank_again")
GOODBYE = TEXTS.text("smalltalk.goodbye")
GOODBYE_AGAIN = TEXTS.text("smalltalk.goodbye_again")
INSULT = TEXTS.text("smalltalk.insult")
INSULT_AGAIN = TEXTS.text("smalltalk.insult_again")
OUT_OF_SCOPE = TEXTS.text("smalltalk.out_of_scope")
OUT_OF_SCOPE_AGAIN = TEXTS.text("smalltalk.out_of_scope_again")
ORDERS = TEXTS.text("smalltalk.orders")
ORDERS_AGAIN = TEXTS.text("smalltalk.orders_again")
RESUME = TEXTS.text("smalltalk.resume")

_WEEKDAYS = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")
_ASKS_THE_TIME = re.compile(
    r"(?:(?:cho|hoi|em|oi|da|a|u|ua|vay|the|bot|xem|coi|dum|gium|giup|toi|tui|minh|bay|gio|hien|tai|nay|hom|la) )*"
    r"(?:may gio(?: roi| dung| vay)|may gio|thu may|ngay may|ngay bao nhieu|ngay nao)(?: (?:roi|vay|ta|em|a|nhi|ha|z|dzay|the|nay|oi|bot))*"
)
"""Asks what time or day it is, and nothing else."""
_ABOUT = re.compile(r"\b(?:hoi|tim hieu|tu van|biet|noi|can)(?: \w+){0,2} ve \w+")


@action("action_greet", SMALLTALK)
async def greet(turn: Turn) -> list[Event]:
    """Greet; in a report the form's own question follows, so no menu then."""
    turn.say(anew(turn, GREET, GREET_AGAIN), () if turn.in_form else menu("dossier", "file", "human"))
    return [set_slot("misunderstandings", 0.0)]


@action("action_help", SMALLTALK)
async def tell_what_is_possible(turn: Turn) -> list[Event]:
    """Tell what can be asked; who names a topic ("cho hỏi về …") is answered about that."""
    if _ABOUT.search(fold(normalise(turn.text))) and procedures.names_something(turn.text):
        result = await procedure_search.search(turn)
        if result.decision != "abstain" and result.hits:
            return procedures.by_result(turn, result)
    if says_nothing(turn.text):
        return await _not_understood(turn)
    if (found := await _of_the_catalogue(turn)) is not None:
        return found
    options = () if turn.in_form else menu("dossier", "file", "feedback", "human")
    turn.say(anew(turn, HELP, HELP_AGAIN), options)
    return [set_slot("misunderstandings", 0.0)]


@action("action_bot_challenge", SMALLTALK)
async def tell_it_is_a_machine(turn: Turn) -> list[Event]:
    """Say openly that this is an AI (AI Law 134/2025/QH15 art. 11) and offer a person."""
    if says_nothing(turn.text) and not _MACHINE.search(folded_words(turn.text)):
        return await _not_understood(turn)
    turn.say(anew(turn, BOT_CHALLENGE, BOT_CHALLENGE_AGAIN), menu("human"))
    return []


@action("action_chitchat", SMALLTALK)
async def chat(turn: Turn) -> list[Event]:
    """Answer kindly and lead back; what says nothing was not understood, what the catalogue is sure of was no small talk."""
    if (told := tell_the_time(turn)) is not None:
        return told
    if says_nothing(turn.text):
        return await _not_understood(turn)
    if is_an_outcry(turn.text):
        turn.say(anew(turn, OUTCRY, OUTCRY_AGAIN), () if turn.in_form else menu("human"))
        return []
    if (found := await _of_the_catalogue(turn)) is not None:
        return found
    turn.say(anew(turn, CHITCHAT, CHITCHAT_AGAIN), () if turn.in_form else menu("dossier", "file"))
    return []


@action("action_thank", SMALLTALK)
async def take_thanks(turn: Turn) -> list[Event]:
    """Take thanks."""
    turn.say(anew(turn, THANK, THANK_AGAIN))
    return []


@action("action_goodbye", SMALLTALK)
async def say_goodbye(turn: Turn) -> list[Event]:
    """Say goodbye."""
    turn.say(anew(turn, GOODBYE, GOODBYE_AGAIN))
    return []


@action("action_insult", SMALLTALK)
async def stay_calm(turn: Turn) -> list[Event]:
    """Answer an insult with an apology and a person; keys hit at random are no insult, and advertising calls nobody.

    In a report the person is only offered: what was told of it is not dropped for a word.
    """
    if says_nothing(turn.text) or (is_gibberish(turn.text) and not turn.text.startswith("/")):
        return await _not_understood(turn)
    if (insults(turn.text) or abuses_us(turn.text)) and not turn.in_form:
        return await handoff.call_operator(turn, cause=Cause.INSULT, opening=handoff.apology(turn))
    turn.say(anew(turn, INSULT, INSULT_AGAIN), menu("human") if turn.in_form else menu("file", "human"))
    return []


@action("action_out_of_scope", REFUSAL)
async def tell_the_limits(turn: Turn) -> list[Event]:
    """Say who else handles it, or that it is not ours; what only looks foreign may still be in the catalogue.

    Who gives the machine orders (`api.conversations.plain_questions.ORDERS`) is told that it follows none.
    """
    if turn.entity("wish") == "orders":
        turn.say(anew(turn, ORDERS, ORDERS_AGAIN))
        return [set_slot("misunderstandings", 0.0)]
    if (elsewhere := other_bodies.refer(turn)) is not None:
        return elsewhere
    if (told := tell_the_time(turn)) is not None:
        return told
    if says_nothing(turn.text):
        return await _not_understood(turn)
    if (found := await _of_the_catalogue(turn)) is not None:
        return found
    turn.say(
        anew(turn, OUT_OF_SCOPE, OUT_OF_SCOPE_AGAIN),
        () if turn.in_form else menu("dossier", "file", "human"),
    )
    return []


def tell_the_time(turn: Turn) -> list[Event] | None:
    """Tell the city's time and day to who asks what it is; None, and nothing is said, for any other message."""
    if turn.text.startswith("/") or not _ASKS_THE_TIME.fullmatch(folded_words(turn.text)):
        return None
    now = clock.now().astimezone(CITY_TIME)
    weekday = _WEEKDAYS[now.weekday()]
    turn.say(TIME(time=f"{now:%H:%M}", weekday=weekday, day=f"{now:%d/%m/%Y}"), (), SMALLTALK)
    return [set_slot("misunderstandings", 0.0)]


async def _not_understood(turn: Turn) -> list[Event]:
    """Say that the message was not understood: to say it otherwise, then that a person may help."""
    options = () if turn.in_form else menu("dossier", "file")
    return await abstain(turn, Reason.INTENT_UNSURE, fallback.MISSES, options)


async def _of_the_catalogue(turn: Turn) -> list[Event] | None:
    """Answer what the catalogue is sure of, whatever the words resemble, and what the last words ask of the procedure
    talked about, or tell beside it; None for all else.
    """
    if turn.in_form or turn.text.startswith("/"):
        return None
    if not procedures.names_something(turn.text):
        return details.of_talk(turn)
    if procedure_search.is_sure_of(turn.text):  # looked up without a record: small talk is no gap
        return procedures.by_result(turn, await procedure_search.search(turn))
    if (asked := asked_last(turn)) is not None:
        return procedures.answer(turn, *asked)
    current = in_context(turn)
    if current is not None and details.tells_circumstance(turn.text):
        other = sibling(turn, current, turn.text)
        if other is not None:
            return procedures.answer(turn, other, last_aspects(turn))
    if waiting(turn) and details.tells_circumstance(turn.text):
        return offered_still(turn, ())
    return details.of_talk(turn)


@action("action_resume", SMALLTALK)
async def resume(turn: Turn) -> list[Event]:
    """Tell that the assistant answers again, after an operator gave the conversation back."""
    turn.say(RESUME())
    return [set_slot("misunderstandings", 0.0)]
