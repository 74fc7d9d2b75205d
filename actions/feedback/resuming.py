"""A report that waits while a danger is told: the question stays away meanwhile, and what wants to go on is no answer."""

from typing import Final

from actions.about import Kind
from actions.turn import Turn
from bot.changes import goes_on
from bot.giving_up import gives_up
from bot.legal_signs import only_reports
from bot.report_words import danger_is_over, help_is_coming

_LONGEST_WITHOUT_MATTER: Final = 12
"""Words of the longest message that tells no matter where one was asked for: "xong rồi, tiếp vụ hồi nãy đi em"."""


def resumes(text: str, asked: str) -> bool:
    """Tell whether a message answers nothing of `asked` and only wants the report to go on, such as after help was called."""
    if gives_up(text, declining=True) and not only_reports(text):
        return False
    if asked == "feedback_content":  # what is wished after a danger may be that
        return help_is_coming(text) or (goes_on(text) and len(text.split()) <= _LONGEST_WITHOUT_MATTER)
    return goes_on(text) or only_reports(text) or help_is_coming(text) or danger_is_over(text)


def alarmed_now(turn: Turn) -> bool:
    """Tell whether whom to call was just said to the message at hand: nothing is asked beside that."""
    for event in reversed(turn.tracker.events):
        if event.get("event") == "user":
            break
        about = (event.get("data") or {}).get("custom") or {}
        if event.get("event") == "bot" and about.get("kind") == Kind.EMERGENCY_NOTICE.value:
            return True
    return False
