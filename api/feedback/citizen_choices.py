"""What a citizen may tap about a case: the buttons under a message, and reading a tap back.

A payload such as `/case{"do": "reopen", "code": "PA-261122-7KX2M"}` never leaves the server and never reaches Rasa.
"""

import json
from dataclasses import dataclass
from enum import StrEnum

from api.feedback import duplicates_wording, wording

_PREFIX = "/case{"
Options = tuple[tuple[str, str], ...]


class Do(StrEnum):
    """What a button does."""

    ADD = "add"  # asks for the information that is awaited
    ADD_WORDS = "add_words"  # under that question: what is typed now is the information
    FIXED = "fixed"
    NOT_FIXED = "not_fixed"  # asks what is not fixed
    REOPEN = "reopen"  # under that question: reopen without saying more; what is typed now is the reason
    RATE = "rate"  # asks why
    RATED = "rated"  # under that question: nothing more to say; what is typed now is the reason
    JOIN = "join"  # the own report is followed under `other`, which was there before
    KEEP = "keep"  # it is not
    FOLLOW = "follow"  # of somebody else's report
    UNFOLLOW = "unfollow"


@dataclass(frozen=True)
class CaseChoice:
    """A tap about the case with `code`; `stars` (1–5) with RATE, `other` (a code) with JOIN and KEEP."""

    do: Do
    code: str
    stars: int | None = None
    other: str | None = None

    @property
    def payload(self) -> str:
        """The payload of the button."""
        content: dict[str, str | int] = {"do": self.do.value, "code": self.code}
        if self.stars is not None:
            content["stars"] = self.stars
        if self.other is not None:
            content["other"] = self.other
        return "/case" + json.dumps(content)


def read_choice(payload: str) -> CaseChoice | None:
    """Return what `payload` means, None where it is no tap about a case."""
    if not payload.startswith(_PREFIX):
        return None
    content = json.loads(payload.removeprefix("/case"))
    return CaseChoice(Do(content["do"]), content["code"], content.get("stars"), content.get("other"))


def info_asked(code: str) -> Options:
    """Return the button under a question of the agency."""
    return ((wording.BUTTON_ADD(), CaseChoice(Do.ADD, code).payload),)


def info_awaited(code: str) -> Options:
    """Return the button under "please type it now"."""
    return ((wording.BUTTON_LATER(), CaseChoice(Do.ADD_WORDS, code).payload),)


def after_answer(code: str) -> Options:
    """Return the buttons under an answer: closed is not fixed."""
    return ((wording.BUTTON_FIXED(), CaseChoice(Do.FIXED, code).payload), *not_fixed(code))


def not_fixed(code: str) -> Options:
    """Return the button that says that it is not fixed."""
    return ((wording.BUTTON_NOT_FIXED(), CaseChoice(Do.NOT_FIXED, code).payload),)


def why_not_fixed(code: str) -> Options:
    """Return the button under "what is not fixed?"."""
    return ((wording.BUTTON_REOPEN(), CaseChoice(Do.REOPEN, code).payload),)


def stars(code: str) -> Options:
    """Return the five buttons of a rating."""
    return tuple(
        (wording.STARS[number](), CaseChoice(Do.RATE, code, number).payload) for number in range(5, 0, -1)
    )


def why_stars(code: str) -> Options:
    """Return the button under "why?"."""
    return ((wording.BUTTON_NO_REASON(), CaseChoice(Do.RATED, code).payload),)


def same_thing(code: str, other: str) -> Options:
    """Return the buttons under "somebody reported this before"."""
    return (
        (duplicates_wording.BUTTON_JOIN(), CaseChoice(Do.JOIN, code, other=other).payload),
        (duplicates_wording.BUTTON_KEEP(), CaseChoice(Do.KEEP, code, other=other).payload),
    )


def followed(code: str) -> Options:
    """Return the button under "you will hear of it"."""
    return ((duplicates_wording.BUTTON_UNFOLLOW(), CaseChoice(Do.UNFOLLOW, code).payload),)
