"""Rasa's own check of the training data."""

import subprocess

import pytest

from api.bootstrap.artefacts import rasa_environment
from tests.conftest import PROJECT_ROOT

pytestmark = pytest.mark.dialogue


def test_rasa_finds_nothing_to_warn_of_in_the_training_data(bot_python):
    command = [bot_python, "-m", "rasa", "data", "validate", "--fail-on-warnings", "--config", "config.yml"]
    command += ["--domain", "bot/domain", "--data", "nlu_data/nlu", "nlu_data/rules"]
    result = subprocess.run(
        command, cwd=PROJECT_ROOT, env=rasa_environment(), capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]
