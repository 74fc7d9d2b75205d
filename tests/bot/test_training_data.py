"""Rasa's own checks: of the training data, and of the trained model on stories."""

import json
import subprocess

import pytest

from api.bootstrap.artefacts import rasa_environment
from tests.conftest import PROJECT_ROOT

pytestmark = pytest.mark.dialogue


def test_rasa_finds_nothing_to_warn_of_in_the_training_data(bot_python):
    command = [bot_python, "-m", "rasa", "data", "validate", "--fail-on-warnings", "--config", "config.yml"]
    command += ["--domain", "bot/domain", "--data", "nlu_data/nlu", "nlu_data/rules"]
    _run(command)


def test_rasa_predicts_every_action_of_the_test_stories(bot_python, model, tmp_path):
    command = [bot_python, "-m", "rasa", "test", "core", "--e2e", "--fail-on-prediction-errors", "--no-plot"]
    _run([*command, "-m", model, "-s", PROJECT_ROOT / "tests" / "bot" / "stories", "--out", tmp_path])
    told = json.loads((tmp_path / "story_report.json").read_text())["conversation_accuracy"]
    assert told["total"] >= 5
    assert told["correct"] == told["total"]
    assert told["with_warnings"] == 0


def _run(command):
    result = subprocess.run(
        command, cwd=PROJECT_ROOT, env=rasa_environment(), capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]
