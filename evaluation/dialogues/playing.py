"""Playing one dialogue: each turn is said, extra questions are answered from the dialogue's own answers, and judged."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from evaluation.dialogues.answering import holds_answer, next_answer
from evaluation.dialogues.dialogue import Dialogue, DialogueTurn, Said
from evaluation.dialogues.heard import Heard
from evaluation.dialogues.judging import Verdict, has_kind, judge

MOST_ANSWERS = 8
"""Extra answers within one turn: a report asks for fewer things than that."""
_TWICE = 2
CONFIRM = "confirm"
_GO_AHEAD = Said(text="Đúng rồi, gửi giúp tôi ạ")


class Talk(Protocol):
    """A conversation with the assistant."""

    def tell(self, said: Said) -> Heard:
        """Send what the citizen says and return all that answers it; empty where nothing came within the deadline.

        Raises:
            Exception: it could not be sent.
        """


@dataclass(frozen=True)
class Exchange:
    """One message of the citizen and its answer; `answering` is what had been asked for, where it was not foreseen."""

    said: Said
    heard: Heard
    answering: str | None = None


@dataclass(frozen=True)
class PlayedTurn:
    """A turn of the dialogue with all that was said for it, and the verdict."""

    turn: DialogueTurn
    exchanges: tuple[Exchange, ...]
    verdict: Verdict
    error: str | None = None

    @property
    def extra_questions(self) -> int:
        """How often the assistant asked what the dialogue did not foresee."""
        return sum(one.answering is not None for one in self.exchanges)


@dataclass(frozen=True)
class PlayedDialogue:
    """A dialogue that was played to its end, or as far as it went."""

    dialogue: Dialogue
    turns: tuple[PlayedTurn, ...]

    @property
    def passed(self) -> bool:
        """Whether every turn passed."""
        return all(turn.verdict.passed for turn in self.turns)


@dataclass
class _Player:
    """A dialogue being played: how often each thing was answered, what was heard last, what procedures were shown."""

    talk: Talk
    dialogue: Dialogue
    given: dict[str, int] = field(default_factory=dict)
    last: Heard = field(default_factory=Heard)
    shown: Heard = field(default_factory=Heard)

    def turn(self, number: int) -> PlayedTurn:
        """Say the turn of `number` and, around it, what the assistant asks for and no turn tells.

        Raises:
            Exception: of the talk.
        """
        turns = self.dialogue.turns
        turn, before = turns[number], self.shown
        exchanges: list[Exchange] = []
        if number:  # what is still asked for and this turn, which goes on with it, does not tell
            goes_on_to = turn.expect.kinds[:1]
            while len(exchanges) < MOST_ANSWERS and self._answer(exchanges, turn.user, kinds=goes_on_to):
                pass
        verdict = judge(self._say(exchanges, turn.user), turn.expect, before=before)
        following = turns[number + 1].user if number + 1 < len(turns) else None
        for _ in range(MOST_ANSWERS):
            if verdict.passed or not self._answer(
                exchanges, following, kinds=turn.expect.kinds, may_confirm=True
            ):
                break
            later = judge(self.last, turn.expect, before=before)
            if later.passed or has_kind(self.last, turn.expect):
                verdict = later
        self.shown = next(
            (one.heard for one in reversed(exchanges) if one.heard.metadata.procedures), self.shown
        )
        return PlayedTurn(turn, tuple(exchanges), verdict)

    def _say(self, exchanges: list[Exchange], said: Said, answering: str | None = None) -> Heard:
        self.last = self.talk.tell(said)
        exchanges.append(Exchange(said, self.last, answering))
        return self.last

    def _answer(
        self,
        exchanges: list[Exchange],
        next_said: Said | None,
        *,
        kinds: tuple[str, ...],
        may_confirm: bool = False,
    ) -> bool:
        """Tell what was asked for last, if that leads to one of `kinds`, the dialogue's answers hold it and `next_said`
        does not; tells whether.

        With `may_confirm` a report that should be filed and only waits for a yes gets one; a yes is never said before
        a message that may change the report.
        """
        answers = self.dialogue.answers
        found = next_answer(self.last, answers, next_said=next_said, kinds=kinds)
        if found is not None and found[0] == CONFIRM and not may_confirm:
            return False
        if found is None and may_confirm and "feedback_filed" in kinds and CONFIRM in self.last.asks:
            told_next = next_said is not None and holds_answer(next_said, CONFIRM, answers)
            found = None if told_next else (CONFIRM, _GO_AHEAD)
        if found is None or self.given.get(found[0], 0) >= _TWICE:
            return False
        asked, said = found
        self.given[asked] = self.given.get(asked, 0) + 1
        return bool(self._say(exchanges, said, asked).messages)


def play(dialogue: Dialogue, open_talk: Callable[[], Talk]) -> PlayedDialogue:
    """Play the dialogue in a conversation of its own.

    An error, or a message left without an answer, ends this dialogue: the turns left count as failed.
    """
    played: list[PlayedTurn] = []
    ended: str | None = None
    try:
        player = _Player(open_talk(), dialogue)
        for number in range(len(dialogue.turns)):
            played.append(player.turn(number))
            if not player.last.messages:
                ended = "lượt trước không có trả lời"
                break
    except Exception as error:  # whatever it is, the other dialogues are played
        ended = f"lỗi: {type(error).__name__}: {error}"
    for turn in dialogue.turns[len(played) :]:
        played.append(PlayedTurn(turn, (), Verdict((f"không chơi được ({ended})",)), ended))
    return PlayedDialogue(dialogue, tuple(played))
