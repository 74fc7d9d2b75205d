"""Setting questions aside: what is judged on must not have been learnt from, nor lie in the index."""

import random
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.procedure import Procedure
from retrieval.searched_texts import Questions, asked_of

SET_ASIDE, SET_ASIDE_OF_THIN = 0.2, 0.6
KEPT_AT_LEAST = 3


@dataclass(frozen=True)
class Split:
    """`kept` questions by code, for index and encoder; `asked`, those set aside, as pairs (code, text)."""

    kept: dict[str, tuple[str, ...]]
    asked: tuple[tuple[str, str], ...]


def bare(
    procedures: Sequence[Procedure], questions: Questions
) -> tuple[list[Procedure], dict[str, list[str]]]:
    """Return the procedures without their cards, and all their questions by code, those of the cards among them."""
    asked = {one.code: asked_of(one, questions) for one in procedures}
    stripped = [one.model_copy(update={"card": None}) if one.card else one for one in procedures]
    return stripped, {code: texts for code, texts in asked.items() if texts}


def split(questions: Questions) -> Split:
    """Set aside a fifth of each list; of every third procedure (by its code) three fifths; at least three are kept.

    The thin lists stand for what no list covers: a citizen who says it in a way nobody thought of.
    """
    kept: dict[str, tuple[str, ...]] = {}
    asked: list[tuple[str, str]] = []
    for code, texts in sorted(questions.items()):
        turn = zlib.crc32(code.encode())
        away = _away(texts, turn)
        kept[code] = tuple(text for number, text in enumerate(texts) if number not in away)
        asked += [(code, texts[number]) for number in sorted(away)]
    return Split(kept, tuple(asked))


def _away(texts: Sequence[str], turn: int) -> set[int]:
    share = SET_ASIDE_OF_THIN if turn % 3 == 0 else SET_ASIDE
    count = min(round(len(texts) * share), max(len(texts) - KEPT_AT_LEAST, 0))
    return set(random.Random(turn).sample(range(len(texts)), count))
