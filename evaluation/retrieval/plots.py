"""Where things lie in the drawings of the page: shares turned into points of an SVG."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.retrieval.curves import Cut

_WIDTH, _HEIGHT = 340, 270
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 10, 12, 46


@dataclass(frozen=True)
class Frame:
    """The area of a drawing; shares run from 0 to 1 to the right and from `floor` to 1 upwards. Sizes in SVG units."""

    floor: float = 0.0
    width: int = _WIDTH
    height: int = _HEIGHT

    @property
    def left(self) -> int:
        """The left edge."""
        return _LEFT

    @property
    def right(self) -> int:
        """The right edge."""
        return self.width - _RIGHT

    @property
    def top(self) -> int:
        """The upper edge."""
        return _TOP

    @property
    def bottom(self) -> int:
        """The lower edge."""
        return self.height - _BOTTOM

    def x(self, share: float) -> float:
        """Return the place of a share from left to right."""
        return round(self.left + share * (self.right - self.left), 1)

    def y(self, share: float) -> float:
        """Return the place of a share from the bottom up; what lies under the floor lies on it."""
        up = max(share - self.floor, 0.0) / (1 - self.floor)
        return round(self.bottom - up * (self.bottom - self.top), 1)

    @property
    def marks(self) -> tuple[float, ...]:
        """The shares written along the upward axis."""
        step = 0.2 if self.floor < 0.5 else 0.1 if self.floor < 0.8 else 0.05
        count = round((1 - self.floor) / step)
        return tuple(round(1 - number * step, 2) for number in range(count, -1, -1))


def frame_of(cuts: Sequence[Cut]) -> Frame:
    """Return the frame that a curve of precision fits in: its floor a tenth (at most 0.9) under what the curve
    reaches once a twentieth of the questions is covered."""
    lowest = min((one.precision for one in cuts if one.coverage >= 0.05), default=0.0)
    floor = min(math.floor(lowest * 10) / 10, 0.9)
    return Frame(floor=floor if floor >= 0.5 else math.floor(floor * 5) / 5)


def line(frame: Frame, cuts: Sequence[Cut]) -> str:
    """Return the SVG path of precision over coverage."""
    points = [f"{frame.x(one.coverage)} {frame.y(one.precision)}" for one in cuts]
    return "M" + " L".join(points) if points else ""
