"""The intent classifier on a few examples, in Rasa's own environment."""

import json
import os
import subprocess

import pytest

from api.bootstrap.artefacts import rasa_environment
from tests.conftest import PROJECT_ROOT

pytestmark = pytest.mark.dialogue

# Trains, stores, loads and asks: prints what both classifiers make of the messages of stdin.
_PROBE = """
import json, sys, tempfile
from pathlib import Path
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from bot.components.citizen_intents import CitizenIntents
from bot.components.vietnamese_tokenizer import tokens

def message(text, intent=None):
    made = Message({"text": text, "intent": intent} if intent else {"text": text})
    made.set(TOKENS_NAMES["text"], tokens(text))
    return made

asked = json.loads(sys.stdin.read())
config = {**CitizenIntents.get_default_config(), **asked["config"]}
storage, resource = LocalModelStorage(Path(tempfile.mkdtemp())), Resource("intents")
context = ExecutionContext(GraphSchema({}))
trained = CitizenIntents.create(config, storage, resource, context)
trained.train(TrainingData([message(text, intent) for intent, texts in asked["examples"].items() for text in texts]))
loaded = CitizenIntents.load(config, storage, resource, context)
found = []
for classifier in (trained, loaded):
    read = classifier.process([message(text) for text in asked["messages"]])
    found.append([one.get("intent_ranking") for one in read])
print("> " + json.dumps(found))
"""
EXAMPLES = {
    "greet": ["xin chào", "chào em", "chào buổi sáng", "dạ chào anh chị"],
    "thank": ["cảm ơn", "cảm ơn em nhiều", "cảm ơn nha", "dạ cảm ơn"],
    "affirm": ["đúng rồi", "phải đó", "ừ đúng", "đồng ý"],
    "form_answer": ["đường nguyễn trãi"],
}


@pytest.fixture(scope="module")
def rankings(bot_python):
    def ask(*messages, **config):
        asked = {"config": config, "examples": EXAMPLES, "messages": messages}
        result = subprocess.run(
            [str(bot_python), "-c", _PROBE],
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            cwd=PROJECT_ROOT,
            env={**os.environ, **rasa_environment()},
            check=True,
        )
        return json.loads(next(line for line in result.stdout.splitlines() if line.startswith("> "))[2:])

    return ask


def test_a_stored_classifier_answers_as_the_trained_one_with_probabilities(rankings):
    trained, loaded = rankings("cảm ơn nghen", "cam on", "chào nha", internal_intents=["form_answer"])
    assert trained == loaded
    assert [ranking[0]["name"] for ranking in loaded] == ["thank", "thank", "greet"]
    for ranking in loaded:
        assert sum(guess["confidence"] for guess in ranking) == pytest.approx(1)
        assert {guess["name"] for guess in ranking} == {"greet", "thank", "affirm"}


def test_a_message_without_a_known_word_is_none_of_the_intents_that_need_one(rankings):
    _, (ranking,) = rankings("zzqx", need_known_word=["affirm", "greet"])
    assert {guess["name"] for guess in ranking if guess["confidence"] == 0} == {"affirm", "greet"}
    assert ranking[0]["name"] not in {"affirm", "greet"}
