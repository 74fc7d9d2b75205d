"""Synthetic catalogues for measuring growth."""

from pathlib import Path

from evaluation.benchmarks import retrieval_scale
from retrieval.catalogue import starter


def test_variants_follow_the_real_records_under_codes_of_their_own() -> None:
    real = starter()
    found = list(retrieval_scale.variants(real, len(real) + 300))
    assert found[: len(real)] == list(real)
    assert len({one.code for one in found}) == len(real) + 300
    assert all(one.card is None for one in found[len(real) :])
    assert found[len(real)].name != real[0].name


def test_variants_are_the_same_each_time() -> None:
    real = starter()[:20]
    assert list(retrieval_scale.variants(real, 100)) == list(retrieval_scale.variants(real, 100))


def test_a_small_catalogue_is_measured_whole(tmp_path: Path) -> None:
    built = retrieval_scale.build(None, 150, tmp_path)
    figures = retrieval_scale.Figures(**built, **retrieval_scale.search(None, 150, tmp_path, queries=6))
    assert figures.records == 150
    assert (figures.same_first, figures.same_candidates) == (1.0, 1.0)
    assert figures.kind == "IndexScalarQuantizer"
