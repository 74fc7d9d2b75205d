"""Which tokens the own encoder knows, by number; 0 is every other token."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.tokens import fine_tokens_of

PLAIN, FINE = 16_000, 8_000
"""At most so many syllables and pairs, and so many accented words and runs of letters."""
UNKNOWN = "[UNK]"


def plain_vocabulary(texts: Iterable[str]) -> dict[str, int]:
    """Return the syllables met in at least 2 `texts` (tokens with blanks between), then the most frequent pairs."""
    counts = Counter(token for text in texts for token in set(text.split()))
    words = sorted((token for token, count in counts.items() if "_" not in token and count >= 2), key=lambda token: (-counts[token], token))  # fmt: skip
    words = words[: PLAIN // 2]
    joined = sorted((token for token, count in counts.items() if "_" in token and count >= 4), key=lambda token: (-counts[token], token))  # fmt: skip
    kept = [UNKNOWN, *words, *joined[: PLAIN - len(words) - 1]]
    return {token: number for number, token in enumerate(kept)}


def with_fine(plain: Mapping[str, int], questions: Iterable[str]) -> dict[str, int]:
    """Return `plain` and behind it the most frequent accented words and runs of letters of `questions`, in two or more."""
    counts = Counter(token for text in questions for token in set(fine_tokens_of(text)))
    order = sorted((-count, token) for token, count in counts.items() if count >= 2)
    return {
        **plain,
        **{token: number for number, (_, token) in enumerate(order[:FINE], len(plain))},
    }


def known(vocabulary: Mapping[str, int], tokens: Sequence[str]) -> npt.NDArray[np.int32]:
    """Return the numbers of the tokens known, or that of the unknown token where none is."""
    return np.array([vocabulary[token] for token in tokens if token in vocabulary] or [0], np.int32)


def tokenizer_of(vocabulary: Mapping[str, int]) -> Any:
    """Return a tokenizer of texts that `tokens.as_tokens` has cut."""
    from tokenizers import Tokenizer, models, pre_tokenizers

    tokenizer = Tokenizer(models.WordLevel(dict(vocabulary), unk_token=UNKNOWN))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return tokenizer
