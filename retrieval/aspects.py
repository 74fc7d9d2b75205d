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
    return parted(fold(normalise(text)))[0]


def parted(folded: str) -> tuple[tuple[Aspect, ...], str]:
    """Return the aspects asked in a question that is normalised and folded, and the question without the words that
    only tell them."""
    found: dict[Aspect, int] = {}
    left = folded
    for aspect, pattern in _patterns():
        if match := pattern.search(folded):
            found[aspect] = match.start()
            left = pattern.sub(" ", left)
    return tuple(sorted(found, key=lambda aspect: found[aspect])), left


def without_aspects(folded: str) -> str:
    """Return a folded question without the words that only tell the aspect asked."""
    return parted(folded)[1]


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
