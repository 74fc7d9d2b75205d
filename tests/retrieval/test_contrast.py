"""Token vectors that learn from pairs."""

import numpy as np

from retrieval.contrast import TokenVectors


def test_pairs_come_together_and_the_unknown_token_stays_zero() -> None:
    start = np.random.default_rng(3).normal(size=(9, 8)).astype(np.float32)
    vectors = TokenVectors(start, temperature=0.1, rate=0.05)
    anchors = [np.array([at], np.int32) for at in (1, 2, 3, 0)]
    positives = [np.array([at], np.int32) for at in (4, 5, 6, 7)]
    losses = [vectors.learn(anchors, positives, np.zeros((4, 4), bool)) for _ in range(60)]
    assert losses[-1] < losses[0] / 2
    assert not vectors.weights[0].any()
    assert np.array_equal(vectors.weights[8], start[8])
