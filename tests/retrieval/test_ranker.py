"""Leads, costs and decisions; weights that are learnt."""

import numpy as np
import pytest

from retrieval.evidence import FEATURES
from retrieval.ranker import Costs, Sureness, costs, decide, lead_of, ranking
from retrieval.ranking_training import LOSES, fit_weights, strangers


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


def test_the_shipped_weights_fit_the_evidence() -> None:
    assert set(ranking().features) == set(FEATURES)


def test_a_feature_that_tells_right_from_wrong_gets_weight_and_noise_does_not() -> None:
    chance = np.random.default_rng(1)
    cases = []
    for _ in range(200):
        features = chance.random((5, len(FEATURES))).astype(np.float32)
        right = np.arange(5) == 2
        features[2, 0] += 1
        cases.append((features, right))
    weights = fit_weights(cases, np.ones(200))
    assert weights[0] > 3 * np.abs(np.delete(weights, 0)).max()
    for name, weight in zip(FEATURES, weights, strict=True):
        assert weight <= 0 if name in LOSES else weight >= 0


def test_messages_that_no_procedure_answers_are_many_and_differ() -> None:
    assert len(strangers()) == len(set(strangers())) >= 250
