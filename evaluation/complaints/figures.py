"""The figures of a file of complaints."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from api.agencies.directory import WARD
from api.agencies.field_file import UNIT_HOLDING_DOSSIER
from evaluation.complaints.labelled import Complaint
from evaluation.complaints.understanding import Understood

Pair = tuple[Complaint, Understood]


@dataclass(frozen=True)
class FieldFigures:
    """How many complaints are of a field, and the shares (0–1) with it first, and among the first two."""

    n: int
    top1: float
    top2: float


@dataclass(frozen=True)
class ComplaintReport:
    """The figures of a run; shares are 0–1, and 0 where nothing is there to count.

    `field_top1`, `field_top2` and `handler_top1` are over lines that are phản ánh or kiến nghị and no emergency:
    the labelled field is first, or among the first two; the first field's handler is the labelled one, in the labelled
    unit where a unit was read and labelled (the unit holding a dossier is its Ủy ban nhân dân).
    `unit_accuracy` is over lines with a unit: the unit read from the text is it. `unit_invented` is the share of lines
    without a unit for which one was read all the same.
    `emergency_recall` is over emergency_113, _114 and _115; `emergency_precision` is the share of alarms that are on
    one of them, so an alarm on danger_now counts as a false one. `legal_kind_accuracy` is over all lines.
    `calibration_error` is the expected calibration error of the first field's probability, in ten bins.
    """

    n: int
    n_plain: int
    field_top1: float
    field_top2: float
    handler_top1: float
    unit_accuracy: float
    unit_invented: float
    emergency_recall: float
    emergency_precision: float
    legal_kind_accuracy: float
    calibration_error: float
    by_field: dict[str, FieldFigures]
    confusions: tuple[tuple[str, str, int], ...]

    def as_json(self) -> dict[str, Any]:
        """Return the figures under the harness's fixed keys."""
        rounded = (
            "field_top1",
            "field_top2",
            "handler_top1",
            "unit_accuracy",
            "emergency_recall",
            "emergency_precision",
            "legal_kind_accuracy",
        )
        return {
            "n": self.n,
            **{name: round(getattr(self, name), 4) for name in rounded},
            "by_field": {
                name: {"n": one.n, "top1": round(one.top1, 4), "top2": round(one.top2, 4)}
                for name, one in self.by_field.items()
            },
        }


def report(pairs: Sequence[Pair]) -> ComplaintReport:
    """Return the figures of these complaints and what was made of each."""
    plain = [(one, made) for one, made in pairs if one.is_plain]
    placed = [(one, made) for one, made in pairs if one.unit]
    unplaced = [(one, made) for one, made in pairs if not one.unit]
    emergencies = [(one, made) for one, made in pairs if one.urgent.is_emergency]
    alarms = [(one, made) for one, made in pairs if made.emergency]
    missed = Counter((one.field, made.fields[0]) for one, made in plain if made.fields[0] != one.field)
    return ComplaintReport(
        n=len(pairs),
        n_plain=len(plain),
        field_top1=_share(made.fields[0] == one.field for one, made in plain),
        field_top2=_share(one.field in made.fields[:2] for one, made in plain),
        handler_top1=_share(_same_handler(one, made) for one, made in plain),
        unit_accuracy=_share(one.unit == made.unit for one, made in placed),
        unit_invented=_share(made.unit is not None for _, made in unplaced),
        emergency_recall=_share(made.emergency for _, made in emergencies),
        emergency_precision=_share(one.urgent.is_emergency for one, _ in alarms),
        legal_kind_accuracy=_share(one.legal_kind == made.legal_kind for one, made in pairs),
        calibration_error=_calibration_error(plain),
        by_field={name: _of_field(name, plain) for name in sorted({one.field for one, _ in plain})},
        confusions=tuple((field, taken, count) for (field, taken), count in missed.most_common()),
    )


def _share(answers: Iterable[bool]) -> float:
    counted = list(answers)
    return sum(counted) / len(counted) if counted else 0.0


def _of_field(name: str, plain: Sequence[Pair]) -> FieldFigures:
    made = [made for one, made in plain if one.field == name]
    return FieldFigures(
        n=len(made),
        top1=_share(one.fields[0] == name for one in made),
        top2=_share(name in one.fields[:2] for one in made),
    )


def _same_handler(one: Complaint, made: Understood) -> bool:
    wanted = WARD if one.handler == UNIT_HOLDING_DOSSIER else one.handler
    role, _, unit = made.handler.partition(":")
    return role == wanted and (not unit or one.unit is None or unit == one.unit)


def _calibration_error(plain: Sequence[Pair]) -> float:
    """Return the mean distance between probability and accuracy over ten equal bins, weighed by their size."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for one, made in plain:
        number = min(int(made.probability * 10), 9)
        bins.setdefault(number, []).append((made.probability, made.fields[0] == one.field))
    gaps = (
        abs(sum(sure for sure, _ in inside) - sum(right for _, right in inside)) for inside in bins.values()
    )
    return sum(gaps) / len(plain) if plain else 0.0
