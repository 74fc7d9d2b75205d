"""Choices that several actions offer, and payloads as Rasa reads them."""

import json
from typing import Final

from actions.turn import Option
from actions.wording import TEXTS

HUMAN: Final = "/human_handoff"
FILE: Final = "/file_feedback"

_MENU: Final = {
    "dossier": (TEXTS.text("menu.dossier"), "/dossier_status"),
    "file": (TEXTS.text("menu.file"), FILE),
    "feedback": (TEXTS.text("menu.feedback"), "/feedback_status"),
    "office": (TEXTS.text("menu.office"), "/office_info"),
    "human": (TEXTS.text("menu.human"), HUMAN),
}


def menu(*names: str) -> tuple[Option, ...]:
    """Return the choices of `names` (dossier, file, feedback, office, human), in that order."""
    return tuple((_MENU[name][0](), _MENU[name][1]) for name in names)


def payload(intent: str, **entities: str) -> str:
    """Return the payload of `intent` with `entities`: /choose_aspect{"aspect": "fee"}."""
    return f"/{intent}{json.dumps(entities, ensure_ascii=False) if entities else ''}"
