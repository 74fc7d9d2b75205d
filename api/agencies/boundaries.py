"""The boundaries of the 168 units, and which unit a shared location lies in.

The boundaries are imported (`troly units import FILE.geojson`) into `var/units.geojson`: WGS 84, a Polygon or
MultiPolygon per unit with the property `code`. They are kept in memory as a tree of polygons.
"""

import json
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry
from shapely.strtree import STRtree

from api.errors import TrolyError
from api.settings import settings
from retrieval.places import Unit, unit, units

FILE = "units.geojson"
_KINDS = ("Polygon", "MultiPolygon")
_SLIVERS = 0.001
_GAP = 0.0003
"""Degrees, about 30 m: simplified boundaries leave gaps between neighbours, and a place there belongs to the nearest."""


class BoundariesError(TrolyError):
    """A file of boundaries is wrong; its sentence says how."""

    status = 422


class BoundariesMissingError(TrolyError):
    """No boundaries have been imported, so the unit of a location is asked for."""

    status = 409
    sentence = "Chưa có ranh giới phường, xã: hãy chạy “troly units import TỆP.geojson”."


@dataclass(frozen=True)
class _Boundaries:
    codes: tuple[str, ...]
    shapes: tuple[BaseGeometry, ...]
    tree: STRtree


def boundaries_path() -> Path:
    """Return where imported boundaries lie."""
    return settings().var_dir / FILE


def read_boundaries(path: Path) -> dict[str, BaseGeometry]:
    """Return the polygon of each unit's code in `path`.

    Raises:
        BoundariesError: no GeoJSON, an unknown, missing or repeated code, or a shape that is no valid polygon on earth.
    """
    try:
        root = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise _wrong(path, "không đọc được như GeoJSON", str(error)) from error
    features = root.get("features") if isinstance(root, dict) else None
    if not isinstance(features, list):
        raise _wrong(path, "không phải một FeatureCollection", "no list of features")
    known = {one.code for one in units()}
    found: dict[str, BaseGeometry] = {}
    for number, feature in enumerate(features, 1):
        code, polygon = _feature(path, number, feature)
        if code not in known:
            raise _wrong(path, f"đối tượng thứ {number} có mã lạ {code}", f"feature {number}: no unit {code}")
        if code in found:
            raise _wrong(path, f"mã {code} đứng hai lần", f"feature {number}: {code} stands twice")
        found[code] = polygon
    if missing := sorted(known - set(found)):
        named = ", ".join(unit(code).full_name for code in missing[:5])
        raise _wrong(
            path, f"thiếu {len(missing)} phường, xã: {named}", f"no boundaries of {', '.join(missing)}"
        )
    return found


def _feature(path: Path, number: int, feature: Any) -> tuple[str, BaseGeometry]:
    try:
        code = str(feature["properties"]["code"])
        geometry = feature["geometry"]
        polygon = shape(geometry)
        kind = geometry["type"]
    except (KeyError, TypeError, ValueError, AttributeError, shapely.errors.ShapelyError) as error:
        raise _wrong(
            path, f"đối tượng thứ {number} thiếu mã hoặc hình", f"feature {number}: {error!r}"
        ) from error
    if kind not in _KINDS or not _on_earth(polygon) or not _sound(polygon):
        why = shapely.is_valid_reason(polygon)
        details = f"feature {number} ({code}): {kind}, {why}, {polygon.bounds}"
        raise _wrong(path, f"hình của mã {code} không hợp lệ", details)
    return code, polygon if polygon.is_valid else shapely.make_valid(
        polygon, method="structure", keep_collapsed=False
    )


def _on_earth(polygon: BaseGeometry) -> bool:
    west, south, east, north = polygon.bounds if not polygon.is_empty else (999.0,) * 4
    return bool(-180 <= west <= east <= 180 and -90 <= south <= north <= 90)


def _sound(polygon: BaseGeometry) -> bool:
    """Tell whether `polygon` is valid, or only has slivers as simplifying leaves them, whose repair keeps its area."""
    if polygon.is_valid:
        return bool(polygon.area > 0)
    repaired = shapely.make_valid(polygon, method="structure", keep_collapsed=False).area
    return bool(repaired > 0 and abs(repaired - polygon.area) <= _SLIVERS * repaired)


def _wrong(path: Path, sentence: str, details: str) -> BoundariesError:
    return BoundariesError(f"{path}: {details}", sentence=f"Tệp ranh giới {path.name}: {sentence}.")


def import_boundaries(source: Path) -> int:
    """Check `source` and keep it as the boundaries; returns how many units it has. A wrong file changes nothing.

    Raises:
        BoundariesError: `source` is wrong.
    """
    found = read_boundaries(source)
    kept = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": {"code": code}, "geometry": shapely.geometry.mapping(polygon)}
            for code, polygon in sorted(found.items())
        ],
    }
    target = boundaries_path()
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        beside.write_text(json.dumps(kept), encoding="utf-8")
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    return len(found)


def unit_at(lat: float, lon: float) -> Unit | None:
    """Return the unit in which a place (degrees, WGS 84) lies; None outside the city.

    Raises:
        BoundariesMissingError: no boundaries have been imported; the unit is then asked for.
        BoundariesError: the kept file was changed by hand and is wrong.
    """
    path = boundaries_path()
    try:
        stamp = path.stat()
    except FileNotFoundError as error:
        raise BoundariesMissingError(f"{path}: no such file") from error
    known = _loaded(path, stamp.st_mtime_ns, stamp.st_size)
    point = shapely.Point(lon, lat)
    inside = known.tree.query(point, predicate="intersects")
    if len(inside):
        return unit(known.codes[min(inside, key=lambda place: known.shapes[place].area)])
    near = known.tree.query_nearest(point, max_distance=_GAP, all_matches=False)
    return unit(known.codes[near[0]]) if len(near) else None


@lru_cache(maxsize=2)
def _loaded(path: Path, _changed: int, _size: int) -> _Boundaries:
    found = read_boundaries(path)
    shapes = tuple(found.values())
    return _Boundaries(tuple(found), shapes, STRtree(shapes))
