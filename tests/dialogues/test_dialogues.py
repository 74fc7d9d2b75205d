"""Dialogues as data, spoken with the whole product through the web chat.

Each file holds dialogues: a name and turns. A turn says a text (`say`), taps a choice (`choose`: its id or
the beginning of its title), or shares a place on the map (`location`: latitude and longitude), and expects patterns (regular expressions, case ignored) in what is answered; `not`
lists patterns that must not occur; `offered` says which of the procedures last offered the answer is about (1, 2 …, −1
for the last), whichever they were: what search finds first is not what these dialogues try.
"""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.stack import Citizen, Stack, in_one_text

pytestmark = [pytest.mark.dialogue, pytest.mark.shared]


def _dialogues() -> list[Any]:
    found = []
    for file in sorted(Path(__file__).parent.glob("*.yml")):
        for dialogue in yaml.safe_load(file.read_text(encoding="utf-8")):
            found.append(pytest.param(dialogue, id=f"{file.stem}: {dialogue['name']}"))
    return found


def _tap(citizen: Citizen, wanted: str) -> dict[str, str]:
    for choice in citizen.choices:
        if choice["id"] == wanted or choice["title"].lower().startswith(wanted.lower()):
            return {"choice_id": choice["id"]}
    raise AssertionError(f"no choice {wanted!r} among {[choice['title'] for choice in citizen.choices]}")


def _sent(citizen: Citizen, turn: dict[str, Any], text: str) -> dict[str, Any]:
    if "location" in turn:
        lat, lon = turn["location"]
        return {"location": {"lat": lat, "lon": lon}}
    return _tap(citizen, str(turn["choose"])) if "choose" in turn else {"text": text}


@pytest.mark.parametrize("dialogue", _dialogues())
def test_the_dialogue_goes_as_written(stack: Stack, dialogue: dict[str, Any]) -> None:
    citizen = Citizen(stack.address)
    said: dict[str, str] = {}
    offered: list[str] = []
    for turn in dialogue["turns"]:
        text = turn.get("say", "")
        for name, value in said.items():
            text = text.replace(f"{{{name}}}", value)
        citizen.send(_sent(citizen, turn, text))
        messages = citizen.listen()
        answer = in_one_text(messages)
        about = [message["metadata"] or {} for message in messages]
        if "offered" in turn:
            wanted = offered[turn["offered"] - 1 if turn["offered"] > 0 else turn["offered"]]
            assert any(one.get("procedures") == [wanted] for one in about), (
                f"{text!r} → not about {wanted} of {offered}:\n{answer}"
            )
        lists = [one["procedures"] for one in about if len(one.get("procedures", ())) > 1]
        offered = lists[-1] if lists else offered
        for pattern in turn.get("expect", []):
            assert re.search(pattern, answer, re.IGNORECASE), (
                f"{text or turn.get('choose') or turn['location']!r} → no {pattern!r} in:\n{answer}"
            )
        for pattern in turn.get("not", []):
            assert not re.search(pattern, answer, re.IGNORECASE), (
                f"{text!r} → {pattern!r} must not be in:\n{answer}"
            )
        for name, pattern in turn.get("remember", {}).items():
            match = re.search(pattern, answer)
            assert match, f"nothing like {pattern!r} to remember in:\n{answer}"
            said[name] = match[0]
