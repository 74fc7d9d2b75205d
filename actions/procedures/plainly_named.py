"""Whether a question names a procedure by its whole name and nothing else: then it is that one, however close others are."""

from retrieval.aspects import without_aspects
from retrieval.index import SearchResult
from retrieval.procedure import Procedure
from retrieval.text import fold, normalise, syllables
from retrieval.traits import elsewhere
from retrieval.vocabulary import stopwords


def plainly_named(result: SearchResult, text: str) -> bool:
    """Tell whether `text`, apart from the aspects asked, is the name of the first hit and of no other hit."""
    if not result.hits:
        return False
    said = _words(without_aspects(fold(normalise(text))))
    first, *others = (hit.procedure for hit in result.hits)
    return (
        len(said) > 1
        and not elsewhere(first)
        and said in _names(first)
        and not any(said in _names(other) for other in others if not elsewhere(other))
    )


def _names(procedure: Procedure) -> set[frozenset[str]]:
    names = [procedure.name] if procedure.card is None else [procedure.name, procedure.card.name]
    return {_words(fold(normalise(name))) for name in names}


def _words(folded: str) -> frozenset[str]:
    return frozenset(syllables(stopwords().sub(" ", folded)))
