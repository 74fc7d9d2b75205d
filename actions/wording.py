"""The sentences of `texts.yml`; each module of actions names the ones it says."""

from pathlib import Path

from api.texts import TextFile

TEXTS = TextFile(Path(__file__).parent / "texts.yml")
