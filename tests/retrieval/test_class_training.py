"""Token vectors that learn to tell classes apart."""

import numpy as np

from retrieval.class_training import tell_apart
from retrieval.encoder import unit


def _taught(start: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
    texts = [np.array(ids, np.int32) for ids in ([1, 3], [1, 4], [2, 3], [2, 4], [1, 3, 4], [2, 3, 4])] * 400
    classes = np.array([0, 0, 1, 1, 0, 1] * 400)
    return tell_apart(start, texts, classes, np.ones(2400, np.float32), np.zeros(len(start), bool), 3)


def test_texts_of_two_classes_that_look_alike_move_apart() -> None:
    start = np.random.default_rng(3).normal(size=(6, 8)).astype(np.float32)
    start[2] = start[1] + 0.01 * start[5]
    learnt = _taught(start)
    before, after = (unit(np.stack([w[1] + w[3] + w[4], w[2] + w[3] + w[4]])) for w in (start, learnt))
    assert after[0] @ after[1] < before[0] @ before[1]


def test_the_unknown_token_stays_zero_and_tokens_never_shown_stay() -> None:
    start = np.random.default_rng(3).normal(size=(6, 8)).astype(np.float32)
    start[0] = 0
    learnt = _taught(start)
    assert not learnt[0].any()
    assert np.array_equal(learnt[5], start[5])


def test_the_same_seed_gives_the_same_vectors() -> None:
    start = np.random.default_rng(3).normal(size=(6, 8)).astype(np.float32)
    assert np.array_equal(_taught(start), _taught(start))
