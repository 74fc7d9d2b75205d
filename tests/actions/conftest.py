"""Calling actions as Rasa does, with services on a real database and a small stand-in for the search index."""

import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from rasa_sdk.executor import ActionExecutor

from actions import abstentions
from actions.manners import fallback as actions_fallback
from actions.procedures import asking as procedure_asking
from actions.procedures import choosing as actions_choosing
from actions.procedures import search as procedure_search
from api import database
from api.conversations import service as conversations
from api.procedures import service as procedures
from api.settings import Settings
from retrieval import answers
from retrieval.aspects import aspects_of
from retrieval.catalogue import starter
from retrieval.index import Hit, SearchResult
from retrieval.procedure import Aspect, Procedure
from retrieval.telling.detail import tell_detail
from retrieval.telling.words import Told

Event = dict[str, Any]


@dataclass
class Said:
    """What an action returned: slot settings in order, other events, and its replies."""

    events: list[Event]
    responses: list[dict[str, Any]]

    @property
    def slots(self) -> dict[str, Any]:
        """The slots as set."""
        return {event["name"]: event["value"] for event in self.events if event["event"] == "slot"}

    @property
    def texts(self) -> list[str]:
        """The texts said."""
        return [response["text"] for response in self.responses]

    @property
    def text(self) -> str:
        """The one text said."""
        (text,) = self.texts
        return text

    @property
    def metadata(self) -> dict[str, Any]:
        """What the last text said it is about."""
        return dict(self.responses[-1].get("custom") or {})

    @property
    def payloads(self) -> list[str]:
        """The payloads offered under the last text."""
        return [button["payload"] for button in self.responses[-1].get("buttons") or []]


@dataclass
class Caller:
    """Calls actions of one conversation with a tracker as Rasa sends it."""

    executor: ActionExecutor
    conversation_id: UUID
    message_id: UUID | None = field(default_factory=uuid4)
    before: list[Event] = field(default_factory=list)
    """Events of earlier turns."""

    def answered(self, text: str, said: Said) -> None:
        """Remember a turn, so that the next one comes after it."""
        self.before += [
            {"event": "user", "text": text},
            *({"event": "bot", "text": one} for one in said.texts),
        ]

    async def __call__(
        self,
        name: str,
        text: str = "",
        *,
        intent: str | None = None,
        entities: dict[str, str] | None = None,
        slots: dict[str, Any] | None = None,
        candidates: dict[str, Any] | None = None,
        form: bool = False,
        attachment: dict[str, Any] | None = None,
        said: Sequence[Event] = (),
    ) -> Said:
        """Run action `name` for a message; `candidates` are the slot candidates a form wants validated.

        `said` are the events of what other actions answered to it before.
        """
        events: list[Event] = [*self.before, {"event": "user", "text": text, "timestamp": 1.0}, *said]
        events += [
            {"event": "slot", "name": key, "value": value} for key, value in (candidates or {}).items()
        ]
        result = await self.executor.run(
            {
                "next_action": name,
                "sender_id": str(self.conversation_id),
                "tracker": {
                    "sender_id": str(self.conversation_id),
                    "slots": {**(slots or {}), **(candidates or {})},
                    "latest_message": {
                        "text": text,
                        "intent": {"name": intent},
                        "entities": [
                            {"entity": kind, "value": value} for kind, value in (entities or {}).items()
                        ],
                        "metadata": {
                            "conversation_id": str(self.conversation_id),
                            "message_id": str(self.message_id) if self.message_id else None,
                            "channel": "web",
                            **({"attachment": attachment} if attachment else {}),
                        },
                    },
                    "events": events,
                    "paused": False,
                    "active_loop": {"name": "feedback_form"} if form else {},
                    "latest_action_name": "action_listen",
                },
                "domain": {},
            }
        )
        assert result is not None
        return Said(events=result.events, responses=result.responses)


@pytest.fixture(scope="session")
def executor() -> ActionExecutor:
    """Every action of the package, registered as the api process does it."""
    found = ActionExecutor()
    found.register_package("actions")
    return found


@pytest.fixture
async def call(executor: ActionExecutor, open_database: str, app_settings: Settings) -> Caller:
    """Call actions for a conversation that exists."""
    async with database.transaction() as session:
        message = await conversations.receive(
            session,
            incoming=conversations.Incoming(
                channel="web", address="khach-1", external_id="1", text="số em 0903 123 456"
            ),
        )
    assert message is not None
    return Caller(executor, message.conversation_id, message.id)


@pytest.fixture
def bare_call(executor: ActionExecutor) -> Caller:
    """Call actions that need no database."""
    return Caller(executor, uuid4(), message_id=None)


_RARITY = 0.35
"""How rare the stand-in takes every word to be."""
BIRTH, REBIRTH, MARRIAGE = "1.001193", "1.004884", "1.000894"
"""Codes of the starter catalogue: đăng ký khai sinh, đăng ký lại khai sinh, đăng ký kết hôn."""


@dataclass
class Shelf:
    """Stands in for the search index: `results` says which codes a text finds, and with what decision."""

    by_code: dict[str, Procedure]
    results: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    abstained: list[str] = field(default_factory=list)

    def find(self, text: str) -> SearchResult:
        """What the index would say."""
        self.asked.append(text)
        decision, codes = self.results.get(text, ("abstain", []))
        return SearchResult(
            hits=tuple(Hit(procedure=self.by_code[code], score=1.0, parts={}) for code in codes),
            confidence=0.9,
            decision=decision,  # type: ignore[arg-type]
            reason="test",
            aspects=aspects_of(text),
        )


@pytest.fixture(scope="session")
def starter_records() -> dict[str, Procedure]:
    """The starter catalogue by code, read once."""
    return {procedure.code: procedure for procedure in starter()}


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch, starter_records: dict[str, Procedure]) -> Shelf:
    """The starter catalogue with a scripted search."""
    found = Shelf(starter_records)

    async def search(_session: object, *, text: str, conversation_id: UUID | None) -> SearchResult:
        return found.find(text)

    def answer(code: str, aspects: tuple[Aspect, ...]) -> answers.Answer:
        return answers.answer(found.by_code[code], aspects, today=date(2026, 11, 22))

    @contextlib.asynccontextmanager
    async def no_transaction() -> AsyncIterator[None]:
        yield None

    monkeypatch.setattr(procedure_search, "database", SimpleNamespace(transaction=no_transaction))

    async def store(_turn: object, reason: abstentions.Reason) -> None:
        found.abstained.append(reason.value)

    for module in (abstentions, procedure_asking, actions_choosing, actions_fallback):
        monkeypatch.setattr(module, "store", store)

    def suggest(text: str, limit: int = 5) -> SearchResult:
        result = found.find(text)
        return replace(result, hits=result.hits[:limit])

    monkeypatch.setattr(procedures, "suggest", suggest)
    monkeypatch.setattr(procedures, "search", search)
    monkeypatch.setattr(procedures, "get", found.by_code.get)

    def detail(code: str, question: str) -> Told | None:
        return tell_detail(found.by_code[code], question, lambda _term: _RARITY)

    monkeypatch.setattr(procedures, "answer", answer)
    monkeypatch.setattr(procedures, "detail", detail)
    return found
