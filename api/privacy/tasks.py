"""The job that ends an erasure."""

from uuid import UUID

from api import clock, database, jobs
from api.privacy import erasure


@jobs.app.task(name=erasure.ERASE_REST, queue=jobs.UPKEEP, retry=5)
async def erase_rest(conversation_id: str) -> None:
    """Erase what came in while the conversation was erased; its lock lets the turn that was going on end first."""
    async with database.transaction() as session:
        await erasure.erase_rest(session, conversation_id=UUID(conversation_id), now=clock.now())
