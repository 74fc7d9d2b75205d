"""The whole product for tests: it needs the model trained from the files as they are."""

from pathlib import Path

from api.bootstrap.artefacts import model_is_current
from evaluation.stack import Citizen, Stack, in_one_text
from tests.conftest import PROJECT_ROOT, missing

__all__ = ["Citizen", "Stack", "in_one_text", "new_stack"]


def new_stack(var: Path, **extra: str) -> Stack:
    """Return a stack, not yet started, with its data in `var`; `extra` are environment variables."""
    if not model_is_current(PROJECT_ROOT / "var"):
        missing("a Rasa model trained from the present files (`make setup`)")
    return Stack(var, **extra)
