"""Training pairs for the own encoder, cut from the records, the everyday questions and the synonyms.

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


@dataclass(frozen=True)
class Pair:
    """Two texts that mean the same procedure; `group` is its field and name, so that siblings sort side by side."""

    anchor: str
    positive: str
    group: str


def pairs_of(procedures: Sequence[Procedure], questions: Questions, seed: int) -> list[Pair]:
    """Return all pairs in a fixed order for a fixed `seed`; `questions` are the everyday ones by code."""
    chance = random.Random(seed)
    said = [one for found in synonyms().values() for one in found]
    found: list[Pair] = []
    for procedure in procedures:
        found += _of_record(procedure, chance)
        found += _of_questions(procedure, asked_of(procedure, questions), chance)
        found += _everyday(procedure, said, chance)
    found += [Pair(one.said, " ".join(one.means), f"{one.scope[0]} {one.said}") for one in said]
    return [pair for pair in dict.fromkeys(found) if pair.anchor.strip() and pair.positive.strip()]


def _group(procedure: Procedure) -> str:
    return f"{procedure.field or ''} {fold(procedure.name)}"


def _of_record(procedure: Procedure, chance: random.Random) -> Iterator[Pair]:
    name, field, group = procedure.name[:300], procedure.field or "", _group(procedure)
    if procedure.results:
        yield Pair(f"{' '.join(procedure.results[:2])[:200]}", name, group)
    papers = [document.name[:90] for one in procedure.document_groups[:2] for document in one.documents[:4]]
    if papers:
        yield Pair(" ".join(papers), name, group)
    for text in (procedure.steps, procedure.conditions):
        if text:
            yield Pair(text[:300], name, group)
    yield Pair(_thinned(name, 0.35, chance), name, group)
    yield Pair(_thinned(name, 0.6, chance), f"{name[:200]} {field}", group)


def _of_questions(procedure: Procedure, asked: Sequence[str], chance: random.Random) -> Iterator[Pair]:
    name, group = procedure.name[:300], _group(procedure)
    for number, question in enumerate(asked):
        yield Pair(question, name, group)
        yield Pair(_thinned(question, 0.3, chance), name, group)
        if len(asked) > 1:
            step = 1 + chance.randrange(len(asked) - 1)
            yield Pair(question, asked[(number + step) % len(asked)], group)


def _everyday(procedure: Procedure, said: Sequence[Synonym], chance: random.Random) -> Iterator[Pair]:
    """The name, said with the everyday words whose official words it holds."""
    words = syllables(procedure.name)[:40]
    joined = f" {' '.join(words)} "
    fitting = [one for one in said if len(one.means) >= 2 and f" {' '.join(one.means)} " in joined]
    for one in chance.sample(fitting, min(3, len(fitting))):
        rest = joined.replace(f" {' '.join(one.means)} ", f" {one.said} ", 1).strip()
        yield Pair(
            rest if len(words) <= 14 else _thinned(rest, 0.5, chance),
            procedure.name[:300],
            _group(procedure),
        )
        if len(words) <= len(one.means) + 3:
            yield Pair(f"{chance.choice(_ACTIONS)} {one.said}", procedure.name[:300], _group(procedure))


def _thinned(text: str, share: float, chance: random.Random) -> str:
    """Return `text` with about `share` of its words left out, at least two kept."""
    words = text.split()
    kept = [word for word in words if chance.random() > share]
    return " ".join(kept if len(kept) >= 2 else words[:2])
