"""Greeting, thanking, help and the like: one sentence and a way on."""

from actions.options import menu
from actions.turn import Event, Turn, action, set_slot
from actions.wording import TEXTS

GREET = TEXTS.text("smalltalk.greet")
HELP = TEXTS.text("smalltalk.help")
BOT_CHALLENGE = TEXTS.text("smalltalk.bot_challenge")
CHITCHAT = TEXTS.text("smalltalk.chitchat")
THANK = TEXTS.text("smalltalk.thank")
GOODBYE = TEXTS.text("smalltalk.goodbye")
INSULT = TEXTS.text("smalltalk.insult")
OUT_OF_SCOPE = TEXTS.text("smalltalk.out_of_scope")
RESUME = TEXTS.text("smalltalk.resume")


@action("action_greet")
async def greet(turn: Turn) -> list[Event]:
    """Greet; in a report the form's own question follows, so no menu then."""
    turn.say(GREET(), () if turn.in_form else menu("dossier", "file", "human"))
    return [set_slot("misunderstandings", 0.0)]


@action("action_help")
async def tell_what_is_possible(turn: Turn) -> list[Event]:
    """Tell what can be asked."""
    turn.say(HELP(), () if turn.in_form else menu("dossier", "file", "feedback", "human"))
    return [set_slot("misunderstandings", 0.0)]


@action("action_bot_challenge")
async def tell_it_is_a_machine(turn: Turn) -> list[Event]:
    """Say openly that this is an AI (AI Law 134/2025/QH15 art. 11) and offer a person."""
    turn.say(BOT_CHALLENGE(), menu("human"))
    return []


@action("action_chitchat")
async def chat(turn: Turn) -> list[Event]:
    """Answer kindly and lead back."""
    turn.say(CHITCHAT(), () if turn.in_form else menu("dossier", "file"))
    return []


@action("action_thank")
async def take_thanks(turn: Turn) -> list[Event]:
    """Take thanks."""
    turn.say(THANK())
    return []


@action("action_goodbye")
async def say_goodbye(turn: Turn) -> list[Event]:
    """Say goodbye."""
    turn.say(GOODBYE())
    return []


@action("action_insult")
async def stay_calm(turn: Turn) -> list[Event]:
    """Answer an insult with an apology and a person."""
    turn.say(INSULT(), menu("file", "human"))
    return []


@action("action_out_of_scope")
async def tell_the_limits(turn: Turn) -> list[Event]:
    """Say what is not ours."""
    turn.say(OUT_OF_SCOPE(), () if turn.in_form else menu("dossier", "file", "human"))
    return []


@action("action_resume")
async def resume(turn: Turn) -> list[Event]:
    """Tell that the assistant answers again, after an operator gave the conversation back."""
    turn.say(RESUME())
    return [set_slot("misunderstandings", 0.0)]
