"""Cosines in two steps, at sizes with and without a graph."""

import faiss
import numpy as np
import pytest

from retrieval import dense
from retrieval.dense import DenseIndex, Overview, shortened
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
    built = DenseIndex.build(shortened(vectors), np.arange(400).repeat(3), 400)
    index = DenseIndex.from_arrays(built.arrays())
    assert index.kind == kind
    for wanted in (0, 57, 399):
        assert wanted in index.near(vectors[wanted * 3 : wanted * 3 + 1], 5)
        assert wanted in index.exhaustive().near(vectors[wanted * 3 : wanted * 3 + 1], 5)


def test_the_cosines_are_those_of_the_vectors(vectors: np.ndarray) -> None:  # type: ignore[type-arg]
    index = DenseIndex.build(shortened(vectors), np.arange(400).repeat(3), 400)
    found = index.compare(vectors[:2], np.array([3, 9]))
    cosines = (vectors[:2] @ vectors.T).max(axis=0).clip(0).reshape(400, 3)[[3, 9]]
    assert found[:, 0] == pytest.approx(cosines.max(axis=1), abs=1e-4)
    assert found[:, 1] == pytest.approx(cosines[:, 2], abs=1e-4)
    assert found[:, 3] == pytest.approx(cosines[:, :2].max(axis=1), abs=1e-4)


@pytest.mark.parametrize("asked", [1, 2, 3])
def test_a_scan_finds_the_nearest_to_every_query(vectors: np.ndarray, asked: int) -> None:  # type: ignore[type-arg]
    overview, queries = Overview.build(vectors[::3]), vectors[: 3 * asked : 3]
    flat = faiss.IndexFlatIP(64)
    flat.add(overview._index.reconstruct_n(0, 400))
    _, wanted = flat.search(queries @ overview._axes, 5)
    assert overview.near(queries, 5).reshape(asked, 5).tolist() == wanted.tolist()


def test_a_procedure_without_texts_is_as_far_as_can_be() -> None:
    vectors = np.eye(4, dtype=np.float32)
    index = DenseIndex.build(shortened(vectors), np.array([0, 0, 2, 2]), 3)
    assert index.compare(vectors[:1], np.array([0, 1]))[1].tolist() == [0, 0, 0, 0, 0]


def test_the_mean_of_the_questions_is_compared_and_of_the_name_where_there_are_none() -> None:
    named, asked = np.eye(4, dtype=np.float32)[:2], np.array([[0.6, 0, 0.8, 0], [0, 0, 0.8, 0.6]], np.float32)
    vectors = shortened(np.concatenate([named, asked, named]))
    index = DenseIndex.build(vectors, np.array([0, 0, 0, 0, 1, 1]), 2)
    query = unit(np.array([[0.2, 0.1, 0.7, 0.3]], np.float32))
    means = unit(np.stack([asked.sum(axis=0), named.sum(axis=0)]))
    assert index.compare(query, np.array([0, 1]))[:, 4] == pytest.approx((query @ means.T)[0], abs=2e-3)
