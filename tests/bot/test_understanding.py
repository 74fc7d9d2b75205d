"""The development messages, measured (never learnt from)."""

import pytest

from evaluation.intents import evaluate

pytestmark = [pytest.mark.dialogue, pytest.mark.shared]


def test_most_of_the_development_messages_are_understood(shared_dir, model, bot_python):
    figures = evaluate(shared_dir / "eval" / "dev_intents.jsonl", model, python=bot_python)
    assert figures.accuracy > 0.8
    assert figures.macro_f1 > 0.8
    assert figures.entity_accuracy > 0.97
