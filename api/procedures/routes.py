"""Public REST: look a procedure up, search in one's own words."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel

from api.channels.rate_limit import RateLimiter, network_of
from api.errors import NotFoundError
from api.procedures import service
from retrieval.procedure import Procedure

_requests = RateLimiter(burst=60, per_second=1.0)


def request_limit() -> RateLimiter:
    """Return how often a network address may ask; many people share the address of a mobile operator."""
    return _requests


async def _within_limit(request: Request, requests: Annotated[RateLimiter, Depends(request_limit)]) -> None:
    requests.check(network_of(request.client.host if request.client else "unknown"))


router = APIRouter(prefix="/api/procedures", tags=["procedures"], dependencies=[Depends(_within_limit)])


class FoundProcedure(BaseModel):
    """One hit: `score` orders the hits of one search and compares with no other."""

    code: str
    name: str
    levels: list[str]
    field: str | None
    score: float
    link: str | None


class Found(BaseModel):
    """What a question may mean. `confidence` (0–1) is that of the first hit being right."""

    decision: str
    confidence: float
    hits: list[FoundProcedure]


@router.get("")
def search(
    q: Annotated[str, Query(min_length=2, max_length=500)], limit: Annotated[int, Query(ge=1, le=20)] = 5
) -> Found:
    """Find procedures by a question in everyday words."""
    # no coroutine: FastAPI runs it in a thread, so that a search holds nobody else up
    result = service.suggest(q, limit)
    hits = [
        FoundProcedure(
            code=hit.procedure.code,
            name=hit.procedure.name,
            levels=list(hit.procedure.levels),
            field=hit.procedure.field,
            score=hit.score,
            link=hit.procedure.link,
        )
        for hit in result.hits
    ]
    return Found(decision=result.decision, confidence=result.confidence, hits=hits)


@router.get("/{code}")
def show(code: str) -> Procedure:
    """Return the whole record of a procedure."""
    procedure = service.get(code)
    if procedure is None:
        raise NotFoundError(
            f"no procedure {code}", sentence=f"Không có thủ tục mang mã {code} trong danh mục."
        )
    return procedure
