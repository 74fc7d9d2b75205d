"""Runs in Rasa's environment: `python store_driver.py ADDRESS`, a line each: a text to store, or nothing to read all.

Each text is a turn: it becomes the slot `last`; "bắt đầu" starts the form, "thôi" ends it. A turn of "hai lần" is saved
three times over: again, and as a copy that does not know what is stored.
"""

import asyncio
import json
import logging
import sys

SENDER = "a"
DOMAIN = """
version: "3.1"
intents: []
slots:
  first: {type: text, mappings: [{type: custom}]}
  last: {type: text, mappings: [{type: custom}]}
forms:
  a_form: {required_slots: [first]}
"""
FORM_CHANGES = {"bắt đầu": "a_form", "thôi": None}


async def serve(address: str) -> None:
    from rasa.shared.core.domain import Domain
    from rasa.shared.core.events import ActionExecuted, ActiveLoop, SlotSet, UserUttered
    from rasa.shared.core.trackers import DialogueStateTracker

    from bot.serving.tracker_store import LastingTrackerStore

    domain = Domain.from_yaml(DOMAIN)
    store = LastingTrackerStore(domain=domain, dialect="postgresql", host=address)

    def texts(tracker: DialogueStateTracker) -> "list[str]":
        return [event.text for event in tracker.events if isinstance(event, UserUttered)]

    for line in sys.stdin:
        tracker = await store.retrieve(SENDER) or DialogueStateTracker(SENDER, domain.slots)
        if words := line.strip():
            tracker.update(UserUttered(words))
            if not tracker.get_slot("first"):
                tracker.update(SlotSet("first", words))
            tracker.update(SlotSet("last", words))
            if words in FORM_CHANGES:
                tracker.update(ActiveLoop(FORM_CHANGES[words]))
            tracker.update(ActionExecuted("action_listen"))
            await store.save(tracker)
            if words == "hai lần":
                await store.save(tracker)
                await store.save(tracker.copy())
        everything = await store.retrieve_full_tracker(SENDER)
        told = {
            "heard": texts(everything) if everything else [],
            "loaded": texts(tracker),
            "first": tracker.get_slot("first"),
            "last": tracker.get_slot("last"),
            "form": tracker.active_loop_name,
        }
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


logging.basicConfig(level=logging.WARNING, format="%(message)s")
asyncio.run(serve(sys.argv[1]))
