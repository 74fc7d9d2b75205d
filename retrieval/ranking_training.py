"""Learning the ranker's weights and how sure it may be, from questions set aside.

Nothing is judged on what it learnt: the questions asked lie neither in the index nor in the encoder's training, the
weights are fitted on some procedures and judged on others, and sureness is fitted on those judgements.
"""

import random
import tempfile
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml

from retrieval.calibration import calibration_error
from retrieval.encoder import Encoder, StaticEncoder, Vectors
from retrieval.evidence import FEATURES
from retrieval.example_questions import shipped_questions
from retrieval.held_out import Split, bare, split
from retrieval.index import Candidates, RetrievalIndex
from retrieval.procedure import Procedure
from retrieval.question import read
from retrieval.ranker import RANKING, SIGNS, Ranking, costs, sureness
from retrieval.searched_texts import Questions
from retrieval.text import fold
from retrieval.training import train_encoder
from retrieval.vocabulary import LEXICON, popularity

Progress = Callable[[str, float], None]
Floats = npt.NDArray[np.float64]
FOLDS = 5
RIDGE = 1e-3
TRAFFIC = {0: 1.0, 1: 3.0, 2: 6.0, 3: 12.0}
"""How often the questions of a procedure together are assumed to come, by its popularity in lexicon/popularity.tsv: the lists of
questions are equally long, what citizens ask is not."""
SHORT_NAME_TRAFFIC = 0.3
LOSES = frozenset({"elsewhere", "narrow"})
"""Features that may only speak against a procedure; all others may only speak for it."""
STRANGERS = 0.15
"""Share of questions that no procedure answers, as assumed for the calibration."""
_SHORT_NAMES = 400


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


@dataclass(frozen=True)
class _Case:
    """A question with its candidates; `right` flags those meant (none: a stranger); `fold` it is judged in; `traffic`, its weight."""

    found: Candidates
    right: npt.NDArray[np.bool_]
    fold: int
    real: bool
    traffic: float = 1.0


def train_ranker(
    procedures: Sequence[Procedure],
    out: Path = RANKING,
    *,
    questions: Questions | None = None,
    encoder: Encoder | None = None,
    progress: Progress | None = None,
) -> Heldout:
    """Learn the weights on `procedures`, write them to `out`, and return the figures on questions set aside.

    `encoder` must not have learnt from the questions that `held_out.split` sets aside; None trains such a one first
    (minutes). `questions` by code; None takes those that ship with the project.
    """
    tell = progress or (lambda _what, _share: None)
    procedures, asked = bare(procedures, shipped_questions() if questions is None else questions)
    parts = split(asked)
    encoder = encoder or _own_encoder(procedures, parts, tell)
    tell("Lập chỉ mục không có câu để dành", 0.6)
    index = RetrievalIndex.build(procedures, encoder, questions=parts.kept)
    cases = _cases(index, parts, lambda share: tell("Hỏi các câu để dành", 0.65 + 0.25 * share))
    tell("Học trọng số", 0.9)
    model, figures = _learn(index, cases)
    out.write_text(_as_text(model, figures), encoding="utf-8")
    tell("Xong", 1.0)
    return figures


