"""The action endpoint: only Rasa, with the shared secret, may call it."""

import json
import zlib

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from rasa_sdk import Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher

from api import rasa_actions
from api.settings import ACTION_PATH, Settings

CALL = {
    "next_action": "action_echo",
    "sender_id": "s",
    "tracker": {"sender_id": "s", "slots": {}, "events": []},
    "domain": {},
}


async def _echo(dispatcher: CollectingDispatcher, tracker: Tracker, _domain: object) -> list[object]:
    dispatcher.utter_message(text=f"chào {tracker.sender_id}")
    return []


@pytest.fixture
def client(app_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    executor = ActionExecutor()
    executor.register_function("action_echo", _echo)
    monkeypatch.setattr(rasa_actions, "_executor", executor)
    app = FastAPI()
    app.include_router(rasa_actions.router)
    secret = app_settings.action_secret.get_secret_value()
    return TestClient(app, headers={"X-Action-Secret": secret})


def test_a_call_without_the_secret_is_refused(client: TestClient) -> None:
    answer = client.post(ACTION_PATH, json=CALL, headers={"X-Action-Secret": "wrong"})
    assert answer.status_code == 401


def test_an_action_answers(client: TestClient) -> None:
    answer = client.post(ACTION_PATH, json=CALL)
    assert answer.json()["responses"][0]["text"] == "chào s"


def test_a_deflated_call_is_read(client: TestClient) -> None:
    body = zlib.compress(json.dumps(CALL).encode())
    answer = client.post(ACTION_PATH, content=body, headers={"Content-Encoding": "deflate"})
    assert answer.status_code == 200


def test_an_unknown_action_and_an_unreadable_call_are_told_apart(client: TestClient) -> None:
    assert client.post(ACTION_PATH, json=CALL | {"next_action": "action_none"}).status_code == 404
    assert client.post(ACTION_PATH, content=b"{").status_code == 400
