"""Which aspects of a procedure a citizen asks about, by the patterns of lexicon/aspects.yml."""

from functools import lru_cache

from retrieval.aspect_words import PATH, AspectWords, aspect_words, set_apart
from retrieval.procedure import Aspect
from retrieval.text import fold, normalise
from retrieval.vocabulary import LexiconError


def aspects_of(text: str) -> tuple[Aspect, ...]:
    """Return the aspects asked in `text`, in the order of the text; none when nothing particular is asked.

    Works without accents and on teencode: "lam giay ks mat may ngay, bn tien" asks duration and fee.
    """
    return parted(fold(normalise(text)))[0]


def parted(folded: str) -> tuple[tuple[Aspect, ...], str]:
    """Return the aspects asked in a question that is normalised and folded, and the question without the words that
    only tell them."""
    found, read = set_apart(folded)
    left = read
    for words in _known_words():
        if not words.apart and (match := words.patterns[0].search(read)):
            found[words.aspect] = match.start()
            left = words.patterns[0].sub(" ", left)
    return tuple(Aspect(aspect) for aspect in sorted(found, key=lambda one: found[one])), left


def without_aspects(folded: str) -> str:
    """Return a folded question without the words that only tell the aspect asked."""
    return parted(folded)[1]


@lru_cache(maxsize=1)
def _known_words() -> tuple[AspectWords, ...]:
    for words in aspect_words():
        if words.aspect not in set(Aspect):
            raise LexiconError(PATH, words.line, f"unknown aspect {words.aspect}")
    return aspect_words()
