"""What the own encoder learns from: texts that mean a procedure, cut from records, everyday questions and synonyms.

Nothing else is read: the measuring sets never teach.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.procedure import Procedure
from retrieval.searched_texts import Questions, asked_of
from retrieval.text import fold, syllables
from retrieval.vocabulary import Synonym, synonyms

_ACTIONS = ("làm", "xin", "muốn làm", "cách làm", "thủ tục", "đăng ký", "hồ sơ", "")


NAME, RECORD = 0.3, 0.2
"""How much a procedure's name, and any other text of its record, counts next to one of its questions."""


@dataclass(frozen=True)
class Lesson:
    """A `text` that means the procedures called `name` (folded), and its `importance`."""

    text: str
    name: str
    importance: float


def lessons_of(procedures: Sequence[Procedure], questions: Questions, seed: int) -> list[Lesson]:
    """Return all lessons in a fixed order for a fixed `seed`; `questions` are the everyday ones by code."""
    chance = random.Random(seed)
    said = [one for found in synonyms().values() for one in found]
    found: list[Lesson] = []
    for procedure in procedures:
        name = fold(procedure.name)
        found.append(Lesson(procedure.name[:300], name, NAME))
        found += [Lesson(text, name, 1.0) for text in asked_of(procedure, questions)]
        texts = [*_of_record(procedure, chance), *_everyday(procedure, said, chance)]
        found += [Lesson(text, name, RECORD) for text in dict.fromkeys(texts) if text.strip()]
    return found


def _of_record(procedure: Procedure, chance: random.Random) -> Iterator[str]:
    if procedure.results:
        yield " ".join(procedure.results[:2])[:200]
    papers = [document.name[:90] for one in procedure.document_groups[:2] for document in one.documents[:4]]
    if papers:
        yield " ".join(papers)
    yield from (text[:300] for text in (procedure.steps, procedure.conditions) if text)
    yield _thinned(procedure.name[:300], 0.35, chance)
    yield _thinned(procedure.name[:300], 0.6, chance)


def _everyday(procedure: Procedure, said: Sequence[Synonym], chance: random.Random) -> Iterator[str]:
    """The name, said with the everyday words whose official words it holds."""
    words = syllables(procedure.name)[:40]
    joined = f" {' '.join(words)} "
    fitting = [one for one in said if len(one.means) >= 2 and f" {' '.join(one.means)} " in joined]
    for one in chance.sample(fitting, min(3, len(fitting))):
        rest = joined.replace(f" {' '.join(one.means)} ", f" {one.said} ", 1).strip()
        yield rest if len(words) <= 14 else _thinned(rest, 0.5, chance)
        if len(words) <= len(one.means) + 3:
            yield f"{chance.choice(_ACTIONS)} {one.said}"


def _thinned(text: str, share: float, chance: random.Random) -> str:
    """Return `text` with about `share` of its words left out, at least two kept."""
    words = text.split()
    kept = [word for word in words if chance.random() > share]
    return " ".join(kept if len(kept) >= 2 else words[:2])
