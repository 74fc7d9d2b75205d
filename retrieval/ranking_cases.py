"""Questions set aside, asked of an index that has not seen them: what the ranker learns from and is judged on."""

import random
import re
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.held_out import Split
from retrieval.index import Candidates, RetrievalIndex
from retrieval.procedure import Procedure
from retrieval.text import fold
from retrieval.traits import elsewhere
from retrieval.vocabulary import LEXICON, popularity

FOLDS = 5
TRAFFIC = {0: 1.0, 1: 3.0, 2: 6.0, 3: 12.0}
"""How often the questions of a procedure together are assumed to come, by its popularity in lexicon/popularity.tsv: what
citizens ask is not as evenly spread as the lists of questions."""
SHORT_NAME_TRAFFIC = 0.3
NAME_TRAFFIC = 0.1
"""How often a procedure is asked for by its plain name, in parts of how often its questions come."""
_SHORT_NAMES = 400
_LONGEST_NAME = 9
_THE_PROCEDURE = re.compile(r"^thủ tục\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Case:
    """A question with its candidates; `right` flags those meant (none: a stranger); `fold` it is judged in; `traffic`, its weight."""

    found: Candidates
    right: npt.NDArray[np.bool_]
    fold: int
    real: bool
    traffic: float = 1.0


def strangers() -> tuple[str, ...]:
    """Return messages that no procedure answers, from lexicon/not_procedures.txt."""
    lines = (LEXICON / "not_procedures.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def ask_all(index: RetrievalIndex, parts: Split, tell: Callable[[float], None]) -> list[Case]:
    """Ask what was set aside, short names, names cut short of procedures that have no questions, and what nothing answers.

    A procedure's questions all fall into one fold. `tell` is called with the share done, 0–1.
    """
    asked = _set_aside(index, parts)
    names = np.array([fold(one.name) for one in index.procedures])
    cases = []
    for number, (code, text, traffic) in enumerate(asked):
        meant = index.get(code)
        found = index.candidates(index.read(text))
        if meant and len(found.rows):
            right = names[found.rows] == fold(meant.name)
            cases.append(Case(found, right, zlib.crc32(f"{code} fold".encode()) % FOLDS, True, traffic))
        if number % 100 == 0:
            tell(number / len(asked))
    for number, text in enumerate(strangers()):
        found = index.candidates(index.read(text))
        if len(found.rows):
            cases.append(Case(found, np.zeros(len(found.rows), bool), number % FOLDS, False))
    return cases


def _is_meant(procedure: Procedure, text: str) -> bool:
    """Tell whether a citizen of this city who asks so can mean the record: another province's only by its name."""
    return elsewhere(procedure) in fold(text)


def _set_aside(index: RetrievalIndex, parts: Split) -> list[tuple[str, str, float]]:
    """Return codes, questions and how often each is assumed to come."""
    known = [(code, text) for code, text in parts.asked if (one := index.get(code)) and _is_meant(one, text)]
    counts = Counter(code for code, _ in known)
    asked = [(code, text, TRAFFIC[popularity().get(code, 0)] / counts[code]) for code, text in known]
    for code in counts:
        meant = index.get(code)
        name = _THE_PROCEDURE.sub("", meant.name) if meant else ""
        if 0 < len(name.split()) <= _LONGEST_NAME:
            asked.append((code, name, TRAFFIC[popularity().get(code, 0)] * NAME_TRAFFIC))
    chance = random.Random(1022)
    unlisted = [one for one in index.procedures if one.code not in parts.kept and not elsewhere(one)]
    for one in chance.sample(unlisted, min(_SHORT_NAMES, len(unlisted))):
        kept = [word for word in one.name.split() if chance.random() > 0.45][:14]
        asked.append((one.code, " ".join(kept), SHORT_NAME_TRAFFIC))
    return asked
