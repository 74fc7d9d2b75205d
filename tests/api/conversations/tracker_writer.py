"""Runs in Rasa's environment: stores one turn in the tracker, as Rasa itself does.

`python tracker_writer.py DATABASE_URL`, the turn on standard input: {"sender", "text", "metadata", "answers": [[text, buttons]]}.
"""

import asyncio
import json
import sys
import warnings


async def store(url: str, turn: dict) -> None:
    from rasa.core.tracker_store import SQLTrackerStore
    from rasa.shared.core.domain import Domain
    from rasa.shared.core.events import BotUttered, UserUttered

    tracker_store = SQLTrackerStore(Domain.empty(), dialect="postgresql", host=url)
    tracker = await tracker_store.get_or_create_tracker(turn["sender"])
    tracker.update(UserUttered(turn["text"], metadata=turn["metadata"]))
    for text, buttons in turn["answers"]:
        tracker.update(BotUttered(text, {"buttons": buttons, "quick_replies": None}))
    await tracker_store.save(tracker)


warnings.filterwarnings("ignore")
asyncio.run(store(sys.argv[1], json.load(sys.stdin)))
