"""Choosing rows of large arrays."""

import numpy as np
import pytest

from retrieval.rows import spans, top


@pytest.mark.parametrize("size", [0, 3, 1000, 50_001, 70_000])
def test_the_highest_are_found_in_arrays_of_any_size(size: int) -> None:
    scores = np.random.default_rng(1).permutation(size).astype(np.float32)
    found = top(scores, 30)
    assert sorted(scores[found].tolist()) == list(range(max(size - 30, 0), size))


def test_spans_follow_each_other() -> None:
    assert spans(np.array([4, 9, 2]), np.array([6, 9, 5])).tolist() == [4, 5, 2, 3, 4]


def test_the_highest_of_many_are_those_of_sorting_them_all() -> None:
    scores = np.random.default_rng(5).integers(0, 300, 1000).astype(np.float32)
    assert top(scores, 45).tolist() == np.argsort(-scores, kind="stable")[:45].tolist()
