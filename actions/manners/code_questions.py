"""Questions about the code we ask for: what it looks like, where it is printed, lost, "it is right as typed"."""

import re
from dataclasses import dataclass

from actions.about import ASK_DOSSIER_CODE, ASK_FEEDBACK_CODE, Ask, Metadata
from actions.options import menu
from actions.repeats import anew_text
from actions.told_before import told_before
from actions.turn import Turn
from actions.wording import TEXTS
from api.texts import Text
from bot.status_words import asked_of_the_code
from retrieval.text import folded_words

_LOST = re.compile(
    r"(?<!\S)(?:quen|mat|that lac|(?:khong|hong|ko|chua|k) (?:con |co |nho |biet |giu |thay )+)(?: (?:mat|roi|luon|cai))* ?(?:ma|giay hen|bien nhan)(?: (?:so|cua))*(?: (?:ho so|hs))?(?!\S)"
)
"""Has lost the code of a dossier, or the paper it stands on."""


@dataclass(frozen=True)
class _Words:
    """What is said of one kind of code; `looks` tells where it stands too."""

    ask: Ask
    about: Metadata
    looks: Text
    where: Text
    lost: Text
    disputed: Text
    owner: Text


_DOSSIER = _Words(
    Ask.DOSSIER_CODE,
    ASK_DOSSIER_CODE,
    TEXTS.text("dossiers.code_looks", "where"),
    TEXTS.text("dossiers.code_where"),
    TEXTS.text("dossiers.ask_code_human"),
    TEXTS.text("dossiers.code_disputed"),
    TEXTS.text("dossiers.code_owner"),
)
_REPORT = _Words(
    Ask.FEEDBACK_CODE,
    ASK_FEEDBACK_CODE,
    TEXTS.text("feedback.code_looks", "where"),
    TEXTS.text("feedback.code_where"),
    TEXTS.text("feedback.ask_code_human"),
    TEXTS.text("feedback.code_disputed"),
    TEXTS.text("feedback.code_owner"),
)


def explain_dossier_code(turn: Turn) -> bool:
    """Answer a question about the code of a dossier; False, and nothing is said, where the message asks none."""
    return _explain(turn, _DOSSIER)


def explain_report_code(turn: Turn) -> bool:
    """Answer a question about the code of a report; False, and nothing is said, where the message asks none."""
    return _explain(turn, _REPORT)


def _explain(turn: Turn, words: _Words) -> bool:
    if turn.text.startswith("/"):
        return False
    asked = asked_of_the_code(turn.text, awaited=words.ask in told_before(turn).asks)
    if asked is None and words is _DOSSIER and _LOST.search(folded_words(turn.text)):
        asked = "lost"
    if asked is None:
        return False
    lost = words.lost()
    if asked == "disputed":
        turn.say(anew_text(turn, words.disputed(), lost), menu("human"), words.about)
    elif asked == "owner":
        turn.say(anew_text(turn, words.owner(), lost), menu("human"), words.about)
    elif asked == "lost":
        turn.say(anew_text(turn, lost, words.disputed()), menu("human"), words.about)
    else:
        text = anew_text(turn, words.looks(where=words.where()), lost)
        turn.say(text, menu("human") if text == lost else (), words.about)
    return True
