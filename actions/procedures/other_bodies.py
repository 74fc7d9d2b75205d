"""Matters that other bodies handle (courts, banks, utilities …): who, and where to ask. The matters are data."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, field_validator

from actions.about import REFUSAL
from actions.options import menu, payload
from actions.procedures.search import is_sure_of
from actions.repeats import tell
from actions.turn import Event, Option, Turn, set_slot
from api.data_files import read_data
from api.procedures import service as procedures
from bot.paper_signs import paper_question
from retrieval.text import fold, normalise, syllables

MATTERS_FILE: Final = Path(__file__).parent / "other_bodies.yml"


_CLAUSES: Final = re.compile(
    r"[,.;:!?\n]+|\s+(?:để|đặng|mà|thì|nên|vì|do|tại|cho kịp|de|dang|ma|thi|nen|vi|tai)\s+", re.IGNORECASE
)
"""What parts a wish from what it is for."""
_WISH: Final = re.compile(
    r"(?<!\S)(?:xin|lam|lay|cap|dang ky|xac nhan|can|muon|mun|doi|bat|yeu cau|keu|kiu|nop|bo sung|kiem)(?!\S)"
)


class OtherBodiesError(ValueError):
    """The file of matters is wrong; the message names the file and the entry."""


class Matter(BaseModel):
    """A matter of another body.

    A text means it when it holds one of `words` and none of `unless` (and, where `together` is given, one of those
    too). All are compared without accents, by whole syllables. `offers` are procedures of the catalogue beside it;
    with `reported` it is said also to who reports it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    words: tuple[str, ...] = Field(min_length=1)
    together: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    answer: str = Field(min_length=20)
    reported: bool = False
    offers: dict[str, str] = Field(default_factory=dict)

    @field_validator("words", "together", "unless")
    @classmethod
    def _plain(cls, phrases: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(f" {' '.join(syllables(phrase))} " for phrase in phrases)  # whole words are looked for

    def is_meant(self, plain: str) -> bool:
        """Tell whether a folded text, syllables parted by single spaces, means this matter."""
        return (
            _holds(plain, self.words)
            and (not self.together or _holds(plain, self.together))
            and not _holds(plain, self.unless)
        )


def _holds(plain: str, phrases: tuple[str, ...]) -> bool:
    whole = f" {plain} "
    return any(phrase in whole for phrase in phrases)


@lru_cache(maxsize=2)
def matters(path: Path = MATTERS_FILE) -> tuple[Matter, ...]:
    """Return the matters of `path`, in its order; the first that is meant counts.

    Raises:
        OtherBodiesError: the file is no YAML, or an entry lacks something or holds something unknown.
    """
    return read_data(path, tuple[Matter, ...], OtherBodiesError)


matters()  # a wrong file stops the start, not a turn


def matter_of(text: str) -> Matter | None:
    """Return the matter of another body that `text` means, None where it means none."""
    plain = " ".join(syllables(fold(normalise(text))))
    return next((one for one in matters() if one.is_meant(plain)), None)


def asks_for_a_paper_beside(text: str, matter: Matter) -> bool:
    """Tell whether a clause beside the matter wishes for something of the catalogue for certain: the matter is only what it
    is for, "xin giấy độc thân để vay ngân hàng".
    """
    if not procedures.size():
        return False
    for clause in _CLAUSES.split(normalise(text)):
        plain = " ".join(syllables(fold(clause)))
        wished = _WISH.search(plain) is not None and not _holds(plain, matter.words)
        if wished and paper_question(clause) is None and is_sure_of(clause):
            return True
    return False


def refer(turn: Turn) -> list[Event] | None:
    """Say who handles what the citizen asks; None where nobody else is known to."""
    if turn.text.startswith("/"):
        return None
    matter = matter_of(turn.text)
    if matter is None or asks_for_a_paper_beside(turn.text, matter):
        return None
    offered: list[Option] = [
        (title, payload("choose_procedure", procedure_code=code))
        for code, title in matter.offers.items()
        if procedures.size() and procedures.get(code) is not None
    ]
    tell(turn, matter.answer, [*offered, *(() if turn.in_form else menu("human"))], REFUSAL)
    return [set_slot("misunderstandings", 0.0)]
