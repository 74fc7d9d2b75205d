"""A case as its agency sees it, in the REST API and in webhooks: contact data is asked for apart, and on record."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict
from sqlalchemy.ext.asyncio import AsyncSession

from api.feedback.models import Case, CaseEvent, Status
from api.feedback.opening import OVERSEERS


class CaseView(BaseModel):
    """A case as its agency sees it; `lat` and `lon` are degrees (WGS 84), both or neither."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    code: str
    channel: str
    content: str
    place: str | None
    lat: float | None
    lon: float | None
    unit_code: str | None
    field: str
    handler: str
    status: Status
    received_at: datetime
    due_at: datetime | None
    answer: str | None
    answered_at: datetime | None


class CaseReference(BaseModel):
    """A case that another agency has now."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    code: str


class EventView(BaseModel):
    """One change of a case."""

    model_config = ConfigDict(from_attributes=True)

    at: datetime
    kind: str
    actor: str
    from_status: Status | None
    to_status: Status
    handler: str
    note: str | None


class ChangeView(BaseModel):
    """One change with the case as it stands now; who does not have the case any more gets its code alone."""

    event: EventView
    case: CaseView | CaseReference


async def change_for_agency(session: AsyncSession, *, event_id: int, agency: str) -> ChangeView | None:
    """Return a change as `agency` may read it now, None where the case is gone."""
    event = await session.get(CaseEvent, event_id)
    case = await session.get(Case, event.case_id) if event is not None else None
    if event is None or case is None:
        return None
    entitled = case.handler == agency or agency in OVERSEERS
    return ChangeView(
        event=EventView.model_validate(event),
        case=CaseView.model_validate(case) if entitled else CaseReference.model_validate(case),
    )
