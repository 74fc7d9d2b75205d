"""The intent classifier: a linear support vector machine over weighted counts of words and letters."""

import json
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, vstack
from sklearn.svm import LinearSVC

from bot.components.intent_features import IntentFeatures
from bot.components.vietnamese_tokenizer import FRAME

_SETTINGS_FILE = "intents.json"
_WEIGHTS_FILE = "weights.npz"

_NEIGHBOURS = 10
"""Examples written one after the other are often paraphrases: so many stay on one side when some are set aside."""
_SET_ASIDE = 5
_SHARPNESSES = np.geomspace(0.5, 12.0, 40)


def _tokens(message: Message) -> "list[Token]":
    return list(message.get(TOKENS_NAMES[TEXT]) or [])


def _words(message: Message) -> "set[str]":
    """Return the folded words of a message."""
    return {token.lemma for token in _tokens(message)} - FRAME


def _without_accents(tokens: "list[Token]") -> "list[Token]":
    return [Token(token.lemma, token.start, token.end, lemma=token.lemma) for token in tokens]


def _probabilities(scores: np.ndarray) -> np.ndarray:
    """Return the softmax of each row."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class CitizenIntents(GraphComponent, IntentClassifier):
    """One intent against the rest, by words and letters, with probabilities that mean what they say.

    Each example is learnt as written and as if typed without accents. The margins become probabilities by a
    softmax whose sharpness is fitted on examples set aside. `internal_intents` are given by buttons and other
    components only; learning them would let a citizen's words trigger them. An intent of `need_known_word` is
    never guessed where no word of the message was learnt: an unknown word is no yes.
    """

    @classmethod
    def required_components(cls) -> "list[type]":
        """Return what has to stand before this in the pipeline."""
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> "dict[str, Any]":
        """Return the settings: `C` (inverse strength of regularisation), `tol` and `random_state` of the fit, and the
        safeguards."""
        return {"C": 1.0, "tol": 0.05, "random_state": 1022, "internal_intents": [], "need_known_word": []}

    def __init__(self, config: "dict[str, Any]", model_storage: ModelStorage, resource: Resource) -> None:
        """Take Rasa's arguments of a component; nothing is known before `train` or `load`."""
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._features = IntentFeatures()
        self._intents: list[str] = []
        self._known_words: set[str] = set()
        # Features × intents, and the intercepts.
        self._weights = np.zeros((0, 0), np.float32)
        self._intercepts = np.zeros(0)
        self._sharpness = 1.0

    @classmethod
    def create(
        cls,
        config: "dict[str, Any]",
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> "CitizenIntents":
        """Create a classifier that knows nothing yet."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from all examples whose intent is no internal one, and store what was learnt."""
        internal = set(self._config["internal_intents"])
        examples = [
            example
            for example in training_data.intent_examples
            if example.get(TEXT) and example.get(INTENT) and example.get(INTENT) not in internal
        ]
        intents = np.array([example.get(INTENT) for example in examples])
        written = [_tokens(example) for example in examples]
        as_written = self._features.learn(written + [_without_accents(tokens) for tokens in written])
        rows, plain = as_written[: len(written)], as_written[len(written) :]
        self._known_words = set().union(*(_words(example) for example in examples))
        self._sharpness = self._fitted_sharpness(rows, plain, intents)
        self._fit(vstack([rows, plain], format="csr"), np.concatenate([intents, intents]))
        self.persist()
        return self._resource

    def _fit(self, rows: csr_matrix, intents: np.ndarray) -> None:
        machine = LinearSVC(
            C=self._config["C"],
            tol=self._config["tol"],
            class_weight="balanced",
            random_state=self._config["random_state"],
        ).fit(rows, intents)
        self._intents = [str(name) for name in machine.classes_]
        # Two intents have one margin: that of the second.
        coefficients = machine.coef_ if len(self._intents) > 2 else np.vstack([-machine.coef_, machine.coef_])
        intercepts = machine.intercept_
        self._intercepts = intercepts if len(self._intents) > 2 else np.concatenate([-intercepts, intercepts])
        self._weights = np.ascontiguousarray(coefficients.T, np.float32)

    def _fitted_sharpness(self, rows: csr_matrix, plain: csr_matrix, intents: np.ndarray) -> float:
        """Return by what factor the margins of examples set aside make the likeliest probabilities."""
        aside = np.arange(rows.shape[0]) // _NEIGHBOURS % _SET_ASIDE == 0
        kept = ~aside
        if len(set(intents[kept])) < 2 or not aside.any():
            return 1.0
        self._fit(vstack([rows[kept], plain[kept]], format="csr"), np.concatenate([intents[kept]] * 2))
        known = {name: column for column, name in enumerate(self._intents)}
        judged = np.array([bool(put) and name in known for put, name in zip(aside, intents, strict=True)])
        if not judged.any():
            return 1.0
        margins, right = self._margins(rows[judged]), [known[name] for name in intents[judged]]
        losses = [
            -np.log(_probabilities(factor * margins)[np.arange(len(right)), right] + 1e-12).mean()
            for factor in _SHARPNESSES
        ]
        return float(_SHARPNESSES[int(np.argmin(losses))])

    def _margins(self, rows: csr_matrix) -> np.ndarray:
        """Return the distance of each message to the border of each intent: messages × intents."""
        return np.asarray(rows @ self._weights + self._intercepts)

    def process(self, messages: "list[Message]") -> "list[Message]":
        """Set intent and ranking of each message."""
        if not messages or not self._intents:
            return messages
        rows = self._features.of([_tokens(message) for message in messages])
        for message, beliefs in zip(
            messages, _probabilities(self._sharpness * self._margins(rows)), strict=True
        ):
            unlikely = (
                self._config["need_known_word"] if self._known_words.isdisjoint(_words(message)) else ()
            )
            ranking = [
                {"name": name, "confidence": 0.0 if name in unlikely else float(belief)}
                for name, belief in zip(self._intents, beliefs, strict=True)
            ]
            ranking.sort(key=lambda guess: -guess["confidence"])
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def persist(self) -> None:
        """Write what was learnt: JSON and arrays, nothing that runs when it is read."""
        settings = {
            "intents": self._intents,
            "sharpness": self._sharpness,
            "words": sorted(self._known_words),
        }
        with self._model_storage.write_to(self._resource) as directory:
            (directory / _SETTINGS_FILE).write_text(
                json.dumps(settings, ensure_ascii=False), encoding="utf-8"
            )
            np.savez(directory / _WEIGHTS_FILE, weights=self._weights, intercepts=self._intercepts)
            self._features.save(directory)

    @classmethod
    def load(
        cls,
        config: "dict[str, Any]",
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
        **kwargs: Any,  # noqa: ARG003
    ) -> "CitizenIntents":
        """Read what `persist` wrote."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as directory:
            settings = json.loads((directory / _SETTINGS_FILE).read_text(encoding="utf-8"))
            component._intents = settings["intents"]
            component._sharpness = settings["sharpness"]
            component._known_words = set(settings["words"])
            with np.load(directory / _WEIGHTS_FILE, allow_pickle=False) as arrays:
                component._weights, component._intercepts = arrays["weights"], arrays["intercepts"]
            component._features = IntentFeatures.load(directory)
        return component
