"""Leads, costs and decisions; weights that are learnt."""

import numpy as np
import pytest

from retrieval.evidence import FEATURES
from retrieval.ranker import COLUMNS, COMPARED, Costs, Sureness, costs, decide, lead_of, ranker, widened
from retrieval.ranking_cases import strangers


def test_the_lead_is_measured_against_other_names_only() -> None:
    totals = np.array([2.0, 1.9, 0.0], np.float32)
    assert lead_of(totals, np.array([False, False, True])) == pytest.approx(2.0, abs=1e-4)
    assert lead_of(totals, np.array([False, False, False])) == 8.0


def test_a_dearer_mistake_asks_for_more_sureness() -> None:
    cheap = Costs(wrong_answer=2, asking_back=1, useless_choices=1, missed=1)
    dear = Costs(wrong_answer=10, asking_back=1, useless_choices=1, missed=1)
    assert (cheap.answer_from, dear.answer_from) == (0.5, 0.9)


def test_decisions_follow_the_costs() -> None:
    answer, choices = costs().answer_from, costs().choices_from
    assert decide(Sureness(answer, 1.0), 3)[0] == "answer"
    assert decide(Sureness(answer - 0.01, choices), 3)[0] == "choices"
    assert decide(Sureness(0.0, choices - 0.01), 3)[0] == "abstain"
    assert decide(Sureness(1.0, 1.0), 0)[0] == "abstain"


def test_the_shipped_ranker_fits_the_evidence() -> None:
    features = np.random.default_rng(1).random((5, len(FEATURES))).astype(np.float32)
    assert ranker().scores(features, 4).shape == (5,)


def test_what_each_column_adds_makes_up_the_score() -> None:
    features = np.random.default_rng(2).random((4, len(FEATURES))).astype(np.float32)
    scores = ranker().scores(features, 6)
    for at in range(4):
        parts = ranker().contributions(features, 6, at)
        assert sum(parts.values()) == pytest.approx(float(scores[at]), abs=1e-3)


def test_candidates_are_compared_with_the_best_of_them() -> None:
    features = np.zeros((2, len(FEATURES)), np.float32)
    features[:, FEATURES.index("dense")] = 0.9, 0.4
    table = dict(zip(COLUMNS, widened(features, 7).T, strict=True))
    assert table["behind_dense"].tolist() == pytest.approx([0.0, -0.5])
    assert table["words"].tolist() == [7, 7]
    assert len(COLUMNS) == len(FEATURES) + len(COMPARED) + 1


def test_messages_that_no_procedure_answers_are_many_and_differ() -> None:
    assert len(strangers()) == len(set(strangers())) >= 250


def test_a_record_of_another_province_comes_behind_unless_it_is_named() -> None:
    features = np.random.default_rng(4).random((1, len(FEATURES))).astype(np.float32)
    elsewhere = FEATURES.index("elsewhere")
    ours, theirs, named = features.copy(), features.copy(), features.copy()
    ours[:, elsewhere], theirs[:, elsewhere], named[:, elsewhere] = 0, 1, -0.5
    alone = [float(ranker().scores(one, 5)[0]) for one in (ours, theirs, named)]
    assert alone[1] < alone[0] - 3
    assert alone[2] >= alone[0]
