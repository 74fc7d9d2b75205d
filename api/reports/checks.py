"""Whether the numbers of a report add up. A sum that does not is printed like the others, with both sides."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.reports.figures import ContentRow, Count, Figures, UnitRow


@dataclass(frozen=True)
class Check:
    """Two ways to the same number: `left` by the parts, `right` the whole."""

    name: str
    left: int
    right: int

    @property
    def ok(self) -> bool:
        """Whether both are the same."""
        return self.left == self.right


@dataclass(frozen=True)
class Recount:
    """The same numbers counted by the database alone: by rows of cases, and by each case's last event."""

    received: int
    open_before: int
    open_after: int


def checks(
    sums: Figures,
    *,
    parts: tuple[Figures, Figures],
    channels: Sequence[Count],
    contents: Sequence[ContentRow],
    late: Sequence[Count],
    units: Sequence[UnitRow],
    recount: Recount,
) -> tuple[Check, ...]:
    """Return every sum of the report with both sides; `parts` are the figures of the two kinds of fields."""
    outcomes = sums.not_accepted + sums.accepted + sums.unclassified + sums.merged
    finished = sums.refused + sums.transferred_out + sums.merged + sums.answered
    return (
        Check(
            "Chuyển sang + tiếp nhận mới + tách ra + xem xét lại = kết quả phân loại", sums.total, outcomes
        ),
        Check("Đã kết thúc + còn phải xử lý = tổng số", finished + sums.carried_on, sums.total),
        Check("Đã trả lời + đang xử lý = đã chuyển cơ quan xử lý", sums.answered + sums.open, sums.accepted),
        Check(
            "Công khai + không công khai + chờ duyệt = đã trả lời",
            sums.published + sums.kept_private + sums.unreviewed,
            sums.answered,
        ),
        Check("Cộng theo kênh = tiếp nhận mới", sum(one.number for one in channels), sums.received),
        Check("Cộng theo nội dung = tổng số", sum(one.total for one in contents), sums.total),
        Check("Hiện trường + thủ tục hành chính = tổng số", sum(one.total for one in parts), sums.total),
        Check("Cộng theo đơn vị quá hạn = quá hạn", sum(one.number for one in late), sums.overdue),
        Check(
            "Cộng theo đơn vị xếp hạng = đã chuyển cơ quan xử lý",
            sum(one.handled for one in units),
            sums.accepted,
        ),
        Check("Tiếp nhận mới, đếm lại theo hồ sơ phản ánh", sums.received, recount.received),
        Check("Kỳ trước chuyển sang, đếm lại theo sự kiện cuối", sums.carried_over, recount.open_before),
        Check("Chuyển kỳ sau, đếm lại theo sự kiện cuối", sums.carried_on, recount.open_after),
    )
