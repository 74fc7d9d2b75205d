"""What the stated confidence of an intent is worth: reliability in ten bins, and what each fallback threshold would do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rich.table import Table

BINS = 10
THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)


@dataclass(frozen=True)
class Belief:
    """The classifier's first guess of one message: its confidence (0–1), and whether it is the labelled intent."""

    confidence: float
    right: bool


@dataclass(frozen=True)
class Bin:
    """The `n` messages with a confidence in [low, high), the last bin with 1: mean confidence and share right (0–1).

    `stated` and `right` are None in an empty bin.
    """

    low: float
    high: float
    n: int
    stated: float | None
    right: float | None


@dataclass(frozen=True)
class Cut:
    """If every first guess below `threshold` were asked about: how many, how many of these were right, and the share
    right (0–1) among the others."""

    threshold: float
    asked: int
    asked_though_right: int
    right_of_the_rest: float


@dataclass(frozen=True)
class Confidence:
    """Reliability of the stated confidence; `expected_calibration_error` is the mean gap over all messages (0–1)."""

    bins: tuple[Bin, ...]
    expected_calibration_error: float
    cuts: tuple[Cut, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the figures, rounded."""
        return {
            "expected_calibration_error": round(self.expected_calibration_error, 4),
            "reliability": [
                {"low": one.low, "high": one.high, "n": one.n, "stated": _rounded(one.stated), "right": _rounded(one.right)}
                for one in self.bins
            ],
            "fallback_thresholds": [
                {
                    "threshold": one.threshold,
                    "asked": one.asked,
                    "asked_though_right": one.asked_though_right,
                    "right_of_the_rest": round(one.right_of_the_rest, 4),
                }
                for one in self.cuts
            ],
        }  # fmt: skip


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def confidence_of(beliefs: Sequence[Belief]) -> Confidence:
    """Return how reliable the confidence of these messages is."""
    members: list[list[Belief]] = [[] for _ in range(BINS)]
    for one in beliefs:
        members[min(int(one.confidence * BINS), BINS - 1)].append(one)
    bins = tuple(_bin(number, found) for number, found in enumerate(members))
    gaps = sum(
        one.n * abs(one.stated - one.right)
        for one in bins
        if one.stated is not None and one.right is not None
    )
    return Confidence(
        bins=bins,
        expected_calibration_error=gaps / max(len(beliefs), 1),
        cuts=tuple(_cut(threshold, beliefs) for threshold in THRESHOLDS),
    )


def _bin(number: int, found: Sequence[Belief]) -> Bin:
    stated = sum(one.confidence for one in found) / len(found) if found else None
    right = sum(one.right for one in found) / len(found) if found else None
    return Bin(number / BINS, (number + 1) / BINS, len(found), stated, right)


def _cut(threshold: float, beliefs: Sequence[Belief]) -> Cut:
    asked = [one for one in beliefs if one.confidence < threshold]
    rest = [one for one in beliefs if one.confidence >= threshold]
    return Cut(
        threshold=threshold,
        asked=len(asked),
        asked_though_right=sum(one.right for one in asked),
        right_of_the_rest=sum(one.right for one in rest) / max(len(rest), 1),
    )


def tables(confidence: Confidence) -> tuple[Table, Table]:
    """Return the bins and the thresholds for people."""
    error = f"{confidence.expected_calibration_error:.1%}"
    reliability = Table(
        title=f"Độ tin cậy: nói chắc bao nhiêu, đúng bấy nhiêu? Lệch trung bình (ECE) {error}"
    )
    thresholds = Table(title="Nếu hỏi lại khi độ tin cậy dưới ngưỡng")
    for table, columns in (
        (reliability, ("độ tin cậy", "n", "nói chắc", "đúng")),
        (thresholds, ("ngưỡng", "hỏi lại", "hỏi thừa", "đúng trong số còn lại")),
    ):
        for column in columns:
            table.add_column(column, justify="right")
    for one in confidence.bins:
        stated, right = ("–" if share is None else f"{share:.1%}" for share in (one.stated, one.right))
        reliability.add_row(f"{one.low:.1f}–{one.high:.1f}", str(one.n), stated, right)
    for cut in confidence.cuts:
        thresholds.add_row(
            f"{cut.threshold:.1f}",
            str(cut.asked),
            str(cut.asked_though_right),
            f"{cut.right_of_the_rest:.1%}",
        )
    return reliability, thresholds
