"""Runs in Rasa's environment: `python store_driver.py ADDRESS`, a line each: a text to store, or nothing to read all."""

import asyncio
import json
import logging
import sys

SENDER = "a"


async def serve(address: str) -> None:
    from rasa.shared.core.domain import Domain
    from rasa.shared.core.events import UserUttered
    from rasa.shared.core.trackers import DialogueStateTracker

    from bot.serving.tracker_store import LastingTrackerStore

    store = LastingTrackerStore(domain=Domain.empty(), dialect="postgresql", host=address)
    for line in sys.stdin:
        tracker = await store.retrieve(SENDER) or DialogueStateTracker(SENDER, [])
        if words := line.strip():
            tracker.update(UserUttered(words))
            await store.save(tracker)
        heard = [event.text for event in tracker.events if isinstance(event, UserUttered)]
        sys.stdout.write(json.dumps(heard) + "\n")
        sys.stdout.flush()


logging.basicConfig(level=logging.WARNING, format="%(message)s")
asyncio.run(serve(sys.argv[1]))
