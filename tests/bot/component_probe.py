"""Runs in Rasa's environment: JSON lines {"what", "value"} in, what the components make of them out."""

import json
import sys
from typing import Any


def probe(what: str, value: Any) -> Any:
    if what == "tokens":
        from bot.components.vietnamese_tokenizer import tokens

        return [[token.text, token.lemma, token.start, token.end] for token in tokens(value)]
    if what == "entities":
        from bot.components.code_extractor import entities

        return entities(value)
    if what == "event types":
        return _same_types()
    from jsonschema import ValidationError

    from bot.components.action_results import validate_action_result

    try:
        return validate_action_result(None, value)
    except ValidationError as error:
        return error.message


def _same_types() -> bool:
    from rasa.shared.core.events import Event
    from rasa.shared.utils.common import all_subclasses

    from bot.components.event_types import event_type

    names = [*(found.type_name for found in all_subclasses(Event)), "topic"]
    return all(event_type(name) is Event.resolve_by_type(name) for name in names)


for line in sys.stdin:
    asked = json.loads(line)
    sys.stdout.write("> " + json.dumps(probe(asked["what"], asked["value"]), ensure_ascii=False) + "\n")
    sys.stdout.flush()
