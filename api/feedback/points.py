"""A place on the map: latitude and longitude in degrees (WGS 84)."""

import math
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]

_EARTH_RADIUS = 6_371_000.0
"""Metres."""
_COARSE_DIGITS = 3
"""Of degrees: about 100 m in the city."""


def metres_between(one: Point, other: Point) -> float:
    """Return how far two places lie apart, in metres (haversine; right to 0.5 % on the ellipsoid)."""
    lat, lon, other_lat, other_lon = map(math.radians, (*one, *other))
    chord = (
        math.sin((other_lat - lat) / 2) ** 2
        + math.cos(lat) * math.cos(other_lat) * math.sin((other_lon - lon) / 2) ** 2
    )
    return 2 * _EARTH_RADIUS * math.asin(math.sqrt(min(1.0, chord)))


def coarse(point: Point) -> Point:
    """Return the place to about 100 m: enough to find the street, too little to find a home."""
    lat, lon = point
    return round(lat, _COARSE_DIGITS), round(lon, _COARSE_DIGITS)
