"""What many tests need: a real PostgreSQL, a fresh database per test, the shared material."""

import os
import secrets
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import psycopg
import pytest

from api import database
from api.embedded_postgres import start_embedded
from api.settings import Settings, settings

if TYPE_CHECKING:
    from tests.messengers import Messengers
    from tests.stack import Stack

PROJECT_ROOT = Path(__file__).resolve().parent.parent

hypothesis.settings.register_profile("steady", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("steady")  # the same examples everywhere, and no clock

os.environ.setdefault("SECRET_KEY", "test-" + "k" * 40)
os.environ.setdefault("ACTION_SECRET", "test-" + "a" * 40)


def missing(what: str) -> None:
    """Skip the test because `what` is not on this machine; under CI that is a failure."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing")
    pytest.skip(f"{what} is missing on this machine")


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder of the real catalogue and the development sets, beside the checkout."""
    folder = PROJECT_ROOT.parent / "shared"
    if not (folder / "catalogue" / "procedures.jsonl.gz").exists():
        missing("../shared (the real catalogue)")
    return folder


@pytest.fixture(scope="session")
def postgres_uri() -> Iterator[str]:
    """An embedded PostgreSQL for this test run, with a migrated template database named `template_troly`.

    Its data lie outside pytest's own folder, which the next pytest run would close to the server's user.
    """
    folder = tempfile.mkdtemp(prefix="troly-test-")
    server = start_embedded(Path(folder) / "data")
    uri = server.get_uri()
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute("CREATE DATABASE template_troly")
    database.migrate(server.get_uri(database="template_troly"))
    yield uri
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database_url(postgres_uri: str) -> Iterator[str]:
    """The address of a fresh, migrated, empty database."""
    name = f"test_{secrets.token_hex(6)}"
    with psycopg.connect(postgres_uri, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template_troly')
        yield postgres_uri.replace("/postgres?", f"/{name}?", 1)
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
async def open_database(database_url: str) -> AsyncIterator[str]:
    """The fresh database, opened for `api.database.transaction()`; the value is its address."""
    database.open_database(database_url)
    yield database_url
    await database.close_database()


@pytest.fixture
def app_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Settings]:
    """Settings of this test: nothing from the machine, files under the test's own folder."""
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "var"))
    settings.cache_clear()
    yield settings()
    settings.cache_clear()


@pytest.fixture
def configure(app_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Set settings of this test by their environment names."""

    def configured(**values: str) -> None:
        for name, value in values.items():
            monkeypatch.setenv(name, value)
        settings.cache_clear()

    return configured


@pytest.fixture(scope="session")
def messengers() -> "Iterator[Messengers]":
    """Telegram and Zalo, played on this machine."""
    from tests.messengers import Messengers

    played = Messengers().start()
    yield played
    played.stop()


@pytest.fixture(scope="session")
def stack(shared_dir: Path, messengers: "Messengers") -> "Iterator[Stack]":
    """The whole product as `troly serve` starts it, with the full catalogue and a few dossiers."""
    from tests.stack import new_stack

    folder = tempfile.mkdtemp(prefix="troly-stack-")
    running = new_stack(Path(folder) / "var", **messengers.env)
    records = str(shared_dir / "catalogue" / "procedures.jsonl.gz")
    running.troly("catalogue", "import", records, "--snapshot", "2026-07-01")
    running.troly("dossiers", "import", str(Path(__file__).parent / "dialogues" / "dossiers.csv"))
    running.start()
    yield running
    running.stop()
    shutil.rmtree(folder, ignore_errors=True)
