"""Training pairs for the own encoder, cut from the catalogue's records, the cards and the synonyms.

Nothing else is read: the measuring sets never teach.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.procedure import Procedure
from retrieval.text import syllables
from retrieval.vocabulary import Synonym, synonyms

_ACTIONS = ("làm", "xin", "muốn làm", "cách làm", "thủ tục", "đăng ký", "hồ sơ", "")


@dataclass(frozen=True)
class Pair:
    """Two texts that mean the same procedure; `group` is its field, so that siblings can be put in one batch."""

    anchor: str
    positive: str
    group: str


def pairs_of(procedures: Sequence[Procedure], seed: int) -> list[Pair]:
    """Return all pairs in a fixed order for a fixed `seed`."""
    chance = random.Random(seed)
    said = [one for found in synonyms().values() for one in found]
    found: list[Pair] = []
    for procedure in procedures:
        found += _of_record(procedure, chance)
        found += _of_card(procedure, chance)
        found += _everyday(procedure, said, chance)
    found += [Pair(one.said, " ".join(one.means), one.scope[0]) for one in said]
    return [pair for pair in dict.fromkeys(found) if pair.anchor.strip() and pair.positive.strip()]


def _of_record(procedure: Procedure, chance: random.Random) -> Iterator[Pair]:
    name, group = procedure.name[:300], procedure.field or ""
    if procedure.results:
        yield Pair(f"{' '.join(procedure.results[:2])[:200]}", name, group)
    papers = [document.name[:90] for one in procedure.document_groups[:2] for document in one.documents[:4]]
    if papers:
        yield Pair(" ".join(papers), name, group)
    for text in (procedure.steps, procedure.conditions):
        if text:
            yield Pair(text[:300], name, group)
    yield Pair(_thinned(name, 0.35, chance), name, group)
    yield Pair(_thinned(name, 0.6, chance), f"{name[:200]} {group}", group)
    if group:
        yield Pair(f"{_thinned(name, 0.4, chance)} {group}", name, group)


def _of_card(procedure: Procedure, chance: random.Random) -> Iterator[Pair]:
    card, group = procedure.card, procedure.field or ""
    if card is None:
        return
    yield Pair(card.name, procedure.name[:300], group)
    for number, question in enumerate(card.questions):
        other = card.questions[(number + 1 + chance.randrange(len(card.questions))) % len(card.questions)]
        yield Pair(question, procedure.name[:300], group)
        yield Pair(question, card.name, group)
        yield Pair(question, other, group)
        yield Pair(_thinned(question, 0.3, chance), procedure.name[:300], group)


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
            procedure.field or "",
        )
        if len(words) <= len(one.means) + 3:
            yield Pair(f"{chance.choice(_ACTIONS)} {one.said}", procedure.name[:300], procedure.field or "")


def _thinned(text: str, share: float, chance: random.Random) -> str:
    """Return `text` with about `share` of its words left out, at least two kept."""
    words = text.split()
    kept = [word for word in words if chance.random() > share]
    return " ".join(kept if len(kept) >= 2 else words[:2])
