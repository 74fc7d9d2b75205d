"""Which texts of a procedure are searched: by words, by vectors, and to see what it has been told to mean."""

import re
from collections.abc import Iterable, Mapping, Sequence

from retrieval.procedure import Procedure
from retrieval.text import fold, syllables

Questions = Mapping[str, Sequence[str]]
"""Everyday questions by a procedure's code."""
NAME_TEXTS = 2
"""How many of a procedure's vector texts are its official name; the questions follow."""
_TYPED = re.compile(r"\w+(?:[./-]\w+)*")


def asked_of(procedure: Procedure, questions: Questions) -> list[str]:
    """Return how people ask for a procedure: the card's name and questions and the example questions."""
    card = procedure.card
    mine = [card.name, *card.questions] if card else []
    return list(dict.fromkeys([*mine, *questions.get(procedure.code, ())]))


def body_of(procedure: Procedure) -> str:
    """Return the record's other words: field, results, agencies, papers and cases."""
    groups = procedure.document_groups[:6]
    papers = [document.name[:160] for group in groups for document in group.documents[:8]]
    cases = [group.case or "" for group in groups]
    return " . ".join(
        [procedure.field or "", *procedure.results[:4], *procedure.agencies[:4], *papers, *cases]
    )


def vector_texts_of(procedure: Procedure, questions: Questions) -> list[str]:
    """Return every text of a procedure that gets a vector: NAME_TEXTS of its name, then its questions."""
    named = f"{procedure.name[:200]} {procedure.field or ''} {' '.join(procedure.results[:2])[:200]}"
    return [procedure.name[:400], named, *asked_of(procedure, questions)]


def told(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of `texts`, each folded and as written: "Sổ đỏ" gives so, do, sổ, đỏ.

    A question typed with accents is looked up as written, so that "vàng" does not pass for "vắng".
    """
    words: set[str] = set()
    for text in texts:
        words.update(syllables(text))
        words.update(word for word in _TYPED.findall(text.lower()) if fold(word) != word)
    return frozenset(words)
