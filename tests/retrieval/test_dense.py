"""Cosines in two steps, at sizes with and without a graph."""

import numpy as np
import pytest

from retrieval import dense
from retrieval.dense import DenseIndex
from retrieval.encoder import unit


@pytest.fixture
def vectors() -> np.ndarray:  # type: ignore[type-arg]
    """Three texts of each of 400 procedures, near to each other."""
    chance = np.random.default_rng(3)
    centres = chance.normal(size=(400, 96))
    return unit((centres.repeat(3, axis=0) + 0.2 * chance.normal(size=(1200, 96))).astype(np.float32))


@pytest.mark.parametrize(
    ("cells_from", "graph_from", "kind"),
    [
        (10_000, 50_000, "IndexScalarQuantizer"),
        (100, 50_000, "IndexIVFScalarQuantizer"),
        (50, 100, "IndexHNSWFlat"),
    ],
)
def test_the_kind_goes_by_the_size_and_the_nearest_is_found(
    vectors: np.ndarray,  # type: ignore[type-arg]
    monkeypatch: pytest.MonkeyPatch,
    cells_from: int,
    graph_from: int,
    kind: str,
) -> None:
    monkeypatch.setattr(dense, "_CELLS_FROM", cells_from)
    monkeypatch.setattr(dense, "_GRAPH_FROM", graph_from)
    built = DenseIndex.build(vectors.astype(np.float16), np.arange(400).repeat(3), 400)
    index = DenseIndex.from_arrays(built.arrays())
    assert index.kind == kind
    for wanted in (0, 57, 399):
        assert wanted in index.near(vectors[wanted * 3 : wanted * 3 + 1], 5)
        assert wanted in index.exhaustive().near(vectors[wanted * 3 : wanted * 3 + 1], 5)


def test_vectors_kept_short_compare_alike(
    vectors: np.ndarray,  # type: ignore[type-arg]
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    owners = np.arange(400).repeat(3)
    rows = np.array([3, 9, 100])
    wide = DenseIndex.build(vectors.astype(np.float16), owners, 400).compare(vectors[:2], rows)
    monkeypatch.setattr(dense, "_KEPT_WIDE", 10)
    short = DenseIndex.build(vectors.astype(np.float16), owners, 400).compare(vectors[:2], rows)
    assert short == pytest.approx(wide, abs=1e-6)


def test_a_procedure_without_texts_is_as_far_as_can_be() -> None:
    vectors = np.eye(4, dtype=np.float16)
    index = DenseIndex.build(vectors, np.array([0, 0, 2, 2]), 3)
    assert index.compare(vectors[:1].astype(np.float32), np.array([0, 1]))[1].tolist() == [0, 0, 0, 0, 0]


def test_the_mean_of_the_questions_is_compared_and_of_the_name_where_there_are_none() -> None:
    named, asked = np.eye(4, dtype=np.float32)[:2], np.array([[0.6, 0, 0.8, 0], [0, 0, 0.8, 0.6]], np.float32)
    vectors = np.concatenate([named, asked, named]).astype(np.float16)
    index = DenseIndex.build(vectors, np.array([0, 0, 0, 0, 1, 1]), 2)
    query = unit(np.array([[0.2, 0.1, 0.7, 0.3]], np.float32))
    means = unit(np.stack([asked.sum(axis=0), named.sum(axis=0)]))
    assert index.compare(query, np.array([0, 1]))[:, 4] == pytest.approx((query @ means.T)[0], abs=2e-3)
