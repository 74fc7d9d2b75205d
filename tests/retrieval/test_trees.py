"""Decision trees as data: scores, contributions, and how they come from LightGBM."""

import json

import lightgbm
import numpy as np
import pytest

from retrieval.trees import MOST_LEAVES, Trees, tree_from_data, tree_from_lightgbm

STUMP = [0, 0.5, 0.0, -1.0, 1.0]
DEEPER = [0, 0.5, 0.25, [1, 2.0, -0.5, -1.0, 0.0], [1, 3.0, 1.0, 0.5, 1.5]]


def test_the_leaves_reached_are_added_up() -> None:
    trees = Trees([tree_from_data(STUMP), tree_from_data(DEEPER)])
    rows = np.array([[0.5, 2.0], [0.5, 2.5], [0.6, 3.0], [0.6, 9.0]], np.float32)
    assert trees.scores(rows).tolist() == [-2.0, -1.0, 1.5, 2.5]


def test_what_the_features_add_makes_up_the_score() -> None:
    trees = Trees([tree_from_data(STUMP), tree_from_data(DEEPER)])
    assert trees.contributions(np.array([0.6, 9.0], np.float32), 2).tolist() == [1.75, 0.5, 0.25]


def test_no_trees_and_no_rows_score_nothing() -> None:
    assert Trees([]).scores(np.ones((3, 2), np.float32)).tolist() == [0, 0, 0]
    assert Trees([tree_from_data(STUMP)]).scores(np.ones((0, 2), np.float32)).shape == (0,)


def test_trees_score_as_lightgbm_does_also_on_the_thresholds() -> None:
    chance = np.random.default_rng(3)
    features = chance.integers(0, 12, (600, 4)).astype(np.float32) / np.float32(7)
    target = features[:, 0] * 2 - (features[:, 1] > 1) * features[:, 2]
    settings = {"num_leaves": MOST_LEAVES, "min_data_in_leaf": 5, "verbose": -1, "num_threads": 1}
    grown = lightgbm.train(settings, lightgbm.Dataset(features, target), 20)
    data = [tree_from_lightgbm(one["tree_structure"]) for one in grown.dump_model()["tree_info"]]
    trees = Trees([tree_from_data(one) for one in json.loads(json.dumps(data))])
    assert trees.scores(features) == pytest.approx(grown.predict(features), abs=1e-4)


@pytest.mark.parametrize("data", [3.0, [0, 1.0], [0, 1.0, 0.0, "x", 1.0]])
def test_what_is_no_tree_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match=r"expected|leaves|convert"):
        tree_from_data(data)  # type: ignore[arg-type]


def test_a_tree_with_too_many_leaves_is_refused() -> None:
    data: object = 0.0
    for _ in range(MOST_LEAVES):
        data = [0, 1.0, 0.0, data, 1.0]
    with pytest.raises(ValueError, match="leaves"):
        tree_from_data(data)  # type: ignore[arg-type]
