"""When what was not taken is tried again: the job says so by an error, and runs again then."""

import random
from datetime import timedelta

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.jobs import Job

from api import clock

FIRST_WAIT = 5.0
FACTOR = 3.0
LONGEST_WAIT = 6 * 3600.0
TRIES = 12
"""5 s, 15 s, 45 s, 2, 7, 20 minutes, 1, 3 hours, then every 6 hours: twelve tries in about 23 hours."""
_JITTER = 0.2


class TryAgainError(Exception):
    """What happened is recorded; the job is to run again in `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"again in {seconds:.0f} s")
        self.seconds = seconds


class NoticeSchedule(BaseRetryStrategy):
    """Runs a job again when `TryAgainError` says so; after any other error (database away) with back-off, without end."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision:
        """Return when the job runs next; giving up is recorded, not thrown."""
        seconds = exception.seconds if isinstance(exception, TryAgainError) else wait_after(job.attempts + 1)
        return RetryDecision(retry_at=clock.now() + timedelta(seconds=seconds))


def wait_after(tries: int) -> float:
    """Return the seconds to wait after `tries` tries (1 or more): threefold each time, capped, a fifth of it random."""
    wait = min(LONGEST_WAIT, FIRST_WAIT * FACTOR ** min(tries - 1, 30))
    return wait * random.uniform(1 - _JITTER, 1 + _JITTER)
