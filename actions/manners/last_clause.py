"""What the last words of a message ask of the procedure talked about: "nghe mà mệt, vậy nộp ở đâu"."""

import re
from typing import Final

from actions.procedures.follow_ups import asked_in, names_something
from actions.procedures.thread import in_context
from actions.turn import Turn
from retrieval.procedure import Aspect, Procedure
from retrieval.text import syllables

_ENDS: Final = re.compile(r"[,;!?…\n]+|\.+(?=\s|$)|\s-+\s")


def asked_last(turn: Turn) -> tuple[Procedure, tuple[Aspect, ...]] | None:
    """Return the procedure in context with the aspects that the last clause of the message asks, if that names nothing.

    None where nothing is in context, the message has one clause only, or its last clause names a thing or asks nothing.
    """
    current = in_context(turn)
    clauses = [clause for clause in _ENDS.split(turn.text) if syllables(clause)]
    if current is None or len(clauses) < 2 or turn.text.startswith("/") or names_something(clauses[-1]):
        return None
    aspects = asked_in(clauses[-1])
    return (current, aspects) if aspects else None
