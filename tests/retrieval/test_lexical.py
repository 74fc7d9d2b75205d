"""BM25 over several fields: as the bm25s library computes it, and with frequent terms left for later."""

import itertools
from collections.abc import Sequence

import bm25s
import numpy as np
import pytest

from retrieval import term_counts
from retrieval.lexical import K1, B, Field, LexicalIndex
from retrieval.term_counts import Syllables, TermCounts

NAMES = ["dang ky khai sinh", "dang ky ket hon", "", "cap lai the can cuoc", "dang ky lai khai sinh dang ky"]
BODIES = ["to khai", "to khai giay chung nhan", "giay chung sinh", "", "ban sao"]
QUERY = {"dang": 1.0, "dang_ky": 0.5, "khai_sinh": 1.0, "sinh": 0.7, "khong_co": 1.0, "giay": 1.0}


def index_of(common: float = 1.0) -> LexicalIndex:
    syllables = Syllables()
    counts = {name: TermCounts(syllables) for name in ("name", "body")}
    for name, body in zip(NAMES, BODIES, strict=True):
        counts["name"].add(name.split())
        counts["body"].add(body.split())
    fields = {"name": Field(counts["name"]), "body": Field(counts["body"], common)}
    return LexicalIndex.build(syllables, fields)


def expected(texts: Sequence[str]) -> list[float]:
    documents = []
    for text in texts:
        words = text.split()
        documents.append([*words, *(f"{a}_{b}" for a, b in itertools.pairwise(words))] or [""])
    reference = bm25s.BM25(method="lucene", k1=K1, b=B)
    reference.index(documents, show_progress=False)
    total = np.zeros(len(texts))
    for term, weight in QUERY.items():
        if term in reference.vocab_dict:
            total += weight * reference.get_scores([term])
    return [float(score) for score in total]


def test_scores_are_those_of_the_reference() -> None:
    index = index_of()
    scores, left = index.scores(QUERY)
    assert not left
    assert scores[index.fields["name"]] == pytest.approx(expected(NAMES), abs=1e-5)
    assert scores[index.fields["body"]] == pytest.approx(expected(BODIES), abs=1e-5)


def test_counting_in_chunks_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = index_of().scores(QUERY)[0]
    monkeypatch.setattr(term_counts, "_CHUNK", 3)
    assert index_of().scores(QUERY)[0] == pytest.approx(whole)


def test_terms_left_out_can_be_added_for_chosen_documents() -> None:
    index = index_of()
    whole, _ = index.scores(QUERY)
    part, left = index.scores(QUERY, at_most=4)
    assert left
    rows = np.array([0, 2, 4, 6])
    index.add(part, left, rows)
    assert part[rows] == pytest.approx(whole[rows])


def test_terms_are_added_for_a_few_of_many_documents() -> None:
    syllables = Syllables()
    counts = TermCounts(syllables)
    for number in range(400):
        counts.add(["giay", "to"] if number % 3 else ["khai"])
    index = LexicalIndex.build(syllables, {"name": Field(counts)})
    part, left = index.scores({"giay": 1.0, "khai": 1.0}, at_most=0)
    assert not part.any()
    rows = np.array([0, 1, 2, 150, 151, 396, 399])
    index.add(part, left, rows)
    assert part[rows] == pytest.approx(index.scores({"giay": 1.0, "khai": 1.0})[0][rows])
    assert np.count_nonzero(part) == len(rows)


def test_terms_that_too_many_documents_have_do_not_count() -> None:
    index = index_of(common=0.0)  # at least 8 documents may have a term
    assert index.scores({"giay": 1.0})[0][index.fields["body"]].any()


def test_arrays_make_the_same_index() -> None:
    index = index_of()
    again = LexicalIndex.from_arrays(index.arrays())
    assert again.scores(QUERY)[0].tolist() == index.scores(QUERY)[0].tolist()
    assert again.fields == index.fields


def test_an_empty_index_scores_nothing() -> None:
    syllables = Syllables()
    index = LexicalIndex.build(syllables, {"name": Field(TermCounts(syllables))})
    assert index.scores(QUERY)[0].shape == (0,)
