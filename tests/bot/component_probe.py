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
    from jsonschema import ValidationError

    from bot.components.action_results import validate_action_result

    try:
        return validate_action_result(None, value)
    except ValidationError as error:
        return error.message


for line in sys.stdin:
    asked = json.loads(line)
    sys.stdout.write("> " + json.dumps(probe(asked["what"], asked["value"]), ensure_ascii=False) + "\n")
    sys.stdout.flush()
