"""Which words documents have."""

import numpy as np
import pytest

from retrieval.word_sets import WordSets, WordSetsToBe

ALL = np.arange(3)
DOCUMENTS = (frozenset({"giấy", "giay"}), frozenset(), frozenset({"giay", "khai"}))


@pytest.fixture
def sets() -> WordSets:
    """Three small documents."""
    coming = WordSetsToBe()
    for document in DOCUMENTS:
        coming.add(document)
    return coming.finish()


def test_rare_words_weigh_more(sets: WordSets) -> None:
    assert sets.rarity("khai") == pytest.approx(np.log(4))
    assert sets.rarity("giay") == pytest.approx(np.log(2.5))
    assert sets.rarity("lạ", unknown=2.0) == 2.0
    assert sets.mass.tolist() == pytest.approx([np.log(4) + np.log(2.5), 0, np.log(4) + np.log(2.5)])


def test_the_weights_of_the_words_that_a_document_has_are_added_up(sets: WordSets) -> None:
    asked = {"giay": 1.0, "khai": 2.0, "lạ": 5.0}
    assert sets.covered(asked, ALL).tolist() == [1, 0, 3]
    assert sets.covered(asked, np.array([1, 2])).tolist() == [0, 3]
    assert sets.covered({}, ALL).tolist() == [0, 0, 0]


def test_arrays_make_the_same_sets(sets: WordSets) -> None:
    again = WordSets.from_arrays(sets.arrays())
    assert again.covered({"giấy": 1.0}, ALL).tolist() == [1, 0, 0]
    assert again.mass.tolist() == sets.mass.tolist()
