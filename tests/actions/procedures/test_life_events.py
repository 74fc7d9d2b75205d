import gzip
import json
from pathlib import Path

import pytest

from actions.procedures.life_events import CHOOSE_AGAIN, MOST_SHOWN, bundles
from bot.life_events import LifeEventsError
from retrieval.procedure import Procedure
from tests.actions.conftest import BIRTH, Caller, Shelf


async def test_an_event_offers_at_most_four_procedures_and_none_of_them(
    bare_call: Caller, shelf: Shelf
) -> None:
    said = await bare_call("action_find_procedure", "ba tui mới mất", intent="ask_procedure")
    codes = said.slots["procedure_offers"]
    assert codes[0] == "1.000656"
    assert 2 <= len(codes) <= MOST_SHOWN
    assert said.payloads == [
        *(f'/choose_procedure{{"procedure_code": "{code}"}}' for code in codes),
        "/choose_procedure",
    ]
    assert said.slots["last_aspects"] == []
    assert shelf.asked == []


async def test_told_twice_it_is_said_otherwise(bare_call: Caller, shelf: Shelf) -> None:
    first = await bare_call("action_find_procedure", "mới sinh con")
    assert BIRTH in first.slots["procedure_offers"]
    bare_call.answered("mới sinh con", first)
    again = await bare_call("action_find_procedure", "mới sinh con")
    assert again.text == CHOOSE_AGAIN()


async def test_a_particular_wish_is_searched(bare_call: Caller, shelf: Shelf) -> None:
    shelf.results["mới sinh con, làm khai sinh"] = ("answer", [BIRTH])
    said = await bare_call("action_find_procedure", "mới sinh con, làm khai sinh")
    assert said.slots["procedure_code"] == BIRTH


def test_every_event_has_procedures_in_the_starter_catalogue(starter_records: dict[str, Procedure]) -> None:
    lacking = [
        event.id
        for event in bundles().values()
        if sum(code in starter_records for code in event.procedures) < 2
    ]
    assert not lacking


@pytest.mark.shared
def test_every_code_is_in_the_real_catalogue(shared_dir: Path) -> None:
    with gzip.open(shared_dir / "catalogue" / "procedures.jsonl.gz", "rt", encoding="utf-8") as lines:
        known = {json.loads(line)["Mã thủ tục"] for line in lines}
    wanted = {code for event in bundles().values() for code in event.procedures}
    assert wanted <= known


def test_a_code_of_another_shape_is_reported_with_the_file(tmp_path: Path) -> None:
    file = tmp_path / "life_events.yml"
    file.write_text(
        "beside: a\nwishes: [b]\nevents:\n- {id: x, opening: Dạ vâng ạ, said: [x], procedures: {'12': y, '13': z}}\n",
        encoding="utf-8",
    )
    with pytest.raises(LifeEventsError, match=r"life_events\.yml"):
        bundles(file)
