"""One running product for all dialogues: the real gateway, Rasa, actions and database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stack import Stack, new_stack


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory, shared_dir: Path) -> Iterator[Stack]:
    """`troly serve` with the full catalogue and sample dossiers."""
    var = tmp_path_factory.mktemp("stack") / "var"
    running = new_stack(var)
    running.troly("catalogue", "import", str(shared_dir / "catalogue" / "procedures.jsonl.gz"))
    running.troly("dossiers", "import", str(Path(__file__).parent / "dossiers.csv"))
    running.start()
    yield running
    running.stop()
