"""The job that runs one turn, tried again while Rasa is away, and the one that watches over held conversations."""

import asyncio
from uuid import UUID

import structlog
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.exceptions import JobAborted
from procrastinate.job_context import JobContext
from procrastinate.jobs import Job

from api import clock, database, jobs
from api.conversations import file_turns, handoff, holding, turns
from api.conversations.exchange import RUN_TURN
from api.conversations.rasa_client import HeardInVainError

log = structlog.get_logger()

BACK_OFF = (1, 2, 4, 8, 16, 30, 30, 30, 30)
"""Seconds before each further try: two and a half minutes, within which a restarted Rasa is back on a busy machine too."""


class TurnSchedule(BaseRetryStrategy):
    """When a turn that ended with an error runs again; a worker that shuts down hands it on at once.

    It always does: after the last try only an end that could not be stored is an error, and a turn without an end would
    leave the citizen without a word for ever.
    """

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision:
        """Return when to try again."""
        if isinstance(exception, asyncio.CancelledError | JobAborted):
            return RetryDecision(retry_in={"seconds": 0})
        return RetryDecision(retry_in={"seconds": BACK_OFF[min(job.attempts, len(BACK_OFF) - 1)]})


@jobs.app.task(name=RUN_TURN, queue=jobs.TURNS, retry=TurnSchedule(), pass_context=True)
async def run_turn(context: JobContext, message_id: str) -> None:
    """Answer one message; after the last try the citizen is told so and an operator is asked for."""
    tries = context.job.attempts
    try:
        await turns.run(UUID(message_id), retried=tries > 0)
    except Exception as error:
        if tries < len(BACK_OFF) and not isinstance(error, HeardInVainError):
            log.warning("turn failed, trying again", message=message_id, tries=tries + 1, error=repr(error))
            raise
        log.exception("turn given up", message=message_id, tries=tries + 1)
        await turns.give_up(UUID(message_id), error=error)


@jobs.app.periodic(cron="* * * * *")
@jobs.app.task(name="put_back_unanswered", queue=jobs.UPKEEP, queueing_lock="put_back_unanswered")
async def put_back_unanswered(timestamp: int) -> None:  # noqa: ARG001
    """Call the other operators to citizens whose operator does not answer; each in a transaction of its own."""
    async with database.transaction() as session:
        waiting = await holding.unanswered(session, now=clock.now())
    for conversation_id in waiting:
        async with database.transaction() as session:
            if await handoff.put_back_if_unanswered(
                session, conversation_id=conversation_id, now=clock.now()
            ):
                log.warning("operator did not answer, others are called", conversation=str(conversation_id))


@jobs.app.periodic(cron="* * * * *")
@jobs.app.task(name="fetch_files_left_behind", queue=jobs.UPKEEP, queueing_lock="fetch_files_left_behind")
async def fetch_files_left_behind(timestamp: int) -> None:  # noqa: ARG001
    """Fetch the files of messages that were answered before their files, such as a danger."""
    await file_turns.fetch_left_behind()
