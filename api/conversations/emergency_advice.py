"""What is said with an emergency, by what happens (`data/emergency_advice.yml`): whom else to call, what to do until then."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from api.data_files import read_data
from bot.word_patterns import Spelt, spelt

ADVICE_FILE: Final = Path(__file__).parent / "data" / "emergency_advice.yml"


class EmergencyAdviceError(ValueError):
    """The file of advice is wrong; the message names the file and the place in it."""


class Said(BaseModel):
    """The sentences of a situation in one language; "" stands for the usual one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    call: str = ""
    advice: str = ""
    closing: str = ""


class _Situation(Said):
    name: str
    kinds: frozenset[str] = frozenset()
    signs: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    english: Said = Said()


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    in_english: dict[str, str]
    others: dict[str, str]
    situations: tuple[_Situation, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Situation:
    """What happens: `name`, the numbers called beside those of the kinds, and what is said in both languages."""

    name: str
    numbers: tuple[str, ...]
    said: Said
    english: Said


@dataclass(frozen=True)
class Advice:
    """The file, its patterns compiled."""

    file: _File
    signs: tuple[tuple[Spelt, ...], ...]

    def of(self, text: str, kinds: Collection[str]) -> Situation | None:
        """Return what happens by `text`, an emergency of `kinds`; None where no situation fits."""
        for situation, signs in zip(self.file.situations, self.signs, strict=True):
            if situation.kinds and situation.kinds.isdisjoint(kinds):
                continue
            if not signs or any(sign.holds(text) for sign in signs):
                said = Said(call=situation.call, advice=situation.advice, closing=situation.closing)
                return Situation(situation.name, situation.numbers, said, situation.english)
        return None

    def in_english(self, number: str) -> str:
        """Return who answers `number`, in English."""
        return self.file.in_english.get(number, "")

    def name_of(self, number: str) -> str:
        """Return who answers a `number` that is of no kind, "" where it is not known."""
        return self.file.others.get(number, "")


@lru_cache(maxsize=2)
def advice(path: Path = ADVICE_FILE) -> Advice:
    """Return the advice of `path`.

    Raises:
        EmergencyAdviceError: the file is no YAML, or something is missing or unknown.
        PatternError: a pattern does not compile.
    """
    file = read_data(path, _File, EmergencyAdviceError)
    signs = tuple(
        spelt(f"{path.name}: {one.name}", list(one.signs)) if one.signs else () for one in file.situations
    )
    return Advice(file, signs)


advice()  # a wrong file stops the start, not a turn
