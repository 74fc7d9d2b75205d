"""What the hotline answers to an emergency: whom to call, at once, and what to do until they come."""

from typing import Final

from api.conversations import wording
from api.conversations.emergency import Emergency, rules
from api.conversations.emergency_advice import Said, Situation, advice
from api.conversations.metadata import Kind, Metadata
from api.conversations.plain_questions import is_foreign
from api.conversations.reply import Reply

_WITHOUT_NUMBER: Final = ("crime", "fire", "injury")
"""Whom to call where only the danger is clear: 113, 114, 115."""


def emergency_reply(emergency: Emergency | None, text: str = "") -> Reply:
    """Return the answer to `emergency`, told in `text`; with None (said by the citizen, not recognised) all three numbers.

    Who writes English is answered in English.
    """
    known = rules().kinds
    kinds = [kind for kind in (emergency.kinds if emergency else ()) if known[kind].number]
    situation = advice().of(text, kinds) if kinds else None
    numbers = _numbers(kinds or list(_WITHOUT_NUMBER), situation)
    if is_foreign(text):
        lines = _in_english(numbers, situation.english if situation else Said())
        options = (
            (wording.EMERGENCY_FILE_ENGLISH(), "/file_feedback"),
            (wording.EMERGENCY_HUMAN_ENGLISH(), "/human_handoff"),
        )
    else:
        said = situation.said if situation else Said()
        lines = _in_vietnamese(numbers, said, known[kinds[0]].advice if kinds else "")
        options = (
            (wording.EMERGENCY_FILE(), "/file_feedback"),
            (wording.EMERGENCY_HUMAN(), "/human_handoff"),
        )
    return Reply("\n".join(lines), options, Metadata(kind=Kind.EMERGENCY_NOTICE, emergency=tuple(numbers)))


def name_of(number: str) -> str:
    """Return who answers an emergency `number`."""
    names = {kind.number: kind.name for kind in rules().kinds.values()}
    return names.get(number) or advice().name_of(number)


def _numbers(kinds: list[str], situation: Situation | None) -> list[str]:
    """Return the numbers to call, each once: those of `kinds`, then those of the situation."""
    also = situation.numbers if situation else ()
    return list(dict.fromkeys([*(rules().kinds[kind].number for kind in kinds), *also]))


def _in_vietnamese(numbers: list[str], said: Said, usual: str) -> list[str]:
    calls = [wording.EMERGENCY_LINE(number=number, name=name_of(number)) for number in numbers]
    told = said.advice or usual
    return [
        said.call or wording.EMERGENCY_CALL(),
        *calls,
        *([told] if told else []),
        said.closing or wording.EMERGENCY_CLOSING(),
    ]


def _in_english(numbers: list[str], said: Said) -> list[str]:
    calls = [
        wording.EMERGENCY_LINE(number=number, name=advice().in_english(number) or name_of(number))
        for number in numbers
    ]
    return [
        said.call or wording.EMERGENCY_CALL_ENGLISH(),
        *calls,
        *([said.advice] if said.advice else []),
        said.closing or wording.EMERGENCY_CLOSING_ENGLISH(),
    ]
