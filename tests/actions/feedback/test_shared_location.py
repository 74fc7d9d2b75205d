"""A place shared on the map answers where it is and in which unit."""

import pytest

from actions.feedback.shared_location import OUTSIDE
from api.agencies import boundaries
from retrieval.places import Unit, unit
from tests.actions.conftest import Caller
from tests.actions.report_form import answer

SHARED = {"kind": "location", "lat": 10.79, "lon": 106.68}
TEXT = "[vị trí 10.790000, 106.680000]"


def _found(monkeypatch: pytest.MonkeyPatch, found: Unit | None) -> None:
    monkeypatch.setattr(boundaries, "unit_at", lambda _lat, _lon: found)


@pytest.mark.parametrize("asked", ["feedback_place", "feedback_unit", "feedback_content"])
async def test_it_sets_place_and_unit_whatever_was_asked(
    bare_call: Caller, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    _found(monkeypatch, unit("27058"))
    said = await answer(bare_call, asked, TEXT, attachment=SHARED)
    told = {"feedback_content": None} if asked == "feedback_content" else {}
    assert said.slots == {"feedback_place": TEXT, "feedback_unit": "27058", **told}


async def test_a_place_outside_the_city_is_told_and_asked_for_again(
    bare_call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    _found(monkeypatch, None)
    said = await answer(bare_call, "feedback_place", TEXT, attachment=SHARED)
    assert said.slots == {"feedback_place": None}
    assert said.texts[0] == OUTSIDE()


async def test_without_boundaries_the_unit_stays_to_be_asked_for(
    bare_call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_lat: float, _lon: float) -> Unit | None:
        raise boundaries.BoundariesMissingError("no such file")

    monkeypatch.setattr(boundaries, "unit_at", missing)
    said = await answer(bare_call, "feedback_place", TEXT, attachment=SHARED)
    assert said.slots == {"feedback_place": TEXT}


async def test_it_stands_behind_the_place_told_and_a_second_one_replaces_it(
    bare_call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    _found(monkeypatch, unit("27058"))
    for before in ("trước số 7 hẻm 31", "trước số 7 hẻm 31, [vị trí 10.100000, 106.200000]"):
        said = await answer(
            bare_call, "feedback_unit", TEXT, attachment=SHARED, slots={"feedback_place": before}
        )
        assert said.slots["feedback_place"] == f"trước số 7 hẻm 31, {TEXT}"
