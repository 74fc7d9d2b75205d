"""What a run with killed processes comes to: what citizens sent and heard, held against what is stored."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from api.feedback import codes


@dataclass(frozen=True)
class Heard:
    """A message that reached the citizen. `filed_code` is the code it tells of a report just filed."""

    message_id: str
    text: str
    filed_code: str | None = None


@dataclass(frozen=True)
class Talk:
    """One citizen who wanted to file one report: `conversation` is unique, `confirmed` that the product took the yes."""

    conversation: str
    confirmed: bool
    heard: tuple[Heard, ...] = ()

    @property
    def codes(self) -> frozenset[str]:
        """Codes told to this citizen as those of the filed report."""
        return frozenset(one.filed_code for one in self.heard if one.filed_code)


@dataclass(frozen=True)
class Reply:
    """An answer as stored, `in_reply_to` the message it answers."""

    in_reply_to: str | None
    text: str
    filed_code: str | None = None

    @property
    def _says(self) -> Hashable:
        return codes.canonical(self.filed_code) if self.filed_code else (self.in_reply_to, self.text)


@dataclass(frozen=True)
class Stored:
    """What the database holds of a conversation. `sent_again`: parts a channel took more than once."""

    cases: tuple[str, ...] = ()
    replies: tuple[Reply, ...] = ()
    failures: int = 0
    sent_again: int = 0


@dataclass(frozen=True)
class Counts:
    """Figures of a run, in citizens, cases and answers.

    lost: citizens who confirmed or were told a code, and the case is not there.
    filed_twice: cases beyond the one each citizen wanted.
    told_twice: answers stored, heard or sent once more than they should be, and codes told in a second answer.
    untold: citizens whose case is there and who never heard its code.
    unfinished: citizens who never came to confirm.
    failures: answers that say that no answer could be found (an operator is then asked for).
    """

    faults: int
    filed: int
    lost: int
    filed_twice: int
    told_twice: int
    untold: int
    unfinished: int
    failures: int
    kills: dict[str, int] = field(default_factory=dict)


def count(talks: Sequence[Talk], stored: Mapping[str, Stored], kills: Sequence[str]) -> Counts:
    """Hold every talk against what is stored of its conversation (key: `Talk.conversation`)."""
    pairs = [(talk, stored.get(talk.conversation, Stored())) for talk in talks]
    return Counts(
        faults=len(kills),
        filed=sum(len(held.cases) for _, held in pairs),
        lost=sum(_is_lost(talk, held) for talk, held in pairs),
        filed_twice=sum(max(0, len(held.cases) - 1) for _, held in pairs),
        told_twice=sum(_told_twice(talk, held) for talk, held in pairs),
        untold=sum(bool(set(held.cases) - talk.codes) for talk, held in pairs),
        unfinished=sum(not talk.confirmed and not held.cases for talk, held in pairs),
        failures=sum(held.failures for _, held in pairs),
        kills=dict(sorted(Counter(kills).items())),
    )


def _is_lost(talk: Talk, held: Stored) -> bool:
    return bool(talk.codes - set(held.cases)) or (talk.confirmed and not held.cases)


def _told_twice(talk: Talk, held: Stored) -> int:
    heard_again = len(talk.heard) - len({one.message_id for one in talk.heard})
    said_again = len(held.replies) - len({reply._says for reply in held.replies})
    return heard_again + said_again + held.sent_again
