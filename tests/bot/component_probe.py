"""Runs in Rasa's environment: JSON lines {"what", "value"} in, what the components make of them out."""

import asyncio
import json
import sys
from types import SimpleNamespace
from typing import Any


def probe(what: str, value: Any) -> Any:
    if what == "tokens":
        from bot.components.vietnamese_tokenizer import tokens

        return [[token.text, token.lemma, token.start, token.end] for token in tokens(value)]
    if what == "entities":
        from bot.components.shape_extractor import entities

        return entities(value)
    if what == "event types":
        return _same_types()
    if what == "features":
        return _differences(*value)
    if what == "order":
        from bot.quicker.direct_graph import in_order

        nodes = {name: SimpleNamespace(needs=dict(enumerate(needs))) for name, needs in value[0].items()}
        return in_order(nodes, value[1])
    if what == "connections":
        return asyncio.run(_connections(*value))
    if what == "texts searched":
        return _searches(value, use_text=True)
    from jsonschema import ValidationError

    from bot.quicker.action_results import validate_action_result

    try:
        return validate_action_result(None, value)
    except ValidationError as error:
        return error.message


def _same_types() -> bool:
    from rasa.shared.core.events import Event
    from rasa.shared.utils.common import all_subclasses

    from bot.quicker.event_types import event_type

    names = [*(found.type_name for found in all_subclasses(Event)), "topic"]
    return all(event_type(name) is Event.resolve_by_type(name) for name in names)


def _differences(learnt: "list[str]", unseen: str) -> "list[float]":
    """Return how far the rows of what was learnt are from what learning gave, and the lengths of the unseen one's row and
    of that of a message without any token.
    """
    import numpy as np

    from bot.components.intent_features import IntentFeatures
    from bot.components.vietnamese_tokenizer import tokens

    features = IntentFeatures()
    rows = features.learn([tokens(text) for text in learnt])
    away = abs(rows - features.of([tokens(text) for text in learnt])).max()
    lengths = [np.linalg.norm(features.of([message]).toarray()) for message in (tokens(unseen), [])]
    return [float(away), *map(float, lengths)]


async def _connections(calls: int, restarts: int) -> int:
    """Return over how many connections an endpoint made `calls` calls of its server, which was ended and started again
    `restarts` times, with as many calls after each start; a failed call raises.
    """
    from aiohttp import web
    from rasa.utils.endpoints import EndpointConfig

    from bot.quicker import kept_connection

    kept_connection.install()
    callers: set[Any] = set()

    async def answer(request: web.Request) -> web.Response:
        callers.add(request.transport.get_extra_info("peername"))
        return web.json_response([])

    app = web.Application()
    app.router.add_post("/", answer)
    port, endpoint = 0, EndpointConfig()
    for _ in range(restarts + 1):
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        port = site._server.sockets[0].getsockname()[1]
        endpoint.url = f"http://127.0.0.1:{port}/"
        for _ in range(calls):
            assert await endpoint.request(json={}) == []
        await runner.cleanup()
    await endpoint.kept.client.close()
    return len(callers)


def _searches(rule: str, *, use_text: bool) -> bool:
    """Tell whether Rasa's own search is made with `rule` as the key of the only rule."""
    from bot.quicker import rules_by_intent

    policy = SimpleNamespace(lookup={"rules": {rule: "action_listen"}})
    try:
        return rules_by_intent.find_action(policy, None, None, use_text) != (None, None, False)
    except AttributeError:  # Rasa's search wants a conversation
        return True


for line in sys.stdin:
    asked = json.loads(line)
    sys.stdout.write("> " + json.dumps(probe(asked["what"], asked["value"]), ensure_ascii=False) + "\n")
    sys.stdout.flush()
