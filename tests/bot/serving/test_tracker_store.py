"""What Rasa remembers of a conversation when PostgreSQL was killed meanwhile, in Rasa's own environment."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from api.bootstrap.artefacts import rasa_environment
from tests.conftest import PROJECT_ROOT

pytestmark = pytest.mark.dialogue


@dataclass
class Store:
    """A store in a process of its own."""

    process: "subprocess.Popen[str]"

    def send(self, words: str = "") -> None:
        """Give it `words` to store, or nothing."""
        assert self.process.stdin
        self.process.stdin.write(words + "\n")
        self.process.stdin.flush()

    def told(self) -> list[str]:
        """Return what it holds of the conversation."""
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, self.process.stderr and self.process.stderr.read()
        heard: list[str] = json.loads(line)
        return heard

    def asks_again(self) -> str:
        """Return once it says that it asks again."""
        assert self.process.stderr
        return next(line for line in self.process.stderr if "asking again" in line)


@pytest.fixture
def store(bot_python: Path, database_url: str) -> Iterator[Store]:
    """A store on a database of its own."""
    process = subprocess.Popen(
        [str(bot_python), str(Path(__file__).parent / "store_driver.py"), database_url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=PROJECT_ROOT,
        env=rasa_environment(),
    )
    yield Store(process)
    process.kill()
    process.communicate()


@contextmanager
def _cut_off(postgres_uri: str, database_url: str) -> Iterator[None]:
    """End every connection to the database, and let none in until the end."""
    name = psycopg.conninfo.conninfo_to_dict(database_url)["dbname"]
    with psycopg.connect(postgres_uri, autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,)
        )
        yield
        connection.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')


def test_a_connection_that_died_is_replaced_and_nothing_forgotten(
    store: Store, postgres_uri: str, database_url: str
) -> None:
    store.send("một")
    assert store.told() == ["một"]
    with _cut_off(postgres_uri, database_url):
        pass
    store.send("hai")
    assert store.told() == ["một", "hai"]


def test_while_the_database_is_away_it_waits_and_then_remembers(
    store: Store, postgres_uri: str, database_url: str
) -> None:
    store.send("một")
    assert store.told() == ["một"]
    with _cut_off(postgres_uri, database_url):
        store.send("hai")
        assert store.asks_again()
    assert store.told() == ["một", "hai"]
    store.send()
    assert store.told() == ["một", "hai"]
