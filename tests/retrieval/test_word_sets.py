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


def test_the_rarity_of_the_words_that_a_document_has_is_added_up(sets: WordSets) -> None:
    asked = sets.known(["giay", "khai", "lạ", "giay"], unknown=2.0)
    assert asked.mass == pytest.approx(np.log(2.5) + np.log(4) + 2)
    assert sets.covered(asked, ALL).tolist() == pytest.approx([np.log(2.5), 0, np.log(2.5) + np.log(4)])
    assert sets.covered(asked, np.array([1, 2])).tolist() == pytest.approx([0, np.log(2.5) + np.log(4)])
    assert sets.covered(sets.known([]), ALL).tolist() == [0, 0, 0]


def test_a_word_is_found_in_many_documents() -> None:
    coming = WordSetsToBe()
    for number in range(500):
        coming.add(frozenset({"giay"} if number % 7 == 0 else {"khai"}))
    sets, rows = coming.finish(), np.array([0, 1, 7, 8, 70, 77, 490, 497, 499])
    assert (sets.covered(sets.known(["giay"]), rows) > 0).tolist() == [row % 7 == 0 for row in rows]


def test_arrays_make_the_same_sets(sets: WordSets) -> None:
    again = WordSets.from_arrays(sets.arrays())
    assert again.covered(again.known(["giấy"]), ALL).tolist() == pytest.approx([np.log(4), 0, 0])
    assert again.mass.tolist() == sets.mass.tolist()
