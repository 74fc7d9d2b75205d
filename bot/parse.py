"""Parses messages with a trained model, without opening Rasa's HTTP API.

`python -m bot.parse --model DIR` in Rasa's environment: a JSON object with `text` on each line of stdin, one
with `intent`, `confidence`, `ranking` (the three best) and `entities` on each line of stdout, in order.
"""

import argparse
import asyncio
import json
import logging
import os
import sys
import warnings
from pathlib import Path
from typing import Any, TextIO

_RANKING = 3


def parsed_line(result: "dict[str, Any]") -> "dict[str, Any]":
    """Return what is published of Rasa's parse result."""
    return {
        "intent": result["intent"]["name"],
        "confidence": round(float(result["intent"]["confidence"]), 4),
        "ranking": [
            {"intent": guess["name"], "confidence": round(float(guess["confidence"]), 4)}
            for guess in result.get("intent_ranking", [])[:_RANKING]
        ],
        "entities": [
            {key: entity[key] for key in ("entity", "value", "start", "end")}
            for entity in result.get("entities", [])
        ],
    }


async def parse_lines(model: Path, source: TextIO, target: TextIO) -> None:
    """Parse each JSON line of `source` with the model and write a JSON line to `target`."""
    import structlog

    # Rasa logs the text of every message where nobody set a level.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    from rasa.core.agent import load_agent

    agent = await load_agent(model_path=str(model))
    for line in source:
        if line.strip():
            result = await agent.parse_message(json.loads(line)["text"])
            target.write(json.dumps(parsed_line(result), ensure_ascii=False) + "\n")
            target.flush()


def main() -> None:
    """Read the command line and parse stdin."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--model", type=Path, required=True, help="a model file, or a folder with models (the newest)"
    )
    arguments = parser.parse_args()
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    warnings.filterwarnings("ignore")
    asyncio.run(parse_lines(arguments.model, sys.stdin, sys.stdout))


if __name__ == "__main__":
    main()
