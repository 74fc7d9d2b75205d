"""Questions about what is stored, who sees it, and how to have it erased."""

from actions.about import PRIVACY, REFUSAL
from actions.manners.legal_way import tell_of
from actions.repeats import anew
from actions.told_before import told_before
from actions.turn import Event, Turn, action, set_slot
from actions.wording import TEXTS

WHAT = TEXTS.text("privacy.what")
AGAIN = TEXTS.text("privacy.again")
OTHERS = TEXTS.text("privacy.others")
OTHERS_AGAIN = TEXTS.text("privacy.others_again")


@action("action_tell_privacy", PRIVACY)
async def tell_what_is_stored(turn: Turn) -> list[Event]:
    """Say what is stored, who sees it and how to have it erased (Law 91/2025/QH15).

    Another person's dossier, number or address is told to nobody. Asked after the way of a khiếu nại or tố cáo was shown, it is meant of that.
    """
    if turn.entity("whose") == "another":
        turn.say(anew(turn, OTHERS, OTHERS_AGAIN), (), REFUSAL)
        return [set_slot("misunderstandings", 0.0)]
    if (kind := told_before(turn).legal_kind) is not None:
        return tell_of(turn, kind, "secrecy")
    turn.say(anew(turn, WHAT, AGAIN))
    return [set_slot("misunderstandings", 0.0)]
