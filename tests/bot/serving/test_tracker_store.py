"""What Rasa remembers of a conversation that is long, or when PostgreSQL was killed meanwhile, in Rasa's environment."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
        heard: list[str] = self.state()["heard"]
        return heard

    def state(self) -> dict[str, Any]:
        """Return what it holds, what of it was loaded for the turn, the slots and the form."""
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, self.process.stderr and self.process.stderr.read()
        state: dict[str, Any] = json.loads(line)
        return state

    def after(self, *texts: str) -> dict[str, Any]:
        """Give it `texts`, a turn each, and return what it holds after the last."""
        states = []
        for text in texts:
            self.send(text)
            states.append(self.state())
        return states[-1]

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


def test_what_is_saved_again_is_stored_once(store: Store) -> None:
    assert store.after("một", "hai lần", "ba")["heard"] == ["một", "hai lần", "ba"]
    texts = _counted(20)
    assert store.after(*texts, "hai lần")["heard"] == ["một", "hai lần", "ba", *texts, "hai lần"]


def _counted(turns: int) -> list[str]:
    return [f"lượt {number}" for number in range(1, turns + 1)]


def test_of_a_long_conversation_the_last_turns_are_loaded_and_everything_is_kept(store: Store) -> None:
    texts = _counted(100)
    state = store.after(*texts)
    assert state["heard"] == texts
    assert state["loaded"] == texts[-len(state["loaded"]) :]
    assert 8 <= len(state["loaded"]) <= 17
    assert (state["first"], state["last"]) == (texts[0], texts[-1])


def test_a_form_begun_long_ago_goes_on_until_it_is_ended(store: Store) -> None:
    assert store.after("bắt đầu", *_counted(50))["form"] == "a_form"
    assert store.after("thôi", *_counted(50))["form"] is None


def test_a_turn_taken_back_is_gone_from_a_long_conversation_too(store: Store, database_url: str) -> None:
    texts = _counted(17)
    store.after(*texts)
    store.after("hỏng")  # the turn before which the conversation was cut
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(
            "DELETE FROM events WHERE id >= (SELECT max(id) FROM events WHERE type_name = 'user')"
        )
    state = store.after("lại")
    assert state["heard"] == [*texts, "lại"]
    assert (state["first"], state["last"]) == (texts[0], "lại")


def test_a_cut_taken_back_with_the_turns_behind_it_loses_nothing(store: Store, database_url: str) -> None:
    texts = _counted(20)
    store.after(*texts)
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(
            "DELETE FROM events WHERE id >= (SELECT min(id) FROM events WHERE type_name = 'checkpoint')"
        )
    state = store.after("lại")
    assert state["heard"] == [*texts[:17], "lại"]
    assert (state["first"], state["last"]) == (texts[0], "lại")