def strangers() -> tuple[str, ...]:
    """Return messages that no procedure answers, from lexicon/not_procedures.txt."""
    lines = (LEXICON / "not_procedures.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def _own_encoder(procedures: Sequence[Procedure], parts: Split, tell: Progress) -> Encoder:
    with tempfile.TemporaryDirectory() as folder:
        told = lambda what, share: tell(what, share * 0.6)  # noqa: E731
        return StaticEncoder(train_encoder(procedures, Path(folder), progress=told, questions=parts.kept))


def _cases(index: RetrievalIndex, parts: Split, tell: Callable[[float], None]) -> list[_Case]:
    """Ask what was set aside, names cut short of procedures that have no questions, and what nothing answers."""
    names = np.array([fold(one.name) for one in index.procedures])
    asked = [(code, text) for code, text in parts.asked if index.get(code)]
    traffic = {
        code: TRAFFIC[popularity().get(code, 0)] / count
        for code, count in Counter(code for code, _ in asked).items()
    }
    chance = random.Random(1022)
    unlisted = [one for one in index.procedures if one.code not in parts.kept]
    for one in chance.sample(unlisted, min(_SHORT_NAMES, len(unlisted))):
        kept = [word for word in one.name.split() if chance.random() > 0.45][:14]
        asked.append((one.code, " ".join(kept)))
        traffic[one.code] = SHORT_NAME_TRAFFIC
    cases = []
    for number, (code, text) in enumerate(asked):
        meant = index.get(code)
        found = index.candidates(read(text))
        if meant and len(found.rows):
            right = names[found.rows] == fold(meant.name)
            turn = zlib.crc32(f"{code} fold".encode()) % FOLDS
            cases.append(_Case(found, right, turn, True, traffic[code]))
        if number % 100 == 0:
            tell(number / len(asked))
    for number, text in enumerate(strangers()):
        found = index.candidates(read(text))
        if len(found.rows):
            cases.append(_Case(found, np.zeros(len(found.rows), bool), number % FOLDS, False))
    return cases


def _learn(index: RetrievalIndex, cases: Sequence[_Case]) -> tuple[Ranking, Heldout]:
    weights = {fold_: _weights([one for one in cases if one.fold != fold_]) for fold_ in range(FOLDS)}
    ranks, signs = [], []
    for one in cases:
        totals = (one.found.features @ weights[one.fold]).astype(np.float32)
        right = one.right[np.argsort(-totals, kind="stable")]
        ranks.append(int(np.argmax(right)) + 1 if right.any() else 0)
        signs.append(index.signs(one.found, totals))
    rank, real = np.array(ranks), np.array([one.real for one in cases])
    table = np.array([[sign[name] for name in SIGNS] for sign in signs])
    traffic = np.array([one.traffic for one in cases])
    balance = STRANGERS / (1 - STRANGERS) * traffic[real].sum() / max((~real).sum(), 1)
    importance = np.where(real, traffic, balance)
    fit = partial(_fit_sureness, table=table, importance=importance)
    whole = _weights(cases)
    features = {name: round(float(value), 4) for name, value in zip(FEATURES, whole, strict=True)}
    top, three = rank == 1, (rank > 0) & (rank <= 3)
    model = Ranking(features=features, first=fit(top), three=fit(three))
    folds = np.array([one.fold for one in cases])
    sure = np.zeros((len(cases), 2))
    for fold_ in range(FOLDS):
        rest = folds != fold_
        part = Ranking(features=features, first=fit(top, chosen=rest), three=fit(three, chosen=rest))
        for at in np.flatnonzero(~rest):
            found = sureness(signs[at], part)
            sure[at] = found.first, found.three
    return model, _figures(rank, real, sure, importance)


def _weights(cases: Sequence[_Case]) -> Floats:
    real = [one for one in cases if one.real and one.right.any()]
    return fit_weights(
        [(one.found.features, one.right) for one in real], np.array([one.traffic for one in real])
    )


def fit_weights(cases: Sequence[tuple[Vectors, npt.NDArray[np.bool_]]], importance: Floats) -> Floats:
    """Return weights (features,) that make the right candidates likeliest among all (a conditional logit).

    Each case is its candidates' features (n, features) and flags of the right ones (n,), at least one;
    `importance` (cases,) says how much each counts.
    """
    from scipy.optimize import minimize

    table = np.concatenate([features for features, _ in cases]).astype(np.float64)
    right = np.concatenate([flags for _, flags in cases])
    lengths = np.array([len(flags) for _, flags in cases])
    starts = np.cumsum(lengths) - lengths
    share = importance / importance.sum()

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = table @ weights
        scores -= np.repeat(np.maximum.reduceat(scores, starts), lengths)
        likely = np.exp(scores)
        total = np.add.reduceat(likely, starts)
        meant = np.add.reduceat(likely * right, starts) + 1e-12
        pull = likely / np.repeat(total, lengths) - likely * right / np.repeat(meant, lengths)
        value = float(share @ np.log(total / meant) + RIDGE * weights @ weights)
        return value, table.T @ (pull * np.repeat(share, lengths)) + 2 * RIDGE * weights

    bounds = [(None, 0.0) if name in LOSES else (0.0, None) for name in FEATURES]
    found = minimize(
        loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 300}
    )
    return np.asarray(found.x, np.float64)


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


def _as_text(model: Ranking, figures: Heldout) -> str:
    told = "\n".join(f"#   {name}: {value:.4g}" for name, value in vars(figures).items())
    body = yaml.safe_dump(model.model_dump(), sort_keys=False, allow_unicode=True)
    return f"# Trọng số của bộ xếp hạng, do `troly train ranker` ghi. Kết quả trên các câu để dành:\n{told}\n{body}"
