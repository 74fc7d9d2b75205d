"""Questions about the paper that the procedure talked about gives: "chừng nào lấy được cà vẹt" after "sang tên xe"."""

import re
from functools import lru_cache
from typing import Final

from bot.follow_up_words import only_follows_up
from retrieval.procedure import Procedure
from retrieval.text import folded_words, syllables
from retrieval.vocabulary import synonyms

_GETTING: Final = re.compile(
    r"(?<!\S)(?:co|ra|lay|nhan|cam|cap|lanh|tra|gui|giao)(?: (?:duoc|cai|to|tam|cuon|lai|ban))* "
)
_LONGEST: Final = 7
"""Words of the longest name of a paper."""


def asked_of_own_result(text: str, meant: Procedure) -> str | None:
    """Return a message without the paper it asks about, folded, where the procedure `meant` gives that paper and nothing
    else is named: "chung nao lay duoc" of "chừng nào lấy được cà vẹt". None for others.
    """
    plain = folded_words(text)
    for getting in _GETTING.finditer(plain):
        after = plain[getting.end() :].split()
        for length in range(min(_LONGEST, len(after)), 0, -1):
            if not _gives(meant, " ".join(after[:length])):
                continue
            rest = " ".join([plain[: getting.end()].rstrip(), *after[length:]])
            return rest if only_follows_up(rest) else None
    return None


def _gives(procedure: Procedure, thing: str) -> bool:
    """Tell whether a procedure gives what folded words name, as its record does or as people say it."""
    given = f" {' '.join(word for result in procedure.results for word in syllables(result))} "
    if len(thing.split()) > 1 and f" {thing} " in given:
        return True
    return any(f" {official} " in given for official in _official(thing))


@lru_cache(maxsize=256)
def _official(thing: str) -> tuple[str, ...]:
    """Return the official words, folded, for what people call `thing`."""
    key = tuple(thing.split())
    return tuple(" ".join(one.means) for one in synonyms().get(key[0], ()) if one.key == key)
