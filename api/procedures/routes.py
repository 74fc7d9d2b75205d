"""Public REST: look a procedure up, search in one's own words."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from api.errors import NotFoundError
from api.procedures import service
from retrieval.procedure import Procedure

router = APIRouter(prefix="/api/procedures", tags=["procedures"])


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
