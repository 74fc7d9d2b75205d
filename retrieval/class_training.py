"""Teaching token vectors to tell the class of a text from all others at once.

A softmax over the cosines between a text and one vector per class (Snell et al., NeurIPS 2017, with learnt class
vectors), by hand in numpy: a mean of vectors needs no deep-learning machinery. Half of a text's tokens are left out at each step, so that no single
word decides. What is kept are the token vectors; search compares with the mean of each procedure's questions.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

Floats = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int32]
EPOCHS = 3
_BATCH = 256
_LEFT_OUT = 0.5
_WITHOUT_ACCENTS = 0.3
"""Share of the texts shown without their accented tokens: many citizens type none."""
_SHARPNESS = 14.0
_SMOOTHED = 0.3
"""Share of the target spread evenly over all classes."""
_RATE = 0.004
_FIRST, _SECOND, _SMALL = 0.9, 0.999, 1e-8


class _Adam:
    """Adam's steps on chosen rows of `weights`, which change in place (lazy: other rows and their means stay)."""

    def __init__(self, weights: Floats, rate: float) -> None:
        self._weights, self._rate, self._steps = weights, rate, 0
        self._mean, self._square = np.zeros_like(weights), np.zeros_like(weights)

    def move(self, rows: npt.NDArray[np.integer[Any]], slope: Floats) -> None:
        """Step against `slope` (rows, dim)."""
        self._steps += 1
        mean = _FIRST * self._mean[rows] + (1 - _FIRST) * slope
        square = _SECOND * self._square[rows] + (1 - _SECOND) * slope**2
        self._mean[rows], self._square[rows] = mean, square
        rate = self._rate * np.sqrt(1 - _SECOND**self._steps) / (1 - _FIRST**self._steps)
        self._weights[rows] -= (rate * mean / (np.sqrt(square) + _SMALL)).astype(np.float32)


def tell_apart(
    weights: Floats,
    texts: Sequence[Ids],
    classes: npt.NDArray[np.int64],
    importance: Floats,
    accented: npt.NDArray[np.bool_],
    seed: int,
    tell: Callable[[float], None] = lambda _share: None,
) -> Floats:
    """Return token vectors (tokens, dim) with which texts lie nearer to others of their class; `weights` is the start.

    `texts` are token ids, `classes` (texts,) their numbers from 0, `importance` (texts,) of each; `accented` (tokens,)
    flags tokens that carry accents. `tell` is called with the share done, 0–1. Row 0, the unknown token, stays zero.
    """
    chance = np.random.default_rng(seed)
    weights = weights.astype(np.float32)
    centres = _means(weights, texts, classes, importance)
    for_tokens, for_centres = _Adam(weights, _RATE), _Adam(centres, _RATE)
    every = np.arange(len(centres))
    for epoch in range(EPOCHS):
        order = chance.permutation(len(texts))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            shown = [_shown(texts[one], accented, chance) for one in batch]
            tokens, to_tokens, to_centres = _slopes(
                weights, centres, shown, classes[batch], importance[batch]
            )
            for_tokens.move(tokens, to_tokens)
            for_centres.move(every, to_centres)
            weights[0] = 0
            tell((epoch + start / len(order)) / EPOCHS)
    return weights


def _shown(ids: Ids, accented: npt.NDArray[np.bool_], chance: np.random.Generator) -> Ids:
    """Return about half of a text's tokens, at least one."""
    if chance.random() < _WITHOUT_ACCENTS and not accented[ids].all():
        ids = ids[~accented[ids]]
    kept = ids[chance.random(len(ids)) > _LEFT_OUT]
    return kept if len(kept) else ids


def _slopes(
    weights: Floats,
    centres: Floats,
    texts: Sequence[Ids],
    classes: npt.NDArray[np.int64],
    importance: Floats,
) -> tuple[Ids, Floats, Floats]:
    """Return the distinct tokens of `texts`, the loss's slope for their vectors, and for the centres."""
    bags, tokens = _bags(texts)
    sums = np.asarray(bags @ weights[tokens], np.float32)
    lengths = np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-6)
    sizes = np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-6)
    units, middles = sums / lengths, centres / sizes
    pull = _softmax(_SHARPNESS * (units @ middles.T))
    pull -= np.float32(_SMOOTHED / len(centres))
    pull[np.arange(len(texts)), classes] -= np.float32(1 - _SMOOTHED)
    pull *= importance[:, None] * np.float32(_SHARPNESS / len(texts))
    to_texts = _pulled_back(pull @ middles, units, lengths)
    to_centres = _pulled_back(pull.T @ units, middles, sizes)
    return tokens, np.asarray(bags.T @ to_texts, np.float32), to_centres


def _means(
    weights: Floats, texts: Sequence[Ids], classes: npt.NDArray[np.int64], importance: Floats
) -> Floats:
    """Return the mean vector of the texts of each class, those of more importance counting more."""
    centres = np.zeros((int(classes.max(initial=-1)) + 1, weights.shape[1]), np.float32)
    for start in range(0, len(texts), _BATCH):
        bags, tokens = _bags(texts[start : start + _BATCH])
        sums = np.asarray(bags @ weights[tokens], np.float32)
        units = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-6)
        span = slice(start, start + _BATCH)
        np.add.at(centres, classes[span], units * importance[span, None])
    return np.asarray(centres / np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-6), np.float32)


def _bags(texts: Sequence[npt.NDArray[np.int32]]) -> tuple[csr_matrix, npt.NDArray[np.int32]]:
    """Return the texts as rows of token shares over the distinct tokens they hold, and those tokens."""
    ids = np.concatenate(texts)
    lengths = np.array([len(text) for text in texts])
    tokens, places = np.unique(ids, return_inverse=True)
    shares = np.repeat(1 / lengths, lengths).astype(np.float32)
    starts = np.concatenate([[0], np.cumsum(lengths)])
    return csr_matrix((shares, places, starts), shape=(len(texts), len(tokens))), tokens


def _pulled_back(slope: Floats, units: Floats, lengths: Floats) -> Floats:
    """Return the slope for vectors (n, dim), given that for their `units`; `lengths` (n, 1) of the vectors."""
    along = (units * slope).sum(axis=1, keepdims=True)
    return np.asarray((slope - units * along) / lengths, np.float32)


def _softmax(scores: Floats) -> Floats:
    """Return the softmax of each row."""
    likely = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(likely / likely.sum(axis=1, keepdims=True), np.float32)
