import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from api.agencies.boundaries import (
    BoundariesError,
    BoundariesMissingError,
    boundaries_path,
    import_boundaries,
    unit_at,
)
from api.cli.units import app
from api.settings import settings
from retrieval.places import units


@pytest.fixture(autouse=True)
def var_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(settings(), "var_dir", tmp_path / "var")
    return tmp_path / "var"


def squares() -> list[dict[str, Any]]:
    """Each unit a square of a tenth of a degree, in a row along the equator."""
    found = []
    for place, one in enumerate(units()):
        west = place / 10
        ring = [[west, 0], [west + 0.1, 0], [west + 0.1, 0.1], [west, 0.1], [west, 0]]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        found.append({"type": "Feature", "properties": {"code": one.code}, "geometry": geometry})
    return found


def written(tmp_path: Path, features: list[dict[str, Any]]) -> Path:
    path = tmp_path / "in.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def test_without_boundaries_the_unit_cannot_be_told() -> None:
    with pytest.raises(BoundariesMissingError):
        unit_at(10.77, 106.69)


def test_a_location_lies_in_its_unit_and_outside_in_none(tmp_path: Path) -> None:
    assert import_boundaries(written(tmp_path, squares())) == 168
    assert unit_at(0.05, 0.05) == units()[0]
    assert unit_at(0.05, 16.75) == units()[167]
    assert unit_at(0.1001, 0.05) == units()[0], "a gap of ten metres"
    assert unit_at(0.2, 0.05) is None
    assert unit_at(21.03, 105.85) is None


def test_new_boundaries_count_at_once(tmp_path: Path) -> None:
    import_boundaries(written(tmp_path, squares()))
    first = unit_at(0.05, 0.05)
    turned = squares()
    codes = [one["properties"]["code"] for one in turned]
    for one, code in zip(turned, reversed(codes), strict=True):
        one["properties"]["code"] = code
    turned[0]["geometry"]["coordinates"][0].insert(1, [0.05, 0])
    import_boundaries(written(tmp_path, turned))
    assert first == units()[0]
    assert unit_at(0.05, 0.05) == units()[167]


def without_one(features: list[dict[str, Any]]) -> None:
    features.pop()


def unknown_code(features: list[dict[str, Any]]) -> None:
    features[0]["properties"]["code"] = "99999"


def twice(features: list[dict[str, Any]]) -> None:
    features[1]["properties"]["code"] = features[0]["properties"]["code"]


def bow_tie(features: list[dict[str, Any]]) -> None:
    features[0]["geometry"]["coordinates"] = [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]


def a_point(features: list[dict[str, Any]]) -> None:
    features[0]["geometry"] = {"type": "Point", "coordinates": [0, 0]}


def metres(features: list[dict[str, Any]]) -> None:
    features[0]["geometry"]["coordinates"] = [[[600000, 1], [600001, 1], [600001, 2], [600000, 1]]]


def nothing(features: list[dict[str, Any]]) -> None:
    features[0] = {}


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (without_one, "thiếu 1 phường, xã"),
        (unknown_code, "mã lạ 99999"),
        (twice, "đứng hai lần"),
        (bow_tie, "không hợp lệ"),
        (a_point, "không hợp lệ"),
        (metres, "không hợp lệ"),
        (nothing, "thiếu mã hoặc hình"),
    ],
)
def test_a_wrong_file_is_explained_and_the_old_one_kept(tmp_path: Path, spoil: Any, said: str) -> None:
    import_boundaries(written(tmp_path, squares()))
    before = boundaries_path().read_bytes()
    features = squares()
    spoil(features)
    with pytest.raises(BoundariesError) as caught:
        import_boundaries(written(tmp_path, features))
    assert said in caught.value.sentence
    assert "in.geojson" in caught.value.sentence
    assert boundaries_path().read_bytes() == before
    assert [one.name for one in boundaries_path().parent.iterdir()] == ["units.geojson"]


def test_a_file_that_is_no_geojson_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "in.geojson"
    for text in ("{", "[]", '{"features": 1}'):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(BoundariesError):
            import_boundaries(path)


@pytest.mark.shared
def test_the_city_s_boundaries_tell_known_places(shared_dir: Path) -> None:
    source = shared_dir / "domain" / "hcm_units.geojson"
    result = CliRunner().invoke(app, ["import", str(source)])
    assert "168" in result.stdout
    assert result.exit_code == 0
    places = {
        (10.7725, 106.6980): "Bến Thành",
        (10.7770, 106.6955): "Bến Thành",
        (8.6830, 106.6060): "Côn Đảo",
    }
    for (lat, lon), name in places.items():
        found = unit_at(lat, lon)
        assert found is not None
        assert found.name == name
    assert unit_at(21.0285, 105.8542) is None
    assert unit_at(10.9574, 106.8426) is None, "Biên Hòa"
