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


PAUSED, CLOSED = "1.001570", "1.001266"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("tui tính tạm ngưng buôn bán ít lâu", PAUSED),
        ("ban e qua, dong tiem luon thi lam sao", CLOSED),
        ("tui nghỉ bán luôn", CLOSED),
    ],
)
async def test_one_of_the_bundle_said_plainly_is_answered_and_the_others_offered(
    bare_call: Caller, shelf: Shelf, text: str, meant: str
) -> None:
    said = await bare_call("action_find_procedure", text)
    assert said.slots["procedure_code"] == meant
    assert said.slots["procedure_offers"][0] == meant
    assert len(said.slots["procedure_offers"]) > 1


async def test_one_of_the_bundle_offered_is_chosen_by_other_words(bare_call: Caller, shelf: Shelf) -> None:
    first = await bare_call("action_find_procedure", "tui tính dẹp tiệm")
    assert first.slots["procedure_candidates"][:2] == [PAUSED, CLOSED]
    bare_call.answered("tui tính dẹp tiệm", first)
    said = await bare_call("action_find_procedure", "nghỉ hẳn đó em", slots=first.slots)
    assert said.metadata["procedures"] == [CLOSED]


async def test_words_of_two_of_the_bundle_choose_none(bare_call: Caller, shelf: Shelf) -> None:
    said = await bare_call("action_find_procedure", "tạm nghỉ bán rồi dẹp luôn")
    assert said.slots["procedure_candidates"][:2] == [PAUSED, CLOSED]


def test_every_code_with_words_of_its_own_is_one_of_the_bundle() -> None:
    assert all(set(event.meant_by) <= set(event.procedures) for event in bundles().values())


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
