"""Decides, while a form waits for an answer, whether a message answers it or asks something else."""

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components import action_results
from bot.turns import FORM_ANSWER, SIDE_INTENTS, is_answer


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class FormTurns(GraphComponent, IntentClassifier):
    """Gives the intent `form_answer` to what a citizen answers while a form is active.

    Without it a street name taken for a question ("đường Nguyễn Trãi") would interrupt the form. It stands
    last in the pipeline: it reads the intent, its confidence and the entities, and the tracker.
    """

    @classmethod
    def create(
        cls,
        config: "dict[str, Any]",  # noqa: ARG003
        model_storage: ModelStorage,  # noqa: ARG003
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> "FormTurns":
        """Create the component; it has no settings and nothing to learn."""
        action_results.install()  # here, once per loaded model: Rasa offers no place of its own for it
        return cls()

    def process(self, messages: "list[Message]", tracker: DialogueStateTracker) -> "list[Message]":
        """Replace the intent of each message that answers the active form; the ranking keeps the first guess."""
        if tracker.active_loop_name is None:
            return messages
        requested = tracker.get_slot(REQUESTED_SLOT)
        for message in messages:
            intent = message.get(INTENT) or {}
            kinds = {entity["entity"] for entity in message.get(ENTITIES, [])}
            name, confidence = intent.get("name"), intent.get("confidence", 0.0)
            if name in SIDE_INTENTS and is_answer(name, confidence, requested, kinds, message.get(TEXT)):
                message.set(INTENT, {"name": FORM_ANSWER, "confidence": confidence}, add_to_output=True)
        return messages
