"""The catalogue in memory: finding the procedure meant and answering from its record.

The index is one immutable object; `reload` has the next one built by another process, loads it beside the old one and
swaps, so questions never wait.
"""

import asyncio
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from api import clock, database
from api.errors import TrolyError
from api.live import LiveFeed
from api.procedures.importing import import_starter, load_records
from api.procedures.models import Question
from api.settings import CITY_TIME, settings
from retrieval import answers
from retrieval.build_process import BuildProcessError, build_elsewhere
from retrieval.catalogue import overlay, starter
from retrieval.encoder import Encoder, load_encoder
from retrieval.index import RetrievalIndex, SearchResult
from retrieval.procedure import Aspect, Procedure
from retrieval.telling.detail import tell_detail
from retrieval.telling.words import Told

log = structlog.get_logger()


class CatalogueNotReadyError(TrolyError):
    """The index is not loaded yet, or the catalogue is empty."""

    status = 503
    sentence = "Dạ, danh mục thủ tục đang được nạp, anh/chị vui lòng hỏi lại sau ít giây ạ."


@dataclass(frozen=True)
class _Catalogue:
    index: RetrievalIndex
    by_code: dict[str, Procedure]


_current: _Catalogue | None = None


def use(procedures: tuple[Procedure, ...], encoder: Encoder | None = None) -> None:
    """Answer from `procedures` from now on; an index saved by an earlier start is used where it still fits."""
    config = settings()
    _adopt(RetrievalIndex.load(config.var_dir / "index", procedures, encoder or load_encoder(config.encoder)))


async def reload() -> int:
    """Load the catalogue of the database, with our cards laid over it; returns how many procedures it holds."""
    async with database.transaction() as session:
        records = await load_records(session)
        if not records:  # a new database: the starter catalogue lets the product work at once
            await import_starter(session)
            records = await load_records(session)
    procedures = await asyncio.to_thread(_with_cards, records)
    _adopt(await _index_of(procedures))
    log.info("catalogue loaded", procedures=len(procedures))
    return len(procedures)


async def _index_of(procedures: tuple[Procedure, ...]) -> RetrievalIndex:
    """Return the index of `procedures`: the saved one, else one that another process builds meanwhile."""
    config = settings()
    folder = config.var_dir / "index"
    encoder = await asyncio.to_thread(load_encoder, config.encoder)
    index = await asyncio.to_thread(RetrievalIndex.load_saved, folder, procedures, encoder)
    if index is None:
        try:
            await build_elsewhere(folder, procedures, config.encoder)
        except BuildProcessError as error:
            log.warning("index is built in this process instead", error=str(error))
        index = await asyncio.to_thread(RetrievalIndex.load, folder, procedures, encoder)
    return index


def _with_cards(records: list[Procedure]) -> tuple[Procedure, ...]:
    codes = {procedure.code for procedure in records}
    return overlay(records, [card for card in starter() if card.code in codes])


def _adopt(index: RetrievalIndex) -> None:
    global _current
    _current = _Catalogue(index=index, by_code={one.code: one for one in index.procedures})
    _searched.cache_clear()  # the old index is to go


async def follow_changes(live: LiveFeed) -> None:
    """Reload whenever an import is announced, until cancelled. A failed reload keeps the catalogue at hand."""
    async with live.subscribe("catalogue:*") as changed:
        changed.clear()
        while True:
            await changed.wait()
            changed.clear()
            try:
                await reload()
            except Exception:
                log.exception("catalogue could not be reloaded, the old one stays")


def size() -> int:
    """Return how many procedures the index holds, 0 before it is loaded."""
    return len(_current.by_code) if _current else 0


def _ready() -> _Catalogue:
    if _current is None or not _current.by_code:
        raise CatalogueNotReadyError("the retrieval index is not loaded")
    return _current


def get(code: str) -> Procedure | None:
    """Return the procedure of `code` (d.dddddd), or None."""
    return _ready().by_code.get(code)


def suggest(text: str, limit: int = 5) -> SearchResult:
    """Return what `text` may mean, best first; nothing is recorded."""
    return _searched(_ready().index, text, limit)


@lru_cache(maxsize=16)
def _searched(index: RetrievalIndex, text: str, limit: int) -> SearchResult:
    """Search; what is meant by one message is asked from several sides."""
    return index.search(text, limit=limit)


async def search(session: AsyncSession, *, text: str, conversation_id: UUID | None) -> SearchResult:
    """Return what `text` (masked) may mean, and record the question with what was decided."""
    result = suggest(text)
    session.add(
        Question(
            conversation_id=conversation_id,
            text=text[:2000],
            decision=result.decision,
            reason=result.reason[:80],
            confidence=float(result.confidence),
            hits=[{"code": hit.procedure.code, "score": round(float(hit.score), 4)} for hit in result.hits],
        )
    )
    return result


def answer(code: str, aspects: tuple[Aspect, ...]) -> answers.Answer:
    """Return what the record of `code` says about `aspects`.

    Raises:
        CatalogueNotReadyError: no catalogue is loaded.
        KeyError: no procedure has this code.
    """
    procedure = _ready().by_code[code]
    return answers.answer(procedure, aspects, today=clock.now().astimezone(CITY_TIME).date())


def detail(code: str, question: str) -> Told | None:
    """Return what the record of `code` plainly says of a detail asked, None where it says nothing plain.

    Raises:
        CatalogueNotReadyError: no catalogue is loaded.
        KeyError: no procedure has this code.
    """
    catalogue = _ready()
    return tell_detail(catalogue.by_code[code], question, catalogue.index.rarity)
