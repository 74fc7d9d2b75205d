"""Rasa with a model that cannot be loaded, really started."""

import os
import subprocess
from pathlib import Path

import pytest

from api.bootstrap.artefacts import rasa_environment
from api.supervisor.supervisor import free_port
from tests.conftest import PROJECT_ROOT

pytestmark = pytest.mark.dialogue


def test_rasa_that_cannot_load_its_model_ends_instead_of_serving(bot_python: Path, tmp_path: Path) -> None:
    model, endpoints = tmp_path / "model.tar.gz", tmp_path / "endpoints.yml"
    model.write_bytes(b"cut off")
    endpoints.write_text("")
    done = subprocess.run(
        [
            *(str(bot_python), "-m", "rasa", "run", "-m", str(model)),
            *("--endpoints", str(endpoints), "--credentials", "bot/credentials.yml"),
            *("-i", "127.0.0.1", "-p", str(free_port())),
        ],
        cwd=PROJECT_ROOT,
        env={**os.environ, **rasa_environment()},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 70, done.stdout + done.stderr
    assert "there is no model to answer with" in done.stdout + done.stderr
