"""What a question says outright, which its other words must not outweigh: the age of who it is for, the deed wished."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from retrieval.ages import ages_told, limits
from retrieval.text import folded_words, syllables
from retrieval.vocabulary import deeds

_OTHER_AGE = 3.0
"""Log odds that a procedure for other ages by its name loses."""


def lost(query: str, names: Sequence[str]) -> npt.NDArray[np.float32]:
    """Return what procedures with these names lose, in log odds, shape (names,): those for none of the ages that `query`
    tells, and those whose name has nothing of the deed that it says.
    """
    found = np.zeros(len(names), np.float32)
    told = ages_told(query)
    plain = folded_words(query)
    said = [deed for deed in deeds() if deed.is_said(plain)]
    if not told and not said:
        return found
    for at, name in enumerate(names):
        meant = limits(name)
        if told and meant is not None and not any(meant.admit(years) for years in told):
            found[at] += _OTHER_AGE
        folded = " ".join(syllables(name))
        found[at] += sum(deed.weight for deed in said if deed.name.search(folded) is None)
    return found
