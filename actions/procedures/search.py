"""Searching the catalogue with a citizen's words: the whole message, the clause that wishes, the question before."""

import re
from dataclasses import replace

from actions.procedures.follow_ups import names_something, unmarked
from actions.turn import Turn
from api import database
from api.procedures import service as procedures
from bot.home_signs import without_here_or_home
from bot.remark_signs import wishes_something
from retrieval.index import SearchResult
from retrieval.procedure import Procedure
from retrieval.text import nfc

_CLAUSES = re.compile(
    r"[,.;:!?\n]+|\s+(?:nên|giờ|bây giờ|gio|bay gio|thì)\s+|\s+(?=(?:muốn|mún|mun|muon|cho hỏi|cho hoi)\s)"
)
"""What parts the clauses of a story."""
_AMONG_THE_FIRST = 3
"""Of 320 development questions 239 are answered at once and rightly so (237 with the first hit alone), 18 wrongly (17)."""
_PURPOSE = re.compile(
    r"(?<=\S)\s+(?:để|đặng|nhằm)\s+(?=\S)|\s+de (?=(?:xin|di|nop|bo sung|lam|vay|nhap|thi|dang ky)\b)"
)
"""What parts a wish from what it is for."""
_ABOUT = re.compile(
    r"(?:hỏi|tìm hiểu|tư vấn|biết|hoi|tim hieu|tu van|biet)(?: \w+){0,2}? (?:về|ve|chuyện|chuyen|vụ|vu) (.+)$",
    re.IGNORECASE,
)
"""What somebody wants to ask about, before any question is told: "cho hỏi về căn cước"."""


async def search(turn: Turn, text: str | None = None) -> SearchResult:
    """Search with the citizen's words, or `text`; the question is recorded with what was decided."""
    asked = without_here_or_home(unmarked(turn.text if text is None else text))
    async with database.transaction() as session:
        result = await procedures.search(session, text=asked, conversation_id=turn.conversation_id)
    found = _without_purpose(asked, _by_wish(asked, result))
    topic = _ABOUT.search(nfc(asked)) if found.decision == "abstain" else None
    if topic is None or not names_something(topic[1]):
        return found
    named = procedures.suggest(topic[1])
    return found if named.decision == "abstain" else named


def is_sure_of(text: str) -> bool:
    """Tell whether the catalogue has a procedure that `text` means for certain; nothing is recorded."""
    found = procedures.suggest(unmarked(text))
    return found.decision == "answer" and bool(found.hits)


async def with_question_before(turn: Turn, text: str) -> Procedure | None:
    """Return what `text` means together with the question asked before, None where that is not certain either."""
    before = turn.slot("procedure_question")
    if not before:
        return None
    result = procedures.suggest(f"{unmarked(text)} {before}")
    return result.hits[0].procedure if result.decision == "answer" and result.hits else None


def _without_purpose(text: str, result: SearchResult) -> SearchResult:
    """Return what a message asks for apart from what it is for ("làm hộ chiếu để xin visa"), where that is certain and the
    whole is not; else `result`.
    """
    purpose = _PURPOSE.search(nfc(text))
    if result.decision == "answer" or purpose is None or not names_something(text[: purpose.start()]):
        return result
    found = procedures.suggest(text[: purpose.start()])
    return replace(found, aspects=result.aspects) if found.decision == "answer" and found.hits else result


def _by_wish(text: str, result: SearchResult) -> SearchResult:
    """Return what one clause of a story asks for certain, where the whole has it as its first hit, or finds nothing; what one
    wishes for certain, also where the whole has it among its first hits; else `result`.

    "em bé mới sanh tuần rồi, làm khai sinh cần gì" tells much beside what it asks.
    """
    clauses = [clause for clause in _CLAUSES.split(text) if clause.strip()]
    if result.decision == "answer" or not clauses[1:]:
        return result
    for clause in reversed(clauses):
        if not names_something(clause):
            continue
        found = procedures.suggest(clause)
        if found.decision != "answer" or not found.hits:
            continue
        if result.decision == "abstain" or not result.hits:
            return found
        among = result.hits[: _AMONG_THE_FIRST if wishes_something(clause) else 1]
        if found.hits[0].procedure.code in {hit.procedure.code for hit in among}:
            return replace(found, aspects=result.aspects)
    return result
