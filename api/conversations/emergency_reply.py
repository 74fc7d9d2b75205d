"""What the hotline answers to an emergency: whom to call, at once, and what to do until they come."""

from api.conversations import wording
from api.conversations.emergency import Emergency, rules
from api.conversations.metadata import Kind, Metadata
from api.conversations.reply import Reply

_WITHOUT_NUMBER = ("crime", "fire", "injury")
"""Whom to call where only the danger is clear: 113, 114, 115."""


def emergency_reply(emergency: Emergency | None) -> Reply:
    """Return the answer to `emergency`; with None (said by the citizen, not recognised) all three numbers."""
    known = rules().kinds
    kinds = [kind for kind in (emergency.kinds if emergency else ()) if known[kind].number]
    called = kinds or list(_WITHOUT_NUMBER)
    lines = [wording.EMERGENCY_CALL()]
    lines += [wording.EMERGENCY_LINE(number=known[kind].number, name=known[kind].name) for kind in called]
    if kinds and known[kinds[0]].advice:
        lines.append(known[kinds[0]].advice)
    lines.append(wording.EMERGENCY_CLOSING())
    return Reply(
        "\n".join(lines),
        (
            (wording.EMERGENCY_FILE(), "/file_feedback"),
            (wording.EMERGENCY_HUMAN(), "/human_handoff"),
        ),
        Metadata(
            kind=Kind.EMERGENCY_NOTICE,
            emergency=tuple(number for kind in called if (number := known[kind].number)),
        ),
    )
