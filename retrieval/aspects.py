"""Which aspects of a procedure a citizen asks about, by the patterns of lexicon/aspects.yml."""

import re
from functools import lru_cache

import yaml

from retrieval.procedure import Aspect
from retrieval.text import fold, normalise
from retrieval.vocabulary import LEXICON, LexiconError, load_yaml_list


def aspects_of(text: str) -> tuple[Aspect, ...]:
    """Return the aspects asked in `text`, in the order of the text; none when nothing particular is asked.

    Works without accents and on teencode: "lam giay ks mat may ngay, bn tien" asks duration and fee.
    """
    return aspects_in(fold(normalise(text)))


def aspects_in(folded: str) -> tuple[Aspect, ...]:
    """Return the aspects asked in a question that is normalised and folded, as `aspects_of`."""
    found: dict[Aspect, int] = {}
    for aspect, pattern in _patterns():
        if match := pattern.search(folded):
            found[aspect] = match.start()
    return tuple(sorted(found, key=lambda aspect: found[aspect]))


def without_aspects(folded: str) -> str:
    """Return a folded question without the words that only tell the aspect asked."""
    for _, pattern in _patterns():
        folded = pattern.sub(" ", folded)
    return folded


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[Aspect, re.Pattern[str]], ...]:
    path = LEXICON / "aspects.yml"
    compiled = []
    for node in load_yaml_list(path).value:
        entry = yaml.safe_load(yaml.serialize(node))
        line = node.start_mark.line + 1
        try:
            aspect = Aspect(entry["aspect"])
            pattern = re.compile(
                r"(?<!\w)(?:" + "|".join(f"(?:{one})" for one in entry["patterns"]) + r")(?!\w)"
            )
        except (KeyError, TypeError, ValueError, re.error) as error:
            raise LexiconError(path, line, f"wrong entry: {error}") from error
        compiled.append((aspect, pattern))
    return tuple(compiled)
