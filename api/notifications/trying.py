"""Trying an endpoint at once, with an event that says nothing but that it is a test."""

from datetime import datetime
from uuid import uuid4

from api import database
from api.audit import service as audit
from api.notifications import endpoints, sending
from api.notifications.delivering import as_json
from api.notifications.kinds import TEST
from api.notifications.sending import Answer, Call


async def try_endpoint(*, endpoint_id: int, actor: str, now: datetime) -> Answer:
    """Send a signed test event to the endpoint and return how it ended; it is not tried again.

    Raises:
        EndpointNotFoundError: there is none of this number.
    """
    async with database.transaction() as session:
        row = await endpoints.endpoint(session, endpoint_id=endpoint_id)
        call = Call(
            id=str(uuid4()),
            url=row.url,
            secret=endpoints.secret_of(row),
            body=as_json(TEST, now, {"agency": row.agency, "endpoint": row.id}),
        )
        await audit.record(session, actor=actor, kind="webhook_tested", subject=endpoints.subject(row.id))
    return await sending.post(call, now=now, allowed=endpoints.allowed())
