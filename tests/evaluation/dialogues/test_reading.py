"""Dialogue files in each form, and mistakes told with file and line."""

import json
from pathlib import Path

import pytest

from evaluation.dialogues.reading import DialogueFileError, read_dialogues

ONE = {"id": "a", "turns": [{"user": "xin chào", "expect": {"kind": "smalltalk"}}]}
TWO = {"id": "b", "turns": [{"user": {"location": [10.77, 106.7]}}, {"user": {"photo": True}}]}


def _written(tmp_path: Path, text: str, name: str = "d.jsonl") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("d.jsonl", f"{json.dumps(ONE)}\n\n{json.dumps(TWO)}\n"),
        ("d.json", json.dumps([ONE, TWO], indent=1)),
        ("d.json", json.dumps({"dialogues": [ONE, TWO]}, indent=1)),
        ("d.yml", json.dumps([ONE, TWO])),
        ("d.yaml", "- id: a\n  turns:\n    - user: xin chào\n      expect: {kind: smalltalk}\n"
                   "- id: b\n  turns:\n    - user: {location: [10.77, 106.7]}\n    - user: {photo: true}\n"),
    ],
)  # fmt: skip
def test_a_file_may_be_json_lines_a_json_list_or_yaml(tmp_path: Path, name: str, text: str) -> None:
    first, second = read_dialogues(_written(tmp_path, text, name))
    assert (first.id, first.turns[0].expect.kinds) == ("a", ("smalltalk",))
    assert second.turns[0].user.location == (10.77, 106.7)
    assert second.turns[1].user.photo


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    assert len(read_dialogues(_written(tmp_path, "\ufeff" + json.dumps(ONE)))) == 1


def test_lone_values_stand_for_lists(tmp_path: Path) -> None:
    expect = {"kind": ["clarify", "fallback"], "gold": "1.001193", "must_contain": "a|b", "emergency": 113}
    path = _written(tmp_path, json.dumps({"turns": [{"user": "x", "expect": expect}]}))
    (dialogue,) = read_dialogues(path)
    found = dialogue.turns[0].expect
    assert found.kinds == ("clarify", "fallback")
    assert (found.gold, found.must_contain, found.emergency) == (("1.001193",), ("a|b",), ("113",))
    assert dialogue.id == "d:1"


def test_conditions_and_kinds_that_are_not_known_are_named(tmp_path: Path) -> None:
    expect = {"kind": "weather_report", "mood": "glad"}
    (dialogue,) = read_dialogues(_written(tmp_path, json.dumps({"turns": [{"user": "x", "expect": expect}]})))
    assert set(dialogue.turns[0].expect.unknown) == {"mood", "weather_report"}


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("d.jsonl", f"{json.dumps(ONE)}\n{{oops", "dòng 2"),
        ("d.jsonl", f"{json.dumps(ONE)}\n" + json.dumps({"id": "b"}), "dòng 2: turns: thiếu"),
        ("d.json", '[\n {"turns": []}\n]', "dòng 2: turns: không được để trống"),
        ("d.json", '[\n {"turns": [{"user": "x"}]},\n {"turns"\n]', "dòng 4"),
        ("d.yml", "- turns:\n    - user: x\n- turns: [{user: ''}]\n", "dòng 3"),
        ("d.yml", "a: [", "không phải YAML"),
        ("d.yml", "xin chào", "phải là một danh sách"),
        ("d.jsonl", "\n", "không có hội thoại nào"),
        ("d.jsonl", json.dumps({"turns": [{"user": "x", "expect": {"gold_rule": "third"}}]}), "dòng 1"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_file_and_line(tmp_path: Path, name: str, text: str, told: str) -> None:
    with pytest.raises(DialogueFileError) as failed:
        read_dialogues(_written(tmp_path, text, name))
    assert name in failed.value.sentence
    assert told in failed.value.sentence


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(DialogueFileError, match="nowhere"):
        read_dialogues(tmp_path / "nowhere.jsonl")
