"""Learning how to rank and how sure to be, from questions set aside.

Nothing is judged on what it learnt: the questions asked lie neither in the index nor in the encoder's training, the
trees are grown on some procedures and judged on others, and sureness is fitted on those judgements.
"""

import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.calibration import calibration_error
from retrieval.encoder import Encoder, StaticEncoder
from retrieval.example_questions import shipped_questions
from retrieval.held_out import Split, bare, split
from retrieval.index import RetrievalIndex
from retrieval.procedure import Procedure
from retrieval.ranker import COLUMNS, RANKING, SIGNS, Ranker, costs, widened
from retrieval.ranking_cases import FOLDS, Case, ask_all
from retrieval.searched_texts import Questions
from retrieval.training import train_encoder
from retrieval.trees import MOST_LEAVES, Trees, tree_from_data, tree_from_lightgbm

Progress = Callable[[str, float], None]
Floats = npt.NDArray[np.float64]
ROUNDS = 160
LOSES = frozenset({"elsewhere", "narrow"})
"""Features of which more may only speak against a procedure."""
WINS = frozenset(
    {
        "relative",
        "dense_two",
        "dense_name",
        "dense_mean",
        "covered",
        "name_covered",
        "popular",
        "level",
        "fits",
    }
)
"""Features of which more may only speak for a procedure."""
STRANGERS = 0.15
"""Share of questions that no procedure answers, as assumed for the calibration."""
_LEARNING = {
    "objective": "lambdarank",
    "num_leaves": MOST_LEAVES - 1,
    "learning_rate": 0.08,
    "min_data_in_leaf": 100,
    "lambda_l2": 5.0,
    "lambdarank_truncation_level": 5,
    "feature_fraction": 0.7,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "monotone_constraints": [-1 if name in LOSES else int(name in WINS) for name in COLUMNS],
    "seed": 1022,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}


@dataclass(frozen=True)
class Heldout:
    """Figures on questions set aside, shares in [0, 1]. Recall counts each question once; the rest by assumed traffic.

    `abstain_recall` and `strangers_answered` are over messages that no procedure answers, the others over questions.
    """

    questions: int
    strangers: int
    recall_1: float
    recall_5: float
    traffic_recall_1: float
    traffic_recall_5: float
    answered_precision: float
    answered_coverage: float
    abstain_recall: float
    strangers_answered: float
    calibration_error: float


def train_ranker(
    procedures: Sequence[Procedure],
    out: Path = RANKING,
    *,
    questions: Questions | None = None,
    encoder: Encoder | None = None,
    progress: Progress | None = None,
) -> Heldout:
    """Learn to rank `procedures`, write what was learnt to `out`, and return the figures on questions set aside.

    `encoder` must not have learnt from the questions that `held_out.split` sets aside; None trains such a one first
    (minutes). `questions` by code; None takes those that ship with the project.
    """
    tell = progress or (lambda _what, _share: None)
    procedures, asked = bare(procedures, shipped_questions() if questions is None else questions)
    parts = split(asked)
    encoder = encoder or _own_encoder(procedures, parts, tell)
    tell("Lập chỉ mục không có câu để dành", 0.5)
    index = RetrievalIndex.build(procedures, encoder, questions=parts.kept)
    cases = ask_all(index, parts, lambda share: tell("Hỏi các câu để dành", 0.55 + 0.25 * share))
    figures = learn(index, cases, out, lambda share: tell("Học xếp hạng", 0.8 + 0.2 * share))
    tell("Xong", 1.0)
    return figures


def learn(
    index: RetrievalIndex,
    cases: Sequence[Case],
    out: Path,
    tell: Callable[[float], None] = lambda _share: None,
) -> Heldout:
    """Grow the trees, fit the sureness, write both to `out`, and return the figures of the cross-validation."""
    totals = _judged(cases, tell)
    signs = [index.signs(one.found, total) for one, total in zip(cases, totals, strict=True)]
    table = np.array([[sign[name] for name in SIGNS] for sign in signs])
    rank = np.array([_rank(one, total) for one, total in zip(cases, totals, strict=True)])
    real = np.array([one.real for one in cases])
    traffic = np.array([one.traffic for one in cases])
    balance = STRANGERS / (1 - STRANGERS) * traffic[real].sum() / max((~real).sum(), 1)
    importance = np.where(real, traffic, balance)
    top, three = rank == 1, (rank > 0) & (rank <= 3)
    fit = partial(_fit_sureness, table=table, importance=importance)
    folds = np.array([one.fold for one in cases])
    sure = np.zeros((len(cases), 2))
    for fold in range(FOLDS):
        judge = Ranker(Trees([]), fit(top, chosen=folds != fold), fit(three, chosen=folds != fold))
        for at in np.flatnonzero(folds == fold):
            found = judge.sureness(signs[at])
            sure[at] = found.first, found.three
    figures = _figures(rank, real, sure, importance)
    learnt = {
        "figures": {name: round(float(value), 4) for name, value in vars(figures).items()},
        "columns": COLUMNS,
        "first": fit(top),
        "three": fit(three),
        "trees": grow(cases),
    }
    out.write_text(_as_text(learnt), encoding="utf-8")
    return figures


