"""The figures of a set of cases, all counted from the same list."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from api.agencies import directory
from api.agencies.field_file import Kind
from api.errors import TrolyError
from api.reports.history import Counted, Entry, Outcome, Publication
from retrieval.text import fold


@dataclass(frozen=True)
class Figures:
    """Numbers of cases. How they came in: the first four; what had become of them: the next six.

    `open`, `overdue` and `awaiting` are of the accepted ones; `overdue_elsewhere` of those not accepted yet.
    """

    carried_over: int
    received: int
    split_off: int
    came_back: int
    refused: int
    needs_info: int
    transferred_out: int
    accepted: int
    unclassified: int
    merged: int
    accepted_carried_over: int
    answered: int
    answered_late: int
    published: int
    kept_private: int
    unreviewed: int
    open: int
    overdue: int
    awaiting: int
    overdue_elsewhere: int

    @property
    def total(self) -> int:
        """How many cases came into the period, in whichever way."""
        return self.carried_over + self.received + self.split_off + self.came_back

    @property
    def not_accepted(self) -> int:
        """Refused, to be completed, or passed on: what the periodic report prints as one number."""
        return self.refused + self.needs_info + self.transferred_out

    @property
    def carried_on(self) -> int:
        """How many the next period carries over."""
        return self.open + self.needs_info + self.unclassified


@dataclass(frozen=True)
class Count:
    """How many there are of something with a code and a name."""

    code: str
    name: str
    number: int


@dataclass(frozen=True)
class ContentRow:
    """One content type (field) of the period. `kind` is the kind of the field, None where the field is gone."""

    code: str
    name: str
    kind: Kind | None
    received: int
    total: int
    accepted: int
    answered: int
    open: int
    overdue: int


@dataclass(frozen=True)
class UnitRow:
    """What one agency did with what it had. `rank` is shared by equals.

    `in_time` counts answers in time and open cases that are not late, `share` their part of `handled`, 0 to 1.
    """

    rank: int
    code: str
    name: str
    handled: int
    answered: int
    answered_late: int
    open: int
    overdue: int
    in_time: int
    share: float


def figures(cases: Sequence[Counted]) -> Figures:
    """Return the figures of `cases`."""
    entries = Counter(one.entry for one in cases)
    outcomes = Counter(one.outcome for one in cases)
    publications = Counter(one.publication for one in cases)
    accepted = [one for one in cases if one.outcome is Outcome.ACCEPTED]
    return Figures(
        carried_over=entries[Entry.CARRIED_OVER],
        received=entries[Entry.RECEIVED],
        split_off=entries[Entry.SPLIT_OFF],
        came_back=entries[Entry.CAME_BACK],
        refused=outcomes[Outcome.REFUSED],
        needs_info=outcomes[Outcome.NEEDS_INFO],
        transferred_out=outcomes[Outcome.TRANSFERRED_OUT],
        accepted=outcomes[Outcome.ACCEPTED],
        unclassified=outcomes[Outcome.UNCLASSIFIED],
        merged=outcomes[Outcome.MERGED],
        accepted_carried_over=sum(one.entry is Entry.CARRIED_OVER for one in accepted),
        answered=sum(one.answered for one in accepted),
        answered_late=sum(one.late for one in accepted),
        published=publications[Publication.PUBLISHED],
        kept_private=publications[Publication.KEPT_PRIVATE],
        unreviewed=publications[Publication.UNREVIEWED],
        open=sum(one.open for one in accepted),
        overdue=sum(one.overdue for one in accepted),
        awaiting=sum(one.awaiting for one in accepted),
        overdue_elsewhere=sum(one.overdue for one in cases if one.outcome is not Outcome.ACCEPTED),
    )


def content_rows(cases: Sequence[Counted]) -> tuple[ContentRow, ...]:
    """Return a row for each field that occurs, in the order of fields.yml, unknown ones last."""
    known = {one.code: one for one in directory.fields()}
    by_field: dict[str, list[Counted]] = {}
    for one in cases:
        by_field.setdefault(one.field, []).append(one)
    order = [*known, *sorted(by_field.keys() - known.keys())]
    rows = []
    for code in order:
        if code not in by_field:
            continue
        sums, field = figures(by_field[code]), known.get(code)
        rows.append(
            ContentRow(
                code=code,
                name=field.name if field else code,
                kind=field.kind if field else None,
                received=sums.received,
                total=sums.total,
                accepted=sums.accepted,
                answered=sums.answered,
                open=sums.open,
                overdue=sums.overdue,
            )
        )
    return tuple(rows)


def of_kind(cases: Sequence[Counted], kind: Kind) -> list[Counted]:
    """Return the cases whose field is of `kind`."""
    codes = {one.code for one in directory.fields() if one.kind == kind}
    return [one for one in cases if one.field in codes]


def channel_counts(cases: Sequence[Counted], names: dict[str, str]) -> tuple[Count, ...]:
    """Return how many were received by each channel, the busiest first; `names` are the channels' names by code."""
    sums = Counter(one.channel for one in cases if one.entry is Entry.RECEIVED)
    rows = [Count(code, names.get(code, code), number) for code, number in sums.items()]
    return tuple(sorted(rows, key=lambda row: (-row.number, fold(row.name))))


def late_units(cases: Sequence[Counted]) -> tuple[Count, ...]:
    """Return the agencies whose answer was overdue when the period ended, most first."""
    sums = Counter(one.handler for one in cases if one.overdue and one.outcome is Outcome.ACCEPTED)
    rows = [Count(code, unit_name(code), number) for code, number in sums.items()]
    return tuple(sorted(rows, key=lambda row: (-row.number, fold(row.name))))


def ranking(cases: Sequence[Counted]) -> tuple[UnitRow, ...]:
    """Return the agencies by the part of their cases that was in time, the best first, then by how many they had."""
    accepted = [one for one in cases if one.outcome is Outcome.ACCEPTED]
    own: dict[str, list[Counted]] = {}
    for one in accepted:
        own.setdefault(one.handler, []).append(one)
    rows = sorted(
        (_unit_row(code, handled) for code, handled in own.items()),
        key=lambda row: (-row.share, -row.handled, fold(row.name)),
    )
    ranked: list[UnitRow] = []
    for place, row in enumerate(rows, 1):
        equal = bool(ranked) and (ranked[-1].share, ranked[-1].handled) == (row.share, row.handled)
        ranked.append(replace(row, rank=ranked[-1].rank if equal else place))
    return tuple(ranked)


def unit_name(code: str) -> str:
    """Return the name of the agency with `code`; one that is no longer in the table is named by its code."""
    try:
        return directory.agency(code).name
    except TrolyError:
        return code


def _unit_row(code: str, cases: Sequence[Counted]) -> UnitRow:
    sums = figures(cases)
    in_time = sums.accepted - sums.answered_late - sums.overdue
    return UnitRow(
        rank=0,
        code=code,
        name=unit_name(code),
        handled=sums.accepted,
        answered=sums.answered,
        answered_late=sums.answered_late,
        open=sums.open,
        overdue=sums.overdue,
        in_time=in_time,
        share=in_time / sums.accepted,
    )
