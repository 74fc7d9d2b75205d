"""How well reports of one thing are told, on written pairs set aside: `python -m evaluation.complaints.duplicates`.

With `--fit` the weights are learned anew from the other pairs and written into `api/feedback/data/duplicates.yml`.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table
from sklearn.linear_model import LogisticRegression

from api.feedback.duplicates_judgement import OF_PLACE, OF_PROBLEM, Sign, judge, may_be_one, signs_of
from api.feedback.duplicates_rules import RULES, rules
from evaluation.bootstrap import SAMPLES, SEED
from evaluation.complaints.duplicate_pairs import Kind, Pair, pairs

_SAME_PLACE = (Kind.SAME, Kind.OTHER, Kind.LATER)
_SOFTNESS = {"place": 1.0, "problem": 10.0}
"""C of the two logistic regressions, by cross-validation over the scenes that are not set aside."""


@dataclass(frozen=True)
class Share:
    """A share (0–1) with its 95 % bootstrap interval, scenes drawn whole."""

    value: float
    low: float
    high: float

    def percent(self) -> str:
        """Return "92.5 % (86.1–97.6)"."""
        return f"{self.value:.1%} ({self.low * 100:.1f}–{self.high * 100:.1f})"


@dataclass(frozen=True)
class DuplicateFigures:
    """Figures at a limit: `n` pairs, `ones` of them of one thing; `wrong` counts by kind those taken for one wrongly."""

    n: int
    ones: int
    limit: float
    precision: Share
    recall: Share
    wrong: dict[str, int]


def figures(judged: Sequence[tuple[Pair, float]], limit: float) -> DuplicateFigures:
    """Return precision and recall of taking for one what is as likely as `limit` or more."""
    taken = [(pair, probability >= limit) for pair, probability in judged]
    scenes = sorted({pair.scene for pair, _ in taken})
    counts = np.array([_counts([one for one in taken if one[0].scene == scene]) for scene in scenes])
    drawn = np.random.default_rng(SEED).integers(0, len(scenes), (SAMPLES, len(scenes)))
    resampled = counts[drawn].sum(axis=1)
    wrong = [pair.kind.value for pair, one in taken if one and not pair.is_one]
    return DuplicateFigures(
        n=len(taken),
        ones=sum(pair.is_one for pair, _ in taken),
        limit=limit,
        precision=_share(counts.sum(axis=0), resampled, of=1),
        recall=_share(counts.sum(axis=0), resampled, of=2),
        wrong={kind: wrong.count(kind) for kind in sorted(set(wrong))},
    )


def _counts(taken: Sequence[tuple[Pair, bool]]) -> tuple[int, int, int]:
    """Return how many were rightly taken for one, taken for one, and are one."""
    right = sum(one and pair.is_one for pair, one in taken)
    return right, sum(one for _, one in taken), sum(pair.is_one for pair, _ in taken)


def _share(counts: "np.ndarray", resampled: "np.ndarray", *, of: int) -> Share:
    shares = resampled[:, 0] / np.maximum(resampled[:, of], 1)
    low, high = np.percentile(shares, [2.5, 97.5])
    return Share(float(counts[0] / max(counts[of], 1)), float(low), float(high))


def judged(chosen: Sequence[Pair]) -> list[tuple[Pair, float]]:
    """Return each pair with the probability that it is of one thing."""
    return [(pair, judge(pair.first, pair.second).probability) for pair in chosen]


def fitted(chosen: Sequence[Pair]) -> dict[str, dict[str, float]]:
    """Return the weights learned from `chosen`: of the place from all, of the problem from those of one place."""
    signs = [signs_of(pair.first, pair.second) for pair in chosen]
    near = [pair.kind in (Kind.SAME, Kind.OTHER) for pair in chosen]
    return {
        "place_weights": _fit(signs, [pair.kind in _SAME_PLACE for pair in chosen], OF_PLACE, "place"),
        "problem_weights": _fit(
            [one for one, use in zip(signs, near, strict=True) if use],
            [pair.is_one for pair, use in zip(chosen, near, strict=True) if use],
            OF_PROBLEM,
            "problem",
        ),
    }


def _fit(
    signs: Sequence[dict[Sign, float]], right: Sequence[bool], used: tuple[Sign, ...], part: str
) -> dict[str, float]:
    table = np.array([[one[sign] for sign in used] for one in signs])
    model = LogisticRegression(C=_SOFTNESS[part], max_iter=1000).fit(table, right)
    weights = zip(used, model.coef_[0], strict=True)
    return {
        "intercept": round(float(model.intercept_[0]), 2),
        **{sign.value: round(float(weight), 2) for sign, weight in weights},
    }


def write_weights(path: Path, weights: dict[str, dict[str, float]]) -> None:
    """Put the weights in place of those at the end of the rules."""
    kept = path.read_text(encoding="utf-8").partition("place_weights:\n")[0]
    lines = []
    for part, known in weights.items():
        lines += [f"{part}:", *(f"  {sign}: {weight}" for sign, weight in known.items())]
    path.write_text(kept + "\n".join(lines) + "\n", encoding="utf-8")


def main(arguments: Sequence[str]) -> None:
    """Print the figures of the pairs set aside, and of the others for comparison."""
    if "--fit" in arguments:
        write_weights(RULES, fitted([pair for pair in pairs() if not pair.set_aside]))
        rules.cache_clear()
    found = {
        name: figures(judged([pair for pair in pairs() if pair.set_aside is aside]), rules().offered_from)
        for name, aside in (("set_aside", True), ("tuned_on", False))
    }
    if "--json" in arguments:
        sys.stdout.write(json.dumps({name: asdict(one) for name, one in found.items()}, indent=2) + "\n")
        return
    table = Table("cặp", "n", "trùng thật", "đúng khi báo trùng", "tìm ra", "báo nhầm")
    for name, one in found.items():
        wrong = ", ".join(f"{kind}: {count}" for kind, count in one.wrong.items())
        table.add_row(name, str(one.n), str(one.ones), one.precision.percent(), one.recall.percent(), wrong)
    Console().print(table)


def missed(chosen: Sequence[Pair]) -> list[tuple[Pair, float]]:
    """Return the pairs that can be of one thing by time and place and are judged wrongly."""
    limit = rules().offered_from
    return [
        (pair, probability)
        for pair, probability in judged(chosen)
        if (probability >= limit) is not pair.is_one
        and may_be_one(pair.first, pair.second, signs_of(pair.first, pair.second))
    ]


if __name__ == "__main__":
    main(sys.argv[1:])
