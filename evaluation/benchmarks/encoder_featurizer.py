"""The own static encoder as a featurizer of Rasa, for the comparison of pipelines. Runs in Rasa's environment.

Reads the encoder's files itself: the tokenizer library is not part of that environment, and our tokens need none.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from safetensors.numpy import load_file

from retrieval.tokens import tokens_of

_MODEL = Path(__file__).resolve().parent.parent.parent / "retrieval" / "model"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class EncoderFeaturizer(DenseFeaturizer, GraphComponent):  # type: ignore[misc] # Rasa has no types here
    """Gives each message the unit vector of the static encoder, and each of its tokens that of the whole."""

    @classmethod
    def required_components(cls) -> "list[type]":
        """Return what has to stand before this in the pipeline."""
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> "dict[str, Any]":
        """Return the settings: none but Rasa's alias."""
        return {**DenseFeaturizer.get_default_config()}

    def __init__(self, config: "dict[str, Any]", name: str) -> None:
        """Read the encoder."""
        super().__init__(name, config)
        vocabulary = json.loads((_MODEL / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
        self._rows: dict[str, int] = vocabulary
        self._weights = load_file(_MODEL / "model.safetensors")["embedding.weight"].astype(np.float32)

    @classmethod
    def create(
        cls,
        config: "dict[str, Any]",
        model_storage: ModelStorage,  # noqa: ARG003
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,
    ) -> "EncoderFeaturizer":
        """Create the featurizer."""
        return cls(config, execution_context.node_name)

    @classmethod
    def validate_config(cls, config: "dict[str, Any]") -> None:
        """Accept any: there is nothing to set."""

    def process(self, messages: "list[Message]") -> "list[Message]":
        """Add the vectors to each message."""
        for message in messages:
            tokens = message.get(TOKENS_NAMES[TEXT])
            if tokens:
                vector = self._vector(str(message.get(TEXT)))
                self.add_features_to_message(np.repeat(vector, len(tokens), axis=0), vector, TEXT, message)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the vectors to each example."""
        self.process(training_data.training_examples)
        return training_data

    def _vector(self, text: str) -> "np.ndarray[Any, Any]":
        rows = [row for token in tokens_of(text) if (row := self._rows.get(token)) is not None]
        total = self._weights[rows].sum(axis=0) if rows else np.zeros(self._weights.shape[1], np.float32)
        return np.asarray(total / max(float(np.linalg.norm(total)), 1e-9))[None, :]