def grow(cases: Sequence[Case], rounds: int = ROUNDS) -> list[Any]:
    """Return trees that put the right candidates first, as nested lists (see trees.py)."""
    import lightgbm

    taught = [one for one in cases if one.real and one.right.any()]
    weights = np.sqrt([one.traffic for one in taught])
    lengths = [len(one.right) for one in taught]
    data = lightgbm.Dataset(
        np.concatenate([_columns(one) for one in taught]),
        np.concatenate([one.right for one in taught]).astype(int),
        group=lengths,
        weight=np.repeat(weights / weights.mean(), lengths),
        feature_name=list(COLUMNS),
    )
    grown = lightgbm.train(dict(_LEARNING), data, rounds).dump_model()["tree_info"]
    found = [tree_from_lightgbm(one["tree_structure"]) for one in grown]
    return [one for one in found if isinstance(one, list)]


def _own_encoder(procedures: Sequence[Procedure], parts: Split, tell: Progress) -> Encoder:
    with tempfile.TemporaryDirectory() as folder:
        told = lambda what, share: tell(what, share * 0.5)  # noqa: E731
        return StaticEncoder(train_encoder(procedures, Path(folder), progress=told, questions=parts.kept))


def _columns(case: Case) -> npt.NDArray[np.float32]:
    return widened(case.found.features, len(case.found.question.core))


def _judged(cases: Sequence[Case], tell: Callable[[float], None]) -> list[npt.NDArray[np.float32]]:
    """Return every case's scores by trees that have not seen its procedure."""
    totals: list[npt.NDArray[np.float32]] = [np.zeros(0, np.float32)] * len(cases)
    for fold in range(FOLDS):
        trees = Trees([tree_from_data(one) for one in grow([one for one in cases if one.fold != fold])])
        judge = Ranker(trees, {}, {})
        for at, one in enumerate(cases):
            if one.fold == fold:
                totals[at] = judge.scores(one.found.features, len(one.found.question.core))
        tell((fold + 1) / (FOLDS + 1))
    return totals


def _rank(case: Case, total: npt.NDArray[np.float32]) -> int:
    right = case.right[np.argsort(-total, kind="stable")]
    return int(np.argmax(right)) + 1 if right.any() else 0


def _fit_sureness(
    right: npt.NDArray[np.bool_],
    *,
    table: Floats,
    importance: Floats,
    chosen: npt.NDArray[np.bool_] | None = None,
) -> dict[str, float]:
    from sklearn.linear_model import LogisticRegression

    rows = np.ones(len(right), bool) if chosen is None else chosen
    fitted = LogisticRegression(max_iter=1000).fit(table[rows], right[rows], importance[rows])
    weights = {name: round(float(value), 4) for name, value in zip(SIGNS, fitted.coef_[0], strict=True)}
    return {"bias": round(float(fitted.intercept_[0]), 4), **weights}


def _figures(
    rank: npt.NDArray[np.int64], real: npt.NDArray[np.bool_], sure: Floats, importance: Floats
) -> Heldout:
    answered = sure[:, 0] >= costs().answer_from
    silent = ~answered & (sure[:, 1] < costs().choices_from)
    first = rank == 1
    share = partial(_share, importance=importance)
    return Heldout(
        questions=int(real.sum()),
        strangers=int((~real).sum()),
        recall_1=float(first[real].mean()),
        recall_5=float(((rank > 0) & (rank <= 5))[real].mean()),
        traffic_recall_1=share(first, real),
        traffic_recall_5=share((rank > 0) & (rank <= 5), real),
        answered_precision=share(first, answered & real),
        answered_coverage=share(answered, real),
        abstain_recall=share(silent, ~real),
        strangers_answered=share(answered, ~real),
        calibration_error=calibration_error(sure[:, 0], first, importance),
    )


def _share(flags: npt.NDArray[np.bool_], among: npt.NDArray[np.bool_], importance: Floats) -> float:
    return float(np.average(flags[among], weights=importance[among])) if among.any() else 0.0


def _as_text(learnt: dict[str, Any]) -> str:
    """Return JSON with a line for each tree, so that a difference can be read."""
    head = json.dumps({name: value for name, value in learnt.items() if name != "trees"}, indent=1)
    trees = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in learnt["trees"])
    return head.removesuffix("\n}") + ',\n "trees": [\n' + trees + "\n]\n}\n"
