"""The job that runs one turn, tried again while Rasa is away, and the one that watches over held conversations."""

import asyncio
from uuid import UUID

import structlog
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.exceptions import JobAborted
from procrastinate.job_context import JobContext
from procrastinate.jobs import Job

from api import clock, database, jobs
from api.conversations import file_turns, handoff, holding, rasa_client, turn_waiting, turns
from api.conversations.exchange import RUN_TURN
from api.conversations.rasa_client import HeardInVainError

log = structlog.get_logger()

BACK_OFF = (1, 2, 4, 8, *(10,) * 14)
"""Seconds before each further try: two and a half minutes. The waits stay short, since a try costs little and whoever
waits is answered at the first one after Rasa is back."""
TOLD_AFTER = 5
"""Tries after which the citizen hears that the answer takes longer: about 25 seconds."""
LONGEST = len(BACK_OFF) + 166
"""Tries of a turn while Rasa is away: half an hour, in which somebody will have started it again."""


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
    """Answer one message; after the last try the citizen is told that it failed and an operator is asked for."""
    tries, message = context.job.attempts, UUID(message_id)
    try:
        await turns.run(message, retried=tries > 0)
    except Exception as error:
        if not isinstance(error, HeardInVainError) and await _goes_on(message, tries=tries):
            log.warning("turn failed, trying again", message=message_id, tries=tries + 1, error=repr(error))
            raise
        log.exception("turn given up", message=message_id, tries=tries + 1)
        await turns.give_up(message, error=error)


async def _goes_on(message_id: UUID, *, tries: int) -> bool:
    """Tell whether a turn that failed after `tries` earlier tries is tried again; who waits long is told why.

    While Rasa is there a message that fails again and again is not mended by waiting. While it is away it is: the
    message is kept, and an operator called beside.
    """
    if tries < TOLD_AFTER:
        return True
    if tries >= len(BACK_OFF):
        if tries >= LONGEST or await rasa_client.is_ready():
            return False
        await turn_waiting.call_operator(message_id)
    await turn_waiting.say_so(message_id)
    return True


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
