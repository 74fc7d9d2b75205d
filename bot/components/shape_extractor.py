"""Entities of a message that are found by their shape: codes, telephone numbers, units, places, days, amounts."""

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from retrieval import codes, places, text
from retrieval.amounts import amounts_in
from retrieval.dates import dates_in
from retrieval.streets import place_span

_NUMBERED_ALONE = re.compile(r"\d[\w/]*\s+(?!đường\s)[^\W\dA-ZĐÂĂÊÔƠƯ]")
"""A number and words that are no name: "2 đứa nhỏ" may be a place where one is asked for, it is none anywhere else."""
_MASKED_PHONE = re.compile(r"⟨sđt\d*⟩")


def entities(message: str) -> "list[dict[str, Any]]":
    """Return the entities of `message` in its order: entity, canonical value, start and end in its NFC form.

    dossier_code, feedback_code, procedure_code; phone (ten digits, or the placeholder of a masked number);
    unit (the code of a phường, xã or đặc khu; none where a name means several); place (the words that tell where, as
    typed, with the unit behind them); date (ISO 8601, `retrieval.dates`); amount (đồng).
    """
    message = text.nfc(message)
    found = [
        {"entity": code.kind, "value": code.value, "start": code.start, "end": code.end}
        for find in (codes.dossier_codes, codes.feedback_codes, codes.procedure_codes, codes.phones)
        for code in find(message)
    ]
    found += [
        {"entity": "phone", "value": match[0], "start": match.start(), "end": match.end()}
        for match in _MASKED_PHONE.finditer(message)
    ]
    rest = _without(message, [(one["start"], one["end"]) for one in found])
    if (span := place_span(rest)) and not _NUMBERED_ALONE.match(rest[slice(*span)]):
        found.append({"entity": "place", "value": message[slice(*span)], "start": span[0], "end": span[1]})
    for kind, mentions in (("date", dates_in(rest)), ("amount", amounts_in(rest))):
        found += [
            {"entity": kind, "value": str(told.value), "start": told.start, "end": told.end}
            for told in mentions
        ]
    found += [
        {"entity": "unit", "value": mention.units[0].code, "start": mention.start, "end": mention.end}
        for mention in places.find_units(message)
        if len(mention.units) == 1
    ]
    return sorted(found, key=lambda entity: entity["start"])


def _without(message: str, spans: "list[tuple[int, int]]") -> str:
    """Return `message` with blanks in the place of `spans`: the numbers of a code are no house and no day."""
    for start, end in spans:
        message = f"{message[:start]}{' ' * (end - start)}{message[end:]}"
    return message


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ShapeExtractor(GraphComponent, EntityExtractorMixin):
    """Adds the entities found by shape to each message."""

    @classmethod
    def create(
        cls,
        config: "dict[str, Any]",  # noqa: ARG003
        model_storage: ModelStorage,  # noqa: ARG003
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> "ShapeExtractor":
        """Create the component; it has no settings and nothing to learn."""
        return cls()

    def process(self, messages: "list[Message]") -> "list[Message]":
        """Add the entities of each message to those it has."""
        for message in messages:
            found = self.add_extractor_name(entities(message.get(TEXT)))
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages
