"""The intent classifier: logistic regression over weighted counts of words and letters."""

import json
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, diags
from sklearn.preprocessing import normalize

from bot.components.vietnamese_tokenizer import FRAME

_WORDS_FILE = "words.json"
_RARITY_FILE = "rarity.npy"


def _words(message: Message) -> "set[str]":
    """Return the folded words of a message."""
    return {token.lemma for token in message.get(TOKENS_NAMES[TEXT]) or []} - FRAME


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class CitizenIntents(LogisticRegressionClassifier):
    """Rasa's logistic regression over TF-IDF weights, with two safeguards.

    `internal_intents` are given by buttons and other components only; learning them would let a citizen's
    words trigger them. An intent of `need_known_word` is never guessed where no word of the message was
    learnt: an unknown word is no yes.
    """

    @staticmethod
    def get_default_config() -> "dict[str, Any]":
        """Return the settings: those of Rasa's classifier, `C` (inverse strength of regularisation) and the safeguards."""
        return {
            **LogisticRegressionClassifier.get_default_config(),
            "C": 30.0,
            "internal_intents": [],
            "need_known_word": [],
        }

    def __init__(
        self, config: "dict[str, Any]", name: str, model_storage: ModelStorage, resource: Resource
    ) -> None:
        """Take Rasa's arguments of a classifier."""
        super().__init__(config, name, model_storage, resource)
        self.clf.set_params(C=self.config["C"])
        self.known_words: set[str] = set()
        # One weight per feature: the rarer in the training data, the heavier (inverse document frequency).
        self.rarity: np.ndarray | None = None

    def _create_X(self, messages: "list[Message]") -> csr_matrix:  # noqa: N802 - Rasa's name
        """Return a row of unit length per message: (1 + log count) × rarity."""
        rows = csr_matrix(super()._create_X(messages), dtype=np.float64)
        if self.rarity is None:
            appearances = np.bincount(rows.indices, minlength=rows.shape[1])
            self.rarity = np.log((1 + rows.shape[0]) / (1 + appearances)) + 1
        rows.data = 1 + np.log(rows.data)
        return normalize(rows @ diags(self.rarity))

    def _create_training_matrix(self, training_data: TrainingData) -> "tuple[Any, list[str]]":
        internal = set(self.config["internal_intents"])
        examples = [
            example
            for example in training_data.intent_examples
            if example.get(TEXT) and example.get(INTENT) and example.get(INTENT) not in internal
        ]
        self.known_words = set().union(*(_words(example) for example in examples))
        self.rarity = None
        return self._create_X(examples), [example.get(INTENT) for example in examples]

    def process(self, messages: "list[Message]") -> "list[Message]":
        """Set intent and ranking of each message."""
        super().process(messages)
        for message in messages:
            if self.known_words.isdisjoint(_words(message)):
                self._demote(message)
        return messages

    def _demote(self, message: Message) -> None:
        """Put the intents that need a known word at the end, without confidence."""
        unlikely = set(self.config["need_known_word"])
        ranking = [
            {**guess, "confidence": 0.0} if guess["name"] in unlikely else guess
            for guess in message.get(INTENT_RANKING_KEY)
        ]
        ranking.sort(key=lambda guess: -guess["confidence"])
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)

    def persist(self) -> None:
        """Write the classifier, the weights of its features and the words it knows."""
        super().persist()
        with self._model_storage.write_to(self._resource) as directory:
            (directory / _WORDS_FILE).write_text(json.dumps(sorted(self.known_words)), encoding="utf-8")
            np.save(directory / _RARITY_FILE, self.rarity, allow_pickle=False)

    @classmethod
    def load(
        cls,
        config: "dict[str, Any]",
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "CitizenIntents":
        """Read what `persist` wrote."""
        component = super().load(config, model_storage, resource, execution_context, **kwargs)
        with model_storage.read_from(resource) as directory:
            component.known_words = set(json.loads((directory / _WORDS_FILE).read_text(encoding="utf-8")))
            component.rarity = np.load(directory / _RARITY_FILE, allow_pickle=False)
        return component
