"""Codes of feedback: PA-yymmdd-XXXXX, the day in city time and five random signs of Crockford's base32."""

import secrets
from datetime import datetime

from api.settings import CITY_TIME
from retrieval.codes import FEEDBACK_ALPHABET, feedback_codes

_SIGNS = 5


def new_code(now: datetime) -> str:
    """Return a code for feedback received at `now`; unique only once the database has taken it.

    Five signs are 25 bits: a stranger guesses one of a day's 500 codes in about 67,000 tries.
    """
    tail = "".join(secrets.choice(FEEDBACK_ALPHABET) for _ in range(_SIGNS))
    return f"PA-{now.astimezone(CITY_TIME):%y%m%d}-{tail}"


def canonical(text: str) -> str | None:
    """Return the code that `text` is, in its canonical spelling; None where it is none or several."""
    found = {mention.value for mention in feedback_codes(text)}
    return found.pop() if len(found) == 1 else None
