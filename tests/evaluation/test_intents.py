import json
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli.evaluate import app
from evaluation.intents import Labelled, MessagesError, Parsed, evaluate, parse, read_messages, report


def labelled(intent, **entities):
    return Labelled(id="1", text="x", intent=intent, entities=entities)


def parsed(intent, **entities):
    return Parsed(intent, 0.9, frozenset(entities.items()))


@pytest.fixture
def messages(tmp_path):
    path = tmp_path / "messages.jsonl"
    lines = [
        {"id": "a", "text": "chào", "intent": "greet", "entities": {}},
        {"id": "b", "text": "gọi 0903123456", "intent": "human_handoff", "entities": {"phone": "0903123456"}},
    ]
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return path


@pytest.fixture
def fake_python(tmp_path):
    """An interpreter that answers every message as a greeting."""
    path = tmp_path / "python"
    answer = '{"intent": "greet", "confidence": 0.9, "ranking": [{"intent": "greet", "confidence": 0.9}], "entities": []}'
    path.write_text(
        f"#!/bin/sh\necho noise\nwhile read -r line || [ -n \"$line\" ]; do echo '{answer}'; done\n"
    )
    path.chmod(path.stat().st_mode | stat.S_IEXEC)
    return path


def test_figures_count_right_intents_per_intent_and_confusions():
    figures = report(
        [labelled("greet"), labelled("greet"), labelled("thank"), labelled("help")],
        [parsed("greet"), parsed("thank"), parsed("thank"), parsed("help")],
    )
    assert (figures.n, figures.accuracy) == (4, 0.75)
    assert figures.by_intent["greet"].recall == 0.5
    assert figures.by_intent["thank"].precision == 0.5
    assert figures.macro_f1 == pytest.approx((2 / 3 + 2 / 3 + 1) / 3)
    assert figures.confusions == (("greet", "thank", 1),)


def test_a_message_has_its_entities_right_only_when_all_are():
    right = report(
        [labelled("x", unit="26743", phone="0903123456")], [parsed("x", unit="26743", phone="0903123456")]
    )
    missing = report([labelled("x", unit="26743", phone="0903123456")], [parsed("x", unit="26743")])
    invented = report([labelled("x")], [parsed("x", unit="26743")])
    assert (right.entity_accuracy, missing.entity_accuracy, invented.entity_accuracy) == (1.0, 0.0, 0.0)


def test_kinds_that_no_file_labels_do_not_count():
    assert report([labelled("x")], [parsed("x", procedure_code="1.001193")]).entity_accuracy == 1.0


def test_the_json_has_the_harness_s_keys():
    keys = report([labelled("x")], [parsed("x")]).as_json()
    assert keys.keys() >= {"n", "accuracy", "macro_f1", "entity_accuracy", "expected_calibration_error"}
    assert len(keys["reliability"]) == 10


def test_an_intent_that_was_not_sure_enough_counts_by_its_own_confidence():
    unsure = Parsed("nlu_fallback", 0.2, frozenset(), guess=("greet", 0.15))
    figures = report([labelled("greet")], [unsure])
    assert figures.accuracy == 0
    assert (figures.confidence.bins[1].n, figures.confidence.bins[1].right) == (1, 1.0)


def test_a_bad_line_is_named_with_its_number(messages):
    messages.write_text(messages.read_text() + '\n{"id": "c"}\n')
    with pytest.raises(MessagesError, match=r"messages\.jsonl:3"):
        read_messages(messages)


def test_a_missing_model_is_said_in_one_sentence(messages, tmp_path, fake_python):
    with pytest.raises(MessagesError) as error:
        evaluate(messages, tmp_path / "none", python=fake_python)
    assert "troly train bot" in error.value.sentence


def test_a_model_that_ends_early_is_an_error(tmp_path):
    with pytest.raises(MessagesError, match="after 0 of 1"):
        parse(["chào"], tmp_path, python=Path("/bin/false"))


def test_noise_between_the_answers_is_skipped(messages, tmp_path, fake_python):
    figures = evaluate(messages, tmp_path, python=fake_python)
    assert (figures.n, figures.accuracy, figures.entity_accuracy) == (2, 0.5, 0.5)


def test_the_command_refuses_a_missing_file_with_status_2(tmp_path):
    result = CliRunner().invoke(app, ["intents", "--messages", str(tmp_path / "none.jsonl")])
    assert result.exit_code == 2
