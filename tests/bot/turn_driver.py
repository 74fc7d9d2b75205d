"""Runs in Rasa's environment: messages in, replies and the state of the conversation out, as JSON lines.

`python turn_driver.py MODEL ACTION_URL`; a line is {"sender", "text"}.
"""

import asyncio
import json
import sys
import warnings


async def talk(model: str, action_url: str) -> None:
    from rasa.core.agent import load_agent
    from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
    from rasa.core.utils import AvailableEndpoints
    from rasa.utils.endpoints import EndpointConfig

    endpoint = EndpointConfig(action_url, headers={"X-Action-Secret": "test-secret"})
    agent = await load_agent(model_path=model, endpoints=AvailableEndpoints(action=endpoint))
    for line in sys.stdin:
        turn = json.loads(line)
        channel = CollectingOutputChannel()
        await agent.handle_message(UserMessage(turn["text"], channel, turn["sender"]))
        tracker = await agent.tracker_store.retrieve(turn["sender"])
        state = {
            "replies": [message.get("text") for message in channel.messages],
            "intent": tracker.latest_message.intent.get("name"),
            "confidence": float(tracker.latest_message.intent.get("confidence") or 0),
            "form": tracker.active_loop_name,
            "slots": {
                key: value for key, value in tracker.current_slot_values().items() if value is not None
            },
        }
        sys.stdout.write(json.dumps(state, ensure_ascii=False) + "\n")
        sys.stdout.flush()


warnings.filterwarnings("ignore")
asyncio.run(talk(sys.argv[1], sys.argv[2]))
